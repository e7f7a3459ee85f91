//! The texts of the data in pieces small enough to judge: one statement each, with the codes that
//! it is about.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One statement.
#[derive(Debug)]
pub(crate) struct Clause {
    /// Where it stands.
    place: String,
    /// The codes of the entry that it stands in.
    own: Vec<u16>,
    /// The codes that it names.
    named: Vec<u16>,
    /// In lower case.
    text: String,
}

impl Clause {
    fn new(place: String, own: Vec<u16>, text: &str) -> Self {
        let text = text.to_lowercase();
        Self { place, own, named: codes_in(&text), text }
    }

    /// Whether it is about a code: it names the code, or names none and stands in the code's entry.
    pub(crate) fn is_about(&self, code: u16) -> bool {
        self.names(code) || self.named.is_empty() && self.own.contains(&code)
    }

    /// Whether it names a code.
    pub(crate) fn names(&self, code: u16) -> bool {
        self.named.contains(&code)
    }

    /// Whether it stands in the entry of a code, whatever it names.
    pub(crate) fn is_in(&self, code: u16) -> bool {
        self.own == [code]
    }

    /// The codes that it names.
    pub(crate) fn named(&self) -> &[u16] {
        &self.named
    }

    /// The words, in lower case.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether one of these stands at the start of a word, so that `crash` finds "crashed" and
    /// `bug` does not find "debug".
    pub(crate) fn has(&self, stems: &[&str]) -> bool {
        stems.iter().any(|stem| self.places(stem).next().is_some())
    }

    /// Whether one of these stands in it without a denial among the words just before it: "not
    /// 1000" does not assert 1000. A denial further away, or before a comma, denies something else.
    pub(crate) fn asserts(&self, stems: &[&str], within: usize) -> bool {
        let is_denied = |at: usize| {
            let phrase = self.text[..at].rsplit(", ").next().unwrap_or_default();
            phrase
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .rev()
                .take(within)
                .any(denies)
        };
        stems.iter().any(|stem| self.places(stem).any(|at| !is_denied(at)))
    }

    /// Where these letters begin a word.
    fn places<'a>(&'a self, stem: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.text
            .match_indices(stem)
            .map(|(at, _)| at)
            .filter(|at| !self.text[..*at].ends_with(char::is_alphanumeric))
    }

    /// The waiting times in it, in seconds: `5 to 30 s` is 5 and 30.
    pub(crate) fn seconds(&self) -> Vec<u32> {
        seconds(&self.text)
    }
}

/// Whether a word denies what follows it, in either language.
fn denies(word: &str) -> bool {
    let words = [
        "no", "not", "never", "nobody", "neither", "nor", "cannot", "tidak", "tak", "bukan",
        "jangan",
    ];
    words.contains(&word) || word.starts_with("forbid") || word == "melarang"
}

/// Four-digit numbers that can be close codes.
fn codes_in(text: &str) -> Vec<u16> {
    let mut found = Vec::new();
    let mut before = "";
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        let number =
            word.parse().ok().filter(|n: &u16| word.len() == 4 && (1000..5000).contains(n));
        // Erratum 3227 is not a code.
        found.extend(number.filter(|_| !before.starts_with("errat")));
        before = word;
    }
    found
}

pub(crate) fn seconds(text: &str) -> Vec<u32> {
    let spaced = text.replace(['-', '–'], " to ");
    let words: Vec<&str> =
        spaced.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let unit = match *word {
            "s" | "sec" | "second" | "seconds" | "detik" => 1,
            "min" | "minute" | "minutes" | "menit" => 60,
            _ => continue,
        };
        let number =
            |back: usize| Some(words.get(at.checked_sub(back)?)?.parse::<u32>().ok()? * unit);
        let joins = at >= 2 && ["to", "and", "sampai", "hingga", "dan"].contains(&words[at - 2]);
        found.extend(number(3).filter(|_| joins));
        found.extend(number(1));
    }
    found
}

/// The statements of a text. After a colon or semicolon the sentence goes on about the codes that
/// it has named.
fn split(place: &str, own: &[u16], text: &str) -> Vec<Clause> {
    let mut list = Vec::new();
    for sentence in text.split(". ").flat_map(|s| s.split("? ")) {
        let mut named: Vec<u16> = Vec::new();
        for part in sentence.split("; ").flat_map(|s| s.split(": ")) {
            let mut clause = Clause::new(place.to_owned(), own.to_vec(), part);
            if clause.named.is_empty() {
                clause.named.clone_from(&named);
            } else {
                named.clone_from(&clause.named);
            }
            list.push(clause);
        }
    }
    list
}

/// The languages whose words the checks know. In the others the rules hold what no word is needed
/// for: the same numbers, the same terms, no text missing or stale; and somebody read each of them
/// against the facts without seeing the English.
const LANGUAGES: [&str; 2] = ["en", "id"];

/// Every statement in the data, in the languages that the checks know.
static ALL: LazyLock<Vec<Clause>> = LazyLock::new(|| {
    let mut list = Vec::new();
    for locale in LANGUAGES.map(crate::common::locale) {
        for entry in locale.entries() {
            let own = if entry.file == "ui" || entry.file == "ranges" {
                vec![]
            } else {
                codes_in(&entry.key)
            };
            for field in entry.fields() {
                let text = field.text.map_or("", |t| t.as_str());
                let place = format!("{}/{} {}", locale.folder, entry.name(), field.key);
                list.extend(split(&place, &own, text));
            }
        }
    }
    list
});

/// Proves that a check catches each bad sentence, told as if it stood in the entry of the code
/// before it (0 for none), and that it catches nothing in the data.
pub(crate) fn nothing_says(bad: &[(u16, &str)], wrong: impl Fn(&Clause) -> bool) {
    for (code, sentence) in bad {
        let own = if *code == 0 { vec![] } else { vec![*code] };
        let is_caught = split("", &own, sentence).iter().any(&wrong);
        assert!(is_caught, "the check does not catch: {sentence}");
    }
    let caught: Vec<String> =
        ALL.iter().filter(|c| wrong(c)).map(|c| format!("{}: {}", c.place, c.text)).collect();
    assert!(caught.is_empty(), "{} wrong statements:\n{}", caught.len(), caught.join("\n"));
}

/// The texts of one entry in one language, by key: `title`, `description` and so on.
/// The texts of an entry by key; those of all cases together.
pub(crate) fn entry(tag: &str, name: &str) -> BTreeMap<&'static str, String> {
    let locale = crate::common::locale(tag);
    let found = locale
        .entries()
        .into_iter()
        .find(|e| e.name() == name)
        .unwrap_or_else(|| panic!("{tag} has no {name}"));
    let mut texts: BTreeMap<&'static str, String> = BTreeMap::new();
    for field in found.fields() {
        let Some(text) = field.text else { continue };
        let all = texts.entry(field.key).or_default();
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&text.replace('`', ""));
    }
    texts
}

/// Asserts that a text of an entry holds all of these phrases, in English and in Indonesian.
pub(crate) fn says(name: &str, key: &str, english: &[&str], indonesian: &[&str]) {
    for (tag, phrases) in [("en", english), ("id", indonesian)] {
        let text = &entry(tag, name)[key];
        for phrase in phrases {
            assert!(text.contains(phrase), "{tag}/{name} {key} does not say {phrase:?}: {text}");
        }
    }
}

#[test]
fn a_statement_knows_its_codes_and_waiting_times() {
    let clause = |own: u16, text: &str| Clause::new(String::new(), vec![own], text);
    assert_eq!(clause(1012, "RFC 6455 and erratum 3227 allow 1011 or 1012.").named(), [1011, 1012]);
    assert!(
        clause(1012, "The service restarts.").is_about(1012)
            && !clause(1012, "Clients see 1006.").is_about(1012)
    );
    assert_eq!(
        clause(0, "wait 1-5 seconds, then 5 to 30 s, at most 2 minutes").seconds(),
        [1, 5, 5, 30, 120]
    );
    assert_eq!(clause(0, "tunggu 5 sampai 30 detik atau 1 menit").seconds(), [5, 30, 60]);
    assert!(
        clause(0, "it gives 1000, not 1005").asserts(&["1000"], 2)
            && !clause(0, "it gives 1000, not 1005").asserts(&["1005"], 2)
    );
    let follows = split("", &[1008, 1009], "1009 has one meaning: a message was too big");
    assert!(follows.iter().all(|c| c.is_about(1009) && !c.is_about(1008)));
    assert!(clause(0, "it crashed").has(&["crash"]) && !clause(0, "debug").has(&["bug"]));
}
