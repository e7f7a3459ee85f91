//! What a language calls the terms of the field.

use closecode_format::{keywords, record};

keywords! {
    /// How much a word of authority claims, the weakest first.
    Strength: "a strength" {
        /// Something is allowed.
        Permission = "permission",
        /// Somebody asks for it, and nobody has to agree.
        Request = "request",
        /// Whoever departs from it has a reason.
        Recommendation = "recommendation",
        /// Whoever departs from it does not conform.
        Requirement = "requirement",
    }
}

record! {
    /// One term.
    Term[
        /// What the term is called in every file.
        id
    ] {
        /// What the language calls it.
        term: required String,
        /// What it means, or why it is called so.
        note: optional String,
        /// English: how much the word claims, if it is a word of authority.
        strength: optional Strength,
        /// English: the words that stand for the term in a text. None if they have other meanings
        /// too.
        words: list String = "in",
        /// Other languages: parts of words by which the term is found in a text, in any case.
        forms: list String,
        /// What must not be in a text in its place.
        avoid: list String,
        /// Texts that do without the term, by their names.
        except: list String,
    }
}
