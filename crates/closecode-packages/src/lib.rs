//! Turns the dataset into `dist/npm` and `dist/python`: the codes, their policy, the decision about
//! reconnecting and the texts, for JavaScript and for Python.
//!
//! What is the same in each dataset, the rules of the decision among it, is a file of the language
//! itself, beside this crate's source; what the data says is written into tables. What it is not: a
//! place for facts. A test of xtask compares both packages with the crate `closecode`.

mod npm;
mod python;
mod words;

pub use npm::npm;
pub use python::python;
