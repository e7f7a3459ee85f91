//! The chat's codes in a module without a prelude, beside modules with names of crates, with the
//! conversions for tungstenite. `crates/closecode-cli` tests the other editions, and without these.
#![allow(dead_code)]

mod core {}
mod std {}
mod tungstenite {}

mod codes {
    #![no_implicit_prelude]

    ::closecode::include_codes!("closecodes");
}

#[test]
fn the_codes_are_those_of_the_chat() {
    let theirs = example_chat::close_codes::CloseCode::ALL;
    assert!(codes::CloseCode::ALL.iter().map(|code| code.get()).eq(theirs.iter().map(|c| c.get())));
}
