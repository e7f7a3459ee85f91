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
        contains(self.as_bytes(), part)
    }

    /// Whether it tells of the end of a connection.
    pub(super) fn is_close(&self) -> bool {
        (self.has(b"clos") && ![b"disclos", b"enclose"].iter().any(|other| self.has(*other)))
            || self.has(b"disconnect")
            || self.has(b"terminat")
            // What RFC 6455 calls it to end a connection for a fault.
            || self.as_bytes() == b"failing"
    }

    /// Whether it is about WebSocket.
    pub(super) fn is_websocket(&self) -> bool {
        self.has(b"websocket")
            || self.has(b"wasclean")
            || matches!(self.as_bytes(), b"ws" | b"wss" | b"wscode" | b"wserror")
    }
}

/// Words for what a number is called in general.
const CODES: &str = "error err errno errors";

/// What has close codes.
const SOCKETS: &str = "event evt ev e";

/// What a number after it is, other than a code.
const MEASURES: &str = "port ports line lines pid tid uid gid id size length len timeout after \
    in since every within for until version max min limit count total took delay interval wait \
    seq thread fd process issue pr copyright rfc bytes ms about up exceeds than attempt retry \
    jan feb mar apr may jun jul aug sep oct nov dec http not localhost mtu rate offset page \
    sizeof";

/// What is between the word for a code and its number.
const FILLERS: &str = "with is was of the a an as to by on and or number exit custom its get \
    got gets getting return returns returned value reason message description event evt e \
    unexpectedly connection session server client remote peer websocket ws socket like it due \
    following invalid same type this normal from cause info frame immediately int u uint some \
    none i x always because state currently";

/// What a number before it counts.
const UNITS: &str = "ms s sec secs min mins us ns h byte kb mb gb kib mib b px hz khz mhz msec \
    times rows fps rpm usd eur second millisecond minute dpi fds jobs msgs reqs";

/// Plurals that are not counted.
const UNCOUNTED: &str = "codes throws errors closes means disconnects";

impl Word {
    /// Whether a number after this word is a code of some kind.
    pub(super) fn is_code(&self) -> bool {
        self.has(b"code") || self.has(b"status") || self.is_one_of(CODES)
    }

    /// Whether a code of this is a close code.
    pub(super) fn is_socket(&self) -> bool {
        self.is_websocket() || self.is_one_of(SOCKETS)
    }

    /// Whether a number after this word is no code.
    pub(super) fn is_measure(&self) -> bool {
        self.is_one_of(MEASURES)
    }

    /// Whether the word before this one may say what a number is.
    pub(super) fn is_filler(&self) -> bool {
        self.is_one_of(FILLERS)
    }

    /// Whether a number before this word counts something.
    pub(super) fn is_counted(&self) -> bool {
        let word = self.as_bytes();
        let is_plural = word.len() > 4 && word.ends_with(b"s") && !word.ends_with(b"ss");
        (is_plural && !self.is_one_of(UNCOUNTED)) || self.is_one_of(UNITS)
    }

    fn is_one_of(&self, list: &str) -> bool {
        list.as_bytes().split(|byte| *byte == b' ').any(|word| word == self.as_bytes())
    }
}

/// Whether a word has a part, in whatever case the word is; the part is in lower case. Most words
/// do not, and few have its first letter.
pub(super) fn contains(word: &[u8], part: &[u8]) -> bool {
    let Some(last) = word.len().checked_sub(part.len()) else { return false };
    word[..=last].iter().enumerate().any(|(place, letter)| {
        letter.to_ascii_lowercase() == part[0]
            && word[place..place + part.len()].eq_ignore_ascii_case(part)
    })
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
