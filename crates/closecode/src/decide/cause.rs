//! What ended a connection, or kept it from opening.

use core::fmt;

use super::{HandshakeStatus, ProfileAction, ProfileRule};
use crate::fmt::padded;
use crate::policy::word_enum;
use crate::{CloseCode, RawCode};

/// What ended the connection, or kept it from opening. Only the first has a close code.
///
/// | cause | policy |
/// |---|---|
/// | closed with a code | the code's, or its range's |
/// | handshake refused | see [`HandshakeStatus`] |
/// | DNS, TCP | that of 1006: growing delays |
/// | TLS, before it opened | that of 1015: slow attempts while somebody looks into it |
/// | TLS, after | that of 1006: the handshake had succeeded, so the certificate is valid |
/// | found by this side's library | see [`LocalError`] |
/// | not opened | that of 1006; the third in a row is [`LookIntoIt`](crate::Rationale) |
///
/// ```
/// use closecode::{Cause, HandshakeStatus, RawCode};
/// assert_eq!(Cause::Closed(RawCode::new(1001)).to_string(), "1001 Going Away");
/// assert_eq!(
///     Cause::Handshake(HandshakeStatus::new(503)).to_string(),
///     "handshake refused with HTTP 503"
/// );
/// assert_eq!(Cause::Tls.to_string(), "TLS failure");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// Closed with this code: received, or generated locally, as 1005 and 1006 are.
    Closed(RawCode),
    /// The server refused the handshake: over HTTP/1.1 it answered with another status than 101,
    /// over HTTP/2 and HTTP/3 with none of 2xx (RFC 8441 section 5, RFC 9220 section 3).
    Handshake(HandshakeStatus),
    /// The name could not be resolved.
    Dns,
    /// No TCP connection, or it broke: refused, reset, timed out.
    Tcp,
    /// No TLS session, or it broke.
    Tls,
    /// This side's own library ended the connection, or could not begin it.
    Local(LocalError),
    /// A browser's one 1006 before `open`, which may hide any of the others. A
    /// [`Closed`](Self::Closed) with 1006 on a connection that never opened is taken for this.
    NotOpened,
}

word_enum! {
    /// What this side's own library found, and ended the connection for. The peer may have done
    /// nothing wrong, and no Close frame of its own tells the cause.
    ///
    /// | found | policy |
    /// |---|---|
    /// | a message above this side's limit | that of 1009: fix it first, for it comes again |
    /// | text that is not UTF-8, a violation of the protocol | that of 1002: a few probes |
    /// | a Ping without an answer | that of 1006: growing delays |
    /// | an address that cannot be used | fix it first |
    ///
    /// ```
    /// use closecode::{Act, Cause, Disconnect, LocalError, decide};
    /// let too_big = Disconnect::new(Cause::Local(LocalError::MessageTooBig));
    /// assert_eq!(decide(&too_big).action, Act::FixFirst);
    /// assert_eq!(decide(&too_big).attempt_in(), None);
    /// ```
    #[non_exhaustive]
    LocalError {
        /// A message or frame is larger than this side allows.
        MessageTooBig = "message-too-big",
        /// A text message or a reason is not UTF-8.
        InvalidUtf8 = "invalid-utf8",
        /// The peer violates the protocol.
        ProtocolError = "protocol-error",
        /// The peer did not answer a Ping in time.
        PingTimeout = "ping-timeout";
        /// The address, or what the request would be, cannot be used.
        BadRequest = "bad-request"
    }
}

impl LocalError {
    #[inline]
    const fn rule(self) -> ProfileRule {
        match self {
            Self::MessageTooBig => ProfileRule::of(CloseCode::MessageTooBig.policy()),
            Self::InvalidUtf8 | Self::ProtocolError => {
                ProfileRule::of(CloseCode::ProtocolError.policy())
            }
            Self::PingTimeout => ProfileRule::of(CloseCode::AbnormalClosure.policy()),
            Self::BadRequest => ProfileRule::new(ProfileAction::FixClient),
        }
    }
}

impl Cause {
    /// The rule of the policy data.
    #[inline]
    pub(super) const fn rule(self) -> ProfileRule {
        match self {
            Self::Closed(code) => ProfileRule::of(code.policy()),
            Self::Handshake(status) => status.rule(),
            Self::Dns | Self::Tcp | Self::NotOpened => {
                ProfileRule::of(CloseCode::AbnormalClosure.policy())
            }
            Self::Tls => ProfileRule::of(CloseCode::TlsHandshake.policy()),
            Self::Local(error) => error.rule(),
        }
    }

    /// Whether the loss of the network explains it.
    #[inline]
    pub(super) const fn is_network(self) -> bool {
        match self {
            Self::Closed(code) => code.get() == CloseCode::AbnormalClosure.get(),
            Self::Dns | Self::Tcp | Self::NotOpened | Self::Local(LocalError::PingTimeout) => true,
            Self::Handshake(_) | Self::Tls | Self::Local(_) => false,
        }
    }
}

impl fmt::Display for Cause {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed(code) => code.fmt(f),
            Self::Handshake(status) => padded(f, format_args!("handshake refused with {status}")),
            Self::Dns => f.pad("DNS failure"),
            Self::Tcp => f.pad("TCP failure"),
            Self::Tls => f.pad("TLS failure"),
            Self::Local(error) => padded(f, format_args!("{error}, found here")),
            Self::NotOpened => f.pad("not opened, cause hidden"),
        }
    }
}

impl From<RawCode> for Cause {
    #[inline]
    fn from(code: RawCode) -> Self {
        Self::Closed(code)
    }
}

impl From<CloseCode> for Cause {
    #[inline]
    fn from(code: CloseCode) -> Self {
        Self::Closed(code.raw())
    }
}

impl From<LocalError> for Cause {
    #[inline]
    fn from(error: LocalError) -> Self {
        Self::Local(error)
    }
}

impl From<HandshakeStatus> for Cause {
    #[inline]
    fn from(status: HandshakeStatus) -> Self {
        Self::Handshake(status)
    }
}
