//! A question that people ask: a symptom that they see, or a decision that they have to make.

use std::ops::Deref;

use closecode_format::read::{DeValue, InvalidValue, Read, Table};
use closecode_format::{keywords, record};

use super::Authority;
use crate::{Citation, Dataset, Spanned};

keywords! {
    /// What kind of question it is.
    ProblemKind: "a kind of problem" {
        /// Something goes wrong, and its cause is looked for.
        Symptom = "symptom",
        /// There are several ways, and one is to be chosen.
        Decision = "decision",
    }
}

record! {
    /// One question.
    Problem {
        /// Its key: the name of the file.
        id: later String,
        /// What kind of question it is.
        kind: required ProblemKind,
        /// The codes that it is about, the first above all.
        codes: required_list u16,
        /// The cases of codes that it says more about, such as `1006/idle-timeout`.
        cases: list String,
        /// Where the answer comes from.
        sources: required_list Citation,
        /// What people see and search for, as it is printed; the same in every language.
        messages: list String,
        /// What finds the cause, in order. A text says what each is for.
        steps: tables ProblemStep,
        /// What ends it, by proxy and by library. A text explains each.
        fixes: tables ProblemFix,
        /// The ways to choose from. A text describes each.
        options: tables ProblemOption,
        /// Who stands behind the advice of a decision.
        authority: optional Authority,
        /// The codes of which it is counted how clients treat them.
        survey: list u16,
        /// Its texts, each with the tag of their language.
        texts: by_language Vec<(Spanned<String>, ProblemTexts)> = "text",
    }
}

/// A program, a configuration or what it prints: in a file one string, or a list of its lines. A
/// string must not break its line, so that a list is the one way to write more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines(String);

impl Deref for Lines {
    type Target = str;

    /// Its lines, with a line break between two.
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Read for Lines {
    const WANTED: &'static str = "a string, or an array of strings for more than one line";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        let lines: Option<Vec<&str>> = match value.as_array() {
            Some(lines) => lines.iter().map(|line| line.get_ref().as_str()).collect(),
            None => value.as_str().map(|line| vec![line]),
        };
        Ok(lines.filter(|lines| !lines.is_empty()).map(|lines| Self(lines.join("\n"))))
    }
}

record! {
    /// One step towards the cause.
    ProblemStep {
        /// What to run.
        command: optional Lines,
        /// What it prints, shortened, in the case that is looked for.
        output: optional Lines,
    }
}

record! {
    /// What ends a symptom in one place.
    ProblemFix {
        /// The implementation that is changed, if it is one of those that are recorded.
        implementation: optional String,
        /// Its configuration or the code that uses it.
        config: optional Lines,
    }
}

record! {
    /// One way to decide.
    ProblemOption {
        /// The code that is then sent.
        code: optional u16,
        /// The HTTP status that is then sent.
        status: optional u16,
        /// The implementations that do so.
        who: list String,
    }
}

record! {
    /// The texts of a question in one language.
    ProblemTexts {
        /// The question, as people ask it.
        title: required String,
        /// The answer in a sentence or two.
        summary: required String,
        /// What the code says, and what it cannot say.
        tells: list String,
        /// What each step is for.
        steps: list String,
        /// What each fix does.
        fixes: list String,
        /// What each option is, and what speaks for it and against it.
        options: list String,
        /// What we would do, and why.
        advice: optional String,
        /// What keeps it from happening again.
        prevention: list String,
    }
}

record! {
    /// The labels of the pages of problems in one language. They are not among the words of the
    /// interface, because those have to be there in every language.
    ProblemWords[
        /// The tag of the language.
        language
    ] {
        /// What the questions are.
        description: required String,
        /// What heads the symptoms.
        symptoms: required String,
        /// What heads the decisions.
        decisions: required String,
        /// What heads the messages.
        messages: required String,
        /// What heads what the code says.
        tells: required String,
        /// What heads the steps.
        steps: required String,
        /// What precedes what a command prints.
        prints: required String,
        /// What heads the fixes.
        fixes: required String,
        /// What heads the options.
        options: required String,
        /// What heads the advice.
        advice: required String,
        /// What heads what prevents it.
        prevention: required String,
        /// What heads the codes.
        codes: required String,
        /// What heads the counts of clients.
        counts: required String,
        /// The link to the list.
        all: required String,
    }
}

impl ProblemWords {
    /// A table for each language.
    pub(crate) fn read_all(table: &Table<'_>) -> Vec<Self> {
        let entries = table.entries().into_iter();
        entries.filter_map(|(tag, words)| Self::read(tag, words)).collect()
    }

    /// Each text with its key.
    pub(crate) fn all(&self) -> [(&'static str, &Spanned<String>); 14] {
        [
            ("description", &self.description),
            ("symptoms", &self.symptoms),
            ("decisions", &self.decisions),
            ("messages", &self.messages),
            ("tells", &self.tells),
            ("steps", &self.steps),
            ("prints", &self.prints),
            ("fixes", &self.fixes),
            ("options", &self.options),
            ("advice", &self.advice),
            ("prevention", &self.prevention),
            ("codes", &self.codes),
            ("counts", &self.counts),
            ("all", &self.all),
        ]
    }
}

fn by_language(t: &Table<'_>, key: &'static str) -> Option<Vec<(Spanned<String>, ProblemTexts)>> {
    let entries = t.required_table(key)?.entries().into_iter();
    Some(entries.filter_map(|(tag, texts)| Some((tag, ProblemTexts::read(texts)?))).collect())
}

impl Dataset {
    /// The labels of the pages of problems in the language with this tag.
    pub fn problem_words(&self, tag: &str) -> Option<&ProblemWords> {
        self.problem_words.iter().find(|words| *words.language == tag)
    }
}

impl Problem {
    /// Reads the file of the problem with this id.
    pub(crate) fn read_file(id: &str, t: Table<'_>) -> Option<Self> {
        Some(Self { id: id.to_owned(), ..Self::read(t)? })
    }

    /// Its texts in the language with this tag, if they were written.
    pub fn texts_in(&self, tag: &str) -> Option<&ProblemTexts> {
        self.texts.iter().find(|(language, _)| language.value == tag).map(|(_, texts)| texts)
    }

    /// The implementations that it names, each time.
    pub fn implementations(&self) -> impl Iterator<Item = &Spanned<String>> {
        let fixes = self.fixes.iter().filter_map(|fix| fix.implementation.as_ref());
        fixes.chain(self.options.iter().flat_map(|option| &option.who))
    }
}

impl ProblemTexts {
    /// Each text with its key.
    pub(crate) fn all(&self) -> Vec<(&'static str, &Spanned<String>)> {
        let mut all = vec![("title", &self.title), ("summary", &self.summary)];
        all.extend(self.advice.as_ref().map(|text| ("advice", text)));
        for (key, texts) in [
            ("tells", &self.tells),
            ("steps", &self.steps),
            ("fixes", &self.fixes),
            ("options", &self.options),
            ("prevention", &self.prevention),
        ] {
            all.extend(texts.iter().map(|text| (key, text)));
        }
        all
    }
}
