//! The delays of a policy over the attempts: a sentence, a picture of what may be drawn, and the
//! same as a table.

use std::time::Duration;

use askama::Template;
use closecode_data::{
    Action, DelayTexts, Direction, Jitter, LocalizedText, Localizer, Policy, WithFallback,
};

use crate::filters;
use crate::html::{Html, Punctuation as _};

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
    chart: Option<Chart>,
    /// What the picture shows.
    span: Html,
}

/// The picture.
#[derive(Debug)]
struct Chart {
    in_seconds: bool,
    /// Where the axis with the attempts begins and ends, and where its unit stands.
    axis_start: u16,
    axis_end: u16,
    bars: Vec<Bar>,
}

/// One attempt in the picture.
#[derive(Debug)]
struct Bar {
    attempt: u16,
    /// The middle, the upper edge and the height.
    x: u16,
    y: u16,
    height: u16,
    most: u128,
    /// The least delay, where it is not zero.
    least: Option<u128>,
}

/// One attempt in the table.
#[derive(Debug)]
struct Attempt {
    number: u16,
    least: Html,
    most: Html,
}

const WIDTH: u16 = 320;
/// The upper edge of the longest bar, and the base line.
const TOP: u16 = 34;
const BASE: u16 = 134;

/// The delays of a policy, as a part of a page.
pub(crate) fn part(localizer: Localizer<'_>, policy: &Policy) -> Html {
    Html::part(&of(localizer, policy))
}

fn of<'a>(localizer: Localizer<'a>, policy: &Policy) -> Delays<'a> {
    let spans = spans(policy);
    let action = policy.action.value;
    // A picture of what nobody should do by itself would mislead, and a single bar says no more
    // than the sentence.
    let is_automatic = matches!(action, Action::ShortDelay | Action::Backoff | Action::Reauth);
    let mirrored = *localizer.locale().language.direction == Direction::Rtl;
    let chart = (is_automatic && spans.len() > 1).then(|| chart(&spans, mirrored));
    let go_on =
        !spans.is_empty() && policy.max_attempts.as_ref().is_none_or(|limit| limit.value > SHOWN);
    let words = localizer.delays();
    let span = localizer
        .sentences([words.span().into()].into_iter().chain(go_on.then(|| words.go_on().into())));
    Delays { words, localizer, action, spans, chart, span }
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

fn chart(spans: &[Span], mirrored: bool) -> Chart {
    let longest = spans.iter().map(|span| span.most.as_millis()).max().unwrap_or_default().max(1);
    let in_seconds =
        spans.iter().all(|span| span.least.subsec_millis() == 0 && span.most.subsec_millis() == 0);
    let number =
        |delay: Duration| if in_seconds { u128::from(delay.as_secs()) } else { delay.as_millis() };
    let up = |delay: Duration| {
        u16::try_from(delay.as_millis() * u128::from(BASE - TOP) / longest)
            .expect("no delay is longer than the longest")
    };
    let turn = |x: u16| if mirrored { WIDTH - x } else { x };
    let bar = |span: &Span| {
        let low = up(span.least);
        let high = up(span.most);
        Bar {
            attempt: span.attempt,
            x: turn(span.attempt * 38 - 12),
            y: BASE - high.max(low + 2),
            height: (high - low).max(2),
            most: number(span.most),
            least: (!span.least.is_zero() && span.least != span.most).then(|| number(span.least)),
        }
    };
    Chart {
        in_seconds,
        axis_start: turn(2),
        axis_end: turn(WIDTH - 2),
        bars: spans.iter().map(bar).collect(),
    }
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

    fn unit(&self, chart: &Chart) -> LocalizedText<'a> {
        if chart.in_seconds { self.words.axis_seconds() } else { self.words.axis_milliseconds() }
    }

    /// The table: what each attempt may wait, in words.
    fn rows(&self) -> Vec<Attempt> {
        let words = |delay: Duration| {
            if delay.is_zero() { Html::text("0") } else { self.localizer.duration(delay).into() }
        };
        let row = |span: &Span| Attempt {
            number: span.attempt,
            least: words(span.least),
            most: words(span.most),
        };
        self.spans.iter().map(row).collect()
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
        let localizer = data.localizer(data.base());
        let pictured: Vec<u16> = data
            .codes
            .iter()
            .filter(|c| of(localizer, &c.policy).chart.is_some())
            .map(|c| *c.code)
            .collect();
        assert_eq!(pictured, [1001, 1005, 1006, 1011, 1012, 1013, 1014, 3008]);
    }

    #[test]
    fn bars_stand_between_the_delays_and_mirror_in_place() {
        let data = data();
        let bars = |code, mirrored| chart(&spans(data.policy(code)), mirrored).bars;
        for code in [1001, 1006, 1012, 1013] {
            let bars = bars(code, false);
            assert!(
                bars.iter()
                    .all(|bar| bar.y >= TOP && bar.y + bar.height <= BASE && bar.height >= 2),
                "{bars:?}"
            );
            assert!(
                bars.windows(2).all(|pair| pair[0].x < pair[1].x && pair[0].y >= pair[1].y),
                "{bars:?}"
            );
        }
        let half = |bars: Vec<Bar>| (bars[0].y + bars[0].height, bars[0].least, bars[0].most);
        assert_eq!(
            half(bars(1012, false)),
            (BASE - 16, Some(5), 30),
            "5 of 30 seconds stay free below"
        );
        let plain = bars(1006, false);
        let reversed = bars(1006, true);
        assert!(
            plain
                .iter()
                .zip(&reversed)
                .all(|(a, b)| a.x + b.x == WIDTH && a.y == b.y && a.most == b.most)
        );
    }
}
