//! The tests of the JSON: one program, so that it is linked once.

mod api;
mod changes;
mod committed;
mod common;
mod csv;
mod decisions;
mod document;
mod promise;
mod protocols;
mod schema;
