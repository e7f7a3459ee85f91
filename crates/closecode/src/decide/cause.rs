//! What ended a connection, or kept it from opening.

use core::fmt;

use core::str::FromStr;

use super::retry_state::Key;
use super::{HandshakeStatus, ProfileRule};
use crate::fmt::padded;
use crate::policy::word_enum;
use crate::{Action, CloseCode, ParseStateError, RawCode, Severity};

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
    /// | a code that the library does not know and hides | that of 1014: growing delays |
    /// | an address that cannot be used | fix it first |
    ///
    /// ```
    /// use closecode::{Action, Cause, Disconnect, LocalError, decide};
    /// let too_big = Disconnect::new(Cause::Local(LocalError::MessageTooBig));
    /// assert_eq!(decide(&too_big, u32::MAX).action, Action::FixFirst);
    /// assert_eq!(decide(&too_big, u32::MAX).attempt_in(), None);
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
        PingTimeout = "ping-timeout",
        /// The peer closed with a code that this side's library does not allow, and the number is
        /// lost. tungstenite up to 0.30 shows it as a 1002 with the reason "Protocol violation"; of
        /// the codes that a server may send, only 1014 ends like that.
        CodeHidden = "code-hidden";
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
            Self::CodeHidden => ProfileRule::of(CloseCode::BadGateway.policy()),
            Self::BadRequest => ProfileRule::new(Action::FixFirst),
        }
    }

    #[inline]
    const fn label(self) -> &'static str {
        match self {
            Self::MessageTooBig => "local_message_too_big",
            Self::InvalidUtf8 => "local_invalid_utf8",
            Self::ProtocolError => "local_protocol_error",
            Self::PingTimeout => "local_ping_timeout",
            Self::CodeHidden => "local_code_hidden",
            Self::BadRequest => "local_bad_request",
        }
    }
}

/// The labels of other refused handshakes, by the first digit of the status.
const STATUS_LABELS: [&str; 6] =
    ["http_other", "http_1xx", "http_2xx", "http_3xx", "http_4xx", "http_5xx"];

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

    /// A label for metrics, from a bounded set: that of the code ([`RawCode::label`]); for a
    /// refused handshake `http_401`, 403, 429 and the others that are common, and `http_4xx` for
    /// the rest; `dns`, `tcp`, `tls`, `not_opened`; or `local_` and what was found.
    ///
    /// ```
    /// use closecode::{Cause, HandshakeStatus, LocalError, RawCode};
    /// assert_eq!(Cause::Closed(RawCode::new(1006)).label(), "1006");
    /// assert_eq!(Cause::Closed(RawCode::new(4004)).label(), "private_use");
    /// assert_eq!(Cause::Handshake(HandshakeStatus::new(401)).label(), "http_401");
    /// assert_eq!(Cause::Handshake(HandshakeStatus::new(418)).label(), "http_4xx");
    /// assert_eq!(Cause::Local(LocalError::PingTimeout).label(), "local_ping_timeout");
    /// ```
    #[inline]
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Closed(code) => code.label(),
            Self::Handshake(status) => match status.get() {
                400 => "http_400",
                401 => "http_401",
                403 => "http_403",
                404 => "http_404",
                408 => "http_408",
                429 => "http_429",
                500 => "http_500",
                502 => "http_502",
                503 => "http_503",
                504 => "http_504",
                other if other < 600 => STATUS_LABELS[(other / 100) as usize],
                _ => STATUS_LABELS[0],
            },
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::NotOpened => "not_opened",
            Self::Local(error) => error.label(),
        }
    }

    /// The log level: that of the code's policy, or of the code whose policy it shares.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Severity};
    /// assert_eq!(Cause::from(CloseCode::NormalClosure).severity(), Severity::Info);
    /// assert_eq!(Cause::Dns.severity(), CloseCode::AbnormalClosure.policy().severity());
    /// ```
    #[inline]
    #[must_use]
    pub const fn severity(self) -> Severity {
        let code = match self {
            Self::Closed(code) => return code.policy().severity(),
            Self::Tls => CloseCode::TlsHandshake,
            Self::Local(LocalError::MessageTooBig) => CloseCode::MessageTooBig,
            Self::Local(
                LocalError::InvalidUtf8 | LocalError::ProtocolError | LocalError::BadRequest,
            ) => CloseCode::ProtocolError,
            Self::Local(LocalError::CodeHidden) => CloseCode::BadGateway,
            Self::Handshake(_)
            | Self::Dns
            | Self::Tcp
            | Self::NotOpened
            | Self::Local(LocalError::PingTimeout) => CloseCode::AbnormalClosure,
        };
        code.policy().severity()
    }

    /// The cause as delays count it: one number for all that a lost network explains.
    #[inline]
    pub(super) const fn pace_key(self) -> Key {
        match self {
            cause if cause.is_network() => 1 << 16,
            Self::Closed(code) => 2 << 16 | code.get() as Key,
            Self::Handshake(status) => 3 << 16 | status.get() as Key,
            Self::Local(error) => 4 << 16 | error as Key,
            // The others are a lost network, as the first arm has it.
            Self::Tls | Self::Dns | Self::Tcp | Self::NotOpened => 5 << 16,
        }
    }

    /// What serde writes and [`FromStr`] reads.
    #[cfg(feature = "serde")]
    pub(crate) const fn key(self) -> impl fmt::Display {
        CauseKey(self)
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

/// A cause as one word.
#[cfg(feature = "serde")]
struct CauseKey(Cause);

#[cfg(feature = "serde")]
impl fmt::Display for CauseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Cause::Closed(code) => write!(f, "close-{}", code.get()),
            Cause::Handshake(status) => write!(f, "http-{}", status.get()),
            Cause::Dns => f.write_str("dns"),
            Cause::Tcp => f.write_str("tcp"),
            Cause::Tls => f.write_str("tls"),
            Cause::NotOpened => f.write_str("not-opened"),
            Cause::Local(error) => write!(f, "local-{error}"),
        }
    }
}

/// One word: `close-1006`, `http-503`, `dns`, `tcp`, `tls`, `not-opened`, or `local-` and the word
/// of a [`LocalError`].
///
/// ```
/// use closecode::{Cause, LocalError, RawCode};
/// assert_eq!("close-1006".parse(), Ok(Cause::Closed(RawCode::new(1006))));
/// assert_eq!("local-ping-timeout".parse(), Ok(Cause::Local(LocalError::PingTimeout)));
/// assert!("1006".parse::<Cause>().is_err());
/// ```
impl FromStr for Cause {
    type Err = ParseStateError;

    fn from_str(word: &str) -> Result<Self, ParseStateError> {
        // `u16::from_str` takes a sign, which is never written.
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let number = |text: &str| text.parse::<u16>().ok().filter(|_| is_digits(text));
        let cause = match word {
            "dns" => Some(Self::Dns),
            "tcp" => Some(Self::Tcp),
            "tls" => Some(Self::Tls),
            "not-opened" => Some(Self::NotOpened),
            _ => match word.split_once('-') {
                Some(("close", code)) => number(code).map(|code| RawCode::new(code).into()),
                Some(("http", status)) => {
                    number(status).map(|status| HandshakeStatus::new(status).into())
                }
                Some(("local", error)) => error.parse().ok().map(Self::Local),
                _ => None,
            },
        };
        cause.ok_or(ParseStateError("a cause"))
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

impl From<crate::SendableCode> for Cause {
    #[inline]
    fn from(code: crate::SendableCode) -> Self {
        Self::Closed(code.into())
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
