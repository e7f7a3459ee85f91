//! Where the facts about a protocol come from.

use std::fmt::Write as _;

use crate::read::Table;
use crate::{Span, Spanned, keywords};

keywords! {
    /// What kind of document a protocol's source is.
    ProtocolSourceKind: "a kind of source" {
        /// A specification.
        Specification = "specification",
        /// The vendor's documentation.
        VendorDoc = "vendor-doc",
        /// The owner's own code.
        SourceCode = "source-code",
        /// Somebody else's documentation or code.
        Community = "community",
    }
}

/// One document: a file in a repository at a commit, or an address.
#[derive(Clone, Debug)]
pub struct ProtocolSource {
    /// Where the table stands.
    pub span: Span,
    /// Its key.
    pub id: Spanned<String>,
    /// What it is, in words.
    pub title: Spanned<String>,
    /// What kind of document it is.
    pub kind: Spanned<ProtocolSourceKind>,
    /// The repository on GitHub, as owner and name.
    pub repository: Option<Spanned<String>>,
    /// The commit.
    pub revision: Option<Spanned<String>>,
    /// The file in it.
    pub path: Option<Spanned<String>>,
    /// The address, instead of repository, revision and path.
    pub url: Option<Spanned<String>>,
    /// The day it was read; absent if it could not be read again.
    pub read: Option<Spanned<String>>,
}

impl ProtocolSource {
    pub(crate) fn read(t: Table<'_>) -> Option<Self> {
        let span = t.span;
        let (id, title, kind) = (t.required("id"), t.required("title"), t.required("kind"));
        let (repository, revision, path) =
            (t.optional("repository"), t.optional("revision"), t.optional("path"));
        let (url, read) = (t.optional("url"), t.optional("read"));
        t.finish();
        Some(Self {
            span,
            id: id?,
            title: title?,
            kind: kind?,
            repository,
            revision,
            path,
            url,
            read,
        })
    }

    /// The address: as given, or that of the file at the commit.
    pub fn address(&self) -> String {
        match (&self.url, &self.repository, &self.revision, &self.path) {
            (None, Some(repository), Some(revision), Some(path)) => {
                format!("https://github.com/{}/blob/{}/{}", **repository, **revision, encoded(path))
            }
            (url, ..) => url.as_ref().map_or_else(String::new, |u| u.value.clone()),
        }
    }
}

/// A path inside an address: file names may hold spaces, brackets and marks that would end it, in
/// Markdown too.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~@+,=".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn a_path_stays_one_part_of_an_address() {
        assert_eq!(encoded("docs/close-codes.md"), "docs/close-codes.md");
        assert_eq!(encoded("a b/(c)#d?.md"), "a%20b/%28c%29%23d%3F.md");
    }
}
