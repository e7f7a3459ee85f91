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
pub use decision::Decision;
pub use disconnect::{Disconnect, Initiator};
pub use hint::Hint;
pub use limits::Limits;
pub use profile::{Profile, ProfileRule, ProfileTable};
pub use rationale::Rationale;
pub use reconnector::Reconnector;
pub use retry_state::RetryState;
pub use status::HandshakeStatus;

use crate::Action;
use retry_state::Kind;

/// A hint below this means "at once", which is followed once, and not again.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Failed opens in a row after which a browser's 1006 asks to be looked into.
const FAILED_OPENS: u32 = 3;

/// Decides what follows the end of a connection. `random` is any number of a uniform distribution,
/// drawn anew for each call: of a delay that is drawn from a range, 0 is the shortest and
/// `u32::MAX` the longest. Clients that all pass the same number all come back at the same moment.
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
/// use closecode::{
///     Action, Cause, Disconnect, HandshakeStatus, Limits, Rationale, RawCode, decide,
/// };
/// use core::time::Duration;
///
/// // The connection had been up for an hour, then the network went away.
/// let lost = Disconnect::new(Cause::Closed(RawCode::new(1006)))
///     .uptime(Duration::from_secs(3600));
/// let decision = decide(&lost, u32::MAX / 2);
/// assert_eq!(decision.action, Action::Reconnect);
/// assert_eq!(decision.delay.as_millis(), 2499); // half of 5 s: RFC 6455 section 7.2.3
///
/// // The next attempt is refused. The retry state remembers it.
/// let refused = Disconnect::new(Cause::Handshake(HandshakeStatus::new(401)))
///     .retry_state(decision.retry_state);
/// let decision = decide(&refused, u32::MAX);
/// assert_eq!(decision.action, Action::Reauthenticate);
///
/// // Once more 401, with the new credential: that was the one try.
/// let decision = decide(&refused.retry_state(decision.retry_state), u32::MAX);
/// assert_eq!(decision.action, Action::Stop);
/// assert_eq!(decision.rationale, Rationale::CredentialRefused);
///
/// // It is a `const fn`: a table of decisions can be made by the compiler.
/// const KICKED: bool = matches!(
///     decide(&Disconnect::new(Cause::Closed(RawCode::new(3003))), u32::MAX).action,
///     Action::Stop
/// );
/// assert!(KICKED);
/// ```
#[inline]
pub const fn decide(disconnect: &Disconnect, random: u32) -> Decision {
    let cause = disconnect.cause_seen();
    let retry_state = disconnect.flap_guard();
    let is_watchdog = matches!(disconnect.initiator, Initiator::Watchdog);
    let (mut rule, mut rationale) = match disconnect.rule {
        // Whatever code the watchdog sent, what it had noticed is a connection that is dead.
        _ if is_watchdog => {
            (ProfileRule::of(crate::CloseCode::AbnormalClosure.policy()), Rationale::Watchdog)
        }
        // 3. The profile; 4. the policy.
        Some(rule) if matches!(cause, Cause::Closed(_)) => (rule, Rationale::Profile),
        _ => (cause.rule(), Rationale::Policy),
    };
    // 1. Local intent.
    if let Initiator::Application = disconnect.initiator {
        return Decision::stop(cause, rule, Rationale::ApplicationClosed, retry_state);
    }
    if let Some(false) = disconnect.wanted {
        return Decision::stop(cause, rule, Rationale::NotWanted, retry_state);
    }
    // 2. The hint, which has the last word over 3 and 4.
    match disconnect.hint.reconnect {
        Some(false) if !is_watchdog => {
            return Decision::stop(cause, rule, Rationale::ServerForbids, retry_state);
        }
        Some(true) if !is_watchdog => {
            (rule, rationale) = (rule.demanded(), Rationale::ServerAsks);
        }
        _ => {}
    }
    let (action, kind) = match rule.action() {
        Action::Stop => return Decision::stop(cause, rule, rationale, retry_state),
        Action::ReconnectIfWanted if disconnect.wanted.is_none() => {
            return Decision::stop(cause, rule, rationale, retry_state);
        }
        Action::FixFirst => match rule.attempts() {
            Some(0) => {
                let stop = Decision::stop(cause, rule, rationale, retry_state);
                return stop.without_probe();
            }
            _ => (Action::FixFirst, Kind::Probe),
        },
        Action::Reauthenticate => (Action::Reauthenticate, Kind::Reauth),
        Action::Resume => (Action::Resume, Kind::of(rule.attempts())),
        _ => (Action::Reconnect, Kind::of(rule.attempts())),
    };
    let action = match (action, disconnect.hint.resume) {
        (Action::Reconnect, Some(true)) => Action::Resume,
        (Action::Resume, Some(false)) => Action::Reconnect,
        _ => action,
    };
    // 6. Budget, counted in the retry state that 5 has left.
    if let Some(limit) = rule.attempts() {
        if retry_state.tried(kind) >= limit {
            let rationale = if let Kind::Reauth = kind {
                Rationale::CredentialRefused
            } else {
                Rationale::AttemptsSpent
            };
            return Decision::stop(cause, rule, rationale, retry_state);
        }
    }
    if let Some(limit) = disconnect.limits.attempts {
        if retry_state.attempts() >= limit {
            return Decision::stop(cause, rule, Rationale::AttemptsSpent, retry_state);
        }
    }
    let delay = delay(disconnect, cause, rule, retry_state, random);
    if delay.as_nanos() > disconnect.limits.max_delay.as_nanos() {
        return Decision::stop(cause, rule, Rationale::DelayTooLong, retry_state);
    }
    let next = retry_state.after(cause, kind, disconnect.opened, delay);
    if let Some(total) = disconnect.limits.total_time {
        // An attempt that would begin after the time is up is given up now, while the user is still
        // looking.
        if retry_state.spent().as_nanos() >= total.as_nanos()
            || next.spent().as_nanos() > total.as_nanos()
        {
            return Decision::stop(cause, rule, Rationale::TimeSpent, retry_state);
        }
    }
    // 7. Environment.
    if !disconnect.online {
        // Being offline explains a lost network, and then nothing speaks against an attempt as soon
        // as it is back. What the server asked for counts in any case.
        let is_explained =
            (is_watchdog || cause.is_network()) && disconnect.hint.retry_after.is_none();
        let (delay, next) = if is_explained {
            (Duration::ZERO, next.with_spent(retry_state.spent()))
        } else {
            (delay, next)
        };
        return Decision::stop(cause, rule, Rationale::Offline, next)
            .or_rather(Action::PauseUntilOnline, delay);
    }
    if let (Rationale::Policy, Cause::NotOpened, true) =
        (rationale, cause, next.failed_opens() >= FAILED_OPENS)
    {
        rationale = Rationale::LookIntoIt;
    }
    Decision::stop(cause, rule, rationale, next).or_rather(action, delay)
}

/// The delay: the hint's, or one drawn at the rule's pace.
#[inline]
const fn delay(
    disconnect: &Disconnect,
    cause: Cause,
    rule: ProfileRule,
    retry_state: RetryState,
    random: u32,
) -> Duration {
    let is_first = retry_state.attempts() == 0;
    let drawn = if rule.is_at_once() && is_first {
        Duration::ZERO
    } else if !disconnect.visible {
        rule.pace().slowest(random)
    } else {
        rule.pace().delay(retry_state.attempts_for(cause), random)
    };
    match disconnect.hint.retry_after {
        Some(after)
            if is_first
                || after.as_nanos() >= AT_ONCE.as_nanos()
                || after.as_nanos() > drawn.as_nanos() =>
        {
            after.saturating_add(spread(after, rule, random))
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
