//! Where the site is served, and what only a page that knows its full address can say of itself.

use closecode_data::{Code, Dataset, Locale};
use serde_json::{Value, json};

use crate::html::Html;
use crate::page::Page;
use crate::paths::Path;
use crate::picture;

/// The address of the site's root, such as `https://example.org/closecode/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    url: String,
    path_at: usize,
}

impl BaseUrl {
    /// Checks an address; a slash at its end may be left out.
    ///
    /// ```
    /// use closecode_site::BaseUrl;
    ///
    /// let base = BaseUrl::parse("https://example.org/closecode")?;
    /// assert_eq!(base.as_str(), "https://example.org/closecode/");
    /// assert_eq!(base.path(), "/closecode/");
    /// assert!(BaseUrl::parse("example.org").is_err());
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the address, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong =
            |why: &str| format!("`{text}` {why}; write it like https://example.org/closecode/");
        let is_allowed = |c: char| c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c);
        if !text.chars().all(is_allowed) {
            return Err(wrong("is not an address"));
        }
        let after = ["https://", "http://"].into_iter().find_map(|s| text.strip_prefix(s));
        let rest = after.ok_or_else(|| wrong("does not begin with https://"))?;
        if rest.contains(['?', '#']) {
            return Err(wrong("is not a folder"));
        }
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty() {
            return Err(wrong("names no host"));
        }
        let path_at = text.len() - rest.len() + host.len();
        Ok(Self { path_at, url: format!("{}/", text.trim_end_matches('/')) })
    }

    /// The whole address, with a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The path of the address, with a slash at both ends.
    pub fn path(&self) -> &str {
        &self.url[self.path_at..]
    }

    /// The address of a page. Servers send a folder's `index.html` for the folder.
    pub(crate) fn page(&self, locale: &Locale, path: Path<'_>) -> String {
        format!("{}{}/{}", self.url, locale.folder, path.folder())
    }

    /// The address of a file below the root.
    pub(crate) fn file(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

/// The elements of a page's head that tell where it and its translations are.
pub(crate) fn head(page: &Page<'_>, base: Option<&BaseUrl>) -> Html {
    let mut lines = Vec::new();
    if matches!(page.path, Path::Missing(_)) {
        return Html::void("meta", &[("name", "robots"), ("content", "noindex")]);
    }
    let locales = page.locales();
    match base {
        None => lines
            .extend(locales.map(|l| alternate(&l.language.tag, &page.path.across(page.path, l)))),
        Some(base) => {
            let url = base.page(page.localizer.locale(), page.path);
            lines.push(Html::void("link", &[("rel", "canonical"), ("href", &url)]));
            lines.extend(locales.map(|l| alternate(&l.language.tag, &base.page(l, page.path))));
            // A reader of another language gets English. The root is a copy of the English index,
            // and names that as the address of both.
            lines.push(alternate("x-default", &base.page(page.data.base(), page.path)));
            lines.push(Html::void(
                "link",
                &[
                    ("rel", "alternate"),
                    ("type", "application/atom+xml"),
                    ("href", &format!("{}feed.xml", page.root())),
                ],
            ));
            lines.extend(open_graph(page, base, &url));
            lines.extend(linked_data(page, base, &url));
        }
    }
    if page.path.json().is_some() {
        lines.push(Html::void(
            "link",
            &[("rel", "alternate"), ("type", "application/json"), ("href", &page.json())],
        ));
    }
    Html::lines(&lines)
}

fn alternate(tag: &str, url: &str) -> Html {
    Html::void("link", &[("rel", "alternate"), ("hreflang", tag), ("href", url)])
}

fn open_graph(page: &Page<'_>, base: &BaseUrl, url: &str) -> Vec<Html> {
    let image = base.file(&picture::path(page.path.code_number()));
    let kind = if page.is_index() { "website" } else { "article" };
    let properties = [
        ("og:type", kind),
        ("og:site_name", &page.localizer.page().site_name().text),
        ("og:title", &page.title),
        ("og:description", &page.description),
        ("og:url", url),
        ("og:image", &image),
        ("og:image:type", "image/png"),
        ("og:image:width", &picture::WIDTH.to_string()),
        ("og:image:height", &picture::HEIGHT.to_string()),
        ("og:image:alt", &page.title),
    ];
    let mut lines: Vec<Html> = properties
        .iter()
        .map(|(name, value)| Html::void("meta", &[("property", name), ("content", value)]))
        .collect();
    lines.push(Html::void("meta", &[("name", "twitter:card"), ("content", "summary_large_image")]));
    lines
}

/// The page as schema.org knows it: a code is a defined term, a comparison an article about two.
fn linked_data(page: &Page<'_>, base: &BaseUrl, url: &str) -> Option<Html> {
    let locale = page.localizer.locale();
    let value = match page.path {
        Path::Code(code) => {
            let mut value = term(page.data, locale, base, code);
            value["@context"] = "https://schema.org".into();
            value["description"] = page.description.as_str().into();
            value["inLanguage"] = page.tag().into();
            value
        }
        Path::Compare { low, high } => {
            let about = [low, high].map(|code| term(page.data, locale, base, code));
            json!({
                "@context": "https://schema.org",
                "@type": "TechArticle",
                "headline": page.title,
                "description": page.description,
                "inLanguage": page.tag(),
                "url": url,
                "license": "https://creativecommons.org/publicdomain/zero/1.0/",
                "about": about,
            })
        }
        _ => return None,
    };
    Some(Html::script_data("application/ld+json", &value))
}

fn term(data: &Dataset, locale: &Locale, base: &BaseUrl, code: &Code) -> Value {
    let localizer = data.localizer(locale);
    let url = base.page(locale, Path::Code(code));
    json!({
        "@type": "DefinedTerm",
        "@id": url,
        "url": url,
        "termCode": code.code.to_string(),
        "name": localizer.code_texts(*code.code).title().text,
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": localizer.index().title().text,
            "url": base.page(locale, Path::Index),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_folder_on_a_host() {
        for (text, url, path) in [
            ("https://example.org", "https://example.org/", "/"),
            ("https://example.org/", "https://example.org/", "/"),
            ("http://127.0.0.1:8000/a/b", "http://127.0.0.1:8000/a/b/", "/a/b/"),
            ("https://example.org/a//", "https://example.org/a/", "/a/"),
        ] {
            let base = BaseUrl::parse(text).expect("it is an address");
            assert_eq!((base.as_str(), base.path()), (url, path));
        }
        for (text, why) in [
            ("", "does not begin with https://"),
            ("example.org", "does not begin with https://"),
            ("/a/", "does not begin with https://"),
            ("ftp://example.org/", "does not begin with https://"),
            ("https://example.org/?a=b", "is not a folder"),
            ("https://example.org/#a", "is not a folder"),
            ("https://exa mple.org/", "is not an address"),
            ("https://", "names no host"),
            ("https:///a/", "names no host"),
        ] {
            let error = BaseUrl::parse(text).expect_err("it is none");
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
