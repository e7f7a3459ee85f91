//! The most frequent of many texts, in bounded memory.
//!
//! Metwally, Agrawal and El Abbadi, "Efficient Computation of Frequent and Top-k Elements in Data
//! Streams" (2005): where there is no room for a new text, it takes the place of the rarest, with
//! its count. A text that is more than one in `SIZE` of all is among what is kept.

use std::collections::{BTreeSet, HashMap};

/// How many texts are kept.
const SIZE: usize = 512;

/// How long a text may be, in bytes.
const LENGTH: usize = 160;

/// What stands for a number or an id.
const MARK: char = '#';

/// Texts with their counts.
#[derive(Debug, Default)]
pub(crate) struct Frequent {
    places: HashMap<String, usize>,
    kept: Vec<Counted>,
    /// Count and place of each, the rarest first.
    order: BTreeSet<(u64, usize)>,
    total: u64,
}

/// A text, how often it was counted, and how much of that may have been others'.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) text: String,
    pub(crate) count: u64,
    pub(crate) error: u64,
}

impl Frequent {
    /// Counts a text, with a mark for what differs from time to time.
    pub(crate) fn add(&mut self, text: &str) {
        let text = outline(text);
        self.total += 1;
        let place = if let Some(place) = self.places.get(&text) {
            *place
        } else if self.kept.len() < SIZE {
            self.kept.push(Counted { text: text.clone(), count: 0, error: 0 });
            self.places.insert(text, self.kept.len() - 1);
            self.order.insert((0, self.kept.len() - 1));
            self.kept.len() - 1
        } else {
            let (count, place) = *self.order.first().expect("there are as many as are kept");
            let counted = &mut self.kept[place];
            self.places.remove(&counted.text);
            *counted = Counted { text: text.clone(), count, error: count };
            self.places.insert(text, place);
            place
        };
        let counted = &mut self.kept[place];
        self.order.remove(&(counted.count, place));
        counted.count += 1;
        self.order.insert((counted.count, place));
    }

    /// How many were counted.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// The most frequent ones, by how often they were counted at least.
    pub(crate) fn top(&self, most: usize) -> Vec<Counted> {
        let mut kept = self.kept.clone();
        let least = |counted: &Counted| counted.count - counted.error;
        // What may be others' alone is no text that anybody should look at.
        kept.retain(|counted| counted.error == 0 || least(counted) > counted.error);
        kept.sort_by(|a, b| least(b).cmp(&least(a)).then_with(|| a.text.cmp(&b.text)));
        kept.truncate(most);
        kept
    }
}

/// A text with a mark for each number, time, address and id, so that the same message is the same
/// text each time.
fn outline(text: &str) -> String {
    let mut out = String::new();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '+' | '%');
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end.max(c.len_utf8()));
        rest = after;
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            // `12:34:56` is one number, and so is `2026-11-30 12:34`.
            let before = out.trim_end_matches([':', '/', ',', ' ']);
            if before.ends_with(MARK) {
                out.truncate(before.len());
            } else {
                out.push(MARK);
            }
        } else if c.is_whitespace() {
            // One space for many, and none at the start.
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push_str(word);
        }
        if out.len() > LENGTH {
            let cut = out.char_indices().map(|(at, _)| at).take_while(|at| *at <= LENGTH).last();
            out.truncate(cut.unwrap_or(0));
            out.push('\u{2026}');
            break;
        }
    }
    // Nearly every line begins with a time, and which is no part of the message.
    let start = out.trim_start_matches(|c: char| c == MARK || " []<>()|,:".contains(c));
    if start.is_empty() { out } else { start.trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Frequent, LENGTH, SIZE, outline};

    #[test]
    fn what_differs_from_time_to_time_is_a_mark() {
        for (text, expected) in [
            ("2026-11-30T12:34:56Z ws: gone after 17 ms", "ws: gone after # ms"),
            ("[2026-11-30 12:34:56,789] ws 10.0.0.1:443 gone", "ws # gone"),
            ("peer 6ba7b810-9dad-11d1-80b4-00c04fd430c8 gone", "peer # gone"),
            ("code=1006 reason=\"\"", "code=# reason=\"\""),
            ("a \t b", "a b"),
            ("17", "#"),
            ("", ""),
            ("Verbindung gel\u{f6}st", "Verbindung gel\u{f6}st"),
        ] {
            assert_eq!(outline(text), expected, "{text}");
        }
        for text in ["x".repeat(5000), "x ".repeat(5000), "\u{9001}\u{4fe1}".repeat(5000)] {
            let outline = outline(&text);
            assert!(outline.ends_with('\u{2026}') && outline.len() <= LENGTH + 3, "{outline}");
        }
    }

    #[test]
    fn what_is_frequent_is_found_among_what_is_rare() {
        let mut frequent = Frequent::default();
        // Letters only, so that no mark makes them one.
        let word = |number: usize| {
            format!("{number:06}").bytes().map(|digit| char::from(digit + 49)).collect::<String>()
        };
        for number in 0..30_000 {
            frequent.add(&word(number));
            if number % 10 == 0 {
                frequent.add("often 1");
            }
            if number % 30 == 0 {
                frequent.add("less often 1");
            }
        }
        let top = frequent.top(2);
        assert_eq!(
            top.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(),
            ["often #", "less often #"]
        );
        for (counted, times) in top.iter().zip([3000, 1000]) {
            assert!(counted.count >= times && counted.count - counted.error <= times);
        }
        assert_eq!(frequent.kept.len(), SIZE);
        assert_eq!((frequent.places.len(), frequent.order.len()), (SIZE, SIZE));
        assert_eq!(frequent.total(), 34_000);
    }

    #[test]
    fn few_texts_are_counted_exactly() {
        let mut frequent = Frequent::default();
        for text in ["b", "a", "b", "c"] {
            frequent.add(text);
        }
        let top = frequent.top(9);
        let counts: Vec<_> = top.iter().map(|c| (c.text.as_str(), c.count, c.error)).collect();
        assert_eq!(counts, [("b", 2, 0), ("a", 1, 0), ("c", 1, 0)]);
    }
}
