//! The survey: which clients stop reconnecting on which codes. Counts are computed from it, never
//! typed.

use crate::{Citation, Spanned};
use closecode_format::record;

record! {
    /// One surveyed client and its default behaviour.
    Client {
        /// Its key.
        id: required String,
        /// Its name.
        name: required String,
        /// The version that was read.
        version: required String,
        /// Where it was read.
        source: required Citation,
        /// Codes on which it does not reconnect.
        stops: list u16,
        /// Codes on which it depends on something else.
        conditional: list u16,
    }
}

/// How the surveyed clients treat one code.
#[derive(Debug)]
pub struct Survey<'a> {
    /// Those that reconnect.
    pub retry: Vec<&'a Client>,
    /// Those that stop.
    pub stop: Vec<&'a Client>,
    /// Those where it depends.
    pub conditional: Vec<&'a Client>,
}

impl<'a> Survey<'a> {
    pub(crate) fn of(clients: &'a [Client], code: u16) -> Self {
        let has = |list: &[Spanned<u16>]| list.iter().any(|c| c.value == code);
        let mut survey = Self { retry: Vec::new(), stop: Vec::new(), conditional: Vec::new() };
        for client in clients {
            let group = if has(&client.stops) {
                &mut survey.stop
            } else if has(&client.conditional) {
                &mut survey.conditional
            } else {
                &mut survey.retry
            };
            group.push(client);
        }
        survey
    }

    /// How many clients were asked.
    pub fn total(&self) -> usize {
        self.retry.len() + self.stop.len() + self.conditional.len()
    }

    /// Whether they do not all do the same.
    pub fn is_split(&self) -> bool {
        self.retry.len() != self.total() && self.stop.len() != self.total()
    }
}
