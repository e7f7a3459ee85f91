//! The pages on the whole of the data: every policy, every source, and how sure it all is; and the
//! delays on the page of a code.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{
    DATA, SITE, all, answer, below, code_path, page, real_files, short, text, texts,
};
use closecode_data::Authority;
use scraper::ElementRef;

/// The cells of the rows of the policy page, in order.
fn rows(folder: &str) -> Vec<Vec<String>> {
    let html = page(&format!("{folder}/policy/index.html"));
    all(&html, "table.sortable tbody tr")
        .into_iter()
        .map(|row| below(row, "th, td").into_iter().map(text).collect())
        .collect()
}

#[test]
fn the_policy_page_has_every_code_and_range_once_in_the_order_of_their_numbers() {
    for locale in &DATA.locales {
        let localizer = DATA.localizer(locale);
        let codes = DATA.codes.iter().map(|c| {
            (*c.code, 1, format!("{} {}", *c.code, localizer.code_texts(*c.code).title()))
        });
        let ranges = DATA.ranges.iter().map(|r| {
            (
                *r.first,
                2,
                format!("{}–{} {}", *r.first, *r.last, localizer.range_texts(&r.id).title()),
            )
        });
        let mut expected: Vec<(u16, u8, String)> = codes.chain(ranges).collect();
        expected.sort();
        let shown: Vec<String> =
            rows(&locale.folder).into_iter().map(|row| row[0].clone()).collect();
        assert_eq!(shown, expected.into_iter().map(|(.., name)| name).collect::<Vec<_>>());
    }
}

#[test]
fn a_row_of_the_policy_page_says_what_the_page_of_its_code_says() {
    for locale in &DATA.locales {
        let rows = rows(&locale.folder);
        let localizer = DATA.localizer(locale);
        for code in &DATA.codes {
            let row = rows
                .iter()
                .find(|row| row[0].starts_with(&format!("{} ", *code.code)))
                .expect("it has a row");
            let html = page(&code_path(&locale.folder, *code.code));
            let answers = all(&html, "section[aria-labelledby=policy] dl.facts dd").into_iter();
            let answers: Vec<String> = answers.map(answer).collect();
            assert_eq!(row[1], short(localizer, *code.policy.action), "{}", *code.code);
            assert_eq!(row[2..7], answers[1..6], "{}", *code.code);
            let is_written = *code.policy.authority != Authority::Convention;
            let sources = code.policy.sources.iter().filter(|_| is_written);
            let sources = DATA.cited(sources.chain(&code.policy.departs_from));
            assert!(
                sources.iter().all(|(title, _)| row[7].contains(title)),
                "{}: {}",
                *code.code,
                row[7]
            );
        }
    }
}

#[test]
fn every_cell_of_the_policy_page_has_a_number_to_sort_by() {
    let html = page("en/policy/index.html");
    let key = |cell: &ElementRef<'_>| {
        cell.value().attr("data-value").map(|key| key.parse::<u128>().expect("a number"))
    };
    let mut delays = BTreeMap::new();
    for row in all(&html, "table.sortable tbody tr") {
        let cells = below(row, "th, td");
        assert_eq!(cells.iter().filter_map(key).count(), 8, "{}", text(row));
        assert_eq!(cells.len(), 8);
        delays.insert(text(cells[0]), (key(&cells[2]), key(&cells[3])));
    }
    let of = |name: &str| delays[name];
    assert!(of("1006 Abnormal Closure").0 < of("1013 Try Again Later").0, "5 seconds before 10");
    assert!(
        of("1001 Going Away").0 < of("1011 Internal Error").0,
        "of two that start alike, the lower cap first"
    );
    assert!(
        of("1002 Protocol Error").1 < of("1011 Internal Error").1,
        "3 attempts before 10, as numbers and not as words"
    );
    assert!(of("1011 Internal Error").1 < of("1006 Abnormal Closure").1, "a limit before none");
    assert_eq!(all(&html, "table.sortable thead th[data-sort=number]").len(), 8);
}

/// The ids of the sources that a part of a data file names, found as strings.
fn cited(toml: &str) -> BTreeSet<&str> {
    toml.split('"')
        .skip(1)
        .step_by(2)
        .map(|text| text.split_once('#').map_or(text, |(id, _)| id))
        .collect()
}

/// The code about whose page a row of an implementation is, if it departs from the facts: as the
/// line is written, and by the standard's list of numbers that must not appear in a Close frame.
fn deviating(row: &str) -> Option<String> {
    let (way, row) = row.split_once(" = { ")?;
    let told = row.split_once("reports = ")?.1;
    let told = told.split([',', ' ']).next()?;
    let (code, expected) = match way {
        "recv-empty" => ("1005", "1005"),
        "tls-failure" => ("1015", "1006"),
        _ => {
            let code = way.strip_prefix("recv-")?;
            let is_illegal = ["1004", "1005", "1006", "1015"].contains(&code);
            (code, if is_illegal { "1006" } else { code })
        }
    };
    let is_registered = DATA.codes.iter().any(|known| known.code.to_string() == code);
    // An error without a number is what is due to an illegal one, too.
    let is_refused = expected == "1006" && told == "\"error\"";
    // Who tells of an end without a number says nothing of this one.
    let is_answered = ["1000", "\"empty\""].iter().any(|a| row.contains(&format!("replies = {a}")));
    let is_an_end =
        told == "\"end\"" || (way == "recv-empty" && told == "\"error\"" && is_answered);
    (is_registered && told != expected && !is_refused && !is_an_end).then(|| code.to_owned())
}

#[test]
fn the_sources_page_has_every_source_with_what_rests_on_it() {
    let files = real_files();
    for locale in &DATA.locales {
        let html = page(&format!("{}/sources/index.html", locale.folder));
        let entries: BTreeMap<&str, ElementRef<'_>> = all(&html, ".bibliography > li")
            .into_iter()
            .map(|li| (li.value().id().expect("an entry can be linked"), li))
            .collect();
        assert_eq!(entries.len(), DATA.sources.len());
        for source in &DATA.sources {
            let entry = entries[format!("source-{}", *source.id).as_str()];
            let link = below(entry, "a")[0];
            assert_eq!(
                (link.value().attr("href"), text(link)),
                (Some(source.url.as_str()), source.title.value.clone())
            );
            let words = text(entry);
            assert!(words.contains(&locale.formats.date(&source.read)), "{words}");
            assert!(
                source.version.iter().all(|version| words.contains(version.as_str())),
                "{words}"
            );
            let linked: BTreeSet<String> =
                below(entry, "a").into_iter().skip(1).map(text).collect();
            let codes = files.iter().filter(|(path, toml)| {
                path.starts_with("codes/") && cited(toml).contains(source.id.as_str())
            });
            let codes =
                codes.map(|(path, _)| path["codes/".len()..path.len() - ".toml".len()].to_owned());
            // What an implementation does with a code rests on its source.
            let of_source = format!("\nsource = \"{}\"\n", *source.id);
            let implementations: Vec<&String> = files
                .iter()
                .filter(|(path, toml)| {
                    path.starts_with("implementations/") && toml.contains(&of_source)
                })
                .map(|(_, toml)| toml)
                .collect();
            let rows = implementations.iter().flat_map(|toml| toml.lines());
            let deviating = rows.filter_map(deviating);
            let ranges = files["ranges.toml"].split("[[range]]").skip(1).zip(&DATA.ranges);
            let ranges = ranges.filter(|(toml, _)| cited(toml).contains(source.id.as_str()));
            let ranges = ranges.map(|(_, range)| format!("{}–{}", *range.first, *range.last));
            let expected: BTreeSet<String> = codes.chain(deviating).chain(ranges).collect();
            let surveyed = implementations.iter().any(|toml| toml.contains("[reconnecting]"));
            assert_eq!(linked, expected, "{}", *source.id);
            assert_eq!(
                words.contains(&*DATA.localizer(locale).bibliography().survey().text),
                surveyed,
                "{}",
                *source.id
            );
        }
        let kinds: BTreeSet<&str> =
            DATA.sources.iter().map(|source| source.kind.as_str()).collect();
        let shown: BTreeSet<&str> =
            all(&html, "main h2").into_iter().filter_map(|h2| h2.value().id()).collect();
        assert_eq!(shown, kinds, "a heading for each kind");
    }
}

#[test]
fn the_delays_on_a_page_are_those_that_the_policy_gives() {
    let table = |code| {
        let html = page(&code_path("en", code));
        let rows = all(&html, "table.numbers tbody tr")
            .into_iter()
            .map(|row| below(row, "th, td").into_iter().map(text).collect::<Vec<_>>().join(" | "));
        (rows.collect::<Vec<_>>(), all(&html, ".waits").len())
    };
    let (rows, pictures) = table(1006);
    assert_eq!(rows.len(), 5, "the fifth is like all that follow");
    assert_eq!(
        (rows[0].as_str(), rows[3].as_str(), rows[4].as_str()),
        ("1 | 0 | 5 seconds", "4 | 0 | 40 seconds", "5+ | 0 | 1 minute")
    );
    assert_eq!(pictures, 1);
    assert_eq!(table(1012), (vec![], 1), "all attempts wait the same");
    assert_eq!(table(1002), (vec![], 0), "nothing is drawn, so nothing stands in a table");
    for code in [1009, 1010, 3003] {
        assert_eq!(table(code), (vec![], 0), "{code}: nothing is tried by itself");
    }
    for code in DATA
        .codes
        .iter()
        .filter(|c| matches!(c.policy.action.as_str(), "never" | "no-need" | "fix-client"))
    {
        assert_eq!(table(*code.code).1, 0, "{}: a sentence and no picture", *code.code);
    }
}

#[test]
fn the_page_about_the_data_counts_what_is_there() {
    let html = page("en/about/index.html");
    let lead = text(all(&html, "main .lead")[0]);
    let counts = [DATA.codes.len(), DATA.ranges.len(), DATA.sources.len()];
    assert_eq!(crate::common::numbers(&lead), counts, "{lead}");
    let authorities = texts(&html, "section[aria-labelledby=sure] li");
    let count = |word: &str| {
        let policies = real_files()
            .into_iter()
            .filter(|(path, _)| path.starts_with("codes/"))
            .map(|(_, toml)| toml);
        policies
            .filter(|toml| {
                toml.split_once("\n[policy]\n").is_some_and(|(_, rest)| {
                    rest.split("\n[")
                        .next()
                        .is_some_and(|p| p.contains(&format!("authority = \"{word}\"")))
                })
            })
            .count()
    };
    let expected = ["normative", "registry-mail", "convention"]
        .map(|word| format!("{} of {} codes.", count(word), DATA.codes.len()));
    assert!(
        authorities.len() == 3
            && authorities.iter().zip(&expected).all(|(line, end)| line.ends_with(end)),
        "{authorities:?} {expected:?}"
    );
    // The example is the first of the crate's guide, which is tested there.
    let example = text(all(&html, "pre code")[0]);
    assert!(
        example.starts_with("use closecode::") && example.contains("RawCode::new(1012)"),
        "{example}"
    );
    assert!(!SITE["en/about/index.html"].contains("```"));
}
