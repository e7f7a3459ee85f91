//! Every address of the site. Links are relative and name `index.html`, so that they work from a file and under any base path.

use closecode_data::{Code, Locale, Range};

/// A page of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Path {
    Index,
    Comparisons,
    Code(String),
    Range(String),
    Compare(String),
}

impl Path {
    pub(crate) fn code(code: &Code) -> Self {
        Self::Code(code.slug())
    }

    pub(crate) fn range(range: &Range) -> Self {
        Self::Range(format!("{}-{}", range.first, range.last))
    }

    /// The comparison of two codes; the lower number comes first, so that each pair has one address.
    pub(crate) fn compare(a: &Code, b: &Code) -> Self {
        let (low, high) = if *a.code < *b.code { (a, b) } else { (b, a) };
        Self::Compare(format!("{}-vs-{}", low.slug(), high.slug()))
    }

    /// The folder below the language's.
    fn folder(&self) -> String {
        match self {
            Self::Index => String::new(),
            Self::Comparisons => "compare/".to_owned(),
            Self::Code(slug) => format!("codes/{slug}/"),
            Self::Range(slug) => format!("ranges/{slug}/"),
            Self::Compare(slug) => format!("compare/{slug}/"),
        }
    }

    /// The file below the site's root.
    pub(crate) fn file(&self, locale: &Locale) -> String {
        format!("{}/{}index.html", locale.folder, self.folder())
    }

    /// The way from this page to the site's root: `../../../`.
    pub(crate) fn root(&self) -> String {
        "../".repeat(1 + self.folder().matches('/').count())
    }

    /// The link from this page to another of the same language.
    pub(crate) fn to(&self, other: &Self) -> String {
        let up = "../".repeat(self.folder().matches('/').count());
        let link = format!("{up}{}index.html", other.folder());
        link
    }

    /// The link from this page to itself in another language.
    pub(crate) fn in_language(&self, locale: &Locale) -> String {
        format!("{}{}", self.root(), self.file(locale))
    }
}
