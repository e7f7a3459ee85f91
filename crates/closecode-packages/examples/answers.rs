//! What the crate `closecode` answers, one question a line, for the packages of other languages to
//! be compared with: a script in each prints the same, and the first line that differs is an error.
//!
//! ```sh
//! cargo run -p closecode-packages --example answers -- codes
//! ```
//!
//! - `codes`: each number from 0 to 65535, with all that is known of it and three decisions. The
//!   fields are separated by tabs, and what is absent is `-`.
//! - `lives`: clients that lose their connection again and again, for every kind of reason, each a
//!   line of JSON: what happened to it, and what was decided. They are drawn by a generator that
//!   always draws the same.
//! - `rules`: the rule of each product's profile for each number that it has a row about, and for
//!   the neighbours of these numbers, in fields.
//! - `texts`: in each language that was asked for as a feature, what a user reads after each of
//!   eight decisions, and the words about each registered code and one number of each range, as a
//!   list in JSON.
//! - `retry-after`: values of the header, and what is read from them, in fields.
//!
//! Delays are in whole milliseconds, rounded down. Randomness is given as the crate takes it, a
//! number from 0 to 2^32 - 1; in `lives` it is always a multiple of a fifth of the largest, so that
//! delays are whole milliseconds and no language has to round.

#![allow(clippy::print_stdout)] // A program prints.

use std::io::{self, BufWriter, Write};
use std::time::Duration;

use closecode::{
    Action, Backoff, Cause, Decision, Disconnect, HandshakeStatus, Hint, Initiator, Jitter, Limits,
    LocalError, Policy, ProfileRule, RawCode, Reconnector, decide, protocols,
};
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match std::env::args().nth(1).as_deref() {
        Some("codes") => codes(&mut out),
        Some("lives") => lives(&mut out),
        Some("rules") => rules(&mut out),
        Some("texts") => texts(&mut out),
        Some("retry-after") => retry_after(&mut out),
        _ => Err(io::Error::other("say which: codes, lives, rules, texts or retry-after")),
    }
}

fn millis(delay: Duration) -> u128 {
    delay.as_millis()
}

/// The field of a value that may be absent.
fn or_none<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn row(out: &mut impl Write, fields: &[String]) -> io::Result<()> {
    writeln!(out, "{}", fields.join("\t"))
}

/// A decision as one field: action, rationale, delay, when to dial, attempts, time.
fn short(decision: &Decision) -> String {
    [
        decision.action.to_string(),
        decision.rationale.to_string(),
        millis(decision.delay).to_string(),
        or_none(decision.attempt_in().map(millis)),
        decision.retry_state.attempts().to_string(),
        millis(decision.retry_state.spent()).to_string(),
        decision.severity().to_string(),
    ]
    .join(" ")
}

fn codes(out: &mut impl Write) -> io::Result<()> {
    for number in 0..=u16::MAX {
        let code = RawCode::new(number);
        let first = decide(&Disconnect::new(Cause::Closed(code)), u32::MAX);
        let again = Disconnect::new(Cause::Closed(code)).retry_state(first.retry_state);
        let wanted = Disconnect::new(Cause::Closed(code)).opened(false).wanted(true).attempt(2);
        let mut fields = vec![
            number.to_string(),
            code.label().to_owned(),
            or_none(code.known().map(closecode::CloseCode::ident)),
            or_none(code.name()),
            code.range().to_string(),
            code.is_allowed_in_frame().to_string(),
            code.sender().to_string(),
            code.is_synthetic().to_string(),
            code.can_be_clean().to_string(),
            code.is_script_sendable().to_string(),
            code.script_visibility().to_string(),
            or_none(code.for_relay().code().map(closecode::SendableCode::get)),
        ];
        fields.extend(policy(code.policy()));
        fields.extend([short(&first), short(&decide(&again, 1 << 30)), short(&decide(&wanted, 0))]);
        row(out, &fields)?;
    }
    for status in (0..=999).chain([1000, u16::MAX]) {
        let refused = Disconnect::new(Cause::Handshake(HandshakeStatus::new(status)));
        let first = decide(&refused, u32::MAX);
        let again = decide(&refused.retry_state(first.retry_state), 1 << 30);
        let mut fields = vec![format!("http-{status}"), first.cause.label().to_owned()];
        fields.extend([short(&first), short(&again)]);
        row(out, &fields)?;
    }
    Ok(())
}

fn policy(policy: Policy) -> [String; 12] {
    [
        policy.action().to_string(),
        millis(policy.initial_delay()).to_string(),
        millis(policy.max_delay()).to_string(),
        policy.factor().to_string(),
        policy.jitter().to_string(),
        or_none(policy.max_attempts()),
        policy.fault().to_string(),
        policy.severity().to_string(),
        policy.alert().to_string(),
        policy.authority().to_string(),
        [0, 1, 2, 3, 30].map(|attempt| millis(policy.ceiling(attempt)).to_string()).join(" "),
        [(0, 0), (1, u32::MAX), (2, 0x1234_5678), (3, 0xdead_beef)]
            .map(|(attempt, random)| millis(policy.delay(attempt, random)).to_string())
            .join(" "),
    ]
}

fn rules(out: &mut impl Write) -> io::Result<()> {
    for protocol in protocols::ALL {
        for endpoint in protocol.endpoints() {
            let entries = endpoint.codes().iter().chain(endpoint.ranges());
            let mut numbers: Vec<u16> = entries
                .map(protocols::Entry::numbers)
                .flat_map(|numbers| {
                    let first = *numbers.start();
                    let last = *numbers.end();
                    [first.saturating_sub(1), first, last, last.saturating_add(1)]
                })
                .collect();
            numbers.sort_unstable();
            numbers.dedup();
            for code in numbers {
                let mut fields = vec![
                    protocol.id().to_owned(),
                    or_none(endpoint.id()),
                    code.to_string(),
                    or_none(ident(endpoint.codes(), code)),
                ];
                match endpoint.profile().rule(RawCode::new(code)) {
                    None => fields.push("-".to_owned()),
                    Some(rule) => fields.extend(rule_fields(rule)),
                }
                row(out, &fields)?;
            }
        }
    }
    Ok(())
}

fn ident(codes: &[protocols::Entry], code: u16) -> Option<&'static str> {
    codes.iter().find(|entry| entry.numbers().contains(&code)).and_then(protocols::Entry::ident)
}

fn rule_fields(rule: ProfileRule) -> [String; 6] {
    let pace = rule.pace();
    [
        rule.action().to_string(),
        rule.is_at_once().to_string(),
        pace.jitter().to_string(),
        [0, 1, 2, 3, 30]
            .map(|attempt| {
                let [low, high] = [0, u32::MAX].map(|random| millis(pace.delay(attempt, random)));
                format!("{low}-{high}")
            })
            .join(" "),
        or_none(rule.attempts()),
        or_none(rule.name()),
    ]
}

/// Of each range, a number that is not registered.
const OTHERS: [u16; 5] = [0, 1016, 3001, 4000, 5000];

fn texts(out: &mut impl Write) -> io::Result<()> {
    let registered = closecode::CloseCode::ALL.iter().map(|code| code.get());
    let numbers: Vec<u16> = registered.chain(OTHERS).collect();
    for locale in closecode::Locale::ALL.iter().copied() {
        for decision in eight() {
            let message = json!(decision.user_message(locale)).to_string();
            let rationale = decision.rationale.to_string();
            let action = decision.action.to_string();
            row(out, &[locale.tag().to_owned(), action, rationale, message])?;
        }
        for number in &numbers {
            let text = RawCode::new(*number).text(locale);
            let cases: Vec<_> = text
                .cases
                .iter()
                .map(|case| json!([case.id, case.title, case.sign, case.causes, case.steps]))
                .collect();
            let words =
                json!([text.title, text.summary, text.description, text.user_message, cases]);
            row(out, &[locale.tag().to_owned(), number.to_string(), words.to_string()])?;
        }
    }
    Ok(())
}

/// A decision for each text that a user may read.
fn eight() -> [Decision; 8] {
    let end = |cause: Cause| Disconnect::new(cause);
    let code = |number| Cause::Closed(RawCode::new(number));
    let renewed = decide(&end(code(3000)), 0);
    [
        decide(&end(code(1006)).initiator(Initiator::Application), 0),
        decide(&end(code(3003)), 0),
        decide(&end(code(1006)), 0),
        renewed,
        decide(&end(code(3000)).retry_state(renewed.retry_state), 0),
        decide(&end(code(1006)).online(false), 0),
        decide(&end(code(1009)), 0),
        decide(&end(code(1006)).limits(Limits::new().attempts(0)), 0),
    ]
}

fn retry_after(out: &mut impl Write) -> io::Result<()> {
    let now = Duration::from_secs(784_111_700);
    for value in [
        "",
        "0",
        "60",
        " 60\t",
        "007",
        "-1",
        "+1",
        "1.5",
        "1 s",
        "6 0",
        "soon",
        "99999999999",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun,  6 Nov 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Now 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:60 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1969 08:49:37 GMT",
        "Sun, 06 Nov 1993 08:49:37 GMT",
        "Thu, 29 Feb 1996 00:00:00 GMT",
        "Mon, 31 Dec 2029 23:59:59 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sunday,  6-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-69 08:49:37 GMT",
        "Sunday, 06-Nov-70 08:49:37 GMT",
        "Sunday, 06 Nov 94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun Nov 06 08:49:37 1994",
        "Sun Nov 16 08:49:37 1994",
        "Sun Nov  6 08:49:37 94",
        "Sun Nov  6 08:49:37-1994",
        "06 Nov 1994",
    ] {
        let after = Hint::from_retry_after(value, now).and_then(|hint| hint.get_retry_after());
        let value = json!(value).to_string();
        row(out, &[millis(now).to_string(), value, or_none(after.map(millis))])?;
    }
    Ok(())
}

/// How many clients there are, and how often each loses its connection.
const CLIENTS: u32 = 3000;
const ENDS: u32 = 6;

/// A generator of numbers that are the same on every machine: a linear congruential one, of which
/// the upper half is taken.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn of<T: Clone>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())].clone()
    }

    fn seconds(&mut self, values: &[u64]) -> Duration {
        Duration::from_secs(self.of(values))
    }
}

fn lives(out: &mut impl Write) -> io::Result<()> {
    let mut numbers = Numbers(1006);
    for _ in 0..CLIENTS {
        writeln!(out, "{}", life(&mut numbers))?;
    }
    Ok(())
}

fn cause(numbers: &mut Numbers) -> Cause {
    const LOCAL: [LocalError; 6] = [
        LocalError::MessageTooBig,
        LocalError::InvalidUtf8,
        LocalError::ProtocolError,
        LocalError::PingTimeout,
        LocalError::CodeHidden,
        LocalError::BadRequest,
    ];
    match numbers.below(12) {
        0 => Cause::Dns,
        1 => Cause::Tcp,
        2 => Cause::Tls,
        3 => Cause::NotOpened,
        4 => Cause::Local(numbers.of(&LOCAL)),
        5 | 6 => {
            let status = [101, 302, 400, 401, 403, 404, 407, 410, 429, 500, 502, 503, 504, 599];
            Cause::Handshake(HandshakeStatus::new(numbers.of(&status)))
        }
        7 => Cause::Closed(RawCode::new(numbers.of(&[0, 999, 2000, 3500, 4000, 4999, 65_535]))),
        8 => Cause::Closed(RawCode::new(numbers.of(&[3000, 3003, 3008]))),
        _ => {
            let last = u16::try_from(numbers.below(16)).expect("small");
            Cause::Closed(RawCode::new(1000 + last))
        }
    }
}

/// The rule of the profile that half of the clients have, for all from 1000 to 4999.
fn rule(numbers: &mut Numbers) -> ProfileRule {
    const ACTIONS: [Action; 6] = [
        Action::Stop,
        Action::Reconnect,
        Action::Resume,
        Action::Reauthenticate,
        Action::FixFirst,
        Action::ReconnectIfWanted,
    ];
    const JITTERS: [Jitter; 4] = [Jitter::Full, Jitter::Equal, Jitter::Uniform, Jitter::None];
    const STEPS: [Duration; 3] =
        [Duration::from_secs(2), Duration::from_secs(30), Duration::from_secs(20)];
    let mut rule = ProfileRule::new(numbers.of(&ACTIONS)).named("Rule");
    rule = match numbers.below(4) {
        0 => rule,
        1 => rule.paced(Backoff::steps(&STEPS, numbers.of(&JITTERS))),
        2 => rule.paced(Backoff::new(Duration::ZERO, Duration::ZERO, 1, Jitter::None)),
        _ => rule.paced(Backoff::new(
            Duration::from_millis(500),
            Duration::from_secs(40),
            u32::try_from(numbers.below(4)).expect("small"),
            numbers.of(&JITTERS),
        )),
    };
    if numbers.one_in(3) {
        rule = rule.at_once();
    }
    if numbers.one_in(3) {
        rule = rule.at_most(u32::try_from(numbers.below(4)).expect("small"));
    }
    rule
}

fn rule_json(rule: ProfileRule) -> Value {
    let pace = rule.pace();
    let steps: Vec<_> = (0..3).map(|attempt| millis(pace.ceiling(attempt))).collect();
    json!({
        "action": rule.action().as_str(),
        "at_once": rule.is_at_once(),
        // A list of ceilings has a factor of 1 and several values.
        "pace": if pace.factor() == 1 && steps[0] != steps[1] {
            json!({ "steps": steps, "jitter": pace.jitter().as_str() })
        } else {
            json!({
                "initial_ms": millis(pace.initial()),
                "max_ms": millis(pace.max()),
                "factor": pace.factor(),
                "jitter": pace.jitter().as_str(),
            })
        },
        "attempts": rule.attempts(),
        "name": rule.name(),
    })
}

/// A client with limits and perhaps a profile, which remembers what happened.
fn life(numbers: &mut Numbers) -> Value {
    let mut limits = Limits::new();
    if numbers.one_in(4) {
        limits = limits.attempts(u32::try_from(numbers.below(6)).expect("small"));
    }
    if numbers.one_in(4) {
        limits = limits.total_time(numbers.seconds(&[0, 20, 60, 90]));
    }
    if numbers.one_in(4) {
        limits = limits.max_delay(numbers.seconds(&[0, 5, 30]));
    }
    if numbers.one_in(4) {
        limits = limits.min_uptime(numbers.seconds(&[0, 5, 60]));
    }
    let rule = numbers.one_in(2).then(|| rule(numbers));
    let wanted = numbers.of(&[None, None, None, Some(true), Some(true), Some(true), Some(false)]);
    let mut reconnector = Reconnector::new().limits(limits);
    if let Some(wanted) = wanted {
        reconnector = reconnector.wanted(wanted);
    }
    if numbers.one_in(8) {
        let counted = Disconnect::new(Cause::Tcp).attempt(3);
        reconnector = reconnector.restored(counted.get_retry_state());
    }
    let before = reconnector.retry_state().attempts();
    let mut ends = Vec::new();
    let mut decisions = Vec::new();
    for _ in 0..ENDS {
        let random = u32::MAX / 5 * u32::try_from(numbers.below(6)).expect("small");
        let (end, lived, said) = end(numbers, rule);
        let decision = reconnector.ended(end, lived, random);
        let mut said = said;
        said["random"] = json!(random);
        ends.push(said);
        decisions.push(decision_json(&decision));
    }
    json!({
        "limits": {
            "min_uptime_ms": millis(limits.get_min_uptime()),
            "attempts": limits.get_attempts(),
            "total_time_ms": limits.get_total_time().map(millis),
            "max_delay_ms": millis(limits.get_max_delay()),
        },
        "wanted": wanted,
        "attempts_before": before,
        "rule": rule.map(rule_json),
        "ends": ends,
        "decisions": decisions,
    })
}

/// One end of a connection, how long it had been open, and the same as JSON.
fn end(numbers: &mut Numbers, rule: Option<ProfileRule>) -> (Disconnect, Option<Duration>, Value) {
    struct Profile(ProfileRule);
    impl closecode::Profile for Profile {
        fn rule(&self, code: RawCode) -> Option<ProfileRule> {
            matches!(code.get(), 1000..=4999).then_some(self.0)
        }
    }
    let cause = cause(numbers);
    let mut end = Disconnect::new(cause);
    if let Some(rule) = rule {
        end = end.profile(&Profile(rule));
    }
    let lived = numbers
        .of(&[None, None, Some(0), Some(1), Some(9), Some(10), Some(3600)])
        .map(Duration::from_secs);
    let initiator = match numbers.below(12) {
        0 => Initiator::Application,
        1 => Initiator::Watchdog,
        _ => Initiator::Remote,
    };
    end = end.initiator(initiator);
    let mut hint = Hint::new();
    if numbers.one_in(4) {
        hint = hint.retry_after(Duration::from_millis(numbers.of(&[
            0,
            500,
            1000,
            4000,
            30_000,
            60_000,
            100_000_000,
        ])));
    }
    if numbers.one_in(8) {
        hint = hint.reconnect(numbers.one_in(2));
    }
    if numbers.one_in(8) {
        hint = hint.resume(numbers.one_in(2));
    }
    end = end.hint(hint);
    let spent = numbers.one_in(8).then(|| numbers.seconds(&[0, 15, 300]));
    if let Some(spent) = spent {
        end = end.spent(spent);
    }
    let online = !numbers.one_in(8);
    let visible = !numbers.one_in(8);
    end = end.online(online).visible(visible);
    let said = json!({
        "cause": cause_word(cause),
        "lived_ms": lived.map(millis),
        "initiator": initiator.as_str(),
        "hint": {
            "retry_after_ms": hint.get_retry_after().map(millis),
            "reconnect": hint.get_reconnect(),
            "resume": hint.get_resume(),
        },
        "spent_ms": spent.map(millis),
        "online": online,
        "visible": visible,
    });
    (end, lived, said)
}

/// The word of a cause: what `FromStr` of the crate reads.
fn cause_word(cause: Cause) -> String {
    match cause {
        Cause::Closed(code) => format!("close-{}", code.get()),
        Cause::Handshake(status) => format!("http-{}", status.get()),
        Cause::Local(error) => format!("local-{error}"),
        Cause::Dns => "dns".to_owned(),
        Cause::Tcp => "tcp".to_owned(),
        Cause::Tls => "tls".to_owned(),
        _ => "not-opened".to_owned(),
    }
}

fn decision_json(decision: &Decision) -> Value {
    json!({
        "action": decision.action.as_str(),
        "delay_ms": millis(decision.delay),
        "attempt_in_ms": decision.attempt_in().map(millis),
        "cause": cause_word(decision.cause),
        "label": decision.cause.label(),
        "rationale": decision.rationale.as_str(),
        "severity": decision.severity().as_str(),
        "code_name": decision.code_name(),
        "attempts": decision.retry_state.attempts(),
        "spent_ms": millis(decision.retry_state.spent()),
        "message": message(decision),
        "text": decision.to_string(),
    })
}

/// What a user reads, in English.
fn message(decision: &Decision) -> &'static str {
    decision.user_message(closecode::Locale::En)
}
