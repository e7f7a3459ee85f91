//! Documentation of an application's own codes: a page and a Markdown file in each of its languages, which need nothing else.
//!
//! The file's words are in its languages; what this module says itself is in English, and marked so.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use askama::Template;
use closecode_data::markdown::escape;
use closecode_data::{Own, OwnWords, ProtocolCode, ProtocolSender, Reconnect, Row, Translation, registered, slug};

use crate::BaseUrl;
use crate::url;

/// Where the standard codes are defined, where no site of ours is known.
const REGISTRY: &str = "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number";

/// What the pages say in English.
const ENGLISH: &str = "en";

/// A page, or the same as Markdown.
#[derive(Debug, Template)]
#[template(path = "own.html")]
struct OwnPage<'a> {
    language: &'a str,
    others: Vec<(&'a str, String)>,
    name: &'a str,
    summary: &'a str,
    from: &'a str,
    sections: Vec<Section<'a>>,
    extended: Option<(&'static str, Vec<(String, &'static str)>)>,
    http: Option<u16>,
    standard: Vec<(u16, &'static str, String)>,
}

/// The codes of one endpoint.
#[derive(Debug)]
struct Section<'a> {
    title: Option<(&'a str, &'a str)>,
    entries: Vec<Entry<'a>>,
}

/// A code or a range.
#[derive(Debug)]
struct Entry<'a> {
    id: String,
    numbers: String,
    ident: Option<&'a str>,
    name: &'a str,
    meaning: &'a str,
    rule: Option<&'a str>,
    sender: &'static str,
    reconnect: &'static str,
    delay: Option<String>,
    retired: Option<&'a str>,
    /// The language of name and meaning, where it is not that of the page.
    language: Option<&'a str>,
}

/// The files: `index.html` and `close-codes.md` in the file's own language, and the same with a tag for each other.
pub(crate) fn files(own: &Own, from: &str, base: Option<&BaseUrl>) -> BTreeMap<String, String> {
    let languages = std::iter::once(None).chain(own.translations.iter().map(Some));
    let mut files = BTreeMap::new();
    for translation in languages {
        let page = OwnPage::new(own, translation, from, base);
        let text = page.render().expect("rendering into a string fails only if a Display fails, and ours do not");
        files.insert(html_name(translation), text.trim_end().to_owned() + "\n");
        files.insert(markdown_name(translation), page.markdown());
    }
    files
}

fn html_name(translation: Option<&Translation>) -> String {
    translation.map_or_else(|| "index.html".to_owned(), |t| format!("{}.html", *t.tag))
}

fn markdown_name(translation: Option<&Translation>) -> String {
    translation.map_or_else(|| "close-codes.md".to_owned(), |t| format!("close-codes.{}.md", *t.tag))
}

impl<'a> OwnPage<'a> {
    fn new(own: &'a Own, translation: Option<&'a Translation>, from: &'a str, base: Option<&BaseUrl>) -> Self {
        let language = translation.map_or(own.language.as_str(), |t| t.tag.as_str());
        let all = std::iter::once((own.language.as_str(), html_name(None)));
        let all = all.chain(own.translations.iter().map(|t| (t.tag.as_str(), html_name(Some(t)))));
        let sections = own.protocol.parts().into_iter().map(|part| {
            let id = |numbers: &str| part.endpoint.map_or_else(|| numbers.to_owned(), |e| format!("{}-{numbers}", *e.id));
            let code = |code: &'a ProtocolCode| {
                let numbers = code.code.to_string();
                let words = translation.and_then(|t| t.words(code));
                let language = Some(own.language.as_str()).filter(|_| translation.is_some() && words.is_none());
                entry(id(&numbers), numbers, Some(&code.ident), &code.row, words, language)
            };
            let codes = part.codes.iter().map(|c| code(c));
            let ranges = part.ranges.iter().map(|range| {
                let numbers = format!("{}\u{2013}{}", *range.first, *range.last);
                entry(id(&range.first.to_string()), numbers, None, &range.row, None, translation.map(|_| own.language.as_str()))
            });
            let title = part.endpoint.map(|e| (e.name.as_str(), e.summary.as_str()));
            Section { title, entries: codes.chain(ranges).collect() }
        });
        // The site has a page of each registered code in every language, and always in English.
        let address = |code: u16, name: &str| match base {
            Some(base) => format!("{}{}", base.as_str(), url::Path::Code(slug(code, name)).file_in(ENGLISH)),
            None => REGISTRY.to_owned(),
        };
        let summary = translation.and_then(|t| t.summary.as_ref()).unwrap_or(&own.protocol.summary);
        Self {
            language,
            others: all.filter(|(tag, _)| *tag != language).collect(),
            name: &own.protocol.name,
            summary,
            from,
            sections: sections.collect(),
            extended: own.extended().map(|extended| (extended.name, own.extended_numbers())),
            http: own.http_alias.map(|base| *base),
            standard: registered().into_iter().map(|(code, name)| (code, name, address(code, name))).collect(),
        }
    }

    fn markdown(&self) -> String {
        let mut out =
            format!("<!-- Made by closecode from {}. Do not edit. -->\n\n# {}\n\n{}\n", self.from, escape(self.name), escape(self.summary));
        for section in &self.sections {
            if let Some((name, summary)) = section.title {
                let _ = write!(out, "\n## {}\n\n{}\n", escape(name), escape(summary));
            }
            out.push_str("\n| Number | Meaning | Sender | Reconnect |\n|---|---|---|---|\n");
            for entry in &section.entries {
                let mut what = vec![entry.reconnect.to_owned()];
                what.extend(entry.delay.clone());
                what.extend(entry.rule.map(escape));
                let mut meaning = vec![format!("**{}.**", escape(entry.name)), escape(entry.meaning)];
                meaning.extend(entry.retired.map(escape));
                let _ = writeln!(
                    out,
                    "| <a id=\"{}\"></a>{} | {} | {} | {} |",
                    entry.id,
                    entry.numbers,
                    meaning.join(" "),
                    entry.sender,
                    what.join(" ")
                );
            }
        }
        if let Some(base) = self.http {
            let _ = write!(
                out,
                "\n## HTTP statuses\n\n{} to {} mean the HTTP statuses 400 to 599: the status plus {base}.\n",
                base + 400,
                base + 599
            );
        }
        if let Some((name, numbers)) = &self.extended {
            let _ = write!(out, "\n## Codes of {}\n\n| Number | Meaning |\n|---|---|\n", escape(name));
            for (number, name) in numbers {
                let _ = writeln!(out, "| {number} | {} |", escape(name));
            }
        }
        out.push_str("\n## Standard codes\n\n");
        for (code, name, url) in &self.standard {
            let _ = writeln!(out, "- [{code} {}]({url})", escape(name));
        }
        out
    }
}

fn entry<'a>(
    id: String,
    numbers: String,
    ident: Option<&'a str>,
    row: &'a Row,
    words: Option<&'a OwnWords>,
    language: Option<&'a str>,
) -> Entry<'a> {
    let text = |own: &'a str, translated: Option<&'a closecode_data::Located<String>>| translated.map_or(own, |t| t.as_str());
    let rule = words.and_then(|w| w.rule.as_ref()).or(row.rule.as_ref()).map(|rule| rule.as_str());
    Entry {
        id,
        numbers,
        ident,
        name: text(&row.name, words.and_then(|w| w.name.as_ref())),
        meaning: text(&row.meaning, words.and_then(|w| w.meaning.as_ref())),
        rule,
        sender: sender(row.sender.value),
        reconnect: reconnect(row.reconnect.value),
        delay: delay(row),
        retired: row.retired.as_ref().map(|text| text.as_str()),
        language,
    }
}

fn sender(sender: ProtocolSender) -> &'static str {
    match sender {
        ProtocolSender::Client => "client",
        ProtocolSender::Server => "server",
        ProtocolSender::Either => "either endpoint",
        ProtocolSender::ClientLocal => "nobody: the client's library makes it up",
        ProtocolSender::Message => "in a message, not in a Close frame",
    }
}

fn reconnect(reconnect: Reconnect) -> &'static str {
    match reconnect {
        Reconnect::NoNeed => "Only if the application still wants the connection.",
        Reconnect::Immediate => "At once.",
        Reconnect::ShortDelay => "After a short delay.",
        Reconnect::Backoff => "With growing delays.",
        Reconnect::Resume => "Reconnect and resume the session.",
        Reconnect::Reauth => "Renew the credential first.",
        Reconnect::FixClient => "Fix the cause first.",
        Reconnect::Never => "Do not reconnect.",
        Reconnect::Unspecified => "Not specified.",
    }
}

/// The pace in numbers, where the file gives one.
fn delay(row: &Row) -> Option<String> {
    let pace = row.pace();
    let attempts = row.max_attempts.map(|attempts| format!("at most {} attempts", *attempts));
    let pace = pace.map(|pace| {
        let seconds = |delay: std::time::Duration| format!("{} s", delay.as_secs_f64());
        if pace.initial == pace.max { seconds(pace.initial) } else { format!("{} to {}", seconds(pace.initial), seconds(pace.max)) }
    });
    let parts: Vec<String> = pace.into_iter().chain(attempts).collect();
    (!parts.is_empty()).then(|| format!("({})", parts.join(", ")))
}

#[cfg(test)]
mod tests;
