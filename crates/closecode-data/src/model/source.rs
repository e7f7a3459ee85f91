//! Citations: each once, referred to by id.

use crate::{Citation, Span, Spanned};
use closecode_format::keywords;
use closecode_format::read::Table;

keywords! {
    /// What kind of document a source is.
    SourceKind: "a kind of source" {
        /// A Request for Comments.
        Rfc = "rfc",
        /// An erratum of one.
        Erratum = "erratum",
        /// A registry.
        Registry = "registry",
        /// A mail in a public archive.
        Mail = "mail",
        /// A living standard.
        LivingStandard = "living-standard",
        /// Source code at a version.
        SourceCode = "source-code",
        /// A vendor's documentation.
        VendorDoc = "vendor-doc",
        /// A conformance test suite.
        TestSuite = "test-suite",
        /// A public issue or pull request.
        Issue = "issue",
    }
}

impl SourceKind {
    /// The one host that documents of this kind are cited from, if there is one.
    pub fn host(self) -> Option<&'static str> {
        match self {
            Self::Rfc | Self::Erratum => Some("www.rfc-editor.org"),
            Self::Registry => Some("www.iana.org"),
            Self::Mail => Some("mailarchive.ietf.org"),
            Self::LivingStandard => Some("websockets.spec.whatwg.org"),
            Self::SourceCode | Self::TestSuite | Self::Issue => Some("github.com"),
            Self::VendorDoc => None,
        }
    }
}

/// One document.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where the table stands.
    pub span: Span,
    /// Its key.
    pub id: Spanned<String>,
    /// Its title.
    pub title: Spanned<String>,
    /// Its address.
    pub url: Spanned<String>,
    /// What kind of document it is.
    pub kind: Spanned<SourceKind>,
    /// The day it was read.
    pub read: Spanned<String>,
    /// The version that was read.
    pub version: Option<Spanned<String>>,
    /// The revision that was read.
    pub revision: Option<Spanned<String>>,
}

impl Source {
    pub(crate) fn read(id: Spanned<String>, t: Table<'_>) -> Option<Self> {
        let span = id.span;
        let (title, url, kind, read) =
            (t.required("title"), t.required("url"), t.required("kind"), t.required("read"));
        let (version, revision) = (t.optional("version"), t.optional("revision"));
        t.finish();
        Some(Self {
            span,
            id,
            title: title?,
            url: url?,
            kind: kind?,
            read: read?,
            version,
            revision,
        })
    }

    /// The address of a section of it. RFCs have an anchor for each; of other documents the section
    /// is only a name.
    pub fn url_of(&self, citation: &Citation) -> String {
        match &citation.section {
            Some(section) if *self.kind == SourceKind::Rfc => {
                format!("{}#section-{section}", self.url)
            }
            _ => self.url.value.clone(),
        }
    }
}
