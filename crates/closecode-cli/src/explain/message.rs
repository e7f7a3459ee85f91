//! What was recognised in a message: for people, in English as a table and in other languages in
//! the sentences of the site, and for programs.

use closecode::message::{Certainty, Finding, Implementation, Origin};
use closecode::{Locale, ProfileRule};
use closecode_output::ui;

use super::subject::Message;
use crate::json::Json;
use crate::paper::Paper;
use crate::speaker::Speaker;

/// How much of a message is shown before and after what was recognised.
const SHOWN: usize = 200;

impl Message {
    /// The message, with what was recognised marked, and what follows from it.
    pub(super) fn write(&self, paper: &mut Paper, speaker: &Speaker<'_>) {
        let range = self.finding.range();
        let before: Vec<char> = self.text[..range.start].chars().rev().take(SHOWN).collect();
        let before: String = before.into_iter().rev().collect();
        let after: String = self.text[range.end..].chars().take(SHOWN).collect();
        let [before, found, after] = [&before, &self.text[range], &after]
            .map(|text| ui::visible(text).replace(['\n', '\r'], " "));
        paper.gap();
        paper.marked(&before, &found, &after);
        paper.gap();
        if speaker.locale != Locale::En {
            paper.paragraph(&self.sentences(speaker));
            paper.gap();
            return;
        }
        let mut rows = vec![["Recognised".to_owned(), found]];
        let by: Vec<String> = self.finding.implementations().map(name).collect();
        if !by.is_empty() {
            rows.push(["Printed by".to_owned(), by.join(", ")]);
        }
        rows.push(["Who closed".to_owned(), who(&self.finding)]);
        rows.push(["Certainty".to_owned(), certainty(&self.finding).to_owned()]);
        if let Some(status) = self.finding.status() {
            let rule: ProfileRule = status.rule();
            rows.push(["Then".to_owned(), speaker.rule(Some(rule)).join(" ")]);
        }
        paper.table(&rows);
        paper.gap();
    }

    /// Who closed, how certain that is and who prints it, in the language of the speaker.
    fn sentences(&self, speaker: &Speaker<'_>) -> String {
        let words = speaker.words.message();
        let who = match self.finding.origin() {
            Origin::Received | Origin::ReceivedThenSent => Some(words.received()),
            Origin::Invalid => Some(words.invalid()),
            Origin::Sent | Origin::SentThenReceived => Some(words.sent()),
            Origin::Local => Some(words.local()),
            Origin::NoFrame => Some(words.no_frame()),
            Origin::Refused => Some(words.refused()),
            _ => None,
        };
        let unsure = (self.finding.certainty() != Certainty::Certain).then(|| words.unsure());
        let names: Vec<&str> = self.finding.implementations().map(Implementation::name).collect();
        let list = speaker.words.list(names.iter().copied());
        let by = (!names.is_empty()).then(|| words.printed_by(&*list.text));
        let status = self.finding.status().map(|status| status.to_string());
        let said = who.into_iter().chain(unsure).chain(by).map(|text| text.text.into_owned());
        status.into_iter().chain(said).reduce(|a, b| format!("{a} {b}")).unwrap_or_default()
    }

    /// The same for programs.
    pub(super) fn object(&self) -> Json {
        let finding = self.finding;
        // Bytes of the text.
        let place = |place: usize| u64::try_from(place).unwrap_or(u64::MAX).into();
        let span = |range: std::ops::Range<usize>| {
            Json::Object(vec![("start", place(range.start)), ("end", place(range.end))])
        };
        let by = finding.implementations().map(|i| {
            Json::Object(vec![
                ("id", i.id().into()),
                ("name", i.name().into()),
                ("language", i.language().into()),
            ])
        });
        let code = |code: Option<closecode::RawCode>| code.map(closecode::RawCode::get).into();
        Json::Object(vec![
            ("text", self.text.as_str().into()),
            ("range", span(finding.range())),
            ("values", finding.values().map(span).collect()),
            ("origin", finding.origin().as_str().into()),
            ("certainty", finding.certainty().as_str().into()),
            ("received", code(finding.received())),
            ("sent", code(finding.sent())),
            ("status", finding.status().map(closecode::HandshakeStatus::get).into()),
            ("implementations", by.collect()),
        ])
    }
}

/// Its name, with the language of those who use it.
fn name(implementation: Implementation) -> String {
    format!("{} ({})", implementation.name(), implementation.language())
}

fn who(finding: &Finding) -> String {
    let answered = |code: Option<closecode::RawCode>| {
        code.map(|code| format!(" with {}", code.get())).unwrap_or_default()
    };
    match finding.origin() {
        Origin::Received => "The other side: its Close frame arrived".to_owned(),
        Origin::Invalid => "The other side, with a code that this side does not accept".to_owned(),
        Origin::Sent => "This side: it sent a Close frame".to_owned(),
        Origin::ReceivedThenSent => {
            format!("The other side; this side answered{}", answered(finding.sent()))
        }
        Origin::SentThenReceived => {
            format!("This side; the other side answered{}", answered(finding.received()))
        }
        Origin::Local => "This side: it found a fault, or chose the code itself".to_owned(),
        Origin::NoFrame => "Nobody: the connection ended without a Close frame".to_owned(),
        Origin::Refused => match finding.status() {
            Some(status) => format!("The handshake was refused with {status}"),
            None => "The handshake was refused, or failed".to_owned(),
        },
        _ => "The text does not say".to_owned(),
    }
}

fn certainty(finding: &Finding) -> &'static str {
    match (finding.certainty(), finding.implementations().len()) {
        (Certainty::Certain, 1) => "Certain: nobody else is known to print this",
        (Certainty::Certain, _) => "Certain: all who print this mean the same",
        (Certainty::Likely, 0) => "Likely: the text calls it a close code",
        (Certainty::Likely, _) => "Likely: those who print this do not all mean the same",
        _ => "Possible: the text may be about something else",
    }
}
