//! An application's own codes, from its file.

use std::path::Path;

use anyhow::Result;
use closecode::protocols::{Protocol, by_id};
use closecode::{Action, RawCode};
use closecode_data::{App, CodeEntry, EntryTexts, Reconnect, Translation};
use closecode_output::ui;

use super::page;
use super::subject::Names;
use crate::app;
use crate::docs::{AppLocalizer, Entry};
use crate::json::Json;
use crate::paper::Paper;
use crate::speaker::Speaker;

/// The file, checked.
#[derive(Debug)]
pub(crate) struct OwnCodes {
    app: App,
}

/// What the file says about one number.
#[derive(Debug)]
pub(crate) struct OwnEntry<'a> {
    app: &'a App,
    row: &'a CodeEntry,
    ident: Option<&'a str>,
    numbers: [u16; 2],
    said: Entry<'a>,
    rule: Option<&'a str>,
}

/// What else to do, in the language of the answer or the file's own.
fn rule<'a>(row: &'a CodeEntry, words: Option<&'a EntryTexts>) -> Option<&'a str> {
    let translated = words.and_then(|words| words.rule.as_ref());
    translated.or(row.rule.as_ref()).map(|rule| rule.as_str())
}

impl OwnCodes {
    /// The codes of a file; nothing if it is wrong, after printing what is.
    pub(crate) fn read(file: &Path) -> Result<Option<Self>> {
        match app::read(file)? {
            // Warnings are for who writes the file, and `check` has them.
            Ok((app, _)) => Ok(Some(Self { app })),
            Err(report) => {
                ui::err(report.render("", ui::is_styled()));
                let shown = file.display().to_string();
                ui::bad("Refused", ui::visible(&format!("{shown}: run `closecode check`")));
                Ok(None)
            }
        }
    }

    pub(super) fn names(&self) -> Names {
        Names::of_app(&self.app)
    }

    pub(super) fn name(&self) -> &str {
        &self.app.protocol.name
    }

    /// The protocol that the application speaks too, and the endpoint of it.
    pub(crate) fn extended(&self) -> Option<(&'static Protocol, Option<&str>)> {
        let extended = self.app.extended.as_ref()?;
        Some((by_id(&extended.id)?, extended.endpoint.as_deref()))
    }

    /// The number to which HTTP statuses are added, if the code stands for one.
    pub(super) fn http_alias(&self, code: RawCode) -> Option<u16> {
        let base = *self.app.http_alias?;
        let status = code.get().checked_sub(base)?;
        (400..=599).contains(&status).then_some(base)
    }

    /// What the file says about a number: its row for the code, else for the narrowest range.
    pub(super) fn entry<'a>(
        &'a self,
        code: RawCode,
        speaker: &Speaker<'a>,
    ) -> Option<OwnEntry<'a>> {
        let protocol = &self.app.protocol;
        let translation = self.translation(speaker);
        let code = code.get();
        if let Some(row) = protocol.codes.iter().find(|row| *row.code == code) {
            let words = translation.and_then(|t| t.words(row));
            let said = self.said(&row.row, words, translation, speaker);
            let ident = Some(row.ident.as_str());
            let rule = rule(&row.row, words);
            let app = &self.app;
            return Some(OwnEntry { app, row: &row.row, ident, numbers: [code; 2], said, rule });
        }
        let ranges = protocol.ranges.iter().filter(|range| range.contains(code));
        let range = ranges.min_by_key(|range| *range.last - *range.first)?;
        let words = translation.and_then(|t| t.range_texts(range));
        let said = self.said(&range.row, words, translation, speaker);
        let numbers = [*range.first, *range.last];
        let rule = rule(&range.row, words);
        Some(OwnEntry { app: &self.app, row: &range.row, ident: None, numbers, said, rule })
    }

    /// The name of a code in the file, and what a client does about reconnecting, where the file
    /// says it.
    pub(crate) fn named(
        &self,
        code: RawCode,
        speaker: &Speaker<'_>,
    ) -> Option<(String, Option<Action>)> {
        let entry = self.entry(code, speaker)?;
        let action = match *entry.row.reconnect {
            Reconnect::NoNeed => Some(Action::ReconnectIfWanted),
            Reconnect::Immediate | Reconnect::ShortDelay | Reconnect::Backoff => {
                Some(Action::Reconnect)
            }
            Reconnect::Resume => Some(Action::Resume),
            Reconnect::Reauth => Some(Action::Reauthenticate),
            Reconnect::FixClient => Some(Action::FixFirst),
            Reconnect::Never => Some(Action::Stop),
            Reconnect::Unspecified => None,
        };
        Some((entry.said.name.text.to_string(), action))
    }

    /// The file's words in the language of the answer, where it has them.
    fn translation(&self, speaker: &Speaker<'_>) -> Option<&Translation> {
        let asked = |tag: &str| closecode::Locale::from_tag(tag) == Some(speaker.locale);
        let translations = &self.app.translations;
        translations.iter().find(|t| asked(&t.tag)).filter(|_| !asked(&self.app.language))
    }

    fn said<'a>(
        &'a self,
        row: &'a CodeEntry,
        words: Option<&'a EntryTexts>,
        translation: Option<&'a Translation>,
        speaker: &Speaker<'a>,
    ) -> Entry<'a> {
        let localizer = AppLocalizer {
            own: &self.app,
            translation,
            language: &speaker.words.locale().language.tag,
            localizer: speaker.words,
        };
        localizer.entry(row, words)
    }
}

impl OwnEntry<'_> {
    /// For people.
    pub(super) fn write(&self, paper: &mut Paper, speaker: &Speaker<'_>) {
        let words = speaker.words.protocol();
        let numbers = match self.numbers {
            [first, last] if first == last => first.to_string(),
            [first, last] => format!("{first}-{last}"),
        };
        let title = format!("{numbers} {}", self.said.name.text);
        paper.title(&ui::visible(&speaker.aside(&title, &self.app.protocol.name)));
        paper.lead(&ui::visible(&self.said.meaning.text));
        let answers = self.said.reconnect.iter().map(|answer| ui::visible(&answer.text));
        let sender = self.said.sender.text.to_string();
        page::who_and_whether(paper, speaker, sender, answers.collect());
        if let Some(retired) = &self.said.retired {
            paper.gap();
            paper.lead(&ui::visible(&format!("{} {}", words.retired(), retired.text)));
        }
        if let Some(address) = &self.app.protocol.documentation {
            page::read_on(paper, speaker, [ui::visible(address)]);
        }
        paper.gap();
    }

    /// For programs.
    pub(super) fn object(&self) -> Json {
        let [first, last] = self.numbers;
        let row = self.row;
        let delays = row.backoff().map(|pace| {
            Json::Object(vec![
                ("initial_delay_ms", pace.initial.into()),
                ("max_delay_ms", pace.max.into()),
                ("factor", pace.factor.into()),
                ("jitter", pace.jitter.as_str().into()),
                ("steps_ms", pace.steps.into_iter().collect()),
            ])
        });
        Json::Object(vec![
            ("application", self.app.protocol.name.as_str().into()),
            ("first", first.into()),
            ("last", last.into()),
            ("ident", self.ident.into()),
            ("name", self.said.name.text.as_ref().into()),
            ("sender", row.sender.value.as_str().into()),
            ("meaning", self.said.meaning.text.as_ref().into()),
            ("reconnect", row.reconnect.value.as_str().into()),
            ("delay", delays.unwrap_or(Json::Null)),
            ("max_attempts", row.max_attempts.map(|a| a.value).into()),
            ("rule", self.rule.into()),
            ("retired", row.retired.as_ref().map(|retired| retired.as_str()).into()),
        ])
    }
}
