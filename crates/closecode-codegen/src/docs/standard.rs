//! The rustdoc of a code or range: what it means, who sends it, what to do, and where that is said.

use std::fmt::Write as _;

use closecode_data::markdown::{self, escape, link};
use closecode_data::{
    Citation, Code, CodeTexts, Dataset, Localizer, Policy, Range, Spanned, Wire, WithFallback,
};

/// Documentation of a registered code.
pub(crate) fn code(data: &Dataset, code: &Code) -> String {
    let localizer = data.localizer(data.base());
    let words = localizer.code_texts(*code.code);
    let mut out =
        format!("**{} {}.** {}\n\n", code.code, escape(&code.name), escape(&words.summary().text));
    push_cases(&mut out, &words);
    push_facts(&mut out, localizer, &code.wire, &code.policy);
    push_sources(
        &mut out,
        data,
        code.sources.iter().chain(&code.wire.sources).chain(&code.policy.sources),
    );
    out.push_str(&example(&format!(
        "assert_eq!(closecode::CloseCode::{}.get(), {});",
        code.ident, code.code
    )));
    out
}

/// Documentation of a range.
pub(crate) fn range(data: &Dataset, range: &Range) -> String {
    let localizer = data.localizer(data.base());
    let words = localizer.range_texts(&range.id);
    let mut out =
        format!("**{} to {}.** {}\n\n", range.first, range.last, escape(&words.summary().text));
    push_cases(&mut out, &words);
    push_facts(&mut out, localizer, &range.wire, &range.policy);
    push_sources(&mut out, data, &range.sources);
    let test = format!(
        "assert_eq!(closecode::RawCode::new({}).range(), closecode::CodeRange::{});",
        range.last, range.ident
    );
    out.push_str(&example(&test));
    out
}

/// What it means; then for each case its sign, its causes, and what to do.
fn push_cases(out: &mut String, words: &WithFallback<'_, CodeTexts>) {
    let _ = writeln!(out, "{}\n", markdown::text(&words.description().text));
    for case in words.cases() {
        let title = markdown::text(&case.title.text);
        let _ = writeln!(out, "**{title}.** {}\n", markdown::text(&case.sign.text));
        for cause in &case.causes {
            let _ = writeln!(out, "* {}", markdown::text(&cause.text));
        }
        out.push('\n');
        for (number, step) in (1..).zip(&case.steps) {
            let _ = writeln!(out, "{number}. {}", markdown::text(&step.text));
        }
        out.push('\n');
    }
}

fn push_facts(out: &mut String, localizer: Localizer<'_>, wire: &Wire, policy: &Policy) {
    let axis = localizer.axis();
    let value = localizer.value();
    let frame = if *wire.frame { value.frame_yes() } else { value.frame_no() };
    let synthetic = if *wire.synthetic { value.synthetic_yes() } else { value.synthetic_no() };
    let rows = [
        (axis.frame(), frame.to_string()),
        (axis.sender(), localizer.text(wire.sender.value).to_string()),
        (axis.synthetic(), synthetic.to_string()),
        (axis.action(), localizer.text(policy.action.value).to_string()),
        (axis.authority(), localizer.text(policy.authority.value).to_string()),
        (axis.delay(), localizer.delay(policy).to_string()),
        (axis.attempts(), localizer.attempts(policy).to_string()),
    ];
    for (question, answer) in rows {
        let _ = writeln!(out, "* {} {}", escape(&question.text), escape(&answer));
    }
    out.push('\n');
}

fn push_sources<'a>(
    out: &mut String,
    data: &Dataset,
    cited: impl IntoIterator<Item = &'a Spanned<Citation>>,
) {
    let label = escape(&data.localizer(data.base()).page().sources().text);
    let links = data.cited(cited).into_iter().map(|(title, url)| link(&title, &url));
    let _ = write!(out, "{label}: {}.\n\n", links.collect::<Vec<_>>().join(";\n"));
}

fn example(line: &str) -> String {
    format!("```\n{line}\n```")
}
