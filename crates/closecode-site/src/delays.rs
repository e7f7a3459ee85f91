//! The delays of a policy over the attempts: a sentence, a small picture, and the same as a table.

use std::time::Duration;

use askama::Template;
use closecode_data::{Action, DelayTexts, Jitter, LocalizedText, Localizer, Policy, WithFallback};

use crate::filters;
use crate::html::Html;

/// How many attempts are shown; after them nothing new happens.
const SHOWN: u16 = 8;

/// What one attempt may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    attempt: u16,
    least: Duration,
    most: Duration,
}

/// The delays of one policy, ready for the template.
#[derive(Debug, Template)]
#[template(path = "delays.html", whitespace = "minimize")]
struct Delays<'a> {
    words: WithFallback<'a, DelayTexts>,
    localizer: Localizer<'a>,
    action: Action,
    spans: Vec<Span>,
    /// Whether the waits are drawn too: then the same is in a table.
    is_pictured: bool,
}

/// One attempt in the picture, which is 40 high: its left edge, upper edge and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) x: u16,
    pub(crate) y: u16,
    pub(crate) height: u16,
}

/// One attempt in the table, or the last of which all that follow are like it.
#[derive(Debug)]
struct Attempt {
    number: String,
    least: Html,
    most: Html,
}

/// The height of the picture, and how many attempts fit in it.
const HEIGHT: u16 = 40;
const BARS: usize = 5;

/// The delays of a policy, as a part of a page.
pub(crate) fn part(localizer: Localizer<'_>, policy: &Policy) -> Html {
    Html::part(&Delays {
        words: localizer.delays(),
        localizer,
        action: policy.action.value,
        spans: spans(policy),
        is_pictured: is_pictured(policy),
    })
}

/// The picture of the first waits, each from the least to the most; empty where there is none.
pub(crate) fn bars(policy: &Policy) -> Vec<Bar> {
    if !is_pictured(policy) {
        return Vec::new();
    }
    let spans = spans(policy);
    let shown = &spans[..spans.len().min(BARS)];
    let longest = shown.iter().map(|span| span.most.as_millis()).max().unwrap_or_default().max(1);
    let up = |delay: Duration| {
        u16::try_from(delay.as_millis() * u128::from(HEIGHT) / longest)
            .expect("no delay is longer than the longest")
    };
    let bar = |(place, span): (u16, &Span)| {
        let low = up(span.least);
        let high = up(span.most);
        let height = (high - low).max(2);
        Bar { x: place * 19, y: HEIGHT - high.max(low + height), height }
    };
    (0..).zip(shown).map(bar).collect()
}

/// A picture of what nobody should do by itself would mislead, and a single bar says no more than
/// the sentence.
fn is_pictured(policy: &Policy) -> bool {
    let is_automatic =
        matches!(*policy.action, Action::ShortDelay | Action::Backoff | Action::Reauth);
    is_automatic && spans(policy).len() > 1
}

/// What each attempt may wait: `ceiling(n) = min(max, initial * factor^n)`, drawn as the jitter
/// says.
fn spans(policy: &Policy) -> Vec<Span> {
    let initial = policy.initial_delay.value;
    let max = policy.max_delay.value;
    let shown = policy.max_attempts.as_ref().map_or(SHOWN, |limit| limit.value.min(SHOWN));
    let grow =
        |ceiling: &Duration| Some(ceiling.saturating_mul(u32::from(*policy.factor)).min(max));
    let span = |(attempt, ceiling): (u16, Duration)| {
        let (least, most) = match policy.jitter.value {
            Jitter::Full => (Duration::ZERO, ceiling),
            Jitter::Equal => (ceiling / 2, ceiling),
            Jitter::Uniform => (initial, max),
            Jitter::None => (ceiling, ceiling),
        };
        Span { attempt, least, most }
    };
    (1..=shown).zip(std::iter::successors(Some(initial), grow)).map(span).collect()
}

impl<'a> Delays<'a> {
    fn sentence(&self) -> LocalizedText<'a> {
        let words = &self.words;
        match self.action {
            Action::NoNeed => words.no_need(),
            Action::ShortDelay => words.short_delay(),
            Action::Backoff => words.backoff(),
            Action::Reauth => words.reauth(),
            Action::FixClient => words.fix_client(),
            Action::Never => words.never(),
            Action::Profile => words.profile(),
        }
    }

    /// The table: what each attempt may wait, in words, as long as the waits change.
    fn rows(&self) -> Vec<Attempt> {
        let words = |delay: Duration| {
            if delay.is_zero() { Html::text("0") } else { self.localizer.duration(delay).into() }
        };
        let is_change =
            |pair: &[Span]| (pair[0].least, pair[0].most) != (pair[1].least, pair[1].most);
        let changing = self.spans.windows(2).rposition(is_change).map_or(1, |place| place + 2);
        let is_last = |span: &Span| usize::from(span.attempt) == changing;
        let more = if changing < self.spans.len() { "+" } else { "" };
        let row = |span: &Span| Attempt {
            number: format!("{}{}", span.attempt, if is_last(span) { more } else { "" }),
            least: words(span.least),
            most: words(span.most),
        };
        self.spans.iter().take(changing).map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use closecode_data::Dataset;

    use super::*;

    fn data() -> Dataset {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
        closecode_data::load(std::path::Path::new(root))
            .into_dataset()
            .expect("the data follows its rules")
    }

    fn seconds(data: &Dataset, code: u16) -> Vec<(u64, u64)> {
        spans(data.policy(code))
            .iter()
            .map(|span| (span.least.as_secs(), span.most.as_secs()))
            .collect()
    }

    #[test]
    fn the_delays_are_those_that_a_reader_of_the_policy_works_out() {
        let data = data();
        let from_zero = |list: &[u64]| list.iter().map(|most| (0, *most)).collect::<Vec<_>>();
        assert_eq!(seconds(&data, 1006), from_zero(&[5, 10, 20, 40, 60, 60, 60, 60]));
        let equal = [(5, 10), (15, 30), (45, 90), (135, 270), (150, 300), (150, 300)];
        assert_eq!(seconds(&data, 1013)[..6], equal);
        assert_eq!(seconds(&data, 1012), [(5, 30); 8]);
        assert_eq!(seconds(&data, 1002), from_zero(&[5, 10, 20]));
        assert_eq!(seconds(&data, 3000), from_zero(&[5]));
        assert_eq!(seconds(&data, 3003), []);
    }

    #[test]
    fn only_what_a_client_does_by_itself_and_more_than_once_is_a_picture() {
        let data = data();
        let pictured = data.codes.iter().filter(|c| !bars(&c.policy).is_empty());
        let pictured: Vec<u16> = pictured.map(|c| *c.code).collect();
        assert_eq!(pictured, [1001, 1005, 1006, 1011, 1012, 1013, 1014, 3008]);
    }

    #[test]
    fn bars_stand_between_the_delays() {
        let data = data();
        let bars = |code| bars(data.policy(code));
        for code in [1001, 1006, 1012, 1013] {
            let bars = bars(code);
            let fits = |bar: &Bar| bar.y + bar.height <= HEIGHT && bar.height >= 2;
            assert!(bars.len() == BARS && bars.iter().all(fits), "{bars:?}");
            let rises = |pair: &[Bar]| pair[0].x + 14 < pair[1].x && pair[0].y >= pair[1].y;
            assert!(bars.windows(2).all(rises), "{bars:?}");
        }
        assert_eq!(bars(1006)[4], Bar { x: 76, y: 0, height: HEIGHT }, "the last is the longest");
        let restart = bars(1012)[0];
        assert_eq!(restart.y + restart.height, HEIGHT - 6, "5 of 30 seconds stay free below");
    }
}
