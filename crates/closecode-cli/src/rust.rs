//! `closecode rust`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use closecode_output::ui;
use closecode_output::write::OutputDir;

use crate::app;

/// Prints or writes the source, or checks that it is written.
pub(crate) fn run(file: &Path, out: Option<&Path>, check: bool) -> Result<bool> {
    let Some(codes) = app::load(file)? else { return Ok(false) };
    let source = closecode_codegen::app_file(&codes, &app::name(file));
    let Some(out) = out else {
        ui::out(source)?;
        return Ok(true);
    };
    let name = out
        .file_name()
        .with_context(|| format!("{} is no file", out.display()))?
        .to_string_lossy()
        .into_owned();
    let dir = out.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let tree = OutputDir {
        dir: dir.to_owned(),
        shown: dir.display().to_string(),
        files: BTreeMap::from([(name, source.into_bytes())]),
        keep_others: true,
        sync: true,
    };
    app::write(&tree, check, &format!("closecode rust {} --out {}", file.display(), out.display()))
}
