//! Ends WebSocket connections in every possible way, over raw frames, and records what the other
//! side sends back.
//!
//! A [`Way`] has a name that does not change, such as `recv-1014` or `half-frame`. A [`Server`]
//! listens where it is told, and hands out each request as a [`Visit`], which plays a way;
//! [`connect`] plays one to a server.
//!
//! The rest measures, and needs the feature `measure`. `Lab` listens on this machine only and plays
//! the way that the path of a request names; what a client did with it is a `Seen`. The module
//! `browser` lets a browser open all of them, and joins what its script saw with what the lab saw;
//! `program` does the same with a program that uses a library, as a client and as a server.
//!
//! Nothing here uses a WebSocket library: a library would refuse to send most of it.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod accept;
#[cfg(feature = "measure")]
pub mod browser;
mod frame;
#[cfg(feature = "measure")]
mod lab;
mod play;
#[cfg(feature = "measure")]
pub mod program;
mod request;
mod role;
#[cfg(feature = "measure")]
mod row;
mod server;
mod stream;
#[cfg(feature = "tls")]
mod tls;
mod way;

#[cfg(feature = "measure")]
pub use lab::{Lab, Seen};
pub use play::{Outcome, Reply, Waited, connect};
pub use role::Role;
pub use server::{Listen, Server, Visit};
#[cfg(feature = "tls")]
pub use tls::Identity;
#[cfg(feature = "tls")]
pub use way::tls_ways;
pub use way::{Closes, Way, received, refused, ways};
