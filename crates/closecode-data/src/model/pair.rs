//! The pairs of codes that people confuse, and what decides between them.

use closecode_format::{keywords, record};

keywords! {
    /// The question whose answer tells two codes apart.
    Axis: "an axis" {
        /// Is there a Close frame with it on the wire?
        Frame = "frame",
        /// Who may send it?
        Sender = "sender",
        /// Is it generated locally?
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

record! {
    /// Two codes, the lower number first.
    Pair {
        /// The two codes.
        codes: required_list u16,
        /// What decides.
        axis: required Axis,
    }
}

impl Pair {
    /// The two numbers; the rule `pairs` makes sure that there are two.
    pub fn codes(&self) -> (u16, u16) {
        match self.codes.as_slice() {
            [low, high] => (low.value, high.value),
            _ => (0, 0),
        }
    }
}
