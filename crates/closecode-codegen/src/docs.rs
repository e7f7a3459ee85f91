//! Documentation in the generated source.

#[cfg(feature = "crate")]
mod standard;

pub(crate) mod protocol;

#[cfg(feature = "crate")]
pub(crate) use standard::{code, range};
