//! The tests of the crate, as one program: linking takes longer than most of them.

mod classes;
mod collected;
mod common;
mod docs;
mod drain;
mod edges;
mod errors;
mod interop;
#[cfg(feature = "locales")]
mod locale;
mod oracle;
mod parse;
mod promises;
#[cfg(feature = "serde")]
mod serde;
mod words;

mod decide {
    mod cases;
    mod herd;
    mod order;
    mod properties;
    mod reconnector;
    mod rows;
}

mod frame {
    mod bodies;
    mod peers;
    mod properties;
    mod utf8;
}

#[cfg(feature = "messages")]
mod messages {
    mod collected;
    mod general;
    mod patterns;
    mod reported;
}

#[cfg(feature = "protocols")]
mod protocols {
    mod rows;
    mod sources;
}
