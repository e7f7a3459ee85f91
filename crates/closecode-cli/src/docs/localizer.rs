//! Words in the language of a page, or in the one that they are in, marked.

use std::borrow::Cow;

use closecode_data::markdown::escape;
use closecode_data::{
    App, CodeEntry, EntryTexts, Labels, LocalizedText, Localizer, Reconnect, Spanned, Translation,
};

use super::page::Entry;

/// A text and, where it is not in the page's language, the language that it is in.
#[derive(Clone, Debug)]
pub(crate) struct Text<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) language: Option<&'a str>,
}

impl Text<'_> {
    /// Markdown has no languages.
    pub(super) fn markdown(&self) -> String {
        escape(&self.text)
    }
}

/// Who speaks on a page: the file in one of its languages, and the labels.
#[derive(Debug)]
pub(crate) struct AppLocalizer<'a> {
    pub(crate) own: &'a App,
    pub(crate) translation: Option<&'a Translation>,
    pub(crate) language: &'a str,
    pub(crate) localizer: Localizer<'a>,
}

impl<'a> AppLocalizer<'a> {
    pub(super) fn new(
        own: &'a App,
        translation: Option<&'a Translation>,
        labels: &'a Labels,
    ) -> Self {
        let language = translation.map_or(own.language.as_str(), |t| t.tag.as_str());
        Self { own, translation, language, localizer: labels.localizer(language) }
    }

    /// What we say.
    pub(super) fn label(&self, label: LocalizedText<'a>) -> Text<'a> {
        let language = label.lang.unwrap_or(&self.localizer.locale().language.tag);
        Text { text: label.text, language: Some(language).filter(|tag| *tag != self.language) }
    }

    /// What the file says: in the page's language, or else in its own.
    pub(super) fn text(&self, own: &'a str, translated: Option<&'a Spanned<String>>) -> Text<'a> {
        match translated {
            Some(text) => Text { text: text.as_str().into(), language: None },
            None => Text {
                text: own.into(),
                language: self.translation.map(|_| self.own.language.as_str()),
            },
        }
    }

    /// A row, without its numbers.
    pub(crate) fn entry(&self, row: &'a CodeEntry, words: Option<&'a EntryTexts>) -> Entry<'a> {
        let rule =
            row.rule.as_ref().map(|rule| self.text(rule, words.and_then(|w| w.rule.as_ref())));
        let rule = rule
            .or_else(|| words.and_then(|w| w.rule.as_ref()).map(|rule| self.text("", Some(rule))));
        Entry {
            id: String::new(),
            numbers: String::new(),
            ident: None,
            name: self.text(&row.name, words.and_then(|w| w.name.as_ref())),
            meaning: self.text(&row.meaning, words.and_then(|w| w.meaning.as_ref())),
            retired: row.retired.as_ref().map(|text| self.text(text, None)),
            sender: self.label(self.localizer.text(row.sender.value)),
            reconnect: self
                .reconnect(row)
                .into_iter()
                .map(|label| self.label(label))
                .chain(rule)
                .collect(),
        }
    }

    fn reconnect(&self, row: &CodeEntry) -> Vec<LocalizedText<'a>> {
        let words = self.localizer.protocol();
        let answer = match row.reconnect.value {
            // The word for it speaks of a source, and here the file is the source.
            Reconnect::Unspecified => words.column_silent(),
            reconnect => self.localizer.text(reconnect),
        };
        let delay = self.localizer.row_delay(row).map(|delay| words.delay(delay));
        let attempts = row.max_attempts.map(|attempts| words.attempts(u32::from(attempts.value)));
        [Some(answer), delay, attempts].into_iter().flatten().collect()
    }
}
