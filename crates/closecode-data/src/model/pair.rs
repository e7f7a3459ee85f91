//! The pairs of codes that people confuse, and what decides between them.

use crate::{Span, Spanned};
use closecode_format::keywords;
use closecode_format::read::Table;

keywords! {
    /// The question whose answer tells two codes apart.
    Axis: "an axis" {
        /// Is there a Close frame with it on the wire?
        Frame = "frame",
        /// Who may send it?
        Sender = "sender",
        /// Is it made up locally?
        Synthetic = "synthetic",
        /// Can the closing handshake have completed?
        Clean = "clean",
        /// Can a script see or send it?
        Script = "script",
        /// Who is at fault?
        Fault = "fault",
        /// What does a client do next?
        Action = "action",
        /// How long does it wait?
        Delay = "delay",
        /// Who stands behind the advice?
        Authority = "authority",
        /// What is it like in HTTP or gRPC?
        Analogy = "analogy",
        /// What went wrong?
        Cause = "cause",
    }
}

/// Two codes, the lower number first.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Where the table stands.
    pub span: Span,
    /// The two codes.
    pub codes: Vec<Spanned<u16>>,
    /// What decides.
    pub axis: Spanned<Axis>,
}

impl Pair {
    pub(crate) fn read(t: Table<'_>) -> Option<Self> {
        let span = t.span;
        let (codes, axis) = (t.required_list("codes"), t.required("axis"));
        t.finish();
        Some(Self { span, codes: codes?, axis: axis? })
    }

    /// The two numbers; the rule `pairs` makes sure that there are two.
    pub fn codes(&self) -> (u16, u16) {
        match self.codes.as_slice() {
            [low, high] => (low.value, high.value),
            _ => (0, 0),
        }
    }
}
