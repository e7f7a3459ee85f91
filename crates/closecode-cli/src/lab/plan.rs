//! What the policy says follows when connections end in a way, again and again.

use std::time::Duration;

use closecode::{
    Action, Backoff, Cause, Disconnect, HandshakeStatus, Hint, Limits, RawCode, RetryState, decide,
};
use closecode_lab::{Role, Way};

/// For how many seconds the lab asks a client to wait when it refuses with 429 or 503: more than a
/// client waits by itself at first.
const RETRY_AFTER: f64 = 10.0;

/// Whether a client comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Must {
    /// It does.
    Come,
    /// It may: with a new credential, say, which nobody can see from here.
    May,
    /// It does not.
    Stay,
}

/// What follows one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) must: Must,
    /// The shortest wait.
    pub(super) earliest: Duration,
    /// The longest wait.
    pub(super) latest: Duration,
}

/// What follows one end after the other.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) way: Way,
    /// What the policy says to do after the first, in the words of the data.
    pub(super) action: Action,
    pub(super) steps: Vec<Step>,
    /// For how long a connection is up after these, if the wait that follows should be as short as
    /// the first.
    pub(super) stable: Option<Duration>,
    /// For how long to watch a client that should not come back.
    pub(super) watch: Duration,
    /// The part of the policy's times that is waited for.
    pub(super) scale: f64,
}

/// A way, and what a client takes it for.
fn way(id: &str, scale: f64) -> Result<(Way, Cause, Hint, bool), String> {
    if let Some(code) = id.strip_prefix("recv-").and_then(|code| code.parse().ok()) {
        let code = RawCode::new(code);
        if !code.is_allowed_in_frame() {
            return Err(format!(
                "{} must not be sent, so there is no policy to follow",
                code.get()
            ));
        }
        return Ok((closecode_lab::received(code.get()), code.into(), Hint::new(), true));
    }
    if let Some(status) = id.strip_prefix("http-").and_then(|status| status.parse().ok()) {
        if !(200..=599).contains(&status) {
            return Err(format!("{status} is no status of a refused handshake"));
        }
        // HTTP has whole seconds only.
        let seconds = (RETRY_AFTER * scale).round().max(1.0);
        let asks = matches!(status, 429 | 503);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // From 1 to 10.
        let way = closecode_lab::refused(status, asks.then_some(seconds as u64));
        let hint = Hint::new();
        // The policy is asked in its own time.
        let hint =
            if asks { hint.retry_after(Duration::from_secs_f64(seconds / scale)) } else { hint };
        return Ok((way, HandshakeStatus::new(status).into(), hint, false));
    }
    let [code, opens] = match id {
        "recv-empty" => [1005, 1],
        "end-fin" | "end-rst" | "half-frame" | "half-frame-rst" => [1006, 1],
        "hang-up" => [1006, 0],
        _ => {
            return Err("`recv-` with a code, `recv-empty`, `end-fin`, `end-rst`, `half-frame`, \
                        `half-frame-rst`, `hang-up` and `http-` with a status can be checked"
                .to_owned());
        }
    };
    let way = closecode_lab::ways(Role::Client).into_iter().find(|way| way.id == id);
    let way = way.expect("the lab has these");
    Ok((way, RawCode::new(code).into(), Hint::new(), opens == 1))
}

impl Plan {
    /// What follows when `attempts` connections and the first end in this way.
    ///
    /// Each of them opens and ends at once, so none of them counts as stable. The application wants
    /// its connection.
    pub(super) fn of(id: &str, attempts: u32, scale: f64) -> Result<Self, String> {
        let (way, cause, hint, opens) = way(id, scale)?;
        // Where the application decides, both is right.
        let is_open = match cause {
            Cause::Closed(code) => {
                let action = code.policy().action();
                matches!(action, Action::ReconnectIfWanted | Action::AskProfile)
            }
            _ => false,
        };
        let scaled = |delay: Duration| delay.mul_f64(scale);
        let mut state = RetryState::new();
        let mut steps = Vec::new();
        let mut first = None;
        for _ in 0..attempts {
            let end = Disconnect::new(cause).opened(opens).hint(hint).wanted(true);
            let end = end.retry_state(state);
            let earliest = decide(&end, 0);
            let latest = decide(&end, u32::MAX);
            first.get_or_insert(latest.action);
            let must = match latest.attempt_in() {
                None => Must::Stay,
                Some(_) if is_open => Must::May,
                Some(_) => match latest.action {
                    Action::FixFirst | Action::Reauthenticate => Must::May,
                    _ => Must::Come,
                },
            };
            let times = [earliest.delay, latest.delay].map(scaled);
            steps.push(Step { must, earliest: times[0], latest: times[1] });
            if must == Must::Stay {
                break;
            }
            state = latest.retry_state;
        }
        let grows = steps.first().map(|step| step.latest) < steps.last().map(|step| step.latest);
        let must_come = steps.iter().all(|step| step.must == Must::Come);
        let stable = scaled(Limits::new().get_min_uptime()).mul_f64(1.2);
        let action = match cause {
            Cause::Closed(code) => code.policy().action(),
            _ => first.unwrap_or(Action::Stop),
        };
        Ok(Self {
            way,
            action,
            stable: (opens && grows && must_come).then_some(stable),
            steps,
            watch: scaled(Backoff::DEFAULT.max()).max(Duration::from_secs(3)),
            scale,
        })
    }

    /// For how long to wait for what follows an end: longer than the policy says, to tell a client
    /// that is slow from one that does not come.
    pub(super) fn patience(&self, step: &Step) -> Duration {
        if step.must == Must::Stay {
            return self.watch;
        }
        let more = step.latest.max(Duration::from_secs(10).mul_f64(self.scale));
        step.latest + more + Duration::from_secs(2)
    }

    /// The longest that it can take.
    pub(super) fn longest(&self) -> Duration {
        let waits: Duration = self.steps.iter().map(|step| self.patience(step)).sum();
        let reset = self.stable.map(|stable| stable + self.patience(&self.steps[0]));
        waits + reset.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(id: &str) -> Vec<(Must, f64, f64)> {
        let plan = Plan::of(id, 3, 1.0).unwrap();
        let step =
            |step: &Step| (step.must, step.earliest.as_secs_f64(), step.latest.as_secs_f64());
        plan.steps.iter().map(step).collect()
    }

    #[test]
    fn what_the_policy_says() {
        use Must::{Come, May, Stay};
        assert_eq!(steps("end-fin"), [(Come, 0.0, 5.0), (Come, 0.0, 10.0), (Come, 0.0, 20.0)]);
        assert_eq!(steps("hang-up"), steps("end-rst"));
        assert_eq!(steps("recv-1012"), [(Come, 5.0, 30.0); 3]);
        assert_eq!(steps("recv-3003"), [(Stay, 0.0, 0.0)]);
        assert_eq!(steps("recv-1010"), [(Stay, 0.0, 0.0)]);
        assert_eq!(steps("http-403").last().unwrap().0, Stay);
        // One try with a new credential, of which nobody here can know.
        assert_eq!(steps("recv-1008"), [(May, 0.0, 5.0), (Stay, 0.0, 0.0)]);
        assert_eq!(steps("http-401").iter().map(|step| step.0).collect::<Vec<_>>(), [May, Stay]);
        // The application decides.
        assert!(steps("recv-1000").iter().all(|step| step.0 == May));
        assert!(steps("recv-4000").iter().all(|step| step.0 == May));
        // No earlier than the server asks, and spread behind that.
        let asked = steps("http-429");
        assert!(asked.iter().all(|step| step.0 == Come && step.1 >= 10.0 && step.2 > step.1));
    }

    #[test]
    fn times_are_scaled_and_a_retry_after_has_whole_seconds() {
        let plan = Plan::of("end-fin", 2, 0.1).unwrap();
        assert_eq!(plan.steps[1].latest, Duration::from_secs(1));
        assert_eq!(plan.stable, Some(Duration::from_millis(1200)));
        let asked = Plan::of("http-503", 1, 0.05).unwrap();
        assert!(asked.steps[0].earliest >= Duration::from_secs(1), "{asked:?}");
        assert!(asked.steps[0].earliest < Duration::from_millis(1100), "{asked:?}");
    }

    #[test]
    fn where_nothing_grows_or_opens_nothing_is_reset() {
        for id in ["recv-1012", "http-503", "hang-up", "recv-3003", "recv-1000"] {
            assert_eq!(Plan::of(id, 3, 1.0).unwrap().stable, None, "{id}");
        }
    }

    #[test]
    fn what_cannot_be_checked_is_refused() {
        for id in ["recv-1006", "recv-0", "http-101", "http-600", "silence", "send-1000", "", "x"] {
            assert!(Plan::of(id, 3, 1.0).is_err(), "{id}");
        }
    }
}
