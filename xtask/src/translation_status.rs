//! `cargo xtask translation-status`: for each language, what is missing and what is stale.

use anyhow::Result;
use closecode_data::{Files, Gap, Locale, TranslationStatus};
use serde_json::json;

use crate::cli::Format;
use crate::project::Project;
use closecode_output::ui;

/// Prints the coverage of every language.
pub(crate) fn run(project: &Project, format: Format) -> Result<bool> {
    let (data, files) = project.load_with_files()?;
    for locale in &data.locales {
        let status = TranslationStatus::of(&data, locale);
        match format {
            Format::Json => ui::out(format_args!("{}\n", to_json(locale, &status, &files)))?,
            Format::Text => print(project, locale, &status, &files)?,
        }
    }
    Ok(true)
}

fn print(
    project: &Project,
    locale: &Locale,
    status: &TranslationStatus,
    files: &Files,
) -> Result<()> {
    let done = status.total - status.missing.len();
    let total = status.total;
    let percent = done * 100 / total.max(1);
    let tag = &locale.language.tag;
    let name = &locale.language.english_name;
    let missing = status.missing.len();
    let stale = ui::count(status.stale.len(), "stale text");
    ui::out(format_args!(
        "{:<8} {:<20} {done} of {total} texts ({percent} %), {missing} missing, {stale}\n",
        tag.as_str(),
        name.as_str()
    ))?;
    let line = |what: &str, gap: &Gap, entry: &str| {
        let place =
            format!("{}locales/{}/{}", project.data_prefix, locale.folder, gap.location(files));
        ui::out(format_args!("  {what:<8} {entry:<24} {place}\n"))
    };
    for (what, gaps) in [("missing", &status.missing), ("stale", &status.stale)] {
        // An entry with several such texts is one line, or a new language would print hundreds.
        for texts in gaps.chunk_by(|a, b| a.entry() == b.entry()) {
            let keys = if texts.len() == 1 {
                texts[0].key().to_owned()
            } else {
                ui::count(texts.len(), "text")
            };
            line(what, &texts[0], &format!("{}: {keys}", texts[0].entry()))?;
        }
    }
    Ok(())
}

fn to_json(locale: &Locale, status: &TranslationStatus, files: &Files) -> serde_json::Value {
    let gaps = |list: &[Gap]| {
        list.iter()
            .map(|g| json!({ "text": g.text, "place": g.location(files) }))
            .collect::<Vec<_>>()
    };
    json!({
        "tag": *locale.language.tag,
        "total": status.total,
        "missing": gaps(&status.missing),
        "stale": gaps(&status.stale),
    })
}
