//! From one row of facts per class to one dense table per question.
//!
//! The generated source lists facts code by code, as a reviewer reads them; a lookup asks one
//! question, so each question gets its own table. The transposition happens while the crate is
//! compiled.

use crate::generated::{ClassId, FACTS};
use crate::policy::{POLICIES, Row};
use crate::wire::Wire;
use crate::{CloseCode, CodeRange, Policy};

/// Everything about the numbers of one class.
#[derive(Clone, Copy)]
pub(crate) struct Facts {
    pub(crate) known: Option<CloseCode>,
    pub(crate) name: Option<&'static str>,
    pub(crate) label: &'static str,
    pub(crate) range: CodeRange,
    pub(crate) wire: Wire,
    pub(crate) policy: Row,
}

/// A lookup by the index of a class: a table of one field, and the function that reads it.
macro_rules! lookups {
    ($($(#[$doc:meta])* $field:ident: $type:ty),+ $(,)?) => {
        $(
            $(#[$doc])*
            #[inline]
            pub(crate) const fn $field(class_index: usize) -> $type {
                // A constant and not a static: only so can a lookup with a constant argument fold
                // in another crate.
                const TABLE: &[$type; ClassId::COUNT] = &{
                    let mut table = [FACTS[0].$field; ClassId::COUNT];
                    let mut i = 0;
                    while i < table.len() {
                        table[i] = FACTS[i].$field;
                        i += 1;
                    }
                    table
                };
                // Indexes come from `class_index` or from a `ClassId`, of both of which the
                // compiler knows that they are in bounds.
                TABLE[class_index]
            }
        )+
    };
}

lookups! {
    /// The registered code with this number.
    known: Option<CloseCode>,
    /// The registry's name.
    name: Option<&'static str>,
    /// The label for metrics.
    label: &'static str,
    /// The range.
    range: CodeRange,
    /// The wire facts.
    wire: Wire,
}

/// The policy.
#[inline]
pub(crate) const fn policy(class_index: usize) -> Policy {
    POLICIES[class_index]
}
