//! The file of an application's own codes: a protocol's file with a few keys more, of which the
//! application is the source.
//!
//! What is checked of every protocol is checked of it too, except that nothing need be cited.
//! `docs/your-own-codes.md` describes it.

mod collisions;
mod herd;
mod languages;
mod numbers;
mod translation;

pub use translation::{EndpointTexts, EntryTexts, Translation};

use crate::code_entry::USUAL_MAX;
use crate::protocol::in_format;
use crate::read::{Table, suggest};
use crate::{CodeEntry, Diagnostics, Jitter, Protocol, Reserved, ReservedNumbers, Spanned, record};

record! {
    /// An application's own codes.
    App {
        /// The codes and what is said about them, as of any protocol. Its id is made from its name.
        protocol: flat Protocol,
        /// Whether those were read without a finding, so that what they lack is really missing.
        is_protocol_whole: nothing_found bool,
        /// The language of the file's own words.
        language: or_english Spanned<String>,
        /// The protocol whose codes the application speaks too.
        extends: optional String,
        /// That protocol, if there is one.
        extended: later Option<Extended>,
        /// The number to which HTTP statuses from 400 to 599 are added.
        http_alias: optional u16,
        /// The words in other languages, by tag.
        translations: translations Vec<Translation>,
    }
}

/// Completes a delay with what spreads clients: full jitter, and growth by 2. A protocol's file
/// retells a source, so there silence means neither; here it means that nobody thought of it, and
/// all clients of a server that restarts would come back at the same moment, again and again. A
/// delay of zero says that they shall.
fn spread(row: &mut CodeEntry) {
    if let Some(first) = row.delays.first() {
        row.jitter.get_or_insert(Spanned { value: Jitter::Full, span: first.span });
        return;
    }
    let Some(delay) = row.delay.filter(|delay| !delay.value.is_zero()) else { return };
    let jitter = *row.jitter.get_or_insert(Spanned { value: Jitter::Full, span: delay.span });
    if jitter.value == Jitter::Uniform || row.factor.is_some_and(|factor| factor.value <= 1) {
        return;
    }
    let largest = Spanned { value: USUAL_MAX.max(delay.value), span: delay.span };
    if row.max_delay.get_or_insert(largest).value > delay.value {
        row.factor.get_or_insert(Spanned { value: 2, span: delay.span });
    }
}

fn nothing_found(t: &Table<'_>, _: &'static str) -> Option<bool> {
    Some(t.findings() == 0)
}

/// Most files do not say in which language they are.
fn or_english(t: &Table<'_>, key: &'static str) -> Option<Spanned<String>> {
    let english = Spanned { value: "en".to_owned(), span: t.span };
    Some(t.optional(key).unwrap_or(english))
}

fn translations(t: &Table<'_>, key: &'static str) -> Option<Vec<Translation>> {
    let translations = t.table(key).map(|t| t.entries()).unwrap_or_default();
    Some(translations.into_iter().map(|(tag, t)| Translation::read(tag, &t)).collect())
}

/// A protocol on which an application builds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extended {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The endpoint, if the protocol has several.
    pub endpoint: Option<String>,
    /// The numbers that it uses.
    pub numbers: Vec<ReservedNumbers>,
}

/// The name of the rule about `extends` and about numbers that are taken.
const COLLISIONS: &str = "collisions";

impl App {
    /// Reads an application's file.
    pub(crate) fn read_file(t: Table<'_>) -> Option<Self> {
        let mut app = in_format(t.of_app(), Self::read)?;
        app.protocol.id = id_of(&app.protocol.name);
        let protocol = &mut app.protocol;
        let codes = protocol.codes.iter_mut().map(|code| &mut code.row);
        codes.chain(protocol.ranges.iter_mut().map(|range| &mut range.row)).for_each(spread);
        Some(app)
    }

    /// Checks what only an application's file has, and finds the protocol that it extends.
    pub(crate) fn check(&mut self, reserved: &Reserved, diagnostics: &Diagnostics) {
        match self.extends.as_ref().map(|extends| (extends.span, find(extends, reserved))) {
            Some((span, Err((message, remedy)))) => {
                diagnostics.error(COLLISIONS, span, message, remedy);
            }
            Some((_, Ok(extended))) => self.extended = Some(extended),
            None => {}
        }
        numbers::check(self, reserved, diagnostics);
        collisions::check(self, diagnostics);
        herd::check(self, diagnostics);
        languages::check(self, diagnostics);
    }

    /// Every number and range that goes into a Close frame, or that a client's library reports as
    /// if it had.
    fn numbered(&self) -> impl Iterator<Item = (Spanned<u16>, u16, &CodeEntry)> {
        let codes = self.protocol.codes.iter().map(|c| (c.code, *c.code, &c.row));
        let ranges = self.protocol.ranges.iter().map(|r| (r.first, *r.last, &r.row));
        codes.chain(ranges).filter(|(.., row)| row.is_close())
    }
}

/// What `extends` names, or why it names nothing and what to do.
fn find(extends: &str, reserved: &Reserved) -> Result<Extended, (String, String)> {
    let (id, endpoint) =
        extends.split_once('/').map_or((extends, None), |(id, endpoint)| (id, Some(endpoint)));
    let Some(protocol) = reserved.protocols.iter().find(|p| p.id == id) else {
        let known: Vec<&str> = reserved.protocols.iter().map(|p| p.id.as_str()).collect();
        return Err((format!("there is no protocol `{id}`"), suggest(id, &known)));
    };
    let Some(found) = protocol.endpoints.iter().find(|e| e.id.as_deref() == endpoint) else {
        let ids: Vec<String> = protocol
            .endpoints
            .iter()
            .filter_map(|e| Some(format!("{id}/{}", e.id.as_ref()?)))
            .collect();
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
    Ok(Extended {
        id: protocol.id.clone(),
        name: protocol.name.clone(),
        endpoint: found.id.clone(),
        numbers: found.numbers.clone(),
    })
}

/// `Acme Chat (v2)` becomes `acme-chat-v2`.
fn id_of(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    // A name in another script, a keyword: the id names the pages, and no promise is broken by a
    // plain one.
    if crate::is_protocol_id(&id) { id } else { "own-codes".to_owned() }
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
