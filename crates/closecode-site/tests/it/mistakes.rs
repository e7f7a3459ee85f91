//! Mistakes that other references of close codes make, and that our texts and facts must not make.
//!
//! Each test holds sentences that make the mistake, to prove that its check catches them, and runs
//! the check over every statement of the data in the languages that they know. The list was
//! gathered from published pages and checked against the primary sources.

mod browser;
mod clauses;
mod errors;
mod made_up;
mod pictures;
mod ranges;
mod reconnecting;
mod registered;
