//! What happens when one thing goes wrong with one connection: the ways of the lab that it is, what
//! is on the wire, and what a good client does next.

use std::time::Duration;

use closecode_format::read::Table;
use closecode_format::{keywords, record};

use super::Side;
use crate::{Citation, Spanned};

keywords! {
    /// Who takes part.
    Party: "a party of a connection" {
        /// The one that opens the connection.
        Client = "client",
        /// What stands between both.
        Proxy = "proxy",
        /// The one that accepts the connection.
        Server = "server",
    }
}

keywords! {
    /// What an arrow stands for.
    Travels: "a kind of arrow" {
        /// A Close frame.
        Close = "close",
        /// A message or a control frame.
        Frame = "frame",
        /// The opening handshake.
        Http = "http",
        /// A segment that ends the TCP connection.
        Tcp = "tcp",
    }
}

record! {
    /// One thing that goes wrong.
    Scenario {
        /// Its key: the name of the file.
        id: later String,
        /// Its place in the list.
        order: required u16,
        /// The codes that somebody sees or sends, the first above all.
        codes: required_list u16,
        /// The ways of the lab that a client meets; where there is none, a text says why.
        client: list String,
        /// The ways of the lab that a server meets.
        server: list String,
        /// What happens, in order.
        steps: tables ScenarioStep,
        /// The HTTP status with which the handshake is refused, if it is.
        status: optional u16,
        /// The herd that follows, where all connections end together.
        herd: table Herd,
        /// The problems that lead on from here.
        problems: list String,
        /// The situations that it is, or follows from.
        situations: list String,
        /// Where this is said.
        sources: required_list Citation,
        /// Its texts, each with the tag of their language.
        texts: by_language Vec<(Spanned<String>, ScenarioTexts)> = "text",
    }
}

record! {
    /// One step: something that goes from one to another, something that one does, or, with neither
    /// text nor arrow, what one is told.
    ScenarioStep {
        /// Who does something; a text says what.
        at: optional Party,
        /// Who is told of the end: what it is told was measured.
        told: optional Party,
        /// In which way, if it is not the first of that side.
        way: optional String,
        /// Who sends.
        from: optional Party,
        /// Who receives.
        to: optional Party,
        /// What is sent, as an arrow shows it.
        label: optional String,
        /// What kind it is.
        kind: optional Travels,
        /// Whether it gets lost on the way.
        lost: optional bool,
    }
}

record! {
    /// All clients of a server lose their connections.
    Herd {
        /// The code that they see.
        code: required u16,
        /// For how long the server closes connections; absent where it cannot spread them.
        drain: optional Duration,
    }
}

record! {
    /// The texts of a scenario in one language.
    ScenarioTexts {
        /// What goes wrong, after “What happens when”.
        title: required String,
        /// What follows, in a sentence or two.
        summary: required String,
        /// What each who acts does: one for each step with `at`.
        steps: list String,
        /// What the lab does not show of the client's side.
        client: optional String,
        /// What the lab does not show of the server's side.
        server: optional String,
        /// What a good client does next.
        next: required_list String,
    }
}

fn by_language(t: &Table<'_>, key: &'static str) -> Option<Vec<(Spanned<String>, ScenarioTexts)>> {
    let entries = t.required_table(key)?.entries().into_iter();
    Some(entries.filter_map(|(tag, texts)| Some((tag, ScenarioTexts::read(texts)?))).collect())
}

impl Scenario {
    /// Reads the file of the scenario with this id.
    pub(crate) fn read_file(id: &str, t: Table<'_>) -> Option<Self> {
        Some(Self { id: id.to_owned(), ..Self::read(t)? })
    }

    /// Its texts in the language with this tag, if they were written.
    pub fn texts_in(&self, tag: &str) -> Option<&ScenarioTexts> {
        self.texts.iter().find(|(language, _)| language.value == tag).map(|(_, texts)| texts)
    }

    /// The ways of one side.
    pub fn ways(&self, side: Side) -> &[Spanned<String>] {
        match side {
            Side::Client => &self.client,
            Side::Server => &self.server,
        }
    }
}

impl ScenarioTexts {
    /// Each text with its key.
    pub(crate) fn all(&self) -> Vec<(&'static str, &Spanned<String>)> {
        let mut all = vec![("title", &self.title), ("summary", &self.summary)];
        all.extend(self.client.as_ref().map(|text| ("client", text)));
        all.extend(self.server.as_ref().map(|text| ("server", text)));
        all.extend(self.steps.iter().map(|text| ("steps", text)));
        all.extend(self.next.iter().map(|text| ("next", text)));
        all
    }

    /// What is said of a side besides what was measured.
    pub fn of(&self, side: Side) -> Option<&Spanned<String>> {
        match side {
            Side::Client => self.client.as_ref(),
            Side::Server => self.server.as_ref(),
        }
    }
}

impl ScenarioStep {
    /// The two ends and the label of an arrow, if it is one.
    pub fn arrow(&self) -> Option<(Party, Party, &str)> {
        let from = self.from.as_ref()?.value;
        Some((from, self.to.as_ref()?.value, self.label.as_ref()?))
    }
}
