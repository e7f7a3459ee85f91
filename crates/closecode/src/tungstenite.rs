//! Between tungstenite's codes and frames and ours.
//!
//! What a reader of these has to know about tungstenite 0.30:
//! - It reports a received 1014 as 1002, with the reason "Protocol violation", as it does every number that it does not
//!   allow in a frame. The frame that the peer sent is gone. So a 1002 from it may be a bad gateway; our policy of 1002
//!   keeps three probes for that reason.
//! - It writes whatever number it is given. A `CloseFrame` made from a [`SendableCode`] or a [`Relay`] is legal; one made from
//!   a [`RawCode`]'s number need not be, and is not offered.

use tungstenite::Utf8Bytes;
use tungstenite::protocol::CloseFrame;
use tungstenite::protocol::frame::coding::CloseCode as Theirs;

use crate::{NotSendableError, RawCode, Relay, SendableCode};

impl From<Theirs> for RawCode {
    fn from(code: Theirs) -> Self {
        Self::new(code.into())
    }
}

/// For comparing; to send, convert a [`SendableCode`].
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
