//! When the clients of a server come back that have all lost their connections: how many in each
//! second, with and without jitter, with and without a drain window.

use std::time::Duration;

use askama::Template;
use closecode_data::herd::{self, CLIENTS};
use closecode_data::{Herd, Jitter, Policy};

use super::words::Words;
use crate::html::Html;
use crate::page::Page;

/// Where the bars are in a picture of 320 by 128.
const LEFT: usize = 8;
const BREADTH: usize = 304;
const FLOOR: usize = 108;
const HEIGHT: usize = 96;

#[derive(Debug, Template)]
#[template(path = "scenario_herd.html", whitespace = "minimize")]
struct Pictures {
    words: &'static Words,
    note: String,
    /// The pictures' last second, and the one in the middle.
    end: usize,
    middle: usize,
    panels: Vec<Panel>,
}

#[derive(Debug)]
struct Panel {
    id: String,
    closes: String,
    delay: String,
    worst: String,
    last: String,
    bars: String,
}

/// What happens in one picture.
struct Course {
    closes: String,
    delay: String,
    arrivals: Vec<Duration>,
}

/// The pictures, as a part of a page.
pub(super) fn part(page: &Page<'_>, words: &'static Words, own: &Herd) -> Option<Html> {
    let policy = &page.data.code(own.code.value)?.policy;
    let numbers = page.localizer.formats();
    let window = own.drain.as_ref().map(|drain| drain.value);
    let windows = [Some(Duration::ZERO), window].into_iter().flatten();
    let jitters = [Jitter::None, *policy.jitter];
    let courses: Vec<Course> = windows
        .flat_map(|window| jitters.map(|jitter| course(words, policy, window, jitter)))
        .collect();
    let last = |arrivals: &[Duration]| arrivals.last().map_or(0, Duration::as_secs) + 1;
    let latest = courses.iter().map(|course| last(&course.arrivals)).max().unwrap_or(0);
    let end = usize::try_from(latest).expect("it is minutes").next_multiple_of(10);
    let count = |number: usize| numbers.number(u64::try_from(number).expect("there are 10,000"));
    let panel = |(place, course): (usize, Course)| Panel {
        id: format!("herd-{place}"),
        worst: count(herd::worst_second(&course.arrivals)),
        last: format!("{} s", last(&course.arrivals)),
        bars: bars(&herd::per_second(&course.arrivals), end),
        closes: course.closes,
        delay: course.delay,
    };
    let clients = numbers.number(u64::from(CLIENTS));
    Some(Html::part(&Pictures {
        words,
        note: words.herd_note.replace("{clients}", &clients),
        end,
        middle: end / 2,
        panels: courses.into_iter().enumerate().map(panel).collect(),
    }))
}

fn course(words: &Words, policy: &Policy, window: Duration, jitter: Jitter) -> Course {
    let delay = |random: u32| herd::first_delay(policy, jitter, random);
    let seconds = |delay: Duration| delay.as_secs().to_string();
    let least = delay(0);
    let most = delay(u32::MAX);
    Course {
        closes: if window.is_zero() {
            words.at_once.to_owned()
        } else {
            words.spread.replace("{seconds}", &seconds(window))
        },
        delay: if least == most {
            words.same_delay.replace("{seconds}", &seconds(least))
        } else {
            words.drawn.replace("{least}", &seconds(least)).replace("{most}", &seconds(most))
        },
        arrivals: herd::arrivals(herd::drained(CLIENTS, window), |random| Some(delay(random))),
    }
}

/// A bar for each second in which somebody comes, as one path; all clients are as high as the
/// picture. Who comes at all is seen.
fn bars(counts: &[usize], end: usize) -> String {
    let clients = usize::try_from(CLIENTS).expect("a number of clients fits");
    let x = |second: usize| LEFT + second * BREADTH / end;
    let bar = |(second, count): (usize, &usize)| {
        let height = (count * HEIGHT).div_ceil(clients);
        let left = x(second);
        let width = x(second + 1) - left - 1;
        (height > 0).then(|| format!("M{left} {FLOOR}v-{height}h{width}v{height}z"))
    };
    counts.iter().enumerate().filter_map(bar).collect()
}
