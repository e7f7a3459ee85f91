//! The Markdown references read as they were meant: structure, anchors, and every text as text.

use crate::common::{DATA, Texts, dataset, mini_files, replace};
use closecode_data::{CodeTexts, Dataset, LocalizedText, WithFallback, markdown};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

#[path = "../../../closecode-data/tests/it/accepted.rs"]
mod accepted;

/// One block of a document, with its text as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Heading(u32, String),
    Text(String),
    Row(Vec<String>),
}

/// A document as a reader sees it.
#[derive(Debug, Default)]
struct Document {
    blocks: Vec<Block>,
    anchors: Vec<String>,
    /// Text and address.
    links: Vec<(String, String)>,
    /// How many numbered lists there are.
    numbered: usize,
    /// Markup that nothing in a reference should give rise to.
    strange: Vec<String>,
}

fn level(level: HeadingLevel) -> u32 {
    level as u32
}

/// What a reference is made of. An image or emphasis would come from a text that was read as
/// markup, and so would a numbered list that does not begin with 1.
fn is_expected(tag: &Tag<'_>) -> bool {
    let is_table = matches!(tag, Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell);
    is_table
        || matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::List(None)
                | Tag::Item
                | Tag::Strong
                | Tag::BlockQuote(None)
                | Tag::HtmlBlock
        )
}

fn parse(text: &str) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut document = Document::default();
    let mut run = String::new();
    let mut row = Vec::new();
    let mut link = (0, String::new());
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::List(Some(1))) => document.numbered += 1,
            Event::Start(Tag::Link { dest_url, .. }) => link = (run.len(), dest_url.into_string()),
            Event::End(TagEnd::Link) => {
                document.links.push((run[link.0..].to_owned(), std::mem::take(&mut link.1)));
            }
            Event::End(TagEnd::Heading(at)) => {
                document.blocks.push(Block::Heading(level(at), std::mem::take(&mut run)));
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) if !run.is_empty() => {
                document.blocks.push(Block::Text(std::mem::take(&mut run)));
            }
            Event::End(TagEnd::TableCell) => row.push(std::mem::take(&mut run)),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                document.blocks.push(Block::Row(std::mem::take(&mut row)));
            }
            Event::Text(words) => run.push_str(&words),
            Event::Code(code) => {
                run.push_str(&code);
                document.strange.push(code_of(&code));
            }
            Event::Start(tag) if is_expected(&tag) => {}
            Event::End(_) => {}
            Event::InlineHtml(html) if html.starts_with("<a id=\"") => {
                document.anchors.push(html[7..html.len() - 2].to_owned());
            }
            Event::InlineHtml(html) if &*html == "</a>" => {}
            Event::Html(html) if html.starts_with("<!-- ") && html.trim_end().ends_with(" -->") => {
            }
            other => document.strange.push(format!("{other:?}")),
        }
    }
    document
}

/// The blocks that one code or range must have, below its anchor.
fn entry(
    number: &str,
    name: Option<&str>,
    words: &WithFallback<'_, CodeTexts>,
    labels: &closecode_data::Localizer<'_>,
) -> Vec<Block> {
    let code = labels.code();
    let title = match name {
        // In Markdown the name stands as it is, without the marks that keep it together where the
        // text runs from right to left.
        Some(name) => format!("{number} {}", labels.punctuation().aside(words.title(), name))
            .replace(['\u{2068}', '\u{2069}'], ""),
        None => format!("{number} {}", words.title().text),
    };
    let section = |label: LocalizedText<'_>, texts: Vec<LocalizedText<'_>>| {
        let texts = texts.into_iter().map(|text| Block::Text(markdown::plain(&text.text)));
        std::iter::once(Block::Heading(3, label.text.into_owned())).chain(texts).collect::<Vec<_>>()
    };
    let mut blocks = vec![Block::Heading(2, title), Block::Text(words.summary().text.into_owned())];
    blocks.extend(section(code.description(), vec![words.description()]));
    blocks.push(Block::Heading(3, code.when_seen().text.into_owned()));
    for case in words.cases() {
        let plain = |text: &LocalizedText<'_>| markdown::plain(&text.text);
        blocks.extend([Block::Heading(4, plain(&case.title)), Block::Text(plain(&case.sign))]);
        blocks.extend(case.causes.iter().chain(&case.steps).map(|text| Block::Text(plain(text))));
    }
    blocks.push(Block::Heading(3, code.facts().text.into_owned()));
    blocks
}

/// How [`parse`] reports code.
fn code_of(code: &str) -> String {
    format!("code: {code}")
}

/// The code in the texts of an entry, in the order of the document.
fn code_in(words: &WithFallback<'_, CodeTexts>) -> Vec<String> {
    let cases = words.cases();
    let texts = std::iter::once(words.description());
    let texts = texts.chain(cases.iter().flat_map(|case| case.texts().cloned()));
    texts.flat_map(|text| markdown::code_in(&text.text).map(code_of).collect::<Vec<_>>()).collect()
}

fn assert_reference(data: &Dataset, folder: &str) {
    let locale = data.locales.iter().find(|l| l.folder == folder).expect("the language is there");
    let localizer = data.localizer(locale);
    let document = parse(&closecode_site::reference(data)[&format!("{folder}.md")]);
    let codes = data.codes.iter().map(|c| localizer.code_texts(*c.code));
    let ranges = data.ranges.iter().map(|r| localizer.range_texts(&r.id));
    let texts: Vec<_> = codes.chain(ranges).collect();
    let cases: usize = texts.iter().map(|words| words.cases().len()).sum();
    assert_eq!(document.numbered, cases, "{folder}: steps are numbered, and nothing else is");
    let code: Vec<String> = texts.iter().flat_map(code_in).collect();
    assert_eq!(document.strange, code, "{folder}: markup that nobody wrote");

    let headings: Vec<&Block> =
        document.blocks.iter().filter(|b| matches!(b, Block::Heading(..))).collect();
    assert_eq!(
        headings.first(),
        Some(&&Block::Heading(1, localizer.index().title().text.into_owned()))
    );
    assert_eq!(
        headings.iter().filter(|b| matches!(b, Block::Heading(1, _))).count(),
        1,
        "{folder}: one h1"
    );
    let levels: Vec<u32> = headings
        .iter()
        .map(|b| if let Block::Heading(level, _) = b { *level } else { 0 })
        .collect();
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{folder}: {levels:?}");

    let rows: Vec<&Vec<String>> = document
        .blocks
        .iter()
        .filter_map(|b| if let Block::Row(cells) = b { Some(cells) } else { None })
        .collect();
    assert!(rows.iter().all(|cells| cells.len() == 5), "{folder}: a table lost or won a column");
    let numbers = data.codes.iter().map(|c| c.code.to_string()).collect::<Vec<_>>();
    let ranges =
        data.ranges.iter().map(|r| format!("{}–{}", *r.first, *r.last)).collect::<Vec<_>>();
    let head = localizer.index().column_code().text.into_owned();
    let first: Vec<&String> = rows.iter().map(|cells| &cells[0]).collect();
    let expected: Vec<&String> = std::iter::once(&head)
        .chain(&numbers)
        .chain(std::iter::once(&head))
        .chain(&ranges)
        .collect();
    assert_eq!(first, expected, "{folder}: a row for each code and range");

    let anchors: Vec<String> =
        numbers.iter().cloned().chain(data.ranges.iter().map(|r| r.id.value.clone())).collect();
    assert_eq!(document.anchors, anchors, "{folder}: an anchor for each code and range, once");
    for (text, address) in &document.links {
        let leads_somewhere = match address.strip_prefix('#') {
            Some(anchor) => anchors.iter().any(|a| a == anchor),
            None => data.sources.iter().any(|s| {
                // A section is told by the document's short name, "RFC 6455 §7.4.1".
                let name = text.split(" §").next().unwrap_or_default();
                address.split('#').next() == Some(&s.url)
                    && (text.starts_with(s.title.as_str()) || s.title.starts_with(name))
            }),
        };
        assert!(leads_somewhere, "{folder}: {text} {address}");
    }

    for code in &data.codes {
        let words = localizer.code_texts(*code.code);
        let name =
            (!words.title().text.eq_ignore_ascii_case(&code.name)).then_some(code.name.as_str());
        assert_holds(&document.blocks, &entry(&code.code.to_string(), name, &words, &localizer));
        assert!(document.blocks.contains(&Block::Text(words.user_message().text.into_owned())));
    }
    for (range, numbers) in data.ranges.iter().zip(&ranges) {
        assert_holds(
            &document.blocks,
            &entry(numbers, None, &localizer.range_texts(&range.id), &localizer),
        );
    }
    for pair in &data.pairs {
        let (low, high) = pair.codes();
        let title = |code: u16| format!("{code} {}", localizer.code_texts(code).title().text);
        let words = localizer.pair_texts(low, high).expect("a rule asks for them");
        let heading = Block::Heading(3, format!("{} / {}", title(low), title(high)));
        assert_holds(
            &document.blocks,
            &[
                heading,
                Block::Text(words.difference().text.into_owned()),
                Block::Text(words.which().text.into_owned()),
            ],
        );
    }
}

fn assert_holds(blocks: &[Block], run: &[Block]) {
    let start = blocks
        .iter()
        .position(|b| *b == run[0])
        .unwrap_or_else(|| panic!("there is no {:?}", run[0]));
    assert_eq!(&blocks[start..(start + run.len()).min(blocks.len())], run);
}

#[test]
fn the_real_references_hold_every_code_range_and_pair() {
    for locale in &DATA.locales {
        assert_reference(&DATA, &locale.folder);
    }
}

#[test]
fn the_miniature_reference_shows_what_it_must_escape() {
    let data = dataset(mini_files());
    let summary = data.localizer(data.base()).code_texts(1006).summary().text.into_owned();
    assert!(
        ["_x_", "*y*", "[z]", "a | b", "a & b", "\\"].iter().all(|mark| summary.contains(mark)),
        "{summary}"
    );
    for folder in ["en", "id"] {
        assert_reference(&data, folder);
    }
}

/// What Markdown would read as markup and the rules of the data let through.
const MARKUP: &str = "_u_ *v* [w](x) [^y] [ ] a|b \\\\_ __u__ *_v_*.";

/// Puts markup behind every English text of the miniature dataset, and more of it into names that
/// are no texts.
fn full_of_markup() -> Texts {
    let mut files = mini_files();
    for (path, text) in files
        .iter_mut()
        .filter(|(path, _)| path.starts_with("locales/en/"))
        .filter(|(path, _)| !path.ends_with("language.toml") && !path.ends_with("cldr.toml"))
    {
        assert!(!text.contains("\"\"\""), "{path} has one text a line");
        let mut is_case = false;
        let mut line = |line: &str| match line.strip_suffix('"') {
            // What heads a case has six words at most.
            Some(start) if is_case && line.starts_with("title = ") => {
                format!("{start} _u_ *v*\"\n")
            }
            Some(start) if line.contains(" = \"") => {
                format!("{start} {MARKUP}\"\n").replace("](", "] (")
            }
            _ => {
                is_case =
                    if line.starts_with('[') { line.contains(".when_seen.") } else { is_case };
                format!("{line}\n")
            }
        };
        *text = text.lines().map(&mut line).collect();
    }
    replace(
        &mut files,
        "sources.toml",
        "\"hybi: Additional codes\"",
        "\"<b>hybi</b>: `more` [codes](x) _y_ | R&D *z*\"",
    );
    replace(
        &mut files,
        "codes/1006.toml",
        "\"Abnormal Closure\"",
        "\"Ab_norm_al | <i>*C*</i> `x`\"",
    );
    files
}

#[test]
fn markup_in_a_text_is_shown_and_not_followed() {
    let data = dataset(full_of_markup());
    assert_reference(&data, "en");
    let blocks = parse(&closecode_site::reference(&data)["en.md"]).blocks;
    let headings: Vec<&String> = blocks
        .iter()
        .filter_map(|b| if let Block::Heading(_, text) = b { Some(text) } else { None })
        .collect();
    assert!(
        headings.len() > 20 && headings.iter().all(|text| text.contains(" *v*")),
        "labels are escaped too: {headings:?}"
    );
}

/// Marks in every text and address that takes them, and words in the same places.
#[test]
fn no_text_and_no_address_becomes_markup() {
    let (marked, plain, _) = accepted::marked(&mini_files());
    let [marked, plain] = [marked, plain].map(|files| closecode_site::reference(&dataset(files)));
    for (name, text) in &marked {
        let found = parse(text);
        let wanted = parse(&plain[name]);
        assert_eq!(found.strange, wanted.strange, "{name}:\n{text}");
        assert_eq!(found.blocks.len(), wanted.blocks.len(), "{name}:\n{text}");
        assert_eq!(found.anchors, wanted.anchors, "{name}");
        assert_eq!(found.links.len(), wanted.links.len(), "{name}");
        for ((_, found), (_, wanted)) in found.links.iter().zip(&wanted.links) {
            let start = wanted.split("words").next().unwrap_or_default().trim_end_matches('/');
            assert!(found.starts_with(start), "{name}: {found} instead of {wanted}");
            // The address ends where it ends.
            assert!(found.ends_with('f') || !wanted.ends_with("/words"), "{name}: {found}");
        }
    }
}

#[test]
fn the_parser_sees_markup_that_is_not_escaped() {
    for (text, expected) in [
        ("_x_", 1),
        ("[a][b] *x*", 1),
        ("`x`", 1),
        ("<b>x</b>", 2),
        ("a\n- - -", 1),
        ("2. x", 1),
        ("| a |\n|---|\n| `b` |", 1),
    ] {
        let found = parse(text).strange;
        assert_eq!(
            found.iter().filter(|s| !s.starts_with("End")).count(),
            expected,
            "{text}: {found:?}"
        );
        assert!(parse(&markdown::escape("_x_ *x* [x](y) <b>")).strange.is_empty());
    }
}
