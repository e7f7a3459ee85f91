//! The words around a place of a text, in lower case.

use super::matching::Span;

/// A word is read this far; no word that is looked for is longer.
const LONGEST: usize = 24;
/// What is longer is no word.
const LONG: usize = 256;
/// Words this far apart do not belong together.
const GAP: usize = 24;

/// A word in lower case, cut where it is long.
#[derive(Clone, Copy)]
pub(super) struct Word {
    letters: [u8; LONGEST],
    length: usize,
    /// Where all of it is.
    pub(super) span: Span,
}

impl Word {
    fn new(text: &[u8], span: Span) -> Self {
        let mut letters = [0; LONGEST];
        let mut length = 0;
        for (letter, byte) in letters.iter_mut().zip(&text[span.start..span.end]) {
            *letter = byte.to_ascii_lowercase();
            length += 1;
        }
        Self { letters, length, span }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.letters[..self.length]
    }

    pub(super) fn has(&self, part: &[u8]) -> bool {
        self.as_bytes().windows(part.len()).any(|window| window == part)
    }

    /// Whether it tells of the end of a connection.
    pub(super) fn is_close(&self) -> bool {
        (self.has(b"clos") && ![b"disclos", b"enclose"].iter().any(|other| self.has(*other)))
            || self.has(b"disconnect")
            || self.has(b"terminat")
    }

    /// Whether it is about WebSocket.
    pub(super) fn is_websocket(&self) -> bool {
        self.has(b"websocket")
            || self.has(b"wasclean")
            || matches!(self.as_bytes(), b"ws" | b"wss" | b"wscode" | b"wserror")
    }
}

/// Letters, `_`, and what is not ASCII.
pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii()
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The words before a place, the nearest first, on the same line and not far apart.
pub(super) fn before(text: &[u8], place: usize) -> impl Iterator<Item = Word> {
    let mut end = place;
    core::iter::from_fn(move || {
        let gap = text[..end].iter().rev().take(GAP + 1);
        let gap = gap.take_while(|byte| !is_letter(**byte) && !is_end(**byte)).count();
        end -= gap;
        let length = text[..end].iter().rev().take(LONG).take_while(|b| is_letter(**b)).count();
        let span = Span { start: end - length, end };
        end = span.start;
        (length > 0 && gap <= GAP).then(|| Word::new(text, span))
    })
}

/// The words after a place, the nearest first, on the same line and not far apart.
pub(super) fn after(text: &[u8], place: usize) -> impl Iterator<Item = Word> {
    let mut start = place;
    core::iter::from_fn(move || {
        let gap = text[start..].iter().take(GAP + 1);
        let gap = gap.take_while(|byte| !is_letter(**byte) && !is_end(**byte)).count();
        start += gap;
        let length = text[start..].iter().take(LONG).take_while(|b| is_letter(**b)).count();
        let span = Span { start, end: start + length };
        start = span.end;
        (length > 0 && gap <= GAP).then(|| Word::new(text, span))
    })
}
