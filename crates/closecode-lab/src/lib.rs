//! Ends WebSocket connections in every possible way, over raw frames, and records what the other
//! side sends back.
//!
//! A [`Way`] has a name that does not change, such as `recv-1014` or `half-frame`. [`Lab`] listens
//! on this machine only and plays the way that the path of a request names; what a client did with
//! it is a [`Seen`]. [`browser`] lets a browser open all of them, and joins what its script saw
//! with what the lab saw.
//!
//! Nothing here uses a WebSocket library: a library would refuse to send most of it.

pub mod browser;
mod frame;
mod lab;
mod play;
mod request;
mod way;

pub use lab::{Lab, Seen};
pub use play::Reply;
pub use way::{ClientCloses, Way, ways};
