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
const CLOSING: [&str; 7] =
    ["clos", "disconnect", "terminat", "websocket", "wasclean", "wscode", "wserror"];

/// What says that a number is a code, if `ws` or `wss` is near it; and codes whose names begin with
/// a short word.
const CALLING: [&str; 12] = [
    "code", "status", "error", "errno", "err ", "err:", "err=", "err\"", "1005", "1013", "1014",
    "1015",
];

/// How near that is. The classifier looks at 200 bytes before a number and at 120 after it.
const NEAR: usize = 256;

/// Words, of which one must be in every line worth a look.
#[derive(Clone, Debug)]
pub(crate) struct Sieve {
    bits: Box<[u64; 1 << (BITS - 6)]>,
    starts: Vec<u32>,
    places: Vec<Place>,
    words: Vec<Vec<u8>>,
    /// How many of the words count whatever is near them.
    alone: usize,
    /// Whether some text has no word to be found by, so that every line is worth a look.
    is_open: bool,
}

/// Where four bytes are in a word.
#[derive(Clone, Copy, Debug)]
struct Place {
    gram: u32,
    word: u16,
    offset: u16,
}

impl Sieve {
    /// A sieve for every text that the classifier knows, for the general ways of writing a code,
    /// and for the keys that are codes.
    pub(crate) fn of_messages() -> Self {
        let one = |word: &str| vec![word.to_owned()];
        let texts = message::texts().map(|parts| words(&parts.concat()));
        let names = CloseCode::ALL.iter().map(|code| words(code.name()));
        // A short constant is a name only between parentheses: `1000 (OK)`.
        let constants = message::constants().map(|name| {
            let is_short = name.len() < 8 && !name.contains('_');
            if is_short { vec![format!("({name})")] } else { one(name) }
        });
        let always = CLOSING.iter().chain(&KEYS).map(|word| one(word));
        let mut sieve = Self::new(texts.chain(names).chain(constants).chain(always));
        let first_words = CloseCode::ALL.iter().filter_map(|code| code.name().split(' ').next());
        let words = CALLING.iter().copied().chain(first_words.filter(|word| word.len() >= GRAM));
        sieve.add_beside_ws(words);
        sieve
    }

    /// A sieve for texts, each of which is given as the words that it has.
    pub(crate) fn new<W>(texts: impl IntoIterator<Item = W>) -> Self
    where
        W: IntoIterator<Item: AsRef<str>>,
    {
        let mut words = BTreeSet::new();
        let mut is_open = false;
        for text in texts {
            let words_of_text = text.into_iter().map(|word| folded(word.as_ref().as_bytes()));
            let usable = words_of_text.filter(|word| word.len() >= GRAM);
            match usable.min_by_key(|word| rank(word)) {
                Some(word) => {
                    words.insert(word);
                }
                None => is_open = true,
            }
        }
        // A word that has another in it is found with that.
        let is_needed = |word: &&Vec<u8>| {
            let parts = (0..word.len())
                .flat_map(|start| (start + GRAM..=word.len()).map(move |end| start..end));
            let others = parts.filter(|part| part.len() < word.len());
            !others.into_iter().any(|part| words.contains(&word[part]))
        };
        let words = words.iter().filter(is_needed).cloned().collect();
        Self::of_words(words, is_open, usize::MAX)
    }

    /// More words, which count only near `ws` or `wss`.
    fn add_beside_ws<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        let mut all = std::mem::take(&mut self.words);
        let alone = all.len();
        for word in words.map(|word| folded(word.as_bytes())) {
            if !all.contains(&word) {
                all.push(word);
            }
        }
        *self = Self::of_words(all, self.is_open, alone);
    }

    /// A sieve for words, of which so many count alone.
    fn of_words(words: Vec<Vec<u8>>, is_open: bool, alone: usize) -> Self {
        let mut listed: Vec<Vec<Place>> = vec![Vec::new(); 1 << LISTS];
        let mut bits = Box::new([0; 1 << (BITS - 6)]);
        for (index, word) in words.iter().enumerate() {
            let word_index = u16::try_from(index).expect("there are some hundred words");
            for (gram, offset) in grams(word) {
                let hash = hash(gram);
                bits[(hash >> (32 - BITS) >> 6) as usize] |= 1 << (hash >> (32 - BITS) & 63);
                let offset = u16::try_from(offset).expect("a word is short");
                let place = Place { gram, word: word_index, offset };
                listed[(hash >> (32 - LISTS)) as usize].push(place);
            }
        }
        let mut starts = vec![0];
        for list in &listed {
            starts.push(starts[starts.len() - 1] + u32::try_from(list.len()).unwrap_or(u32::MAX));
        }
        Self { bits, starts, places: listed.concat(), words, alone, is_open }
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
        places.clone().find_map(|found| {
            let word = &self.words[usize::from(found.word)];
            let start = place.checked_sub(usize::from(found.offset))?;
            let there = text.get(start..start + word.len())?;
            let is_there = there.iter().zip(word).all(|(a, b)| fold(*a) == *b);
            let counts = || usize::from(found.word) < self.alone || is_near_ws(text, start);
            (is_there && counts()).then_some(start)
        })
    }
}

/// Whether `ws` or `wss` is near a place, as a word of its own.
fn is_near_ws(text: &[u8], place: usize) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_' || !byte.is_ascii();
    let first = place.saturating_sub(NEAR);
    let near = &text[first..text.len().min(place + NEAR)];
    memchr::memchr2_iter(b'w', b'W', near).any(|at| {
        let length = near[at..].iter().take(5).take_while(|byte| is_letter(byte)).count();
        let is_start = near[..at].last().is_none_or(|byte| !is_letter(byte));
        let word = &near[at..at + length];
        is_start && (word.eq_ignore_ascii_case(b"ws") || word.eq_ignore_ascii_case(b"wss"))
    })
}

/// The words of a pattern that must be there: what is between holes and white space.
fn words(pattern: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in pattern.replace("{{", "\u{1}").replace("}}", "\u{2}").split('{') {
        // The first part has no hole before it.
        let (hole, text) = part.split_once('}').unwrap_or(("", part));
        debug_assert!(!hole.contains(' '), "{pattern}");
        let text = text.replace('\u{1}', "{").replace('\u{2}', "}");
        words.extend(text.split_whitespace().map(str::to_owned));
    }
    words
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

/// How common a word is in ordinary lines: the lower, the rarer.
fn rank(word: &[u8]) -> (bool, usize, usize) {
    let is_in = |common: &&&str| word.windows(common.len()).any(|part| part == common.as_bytes());
    (word.len() == GRAM, COMMON.iter().filter(is_in).count(), usize::MAX - word.len())
}

/// How common letters are in English, roughly.
fn commonness(bytes: &[u8]) -> usize {
    const LETTERS: &[u8] = b"zqxjkvbpygfwmucldrhsnioate";
    bytes.iter().map(|byte| LETTERS.iter().position(|letter| letter == byte).unwrap_or(6)).sum()
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

    fn of(words: &[&str]) -> Sieve {
        Sieve::new(words.iter().map(|word| [*word]))
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
    fn the_rarest_word_of_a_text_is_looked_for() {
        let sieve = Sieve::new([["connection", "aborted", "it"], ["it", "code", "server"]]);
        let finds = |text: &str| sieve.find(text.as_bytes(), 0).is_some();
        assert!(finds("aborted") && finds("server"));
        assert!(!finds("connection") && !finds("code"));
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
            for text in ways.iter().filter(|text| classify(text).is_some()) {
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
                let is_there = |text: &str| {
                    let said = classify(text);
                    said.is_some_and(|said| said.certainty() > Certainty::Possible)
                };
                if is_there(&text) {
                    found += 1;
                    assert!(sieve.find(text.as_bytes(), 0).is_some(), "{text}");
                }
            }
        }
        for name in closecode::message::constants().filter(|name| classify(name).is_some()) {
            found += 1;
            assert!(sieve.find(name.as_bytes(), 0).is_some(), "{name}");
        }
        assert!(found > 1000, "{found}");
    }

    #[test]
    fn the_words_of_a_pattern_are_what_is_between_its_holes() {
        let of = |pattern| super::words(pattern);
        assert_eq!(of("received {received} ({*}){*}; then"), ["received", "(", ")", ";", "then"]);
        assert_eq!(of("{code}"), [""; 0]);
        assert_eq!(of("a {{b}} {number}c"), ["a", "{b}", "c"]);
    }
}
