//! Citations: each once, referred to by id.

use toml::de::DeValue;

use crate::read::{InvalidValue, Read, Table, VALUES, keywords};
use crate::{Span, Spanned};

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
}

/// A reference to a source, and to a section in it: `rfc6455#7.4.1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// The source's key.
    pub id: String,
    /// The section, as the document numbers it.
    pub section: Option<String>,
}

impl Read for Citation {
    const WANTED: &'static str = "a source such as \"iana\" or \"rfc6455#7.4.1\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        let Some(text) = value.as_str() else { return Ok(None) };
        let (id, section) = match text.split_once('#') {
            Some((id, "")) => {
                return Err(InvalidValue {
                    rule: VALUES,
                    message: format!("`{text}` names no section"),
                    remedy: format!("write \"{id}\", or the section after the #"),
                });
            }
            Some((id, section)) => (id, Some(section.to_owned())),
            None => (text, None),
        };
        Ok(Some(Self { id: id.to_owned(), section }))
    }
}

impl Citation {
    /// The address of the cited section. RFCs have an anchor for each; of other documents the
    /// section is only a name.
    pub fn url(&self, source: &Source) -> String {
        match &self.section {
            Some(section) if *source.kind == SourceKind::Rfc => {
                format!("{}#section-{section}", source.url)
            }
            _ => source.url.value.clone(),
        }
    }
}
