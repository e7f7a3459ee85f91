//! Writes `locale/mod.rs`: a row for each language that can be asked for.

use closecode_data::{Cldr, Dataset, Locale};

use crate::source::{Source, literal, literals};
use crate::text::module_name;

/// The crate's feature for a language.
pub(crate) fn feature(locale: &Locale) -> String {
    format!("locale-{}", locale.folder)
}

pub(crate) fn file(data: &Dataset) -> String {
    let mut out = Source::file("The languages.");
    out.open("crate::locale::locales! {");
    for locale in &data.locales {
        let Cldr { languages, script, other_script_regions, .. } = locale.formats.cldr();
        out.open(&format!(
            "{feature} => {ident} {module} {tag} {name},",
            feature = literal(&feature(locale)),
            ident = *locale.language.ident,
            module = module_name(locale),
            tag = literal(&locale.language.tag),
            name = literals(&locale.language.name),
        ));
        let languages: Vec<String> = languages.iter().map(|name| literal(name)).collect();
        let regions: Vec<String> = other_script_regions.iter().map(|name| literal(name)).collect();
        let before = format!("[{}] in {}", languages.join(", "), literal(script));
        if regions.is_empty() {
            out.lines(format!("{before};"));
        } else {
            out.list(&format!("{before}, not in ["), &regions, "];");
        }
        out.end();
    }
    out.close("}");
    out.finish()
}
