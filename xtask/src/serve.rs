//! `cargo xtask serve`: the site on this machine.

use std::path::Path;

use anyhow::{Result, bail};
use closecode_output::ui;

use crate::generate;
use crate::project::Project;
use crate::server::{Limits, Server};

/// Generates the site and serves it until the program is interrupted.
pub(crate) fn run(
    project: &Project,
    out: Option<&Path>,
    port: u16,
    locale: Option<&str>,
) -> Result<bool> {
    if let Some(locale) = locale {
        check_locale(project, locale)?;
    }
    generate::site(project, out, None, &closecode_site::Repository::default())?;
    let (folder, _) = generate::site_dir(project, out);
    let server = Server::bind(&folder, port, Limits::default())?;
    let page = locale.map_or_else(String::new, |locale| format!("{locale}/"));
    ui::status("Serving", format!("http://{}/{page} (stop with Ctrl-C)", server.address()?));
    server.run();
    Ok(true)
}

/// Refuses what is no language of the data. `../..` is a folder too.
fn check_locale(project: &Project, locale: &str) -> Result<()> {
    let folder = project.data.join("locales").join(locale);
    if !(closecode_data::is_tag(locale) && folder.is_dir()) {
        bail!(
            "there is no language `{locale}` in {}locales; `cargo xtask translation-status` lists \
             them",
            project.data_prefix
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_locale;
    use crate::project::Project;

    #[test]
    fn a_language_is_one_of_the_data() {
        let project = Project::find(None).unwrap();
        for good in ["de", "zh-Hans"] {
            check_locale(&project, good).unwrap();
        }
        for bad in ["../..", "..", ".", "", "de/", "./de", "nl"] {
            let error = check_locale(&project, bad).unwrap_err().to_string();
            assert!(error.starts_with(&format!("there is no language `{bad}` in ")), "{error}");
        }
    }
}
