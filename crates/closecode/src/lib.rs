//! What a WebSocket close code means, who may send it, and what to do next.
//!
//! Every WebSocket connection ends with a close code, or without one. This crate contains the codes
//! of the IANA registry, a policy for each of the 65,536 numbers, and the several questions behind
//! "is this code valid?". All of it is generated from one checked dataset, in which each fact names
//! its source.
//!
//! ```
//! use closecode::{Action, CloseCode, RawCode};
//!
//! // A number as it comes from a library: anything is accepted, nothing is lost.
//! let code = RawCode::new(1012);
//! assert_eq!(code.known(), Some(CloseCode::ServiceRestart));
//! assert_eq!(code.to_string(), "1012 Service Restart");
//!
//! // Whether and how to reconnect, and on whose authority.
//! let policy = code.policy();
//! assert_eq!(policy.action(), Action::Reconnect);
//! assert_eq!(policy.initial_delay().as_secs()..=policy.max_delay().as_secs(), 5..=30);
//!
//! // 1006 is generated locally and never sent: a proxy does not forward it as it is.
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
//! * [`SendableCode`] is a number that is allowed in a Close frame. Require it where you write one,
//!   and an illegal frame cannot be expressed.
//!
//! No type has a variant with a number in it, so no code has two representations.
//!
//! # A client that stays connected
//!
//! A [`Reconnector`] remembers what a client has tried. Told how a connection ended and how long it
//! had lived, it says what to do, when and why. You supply the clock and the randomness. With
//! tokio-tungstenite and the feature `tungstenite-0_30`, this is the whole loop; it survives a lost
//! connection, a restart (1012), a token that runs out (401: renewed once) and a server that asks
//! for patience (429 with `Retry-After`):
//!
//! ```ignore
//! async fn stay_connected(mut account: Account) -> Result<Decision, Error> {
//!     let mut reconnector = Reconnector::new().wanted(true);
//!     loop {
//!         let (end, lived) = match connect_async(account.request()?).await {
//!             Ok((socket, _)) => messages(socket).await,
//!             Err(error) => (error.into(), None),
//!         };
//!         let decision = reconnector.ended(end, lived, random());
//!         let Some(delay) = decision.attempt_in() else { return Ok(decision) };
//!         if decision.action == Action::Reauthenticate {
//!             account.renew().await;
//!         }
//!         sleep(delay).await;
//!     }
//! }
//! ```
//!
//! [The guide](https://github.com/closecode/closecode/blob/main/docs/reconnecting.md) has the rest,
//! and a test runs it against a real server. Without any library:
//!
//! ```
//! use closecode::{Action, CloseCode, Reconnector};
//! use core::time::Duration;
//!
//! let mut reconnector = Reconnector::new();
//! let hour = Duration::from_secs(3600);
//! let random = 1_000_000_000; // any 32 bits, drawn anew each time
//! let decision = reconnector.ended(CloseCode::AbnormalClosure, Some(hour), random);
//! assert_eq!(decision.action, Action::Reconnect);
//! assert_eq!(decision.delay.as_millis(), 1164); // drawn from 0 to 5 s
//! assert_eq!(decision.to_string(), "reconnect in 1.2 s: 1006 Abnormal Closure");
//! ```
//!
//! [`decide`] is the function behind it. It keeps no state, and takes into account all that is
//! known, from who closed the connection to what the server said about coming back.
//!
//! # What a server does that restarts
//!
//! A [`Drain`] spreads the closes over the time that a deployment leaves, so that the clients do
//! not come back at the same moment, whatever they do. It says how many connections to close when,
//! and with which code.
//!
//! ```
//! use closecode::Drain;
//! use core::time::Duration;
//!
//! let drain = Drain::new(10_000, Duration::from_secs(20));
//! // Each 100 ms, for one: the time since the beginning, and how many are open.
//! assert_eq!(drain.due(Duration::from_millis(100), 10_000), 51);
//! ```
//!
//! # Metrics and logs
//!
//! A [`Decision`] has three words of bounded sets, for labels: [`Action::as_str`],
//! [`Cause::label`] and [`Rationale::as_str`]; a text for the log, its `Display`; and a level,
//! [`Decision::severity`]. This is what others call the same things:
//!
//! | here | elsewhere |
//! |---|---|
//! | [`RawCode::get`] | a span's attribute `websocket.close.code`, as Datadog's tracers set it |
//! | the same | Wireshark's field `websocket.payload.close.status_code` |
//! | [`RawCode::label`] | a label of a counter, as in `websocket_closes_total{code="1006"}` |
//! | [`Cause::label`] | `error.type` in OpenTelemetry: a word of a bounded set |
//! | [`Severity::level`] | `log::Level`, `tracing::Level`, `SeverityText` in OpenTelemetry |
//!
//! ```
//! use closecode::{Cause, CloseCode, Disconnect, decide};
//! let decision = decide(&Disconnect::from(CloseCode::TryAgainLater), 7);
//! let metric = format!(
//!     "reconnects_total{{action=\"{}\",cause=\"{}\"}} 1",
//!     decision.action,
//!     decision.cause.label(),
//! );
//! assert_eq!(metric, r#"reconnects_total{action="reconnect",cause="1013"} 1"#);
//! // In a span: `span.record("websocket.close.code", code.get())`.
//! let Cause::Closed(code) = decision.cause else { unreachable!() };
//! assert_eq!((code.get(), decision.severity().level()), (1013, "WARN"));
//! ```
//!
//! # What it costs
//!
//! Each lookup is an index computed from the number and one load from a table of less than a
//! kibibyte; with a constant argument it folds to a constant. Nothing allocates.
//!
//! The crate forbids unsafe code.
//!
//! # Many codes at once
//!
//! [`RawCode::classify`] puts all that is known about a number into one byte, a [`Class`], whose
//! labels are few enough for metrics. The crate
//! [`closecode-batch`](https://docs.rs/closecode-batch) does so for slices and captures, and counts
//! classes, with vector instructions where the processor has them.
//!
//! # A line of text
//!
//! With the feature `messages`, `message::classify` finds the code in what a library has printed,
//! and says who closed. What is certain is a [`Cause`].
//!
#![cfg_attr(feature = "messages", doc = "```")]
#![cfg_attr(not(feature = "messages"), doc = "```ignore")]
//! let line = "read: websocket: close 1006 (abnormal closure): unexpected EOF";
//! let finding = closecode::message::classify(line).unwrap();
//! assert_eq!(finding.code().unwrap(), closecode::CloseCode::AbnormalClosure);
//! assert_eq!(finding.implementations().next().unwrap().name(), "gorilla/websocket");
//! ```
//!
//! # What it is not
//!
//! It opens no connection, and has no clock and no randomness. It does not guess what a private
//! code (4000 to 4999) means: the two ends agree on that, and the same number means opposite things
//! in different products. [`protocols`] contains the codes of more than a hundred of them.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `locale-<tag>`, `locales` | [`RawCode::text`] in a language, such as `locale-de`, or in all |
//! | `protocol-<id>`, `protocols` | [`protocols`]: private codes of one product, or of all |
//! | `messages` | `message::classify`: what a line of text says about the end of a connection |
//! | `serde` | `Serialize` and `Deserialize`, each code as its number |
//! | `tungstenite-0_30` | conversions of its codes, frames and errors into causes; `http` |
//! | `tungstenite-0_29` | the same for that version; axum contains it, but has its own types |
//! | `http` | [`Hint::from_headers`]; conversions of its `StatusCode` and [`HandshakeStatus`] |
//! | `std` | conversions of the errors into `std::io::Error`, and of that into a [`Cause`] |
//!
//! None is on by default. Without `std` the crate is `no_std`, with or without the others; the
//! crates tungstenite and http themselves need the standard library.
//!
//! Note that tungstenite up to 0.30 reports a received 1014 as 1002; the number that the peer sent
//! is lost. The conversion of a frame into a [`Cause`] recognises it.
//!
//! # Guides and examples
//!
//! * [Reconnecting][reconnecting]: the whole loop, and which cause to pass for which error
//! * [Your own codes][own]: an enum, a profile and documentation from one file
//! * [`examples/reconnect.rs`][reconnect]: that loop with tokio-tungstenite, against a real server
//! * [`examples/relay.rs`][relay]: a proxy that never forwards a code that must not be sent
//!
//! These pages are built with three languages and three protocols. The others have the same form,
//! and [the list of protocols][protocol-list] has their codes.
//!
//! [reconnecting]: https://github.com/closecode/closecode/blob/main/docs/reconnecting.md
//! [own]: https://github.com/closecode/closecode/blob/main/docs/your-own-codes.md
//! [reconnect]: https://docs.rs/crate/closecode/latest/source/examples/reconnect.rs
//! [relay]: https://docs.rs/crate/closecode/latest/source/examples/relay.rs
//! [protocol-list]: https://github.com/closecode/closecode/blob/main/docs/reference/protocols.md

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "std")]
extern crate std;

/// The example in the crate's README, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod class;
mod class_id;
mod code;
mod decide;
mod drain;
mod error;
mod facts;
mod fmt;
pub mod frame;
// Not `rustfmt::skip`: the compiler takes what is below an attribute of a tool for expanded, and
// refuses to find the exported macro in it.
#[allow(clippy::deprecated_cfg_attr)]
#[cfg_attr(rustfmt, rustfmt_skip)]
#[allow(clippy::doc_markdown, clippy::enum_variant_names)] // Names and texts are the products' own.
mod generated;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "std")]
mod io;
mod locale;
#[cfg(feature = "messages")]
pub mod message;
mod policy;
pub mod protocols;
mod range;
mod raw;
mod relay;
#[cfg(any(feature = "messages", feature = "tungstenite-0_29", feature = "tungstenite-0_30"))]
mod reported;
mod sendable;
#[cfg(feature = "serde")]
mod serde;
mod text;
#[cfg(any(feature = "tungstenite-0_29", feature = "tungstenite-0_30"))]
mod tungstenite;
mod wire;

pub use class::Class;
pub use decide::{
    Backoff, Cause, Decision, Delays, Disconnect, HandshakeStatus, Hint, Initiator, Limits,
    LocalError, Profile, ProfileRule, ProfileTable, Rationale, Reconnector, RetryState, decide,
};
pub use drain::{Drain, DrainSteps};
pub use error::{
    NotSendableError, ParseCodeError, ParseStateError, UnknownCodeError, UnknownLocaleError,
    UnknownWordError,
};
pub use generated::{CloseCode, CodeRange, Locale};
pub use policy::{Action, Alert, Authority, Fault, Jitter, Policy, Severity};
pub use raw::RawCode;
pub use relay::Relay;
pub use sendable::SendableCode;
pub use text::{Case, Text};
pub use wire::{Sender, Visibility};

/// What exported macros name.
#[doc(hidden)]
#[cfg(feature = "serde")]
pub mod __private {
    pub use ::serde;
}
