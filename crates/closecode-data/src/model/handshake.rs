//! What a client does when its opening handshake is refused with an HTTP status.

use super::Policy;
use crate::{Citation, Span, Spanned};
use closecode_format::read::Table;

/// What to do after one of some statuses.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Where the table stands.
    pub span: Span,
    /// The statuses, if they are named one by one.
    pub statuses: Vec<Spanned<u16>>,
    /// The first of them, if they are a range.
    pub first: Option<Spanned<u16>>,
    /// The last of them.
    pub last: Option<Spanned<u16>>,
    /// The close code whose policy holds.
    pub like: Option<Spanned<u16>>,
    /// The policy, if it is not that of a close code.
    pub policy: Option<Policy>,
    /// What defines the statuses.
    pub sources: Vec<Spanned<Citation>>,
}

impl Answer {
    pub(crate) fn read(t: Table<'_>) -> Self {
        let span = t.span;
        let (statuses, first, last) = (t.list("statuses"), t.optional("first"), t.optional("last"));
        let (like, policy, sources) =
            (t.optional("like"), t.table("policy").and_then(Policy::read), t.list("sources"));
        t.finish();
        Self { span, statuses, first, last, like, policy, sources }
    }

    /// First and last of a range of statuses; none if they are named one by one.
    pub fn range(&self) -> Option<(u16, u16)> {
        Some((self.first?.value, self.last?.value))
    }

    /// Whether it is for this status.
    pub fn holds(&self, status: u16) -> bool {
        self.statuses.iter().any(|s| s.value == status)
            || self.range().is_some_and(|(first, last)| (first..=last).contains(&status))
    }

    /// How many statuses it is for.
    pub fn width(&self) -> usize {
        self.range().map_or(1, |(first, last)| usize::from(last.saturating_sub(first)) + 1)
    }
}
