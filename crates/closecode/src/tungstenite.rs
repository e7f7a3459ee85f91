//! Between tungstenite's codes and frames and ours.
//!
//! It writes whatever number it is given. So a `CloseFrame` is made from a [`SendableCode`] or a
//! [`Relay`], which are legal, and not from a [`RawCode`], which need not be.

use tungstenite::error::{CapacityError, ProtocolError, UrlError};
use tungstenite::protocol::CloseFrame;
use tungstenite::protocol::frame::coding::CloseCode as Theirs;
use tungstenite::{Error, Utf8Bytes};

use crate::{Cause, HandshakeStatus, LocalError, NotSendableError, RawCode, Relay, SendableCode};

/// The number, as tungstenite reports it. Beware of a 1002: tungstenite 0.30 reports a received
/// 1014 as 1002 with the reason "Protocol violation", as it does each number that it does not allow
/// in a frame, and what the peer sent is gone. A bad gateway then looks like a bug of ours; the
/// policy of 1002 keeps three probes for that reason.
impl From<Theirs> for RawCode {
    fn from(code: Theirs) -> Self {
        Self::new(code.into())
    }
}

/// For comparing. tungstenite sends what it is given, so to send, convert a [`SendableCode`].
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

impl From<&CloseFrame> for RawCode {
    fn from(frame: &CloseFrame) -> Self {
        frame.code.into()
    }
}

/// What `Message::Close` carries: without a frame it is 1005, RFC 6455 section 7.1.5.
impl From<&Option<CloseFrame>> for RawCode {
    fn from(frame: &Option<CloseFrame>) -> Self {
        frame.as_ref().map_or(Self::new(1005), Self::from)
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

/// Why a connection ended, or did not open, by the error of tungstenite. Read `Message::Close` for
/// the code of the peer: `ConnectionClosed`, which follows it, no longer tells, and counts as 1005.
impl From<&Error> for Cause {
    fn from(error: &Error) -> Self {
        match error {
            Error::ConnectionClosed | Error::AlreadyClosed => Self::Closed(RawCode::new(1005)),
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
            Error::Http(response) => HandshakeStatus::new(response.status().as_u16()).into(),
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
