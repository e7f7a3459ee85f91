//! `closecode docs`.

mod address;
mod localizer;
mod markdown;
mod page;
#[cfg(test)]
mod tests;

use std::path::Path;

use anyhow::Result;
use closecode_output::write::OutputDir;

use crate::app;
pub(crate) use address::SiteAddress;
pub(crate) use localizer::AppLocalizer;
pub(crate) use page::{Entry, LABELS};

/// Writes the pages, or checks that they are written.
pub(crate) fn run(
    file: &Path,
    out: &Path,
    base_url: Option<&SiteAddress>,
    check: bool,
) -> Result<bool> {
    let Some(codes) = app::load(file)? else { return Ok(false) };
    let files = page::files(&codes, &closecode_codegen::reserved(), &app::name(file), base_url)
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let shown = out.display().to_string().trim_end_matches('/').to_owned();
    let base = base_url.map(|url| format!(" --base-url {}", url.as_str())).unwrap_or_default();
    let tree = OutputDir { dir: out.to_owned(), shown, files, keep_others: true, sync: true };
    app::write(
        &tree,
        check,
        &format!("closecode docs {} --out {}{base}", file.display(), out.display()),
    )
}
