//! `cargo xtask mutants`: changes one thing at a time, a fact of the data or a place of the code,
//! and says which changes nothing notices. Neither is part of `cargo xtask test`: both take long.

pub(crate) mod code;
pub(crate) mod facts;
mod kept;
mod record;
