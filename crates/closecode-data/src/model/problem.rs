//! A question that people ask: a symptom that they see, or a decision that they have to make.

use closecode_format::read::Table;
use closecode_format::{keywords, record};

use crate::{Citation, Spanned};

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
        /// Where the answer comes from.
        sources: required_list Citation,
        /// Its texts, each with the tag of their language.
        texts: by_language Vec<(Spanned<String>, ProblemTexts)> = "text",
    }
}

record! {
    /// The texts of a question in one language.
    ProblemTexts {
        /// The question, as people ask it.
        title: required String,
        /// The answer in a sentence or two.
        summary: required String,
    }
}

fn by_language(t: &Table<'_>, key: &'static str) -> Option<Vec<(Spanned<String>, ProblemTexts)>> {
    let entries = t.required_table(key)?.entries().into_iter();
    Some(entries.filter_map(|(tag, texts)| Some((tag, ProblemTexts::read(texts)?))).collect())
}

impl Problem {
    /// Reads the file of the problem with this id.
    pub(crate) fn read_file(id: &str, t: Table<'_>) -> Option<Self> {
        Some(Self { id: id.to_owned(), ..Self::read(t)? })
    }
}

impl ProblemTexts {
    /// Each text with its key.
    pub(crate) fn all(&self) -> [(&'static str, &Spanned<String>); 2] {
        [("title", &self.title), ("summary", &self.summary)]
    }
}
