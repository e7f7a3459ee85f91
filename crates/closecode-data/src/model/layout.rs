//! How the pages of a language are laid out, where that differs from Latin letters.
//!
//! It is data, in `[layout]` of `language.toml`, so that a language is one folder.

use closecode_format::{keywords, record};

keywords! {
    /// Where a line may end, as CSS names it.
    LineBreak: "a way to break lines" {
        /// Not before small letters and marks of iteration.
        Strict = "strict",
    }
}

keywords! {
    /// Where a word may be broken, as CSS names it.
    WordBreak: "a way to break words" {
        /// Only at spaces.
        KeepAll = "keep-all",
        /// At the ends of phrases, which the browser finds.
        AutoPhrase = "auto-phrase",
    }
}

record! {
    /// What the script of a language needs. A language without it is written in Latin or Cyrillic
    /// letters.
    Layout {
        /// Fonts that have its letters, the preferred first.
        fonts: required_list String,
        /// The height of a line, in percent of the size of the letters.
        line_height: optional u16,
        /// The same for headings.
        heading_line_height: required u16,
        /// The same for the summary below the title, where that differs from other text.
        lead_line_height: optional u16,
        /// Where a line may end.
        line_break: optional LineBreak,
        /// Where a word may be broken.
        word_break: optional WordBreak,
        /// The same in headings and summaries.
        heading_word_break: optional WordBreak,
    }
}
