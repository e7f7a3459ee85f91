//! Where a reader corrects a page: the files that it is made from, and a report that names it.

use std::fmt::Write as _;

use crate::head::BaseUrl;
use crate::html::{Html, Punctuation as _};
use crate::page::Page;
use crate::paths::Path;

/// The address of the repository on GitHub that the data comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    url: String,
}

impl Default for Repository {
    /// That of this crate.
    fn default() -> Self {
        Self { url: env!("CARGO_PKG_REPOSITORY").to_owned() }
    }
}

impl Repository {
    /// Checks an address; a slash at its end may be left out.
    ///
    /// ```
    /// use closecode_site::Repository;
    ///
    /// let repository = Repository::parse("https://github.com/acme/closecode/")?;
    /// assert_eq!(repository.as_str(), "https://github.com/acme/closecode");
    /// assert!(Repository::parse("https://github.com/acme").is_err());
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the address, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is not a repository; write it like https://github.com/owner/name");
        let base = BaseUrl::parse(text).map_err(|_| wrong())?;
        if base.path().split('/').filter(|part| !part.is_empty()).count() != 2 {
            return Err(wrong());
        }
        Ok(Self { url: base.as_str().trim_end_matches('/').to_owned() })
    }

    /// The whole address, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Where a file of the data is edited.
    fn edit(&self, file: &str) -> String {
        format!("{}/edit/main/data/{file}", self.url)
    }

    /// Where an issue begins that names a page.
    fn report(&self, folder: &str) -> String {
        format!("{}/issues/new?title={}", self.url, encoded(&format!("{folder}: ")))
    }
}

/// A text as the value of a query.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// The files below `data/` that a page is made from, the facts first. A page that is put together
/// from many has none.
fn files(page: &Page<'_>) -> Vec<String> {
    let words = |file: &str| format!("locales/{}/{file}", page.localizer.locale().folder);
    let both = |file: &str| vec![file.to_owned(), words(file)];
    match page.path {
        Path::Code(code) => vec![format!("codes/{}.toml", code.code), words("codes.toml")],
        Path::Range(_) => both("ranges.toml"),
        Path::Compare { .. } | Path::Reversed { .. } => both("pairs.toml"),
        Path::Situation(_) => both("situations.toml"),
        Path::Sources => vec!["sources.toml".to_owned()],
        Path::Protocol(protocol) => vec![format!("protocols/{}.toml", protocol.id)],
        Path::Implementation(implementation) => {
            vec![format!("implementations/{}.toml", implementation.id)]
        }
        Path::Problem(problem) => vec![format!("problems/{}.toml", problem.id)],
        Path::Scenario(scenario) => vec![format!("scenarios/{}.toml", scenario.id)],
        Path::Number(_)
        | Path::Problems(_)
        | Path::Scenarios(_)
        | Path::Implementations
        | Path::ImplementationEvents
        | Path::ImplementationLimits
        | Path::ImplementationsOf(_)
        | Path::Missing(_) => Vec::new(),
        Path::Index
        | Path::Root
        | Path::Comparisons
        | Path::Policy
        | Path::About
        | Path::Lookup
        | Path::Situations
        | Path::Protocols => vec![words("ui.toml")],
    }
}

/// The links to correct a page and to report an error on it.
pub(crate) fn links(page: &Page<'_>, repository: &Repository) -> Html {
    if matches!(page.path, Path::Missing(_)) {
        return Html::default();
    }
    let localizer = page.localizer;
    let words = localizer.page();
    let locale = localizer.locale();
    let folder = format!("{}/{}", locale.folder, page.path.folder());
    let report = Html::link_to(&words.report().into(), &repository.report(&folder));
    let files: Vec<Html> =
        files(page).iter().map(|file| Html::link(file, &repository.edit(file))).collect();
    let edit = (!files.is_empty()).then(|| localizer.label(words.edit(), localizer.list_of(files)));
    Html::part(&Links { links: Html::join(edit.into_iter().chain([report]), " · ") })
}

#[derive(Debug, askama::Template)]
#[template(source = "<p>{{ links }}</p>", ext = "html")]
struct Links {
    links: Html,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_has_an_owner_and_a_name() {
        let repository = Repository::parse("https://github.com/acme/feed/").expect("it is one");
        assert_eq!(
            repository.edit("codes/1006.toml"),
            "https://github.com/acme/feed/edit/main/data/codes/1006.toml"
        );
        assert_eq!(
            repository.report("en/about/"),
            "https://github.com/acme/feed/issues/new?title=en/about/%3A%20"
        );
        for wrong in ["", "acme/feed", "https://github.com/", "https://github.com/a/b/c"] {
            assert!(Repository::parse(wrong).is_err(), "{wrong}");
        }
        let own = Repository::default();
        assert_eq!(Repository::parse(own.as_str()), Ok(own));
    }
}
