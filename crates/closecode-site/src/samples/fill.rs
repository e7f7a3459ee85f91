//! A template with the facts of a code: its lines, and the numbers in them.

use std::time::Duration;

use closecode_data::{Action, Code, Dataset, Jitter, Policy, Sender};

/// After how long a connection counts as stable: that of `Limits` in the crate.
const STABLE: Duration = Duration::from_secs(10);

/// How a language writes a time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unit {
    /// `5_000`, in milliseconds.
    Millis,
    /// `5`, in seconds.
    Seconds,
    /// `5 * time.Second`.
    Go,
    /// Not at all: a library knows the delays.
    None,
}

impl Unit {
    fn write(self, time: Duration) -> String {
        let millis = time.as_millis();
        match self {
            Self::Millis if millis >= 1000 => format!("{}_{:03}", millis / 1000, millis % 1000),
            Self::Millis => millis.to_string(),
            Self::Seconds => time.as_secs_f64().to_string(),
            Self::Go if millis.is_multiple_of(1000) => format!("{} * time.Second", millis / 1000),
            Self::Go => format!("{millis} * time.Millisecond"),
            Self::None => String::new(),
        }
    }
}

/// What a client does after the code: which lines of a loop stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape(Vec<&'static str>);

/// Every word with which a line of a template may end, after `//` or `#`.
pub(super) const MARKS: [&str; 19] = [
    "full", "equal", "uniform", "grows", "counts", "limit", "resets", "wanted", "wishes", "own",
    "renews", "keeps", "fixes", "acts", "follows", "goes", "waits", "client", "server",
];

impl Shape {
    /// That of the loop of a code.
    pub(super) fn of_loop(data: &Dataset, code: &Code) -> Self {
        let action = *code.policy.action;
        let pace = pace(data, code);
        let grows = *pace.factor > 1 && *pace.jitter != Jitter::Uniform;
        let is_limited = !is_stopping(action) && code.policy.max_attempts.is_some();
        let is_wanted = action == Action::NoNeed;
        let renews = action == Action::Reauth;
        let fixes = action == Action::FixClient;
        let jitter = |jitter| *pace.jitter == jitter;
        let lines = [
            ("full", jitter(Jitter::Full)),
            ("equal", jitter(Jitter::Equal)),
            ("uniform", jitter(Jitter::Uniform)),
            ("grows", grows),
            ("counts", grows || is_limited),
            ("limit", is_limited),
            ("resets", grows && !is_limited),
            ("wanted", is_wanted),
            ("wishes", !is_wanted),
            ("own", is_wanted || is_limited || renews),
            ("renews", renews),
            ("keeps", !renews),
            ("fixes", fixes),
            ("acts", renews || fixes),
            ("follows", !(renews || fixes)),
            ("goes", !(is_wanted || is_limited)),
            ("waits", !is_stopping(action)),
        ];
        Self(lines.into_iter().filter_map(|(word, stays)| stays.then_some(word)).collect())
    }

    /// That of what sends a code.
    pub(super) fn of_send(is_server: bool) -> Self {
        Self(vec![if is_server { "server" } else { "client" }])
    }

    /// Its name: codes of one shape have the same loop, but for the numbers.
    pub(super) fn name(&self) -> String {
        self.0.join(" ")
    }
}

fn is_stopping(action: Action) -> bool {
    matches!(action, Action::Never | Action::FixClient)
}

/// The policy that has the delays of the loop of a code: where a client stops after the code, it
/// waits after others, as after a connection that is lost.
fn pace<'a>(data: &'a Dataset, code: &'a Code) -> &'a Policy {
    let lost = data.code(1006).map(|lost| &lost.policy);
    match lost {
        Some(lost) if is_stopping(*code.policy.action) => lost,
        _ => &code.policy,
    }
}

/// The codes after which a loop does not come back: those that a client may receive and whose
/// policy asks for a change first. What a loop does about its own code is its own matter.
fn stops(data: &Dataset, code: &Code) -> String {
    let changes = |other: &&Code| {
        let action = *other.policy.action;
        let is_own = action == Action::Reauth && other.code == code.code;
        *other.wire.frame
            && *other.wire.sender != Sender::Client
            && (is_stopping(action) || action == Action::Reauth)
            && !is_own
    };
    let codes: Vec<String> =
        data.codes.iter().filter(changes).map(|code| code.code.to_string()).collect();
    codes.join(", ")
}

/// The template with the lines of a shape and the facts of a code. Times are multiplied by `scale`.
pub(super) fn fill(
    data: &Dataset,
    code: &Code,
    template: &str,
    shape: &Shape,
    unit: Unit,
    scale: f64,
) -> String {
    let mut text = String::with_capacity(template.len());
    for line in template.lines() {
        let (line, mark) = marked(line);
        if mark.is_none_or(|mark| shape.0.contains(&mark)) {
            text.push_str(line);
            text.push('\n');
        }
    }
    let english = data.localizer(data.base());
    let policy = &code.policy;
    let pace = pace(data, code);
    let time = |time: Duration| unit.write(time.mul_f64(scale));
    let limit = policy.max_attempts.as_ref().map_or(0, |limit| limit.value);
    [
        ("__CODE__", code.code.to_string()),
        ("__ADVICE__", format!("{}.", english.text(*policy.action))),
        ("__DELAY__", format!("{}.", english.delay(policy))),
        ("__FIRST__", time(pace.initial_delay.value)),
        ("__LONGEST__", time(pace.max_delay.value)),
        ("__STABLE__", time(STABLE)),
        ("__FACTOR__", pace.factor.to_string()),
        ("__LIMIT__", limit.to_string()),
        ("__STOP__", stops(data, code)),
    ]
    .iter()
    .fold(text, |text, (name, value)| text.replace(name, value))
}

/// A line without its mark, and the mark.
pub(super) fn marked(line: &str) -> (&str, Option<&'static str>) {
    let found = MARKS.into_iter().find_map(|word| {
        let line = line.strip_suffix(word)?.strip_suffix(' ')?;
        let line = line.strip_suffix("//").or_else(|| line.strip_suffix('#'))?;
        Some((line.trim_end(), Some(word)))
    });
    found.unwrap_or((line, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_the_language_does() {
        let times = [150, 5000, 12_345, 60_000, 90_000, 300_000].map(Duration::from_millis);
        let written = |unit: Unit| times.map(|time| unit.write(time)).join(" | ");
        assert_eq!(written(Unit::Millis), "150 | 5_000 | 12_345 | 60_000 | 90_000 | 300_000");
        assert_eq!(written(Unit::Seconds), "0.15 | 5 | 12.345 | 60 | 90 | 300");
        assert_eq!(
            written(Unit::Go),
            "150 * time.Millisecond | 5 * time.Second | 12345 * time.Millisecond | \
             60 * time.Second | 90 * time.Second | 300 * time.Second"
        );
    }

    #[test]
    fn a_mark_is_the_last_word_of_a_line() {
        assert_eq!(marked("ceiling = FIRST; // grows"), ("ceiling = FIRST;", Some("grows")));
        assert_eq!(marked("import time  # counts"), ("import time", Some("counts")));
        assert_eq!(marked("  a(); // then it grows"), ("  a(); // then it grows", None));
        assert_eq!(marked("# renews"), ("", Some("renews")));
    }
}
