//! The body of a Close frame: read it, write it, put it into a frame.
//!
//! RFC 6455 section 5.5.1 gives a Close frame an optional body: two bytes of status code in network
//! byte order, then a reason in UTF-8. Section 5.5 limits every control frame to 125 bytes, so a
//! reason has room for 123. This module reads such bodies without copying and writes them into
//! the caller's memory. Nothing allocates, and nothing panics.
//!
//! ```
//! use closecode::SendableCode;
//! use closecode::frame::{CloseFrame, CloseFrameError, Reason};
//!
//! // What came off the wire.
//! let frame = CloseFrame::parse(b"\x03\xf4deploy")?;
//! assert_eq!((frame.code().get(), frame.reason()), (1012, "deploy"));
//!
//! // What goes on it. A code and a reason that must not be sent cannot be expressed.
//! let frame =
//!     CloseFrame::new(SendableCode::of::<4001>(), Reason::truncate("signed in elsewhere"));
//! assert_eq!(frame.body().as_bytes(), b"\x0f\xa1signed in elsewhere");
//!
//! // An illegal body names the code to answer with.
//! let error = CloseFrame::parse(&1006_u16.to_be_bytes()).unwrap_err();
//! assert_eq!(error.answer().get(), 1002);
//! # Ok::<(), CloseFrameError>(())
//! ```
//!
//! # Which one to call
//!
//! * [`CloseFrame::parse`] follows the RFC. What it returns may be sent again as it is.
//! * [`CloseFrame::parse_lenient`] is for logs, metrics and peers that break the rules: it passes
//!   on what was meant.
//! * [`CloseFrame::body`] is the body, for a library that makes the frame.
//!   [`CloseFrame::encode_frame`] and [`CloseFrame::encode_masked`] write the whole frame, of a
//!   server and of a client.
//!
//! # What it is not
//!
//! A reader of frames. It takes the payload once the frame's header is read and the mask is
//! removed, and it keeps no state: that the first Close frame counts and that no second is sent
//! (RFC 6455 sections 5.5.1 and 7.1.5) is up to the connection. It does not say who may send a
//! code either; [`RawCode::sender`](crate::RawCode::sender) does.

mod body;
mod close;
mod encode;
mod error;
mod lenient;
mod reason;

pub use body::CloseBody;
pub use close::CloseFrame;
pub use error::{BufferTooSmallError, CloseFrameError};
pub use lenient::LenientFrame;
pub use reason::Reason;

/// The most bytes that the body of a control frame has, RFC 6455 section 5.5.
///
/// ```
/// use closecode::frame::{MAX_BODY, MAX_REASON};
/// assert_eq!(MAX_BODY, 2 + MAX_REASON);
/// ```
pub const MAX_BODY: usize = 125;

/// The most bytes that a reason has: the body's without the code's two.
///
/// Bytes, not characters: a browser's `close()` throws a `SyntaxError` past the same limit.
///
/// ```
/// use closecode::frame::{MAX_REASON, Reason};
/// assert!(Reason::new(&"x".repeat(MAX_REASON)).is_some());
/// assert!(Reason::new(&"é".repeat(MAX_REASON)).is_none());
/// ```
pub const MAX_REASON: usize = MAX_BODY - CODE_LEN;

/// The most bytes that a whole Close frame has: two of header, a client's key of four, the body.
///
/// ```
/// use closecode::frame::{MAX_BODY, MAX_FRAME};
/// assert_eq!(MAX_FRAME, 2 + 4 + MAX_BODY);
/// ```
pub const MAX_FRAME: usize = 2 + 4 + MAX_BODY;

/// The bytes of a code.
const CODE_LEN: usize = 2;
