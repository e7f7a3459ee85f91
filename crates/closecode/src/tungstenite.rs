//! Between the codes, frames and errors of tungstenite and ours, for each version that has a
//! feature.
//!
//! It writes whatever number it is given. So a `CloseFrame` is made from a [`SendableCode`] or a
//! [`Relay`], which are legal, and not from a [`RawCode`], which need not be.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::{
    Cause, Disconnect, HandshakeStatus, Hint, LocalError, NotSendableError, RawCode, Relay,
    SendableCode, reported,
};

/// The numbers of tungstenite that may stand for others, as measured.
const HIDING: &[reported::Set] = reported::sets("tungstenite");

/// The reason with which tungstenite replaces a Close frame whose code it does not allow.
const REPLACED: &str = "Protocol violation";

/// Whether a received frame is one that tungstenite has put in the place of another: a number that
/// may stand for several codes, with that reason.
fn is_replaced(code: u16, reason: &str) -> bool {
    reason == REPLACED && reported::is_ambiguous(HIDING, code)
}

// An empty table would let each 1002 pass as what the peer sent.
const _: () =
    assert!(reported::is_ambiguous(HIDING, 1002) && !reported::is_ambiguous(HIDING, 1000));

/// What a response with this `Retry-After` says.
fn hint(retry_after: Option<&[u8]>) -> Option<Hint> {
    let value = core::str::from_utf8(retry_after?).ok()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Hint::from_retry_after(value, now)
}

/// The conversions for one version, whose types are others than those of the next.
macro_rules! conversions {
    ($module:ident, $tungstenite:ident, $feature:literal) => {
        #[cfg(feature = $feature)]
        mod $module {
            use $tungstenite::error::{CapacityError, ProtocolError, UrlError};
            use $tungstenite::protocol::CloseFrame;
            use $tungstenite::protocol::frame::coding::CloseCode as Theirs;
            use $tungstenite::{Error, Utf8Bytes};

            use super::*;

            /// The number, as tungstenite reports it. Beware of a 1002: tungstenite up to 0.30
            /// reports a received 1014 as 1002 with the reason "Protocol violation", as it does
            /// each number that it does not allow in a frame, and what the peer sent is gone. The
            /// conversion of a frame into a [`Cause`] recognises it.
            impl From<Theirs> for RawCode {
                fn from(code: Theirs) -> Self {
                    Self::new(code.into())
                }
            }

            /// For comparing. tungstenite sends what it is given, so to send, convert a
            /// [`SendableCode`].
            impl From<RawCode> for Theirs {
                fn from(code: RawCode) -> Self {
                    code.get().into()
                }
            }

            impl From<SendableCode> for Theirs {
                fn from(code: SendableCode) -> Self {
                    code.get().into()
                }
            }

            impl TryFrom<Theirs> for SendableCode {
                type Error = NotSendableError;

                fn try_from(code: Theirs) -> Result<Self, NotSendableError> {
                    Self::try_from(u16::from(code))
                }
            }

            /// A frame with an empty reason.
            impl From<SendableCode> for CloseFrame {
                fn from(code: SendableCode) -> Self {
                    Self { code: code.into(), reason: Utf8Bytes::default() }
                }
            }

            impl TryFrom<&CloseFrame> for SendableCode {
                type Error = NotSendableError;

                fn try_from(frame: &CloseFrame) -> Result<Self, NotSendableError> {
                    Self::try_from(frame.code)
                }
            }

            /// What `WebSocket::close` takes: the frame to forward, without a reason.
            impl From<Relay> for Option<CloseFrame> {
                fn from(relay: Relay) -> Self {
                    relay.code().map(CloseFrame::from)
                }
            }

            impl From<&CloseFrame> for RawCode {
                fn from(frame: &CloseFrame) -> Self {
                    frame.code.into()
                }
            }

            /// A received frame. The one that tungstenite makes of a code that it does not allow is
            /// [`LocalError::CodeHidden`].
            impl From<&CloseFrame> for Cause {
                fn from(frame: &CloseFrame) -> Self {
                    if is_replaced(frame.code.into(), frame.reason.as_str()) {
                        return LocalError::CodeHidden.into();
                    }
                    Self::Closed(frame.into())
                }
            }

            impl From<&CloseFrame> for Disconnect {
                fn from(frame: &CloseFrame) -> Self {
                    Self::new(frame.into())
                }
            }

            optional! { CloseFrame: RawCode, Cause, Disconnect }

            /// Why a connection ended, or did not open, by the error of tungstenite. Read the
            /// code of the peer from `Message::Close`: `ConnectionClosed`, which follows it, no
            /// longer has it, and counts as 1005.
            impl From<&Error> for Cause {
                fn from(error: &Error) -> Self {
                    match error {
                        Error::ConnectionClosed | Error::AlreadyClosed => {
                            Self::Closed(RawCode::new(1005))
                        }
                        Error::Io(error) => error.into(),
                        Error::Tls(_) => Self::Tls,
                        Error::Capacity(CapacityError::MessageTooLong { .. }) => {
                            LocalError::MessageTooBig.into()
                        }
                        // Nobody said goodbye: 1006.
                        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => {
                            Self::Closed(RawCode::new(1006))
                        }
                        Error::Utf8(_) => LocalError::InvalidUtf8.into(),
                        Error::Http(response) => {
                            HandshakeStatus::new(response.status().as_u16()).into()
                        }
                        // That messages pile up is this side's trouble with the network, too.
                        Error::Protocol(ProtocolError::HandshakeIncomplete)
                        | Error::Url(UrlError::UnableToConnect(_))
                        | Error::WriteBufferFull(_) => Self::Tcp,
                        Error::Url(_) | Error::HttpFormat(_) => LocalError::BadRequest.into(),
                        Error::Capacity(_) | Error::Protocol(_) | Error::AttackAttempt => {
                            LocalError::ProtocolError.into()
                        }
                    }
                }
            }

            /// The cause, and the `Retry-After` of a refused handshake. A date in it is compared
            /// with the clock of the system.
            impl From<&Error> for Disconnect {
                fn from(error: &Error) -> Self {
                    let end = Self::new(error.into());
                    let Error::Http(response) = error else { return end };
                    let value = response.headers().get("retry-after");
                    match hint(value.map(|value| value.as_bytes())) {
                        Some(hint) => end.hint(hint),
                        None => end,
                    }
                }
            }

            impl From<Error> for Disconnect {
                fn from(error: Error) -> Self {
                    Self::from(&error)
                }
            }
        }
    };
}

/// What `Message::Close` carries: without a frame it is 1005, RFC 6455 section 7.1.5.
macro_rules! optional {
    ($frame:ident: $($name:ident),+) => {
        $(
            impl From<&Option<$frame>> for $name {
                fn from(frame: &Option<$frame>) -> Self {
                    frame.as_ref().into()
                }
            }

            impl From<Option<$frame>> for $name {
                fn from(frame: Option<$frame>) -> Self {
                    frame.as_ref().into()
                }
            }

            impl From<Option<&$frame>> for $name {
                fn from(frame: Option<&$frame>) -> Self {
                    frame.map_or_else(|| RawCode::new(1005).into(), Self::from)
                }
            }
        )+
    };
}

conversions! { v0_30, tungstenite_0_30, "tungstenite-0_30" }
conversions! { v0_29, tungstenite_0_29, "tungstenite-0_29" }
