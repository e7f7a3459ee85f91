//! Whether, when and how to connect again after a connection has ended.
//!
//! One pure function: everything it weighs stands in a [`Closure`], and time and chance are the
//! caller's, so that each case can be tested and replayed. It is not a client: it opens nothing,
//! waits for nothing and remembers nothing. What has to be remembered is in the [`Decision`], as a
//! [`Streak`] to hand back.

mod backoff;
mod cause;
mod closure;
mod decision;
mod hint;
mod limits;
mod profile;
mod status;
mod streak;
mod why;

use core::time::Duration;

pub use backoff::{Backoff, Delays};
pub use cause::Cause;
pub use closure::{Closure, Initiator};
pub use decision::{Act, Decision};
pub use hint::Hint;
pub use limits::Limits;
pub use profile::{Profile, ProfileAction, ProfileRule, ProfileTable};
pub use status::HandshakeStatus;
pub use streak::Streak;
pub use why::Why;

use streak::Kind;

/// A hint below this means "at once", which is believed once and not again and again.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Failed opens in a row after which a browser's 1006 asks to be looked into.
const FAILED_OPENS: u32 = 3;

/// Decides what follows the end of a connection.
///
/// The rules, the strongest first:
///
/// | | rule | what it does |
/// |---|---|---|
/// | 1 | local intent | closed by the application or no longer wanted: stop, whatever code came back; closed by a local watchdog: reconnect, whatever code it sent |
/// | 2 | the server's [`Hint`] | its flag decides whether to come back, its delay when, its offer whether the session resumes |
/// | 3 | the protocol's [`Profile`] | what a code from 3000 to 4999 means in this protocol |
/// | 4 | the policy | of the code, or of its range; for what has no code, see [`Cause`] and [`HandshakeStatus`] |
/// | 5 | flap guard | attempts are counted anew only after a connection that lasted [`Limits::min_uptime`] |
/// | 6 | budget | the attempts of the policy or profile, then the caller's [`Limits`] |
/// | 7 | environment | offline: pause; hidden: no hurry |
///
/// Rules 1 to 4 choose an action and a pace, 5 says how far the pace has grown, 6 can end it, 7 can
/// only put it off. So a weaker rule never brings back what a stronger one has ended. A server that
/// asks for a reconnect sets aside the policy's budget, but not the caller's limits: these are
/// local intent, said in advance.
///
/// ```
/// use closecode::{Act, Cause, Closure, HandshakeStatus, Limits, RawCode, decide};
/// use core::time::Duration;
///
/// // The connection had been up for an hour, then the network went away.
/// let lost = Closure::new(Cause::Closed(RawCode::new(1006))).uptime(Duration::from_secs(3600)).random(u32::MAX / 2);
/// let decision = decide(&lost);
/// assert_eq!(decision.action, Act::Reconnect);
/// assert_eq!(decision.delay.as_millis(), 2499); // half of 5 s: RFC 6455 section 7.2.3
///
/// // The next attempt is refused. The streak remembers what has been tried.
/// let refused = Closure::new(Cause::Handshake(HandshakeStatus::new(401))).streak(decision.streak);
/// let decision = decide(&refused);
/// assert_eq!(decision.action, Act::Reauthenticate);
///
/// // Once more 401, with the new credential: that was the one try.
/// let decision = decide(&refused.streak(decision.streak));
/// assert_eq!(decision.action, Act::Stop);
/// assert_eq!(decision.user_message(), "Your session has ended. Please sign in again.");
///
/// // It is a `const fn`: a table of decisions can be made by the compiler.
/// const KICKED: bool = matches!(decide(&Closure::new(Cause::Closed(RawCode::new(3003)))).action, Act::Stop);
/// assert!(KICKED);
/// ```
#[inline]
#[must_use]
pub const fn decide(closure: &Closure) -> Decision {
    let cause = closure.cause_seen();
    let (streak, spent) = closure.flap_guard();
    // 1. Local intent.
    if let Initiator::Application = closure.initiator {
        return Decision::stop(Why::ApplicationClosed, streak);
    }
    if let Some(false) = closure.wanted {
        return Decision::stop(Why::NotWanted, streak);
    }
    let is_watchdog = matches!(closure.initiator, Initiator::Watchdog);
    let (mut rule, mut why) = match closure.rule {
        // Whatever code the watchdog sent, what it had noticed is a connection that is dead.
        _ if is_watchdog => {
            (ProfileRule::of(crate::CloseCode::AbnormalClosure.policy()), Why::Watchdog)
        }
        // 3. The profile; 4. the policy.
        Some(rule) => (rule, Why::Profile { cause, action: rule.action() }),
        None => (cause.rule(), Why::Policy(cause)),
    };
    // 2. The hint, which has the last word over 3 and 4.
    match closure.hint.reconnect {
        Some(false) if !is_watchdog => return Decision::stop(Why::ServerForbids(cause), streak),
        Some(true) if !is_watchdog => (rule, why) = (rule.demanded(), Why::ServerAsks(cause)),
        _ => {}
    }
    let (action, kind) = match rule.action() {
        ProfileAction::Never => return Decision::stop(why, streak),
        ProfileAction::NoNeed if closure.wanted.is_none() => return Decision::stop(why, streak),
        ProfileAction::FixClient => match rule.attempts() {
            Some(0) => return Decision::fix_first(why, streak),
            _ => (Act::FixFirst, Kind::Probe),
        },
        ProfileAction::Reauth => (Act::Reauthenticate, Kind::Reauth),
        ProfileAction::Resume => (Act::Resume, Kind::of(rule.attempts())),
        _ => (Act::Reconnect, Kind::of(rule.attempts())),
    };
    let action = match (action, closure.hint.resume) {
        (Act::Reconnect, Some(true)) => Act::Resume,
        (Act::Resume, Some(false)) => Act::Reconnect,
        _ => action,
    };
    // 6. Budget, counted by the streak that 5 has left.
    if let Some(limit) = rule.attempts() {
        if streak.tried(kind) >= limit {
            let why = if let Kind::Reauth = kind {
                Why::CredentialRefused(cause)
            } else {
                Why::AttemptsSpent(cause)
            };
            return Decision::stop(why, streak);
        }
    }
    if let Some(limit) = closure.limits.attempts {
        if streak.attempts() >= limit {
            return Decision::stop(Why::AttemptsSpent(cause), streak);
        }
    }
    let delay = delay(closure, rule, streak);
    if let Some(total) = closure.limits.total_time {
        // An attempt that would begin after the time is up is given up now, while the user is still
        // looking.
        let end = spent.saturating_add(delay).as_nanos();
        if spent.as_nanos() >= total.as_nanos() || end > total.as_nanos() {
            return Decision::stop(Why::TimeSpent(cause), streak);
        }
    }
    let next = streak.after(kind, closure.opened);
    // 7. Environment.
    if !closure.online {
        // Being offline explains a lost network, and then nothing speaks against an attempt as soon
        // as it is back. What the server asked for holds in any case.
        let is_explained =
            (is_watchdog || cause.is_network()) && closure.hint.retry_after.is_none();
        let delay = if is_explained { Duration::ZERO } else { delay };
        return Decision::pause(delay, Why::Offline(cause), next);
    }
    if let (Why::Policy(Cause::NotOpened), true) = (why, next.failed_opens() >= FAILED_OPENS) {
        why = Why::LookIntoIt;
    }
    Decision::attempt(action, delay, why, next)
}

/// The delay: the hint's, or one drawn at the rule's pace.
#[inline]
const fn delay(closure: &Closure, rule: ProfileRule, streak: Streak) -> Duration {
    let is_first = streak.attempts() == 0;
    let drawn = match rule.action() {
        ProfileAction::Immediate if is_first => Duration::ZERO,
        _ if !closure.visible => rule.pace().slowest(closure.random),
        _ => rule.pace().delay(streak.attempts(), closure.random),
    };
    match closure.hint.retry_after {
        Some(after)
            if is_first
                || after.as_nanos() >= AT_ONCE.as_nanos()
                || after.as_nanos() > drawn.as_nanos() =>
        {
            after
        }
        _ => drawn,
    }
}
