//! Ends WebSocket connections in every possible way, over raw frames, and records what the other
//! side sends back.
//!
//! A [`Way`] has a name that does not change, such as `recv-1014` or `half-frame`. [`Lab`] listens
//! on this machine only and plays the way that the path of a request names; what a client did with
//! it is a [`Seen`]. [`browser`] lets a browser open all of them, and joins what its script saw
//! with what the lab saw. [`program`] does the same with a program that uses a library, as a client
//! and as a server.
//!
//! Nothing here uses a WebSocket library: a library would refuse to send most of it.

pub mod browser;
mod frame;
mod lab;
mod play;
pub mod program;
mod request;
mod role;
mod row;
mod way;

pub use lab::{Lab, Seen};
pub use play::{Outcome, Reply, Waited};
pub use role::Role;
pub use way::{Closes, Way, ways};
