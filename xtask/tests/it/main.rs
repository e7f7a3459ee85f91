//! The commands, run as a contributor runs them.

mod contributing;
mod printing;
mod serve;
