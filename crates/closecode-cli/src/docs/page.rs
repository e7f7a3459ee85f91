//! Documentation of an application's own codes: a page and a Markdown file in each of its
//! languages, which need nothing else.
//!
//! The file's words are in its languages. What this module says itself is in the same language
//! where the data has it, and otherwise in English, and marked so on the page.

use std::collections::BTreeMap;

use askama::Template;
use closecode_data::{
    App, Direction, EndpointCodes, Labels, ProtocolCode, ProtocolRange, Reserved, ReservedNumbers,
    Translation,
};

use super::address::SiteAddress;
use super::localizer::{AppLocalizer, Text};

/// The labels in every language, as they were when this program was built.
pub(crate) const LABELS: &str = include_str!("labels.toml");

/// Where the standard codes are defined, where our site is not known.
const REGISTRY: &str =
    "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number";

/// A page, or the same as Markdown.
#[derive(Debug, Template)]
#[template(path = "app.html", whitespace = "minimize")]
pub(super) struct AppPage<'a> {
    pub(super) language: &'a str,
    /// Whether it is written from right to left, as far as we have words in it.
    pub(super) is_rtl: bool,
    pub(super) others: Vec<(&'a str, String)>,
    pub(super) name: &'a str,
    pub(super) summary: Text<'a>,
    pub(super) from: &'a str,
    pub(super) columns: [Text<'a>; 4],
    pub(super) sections: Vec<Section<'a>>,
    /// The protocol that the application builds on: the heading, and its numbers.
    pub(super) extended: Option<(Text<'a>, &'a [ReservedNumbers])>,
    /// The numbers that stand for HTTP statuses: the heading, and the sentence.
    pub(super) http: Option<[Text<'a>; 2]>,
    pub(super) standard_heading: Text<'a>,
    pub(super) standard: Vec<(u16, &'a str, String)>,
}

/// The codes of one endpoint.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub(super) title: Option<[Text<'a>; 2]>,
    pub(super) entries: Vec<Entry<'a>>,
}

/// A code or a range.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) id: String,
    pub(crate) numbers: String,
    pub(crate) ident: Option<&'a str>,
    pub(crate) name: Text<'a>,
    pub(crate) meaning: Text<'a>,
    pub(crate) retired: Option<Text<'a>>,
    pub(crate) sender: Text<'a>,
    /// Whether to reconnect, how soon and how often, and what the application says of it.
    pub(crate) reconnect: Vec<Text<'a>>,
}

/// The files: `index.html` and `close-codes.md` in the file's own language, and the same with a tag
/// for each other.
pub(super) fn files(
    own: &App,
    reserved: &Reserved,
    from: &str,
    base: Option<&SiteAddress>,
) -> BTreeMap<String, String> {
    let labels = Labels::parse(LABELS).expect("`cargo xtask generate` writes what can be read");
    let languages = std::iter::once(None).chain(own.translations.iter().map(Some));
    let mut files = BTreeMap::new();
    for translation in languages {
        let page =
            AppPage::new(&AppLocalizer::new(own, translation, &labels), reserved, from, base);
        let text = page
            .render()
            .expect("rendering into a string fails only if a Display fails, and ours do not");
        files.insert(html_name(translation), text.trim_end().to_owned() + "\n");
        files.insert(markdown_name(translation), page.markdown());
    }
    files
}

fn html_name(translation: Option<&Translation>) -> String {
    translation.map_or_else(|| "index.html".to_owned(), |t| format!("{}.html", *t.tag))
}

fn markdown_name(translation: Option<&Translation>) -> String {
    translation
        .map_or_else(|| "close-codes.md".to_owned(), |t| format!("close-codes.{}.md", *t.tag))
}

impl<'a> AppPage<'a> {
    fn new(
        speaker: &AppLocalizer<'a>,
        reserved: &'a Reserved,
        from: &'a str,
        base: Option<&SiteAddress>,
    ) -> Self {
        let own = speaker.own;
        let all = std::iter::once((own.language.as_str(), html_name(None)));
        let all = all.chain(own.translations.iter().map(|t| (t.tag.as_str(), html_name(Some(t)))));
        let columns = speaker.localizer.protocol();
        let words = speaker.localizer.own();
        // The site has a page of each registered code in every language of the data.
        let folder = speaker.localizer.locale().folder.as_str();
        let address = |code: u16, name: &str| match base {
            Some(base) => base.code_page(folder, code, name),
            None => REGISTRY.to_owned(),
        };
        let http = |base: u16| {
            [words.http(), words.http_text(base + 400, base + 599, base)]
                .map(|text| speaker.label(text))
        };
        let columns = [
            columns.column_number(),
            columns.column_meaning(),
            columns.column_sender(),
            columns.column_reconnect(),
        ];
        Self {
            language: speaker.language,
            is_rtl: *speaker.localizer.locale().language.direction == Direction::Rtl,
            others: all.filter(|(tag, _)| *tag != speaker.language).collect(),
            name: &own.protocol.name,
            summary: speaker
                .text(&own.protocol.summary, speaker.translation.and_then(|t| t.summary.as_ref())),
            from,
            columns: columns.map(|column| speaker.label(column)),
            sections: own.protocol.parts().iter().map(|part| section(speaker, part)).collect(),
            extended: own
                .extended
                .as_ref()
                .map(|e| (speaker.label(words.extended(e.name.as_str())), e.numbers.as_slice())),
            http: own.http_alias.map(|base| http(*base)),
            standard_heading: speaker.label(words.standard()),
            standard: reserved
                .codes
                .iter()
                .map(|c| (c.code, c.name.as_str(), address(c.code, &c.name)))
                .collect(),
        }
    }
}

fn section<'a>(speaker: &AppLocalizer<'a>, part: &EndpointCodes<'a>) -> Section<'a> {
    let id = |numbers: &str| {
        part.endpoint.map_or_else(|| numbers.to_owned(), |e| format!("{}-{numbers}", *e.id))
    };
    let code = |code: &'a ProtocolCode| {
        let words = speaker.translation.and_then(|t| t.words(code));
        let entry = speaker.entry(&code.row, words);
        Entry {
            id: id(&code.code.to_string()),
            numbers: code.code.to_string(),
            ident: Some(&code.ident),
            ..entry
        }
    };
    let range = |range: &'a ProtocolRange| {
        let words = speaker.translation.and_then(|t| t.range_texts(range));
        let numbers = format!("{}\u{2013}{}", *range.first, *range.last);
        Entry { id: id(&range.first.to_string()), numbers, ..speaker.entry(&range.row, words) }
    };
    let title = part.endpoint.map(|e| {
        let words = speaker.translation.and_then(|t| t.endpoint_texts(e));
        [
            speaker.text(&e.name, words.and_then(|w| w.name.as_ref())),
            speaker.text(&e.summary, words.and_then(|w| w.summary.as_ref())),
        ]
    });
    let codes = part.codes.iter().copied().map(code);
    Section { title, entries: codes.chain(part.ranges.iter().copied().map(range)).collect() }
}
