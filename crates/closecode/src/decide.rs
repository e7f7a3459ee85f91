//! Whether, when and how to connect again after a connection has ended.
//!
//! One pure function: everything that it takes into account is in a [`Disconnect`], and the caller
//! supplies the clock and the randomness, so that each case can be tested and replayed. It is not a
//! client: it opens nothing, waits for nothing and remembers nothing. What has to be remembered is
//! in the [`Decision`], as a [`RetryState`] to pass on.

mod backoff;
mod cause;
mod decision;
mod disconnect;
mod hint;
mod limits;
mod profile;
mod rationale;
mod reconnector;
mod retry_after;
mod retry_state;
mod status;

use core::time::Duration;

pub use backoff::{Backoff, Delays};
pub use cause::{Cause, LocalError};
pub use decision::{Act, Decision};
pub use disconnect::{Disconnect, Initiator};
pub use hint::Hint;
pub use limits::Limits;
pub use profile::{Profile, ProfileAction, ProfileRule, ProfileTable};
pub use rationale::Rationale;
pub use reconnector::Reconnector;
pub use retry_state::RetryState;
pub use status::HandshakeStatus;

use retry_state::Kind;

/// A hint below this means "at once", which is believed once and not again and again.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Failed opens in a row after which a browser's 1006 asks to be looked into.
const FAILED_OPENS: u32 = 3;

/// Decides what follows the end of a connection.
///
/// The rules, the strongest first:
///
/// 1. **Local intent.** Closed by the application or no longer wanted: stop, whatever code came
///    back. Closed by a local watchdog: reconnect, whatever code it sent.
/// 2. **The server's [`Hint`].** Its flag decides whether to come back, its delay when, its offer
///    whether the session resumes.
/// 3. **The protocol's [`Profile`].** Its rule for the code, of any number. A 1006 of a connection
///    that never opened is no code of the protocol, and is left to the policy.
/// 4. **The policy** of the code, or of its range. For what has no code, see [`Cause`] and
///    [`HandshakeStatus`].
/// 5. **Flap guard.** Attempts are counted anew only after a connection that lasted
///    [`Limits::min_uptime`].
/// 6. **Budget.** The attempts of the policy or profile, then the caller's [`Limits`].
/// 7. **Environment.** Offline: pause. Hidden: no hurry.
///
/// Rules 1 to 4 choose an action and a pace, 5 says how far the pace has grown, 6 can end it, 7 can
/// only delay it. So a weaker rule never brings back what a stronger one has ended. A server that
/// asks for a reconnect sets aside the policy's budget, but not the caller's limits: these are
/// local intent, said in advance.
///
/// ```
/// use closecode::{Act, Cause, Disconnect, HandshakeStatus, Limits, RawCode, decide};
/// use core::time::Duration;
///
/// // The connection had been up for an hour, then the network went away.
/// let lost = Disconnect::new(Cause::Closed(RawCode::new(1006)))
///     .uptime(Duration::from_secs(3600))
///     .random(u32::MAX / 2);
/// let decision = decide(&lost);
/// assert_eq!(decision.action, Act::Reconnect);
/// assert_eq!(decision.delay.as_millis(), 2499); // half of 5 s: RFC 6455 section 7.2.3
///
/// // The next attempt is refused. The retry state remembers it.
/// let refused = Disconnect::new(Cause::Handshake(HandshakeStatus::new(401)))
///     .retry_state(decision.retry_state);
/// let decision = decide(&refused);
/// assert_eq!(decision.action, Act::Reauthenticate);
///
/// // Once more 401, with the new credential: that was the one try.
/// let decision = decide(&refused.retry_state(decision.retry_state));
/// assert_eq!(decision.action, Act::Stop);
/// assert_eq!(decision.user_message(), "Your session has ended. Please sign in again.");
///
/// // It is a `const fn`: a table of decisions can be made by the compiler.
/// const KICKED: bool =
///     matches!(decide(&Disconnect::new(Cause::Closed(RawCode::new(3003)))).action, Act::Stop);
/// assert!(KICKED);
/// ```
#[inline]
#[must_use]
pub const fn decide(disconnect: &Disconnect) -> Decision {
    let cause = disconnect.cause_seen();
    let (retry_state, spent) = disconnect.flap_guard();
    // 1. Local intent.
    if let Initiator::Application = disconnect.initiator {
        return Decision::stop(Rationale::ApplicationClosed, retry_state);
    }
    if let Some(false) = disconnect.wanted {
        return Decision::stop(Rationale::NotWanted, retry_state);
    }
    let is_watchdog = matches!(disconnect.initiator, Initiator::Watchdog);
    let (mut rule, mut rationale) = match disconnect.rule {
        // Whatever code the watchdog sent, what it had noticed is a connection that is dead.
        _ if is_watchdog => {
            (ProfileRule::of(crate::CloseCode::AbnormalClosure.policy()), Rationale::Watchdog)
        }
        // 3. The profile; 4. the policy.
        Some(rule) if matches!(cause, Cause::Closed(_)) => {
            (rule, Rationale::Profile { cause, action: rule.action() })
        }
        _ => (cause.rule(), Rationale::Policy(cause)),
    };
    // 2. The hint, which has the last word over 3 and 4.
    match disconnect.hint.reconnect {
        Some(false) if !is_watchdog => {
            return Decision::stop(Rationale::ServerForbids(cause), retry_state);
        }
        Some(true) if !is_watchdog => {
            (rule, rationale) = (rule.demanded(), Rationale::ServerAsks(cause));
        }
        _ => {}
    }
    let (action, kind) = match rule.action() {
        ProfileAction::Never => return Decision::stop(rationale, retry_state),
        ProfileAction::NoNeed if disconnect.wanted.is_none() => {
            return Decision::stop(rationale, retry_state);
        }
        ProfileAction::FixClient => match rule.attempts() {
            Some(0) => return Decision::fix_first(rationale, retry_state),
            _ => (Act::FixFirst, Kind::Probe),
        },
        ProfileAction::Reauth => (Act::Reauthenticate, Kind::Reauth),
        ProfileAction::Resume => (Act::Resume, Kind::of(rule.attempts())),
        _ => (Act::Reconnect, Kind::of(rule.attempts())),
    };
    let action = match (action, disconnect.hint.resume) {
        (Act::Reconnect, Some(true)) => Act::Resume,
        (Act::Resume, Some(false)) => Act::Reconnect,
        _ => action,
    };
    // 6. Budget, counted in the retry state that 5 has left.
    if let Some(limit) = rule.attempts() {
        if retry_state.tried(kind) >= limit {
            let rationale = if let Kind::Reauth = kind {
                Rationale::CredentialRefused(cause)
            } else {
                Rationale::AttemptsSpent(cause)
            };
            return Decision::stop(rationale, retry_state);
        }
    }
    if let Some(limit) = disconnect.limits.attempts {
        if retry_state.attempts() >= limit {
            return Decision::stop(Rationale::AttemptsSpent(cause), retry_state);
        }
    }
    let delay = delay(disconnect, rule, retry_state);
    if let Some(longest) = disconnect.limits.max_delay {
        if delay.as_nanos() > longest.as_nanos() {
            return Decision::stop(Rationale::DelayTooLong(cause), retry_state);
        }
    }
    if let Some(total) = disconnect.limits.total_time {
        // An attempt that would begin after the time is up is given up now, while the user is still
        // looking.
        let end = spent.saturating_add(delay).as_nanos();
        if spent.as_nanos() >= total.as_nanos() || end > total.as_nanos() {
            return Decision::stop(Rationale::TimeSpent(cause), retry_state);
        }
    }
    let next = retry_state.after(kind, disconnect.opened);
    // 7. Environment.
    if !disconnect.online {
        // Being offline explains a lost network, and then nothing speaks against an attempt as soon
        // as it is back. What the server asked for counts in any case.
        let is_explained =
            (is_watchdog || cause.is_network()) && disconnect.hint.retry_after.is_none();
        let delay = if is_explained { Duration::ZERO } else { delay };
        return Decision::pause(delay, Rationale::Offline(cause), next);
    }
    if let (Rationale::Policy(Cause::NotOpened), true) =
        (rationale, next.failed_opens() >= FAILED_OPENS)
    {
        rationale = Rationale::LookIntoIt;
    }
    Decision::attempt(action, delay, rationale, next)
}

/// The delay: the hint's, or one drawn at the rule's pace.
#[inline]
const fn delay(disconnect: &Disconnect, rule: ProfileRule, retry_state: RetryState) -> Duration {
    let is_first = retry_state.attempts() == 0;
    let drawn = match rule.action() {
        ProfileAction::Immediate if is_first => Duration::ZERO,
        _ if !disconnect.visible => rule.pace().slowest(disconnect.random),
        _ => rule.pace().delay(retry_state.attempts(), disconnect.random),
    };
    match disconnect.hint.retry_after {
        Some(after)
            if is_first
                || after.as_nanos() >= AT_ONCE.as_nanos()
                || after.as_nanos() > drawn.as_nanos() =>
        {
            after.saturating_add(spread(after, rule, disconnect.random))
        }
        _ => drawn,
    }
}

/// What a client waits beyond what the server asked for, so that clients which were all told the
/// same do not come at the same moment: up to half of it, and no longer than the rule's first
/// delay. Never earlier, and nothing where the server said "at once".
#[inline]
const fn spread(after: Duration, rule: ProfileRule, random: u32) -> Duration {
    if after.as_nanos() < AT_ONCE.as_nanos() {
        return Duration::ZERO;
    }
    let half = after.checked_div(2).expect("two is not zero");
    let first = rule.pace().ceiling(0);
    let first = if first.is_zero() { Backoff::DEFAULT.ceiling(0) } else { first };
    let longest = if half.as_nanos() < first.as_nanos() { half } else { first };
    Backoff::new(longest, longest, 1, crate::Jitter::Full).delay(0, random)
}
