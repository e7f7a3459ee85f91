//! The texts of all implementations, each once, in the form from which tables are made.

use super::pattern::{Hole, Piece};
use closecode_format::few;

use crate::{Dataset, Implementation, Meaning, Message};
use closecode_format::few::Map;

/// The bytes of a text by which it is found: folded, as [`Piece::Literal`] has them.
pub const GRAM: usize = 5;

/// The commonest letters of texts, the commonest first. Others are rarer.
const COMMON: &str = " etoncaisrdlhufmpbgwyk";

/// A text that implementations print.
#[derive(Clone, Debug)]
pub struct Printed<'a> {
    /// The pattern in its one form.
    pub text: String,
    /// Where in it the [`GRAM`] bytes end by which it is found: before the first `{*}`, and rarer
    /// than others.
    pub anchor: usize,
    /// What the implementations that print it mean by it, by id.
    pub messages: Vec<(&'a Implementation, &'a Message)>,
}

impl Printed<'_> {
    /// What it says about the end, if all say the same.
    pub fn meaning(&self) -> Option<Meaning> {
        let (_, first) = self.messages.first()?;
        self.messages.iter().all(|(_, m)| *m.means == *first.means).then_some(*first.means)
    }

    /// The code that it means without naming it, if all mean the same.
    pub fn code(&self) -> Option<u16> {
        let (_, first) = self.messages.first()?;
        let code = first.implied_code();
        self.messages.iter().all(|(_, m)| m.implied_code() == code).then_some(code)?
    }

    /// Whether all mean the same.
    pub fn is_clear(&self) -> bool {
        self.messages.windows(2).all(|pair| pair[0].1.agrees(pair[1].1))
    }
}

impl Dataset {
    /// The texts of all implementations, each once: those that say most first, because they say
    /// what happened where several are found.
    pub fn printed(&self) -> Vec<Printed<'_>> {
        let mut by_text: Map<_, Vec<(&Implementation, &Message)>> = Map::new();
        for implementation in &self.implementations {
            for message in &implementation.messages {
                let key = message.text.canonical().to_ascii_lowercase();
                let order = (usize::MAX - message.text.weight(), key);
                by_text.entry(order).or_default().push((implementation, message));
            }
        }
        let all = by_text.values().flat_map(|messages| grams(&messages[0].1.text.pieces));
        let mut all: Vec<Vec<u8>> = all.map(|(gram, _)| gram).collect();
        all.sort_unstable();
        let count = |gram: &[u8]| {
            let first = all.partition_point(|other| &**other < gram);
            all[first..].iter().take_while(|other| **other == gram).count()
        };
        let commonness = |gram: &[u8]| (count(gram), common_letters(gram));
        let rows = by_text.into_iter().map(|(_, messages)| {
            let pattern = &messages[0].1.text;
            let anchor =
                grams(&pattern.pieces).into_iter().min_by_key(|(gram, _)| commonness(gram));
            let (_, anchor) = anchor.expect("the rule `messages` asks for as many bytes together");
            Printed { text: pattern.canonical(), anchor, messages }
        });
        rows.collect()
    }
}

impl Dataset {
    /// The messages by which people meet a code, at most three, each of another programming
    /// language: a refused handshake last, and first those of what most people meet. Of the same,
    /// what means the code without naming it goes before what prints its number; what the end of
    /// a connection says, before what the own side found; what was measured before what was read;
    /// sentences before a value's debug form, and short ones first.
    pub fn telling_messages(&self, code: u16) -> Vec<(&Implementation, String)> {
        let is_sent = self.code(code).is_some_and(|code| *code.wire.frame);
        let all = self.implementations.iter().flat_map(|i| i.messages.iter().map(move |m| (i, m)));
        let mut found: Vec<_> = all
            .filter_map(|(implementation, message)| {
                let text = message.telling(code, is_sent)?;
                // A longer one fills the line, and a shorter one says nothing.
                let is_telling = message.unlike.is_empty()
                    && (10..=72).contains(&text.len())
                    && !text.contains('=')
                    && !text.contains("Some(");
                let is_debug_form = text.split(' ').count() < SENTENCE;
                let place = (
                    *message.means == Meaning::Refused,
                    met(&implementation.id),
                    message.text.has_code(),
                    directness(*message.means),
                    implementation.measured.is_empty(),
                    is_debug_form,
                    text.len(),
                );
                is_telling.then_some((place, implementation, text))
            })
            .collect();
        few::sort_by_key(&mut found, |(place, implementation, _)| {
            (*place, implementation.id.clone())
        });
        let mut chosen: Vec<(&Implementation, String)> = Vec::new();
        for (_, implementation, text) in found {
            let is_new = |(other, known): &(&Implementation, String)| {
                other.language != implementation.language && *known != text
            };
            if chosen.len() < TELLING && chosen.iter().all(is_new) {
                chosen.push((implementation, text));
            }
        }
        chosen
    }
}

/// What comes first, chosen by us: libraries and browsers whose messages are in many of the threads
/// that the crate's reading of messages is tested with, the ones that people paste first.
const MET: [&str; 6] =
    ["gorilla-websocket", "websockets", "ws", "chromium", "tungstenite", "firefox"];

/// The place of an implementation among those.
fn met(id: &str) -> usize {
    MET.iter().position(|met| *met == id).unwrap_or(MET.len())
}

/// How many messages stand for a code.
const TELLING: usize = 3;

/// The words that a sentence has at least.
const SENTENCE: usize = 4;

/// How far what a message is about is from the code itself.
fn directness(means: Meaning) -> u8 {
    match means {
        Meaning::Received | Meaning::None => 0,
        Meaning::Invalid | Meaning::Sent | Meaning::Refused => 1,
        Meaning::Local => 2,
    }
}

/// All that a pattern could be found by, each with the place in its one form where it ends.
fn grams(pieces: &[Piece]) -> Vec<(Vec<u8>, usize)> {
    let mut found = Vec::new();
    let mut place = 0;
    for piece in pieces.iter().take_while(|piece| **piece != Piece::Hole(Hole::Any)) {
        let text = match piece {
            Piece::Literal(text) => text,
            Piece::Hole(hole) => {
                let name = Hole::ALL.iter().find(|(known, _)| known == hole);
                place += name.map_or(0, |(_, name)| name.len()) + "{}".len();
                continue;
            }
        };
        let mut gram = Vec::new();
        for byte in text.bytes() {
            // A brace is written twice.
            place += 1 + usize::from(matches!(byte, b'{' | b'}'));
            gram.push(byte);
            if gram.len() > GRAM {
                gram.remove(0);
            }
            if gram.len() == GRAM {
                found.push((gram.clone(), place));
            }
        }
    }
    found
}

/// How common the letters are, together.
fn common_letters(gram: &[u8]) -> usize {
    let rank = |byte: &u8| COMMON.bytes().position(|common| common == *byte);
    gram.iter().map(|byte| COMMON.len() - rank(byte).unwrap_or(COMMON.len())).sum()
}
