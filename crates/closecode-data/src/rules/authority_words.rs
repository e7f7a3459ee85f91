//! What a standard requires, a translation does not merely allow, and what somebody asks for, it
//! does not require.

use std::ops::Range;
use std::slice;

use super::Rule;
use crate::model::{Strength, Term};
use crate::{Diagnostics, Field, Locale, Spanned, Unchecked, markdown};

pub(super) const RULE: Rule = Rule {
    name: "authority-words",
    summary: "where an English sentence names a standard or a registration, or says `must`, its \
              word of authority has its counterpart in a translation that is not stale, and no \
              stronger one",
    check,
};

/// What names an authority in an English sentence, or speaks as one: `must` is a standard's word.
const CITED: [&str; 7] = ["rfc", "iana", "whatwg", "standard", "registration", "registry", "must"];

/// One word of authority: what it is called in the glossary, how strong it is, and its forms.
struct Word<'a> {
    id: &'a str,
    strength: Strength,
    forms: Vec<String>,
}

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let Some(base) = unchecked.dataset.locales.iter().find(|l| l.is_base()) else { return };
    let english_words = words(base, base, |term| &term.words);
    let english = base.texts();
    for locale in unchecked.dataset.locales.iter().filter(|l| !l.is_base()) {
        for term in &locale.glossary {
            check_keys(term, diagnostics);
        }
        let words = words(locale, base, |term| &term.forms);
        for (name, text) in locale.texts() {
            let Some(original) = english.get(&name).filter(|_| !locale.is_stale(&text)) else {
                continue;
            };
            for (english, own) in pairs(&original.fields, &text.fields) {
                check_text(english, own, &english_words, &words, diagnostics);
            }
        }
    }
}

/// The words of authority of a language, each as strong as English says.
fn words<'a>(
    locale: &'a Locale,
    base: &Locale,
    forms: fn(&Term) -> &Vec<Spanned<String>>,
) -> Vec<Word<'a>> {
    let word = |term: &'a Term| {
        let english = base.glossary.iter().find(|english| english.id == term.id)?;
        let forms = forms(term).iter().map(|form| form.to_lowercase());
        Some(Word {
            id: &term.id,
            strength: english.strength.as_ref()?.value,
            forms: forms.filter(|form| !form.is_empty()).collect(),
        })
    };
    locale.glossary.iter().filter_map(word).collect()
}

/// How strong a word is, is the same in every language.
fn check_keys(term: &Term, diagnostics: &Diagnostics) {
    if let Some(strength) = &term.strength {
        let message = "`strength` is for English";
        diagnostics.error(RULE.name, strength.span, message, "remove it: it holds everywhere");
    }
}

/// Each text beside its English one. Of plural forms, the languages have different ones, and each
/// says what the last of the English forms says. A case may have other parts than in English only
/// while it is stale.
fn pairs<'a>(
    english: &[Field<'a>],
    own: &[Field<'a>],
) -> Vec<(&'a Spanned<String>, &'a Spanned<String>)> {
    let same = english.len() == own.len();
    let pair = |(index, field): (usize, &Field<'a>)| {
        let english = if same { english.get(index) } else { english.last() };
        Some((english?.text?, field.text?))
    };
    own.iter().enumerate().filter_map(pair).collect()
}

fn check_text(
    english: &str,
    own: &Spanned<String>,
    english_words: &[Word<'_>],
    words: &[Word<'_>],
    diagnostics: &Diagnostics,
) {
    let english = markdown::prose(english);
    let shown = markdown::prose(own).to_lowercase();
    let own_sentences = sentences(&shown);
    let cited: Vec<Sentence<'_>> =
        sentences(&english).into_iter().map(|text| Sentence::new(text, english_words)).collect();
    // Where a language joins or parts sentences, any of them may be the one, and may say as much as
    // the strongest of the text.
    let is_aligned = cited.len() == own_sentences.len();
    let mut stronger: Vec<(&str, &str)> = Vec::new();
    for (index, sentence) in cited.iter().enumerate().filter(|(_, sentence)| sentence.is_cited) {
        let beside = if is_aligned { own_sentences[index] } else { shown.as_str() };
        let has = found(beside, words, false);
        for word in &sentence.words {
            let Some(own_word) = words.iter().find(|own| own.id == word.id) else { continue };
            if own_word.forms.is_empty() || has.iter().any(|own| own.id == word.id) {
                continue;
            }
            let message = format!(
                "the English sentence says `{}`, and no counterpart stands here: \"{}\"",
                word.id, sentence.text
            );
            let forms: Vec<String> = own_word.forms.iter().map(|f| format!("`{f}`")).collect();
            let remedy = format!("say it with {}", forms.join(" or "));
            diagnostics.error(RULE.name, own.span, message, remedy);
        }
        let said = if is_aligned { slice::from_ref(sentence) } else { cited.as_slice() };
        let strongest = said.iter().flat_map(|s| &s.words).map(|word| word.strength).max();
        let too_strong = has.iter().filter(|word| Some(word.strength) > strongest);
        stronger.extend(too_strong.map(|word| (word.id, sentence.text)));
    }
    for (index, (word, sentence)) in stronger.iter().enumerate() {
        // The whole of a text is looked at for each of its sentences.
        if is_aligned || !stronger[..index].iter().any(|(before, _)| before == word) {
            let message =
                format!("`{word}` claims more than the English sentence does: \"{sentence}\"");
            let remedy = "say as much as that sentence does, or correct it";
            diagnostics.error(RULE.name, own.span, message, remedy);
        }
    }
}

/// An English sentence: its words of authority, and whether they are somebody's.
struct Sentence<'a> {
    text: &'a str,
    words: Vec<&'a Word<'a>>,
    is_cited: bool,
}

impl<'a> Sentence<'a> {
    fn new(text: &'a str, words: &'a [Word<'a>]) -> Self {
        let lower = text.to_lowercase();
        let words = found(&lower, words, true);
        let is_cited = !words.is_empty() && CITED.iter().any(|cited| starts_a_word(&lower, cited));
        Self { text: text.trim(), words, is_cited }
    }
}

/// Which words a text in small letters holds, each once. Of forms that lie one within the other,
/// the longest counts: `darf nicht` is no `darf`.
fn found<'a, 'w>(text: &str, words: &'a [Word<'w>], is_english: bool) -> Vec<&'a Word<'w>> {
    let mut places: Vec<(Range<usize>, &Word<'_>)> = Vec::new();
    for word in words {
        for form in &word.forms {
            let starts = text.match_indices(form.as_str()).map(|(at, _)| at);
            let starts = starts.filter(|at| !is_english || is_word_start(text, *at));
            places.extend(starts.map(|at| (at..at + form.len(), word)));
        }
    }
    let lies_in = |inner: &Range<usize>, outer: &Range<usize>| {
        outer.start <= inner.start && inner.end <= outer.end && inner.len() < outer.len()
    };
    let is_own = |place: &Range<usize>| !places.iter().any(|(other, _)| lies_in(place, other));
    let counts =
        |word: &&Word<'_>| places.iter().any(|(place, w)| w.id == word.id && is_own(place));
    words.iter().filter(counts).collect()
}

fn starts_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| is_word_start(text, at))
}

fn is_word_start(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-')
}

/// The sentences of a text, whatever its script ends them with. One that has no such mark is one.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices() {
        let end = at + mark.len_utf8();
        let rest = &text[end..];
        let is_end = match mark {
            '.' | '!' | '?' | '؟' | '।' => rest.starts_with(char::is_whitespace),
            '。' | '！' | '？' => true,
            _ => false,
        };
        if is_end || rest.is_empty() {
            sentences.push(&text[start..end]);
            start = end;
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::{Strength, Word, found, sentences};

    #[test]
    fn each_script_ends_its_sentences() {
        assert_eq!(
            sentences("One 0.11.4 is one. Two? Three"),
            ["One 0.11.4 is one.", " Two?", " Three"]
        );
        assert_eq!(sentences("一。二！三"), ["一。", "二！", "三"]);
        assert_eq!(sentences("एक। दो।"), ["एक।", " दो।"]);
        assert_eq!(sentences("ا؟ ب."), ["ا؟", " ب."]);
        assert_eq!(sentences(""), Vec::<&str>::new());
    }

    #[test]
    fn the_longest_form_counts() {
        let word = |id, strength, form: &str| Word { id, strength, forms: vec![form.to_owned()] };
        let words = [
            word("must-not", Strength::Requirement, "darf nicht"),
            word("may", Strength::Permission, "darf"),
        ];
        let ids = |text, is_english| -> Vec<&str> {
            found(text, &words, is_english).iter().map(|word| word.id).collect()
        };
        assert_eq!(ids("er darf nicht", false), ["must-not"]);
        assert_eq!(ids("er darf nicht, sie darf", false), ["must-not", "may"]);
        assert_eq!(ids("bedarf", false), ["may"]);
        assert_eq!(ids("bedarf", true), Vec::<&str>::new());
    }
}
