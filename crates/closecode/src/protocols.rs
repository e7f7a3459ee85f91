//! What private numbers mean in the products that use them: who uses 4004, and for what?
//!
//! The same number means opposite things in different products, so a code is always that of a
//! protocol. Each protocol is a feature, `protocol-<id>`, and `protocols` asks for all of them;
//! without any this module is empty but for its types.
//!
//! A protocol is a module with an enum [`CloseCode`](crate::CloseCode) of its own, the ranges that
//! its source documents, and a profile for [`decide`](crate::decide). A protocol whose endpoints
//! give numbers different meanings has a module for each.
//!
//! ```
//! # #[cfg(feature = "protocol-discord-gateway")] {
//! use closecode::protocols::discord_gateway::{CloseCode, PROFILE};
//! use closecode::{Action, Disconnect, decide};
//!
//! let code = CloseCode::try_from(4004).unwrap();
//! assert_eq!(code, CloseCode::AuthenticationFailed);
//!
//! // Discord's rules, and not the guess for a number that nobody knows.
//! let disconnect = Disconnect::new(code.into()).profile_table(&PROFILE);
//! assert_eq!(decide(&disconnect, u32::MAX).action, Action::Stop);
//! # }
//! ```
//!
//! At run time, the registry answers for every protocol whose feature is on:
//!
//! ```
//! use closecode::protocols;
//!
//! for found in protocols::who_uses(4004) {
//!     let (protocol, entry) = (found.protocol(), found.entry());
//!     println!("{} {}: {}", protocol.name(), entry.name(), entry.meaning());
//! }
//! ```
//!
//! An application's own codes are a protocol like any other: `docs/your-own-codes.md` in the
//! repository shows how a file of them becomes such a module.
//!
//! Each fact has its source, in the documentation of the code and in `data/protocols/`. What nobody
//! could confirm is not here.

mod code;
mod descriptor;
mod endpoint;
mod entry;
mod error;
mod own;
mod registry;
mod tungstenite;

pub use descriptor::{Endpoint, Protocol, Status};
#[allow(unused_imports)] // Without a protocol, nobody asks for it.
pub(crate) use endpoint::endpoint;
#[doc(hidden)]
pub use entry::Reconnect;
pub use entry::{Entry, Sender};
pub use error::UnknownCodeError;
pub(crate) use registry::protocols;
pub use registry::{CodeUse, CodeUses, by_id, who_uses};
#[cfg(feature = "tungstenite-0_29")]
#[doc(hidden)]
pub use tungstenite::__tungstenite_0_29;
#[cfg(feature = "tungstenite-0_30")]
#[doc(hidden)]
pub use tungstenite::__tungstenite_0_30;

pub use crate::generated::protocols::*;
