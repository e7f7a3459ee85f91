//! The partition of 0..=65535, with what holds for a number that has no file of its own.

use super::{Policy, Wire};
use crate::{Citation, Span, Spanned};
use closecode_format::keywords;
use closecode_format::read::Table;

keywords! {
    /// How numbers of a range come to a meaning.
    Registration: "a registration policy" {
        /// They do not: the numbers are not used, or lie outside the registry.
        None = "none",
        /// Standards Action, Specification Required or IESG Review.
        StandardsAction = "standards-action",
        /// First come, first served.
        FirstComeFirstServed = "first-come-first-served",
        /// By agreement between the two ends; never registered.
        PrivateUse = "private-use",
    }
}

/// One range of numbers.
#[derive(Clone, Debug)]
pub struct Range {
    /// Where the table stands.
    pub span: Span,
    /// Its key in the words and in page addresses.
    pub id: Spanned<String>,
    /// The Rust name.
    pub ident: Spanned<String>,
    /// The first number.
    pub first: Spanned<u16>,
    /// The last number.
    pub last: Spanned<u16>,
    /// How its numbers come to a meaning.
    pub registration: Spanned<Registration>,
    /// Where the range is defined.
    pub sources: Vec<Spanned<Citation>>,
    /// The wire facts of its other numbers.
    pub wire: Wire,
    /// The policy of its other numbers.
    pub policy: Policy,
}

impl Range {
    pub(crate) fn read(t: Table<'_>) -> Option<Self> {
        let span = t.span;
        let (id, ident, first, last) =
            (t.required("id"), t.required("ident"), t.required("first"), t.required("last"));
        let (registration, sources) = (t.required("registration"), t.required_list("sources"));
        let wire = t.required_table("wire").and_then(Wire::read);
        let policy = t.required_table("policy").and_then(Policy::read);
        t.finish();
        Some(Self {
            span,
            id: id?,
            ident: ident?,
            first: first?,
            last: last?,
            registration: registration?,
            sources: sources?,
            wire: wire?,
            policy: policy?,
        })
    }

    /// Whether a number lies in it.
    pub fn contains(&self, code: u16) -> bool {
        (*self.first..=*self.last).contains(&code)
    }
}
