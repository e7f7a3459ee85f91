//! The text that a library prints, with holes for what differs from time to time.
//!
//! What a pattern matches is defined here, slowly and in few lines. The crate and the site's script
//! have faster ways, and tests compare them with this one.

use std::ops::Range;

use closecode_format::read::{DeValue, InvalidValue, Read, suggest};

/// The rule about patterns and what is said with them.
pub(crate) const MESSAGES: &str = "messages";

/// The most bytes that `{*}` takes the place of. A reason has at most 123, an address more.
pub const REACH: usize = 1024;

/// One part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that is always the same, in lower case, with one space for each run of white space.
    Literal(String),
    /// What differs.
    Hole(Hole),
}

/// What takes the place of a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hole {
    /// A close code: one to five digits, at most 65535.
    Code,
    /// The code that arrived, in a text that has both.
    Received,
    /// The code that was sent, in a text that has both.
    Sent,
    /// The status of an HTTP response: 100 to 599.
    Status,
    /// Another whole number, which may be negative.
    Number,
    /// Anything on the line, also nothing: as little as can be, and at most [`REACH`] bytes.
    Any,
}

impl Hole {
    /// Every hole with its name, as it is written between braces.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Code, "code"),
        (Self::Received, "received"),
        (Self::Sent, "sent"),
        (Self::Status, "status"),
        (Self::Number, "number"),
        (Self::Any, "*"),
    ];

    /// Whether it takes digits, so that no other digit may stand beside it.
    pub fn is_number(self) -> bool {
        self != Self::Any
    }

    /// How many bytes of the text, which begins where the hole does, take its place.
    fn length(self, text: &str) -> Option<usize> {
        let sign = usize::from(self == Self::Number && text.starts_with('-'));
        let digits = text[sign..].bytes().take_while(u8::is_ascii_digit).count();
        let number = || text[..digits].parse::<u16>().ok();
        let fits = match self {
            Self::Number => digits > 0,
            Self::Status => digits == 3 && number().is_some_and(|n| (100..=599).contains(&n)),
            _ => (1..=5).contains(&digits) && number().is_some(),
        };
        fits.then_some(sign + digits)
    }
}

/// A text with holes: `websocket: close {code} ({*})`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As it is written in the data.
    pub text: String,
    /// Its parts: no two literals beside each other, and no two holes but a number before `{*}`.
    /// A `{*}` at the end, which says nothing, is left out.
    pub pieces: Vec<Piece>,
}

/// Where a pattern was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// All of it.
    pub range: Range<usize>,
    /// What took the place of each hole, in the order of the holes.
    pub holes: Vec<(Hole, Range<usize>)>,
}

impl Pattern {
    /// Reads a pattern; else, what is wrong and what to do about it.
    pub fn parse(text: &str) -> Result<Self, (String, String)> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let doubled = rest.starts_with("{{") || rest.starts_with("}}");
            if first == '{' && !doubled {
                let Some(end) = rest.find('}') else {
                    let remedy = "end the placeholder with `}`, or write `{{` for a brace";
                    return Err((format!("`{rest}` does not end"), remedy.to_owned()));
                };
                push_literal(&mut pieces, &mut literal);
                pieces.push(Piece::Hole(hole(&rest[1..end])?));
                rest = &rest[end + 1..];
                continue;
            }
            if first == '}' && !doubled {
                let remedy = "write `}}` for a brace";
                return Err(("`}` ends nothing".to_owned(), remedy.to_owned()));
            }
            literal.push(first);
            rest = &rest[first.len_utf8() + usize::from(doubled)..];
        }
        push_literal(&mut pieces, &mut literal);
        while pieces.last() == Some(&Piece::Hole(Hole::Any)) {
            pieces.pop();
        }
        check(&pieces)?;
        Ok(Self { text: text.to_owned(), pieces })
    }

    /// Its holes, in their order.
    pub fn holes(&self) -> impl Iterator<Item = Hole> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Hole(hole) => Some(*hole),
            Piece::Literal(_) => None,
        })
    }

    /// Its literals, in their order.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Literal(text) => Some(text.as_str()),
            Piece::Hole(_) => None,
        })
    }

    /// How much of it is always the same, in bytes: of two patterns that are found, that with more
    /// of it says more.
    pub fn weight(&self) -> usize {
        self.literals().map(str::len).sum()
    }

    /// Whether one of its holes is a close code.
    pub fn has_code(&self) -> bool {
        self.holes().any(|hole| [Hole::Code, Hole::Received, Hole::Sent].contains(&hole))
    }

    /// The pattern in the one form that it has in tables: as it is written, with one space for each
    /// run. What is the same but for its case is the same pattern.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        for c in self.text.chars().filter(|c| !c.is_control()) {
            if !(c == ' ' && text.ends_with(' ')) {
                text.push(c);
            }
        }
        while let Some(shorter) = text.strip_suffix("{*}") {
            text.truncate(shorter.len());
        }
        text
    }

    /// The first place in a text where it is found. Each `{*}` takes as little as it can until what
    /// follows it, up to the next one, is found, and is not tried again.
    pub fn find(&self, text: &str) -> Option<Found> {
        let is_any = |piece: &Piece| *piece == Piece::Hole(Hole::Any);
        let mut parts = self.pieces.split(is_any);
        let first = parts.next()?;
        let parts: Vec<&[Piece]> = parts.collect();
        text.char_indices().find_map(|(start, _)| {
            // A number that begins the pattern is a whole one.
            let is_inside = matches!(first.first(), Some(Piece::Hole(_)))
                && text[..start].ends_with(|c: char| c.is_ascii_digit());
            let mut found = (!is_inside).then(|| at(first, text, start))??;
            for part in &parts {
                let next = any(part, text, found.range.end)?;
                found.holes.push((Hole::Any, found.range.end..next.range.start));
                found.holes.extend(next.holes);
                found.range.end = next.range.end;
            }
            Some(found)
        })
    }
}

/// Where a part is found after `{*}`, which begins here.
fn any(part: &[Piece], text: &str, start: usize) -> Option<Found> {
    let line = text[start..].split(['\n', '\r']).next().unwrap_or_default();
    let places = line.char_indices().map(|(place, _)| place).chain([line.len()]);
    places.filter(|n| *n <= REACH).find_map(|n| at(part, text, start + n))
}

/// What takes the place of the holes if the pieces, without `{*}`, are found at this place.
fn at(pieces: &[Piece], text: &str, start: usize) -> Option<Found> {
    let mut found = Found { range: start..start, holes: Vec::new() };
    for piece in pieces {
        let place = found.range.end;
        found.range.end = match piece {
            Piece::Literal(literal) => literal_end(literal, text, place)?,
            Piece::Hole(hole) => {
                let end = place + hole.length(&text[place..])?;
                found.holes.push((*hole, place..end));
                end
            }
        };
    }
    Some(found)
}

/// Where a literal ends that begins here.
fn literal_end(literal: &str, text: &str, start: usize) -> Option<usize> {
    let mut place = start;
    for wanted in literal.chars() {
        let rest = &text[place..];
        let length = if wanted == ' ' {
            // A run counts as one, from its first.
            let is_inside = text[..place].ends_with(is_space);
            let length = rest.len() - rest.trim_start_matches(is_space).len();
            if is_inside { 0 } else { length }
        } else {
            let first = rest.chars().next()?;
            if first.to_ascii_lowercase() == wanted { first.len_utf8() } else { 0 }
        };
        if length == 0 {
            return None;
        }
        place += length;
    }
    Some(place)
}

/// White space within a line.
fn is_space(c: char) -> bool {
    c == ' ' || c == '\t'
}

fn push_literal(pieces: &mut Vec<Piece>, literal: &mut String) {
    let mut folded = String::new();
    for c in literal.drain(..) {
        if !(is_space(c) && folded.ends_with(' ')) {
            folded.push(c.to_ascii_lowercase());
        }
    }
    if !folded.is_empty() {
        pieces.push(Piece::Literal(folded));
    }
}

fn hole(name: &str) -> Result<Hole, (String, String)> {
    let found = Hole::ALL.iter().find(|(_, known)| *known == name);
    found.map(|(hole, _)| *hole).ok_or_else(|| {
        let known = Hole::ALL.map(|(_, name)| name);
        (format!("there is no placeholder `{{{name}}}`"), suggest(name, &known))
    })
}

/// Whether it is clear where each hole begins and ends.
fn check(pieces: &[Piece]) -> Result<(), (String, String)> {
    if pieces.first() == Some(&Piece::Hole(Hole::Any)) {
        let remedy = "leave it out: a pattern may be found anywhere in a line";
        return Err(("a pattern does not begin with `{*}`".to_owned(), remedy.to_owned()));
    }
    for pair in pieces.windows(2) {
        let wrong = match pair {
            // Digits end by themselves.
            [Piece::Hole(first), Piece::Hole(Hole::Any)] if first.is_number() => continue,
            [Piece::Hole(_), Piece::Hole(_)] => "two placeholders need text between them",
            [Piece::Hole(hole), Piece::Literal(text)]
                if hole.is_number() && is_digit_at(text, 0) =>
            {
                "a digit cannot follow a number"
            }
            [Piece::Literal(text), Piece::Hole(hole)]
                if hole.is_number() && is_digit_at(text, text.len() - 1) =>
            {
                "a digit cannot come before a number"
            }
            _ => continue,
        };
        let remedy = "write the pattern so that it is clear where each number begins and ends";
        return Err((wrong.to_owned(), remedy.to_owned()));
    }
    Ok(())
}

fn is_digit_at(text: &str, place: usize) -> bool {
    text.as_bytes()[place].is_ascii_digit()
}

impl Read for Pattern {
    const WANTED: &'static str = "a text such as \"closed with {code}: {*}\"";

    const EXAMPLE: &'static str = "\"closed with {code}: {*}\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        let Some(text) = value.as_str() else { return Ok(None) };
        let wrong = |(message, remedy)| InvalidValue { rule: MESSAGES, message, remedy };
        Self::parse(text).map(Some).map_err(wrong)
    }
}

#[cfg(test)]
mod tests;
