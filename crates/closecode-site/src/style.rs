//! The style sheet, put together from one file per topic, and the scripts; both without what is for
//! their authors only.

use closecode_data::{Action, Dataset, Layout};

/// Every colour of the site.
const COLOURS: &str = include_str!("../assets/css/colours.css");

/// The files in the order in which they are in the sheet; `narrow` and `print` come last because
/// they change what stands before.
const FILES: &[&str] = &[
    COLOURS,
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/header.css"),
    include_str!("../assets/css/text.css"),
    include_str!("../assets/css/tables.css"),
    include_str!("../assets/css/facts.css"),
    include_str!("../assets/css/samples.css"),
    include_str!("../assets/css/situations.css"),
    include_str!("../assets/css/diagram.css"),
    include_str!("../assets/css/pages.css"),
    include_str!("../assets/css/narrow.css"),
    include_str!("../assets/css/print.css"),
];

/// What only the pages of codes, ranges, comparisons and policies load.
const CODES: &[&str] = &[include_str!("../assets/css/codes.css")];

/// What only the pages of protocols and numbers load, so that the others stay light.
const PROTOCOLS: &[&str] = &[include_str!("../assets/css/protocols.css")];

/// What only the pages of implementations load.
const IMPLEMENTATIONS: &[&str] = &[include_str!("../assets/css/implementations.css")];

/// What only the index and the page for a wrong address load.
const HOME: &[&str] = &[include_str!("../assets/css/home.css")];

/// What only the pages of questions load.
const PROBLEMS: &[&str] = &[include_str!("../assets/css/problems.css")];

/// What only the pages of what goes wrong load.
const SCENARIOS: &[&str] = &[include_str!("../assets/css/scenarios.css")];

/// What only languages in other scripts need beside [`layout`], and the page that speaks
/// every language.
const LANGUAGES: &[&str] = &[include_str!("../assets/css/languages.css")];

/// A colour of the light theme, as `#fbfaf7`.
pub(crate) fn colour(name: &str) -> &'static str {
    between(COLOURS, &format!("--{name}: light-dark("), ',')
}

/// The colour of the light theme for what a client does next.
pub(crate) fn tone(action: Action) -> &'static str {
    let rule = between(COLOURS, &format!("[data-action=\"{}\"]", action.as_str()), '}');
    colour(between(rule, "--tone: var(--", ')'))
}

/// What is in the style sheet from one text to the next of a letter.
fn between(sheet: &'static str, start: &str, end: char) -> &'static str {
    let found = sheet.split_once(start).and_then(|(_, rest)| rest.split_once(end));
    found.map_or_else(|| panic!("colours.css lacks {start}"), |(found, _)| found)
}

/// The rules of a language whose script needs more than Latin and Cyrillic letters do, for which
/// the other style sheets are made: its fonts, and room above and below. Letters that join must not
/// be pulled apart, and such scripts have no italics: a slanted letter would be a broken one.
fn layout(tag: &str, layout: &Layout) -> String {
    let percent = |height: u16| format!("{}", f32::from(height) / 100.0);
    let heading = percent(*layout.heading_line_height);
    let fonts: String = layout.fonts.iter().map(|font| format!("\"{}\",", **font)).collect();
    // Fonts are inherited, so that code keeps its own. What follows holds for every element.
    let mut out = format!("[lang=\"{tag}\"]{{font-family:system-ui,{fonts}sans-serif}}");
    let height = layout.line_height.map(|height| format!("line-height:{}", percent(*height)));
    let line = layout.line_break.as_ref().map(|rule| format!("line-break:{}", rule.as_str()));
    let word = layout.word_break.as_ref().map(|rule| format!("word-break:{}", rule.as_str()));
    let own: Vec<String> = [height, line, word].into_iter().flatten().collect();
    if !own.is_empty() {
        out += &format!(":lang({tag}){{{}}}", own.join(";"));
    }
    out +=
        &format!(":is(h1,h2,h3,h4,.brand):lang({tag}){{letter-spacing:0;line-height:{heading}}}");
    if let Some(height) = layout.lead_line_height {
        out += &format!(".lead:lang({tag}){{letter-spacing:0;line-height:{}}}", percent(*height));
    }
    if let Some(rule) = layout.heading_word_break {
        let rule = rule.as_str();
        out += &format!(":is(h1,h2,h3,h4,.lead,.chip):lang({tag}){{word-break:{rule}}}");
    }
    out + &format!(":is(em,i,cite,dfn,address):lang({tag}){{font-style:normal;font-weight:600}}")
}

/// The style sheets and scripts, by path below the site's root.
pub(crate) fn assets(data: &Dataset) -> [(String, String); 13] {
    let layouts: String = data
        .locales
        .iter()
        .filter_map(|l| Some(layout(&l.language.tag, l.language.layout.as_ref()?)))
        .collect();
    [
        ("assets/icon.svg", include_str!("../assets/icon.svg").to_owned()),
        ("assets/codes.css", sheet(CODES)),
        ("assets/home.css", sheet(HOME)),
        ("assets/implementations.css", sheet(IMPLEMENTATIONS)),
        ("assets/problems.css", sheet(PROBLEMS)),
        ("assets/protocols.css", sheet(PROTOCOLS)),
        ("assets/scenarios.css", sheet(SCENARIOS)),
        ("assets/languages.css", layouts + &sheet(LANGUAGES)),
        ("assets/classify.js", script(include_str!("../assets/classify.js"))),
        ("assets/search.js", script(include_str!("../assets/search.js"))),
        ("assets/site.js", script(include_str!("../assets/site.js"))),
        ("assets/style.css", sheet(FILES)),
        ("assets/theme.js", script(include_str!("../assets/theme.js"))),
    ]
    .map(|(path, text)| (path.to_owned(), text))
}

/// One style sheet from its files. Comments and white space are for its authors and stay behind.
fn sheet(files: &[&str]) -> String {
    let mut sheet = String::new();
    for file in files {
        let mut rest = *file;
        let mut text = String::with_capacity(file.len());
        while let Some((before, after)) = rest.split_once("/*") {
            text.push_str(before);
            rest = after.split_once("*/").map_or("", |(_, after)| after);
        }
        text.push_str(rest);
        // Each line of ours ends where a line may end, and no string of ours holds what is replaced
        // here.
        sheet.extend(text.lines().map(str::trim).map(|line| {
            line.replace(": ", ":").replace("; ", ";").replace(" {", "{").replace("{ ", "{")
        }));
    }
    sheet.replace(" }", "}").replace(";}", "}") + "\n"
}

/// A script without its comments and indentation, and without the ends of most lines. Ours write a
/// comment on lines of its own, and no text over several lines.
fn script(text: &str) -> String {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("/**"));
    let text = lines.fold(String::with_capacity(text.len()), |out, line| {
        // A comment ends with its line, and so may a statement without a semicolon.
        let joins = line.ends_with([';', '{', ',']) && !line.contains("//");
        out + line + if joins { "" } else { "\n" }
    });
    text.trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_action_has_a_colour_of_its_own_but_for_the_two_that_need_a_fix() {
        let tones: BTreeSet<&str> = Action::ALL.iter().map(|action| tone(*action)).collect();
        assert_eq!(tones.len(), Action::ALL.len() - 1);
        assert_eq!(tone(Action::Reauth), tone(Action::FixClient));
        for colour in tones.into_iter().chain(["paper", "ink", "quiet", "link"].map(colour)) {
            assert!(colour.len() == 7 && colour.starts_with('#'), "{colour}");
        }
    }

    #[test]
    fn the_sheet_holds_nothing_but_rules() {
        let sheet = sheet(FILES);
        assert!(
            sheet.starts_with(":root{color-scheme:light dark;") && sheet.ends_with("}\n"),
            "{sheet}"
        );
        assert!(!sheet.contains("/*") && !sheet.contains("*/") && sheet.matches('\n').count() == 1);
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count(), "every rule is closed");
        assert!(sheet.contains("content:\" #\""), "strings keep their spaces");
    }

    #[test]
    fn a_line_of_the_sheet_ends_where_it_may() {
        for file in FILES.iter().chain(PROTOCOLS).chain(CODES).chain(HOME) {
            let mut in_comment = false;
            for line in file.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
                in_comment |= line.trim_start().starts_with("/*");
                assert!(in_comment || line.ends_with(['{', '}', ';', ',']), "{line}");
                in_comment &= !line.ends_with("*/");
            }
            let strings = file.split('"').skip(1).step_by(2);
            assert!(
                strings
                    .into_iter()
                    .all(|s| [": ", "; ", " {", "{ ", " }"].iter().all(|mark| !s.contains(mark))),
                "{file}"
            );
        }
    }

    #[test]
    fn a_script_loses_its_comments_and_nothing_else() {
        assert_eq!(
            script("// Why.\n(() => {\n  /** What. */\n  const a = \"//b\"; // c\n\n})();\n"),
            "(() => {const a = \"//b\"; // c\n})();\n"
        );
    }
}
