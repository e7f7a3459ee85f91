//! One implementation: what it is, where it departs from the facts about codes, and what it does by
//! default about reconnecting. Counts are computed from it, never typed.

use closecode_format::read::Table;
use closecode_format::{keywords, record};

use crate::{Citation, Spanned};

keywords! {
    /// What an implementation is.
    ImplementationKind: "a kind of implementation" {
        /// A library that opens connections.
        Client = "client",
        /// A library that accepts connections.
        Server = "server",
        /// A library that does both.
        Both = "both",
        /// A browser, as its scripts see it.
        Browser = "browser",
        /// A program that passes connections on.
        Proxy = "proxy",
        /// A service that ends connections and passes on their messages.
        Gateway = "gateway",
        /// A client on top of another one, that reconnects.
        Reconnecting = "reconnecting",
    }
}

keywords! {
    /// How an implementation departs from the facts.
    Behaviour: "a behaviour" {
        /// Accepts the code from a peer although it is illegal on the wire.
        Accepts = "accepts",
        /// Refuses the code from a peer although it is legal.
        Rejects = "rejects",
        /// Tells its user another number.
        ReportsAs = "reports-as",
        /// Sends the code although it may not.
        Sends = "sends",
        /// Shows the code to scripts although the specification hides it.
        ShowsScript = "shows-script",
    }
}

record! {
    /// One library, browser, runtime or proxy.
    Implementation {
        /// Its key: the name of the file.
        id: later String,
        /// Its name, as its owner writes it.
        name: required String,
        /// What it is.
        kind: required ImplementationKind,
        /// The programming language of those who use it.
        language: required String,
        /// The version that was read.
        version: required String,
        /// Where it was read.
        source: required Citation,
        /// Where it departs from the facts about a code.
        deviations: tables Deviation = "deviation",
        /// What it does by default about reconnecting, if it decides by the code.
        reconnecting: table Reconnecting,
    }
}

impl Implementation {
    /// Reads the file of the implementation with this id.
    pub(crate) fn read_file(id: &str, t: Table<'_>) -> Option<Self> {
        Some(Self { id: id.to_owned(), ..Self::read(t)? })
    }
}

record! {
    /// One departure from the facts about a code.
    Deviation {
        /// The code.
        code: required u16,
        /// What it does.
        behaviour: required Behaviour,
        /// The number its user sees instead.
        reports_as: optional u16,
    }
}

record! {
    /// What an implementation does by default about reconnecting.
    Reconnecting {
        /// Codes on which it does not reconnect.
        stops: list u16,
        /// Codes on which it depends on something else.
        conditional: list u16,
    }
}

/// How the surveyed implementations treat one code.
#[derive(Debug)]
pub struct Survey<'a> {
    /// Those that reconnect.
    pub retry: Vec<&'a Implementation>,
    /// Those that stop.
    pub stop: Vec<&'a Implementation>,
    /// Those where it depends.
    pub conditional: Vec<&'a Implementation>,
}

impl<'a> Survey<'a> {
    pub(crate) fn of(
        surveyed: impl Iterator<Item = (&'a Implementation, &'a Reconnecting)>,
        code: u16,
    ) -> Self {
        let has = |list: &[Spanned<u16>]| list.iter().any(|c| c.value == code);
        let mut survey = Self { retry: Vec::new(), stop: Vec::new(), conditional: Vec::new() };
        for (implementation, reconnecting) in surveyed {
            let group = if has(&reconnecting.stops) {
                &mut survey.stop
            } else if has(&reconnecting.conditional) {
                &mut survey.conditional
            } else {
                &mut survey.retry
            };
            group.push(implementation);
        }
        survey
    }

    /// How many implementations were asked.
    pub fn total(&self) -> usize {
        self.retry.len() + self.stop.len() + self.conditional.len()
    }
}
