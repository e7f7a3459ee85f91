//! Every row of `data/protocols/` reaches the page of its protocol and the page of its number, read
//! here by a way of its own: as plain TOML, not through the model that makes the pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::common::{
    DATA, SITE, all, assert_none, below, page, real_files, text, text_of, without_servers,
};
use scraper::{ElementRef, Html};
use serde_json::Value as Json;
use toml::{Table, Value};

/// The files as they are written, by id.
static FILES: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| {
    let read = |(path, text): (String, String)| {
        let id = path.strip_prefix("protocols/")?.strip_suffix(".toml")?.to_owned();
        Some((id, text.parse().expect("the data is TOML")))
    };
    real_files().into_iter().filter_map(read).collect()
});

fn list<'a>(table: &'a Table, key: &str) -> &'a [Value] {
    table.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn string<'a>(row: &'a Value, key: &str) -> Option<&'a str> {
    row.get(key).and_then(Value::as_str)
}

fn number(row: &Value, key: &str) -> u16 {
    row.get(key).and_then(Value::as_integer).and_then(|n| u16::try_from(n).ok()).expect("a number")
}

/// The id of a row's line: the endpoint, if there is one, and the number or the range.
fn anchor(row: &Value) -> String {
    let numbers = match row.get("code") {
        Some(_) => number(row, "code").to_string(),
        None => format!("{}-{}", number(row, "first"), number(row, "last")),
    };
    string(row, "endpoint")
        .map_or_else(|| numbers.clone(), |endpoint| format!("{endpoint}-{numbers}"))
}

/// The English word for a keyword of the data, from the file of the language.
fn word(group: &str, keyword: &str) -> String {
    static WORDS: LazyLock<Table> =
        LazyLock::new(|| real_files()["locales/en/ui.toml"].parse().expect("the data is TOML"));
    WORDS[group][keyword.replace('-', "_").as_str()].as_str().expect("a text").to_owned()
}

/// What a line lacks of its row, beside what the page says of all.
fn missing(line: ElementRef<'_>, said: &str, row: &Value, file: &Table) -> Vec<String> {
    let shown = format!("{} {said}", text(line));
    let texts = ["name", "meaning", "rule", "disputed", "retired"]
        .into_iter()
        .filter_map(|key| string(row, key).map(str::to_owned));
    let words =
        [("sender", "protocol_sender"), ("reconnect", "reconnect"), ("certainty", "certainty")];
    let words = words
        .into_iter()
        .map(|(key, group)| word(group, string(row, key).expect("it is required")));
    let kind = string(row, "rule").map(|_| {
        let cited =
            string(row, "rule-source").or_else(|| row["sources"][0].as_str()).expect("a source");
        let id = cited.split('#').next().expect("split yields at least one");
        let source = list(file, "source")
            .iter()
            .find(|s| string(s, "id") == Some(id))
            .expect("the source is there");
        word("rule_kind", string(source, "kind").expect("it is required"))
    });
    let titles =
        row["sources"].as_array().expect("a list").iter().filter_map(Value::as_str).map(|cited| {
            let (id, section) =
                cited.split_once('#').map_or((cited, None), |(id, section)| (id, Some(section)));
            let source = list(file, "source")
                .iter()
                .find(|s| string(s, "id") == Some(id))
                .expect("the source is there");
            let title = string(source, "title").expect("it is required");
            section.map_or_else(|| title.to_owned(), |section| format!("{title}, {section}"))
        });
    let wanted = texts.chain(words).chain(kind).chain(titles);
    wanted.filter(|text| !shown.contains(text.as_str())).collect()
}

#[test]
fn every_row_reaches_the_page_of_its_protocol() {
    assert!(FILES.len() > 80 && FILES.len() == DATA.protocols.len());
    let mut problems = Vec::new();
    for (id, file) in FILES.iter() {
        let html = page(&format!("en/protocols/{id}/index.html"));
        let said = all(&html, ".defaults").into_iter().map(text).collect::<String>();
        let lines: BTreeMap<&str, ElementRef<'_>> = all(&html, "table.uses tbody tr")
            .into_iter()
            .map(|e| (e.value().id().expect("a line has an id"), e))
            .collect();
        let rows: Vec<&Value> = list(file, "code").iter().chain(list(file, "range")).collect();
        assert_eq!(lines.len(), rows.len(), "{id}");
        for row in rows {
            let missing = missing(lines[anchor(row).as_str()], &said, row, file);
            problems.extend(missing.iter().map(|text| format!("{id} {}: {text:?}", anchor(row))));
        }
    }
    assert_none(&problems);
}

#[test]
fn every_code_reaches_the_page_of_its_number() {
    let mut problems = Vec::new();
    let mut expected: BTreeMap<u16, BTreeSet<String>> = BTreeMap::new();
    for (id, file) in FILES.iter() {
        for row in list(file, "code") {
            let number = number(row, "code");
            let html = page(&format!("en/numbers/{number}/index.html"));
            let target = format!("../../protocols/{id}/index.html#{}", anchor(row));
            let leads_there = |line: &ElementRef<'_>| {
                below(*line, "th a").iter().any(|a| a.value().attr("href") == Some(&target))
            };
            let lines = all(&html, "section[aria-labelledby=uses] tbody tr:not(.group)");
            let Some(line) = lines.into_iter().find(leads_there) else {
                problems.push(format!("{number}: no line leads to {target}"));
                continue;
            };
            let missing = missing(line, "", row, file);
            problems.extend(missing.iter().map(|text| format!("{number} {id}: {text:?}")));
            expected.entry(number).or_default().insert(target);
        }
    }
    assert_none(&problems);
    // Nothing else stands there, and no other number has a page.
    for (number, links) in &expected {
        let html = page(&format!("en/numbers/{number}/index.html"));
        assert_eq!(
            all(&html, "section[aria-labelledby=uses] tbody tr:not(.group)").len(),
            links.len(),
            "{number}"
        );
    }
    let pages = SITE.keys().filter(|path| path.starts_with("en/numbers/")).count();
    assert_eq!(pages, expected.len());
}

#[test]
fn a_number_counts_its_protocols_and_their_answers() {
    for number in [4000, 4001, 4004, 4999] {
        let uses = |file: &Table| {
            list(file, "code")
                .iter()
                .filter(|row| self::number(row, "code") == number)
                .cloned()
                .collect::<Vec<_>>()
        };
        let by_protocol: Vec<Vec<Value>> =
            FILES.values().map(uses).filter(|rows| !rows.is_empty()).collect();
        let Some(html) = SITE
            .get(&format!("en/numbers/{number}/index.html"))
            .map(|text| Html::parse_document(text))
        else {
            assert!(by_protocol.is_empty());
            continue;
        };
        let heading = text_of(&html, "h1");
        if by_protocol.len() > 1 {
            assert!(
                heading.ends_with(&format!("Close code of {} products", by_protocol.len())),
                "{heading}"
            );
        }
        let mut answers: BTreeMap<String, usize> = BTreeMap::new();
        for row in by_protocol.iter().flatten() {
            *answers
                .entry(word("reconnect", string(row, "reconnect").expect("it is required")))
                .or_default() += 1;
        }
        let shown = all(&html, ".answers li").into_iter().map(|li| {
            let count = text(below(li, "b")[0]).parse().expect("a count");
            (text(below(li, ".chip")[0]), count)
        });
        assert_eq!(shown.collect::<BTreeMap<String, usize>>(), answers, "{number}");
    }
}

#[test]
fn a_number_lists_the_ranges_that_answer_for_it() {
    for path in SITE.keys().filter(|path| path.starts_with("en/numbers/")) {
        let number: u16 = path
            .split('/')
            .nth(2)
            .and_then(|n| n.parse().ok())
            .expect("the address holds the number");
        let mut expected = BTreeSet::new();
        for (id, file) in FILES.iter() {
            let has_code = |endpoint| {
                list(file, "code").iter().any(|row| {
                    self::number(row, "code") == number && string(row, "endpoint") == endpoint
                })
            };
            let holds = |row: &&Value| {
                (self::number(row, "first")..=self::number(row, "last")).contains(&number)
            };
            let ranges = list(file, "range")
                .iter()
                .filter(holds)
                .filter(|row| !has_code(string(row, "endpoint")));
            // Of one endpoint's ranges the narrowest.
            let mut by_endpoint: BTreeMap<Option<&str>, &Value> = BTreeMap::new();
            let width = |row: &Value| self::number(row, "last") - self::number(row, "first");
            for row in ranges {
                let narrowest = by_endpoint.entry(string(row, "endpoint")).or_insert(row);
                if width(row) < width(narrowest) {
                    *narrowest = row;
                }
            }
            expected.extend(
                by_endpoint
                    .values()
                    .map(|row| format!("../../protocols/{id}/index.html#{}", anchor(row))),
            );
        }
        let html = page(path);
        let links = all(&html, "section[aria-labelledby=ranges] tbody th a").into_iter();
        let shown: BTreeSet<String> =
            links.filter_map(|a| a.value().attr("href").map(str::to_owned)).collect();
        assert_eq!(shown, expected, "{number}");
    }
}

#[test]
fn numbers_lead_to_their_neighbours() {
    let used: BTreeSet<u16> =
        FILES.values().flat_map(|file| list(file, "code")).map(|row| number(row, "code")).collect();
    for number in &used {
        let html = page(&format!("en/numbers/{number}/index.html"));
        let link = |n: Option<&u16>| n.map(|n| format!("../../numbers/{n}/index.html"));
        let shown = |rel: &str| {
            all(&html, &format!("section[aria-labelledby=neighbours] a[rel={rel}]"))
                .first()
                .and_then(|a| a.value().attr("href"))
                .map(str::to_owned)
        };
        assert_eq!(shown("prev"), link(used.range(..number).next_back()));
        assert_eq!(shown("next"), link(used.range(number + 1..).next()));
    }
}

#[test]
fn the_page_of_a_protocol_holds_what_stands_above_its_codes() {
    for (id, file) in FILES.iter() {
        let html = page(&format!("en/protocols/{id}/index.html"));
        let facts = text_of(&html, "section[aria-labelledby=facts] dl");
        let main = text_of(&html, "main");
        let top = |key: &str| file.get(key).and_then(Value::as_str);
        assert_eq!(Some(text_of(&html, "h1").as_str()), top("name"));
        assert_eq!(Some(text_of(&html, ".lead").as_str()), top("summary"));
        let parts = list(file, "address").iter().filter_map(|address| string(address, "part"));
        let tops = ["vendor", "documentation", "subprotocol"].into_iter().filter_map(top);
        for fact in tops.chain(parts) {
            assert!(facts.contains(fact), "{id}: {fact}");
        }
        assert!(
            facts.contains(&word("protocol_status", top("status").expect("it is required"))),
            "{id}"
        );
        for sentence in list(file, "caveats").iter().filter_map(Value::as_str) {
            assert!(main.contains(sentence), "{id}: {sentence}");
        }
        for endpoint in list(file, "endpoint") {
            assert!(
                main.contains(string(endpoint, "name").expect("a name"))
                    && main.contains(string(endpoint, "summary").expect("a summary"))
            );
        }
        for source in list(file, "source") {
            let line =
                &text_of(&html, &format!("#source-{}", string(source, "id").expect("an id")));
            for key in ["title", "revision"] {
                assert!(
                    string(source, key).is_none_or(|text| line.contains(text)),
                    "{id}: {key} of {line}"
                );
            }
            let read = string(source, "read").map(|day| DATA.base().formats.date(day));
            assert!(read.is_none_or(|day| line.contains(&day)), "{id}: the day of {line}");
            let address =
                all(&html, &format!("#source-{} a", string(source, "id").expect("an id")))[0]
                    .value()
                    .attr("href")
                    .expect("an address");
            if let (Some(repository), Some(revision)) =
                (string(source, "repository"), string(source, "revision"))
            {
                assert!(
                    address
                        .starts_with(&format!("https://github.com/{repository}/blob/{revision}/")),
                    "{address}"
                );
            } else {
                assert_eq!(Some(address), string(source, "url"));
            }
        }
        let program = text_of(&html, "section[aria-labelledby=use] pre");
        assert!(
            program.contains(&format!("--features protocol-{id} "))
                && program.contains(&format!("protocols::{}::", id.replace('-', "_")))
        );
    }
}

#[test]
fn the_map_counts_what_the_files_hold() {
    let mut counts: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
    for (id, file) in FILES.iter() {
        for row in list(file, "code") {
            counts.entry(number(row, "code")).or_default().insert(id);
        }
    }
    let on_map: BTreeMap<u16, usize> =
        counts.range(3000..=4999).map(|(n, ids)| (*n, ids.len())).collect();
    for tag in ["en", "id"] {
        let html = page(&format!("{tag}/protocols/index.html"));
        let square = |a: ElementRef<'_>| {
            let href = a.value().attr("href").expect("an address");
            let number: u16 = href
                .split('/')
                .nth_back(1)
                .and_then(|n| n.parse().ok())
                .expect("the address holds the number");
            let label = a.value().attr("aria-label").expect("a label");
            let count = text(a);
            assert!(
                label.starts_with(&format!("{number}: "))
                    && (count == "1" || label.contains(&count)),
                "{label}"
            );
            (number, count.parse().expect("a count"))
        };
        assert_eq!(
            all(&html, ".squares a").into_iter().map(square).collect::<BTreeMap<u16, usize>>(),
            on_map
        );
        // The table tells the same of the most shared ones.
        let mut most: Vec<(usize, u16)> = on_map.iter().map(|(n, count)| (*count, *n)).collect();
        most.sort_by_key(|(count, n)| (std::cmp::Reverse(*count), *n));
        let rows: Vec<(usize, u16)> = all(&html, ".shared tbody tr")
            .into_iter()
            .map(|row| {
                let cells: Vec<usize> = below(row, "td")
                    .into_iter()
                    .map(|td| text(td).parse().expect("a count"))
                    .collect();
                let number = text(below(row, "th")[0]).parse().expect("a number");
                let uses: usize = FILES
                    .values()
                    .flat_map(|f| list(f, "code"))
                    .filter(|r| self::number(r, "code") == number)
                    .count();
                assert_eq!(
                    cells[1..].iter().sum::<usize>(),
                    uses,
                    "every use of {number} has one answer"
                );
                (cells[0], number)
            })
            .collect();
        assert_eq!(rows, most[..rows.len()]);
        assert!(rows.len() >= 10);
        assert_eq!(all(&html, "table.protocols tbody tr").len(), FILES.len());
    }
}

#[test]
fn pictures_have_names_and_no_style_of_their_own() {
    let html = page("en/protocols/index.html");
    for svg in all(&html, "figure > svg, .columns > svg") {
        assert!(svg.value().attr("role").is_some(), "{svg:?}");
        assert!(svg.value().attr("aria-label").or(svg.value().attr("aria-labelledby")).is_some());
    }
    assert!(all(&html, "[style], svg style, svg [fill], svg [stroke]").is_empty());
}

#[test]
fn a_registered_code_shows_some_uses_and_leads_to_all() {
    for code in &DATA.codes {
        let count: usize = FILES
            .values()
            .flat_map(|f| list(f, "code"))
            .filter(|row| number(row, "code") == *code.code)
            .count();
        for tag in ["en", "id"] {
            let html = page(&crate::common::code_path(tag, *code.code));
            let lines = all(&html, "section[aria-labelledby=protocols] li").len();
            assert_eq!(lines, count.min(5), "{}", *code.code);
            let root = if tag == "en" { "../../" } else { "../../../en/" };
            let link = format!("{root}numbers/{}/index.html", *code.code);
            let anchors = all(&html, "section[aria-labelledby=protocols] > p a");
            let found = anchors.first().map(|a| (a.value().attr("href"), text(*a)));
            if count > 0 {
                let (href, words) = found.expect("the link to all uses");
                assert!(href == Some(&link) && words.contains(&count.to_string()), "{words}");
            }
        }
    }
}

#[test]
fn lookup_and_search_lead_to_every_number_and_protocol() {
    for tag in ["en", "id"] {
        let html = page(&format!("{tag}/lookup/index.html"));
        let root = if tag == "en" { "../" } else { "../../en/" };
        let used: BTreeSet<u16> =
            FILES.values().flat_map(|f| list(f, "code")).map(|row| number(row, "code")).collect();
        let shown = all(&html, "a[data-number]").into_iter().map(|a| {
            let number: u16 =
                a.value().attr("data-number").and_then(|n| n.parse().ok()).expect("a number");
            assert_eq!(
                a.value().attr("href"),
                Some(format!("{root}numbers/{number}/index.html").as_str())
            );
            number
        });
        assert_eq!(shown.collect::<BTreeSet<u16>>(), used);

        let from_index = if tag == "en" { "" } else { "../en/" };
        let index = &SITE[&format!("assets/search-{tag}.js")];
        let json = index
            .strip_prefix("closecodeIndex(")
            .and_then(|t| t.strip_suffix(");\n"))
            .expect("it is one call");
        let index: Json = serde_json::from_str(json).expect("its argument is JSON");
        let entries: Vec<(String, String, String, Vec<String>, String)> =
            serde_json::from_value(without_servers(&index["rows"])).expect("rows");
        for (id, file) in FILES.iter() {
            let (_, title, note, codes, _) = entries
                .iter()
                .find(|e| e.0 == format!("{from_index}protocols/{id}/index.html"))
                .expect("it can be found");
            assert_eq!(
                (Some(title.as_str()), Some(note.as_str())),
                (file["name"].as_str(), file["vendor"].as_str())
            );
            for row in list(file, "code") {
                assert!(
                    codes.contains(&format!(
                        "{} {}",
                        number(row, "code"),
                        string(row, "name").expect("a name")
                    )),
                    "{id}"
                );
            }
        }
        for number in used.iter().filter(|n| DATA.code(**n).is_none()) {
            assert!(
                entries.iter().any(|e| e.0 == format!("{from_index}numbers/{number}/index.html")
                    && e.1.contains(&number.to_string()))
            );
        }
    }
}

#[test]
fn each_protocol_has_its_json() {
    for (id, file) in FILES.iter() {
        let json: Json = serde_json::from_str(&SITE[&format!("api/v2/protocols/{id}.json")])
            .expect("it is JSON");
        let codes = json["protocol"]["codes"].as_array().expect("a list");
        assert_eq!(codes.len(), list(file, "code").len());
        for (code, row) in codes.iter().zip(list(file, "code")) {
            assert_eq!(code["code"], number(row, "code"), "{id}");
            for key in ["ident", "name", "meaning", "reconnect", "sender", "certainty"] {
                assert_eq!(code[key].as_str(), string(row, key), "{id} {key}");
            }
        }
        let html = page(&format!("en/protocols/{id}/index.html"));
        let link = format!("../../../api/v2/protocols/{id}.json");
        assert!(
            all(&html, "section[aria-labelledby=use] a")
                .iter()
                .any(|a| a.value().attr("href") == Some(&link))
        );
    }
    assert!(SITE["llms.txt"].contains("api/v2/protocols/discord-gateway.json"));
}

#[test]
fn the_markdown_holds_every_row() {
    let reference = closecode_site::protocol_reference(&DATA);
    for (id, file) in FILES.iter() {
        let start =
            reference.find(&format!("<a id=\"{id}\"></a>")).expect("the protocol has a section");
        let section = &reference[start + 1..];
        let section = &section[..section.find("\n<a id=").unwrap_or(section.len())];
        let rows =
            section.lines().filter(|line| line.starts_with("| ") && line.ends_with(") |")).count();
        assert_eq!(rows, list(file, "code").len() + list(file, "range").len(), "{id}");
        for row in list(file, "code") {
            let meaning =
                closecode_data::markdown::escape(string(row, "meaning").expect("a meaning"));
            let line = section.lines().find(|l| {
                l.starts_with(&format!("| {} |", number(row, "code"))) && l.contains(&meaning)
            });
            assert!(line.is_some(), "{id} {}", number(row, "code"));
        }
    }
}
