//! The words that answers in a terminal and documentation of an application's own codes use,
//! in every language of the data.
//!
//! The program `closecode` carries them along as a small text, because it is installed without the
//! data folder. This crate does not hold the text: `cargo xtask` writes it, and is compiled from
//! this crate.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use closecode_format::few::Map;
use toml::de::DeTable;

use crate::model::{Cldr, Direction, Language, LocaleFormats, Ui};
use crate::quoted::quoted;
use crate::{Dataset, Diagnostics, Locale, Localizer, Span};
use closecode_format::read::Table;

/// The groups of `ui.toml` that are in it, each with its texts, or with none for all of them.
const GROUPS: [(&str, &[&str]); 17] = [
    ("action", &[]),
    ("alert", &[]),
    ("authority", &[]),
    ("axis", &[]),
    ("code", &["facts", "policy", "user_message"]),
    ("compare", &["same"]),
    ("fault", &[]),
    ("message", &[]),
    ("number", &["in_protocols"]),
    ("own", &[]),
    ("protocol", &[]),
    ("protocol_sender", &[]),
    ("punctuation", &[]),
    ("reconnect", &[]),
    ("sender", &[]),
    ("severity", &[]),
    ("value", &[]),
];

/// Whether a text is in it, if its group does.
fn is_carried(group: &str, key: &str) -> bool {
    let found = GROUPS.iter().find(|(name, _)| *name == group);
    found.is_some_and(|(_, keys)| keys.is_empty() || keys.contains(&key))
}

/// The words of all languages, without the data folder.
#[derive(Debug)]
pub struct Labels {
    locales: Vec<Locale>,
}

impl Labels {
    /// Reads the text that [`labels_text`] writes; nothing if it is broken or lacks English.
    pub fn parse(text: &str) -> Option<Self> {
        let diagnostics = Diagnostics::default();
        let (document, errors) = DeTable::parse_recoverable(text);
        let table = Table::new(document.get_ref(), Span::new(0, 0..0), &diagnostics);
        let locales: Vec<Locale> =
            table.entries().into_iter().filter_map(|(tag, t)| locale(tag.value, &t)).collect();
        let is_whole = errors.is_empty() && diagnostics.count() == 0;
        (is_whole && locales.iter().any(Locale::is_base)).then_some(Self { locales })
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
    let language = Language::read(t.table("language")?)?;
    let ui = Ui::read(t.table("ui")?);
    let cldr = Cldr::read(t.table("cldr")?)?;
    let formats = Arc::new(LocaleFormats::new(cldr, *language.direction == Direction::Rtl));
    Some(Locale {
        folder,
        language,
        codes: Map::new(),
        ranges: Map::new(),
        pairs: Map::new(),
        situations: Map::new(),
        ui,
        glossary: Vec::new(),
        made_from: Map::new(),
        stale: BTreeSet::new(),
        formats,
        places: Map::new(),
    })
}

/// The text that the program `closecode` carries along.
pub fn labels_text(data: &Dataset) -> String {
    let mut out =
        "# Written by `cargo xtask`: what the program `closecode` says in each language.\n"
            .to_owned();
    for locale in &data.locales {
        let folder = &locale.folder;
        let language = &locale.language;
        let _ = writeln!(out, "\n[{folder}.language]");
        write(&mut out, "tag", &language.tag);
        write(&mut out, "ident", &language.ident);
        write(&mut out, "name", &language.name);
        write(&mut out, "english-name", &language.english_name);
        write(&mut out, "direction", language.direction.as_str());
        out += &locale.formats.cldr().to_toml(&format!("{folder}.cldr"));
        let is_wanted = |group: &str| GROUPS.iter().any(|(name, _)| *name == group);
        for (group, words) in locale.ui.groups().filter(|(group, _)| is_wanted(group)) {
            let _ = writeln!(out, "\n[{folder}.ui.{group}]");
            for field in words.fields().into_iter().filter(|f| is_carried(group, f.key)) {
                if let Some(text) = field.text {
                    write(&mut out, &field.name(), text);
                }
            }
        }
    }
    out
}

fn write(out: &mut String, key: &str, text: &str) {
    let _ = writeln!(out, "{key} = {}", quoted(text));
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, Labels, is_carried, labels_text};
    use std::path::Path;

    #[test]
    fn the_text_holds_what_the_data_says() {
        let data = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data"))
            .into_dataset()
            .unwrap();
        let labels = Labels::parse(&labels_text(&data)).unwrap();
        for locale in &data.locales {
            let read = labels.localizer(&locale.folder).locale();
            assert_eq!(read.folder, locale.folder);
            let texts = |locale: &crate::Locale| {
                let mut texts = Vec::new();
                for (group, words) in locale.ui.groups() {
                    let fields = words.fields().into_iter().filter(|f| is_carried(group, f.key));
                    let found: Vec<_> = fields.map(|f| (f.name(), f.text.cloned())).collect();
                    texts.extend((!found.is_empty()).then_some((group, found)));
                }
                texts
            };
            assert_eq!(texts(read).len(), GROUPS.len());
            assert_eq!(texts(read), texts(locale));
        }
    }

    #[test]
    fn a_language_falls_back_to_a_wider_one_and_then_to_english() {
        let data = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data"))
            .into_dataset()
            .unwrap();
        let text = labels_text(&data);
        let labels = Labels::parse(&text).unwrap();
        for (tag, folder) in [("id", "id"), ("id-ID", "id"), ("tlh", "en"), ("", "en")] {
            assert_eq!(labels.localizer(tag).locale().folder, folder, "{tag}");
        }
        assert!(Labels::parse(&text.replace("tag = \"en\"", "tag = \"eo\"")).is_none());
        assert!(Labels::parse(&text.replace("direction = \"ltr\"", "direction = 1")).is_none());
    }
}
