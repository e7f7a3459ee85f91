//! The questions as Markdown, in English.

use std::fmt::Write as _;

use closecode_data::markdown::{self, escape};
use closecode_data::{BASE_LOCALE, Dataset, Lines, Problem, ProblemTexts, ProblemWords, Spanned};

/// The file.
pub(crate) fn reference(data: &Dataset) -> String {
    let page = data.localizer(data.base()).page();
    let mut out = markdown::comment(&page.generated().text);
    let Some(words) = data.problem_words(BASE_LOCALE) else { return out + "\n" };
    let title = escape(&page.problems().text);
    let _ = write!(out, "\n\n# {title}\n\n{}\n\n", escape(&words.description));
    let with_texts = |problem| Some((problem, Problem::texts_in(problem, BASE_LOCALE)?));
    let written: Vec<_> = data.problems.iter().filter_map(with_texts).collect();
    for (problem, texts) in &written {
        let _ = writeln!(out, "- [{}](#{})", escape(&texts.title), problem.id);
    }
    for (problem, texts) in written {
        section(&mut out, data, words, problem, texts);
    }
    out
}

fn section(
    out: &mut String,
    data: &Dataset,
    words: &ProblemWords,
    problem: &Problem,
    texts: &ProblemTexts,
) {
    let title = escape(&texts.title);
    let _ = write!(out, "\n<a id=\"{}\"></a>\n\n## {title}\n\n", problem.id);
    let _ = writeln!(out, "{}", markdown::text(&texts.summary));
    if let Some(advice) = &texts.advice {
        heading(out, &words.advice);
        let _ = writeln!(out, "{}", markdown::text(advice));
    }
    if !problem.messages.is_empty() {
        heading(out, &words.messages);
        let messages: Vec<&str> = problem.messages.iter().map(|message| message.as_str()).collect();
        block(out, "", &messages.join("\n"));
    }
    points(out, &words.tells, &texts.tells);
    let options = problem.options.iter().zip(&texts.options).map(|(option, text)| {
        let sent = match (&option.code, &option.status) {
            (Some(code), _) => format!("{}: ", **code),
            (None, Some(status)) => format!("HTTP {}: ", **status),
            (None, None) => String::new(),
        };
        (sent + &markdown::text(text), None, None)
    });
    rows(out, words, &words.options, options.collect());
    let steps =
        problem.steps.iter().zip(&texts.steps).map(|(step, text)| {
            (markdown::text(text), step.command.as_ref(), step.output.as_ref())
        });
    rows(out, words, &words.steps, steps.collect());
    let fixes = problem.fixes.iter().zip(&texts.fixes).map(|(fix, text)| {
        let id = fix.implementation.as_ref();
        let found = id.and_then(|id| data.implementations.iter().find(|i| i.id == **id));
        let head = found.map_or_else(String::new, |own| {
            format!("[{}](implementations.md#{}): ", escape(&own.name), own.id)
        });
        (head + &markdown::text(text), fix.config.as_ref(), None)
    });
    rows(out, words, &words.fixes, fixes.collect());
    points(out, &words.prevention, &texts.prevention);
    heading(out, &words.codes);
    for code in problem.codes.iter().filter_map(|code| data.code(code.value)) {
        let number = *code.code;
        let _ = writeln!(out, "- [{number} {}]({BASE_LOCALE}.md#{number})", escape(&code.name));
    }
    let links: Vec<String> = data
        .cited(&problem.sources)
        .iter()
        .map(|(title, url)| markdown::link(title, url))
        .collect();
    let label = data.localizer(data.base()).page().sources();
    let _ = writeln!(out, "\n{}: {}", markdown::text(&label.text), links.join(", "));
}

fn heading(out: &mut String, words: &str) {
    let _ = write!(out, "\n### {}\n\n", escape(words));
}

fn points(out: &mut String, words: &str, texts: &[Spanned<String>]) {
    if !texts.is_empty() {
        heading(out, words);
        for text in texts {
            let _ = writeln!(out, "- {}", markdown::text(text));
        }
    }
}

/// Points with what is to be run, and what it prints.
type Row<'a> = (String, Option<&'a Spanned<Lines>>, Option<&'a Spanned<Lines>>);

fn rows(out: &mut String, words: &ProblemWords, title: &str, rows: Vec<Row<'_>>) {
    if rows.is_empty() {
        return;
    }
    heading(out, title);
    for (text, command, output) in rows {
        let _ = writeln!(out, "- {text}");
        if let Some(command) = command {
            out.push('\n');
            block(out, "  ", command);
        }
        if let Some(output) = output {
            let _ = write!(out, "\n  {}\n\n", escape(&words.prints));
            block(out, "  ", output);
        }
    }
}

/// A block of code, in a list if it is indented. No line of the data has three backticks.
fn block(out: &mut String, indent: &str, text: &str) {
    let _ = writeln!(out, "{indent}```text");
    for line in text.lines() {
        let _ = writeln!(out, "{}", format!("{indent}{line}").trim_end());
    }
    let _ = writeln!(out, "{indent}```");
}
