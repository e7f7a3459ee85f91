//! The Markdown reference of one language: everything about every code and range on one page.

use askama::Template;
use closecode_data::markdown::{self, escape};
use closecode_data::{
    CaseTexts, Code, Dataset, Locale, LocalizedText, Localizer, Policy, Range, Wire,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "reference.md", escape = "none", whitespace = "preserve")]
struct Reference<'a> {
    localizer: Localizer<'a>,
    codes: Vec<Entry>,
    ranges: Vec<Entry>,
    pairs: Vec<PairEntry>,
}

/// A code or range, with every text escaped for Markdown.
#[derive(Debug)]
struct Entry {
    anchor: String,
    number: String,
    /// With the registry's name, where it is another.
    title: String,
    summary: String,
    description: String,
    cases: Vec<Case>,
    user_message: String,
    sender: String,
    frame: String,
    action: String,
    facts: Vec<(String, String)>,
    sources: String,
}

/// A case of a code or range, with every text escaped for Markdown.
#[derive(Debug)]
struct Case {
    title: String,
    sign: String,
    causes: Vec<String>,
    steps: Vec<String>,
}

/// A pair that people confuse.
#[derive(Debug)]
struct PairEntry {
    title: String,
    difference: String,
    which: String,
}

/// The languages, each with its name for itself and its page's title, and what is in English only.
pub(crate) fn index(data: &Dataset) -> String {
    let words = data.localizer(data.base());
    let title = md(&words.index().title());
    let mut out = format!("{}\n\n# {title}\n\n", markdown::comment(&words.page().generated().text));
    for locale in &data.locales {
        let name = escape(&locale.language.name);
        let folder = &locale.folder;
        let title = md(&data.localizer(locale).index().title());
        out += &format!("- [{name}]({folder}.md): {title}\n");
    }
    out += "\nIn English: [problems](problems.md), [protocols and products](protocols.md), \
            [implementations](implementations.md), [what changed](changes.md).\n";
    out
}

/// The reference in one language.
pub(crate) fn render(data: &Dataset, locale: &Locale) -> String {
    let localizer = data.localizer(locale);
    let pair = |pair: &closecode_data::Pair| {
        let (low, high) = pair.codes();
        let words = localizer.pair_texts(low, high)?;
        let title = |code| format!("[{code}](#{code}) {}", md(&localizer.code_texts(code).title()));
        Some(PairEntry {
            title: format!("{} / {}", title(low), title(high)),
            difference: md(&words.difference()),
            which: md(&words.which()),
        })
    };
    let page = Reference {
        localizer,
        codes: data.codes.iter().map(|code| code_entry(data, localizer, code)).collect(),
        ranges: data.ranges.iter().map(|range| range_entry(data, localizer, range)).collect(),
        pairs: data.pairs.iter().filter_map(pair).collect(),
    };
    let text = page
        .render()
        .expect("rendering into a string fails only if a Display fails, and ours do not");
    format!("{}\n", text.trim_end())
}

pub(crate) fn md(passage: &LocalizedText<'_>) -> String {
    markdown::text(&passage.text)
}

/// Filters for the template.
// The shape of a filter is askama's.
#[allow(unreachable_pub, clippy::inline_always, clippy::unused_self, clippy::unnecessary_wraps)]
mod filters {
    use askama::{Result, Values};
    use closecode_data::LocalizedText;

    /// A passage of the interface, escaped for Markdown like every other text.
    #[askama::filter_fn]
    pub(crate) fn md(passage: LocalizedText<'_>, _: &dyn Values) -> Result<String> {
        Ok(super::md(&passage))
    }

    /// A passage of the interface as a comment.
    #[askama::filter_fn]
    pub(crate) fn comment(passage: LocalizedText<'_>, _: &dyn Values) -> Result<String> {
        Ok(super::markdown::comment(&passage.text))
    }
}

fn code_entry(data: &Dataset, localizer: Localizer<'_>, code: &Code) -> Entry {
    let words = localizer.code_texts(*code.code);
    let title = words.title();
    let cited = code.sources.iter().chain(&code.wire.sources).chain(&code.policy.sources);
    Entry {
        anchor: code.code.to_string(),
        number: code.code.to_string(),
        title: if title.text.eq_ignore_ascii_case(&code.name) {
            md(&title)
        } else {
            joined(
                &localizer.punctuation().aside("{text}", "{aside}"),
                &[("text", &md(&title)), ("aside", &escape(&code.name))],
            )
        },
        sources: sources(data, localizer, cited),
        ..entry(localizer, &words, &code.wire, &code.policy)
    }
}

fn range_entry(data: &Dataset, localizer: Localizer<'_>, range: &Range) -> Entry {
    let words = localizer.range_texts(&range.id);
    let cited = range.sources.iter().chain(&range.wire.sources).chain(&range.policy.sources);
    Entry {
        anchor: range.id.value.clone(),
        number: format!("{}–{}", range.first, range.last),
        sources: sources(data, localizer, cited),
        ..entry(localizer, &words, &range.wire, &range.policy)
    }
}

fn entry(
    localizer: Localizer<'_>,
    words: &closecode_data::WithFallback<'_, closecode_data::CodeTexts>,
    wire: &Wire,
    policy: &Policy,
) -> Entry {
    let axis = localizer.axis();
    let value = localizer.value();
    let frame = if *wire.frame { value.frame_yes() } else { value.frame_no() };
    let synthetic = if *wire.synthetic { value.synthetic_yes() } else { value.synthetic_no() };
    let sendable = if *wire.script_sendable { value.sendable_yes() } else { value.sendable_no() };
    let facts = [
        (axis.frame(), frame.clone()),
        (axis.sender(), localizer.text(wire.sender.value)),
        (axis.synthetic(), synthetic),
        (axis.script_sendable(), sendable),
        (axis.script_visible(), localizer.visibility(wire)),
        (axis.action(), localizer.text(policy.action.value)),
        (axis.delay(), localizer.delay(policy)),
        (axis.attempts(), localizer.attempts(policy)),
        (axis.authority(), localizer.text(policy.authority.value)),
    ];
    Entry {
        anchor: String::new(),
        number: String::new(),
        title: md(&words.title()),
        summary: md(&words.summary()),
        description: md(&words.description()),
        cases: words.cases().iter().map(case).collect(),
        user_message: md(&words.user_message()),
        sender: md(&localizer.text(wire.sender.value)),
        frame: md(&frame),
        action: md(&localizer.text(policy.action.value)),
        facts: facts.iter().map(|(question, answer)| (md(question), md(answer))).collect(),
        sources: String::new(),
    }
}

fn case(case: &CaseTexts<'_>) -> Case {
    Case {
        title: md(&case.title),
        sign: md(&case.sign),
        causes: case.causes.iter().map(md).collect(),
        steps: case.steps.iter().map(md).collect(),
    }
}

fn sources<'a>(
    data: &Dataset,
    localizer: Localizer<'_>,
    cited: impl Iterator<Item = &'a closecode_data::Spanned<closecode_data::Citation>>,
) -> String {
    let links = data.cited(cited).into_iter().map(|(title, url)| markdown::link(&title, &url));
    let pattern = localizer.punctuation().list("{first}", "{rest}");
    let list = links
        .reduce(|first, rest| joined(&pattern, &[("first", &first), ("rest", &rest)]))
        .unwrap_or_default();
    joined(
        &localizer.punctuation().label("{label}", "{value}"),
        &[("label", &md(&localizer.page().sources())), ("value", &list)],
    )
}

/// Markdown put together as a language puts pieces together. The braces of the pattern are no
/// Markdown.
fn joined(pattern: &LocalizedText<'_>, pieces: &[(&str, &str)]) -> String {
    pieces
        .iter()
        .fold(md(pattern), |text, (name, piece)| text.replacen(&format!("{{{name}}}"), piece, 1))
}
