//! What holds of every file before anybody asks what its keys mean: its characters are seen, and
//! nothing in it is beyond measure.

use toml::Spanned as TomlSpanned;

use super::{DeTable, DeValue};
use crate::characters::{self, Unseen, unseen};
use crate::{Diagnostics, Span};

/// The rule about lengths.
pub(crate) const SIZES: &str = "sizes";

/// The longest text, in characters. The longest in the data is a third of it.
pub(crate) const MAX_TEXT: usize = 4000;

/// The most values in a list, and rows of one kind in a file: each number from 4000 to 4999 on two
/// connections.
pub(crate) const MAX_LIST: usize = 2000;

/// Checks a file as it is written and, if it could be, as it is read.
pub(super) fn check(text: &str, tree: Option<&DeTable<'_>>, file: u32, diagnostics: &Diagnostics) {
    let report = |span, found: Unseen| {
        diagnostics.error(characters::RULE, span, found.message(), found.remedy());
    };
    // A mark of the byte order is part of the encoding.
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let start = start.min('\u{feff}'.len_utf8());
    for found in unseen(&text[start..]) {
        // Lines end, and what else is below a space is no TOML, which has been said.
        if !found.character.is_ascii() {
            let at = start + found.at;
            report(Span::new(file, at..at + found.character.len_utf8()), found);
        }
    }
    let values = Values { text, file, diagnostics, report: &report };
    if let Some(tree) = tree {
        values.table(tree);
    }
}

struct Values<'a> {
    text: &'a str,
    file: u32,
    diagnostics: &'a Diagnostics,
    report: &'a dyn Fn(Span, Unseen),
}

impl Values<'_> {
    fn table(&self, table: &DeTable<'_>) {
        for (key, value) in table {
            self.string(key.get_ref(), Span::new(self.file, key.span()));
            self.value(value);
        }
    }

    fn value(&self, value: &TomlSpanned<DeValue<'_>>) {
        let span = Span::new(self.file, value.span());
        match value.get_ref() {
            DeValue::String(text) => self.string(text, span),
            DeValue::Table(table) => self.table(table),
            DeValue::Array(list) => {
                if list.len() > MAX_LIST {
                    let message = format!("{} are more than {MAX_LIST}", list.len());
                    let remedy = "a list, and the rows of one kind in a file, have an end; check \
                                  what wrote them";
                    let first = list.first().map_or(span, |v| Span::new(self.file, v.span()));
                    self.diagnostics.error(SIZES, first, message, remedy);
                }
                list.iter().for_each(|value| self.value(value));
            }
            _ => {}
        }
    }

    /// What a text has after its escapes are read. What it has without them has been reported.
    fn string(&self, text: &str, span: Span) {
        let written = self.text.get(span.span()).unwrap_or_default();
        for found in unseen(text) {
            if found.character.is_ascii() || !written.contains(found.character) {
                (self.report)(span, found);
                break;
            }
        }
        let length = text.chars().count();
        if length > MAX_TEXT {
            self.diagnostics.error(
                SIZES,
                span,
                format!("{length} characters are more than {MAX_TEXT}"),
                "shorten the text; a page or a message has no room for it",
            );
        }
    }
}
