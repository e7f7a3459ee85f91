//! Where our site is served, to link its pages.

use closecode_data::{is_in_addresses, slug};

/// The address of a site's root, with a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SiteAddress(String);

impl SiteAddress {
    /// Checks an address; a slash at its end may be left out.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let wrong = |why: &str| {
            Err(format!("`{text}` {why}; write it like https://example.org/closecode/"))
        };
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let Some(rest) = rest else { return wrong("does not begin with https://") };
        if rest.contains(['?', '#']) {
            return wrong("is not a folder");
        }
        if !rest.chars().all(is_in_addresses) {
            return wrong("is not an address");
        }
        if rest.is_empty() || rest.starts_with('/') {
            return wrong("names no host");
        }
        Ok(Self(format!("{}/", text.trim_end_matches('/'))))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The page of a registered code, in the language with this folder.
    pub(super) fn code_page(&self, folder: &str, code: u16, name: &str) -> String {
        format!("{}{folder}/codes/{}/index.html", self.0, slug(code, name))
    }
}

#[cfg(test)]
mod tests {
    use super::SiteAddress;

    #[test]
    fn an_address_names_a_folder() {
        for good in ["https://example.org", "http://localhost:8080/ws/", "https://a.example/b/c"] {
            let address = SiteAddress::parse(good).unwrap();
            assert_eq!(address.as_str(), format!("{}/", good.trim_end_matches('/')));
        }
        for bad in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https:///a",
            "https://a.example/?b",
            "https://a.example/#b",
            "https://a.example/b c",
            "https://a.example/\"",
        ] {
            let message = SiteAddress::parse(bad).unwrap_err();
            assert!(message.ends_with("write it like https://example.org/closecode/"), "{message}");
        }
    }

    /// The pages of the miniature's site, as its test lists them, have the addresses that we link.
    #[test]
    fn the_pages_are_there() {
        let files = include_str!("../../../closecode-site/tests/it/golden/files.txt");
        let address = SiteAddress::parse("https://example.org").unwrap();
        for (code, name) in [(1000, "Normal Closure"), (1006, "Abnormal Closure")] {
            let page = address.code_page("en", code, name);
            let path = page.strip_prefix("https://example.org/").unwrap();
            assert!(files.lines().any(|line| line.contains(path)), "{path} is not in the site");
        }
    }
}
