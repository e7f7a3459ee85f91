//! The words that documentation of an application's own codes needs of ours, in every language of
//! the data.
//!
//! They are carried along as a small text, because the program `closecode` is installed without the
//! data folder. As with `known.txt`, whatever stands in it, the program that writes it anew can be
//! built.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use toml::de::DeTable;

use crate::model::{Cldr, Direction, Language, LocaleFormats, Ui};
use crate::{Dataset, Diagnostics, Locale, Localizer, Span};
use closecode_format::read::Table;

/// The file, as it was when this crate was built.
const TEXT: &str = include_str!("labels.toml");

/// The groups of `ui.toml` that stand in it.
const GROUPS: [&str; 6] =
    ["own", "punctuation", "protocol", "protocol_sender", "reconnect", "value"];

/// The words of all languages, without the data folder.
///
/// ```
/// let labels = closecode_data::Labels::built_in();
/// assert_eq!(labels.localizer("id").own().standard().to_string(), "Kode standar");
/// assert_eq!(labels.localizer("id-ID").locale().folder, "id");
/// assert_eq!(labels.localizer("tlh").locale().folder, "en");
/// ```
#[derive(Debug)]
pub struct Labels {
    locales: Vec<Locale>,
}

impl Labels {
    /// The words, as they were when this crate was built.
    ///
    /// # Panics
    /// If `labels.toml` is broken, which a test would see.
    pub fn built_in() -> Self {
        let diagnostics = Diagnostics::default();
        let (document, _) = DeTable::parse_recoverable(TEXT);
        let table = Table::new(document.get_ref(), Span::new(0, 0..0), &diagnostics);
        let locales: Vec<Locale> =
            table.entries().into_iter().filter_map(|(tag, t)| locale(tag.value, &t)).collect();
        assert!(
            diagnostics.count() == 0 && locales.iter().any(Locale::is_base),
            "labels.toml is broken: run `cargo xtask generate`"
        );
        Self { locales }
    }

    /// The words of a language: of `pt` where there are none of `pt-BR`, and in English where there
    /// are none of that either. The localizer's locale says which it is.
    pub fn localizer(&self, tag: &str) -> Localizer<'_> {
        let base = self
            .locales
            .iter()
            .find(|l| l.is_base())
            .expect("there is English, as was seen when they were read");
        let mut wanted = Some(tag);
        while let Some(tag) = wanted {
            if let Some(locale) = self.locales.iter().find(|l| *l.language.tag == tag) {
                return Localizer::new(locale, base);
            }
            wanted = tag.rsplit_once('-').map(|(shorter, _)| shorter);
        }
        Localizer::new(base, base)
    }
}

fn locale(folder: String, t: &Table<'_>) -> Option<Locale> {
    let (language, ui) = (Language::read(t.table("language")?)?, Ui::read(t.table("ui")?));
    let cldr = Cldr::read(t.table("cldr")?)?;
    let formats = Arc::new(LocaleFormats::new(cldr, *language.direction == Direction::Rtl));
    Some(Locale {
        folder,
        language,
        codes: BTreeMap::new(),
        ranges: BTreeMap::new(),
        pairs: BTreeMap::new(),
        situations: BTreeMap::new(),
        ui,
        glossary: Vec::new(),
        made_from: BTreeMap::new(),
        formats,
        places: BTreeMap::new(),
    })
}

/// The text that stands in `src/labels.toml`.
pub fn labels_text(data: &Dataset) -> String {
    let mut out = "# Written by `cargo xtask`: what documentation of an application's own codes says in each language.\n".to_owned();
    for locale in &data.locales {
        let (folder, language) = (&locale.folder, &locale.language);
        let _ = writeln!(out, "\n[{folder}.language]");
        write(&mut out, "tag", &language.tag);
        write(&mut out, "ident", &language.ident);
        write(&mut out, "name", &language.name);
        write(&mut out, "english-name", &language.english_name);
        write(&mut out, "direction", language.direction.as_str());
        out += &locale.formats.cldr().to_toml(&format!("{folder}.cldr"));
        for (group, words) in
            locale.ui.groups().into_iter().filter(|(group, _)| GROUPS.contains(group))
        {
            let _ = writeln!(out, "\n[{folder}.ui.{group}]");
            for field in words.fields() {
                if let Some(text) = field.text {
                    write(&mut out, &field.name(), text);
                }
            }
        }
    }
    out
}

/// A string of JSON is one of TOML.
fn write(out: &mut String, key: &str, text: &str) {
    let _ = writeln!(out, "{key} = {}", serde_json::Value::from(text));
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, Labels, TEXT, labels_text};
    use std::path::Path;

    #[test]
    fn the_text_is_what_the_data_says() {
        let data = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data"))
            .into_dataset()
            .unwrap();
        assert!(labels_text(&data) == TEXT, "labels.toml is stale: run `cargo xtask generate`");
        let labels = Labels::built_in();
        for locale in &data.locales {
            let read = labels.localizer(&locale.folder).locale();
            assert_eq!(read.folder, locale.folder);
            let groups = |locale: &crate::Locale| {
                let groups =
                    locale.ui.groups().into_iter().filter(|(group, _)| GROUPS.contains(group));
                groups
                    .map(|(_, words)| {
                        words.fields().iter().map(|f| f.text.cloned()).collect::<Vec<_>>()
                    })
                    .collect::<Vec<_>>()
            };
            assert_eq!(groups(read).len(), GROUPS.len());
            assert_eq!(groups(read), groups(locale));
        }
    }
}
