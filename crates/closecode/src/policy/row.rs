//! The fields of policies: from one row for each class to one dense table for each field.

use super::Policy;
use crate::generated::{ClassId, FACTS};
use crate::{Action, Alert, Authority, Fault, Jitter, Severity};

/// A policy by its fields, as the generated facts have it.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) action: Action,
    pub(crate) initial_delay_ms: u32,
    pub(crate) max_delay_ms: u32,
    pub(crate) factor: u32,
    pub(crate) jitter: Jitter,
    pub(crate) max_attempts: Option<u32>,
    pub(crate) fault: Fault,
    pub(crate) severity: Severity,
    pub(crate) alert: Alert,
    pub(crate) authority: Authority,
}

/// For each field its table, and the function that reads it.
macro_rules! fields {
    ($($field:ident: $type:ty),+ $(,)?) => {
        $(
            #[inline]
            pub(super) const fn $field(policy: Policy) -> $type {
                // A constant and not a static: only so can a lookup with a constant argument fold
                // in another crate.
                const TABLE: &[$type; ClassId::COUNT] = &{
                    let mut table = [FACTS[0].policy.$field; ClassId::COUNT];
                    let mut i = 0;
                    while i < table.len() {
                        table[i] = FACTS[i].policy.$field;
                        i += 1;
                    }
                    table
                };
                TABLE[policy.0 as usize]
            }
        )+
    };
}

fields! {
    action: Action,
    initial_delay_ms: u32,
    max_delay_ms: u32,
    factor: u32,
    jitter: Jitter,
    max_attempts: Option<u32>,
    fault: Fault,
    severity: Severity,
    alert: Alert,
    authority: Authority,
}

/// The policy of each class: one class for each policy, so that two are equal if they are the same
/// byte.
pub(crate) const POLICIES: &[Policy; ClassId::COUNT] = &{
    let mut policies = [Policy(ClassId::at(0)); ClassId::COUNT];
    let mut index = 1;
    while index < ClassId::COUNT {
        let mut first = 0;
        while !is_same(&FACTS[first].policy, &FACTS[index].policy) {
            first += 1;
        }
        #[allow(clippy::cast_possible_truncation)]
        // There are fewer than 256, or `ClassId` would not be a byte.
        let class = ClassId::at(first as u8);
        policies[index] = Policy(class);
        index += 1;
    }
    policies
};

#[inline]
const fn is_same(a: &Row, b: &Row) -> bool {
    let attempts = match (a.max_attempts, b.max_attempts) {
        (Some(a), Some(b)) => a == b,
        (None, None) => true,
        _ => false,
    };
    attempts
        && a.action as u8 == b.action as u8
        && a.initial_delay_ms == b.initial_delay_ms
        && a.max_delay_ms == b.max_delay_ms
        && a.factor == b.factor
        && a.jitter as u8 == b.jitter as u8
        && a.fault as u8 == b.fault as u8
        && a.severity as u8 == b.severity as u8
        && a.alert as u8 == b.alert as u8
        && a.authority as u8 == b.authority as u8
}
