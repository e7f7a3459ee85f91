//! Tells lines that may be about the end of a connection from those that cannot be, nearly as fast
//! as they are read.
//!
//! Each of several hundred texts has words that must be there whatever else is on the line, and one
//! of them is looked for: the rarest. Searchers for many words at once compare each place with a
//! few of them, or step through a table with each byte, and both take long when the words are many.
//! Here a set of bits says of each four bytes whether a word has them, and because every word has
//! at least five, every second place is enough. What the set lets through is compared with the
//! words. Letters are compared without their case, by a bit that also folds a few other bytes: that
//! lets through more than it must, and never less.

use std::collections::BTreeSet;

use closecode::{CloseCode, message};

use super::keys::KEYS;

/// How many bytes are compared with the set at once.
const GRAM: usize = 4;

/// The bits of the set, 2^16 of them: few of other bytes, and they stay in the nearest cache.
const BITS: u32 = 16;

/// What makes letters small, four at once.
const FOLD: u32 = 0x2020_2020;

/// The lists of words, 2^12 of them.
const LISTS: u32 = 12;

/// How many bytes are looked at in a step: four grams, at every second place.
const STEP: usize = 8;

/// What words have in common that ordinary lines have, so that another of the same text is rarer.
const COMMON: &[&str] = &[
    "activ", "after", "allow", "appl", "attempt", "authent", "avail", "because", "before", "byte",
    "cannot", "change", "check", "client", "clos", "code", "comm", "compl", "config", "connect",
    "contain", "control", "could", "creat", "data", "default", "detect", "error", "exce", "expect",
    "fail", "found", "from", "head", "host", "http", "info", "initial", "inter", "invalid", "ion",
    "length", "limit", "local", "mess", "must", "name", "network", "number", "open", "pass",
    "port", "process", "protocol", "proxy", "reach", "read", "reason", "receiv", "recogn",
    "remote", "request", "respon", "retr", "running", "second", "send", "sent", "serv", "session",
    "should", "size", "sock", "start", "stat", "stop", "stream", "support", "system", "text",
    "then", "through", "time", "try", "user", "valid", "value", "wait", "when", "with", "without",
    "work",
];

/// Parts of words that tell of the end of a connection, or that speak of WebSocket.
const CLOSING: [&str; 8] =
    ["clos", "disconnect", "terminat", "websocket", "wasclean", "wscode", "wserror", "failing"];

/// What says that a number is a code, if one of the short words is near it; and codes whose names
/// begin with a short word.
const CALLING: [&str; 12] = [
    "code", "status", "error", "errno", "err ", "err:", "err=", "err\"", "1005", "1013", "1014",
    "1015",
];

/// Words that say what a code is of, too short to be looked for.
const SHORT: [&str; 6] = ["ws", "wss", "event", "evt", "ev", "e"];

/// How near that is. The classifier looks at 200 bytes before a number and at 120 after it.
const NEAR: usize = 256;

/// Words that follow each other, with white space between them: a part of a text without holes.
type Piece = Vec<String>;

/// Texts, of each of which a part must be in a line worth a look.
#[derive(Clone, Debug)]
pub(crate) struct Sieve {
    bits: Box<[u64; 1 << (BITS - 6)]>,
    starts: Vec<u32>,
    places: Vec<Place>,
    marks: Vec<Mark>,
    /// Whether some text has no word to be found by, so that every line is worth a look.
    is_open: bool,
}

/// What a text is known by: words that follow each other, one of which is looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    words: Vec<Vec<u8>>,
    rare: usize,
    /// Whether it counts only near a short word.
    is_beside_short: bool,
}

/// Where four bytes are in the rare word of a mark.
#[derive(Clone, Copy, Debug)]
struct Place {
    gram: u32,
    mark: u16,
    offset: u16,
}

impl Sieve {
    /// A sieve for every text that the classifier knows, for the general ways of writing a code,
    /// and for the keys that are codes.
    pub(crate) fn of_messages() -> Self {
        let one = |word: &str| vec![vec![word.to_owned()]];
        let texts = message::texts().map(|parts| pieces(&parts.concat()));
        let names = CloseCode::ALL.iter().map(|code| pieces(code.name()));
        // A short constant is a name only between parentheses: `1000 (OK)`.
        let constants = message::constants().map(|name| {
            let is_short = name.len() < 8 && !name.contains('_');
            if is_short { one(&format!("({name})")) } else { one(name) }
        });
        let keys = KEYS.iter().map(|key| one(key));
        let first_words = CloseCode::ALL.iter().filter_map(|code| code.name().split(' ').next());
        let calling = CALLING.iter().copied().chain(first_words.filter(|word| word.len() >= GRAM));
        Self::new(texts.chain(names).chain(constants).chain(keys), &CLOSING, calling)
    }

    /// A sieve for texts, each of which is given by its parts; for words that count wherever they
    /// are; and for words that count near a short one.
    fn new<'a>(
        texts: impl IntoIterator<Item = Vec<Piece>>,
        words: &[&str],
        beside_short: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let one = |word: &str, is_beside_short| Mark {
            words: vec![folded(word.as_bytes())],
            rare: 0,
            is_beside_short,
        };
        let mut marks: BTreeSet<Mark> = words.iter().map(|word| one(word, false)).collect();
        marks.extend(beside_short.into_iter().map(|word| one(word, true)));
        let mut is_open = false;
        for pieces in texts {
            let has =
                |word: &&str| pieces.iter().flatten().any(|of| of.to_lowercase().contains(*word));
            // With such a word, a line is let through anyway.
            if words.iter().any(has) {
                continue;
            }
            match Mark::of(&pieces) {
                Some(mark) => {
                    marks.insert(mark);
                }
                None => is_open = true,
            }
        }
        let marks: Vec<Mark> = marks.into_iter().collect();
        let mut listed: Vec<Vec<Place>> = vec![Vec::new(); 1 << LISTS];
        let mut bits = Box::new([0; 1 << (BITS - 6)]);
        for (index, mark) in marks.iter().enumerate() {
            let index = u16::try_from(index).expect("there are some hundred marks");
            for (gram, offset) in grams(&mark.words[mark.rare]) {
                let hash = hash(gram);
                bits[(hash >> (32 - BITS) >> 6) as usize] |= 1 << (hash >> (32 - BITS) & 63);
                let offset = u16::try_from(offset).expect("a word is short");
                listed[(hash >> (32 - LISTS)) as usize].push(Place { gram, mark: index, offset });
            }
        }
        let mut starts = vec![0];
        for list in &listed {
            starts.push(starts[starts.len() - 1] + u32::try_from(list.len()).unwrap_or(u32::MAX));
        }
        Self { bits, starts, places: listed.concat(), marks, is_open }
    }

    /// A sieve for a few words.
    #[cfg(test)]
    pub(crate) fn of_words(words: &[&str]) -> Self {
        Self::new([], words, [])
    }

    /// The first place at or after another where a word is.
    #[allow(clippy::cast_possible_truncation)] // The lower four bytes are meant.
    pub(crate) fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        if self.is_open {
            return (from < text.len()).then_some(from);
        }
        let mut at = from;
        while let Some(bytes) = text.get(at..).and_then(|rest| rest.first_chunk()) {
            let bytes = u128::from_le_bytes(*bytes);
            // Without a branch each, because nearly always none is in the set.
            let is_let = [0, 2, 4, 6].map(|place| self.has((bytes >> (8 * place)) as u32));
            if is_let[0] | is_let[1] | is_let[2] | is_let[3] {
                let mut places = (0..4).filter(|index| is_let[*index]).map(|index| at + 2 * index);
                if let Some(found) = places.find_map(|place| self.word_at(text, place)) {
                    return Some(found);
                }
            }
            at += STEP;
        }
        (at..text.len()).step_by(2).find_map(|place| self.word_at(text, place))
    }

    /// Whether the set has four bytes.
    #[inline]
    fn has(&self, gram: u32) -> bool {
        let hash = hash(gram | FOLD) >> (32 - BITS);
        self.bits[(hash >> 6) as usize] >> (hash & 63) & 1 != 0
    }

    /// Where the word begins that has the four bytes at a place, if there is one.
    #[cold]
    fn word_at(&self, text: &[u8], place: usize) -> Option<usize> {
        let mut bytes = [b'\n'; GRAM];
        let rest = &text[place..];
        let length = rest.len().min(GRAM);
        bytes[..length].copy_from_slice(&rest[..length]);
        let gram = gram(&bytes);
        let list = (hash(gram) >> (32 - LISTS)) as usize;
        let [start, end] = [self.starts[list], self.starts[list + 1]].map(|at| at as usize);
        let places = self.places[start..end].iter().filter(|found| found.gram == gram);
        places.into_iter().find_map(|found| {
            let start = place.checked_sub(usize::from(found.offset))?;
            self.marks[usize::from(found.mark)].is_at(text, start).then_some(start)
        })
    }
}

impl Mark {
    /// The rarest of a text, as far as that can be told.
    fn of(pieces: &[Piece]) -> Option<Self> {
        let places = pieces.iter().flat_map(|piece| (0..piece.len()).map(move |at| (piece, at)));
        let usable = places.filter(|(piece, at)| piece[*at].len() >= GRAM);
        let (piece, rare) = usable.min_by_key(|(piece, at)| {
            let length: usize = piece.iter().map(String::len).sum();
            rank(&folded(piece[*at].as_bytes()), length)
        })?;
        let words = piece.iter().map(|word| folded(word.as_bytes())).collect();
        Some(Self { words, rare, is_beside_short: false })
    }

    /// Whether its rare word is at a place, and the others around it.
    fn is_at(&self, text: &[u8], place: usize) -> bool {
        let (before, after) = self.words.split_at(self.rare);
        let mut end = place;
        let mut rest = text.get(place..).unwrap_or_default();
        let is_there = after.iter().enumerate().all(|(index, word)| {
            if index > 0 {
                let spaces = rest.iter().take_while(|byte| is_space(**byte)).count();
                rest = &rest[spaces..];
            }
            let is_next = starts_with(rest, word);
            rest = rest.get(word.len()..).unwrap_or_default();
            is_next
        });
        is_there
            && before.iter().rev().all(|word| {
                let spaces = text[..end].iter().rev().take_while(|byte| is_space(**byte)).count();
                end = (end - spaces).saturating_sub(word.len());
                starts_with(&text[end..], word)
            })
            && (!self.is_beside_short
                || (is_near_number(text, place) && is_near_short(text, place)))
    }
}

/// Whether a text begins with a folded word.
fn starts_with(text: &[u8], word: &[u8]) -> bool {
    text.len() >= word.len() && text.iter().zip(word).all(|(a, b)| fold(*a) == *b)
}

/// What the classifier takes for white space, and a little more.
fn is_space(byte: u8) -> bool {
    byte <= b' '
}

/// Whether a number of four digits is near a place, as every code is that has no text of its own.
fn is_near_number(text: &[u8], place: usize) -> bool {
    let near = &text[place.saturating_sub(NEAR / 8)..text.len().min(place + NEAR)];
    let mut digits = 0;
    near.iter().chain(b" ").any(|byte| {
        let is_code = digits == 4 && !byte.is_ascii_digit();
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        is_code
    })
}

/// Whether one of the short words that say what a code is of is near a place, on the same line.
fn is_near_short(text: &[u8], place: usize) -> bool {
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let before = &text[place.saturating_sub(NEAR)..place];
    let after = &text[place..text.len().min(place + NEAR)];
    let before = before.rsplit(is_end).next().unwrap_or_default();
    let after = after.split(is_end).next().unwrap_or_default();
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_' || !byte.is_ascii();
    let is_short = |word: &[u8]| SHORT.iter().any(|s| word.eq_ignore_ascii_case(s.as_bytes()));
    [before, after].into_iter().any(|part| {
        let mut end = 0;
        part.split(|byte| !is_letter(byte)).any(|word| {
            end += word.len() + 1;
            // Nothing is called by a word before a digit, as there are many in hexadecimal numbers;
            // but `ws` may be anywhere.
            let is_called = !part.get(end - 1).is_some_and(u8::is_ascii_digit);
            word.len() <= 5 && is_short(word) && (is_called || word.len() != 1)
        })
    })
}

/// The parts of a pattern that must be there: what is between its holes.
fn pieces(pattern: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in pattern.replace("{{", "\u{1}").replace("}}", "\u{2}").split('{') {
        // The first part has no hole before it.
        let (_, text) = part.split_once('}').unwrap_or(("", part));
        let text = text.replace('\u{1}', "{").replace('\u{2}', "}");
        let words: Piece = text.split_whitespace().map(str::to_owned).collect();
        pieces.extend((!words.is_empty()).then_some(words));
    }
    pieces
}

/// The texts by which a word is found, and where in it they are: at two places that follow each
/// other, so that one of them is at an even place of the line.
fn grams(word: &[u8]) -> Vec<(u32, usize)> {
    if word.len() > GRAM {
        let start = (0..word.len() - GRAM)
            .min_by_key(|start| commonness(&word[*start..=start + GRAM]))
            .unwrap_or(0);
        return [start, start + 1].map(|at| (gram(&word[at..]), at)).into();
    }
    // What follows a word of four bytes may be anything.
    let mut found = vec![(gram(word), 0)];
    let mut bytes = [word[1], word[2], word[3], 0];
    for last in (0..=u8::MAX).filter(|last| fold(*last) == *last) {
        bytes[3] = last;
        found.push((gram(&bytes), 1));
    }
    found
}

/// How common a word is in ordinary lines, with what is around it: the lower, the rarer.
fn rank(word: &[u8], length: usize) -> (bool, usize, usize) {
    let is_in = |common: &&&str| word.windows(common.len()).any(|part| part == common.as_bytes());
    // What follows each other at some length is rare, whichever word of it is looked for.
    let common = if length > 12 { 0 } else { COMMON.iter().filter(is_in).count() };
    (word.len() == GRAM, common, usize::MAX - length - word.len())
}

/// Fours of letters that ordinary lines have.
const COMMON_GRAMS: &[u8] =
    b"requ eque ques uest erro rror conn onne nect serv erve rver tion stat \
    tatu ceiv ecei eive comp init fail clie lien ient pack cont ssio sion alid vali inva mess essa \
    ssag head ader beat code clos data time size from with not  this that user exce cept";

/// The letters of English, roughly by how common they are, the rarest first.
const LETTERS: &[u8] = b"zqxjkvbpygfwmucldrhsnioate";

/// How common some bytes are in ordinary lines, as far as that can be told.
fn commonness(bytes: &[u8]) -> usize {
    let is_common = |four: &[u8]| COMMON_GRAMS.chunks(5).any(|common| common.starts_with(four));
    let grams = bytes.windows(GRAM).filter(|four| is_common(four)).count();
    let letters = bytes.iter().map(|byte| LETTERS.iter().position(|l| l == byte).unwrap_or(6));
    100 * grams + letters.sum::<usize>()
}

/// Four bytes, folded.
#[inline]
fn gram(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) | FOLD
}

/// A letter without its case.
fn fold(byte: u8) -> u8 {
    byte | 0x20
}

fn folded(word: &[u8]) -> Vec<u8> {
    word.iter().map(|byte| fold(*byte)).collect()
}

/// Multiplied by an odd number without a pattern, the upper bits depend on all bytes.
#[inline]
fn hash(gram: u32) -> u32 {
    gram.wrapping_mul(0x9e37_79b1)
}

#[cfg(test)]
mod tests {
    use super::{KEYS, Sieve};
    use closecode::message::{Certainty, classify};
    use std::path::Path;

    fn of(texts: &[&str]) -> Sieve {
        Sieve::new(texts.iter().map(|text| super::pieces(text)), &[], [])
    }

    /// At each place of a line and in each case.
    #[test]
    fn a_word_is_found_wherever_it_is() {
        let sieve = of(&["closed", "code", "[x]y", "k\u{e9}y"]);
        for word in ["closed", "ClOsEd", "code", "CODE", "[x]y", "[X]Y", "k\u{e9}y"] {
            for before in 0..20 {
                for after in 0..20 {
                    let text = [".".repeat(before), word.to_owned(), "-".repeat(after)].concat();
                    assert_eq!(sieve.find(text.as_bytes(), 0), Some(before), "{text}");
                    let end = before + word.len();
                    assert_eq!(sieve.find(text.as_bytes(), end), None, "{text}");
                    let short = &text.as_bytes()[..end - 1];
                    assert_eq!(sieve.find(short, 0), None, "{text}");
                }
            }
        }
    }

    #[test]
    fn the_rarest_part_of_a_text_is_looked_for() {
        let sieve = of(&["connection {*} aborted", "it {number} code {*}server is down"]);
        let finds = |text: &str| sieve.find(text.as_bytes(), 0).is_some();
        assert!(finds("aborted") && finds("the Server \t is  down") && finds("server is down"));
        for other in ["connection", "code", "server", "server was down", "is down", "serveris down"]
        {
            assert!(!finds(other) || other == "serveris down", "{other}");
        }
    }

    #[test]
    fn some_words_count_only_near_short_ones() {
        let sieve = Sieve::new([], &["closed"], ["error"]);
        let finds = |text: &str| sieve.find(text.as_bytes(), 0).is_some();
        assert!(finds("ws: error 4004") && finds("error 4004 (WSS)") && finds("closed"));
        for other in ["error 4004 in rows", "wsx error 4004", "ws error 40041", "4e5: error 4004"] {
            assert!(!finds(other), "{other}");
        }
    }

    #[test]
    fn a_text_without_words_lets_everything_through() {
        let sieve = of(&["closed", "it"]);
        assert_eq!(sieve.find(b"abc", 1), Some(1));
        assert_eq!(sieve.find(b"abc", 3), None);
    }

    /// Hundreds of words at once, as there will be.
    #[test]
    fn words_do_not_hide_each_other() {
        let words: Vec<String> =
            (1..2001_u32).map(|n| format!("{:08x}w", n.wrapping_mul(2_654_435_761))).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let sieve = of(&words);
        for (index, word) in words.iter().enumerate() {
            let text = format!("{}{word} ", " ".repeat(index % 7));
            assert_eq!(sieve.find(text.as_bytes(), 0), Some(index % 7), "{word}");
        }
        assert_eq!(sieve.find("zzzzzzzzzzzzzzzzz".as_bytes(), 0), None);
    }

    /// Whether a line is counted.
    fn counts(text: &str) -> bool {
        classify(text).is_some_and(|said| said.certainty() > Certainty::Possible)
    }

    /// What the classifier finds, the sieve lets through: every example of the data, as it is, in
    /// capitals, and with other white space.
    #[test]
    fn nothing_is_lost_that_the_classifier_would_find() {
        let sieve = Sieve::of_messages();
        assert!(!sieve.is_open, "a text has no word of four bytes");
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let data = closecode_data::load(&data).into_dataset().expect("the data has no errors");
        let messages = data.implementations.iter().flat_map(|of| &of.messages);
        let examples: Vec<&str> = messages.map(|message| message.example.as_str()).collect();
        assert!(examples.len() > 400, "{}", examples.len());
        let crate_tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../closecode/tests/messages");
        let threads = std::fs::read_to_string(crate_tests.join("threads.tsv")).unwrap();
        let threads = threads.lines().filter_map(|line| line.split('\t').next());
        for example in examples.into_iter().chain(threads) {
            let ways = [
                example.to_owned(),
                example.to_ascii_uppercase(),
                example.to_ascii_lowercase(),
                example.replace(' ', "\t  "),
                format!("2026-11-30T12:00:00Z WARN {example} (and more)"),
            ];
            for text in ways.iter().filter(|text| counts(text)) {
                assert!(sieve.find(text.as_bytes(), 0).is_some(), "{text}");
            }
        }
        for key in KEYS {
            assert!(sieve.find(key.as_bytes(), 0).is_some(), "{key}");
        }
    }

    /// The same for what no library has printed: numbers and names with words around them.
    #[test]
    fn nothing_is_lost_of_the_general_ways_to_write_a_code() {
        let sieve = Sieve::of_messages();
        let before = [
            "",
            "code",
            "failing the connection with code ",
            "close code ",
            "closed with ",
            "ws code: ",
            "wss status ",
            "ws error ",
            "ws err=",
            "ws err: ",
            "ws errno ",
            "disconnected: ",
            "terminated with code ",
            "ws ",
            "websocket error ",
            "received ",
            "sent ",
            "wasClean: false, code: ",
            "event.code ",
            "Policy Violation ",
            "TOO_BIG (",
            "ws status=",
            "WS: ",
            "wsCode=",
            "x ws, y code is ",
        ];
        let after = [
            "",
            ")",
            " (going away)",
            " (OK)",
            " (normal)",
            " going",
            " Going Away",
            " no",
            " Try",
            " Bad Gateway",
            " ws",
            " is the ws code",
            " (POLICY_VIOLATION)",
            ": ws closed",
            " tls",
            " (StatusAbnormalClosure)",
            " Service Restart",
            " (message too big)",
            " internal",
        ];
        let mut found = 0;
        for code in [1000, 1001, 1005, 1006, 1008, 1009, 1011, 1012, 1013, 1014, 1015, 4004] {
            for (before, after) in before.iter().flat_map(|b| after.map(|a| (*b, a))) {
                let text = format!("2026-11-30T12:00:00Z app[7]: {before}{code}{after} 17");
                if counts(&text) {
                    found += 1;
                    assert!(sieve.find(text.as_bytes(), 0).is_some(), "{text}");
                }
            }
        }
        for name in closecode::message::constants().filter(|name| counts(name)) {
            found += 1;
            assert!(sieve.find(name.as_bytes(), 0).is_some(), "{name}");
        }
        assert!(found > 1000, "{found}");
    }

    #[test]
    fn the_parts_of_a_pattern_are_between_its_holes() {
        let of = |pattern| super::pieces(pattern).iter().map(|p| p.join("|")).collect::<Vec<_>>();
        assert_eq!(
            of("received {received} ({*}){*}; then  sent"),
            ["received", "(", ")", ";|then|sent"]
        );
        assert_eq!(of("{code}"), [""; 0]);
        assert_eq!(of("a {{b}} {number}c"), ["a|{b}", "c"]);
    }
}
