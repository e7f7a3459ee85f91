//! Numbers and texts as a person writes them, and documentation that Markdown reads as it was
//! meant.

use closecode_format::markdown::{comment, escape, link};
use pulldown_cmark::{BrokenLink, Event, Options, Parser, Tag};

use super::{Source, as_markdown, literal, number};

/// How many characters of documentation fit into a line.
const WIDTH: usize = super::WIDTH - "/// ".len();

/// The lines of a documentation comment as rustdoc sees them, without the blank after the slashes.
fn lines(text: &str) -> Vec<String> {
    let mut source = Source { text: String::new(), depth: 0 };
    source.doc(text);
    let line = |line: &str| {
        let line = line.strip_prefix("///").expect("a line is documentation");
        line.strip_prefix(' ').unwrap_or(line).to_owned()
    };
    source.finish().lines().map(line).collect()
}

fn written(write: impl FnOnce(&mut Source)) -> String {
    let mut source = Source { text: String::new(), depth: 1 };
    write(&mut source);
    source.end();
    source.finish()
}

#[test]
fn a_text_is_broken_after_words_and_stays_the_same_text() {
    let long = "seven letters ".repeat(30);
    for (text, before) in [(long.trim(), "advice: "), (&"x".repeat(300), ""), ("short", "a: ")] {
        let source = written(|source| source.text(before, text, ","));
        let literal: syn::LitStr = syn::parse_str(
            source
                .trim()
                .strip_prefix(before)
                .and_then(|s| s.strip_suffix(','))
                .expect("it is whole"),
        )
        .expect("it is a text");
        assert_eq!(literal.value(), text);
        let is_wide = |line: &str| line.chars().count() > super::WIDTH;
        assert!(!source.lines().any(is_wide) || !text.contains(' '), "{source}");
    }
    let source = written(|source| source.text("", long.trim(), ","));
    let second = source.lines().nth(1).expect("it does not fit into one line");
    assert!(second.starts_with("        ") && !second[8..].starts_with(' '), "{source}");
}

#[test]
fn what_cannot_be_seen_in_a_text_is_escaped() {
    assert_eq!(literal("a \"b\" \\ हिन्दी"), "\"a \\\"b\\\" \\\\ हिन्दी\"");
    assert_eq!(literal("\u{a0}\u{202b}\n\u{200f}"), "\"\\u{a0}\\u{202b}\\n\\u{200f}\"");
}

#[test]
fn a_list_that_does_not_fit_fills_lines_of_its_own() {
    let items = vec!["Item".to_owned(); 40];
    let source = written(|source| source.list("[", &items, "];"));
    assert!(source.lines().count() == 5 && source.lines().all(|line| line.len() <= super::WIDTH));
    assert_eq!(source.matches("Item,").count(), 40);
    assert_eq!(written(|source| source.list("[", &items[..2], "];")), "    [Item, Item];\n");
}

#[test]
fn a_number_has_separators_from_five_digits_on() {
    let cases = [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1000, "1000"),
        (9999, "9999"),
        (10_000, "10_000"),
        (65_535, "65_535"),
        (100_000, "100_000"),
        (1_000_000, "1_000_000"),
        (u64::MAX, "18_446_744_073_709_551_615"),
    ];
    for (value, written) in cases {
        assert_eq!(number(value), written);
    }
}

#[test]
fn a_written_number_is_the_number() {
    for value in (0..=70_000).chain([u64::from(u32::MAX), u64::MAX]) {
        let literal: syn::LitInt = syn::parse_str(&number(value)).expect("a number is a literal");
        assert_eq!(literal.base10_parse::<u64>().ok(), Some(value));
    }
}

#[test]
fn a_short_line_stays_as_it_is() {
    assert_eq!(lines("One.\n\nTwo."), ["One.", "", "Two."]);
    assert!(lines("").is_empty());
}

#[test]
fn a_long_line_is_wrapped_between_texts() {
    let text = "seven letters ".repeat(40);
    let wrapped = lines(text.trim());
    assert!(
        wrapped.len() > 4 && wrapped.iter().all(|line| line.len() <= WIDTH && line.trim() == line),
        "{wrapped:#?}"
    );
    assert_eq!(wrapped.join(" "), text.trim(), "no word is lost or moved");
}

#[test]
fn a_line_is_filled_to_the_last_character_that_fits() {
    let first = "x".repeat(WIDTH - 2);
    assert_eq!(lines(&format!("{first} y z")), [format!("{first} y"), "z".to_owned()]);
    assert_eq!(lines(&format!("{first} yy z")), [first, "yy z".to_owned()]);
}

#[test]
fn a_word_that_fits_no_line_stands_alone_and_whole() {
    let long = "x".repeat(WIDTH * 2);
    assert_eq!(lines(&format!("a {long} b")), ["a", &long, "b"]);
    assert_eq!(lines(&format!("{long} b")), [&long, "b"], "no empty line before it");
}

#[test]
fn a_point_of_a_list_goes_on_indented() {
    let wrapped = lines(&format!("* {}", "word ".repeat(60).trim()));
    assert!(wrapped[0].starts_with("* word") && wrapped.len() > 2);
    assert!(wrapped[1..].iter().all(|line| line.starts_with("  word")), "{wrapped:#?}");
}

#[test]
fn code_is_not_touched() {
    let code =
        format!("```\n# hidden();\n    assert!({});\n- * 1. # >\n```", "very_long(), ".repeat(20));
    assert_eq!(lines(&code), code.lines().collect::<Vec<_>>());
    let after = format!("```\ncode\n```\n{}", "word ".repeat(60).trim());
    assert!(lines(&after).len() > 5, "text after code is wrapped again");
}

#[test]
fn a_line_with_a_link_is_not_wrapped() {
    let text =
        format!("Sources: {}.", "[a title of words](https://example.org/) ".repeat(8).trim());
    assert_eq!(lines(&text), [text]);
}

/// The blocks that Markdown sees.
fn blocks(lines: &[String]) -> Vec<Tag<'static>> {
    let source = lines.join("\n");
    let tags = Parser::new(&source).filter_map(|event| match event {
        Event::Start(tag) => Some(tag.into_static()),
        Event::Rule => Some(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Indented)),
        _ => None,
    });
    tags.collect()
}

/// Words that begin a block where a line begins with them: lists, headings, quotations, rules,
/// fences.
const MARKS: &[&str] = &[
    "-", "+", "*", "1.", "1)", "01.", "#", "##", "######", ">", ">>", ">5", "=", "===", "--",
    "---", "- -", "***", "___", "~~~", "~~~~", "```", "2.", "12)", "#5", "+1", "-1", "|", ":",
    "=>",
];

#[test]
fn no_wrapped_paragraph_becomes_a_list_a_heading_a_quotation_or_code() {
    for mark in MARKS {
        // The mark moves through the paragraph letter by letter, so that it comes to stand at each
        // edge of a line.
        for shift in 1..2 * WIDTH {
            let before = "a".repeat(1 + shift % 3) + &" bb".repeat(shift / 3);
            let text = format!("{before} {mark} {}", "end of the paragraph ".repeat(8).trim());
            let wrapped = lines(&text);
            assert_eq!(
                blocks(&wrapped),
                [Tag::Paragraph],
                "`{mark}` begins a block in\n{}",
                wrapped.join("\n")
            );
            assert_eq!(wrapped.join(" "), text);
        }
    }
}

#[test]
fn no_mark_at_the_end_of_a_paragraph_stands_on_a_line_of_its_own() {
    for mark in MARKS {
        for length in WIDTH - 12..WIDTH + 4 {
            let wrapped = lines(&format!("a {} {mark}", "b".repeat(length)));
            assert_eq!(
                blocks(&wrapped),
                [Tag::Paragraph],
                "`{mark}` begins a block in\n{}",
                wrapped.join("\n")
            );
        }
    }
}

/// What Markdown makes of a text: its elements, where its links lead, and the words.
fn read(markdown: &str) -> (Vec<Tag<'static>>, String) {
    // Rustdoc takes a link to an unknown word for one to an item.
    let callback = |link: BrokenLink<'_>| Some((link.reference.into_string().into(), "".into()));
    // What rustdoc knows, or the places where a repository is read.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    let mut tags = Vec::new();
    let mut words = String::new();
    for event in Parser::new_with_broken_link_callback(markdown, options, Some(callback)) {
        match event {
            Event::Start(tag) => tags.push(tag.into_static()),
            Event::Text(text) => words += &text,
            Event::End(_) => {}
            other => words += &format!("{other:?}"),
        }
    }
    (tags, words)
}

/// Texts of up to eight marks and words, each with a seed of its own.
fn texts() -> impl Iterator<Item = String> {
    const PARTS: &[&str] = &[
        "a",
        "b1",
        " ",
        " ",
        "*",
        "_",
        "__",
        "[",
        "]",
        "[a]",
        "(",
        ")",
        "!",
        "&",
        "&copy;",
        "\\",
        "~",
        "~~",
        "<",
        ">",
        "<b>",
        "#",
        "-",
        "+",
        "=",
        "1.",
        "2)",
        "|",
        ":",
        "^",
        "[^a]",
        "$",
        "'",
        ";",
        "https://a.example/",
        "www.a.example",
        "a@b.example",
        "-->",
        "{",
        "}",
        "%",
        "//",
        "é",
    ];
    (1..20_000_u64).map(|seed| {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % 1_000_003).unwrap()
        };
        let length = 1 + next() % 8;
        let text: String = (0..length).map(|_| PARTS[next() % PARTS.len()]).collect();
        // The rules refuse spaces at the ends, and two in a row.
        text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn a_text_in_documentation_is_the_text() {
    for text in texts().filter(|text| !text.is_empty()) {
        // As the macros of the crate put it together: a line of its own, and after a number.
        let markdown = as_markdown(&text).unwrap_or_else(|| text.clone());
        assert_eq!(read(&format!("{markdown}.")), (vec![Tag::Paragraph], format!("{text}.")));
        let row = format!("**4001 {markdown}.** {markdown}");
        let words = format!("4001 {text}. {text}");
        assert_eq!(read(&row), (vec![Tag::Paragraph, Tag::Strong], words), "{row}");
        assert_eq!(read(&escape(&text)).1, text);
    }
}

#[test]
fn a_link_has_the_text_and_leads_where_it_should() {
    for text in texts().filter(|text| !text.is_empty()) {
        let (tags, words) =
            read(&format!("* {}.", link(&text, &format!("https://b.example/{text}"))));
        assert_eq!(words, format!("{text}."));
        let [Tag::List(None), Tag::Item, Tag::Link { dest_url, .. }] = &tags[..] else {
            panic!("{text}: {tags:?}");
        };
        let plain: String = text.chars().filter(|c| !"()<> \\^|{}é".contains(*c)).collect();
        let decoded =
            ["%28", "%29", "%3C", "%3E", "%20", "%5C", "%5E", "%7C", "%7B", "%7D", "%C3%A9"]
                .iter()
                .fold(dest_url.to_string(), |address, code| address.replace(code, ""));
        assert_eq!(decoded, format!("https://b.example/{plain}"), "{text}");
    }
}

#[test]
fn a_comment_ends_at_its_end() {
    for text in texts() {
        let comment = comment(&text);
        assert_eq!(comment.find("-->"), Some(comment.len() - 3), "{comment}");
        assert!(!comment.contains("--!>"), "{comment}");
    }
}
