//! What happens when something goes wrong: each measured row is counted once, labels fit in the
//! picture, and the arrivals are those of the simulation.

use std::time::Duration;

use closecode_data::{Jitter, Side, herd};
use scraper::ElementRef;
use unicode_width::UnicodeWidthStr as _;

use crate::common::{DATA, all, assert_none, below, numbers, page, text};

fn count(row: ElementRef<'_>) -> usize {
    text(below(row, ".who b")[0]).parse().expect("it is a count")
}

#[test]
fn a_table_counts_each_library_that_was_measured_in_its_way() {
    for scenario in &DATA.scenarios {
        for folder in ["en", "id"] {
            let html = page(&format!("{folder}/what-happens/{}/index.html", scenario.id));
            for (side, id) in [(Side::Client, "client"), (Side::Server, "server")] {
                let ways: Vec<&str> = scenario.ways(side).iter().map(|w| w.as_str()).collect();
                let rows = all(&html, &format!("section[aria-labelledby={id}] tbody tr"));
                let shown: usize = rows.into_iter().map(count).sum();
                let all_measured = || DATA.implementations.iter().flat_map(|i| &i.measured);
                let measured = || all_measured().filter(|m| *m.role == side);
                let has = |way: &str| {
                    measured().filter(|m| m.ways.iter().any(|row| *row.id == way)).count()
                };
                let rows: Vec<usize> = ways.iter().map(|way| has(way)).collect();
                let is_one = |way: &str| way.starts_with("end-") || way.starts_with("over-");
                if ways.iter().any(|way| is_one(way)) {
                    // In one table: who does the same in two ways is counted once.
                    let least = rows.iter().max().copied().unwrap_or(0);
                    let most = rows.iter().sum();
                    assert!((least..=most).contains(&shown), "{}: {id}: {shown}", scenario.id);
                } else {
                    assert_eq!(shown, rows.iter().sum::<usize>(), "{}: {id}", scenario.id);
                }
                let said = all(&html, &format!("section[aria-labelledby={id}] > p")).len();
                assert!(shown > 0 || said > 0, "{}: nothing is said of the {id}", scenario.id);
            }
        }
    }
}

#[test]
fn every_label_fits_in_its_box() {
    let mut problems = Vec::new();
    for scenario in &DATA.scenarios {
        for folder in ["en", "id"] {
            let html = page(&format!("{folder}/what-happens/{}/index.html", scenario.id));
            assert!(!all(&html, "svg g.report").is_empty(), "{}", scenario.id);
            for group in all(&html, ".sequence svg g") {
                let rect = below(group, "rect").first().and_then(|r| r.value().attr("width"));
                let room: usize = rect.map_or(190, |width| width.parse().expect("a number"));
                for label in below(group, "text") {
                    let letter = if label.value().attr("class").is_some() { 72 } else { 64 };
                    let needed = text(label).width() * letter / 10;
                    if needed > room - 6 {
                        problems.push(format!("{folder}/{}: {:?}", scenario.id, text(label)));
                    }
                }
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn the_boxes_show_what_was_measured() {
    let boxes = |id: &str| -> Vec<String> {
        let html = page(&format!("en/what-happens/{id}/index.html"));
        all(&html, ".sequence g.report text").into_iter().map(text).collect()
    };
    assert_eq!(boxes("deploy"), ["onclose: 1012", "wasClean: true", "'close': 1012"]);
    let refused = ["onerror", "onclose: 1006", "wasClean: false"];
    assert_eq!(boxes("token-refused-before-open"), refused);
    assert_eq!(boxes("laptop-asleep"), ["no event", "no event"]);
    assert_eq!(boxes("message-too-big")[2..], ["'error'", "'close': 1006"]);
}

#[test]
fn the_arrivals_are_those_of_the_simulation() {
    let html = page("en/what-happens/deploy/index.html");
    let shown: Vec<String> = all(&html, ".herd figcaption b").into_iter().map(text).collect();
    let policy = &DATA.code(1012).expect("it is registered").policy;
    let worst = |window: u64, jitter: Jitter| {
        let closes = herd::drained(herd::CLIENTS, Duration::from_secs(window));
        let delay = |random| Some(herd::first_delay(policy, jitter, random));
        herd::worst_second(&herd::arrivals(closes, delay))
    };
    let expected = [(0, Jitter::None), (0, Jitter::Uniform), (30, Jitter::None)];
    let expected = expected.map(|(window, jitter)| worst(window, jitter));
    let shown: Vec<usize> =
        shown.iter().map(|number| number.replace(',', "").parse().expect("a number")).collect();
    assert_eq!(shown[..3], expected);
    // The table says the same for those who do not see the pictures.
    let cells = all(&html, "section[aria-labelledby=herd] td:nth-child(3)");
    let cells: Vec<usize> =
        cells.into_iter().map(|cell| numbers(&text(cell).replace(',', ""))[0]).collect();
    assert_eq!(cells, shown);
    // A crash cannot be spread.
    let killed = page("en/what-happens/server-killed/index.html");
    assert_eq!(all(&killed, ".herd figure").len(), 2);
}
