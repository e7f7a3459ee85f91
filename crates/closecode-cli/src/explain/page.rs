//! An answer for people.

use closecode::protocols::{CodeUse, Protocol};

use super::{Subject, uses};
use crate::paper::Paper;
use crate::speaker::Speaker;

/// What is known about a code: first what the application or the product says, where one was
/// named, then what holds in general.
pub(super) fn write(paper: &mut Paper, speaker: &Speaker<'_>, subject: &Subject<'_>) {
    let own = subject.own.and_then(|own| own.entry(subject.code, speaker));
    if let Some(own) = own {
        own.write(paper, speaker);
        return;
    }
    match &subject.product {
        Some((protocol, uses)) if !uses.is_empty() => product(paper, speaker, protocol, uses),
        _ => general(paper, speaker, subject),
    }
}

/// What one product says.
fn product(paper: &mut Paper, speaker: &Speaker<'_>, protocol: &Protocol, uses: &[CodeUse]) {
    let words = speaker.words.protocol();
    for found in uses {
        let entry = found.entry();
        paper.title(&speaker.aside(&entry.to_string(), found.endpoint().name()));
        paper.lead(entry.meaning());
        who_and_whether(paper, speaker, speaker.sender(entry), speaker.rule(entry.rule()));
        let caveats = [(words.disputed(), entry.disputed()), (words.retired(), entry.retired())];
        let caveats = caveats.into_iter().filter_map(|(label, text)| Some((label, text?)));
        let texts = entry.advice().map(str::to_owned).into_iter();
        for text in texts.chain(caveats.map(|(label, text)| format!("{label} {text}"))) {
            paper.gap();
            paper.lead(&text);
        }
    }
    let documentation = protocol.documentation().map(str::to_owned);
    read_on(paper, speaker, documentation.into_iter().chain([Speaker::product_page(protocol)]));
}

/// Who sends a code, and whether to reconnect, how soon and how often: an answer a line.
pub(super) fn who_and_whether(
    paper: &mut Paper,
    speaker: &Speaker<'_>,
    sender: String,
    answers: Vec<String>,
) {
    let words = speaker.words.protocol();
    let mut rows = vec![[words.column_sender().text.into_owned(), sender]];
    rows.extend(whether(speaker, answers));
    paper.table(&rows);
}

fn whether(speaker: &Speaker<'_>, answers: Vec<String>) -> impl Iterator<Item = [String; 2]> {
    let label = speaker.words.protocol().column_reconnect();
    let labels = std::iter::once(label.text.into_owned()).chain(std::iter::repeat(String::new()));
    labels.zip(answers).map(|(label, answer)| [label, answer])
}

/// What holds for a number whoever uses it, and who does.
fn general(paper: &mut Paper, speaker: &Speaker<'_>, subject: &Subject<'_>) {
    let code = subject.code;
    let text = code.text(speaker.locale);
    let words = speaker.words.code();
    paper.title(&speaker.title(code));
    let asked = subject.asked();
    for name in &asked {
        let silent = speaker.words.protocol().column_silent();
        paper.lead(&speaker.labelled(name, &silent.text));
    }
    if let Some(base) = subject.own.and_then(|own| own.http_alias(code)) {
        paper.lead(&speaker.words.own().http_text(base + 400, base + 599, base).text);
    }
    paper.lead(text.summary);
    paper.lead(text.description);
    // A private number means what a product says: that comes first.
    if code.known().is_none() && asked.is_empty() {
        products(paper, speaker, subject);
    }
    for case in text.cases {
        paper.heading(case.title);
        paper.paragraph(case.sign);
        for cause in case.causes {
            paper.item("-", cause);
        }
        for (number, step) in (1..).zip(case.steps) {
            paper.item(&format!("{number}."), step);
        }
    }
    paper.heading(&words.policy().text);
    paper.table(&speaker.policy(code));
    paper.heading(&words.facts().text);
    paper.table(&speaker.facts(code));
    paper.heading(&words.user_message().text);
    paper.paragraph(text.user_message);
    if code.known().is_some() && asked.is_empty() {
        product_names(paper, speaker, subject);
    }
    read_on(paper, speaker, [speaker.page(code)]);
}

/// Every product that gives a private number a meaning, and which.
fn products(paper: &mut Paper, speaker: &Speaker<'_>, subject: &Subject<'_>) {
    let uses = uses(subject.code, None);
    if uses.is_empty() {
        return;
    }
    paper.heading(&speaker.words.number().in_protocols().text);
    for found in uses {
        let name = speaker.aside(found.endpoint().name(), found.protocol().id());
        paper.name(&speaker.labelled(&name, found.entry().name()));
        paper.paragraph(found.entry().meaning());
        let answers = speaker.rule(found.entry().rule());
        paper.table(&whether(speaker, answers).collect::<Vec<_>>());
    }
}

/// Who gives a registered code a meaning of its own, and what it is called there. The meaning is
/// one command away: most readers look for the registered one.
fn product_names(paper: &mut Paper, speaker: &Speaker<'_>, subject: &Subject<'_>) {
    let uses = uses(subject.code, None);
    if uses.is_empty() {
        return;
    }
    paper.heading(&speaker.words.number().in_protocols().text);
    let rows = uses.iter().map(|found| [found.protocol().id(), found.entry().name()]);
    paper.table(&rows.map(|row| row.map(str::to_owned)).collect::<Vec<_>>());
    paper.gap();
    paper.paragraph(&format!("closecode explain {} --protocol ID", subject.code.get()));
}

/// Where to read more.
pub(super) fn read_on(
    paper: &mut Paper,
    speaker: &Speaker<'_>,
    pages: impl IntoIterator<Item = String>,
) {
    paper.heading(&speaker.words.protocol().documentation().text);
    pages.into_iter().for_each(|page| paper.paragraph(&page));
    paper.gap();
}
