//! What a WebSocket close code means, who may send it, and what to do next.
//!
//! Every WebSocket connection ends with a status code, or with the lack of one. This crate knows
//! the codes that the IANA registry names, a policy for each of the 65,536 numbers, and the
//! questions that "is this code valid?" falls into. All of it is generated from one checked
//! dataset, and each fact there names its source.
//!
//! ```
//! use closecode::{Action, CloseCode, RawCode};
//!
//! // A number as it comes from a library: anything is accepted, nothing is lost.
//! let code = RawCode::new(1012);
//! assert_eq!(code.known(), Some(CloseCode::ServiceRestart));
//! assert_eq!(code.to_string(), "1012 Service Restart");
//!
//! // Whether and how to reconnect, and who says so.
//! let policy = code.policy();
//! assert_eq!(policy.action(), Action::ShortDelay);
//! assert_eq!(policy.initial_delay().as_secs()..=policy.max_delay().as_secs(), 5..=30);
//!
//! // 1006 is made up locally and never travels: a proxy must not forward it as it is.
//! let lost = RawCode::new(1006);
//! assert!(!lost.is_allowed_in_frame());
//! assert_eq!(lost.for_relay().code().unwrap().get(), 1011);
//! ```
//!
//! # Which type to use
//!
//! * [`RawCode`] is any `u16`. Take it from the wire or from a library, store it, count it, look
//!   things up with it.
//! * [`CloseCode`] is one of the registered codes, for a `match`.
//! * [`SendableCode`] is a number that may stand in a Close frame. Ask for it where you write one,
//!   and an illegal frame cannot be expressed.
//!
//! No type has a variant that holds a number, so no code has two representations.
//!
//! # What it costs
//!
//! Each lookup is an index computed from the number and one load from a table of less than a
//! kibibyte; with a constant argument it folds to a constant. Nothing allocates.
//!
//! `unsafe` stands in two small modules, each with its argument and its tests. [`frame`] hands out
//! the reason of a Close frame as a `&str` once its own check, faster than core's on such short
//! texts, has found it to be UTF-8; and the batches call vector instructions where the processor
//! has them. The compiler refuses it everywhere else.
//!
//! # Many codes at once
//!
//! [`RawCode::classify`] puts all that is known about a number into one byte, a [`Class`].
//! [`classify_into`] does so for a slice, [`classify_be_into`] for bytes of a capture, and
//! [`Counts`] counts classes, whose labels are few enough for metrics.
//!
//! # What to do after a connection has ended
//!
//! [`decide`] weighs all that is known about it, from who closed it to the time that was spent, and
//! says what to do, when and why.
//!
//! ```
//! use closecode::{Act, Cause, Disconnect, RawCode, decide};
//!
//! let decision = decide(&Disconnect::new(Cause::Closed(RawCode::new(1006))).random(1_000_000_000));
//! assert_eq!(decision.action, Act::Reconnect);
//! assert_eq!(decision.delay.as_millis(), 1164); // drawn from 0 to 5 s
//! ```
//!
//! # What it is not
//!
//! It opens no connection and keeps no state. Of a private code (4000 to 4999) it does not guess
//! the meaning: that is between the two ends, and the same number means opposite things in
//! different products. For some of them [`protocols`] knows it.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `locale-<tag>`, `locales` | [`RawCode::text`]: words about each code in one of fifteen languages, such as `locale-de`; in all of them; [`Locale::from_tag`] answers any BCP 47 tag |
//! | `protocol-<id>`, `protocols` | [`protocols`]: what private codes mean in one product, such as `protocol-discord-gateway`; in all of them |
//! | `serde` | `Serialize` and `Deserialize`, each code as its number |
//! | `tungstenite` | conversions between its `CloseCode` and `CloseFrame` and [`RawCode`], [`SendableCode`], [`Relay`] |
//! | `http` | conversions between its `StatusCode` and [`HandshakeStatus`] |
//! | `std` | conversions of the errors into `std::io::Error`; on x86-64, AVX2 for batches where the processor has it |
//!
//! None is on by default. Without `std` the crate is `no_std`, with or without the others; the
//! crates tungstenite and http themselves need the standard library.
//!
//! A trap on the way from tungstenite 0.30: it reports a received 1014 as 1002, and what the peer
//! sent is gone.

#![no_std]
#![deny(unsafe_code)] // Not `forbid`: `frame::utf8` and `classify::x86` say why what they do is sound.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "std")]
extern crate std;

/// The example in the crate's README, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod classify;
mod code;
mod decide;
mod error;
mod facts;
pub mod frame;
#[rustfmt::skip]
mod generated;
#[cfg(feature = "http")]
mod http;
mod locale;
mod policy;
pub mod protocols;
mod raw;
mod relay;
mod sendable;
#[cfg(feature = "serde")]
mod serde;
mod text;
#[cfg(feature = "tungstenite")]
mod tungstenite;
mod wire;

#[doc(hidden)]
pub use classify::classify_portable_into;
pub use classify::{
    Class, Counts, LengthError, classify_be_into, classify_into, count_codes, count_codes_be,
};
pub use decide::{
    Act, Backoff, Cause, Decision, Delays, Disconnect, HandshakeStatus, Hint, Initiator, Limits,
    Profile, ProfileAction, ProfileRule, ProfileTable, Rationale, RetryState, decide,
};
pub use error::{NotSendableError, ParseCodeError, UnknownCodeError, UnknownLocaleError};
pub use generated::{CloseCode, CodeRange, Locale};
pub use policy::{Action, Alert, Authority, Fault, Jitter, Policy, Severity};
pub use raw::RawCode;
pub use relay::Relay;
pub use sendable::SendableCode;
pub use text::Text;
pub use wire::{Sender, Visibility};

/// What exported macros name.
#[doc(hidden)]
#[cfg(feature = "serde")]
pub mod __private {
    pub use ::serde;
}
