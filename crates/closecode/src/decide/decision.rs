//! What to do, after what delay, and why.

use core::fmt;
use core::time::Duration;

use super::{Cause, ProfileRule, Rationale, RetryState};
use crate::fmt::{Wait, padded};
use crate::{Action, Locale, Severity};

/// What to do, after what delay, and why; made by [`decide`](crate::decide).
///
/// ```
/// use closecode::{Action, Cause, CloseCode, Decision, Disconnect, decide};
///
/// let lost = Disconnect::new(Cause::from(CloseCode::BadGateway));
/// let decision: Decision = decide(&lost, u32::MAX);
/// assert_eq!(decision.to_string(), "reconnect in 5 s: 1014 Bad Gateway");
/// match decision.action {
///     Action::Stop => println!("over: {}", decision.rationale),
///     _ => println!("next attempt in {:?}", decision.attempt_in()),
/// }
/// ```
///
/// For metrics, [`Action::as_str`], [`Cause::label`] and [`Rationale::as_str`] are words of bounded
/// sets; for logs there are `Display` and [`severity`](Self::severity), and with the feature
/// `serde` it is a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "a decision that is not followed is a client that stops, or one that never does"]
#[non_exhaustive]
pub struct Decision {
    /// What to do.
    pub action: Action,
    /// How long to wait before an attempt; also zero if there is no attempt.
    /// [`attempt_in`](Self::attempt_in) distinguishes the two.
    pub delay: Duration,
    /// What ended the connection, seen in the light of whether it had opened.
    pub cause: Cause,
    /// Which rule decided.
    pub rationale: Rationale,
    /// What has been tried, including the attempt that follows from this: pass it to the next
    /// [`Disconnect`](crate::Disconnect).
    pub retry_state: RetryState,
    /// What the policy or the profile said, before limits and circumstances.
    said: Action,
    code_name: Option<&'static str>,
    product: Option<&'static str>,
    dials: bool,
}

impl Decision {
    /// To stop, for this reason.
    #[inline]
    pub(super) const fn stop(
        cause: Cause,
        rule: ProfileRule,
        rationale: Rationale,
        retry_state: RetryState,
    ) -> Self {
        Self {
            action: Action::Stop,
            delay: Duration::ZERO,
            cause,
            rationale,
            retry_state,
            said: rule.action(),
            code_name: rule.name(),
            product: rule.product(),
            dials: false,
        }
    }

    /// The same, but to do this after this delay.
    #[inline]
    pub(super) const fn or_rather(self, action: Action, delay: Duration) -> Self {
        let dials = !matches!(action, Action::PauseUntilOnline);
        Self { action, delay, dials, ..self }
    }

    /// The same, but because something has to be fixed, and a probe would tell nothing.
    #[inline]
    pub(super) const fn without_probe(self) -> Self {
        Self { action: Action::FixFirst, ..self }
    }

    /// How long to wait before connecting without anybody's help. `None` if you must not connect
    /// yet: never, not before a fix, or not before the network is back.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, decide};
    /// let attempt_in = |code: CloseCode| {
    ///     decide(&Disconnect::new(Cause::from(code)), u32::MAX).attempt_in()
    /// };
    /// // To fix, with a probe.
    /// assert_eq!(attempt_in(CloseCode::ProtocolError).unwrap().as_secs(), 5);
    /// // To fix, and a probe would tell nothing.
    /// assert_eq!(attempt_in(CloseCode::MessageTooBig), None);
    /// assert_eq!(attempt_in(CloseCode::Forbidden), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn attempt_in(&self) -> Option<Duration> {
        if self.dials { Some(self.delay) } else { None }
    }

    /// What the product calls the code, if its profile has a rule for it: see
    /// [`ProfileRule::named`](crate::ProfileRule::named).
    ///
    /// ```
    /// # #[cfg(feature = "protocol-discord-gateway")] {
    /// use closecode::protocols::discord_gateway::PROFILE;
    /// use closecode::{Cause, Disconnect, RawCode, decide};
    /// let closed =
    ///     Disconnect::new(Cause::Closed(RawCode::new(4004))).profile_table(&PROFILE);
    /// let decision = decide(&closed, u32::MAX);
    /// assert_eq!(decision.code_name(), Some("Authentication failed"));
    /// assert_eq!(decision.to_string(), "stop: 4004 Authentication failed (Discord Gateway)");
    /// # }
    /// ```
    #[inline]
    #[must_use]
    pub const fn code_name(&self) -> Option<&'static str> {
        self.code_name
    }

    /// The product whose profile has a rule for the code, if it is named:
    /// [`ProfileTable::named`](crate::ProfileTable::named).
    ///
    /// ```
    /// use closecode::{Cause, Disconnect, decide};
    /// assert_eq!(decide(&Disconnect::new(Cause::Dns), 0).product(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn product(&self) -> Option<&'static str> {
        self.product
    }

    /// The log level. An error if somebody has to act: there is something to fix, or this client
    /// has given up. What the application itself ended is information; anything else has the level
    /// of its [cause](Cause::severity).
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, Limits, Severity, decide};
    /// let lost = Disconnect::new(Cause::from(CloseCode::AbnormalClosure));
    /// assert_eq!(decide(&lost, 0).severity(), Severity::Warning);
    /// let no_more = lost.limits(Limits::new().attempts(0));
    /// assert_eq!(decide(&no_more, 0).severity(), Severity::Error);
    /// ```
    #[inline]
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match (self.rationale, self.action) {
            (Rationale::ApplicationClosed | Rationale::NotWanted, _) => Severity::Info,
            (
                Rationale::CredentialRefused
                | Rationale::AttemptsSpent
                | Rationale::TimeSpent
                | Rationale::DelayTooLong,
                _,
            )
            | (_, Action::FixFirst) => Severity::Error,
            _ => self.cause.severity(),
        }
    }

    /// A short text for users, in this language. It says what happens next, and nothing that the
    /// peer wrote: RFC 6455 section 5.5.1 forbids showing that. [`RawCode::text`] has words about
    /// each code, for engineers.
    ///
    /// [`RawCode::text`]: crate::RawCode::text
    ///
    /// ```
    /// # #[cfg(feature = "locale-en")] {
    /// use closecode::{Cause, CloseCode, Disconnect, Locale, decide};
    /// let ended = Disconnect::new(Cause::from(CloseCode::NormalClosure));
    /// let words = |disconnect| decide(disconnect, 0).user_message(Locale::En);
    /// assert_eq!(words(&ended), "The connection has ended.");
    /// // A normal end, but the application wants the connection.
    /// assert_eq!(
    ///     words(&ended.wanted(true)),
    ///     "The connection was lost. We are trying to reconnect you."
    /// );
    /// # }
    /// ```
    #[inline]
    #[must_use]
    pub const fn user_message(&self, locale: Locale) -> &'static str {
        let words = crate::generated::messages(locale);
        match self.action {
            Action::Reauthenticate => words.renewing_session,
            Action::PauseUntilOnline => words.offline,
            Action::FixFirst => words.trouble,
            Action::Stop => match (self.rationale, self.said) {
                (Rationale::ApplicationClosed | Rationale::NotWanted, _)
                | (_, Action::ReconnectIfWanted) => words.ended,
                (Rationale::CredentialRefused, _) => words.sign_in_again,
                // It was to be fixed, and still is.
                (_, Action::FixFirst) => words.trouble,
                (Rationale::AttemptsSpent | Rationale::TimeSpent | Rationale::DelayTooLong, _) => {
                    words.given_up
                }
                _ => words.ended_by_server,
            },
            _ => words.reconnecting,
        }
    }
}

/// For logs: `reconnect in 2.5 s: 1006 Abnormal Closure`.
impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let action = self.action;
        let why = Why(self);
        if self.dials || !self.delay.is_zero() {
            padded(f, format_args!("{action} {}: {why}", Wait(self.delay)))
        } else {
            padded(f, format_args!("{action}: {why}"))
        }
    }
}

/// The cause, by the product's name where it has one, and which rule decided where that is not
/// plain.
struct Why<'a>(&'a Decision);

impl fmt::Display for Why<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.rationale {
            Rationale::ApplicationClosed => return f.write_str("closed by the application"),
            Rationale::NotWanted => return f.write_str("no longer wanted by the application"),
            Rationale::Watchdog => return f.write_str("closed by a local watchdog"),
            _ => {}
        }
        match (self.0.cause, self.0.code_name) {
            (Cause::Closed(code), Some(name)) => write!(f, "{} {name}", code.get())?,
            (cause, _) => write!(f, "{cause}")?,
        }
        match (self.0.product, self.0.rationale) {
            (Some(product), _) => write!(f, " ({product})")?,
            (None, Rationale::Profile) if self.0.code_name.is_none() => {
                f.write_str(" (by its profile)")?;
            }
            _ => {}
        }
        f.write_str(match self.0.rationale {
            Rationale::ServerForbids => ", and the server said not to come back",
            Rationale::ServerAsks => ", and the server said to come back",
            Rationale::LookIntoIt => ": probe over HTTP or renew the credential",
            Rationale::CredentialRefused => ", with a renewed credential",
            Rationale::AttemptsSpent => ", and no attempts are left",
            Rationale::TimeSpent => ", and no time is left",
            Rationale::DelayTooLong => ", and the wait is too long",
            Rationale::Offline => ", offline",
            _ => "",
        })
    }
}
