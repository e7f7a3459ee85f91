//! The file of an application's own codes: a protocol's file with a few keys more, of which the
//! application is the source.
//!
//! What is checked of every protocol is checked of it too, except that nothing need be cited.
//! `docs/your-own-codes.md` describes it.

mod collisions;
mod languages;
mod numbers;
mod translation;

pub use translation::{EndpointTexts, EntryTexts, Translation};

use crate::read::{Table, suggest};
use crate::reserved::{ReservedEndpoint, reserved};
use crate::{Diagnostics, Protocol, Row, Spanned};

/// An application's own codes.
#[derive(Clone, Debug)]
pub struct App {
    /// The codes and what is said about them, as of any protocol. Its id is made from its name.
    pub protocol: Protocol,
    /// The language of the file's own words.
    pub language: String,
    /// The protocol whose codes the application speaks too.
    pub extends: Option<Spanned<String>>,
    /// The number to which HTTP statuses from 400 to 599 are added.
    pub http_alias: Option<Spanned<u16>>,
    /// The words in other languages, by tag.
    pub translations: Vec<Translation>,
    language_key: Option<Spanned<String>>,
}

/// A protocol on which an application builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extended {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The endpoint, if the protocol has several.
    pub endpoint: Option<&'static str>,
}

/// The language of the words where the file does not say.
const USUAL_LANGUAGE: &str = "en";

/// The name of the rule about `extends` and about numbers that are taken.
const COLLISIONS: &str = "collisions";

impl App {
    pub(crate) fn read(t: Table<'_>) -> Option<Self> {
        let more = |t: &Table<'_>| {
            let translations = t.table("translations").map(|t| {
                t.entries().into_iter().map(|(tag, t)| Translation::read(tag, &t)).collect()
            });
            (
                t.optional("language"),
                t.optional("extends"),
                t.optional("http-alias"),
                translations.unwrap_or_default(),
            )
        };
        let (mut protocol, (language_key, extends, http_alias, translations)) =
            Protocol::read_with("own", t, true, more)?;
        protocol.id = id_of(&protocol.name);
        let language = language_key
            .as_ref()
            .map_or_else(|| USUAL_LANGUAGE.to_owned(), |l: &Spanned<String>| l.value.clone());
        Some(Self { protocol, language, extends, http_alias, translations, language_key })
    }

    pub(crate) fn check(&self, diagnostics: &Diagnostics) {
        numbers::check(self, diagnostics);
        collisions::check(self, diagnostics);
        languages::check(self, diagnostics);
    }

    /// The protocol that `extends` names. There is one for each id that passed the rules.
    pub fn extended(&self) -> Option<Extended> {
        self.extended_endpoint().ok().flatten().map(|(extended, _)| extended)
    }

    /// The numbers that the protocol in `extends` uses, each with its name.
    pub fn extended_numbers(&self) -> Vec<(String, &'static str)> {
        let Ok(Some((_, endpoint))) = self.extended_endpoint() else { return Vec::new() };
        endpoint.reserved.iter().map(|t| (t.numbers(), t.name)).collect()
    }

    /// Every number and range that goes into a Close frame, or that a client's library reports as
    /// if it had.
    fn numbered(&self) -> impl Iterator<Item = (Spanned<u16>, u16, &Row)> {
        let codes = self.protocol.codes.iter().map(|c| (c.code, *c.code, &c.row));
        let ranges = self.protocol.ranges.iter().map(|r| (r.first, *r.last, &r.row));
        codes.chain(ranges).filter(|(.., row)| row.is_close())
    }

    /// What `extends` names, or why it names nothing and what to do.
    fn extended_endpoint(&self) -> Result<Option<(Extended, ReservedEndpoint)>, (String, String)> {
        let Some(extends) = &self.extends else { return Ok(None) };
        let (id, endpoint) = extends
            .split_once('/')
            .map_or((extends.as_str(), None), |(id, endpoint)| (id, Some(endpoint)));
        let protocols = reserved().protocols;
        let Some(protocol) = protocols.iter().find(|p| p.id == id) else {
            let known: Vec<&str> = protocols.iter().map(|p| p.id).collect();
            return Err((format!("there is no protocol `{id}`"), suggest(id, &known)));
        };
        let Some(found) = protocol.endpoints.iter().find(|e| e.id == endpoint) else {
            let ids: Vec<String> =
                protocol.endpoints.iter().filter_map(|e| Some(format!("{id}/{}", e.id?))).collect();
            let remedy = if ids.is_empty() {
                format!("write \"{id}\"")
            } else {
                format!("write one of {}", ids.join(", "))
            };
            let message = match endpoint {
                Some(endpoint) => format!("{} has no endpoint `{endpoint}`", protocol.name),
                None => format!(
                    "{} has several endpoints, which give numbers different meanings",
                    protocol.name
                ),
            };
            return Err((message, remedy));
        };
        Ok(Some((
            Extended { id: protocol.id, name: protocol.name, endpoint: found.id },
            found.clone(),
        )))
    }
}

/// `Acme Chat (v2)` becomes `acme-chat-v2`.
fn id_of(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    // A name in another script, a keyword: the id names the pages, and no promise is broken by a
    // plain one.
    if crate::rules::is_id(&id) { id } else { "own-codes".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn a_name_makes_an_id() {
        assert_eq!(
            ["Acme Chat (v2)", "チャット", "7tv", "async"].map(id_of),
            ["acme-chat-v2", "own-codes", "own-codes", "own-codes"]
        );
    }
}
