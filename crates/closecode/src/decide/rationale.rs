//! Which rule decided.

use core::fmt;

use super::{Cause, ProfileAction};
use crate::fmt::padded;

/// Which rule decided, and on what. More may come.
///
/// `Display` is for logs, [`user_message`](Self::user_message) for users.
///
/// ```
/// use closecode::{Cause, Disconnect, HandshakeStatus, Rationale, decide};
/// let refused = Cause::Handshake(HandshakeStatus::new(401));
/// let rationale = decide(&Disconnect::new(refused)).rationale;
/// assert_eq!(rationale, Rationale::Policy(refused));
/// assert_eq!(rationale.to_string(), "handshake refused with HTTP 401");
/// assert_eq!(rationale.user_message(), "Your session is being renewed.");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rationale {
    /// The application closed the connection.
    ApplicationClosed,
    /// The application no longer wants the connection.
    NotWanted,
    /// A watchdog on this side closed the connection.
    Watchdog,
    /// The server said not to come back.
    ServerForbids(Cause),
    /// The server said to come back.
    ServerAsks(Cause),
    /// The protocol's profile.
    Profile {
        /// The code that was looked up in it.
        cause: Cause,
        /// What it said.
        action: ProfileAction,
    },
    /// The policy of the cause.
    Policy(Cause),
    /// A browser's 1006 before `open`, for the third time in a row or more: probe the address over
    /// HTTP, or renew the credential, to learn what the browser hides. The action is to
    /// reconnect all the same.
    LookIntoIt,
    /// A renewed credential was refused too.
    CredentialRefused(Cause),
    /// As many attempts were made as the policy, the profile or the caller allows.
    AttemptsSpent(Cause),
    /// As much time was spent as the caller allows, or would be by waiting for the next attempt.
    TimeSpent(Cause),
    /// The wait would be longer than the caller allows.
    DelayTooLong(Cause),
    /// There is no network.
    Offline(Cause),
}

impl Rationale {
    /// A short text for users, in English. It says nothing that the peer wrote: RFC 6455 section
    /// 5.5.1 forbids showing that.
    ///
    /// ```
    /// use closecode::Rationale;
    /// assert_eq!(Rationale::ApplicationClosed.user_message(), "The connection was closed.");
    /// ```
    #[inline]
    #[must_use]
    pub const fn user_message(&self) -> &'static str {
        match self {
            Self::ApplicationClosed | Self::NotWanted => "The connection was closed.",
            Self::Watchdog | Self::ServerAsks(_) => "The connection was lost. Reconnecting.",
            Self::ServerForbids(_) => "The server ended the connection.",
            Self::Profile { action, .. } => by_action(*action),
            Self::Policy(Cause::Tls) => {
                "A secure connection could not be made. \
                 Check the date and time of this device, and the network."
            }
            Self::Policy(cause) => match (cause.rule().action(), cause) {
                (ProfileAction::Never, Cause::Closed(_)) => "You do not have access.",
                (ProfileAction::Never, Cause::Handshake(status)) if status.get() == 451 => {
                    "This is not available here."
                }
                (ProfileAction::Never, Cause::Handshake(_)) => "This is no longer available.",
                (action, _) => by_action(action),
            },
            Self::LookIntoIt => {
                "The server cannot be reached. Check the network, or sign in again."
            }
            Self::CredentialRefused(_) => "Your session has ended. Please sign in again.",
            Self::AttemptsSpent(_) | Self::TimeSpent(_) => {
                "The connection could not be restored. Try again later."
            }
            Self::DelayTooLong(_) => "The service is busy. Try again later.",
            Self::Offline(_) => {
                "You are offline. The connection will be restored when the network is back."
            }
        }
    }

    /// What the policy or the profile asks for, if one of them decided.
    #[inline]
    pub(super) const fn action(self) -> Option<ProfileAction> {
        match self {
            Self::Profile { action, .. } => Some(action),
            Self::Policy(cause) => Some(cause.rule().action()),
            _ => None,
        }
    }
}

#[inline]
const fn by_action(action: ProfileAction) -> &'static str {
    match action {
        ProfileAction::NoNeed => "The connection has ended.",
        ProfileAction::ShortDelay
        | ProfileAction::Backoff
        | ProfileAction::Immediate
        | ProfileAction::Resume => "The connection was lost. Reconnecting.",
        ProfileAction::Reauth => "Your session is being renewed.",
        ProfileAction::FixClient => {
            "Something is wrong with this connection. If it stays, please report it."
        }
        // A ban, a version that is no longer served, a shutdown: only the protocol knows.
        ProfileAction::Never => "The service ended the connection.",
    }
}

impl fmt::Display for Rationale {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApplicationClosed => f.pad("closed by the application"),
            Self::NotWanted => f.pad("no longer wanted by the application"),
            Self::Watchdog => f.pad("closed by a local watchdog"),
            Self::ServerForbids(cause) => {
                padded(f, format_args!("{cause}, and the server said not to come back"))
            }
            Self::ServerAsks(cause) => {
                padded(f, format_args!("{cause}, and the server said to come back"))
            }
            Self::Profile { cause, action } => {
                padded(f, format_args!("{cause}, which the profile calls {action}"))
            }
            Self::Policy(cause) => cause.fmt(f),
            Self::LookIntoIt => padded(
                f,
                format_args!("{}: probe over HTTP or renew the credential", Cause::NotOpened),
            ),
            Self::CredentialRefused(cause) => {
                padded(f, format_args!("{cause}, with a renewed credential"))
            }
            Self::AttemptsSpent(cause) => {
                padded(f, format_args!("{cause}, and no attempts are left"))
            }
            Self::TimeSpent(cause) => padded(f, format_args!("{cause}, and no time is left")),
            Self::DelayTooLong(cause) => {
                padded(f, format_args!("{cause}, and the wait is too long"))
            }
            Self::Offline(cause) => padded(f, format_args!("{cause}, offline")),
        }
    }
}
