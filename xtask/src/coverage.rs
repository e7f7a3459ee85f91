//! `cargo xtask coverage`: for each language, what is missing and what is stale.

use anyhow::Result;
use closecode_data::{Coverage, Files, Gap, Locale};
use serde_json::json;

use crate::cli::Format;
use crate::project::Project;
use crate::ui;

/// Prints the coverage of every language.
pub(crate) fn run(project: &Project, format: Format) -> Result<bool> {
    let (data, files) = project.load_with_files()?;
    for locale in &data.locales {
        let coverage = Coverage::of(&data, locale);
        match format {
            Format::Json => println!("{}", to_json(locale, &coverage, &files)),
            Format::Text => print(project, locale, &coverage, &files),
        }
    }
    Ok(true)
}

fn print(project: &Project, locale: &Locale, coverage: &Coverage, files: &Files) {
    let (done, total) = (coverage.total - coverage.missing.len(), coverage.total);
    let percent = done * 100 / total.max(1);
    let (tag, name) = (&locale.language.tag, &locale.language.english_name);
    let (missing, stale) = (coverage.missing.len(), ui::count(coverage.stale.len(), "stale entry"));
    println!("{:<8} {:<20} {done} of {total} texts ({percent} %), {missing} missing, {stale}", tag.as_str(), name.as_str());
    let line = |what: &str, gap: &Gap| {
        println!("  {what:<8} {:<32} {}locales/{}/{}", gap.entry, project.data_prefix, locale.folder, gap.location(files));
    };
    coverage.missing.iter().for_each(|gap| line("missing", gap));
    coverage.stale.iter().for_each(|gap| line("stale", gap));
}

fn to_json(locale: &Locale, coverage: &Coverage, files: &Files) -> serde_json::Value {
    let gaps = |list: &[Gap]| list.iter().map(|g| json!({ "entry": g.entry, "place": g.location(files) })).collect::<Vec<_>>();
    json!({
        "tag": *locale.language.tag,
        "total": coverage.total,
        "missing": gaps(&coverage.missing),
        "stale": gaps(&coverage.stale),
    })
}
