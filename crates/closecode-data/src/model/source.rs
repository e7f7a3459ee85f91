//! Citations: each once, referred to by id.

use crate::Citation;
use closecode_format::{keywords, record};

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

record! {
    /// One document.
    Source[
        /// Its key.
        id
    ] {
        /// Its title.
        title: required String,
        /// Its address.
        url: required String,
        /// What kind of document it is.
        kind: required SourceKind,
        /// The day it was read.
        read: required String,
        /// The version that was read.
        version: optional String,
        /// The revision that was read.
        revision: optional String,
    }
}

impl Source {
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
