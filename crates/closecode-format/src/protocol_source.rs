//! Where the facts about a protocol come from.

use std::fmt::Write as _;

use crate::{keywords, record};

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

record! {
    /// One document: a file in a repository at a commit, or an address.
    ProtocolSource {
        /// Its key.
        id: required String,
        /// What it is, in words.
        title: required String,
        /// What kind of document it is.
        kind: required ProtocolSourceKind,
        /// The repository on GitHub, as owner and name.
        repository: optional String,
        /// The commit.
        revision: optional String,
        /// The file in it.
        path: optional String,
        /// The address, instead of repository, revision and path.
        url: optional String,
        /// The day it was read; absent if it could not be read again.
        read: optional String,
    }
}

impl ProtocolSource {
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
