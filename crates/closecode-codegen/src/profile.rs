//! From a protocol's rows to the rules that `decide` takes.

use closecode_format::{CodeEntry, Jitter, ProtocolCode, ProtocolRange, Reconnect};
use proc_macro2::TokenStream;
use quote::quote;

use crate::format::{ident, number};

/// Where a rule stands: the place of a code or a range in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    Code(usize),
    Range(usize),
}

/// The rule of a row, as an expression; none where the source is silent.
pub(crate) fn rule(row: &CodeEntry) -> Option<TokenStream> {
    if row.reconnect.value == Reconnect::Unspecified {
        return None;
    }
    let action = ident(row.reconnect.ident());
    let backoff = row.backoff().map(|backoff| {
        let millis = |delay: std::time::Duration| {
            number(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX))
        };
        let (initial, max, factor) =
            (millis(backoff.initial), millis(backoff.max), number(backoff.factor));
        let jitter = ident(Jitter::ident(backoff.jitter));
        quote!(.paced(pace(#initial, #max, #factor, Jitter::#jitter)))
    });
    let attempts = row.max_attempts.map(|attempts| {
        let attempts = number(*attempts);
        quote!(.at_most(#attempts))
    });
    Some(quote!(ProfileRule::new(ProfileAction::#action) #backoff #attempts))
}

/// The profile: which numbers have which rule. Of two that hold a number, the crate takes the
/// narrower.
///
/// A row that is silent about reconnecting has no rule, and leaves the word to the range that it
/// lies in: what a source says of a range, it says of each number in it. Numbers inside messages
/// are of another kind, and have no rule here.
pub(crate) fn rules(codes: &[&ProtocolCode], ranges: &[&ProtocolRange]) -> Vec<(u16, u16, From)> {
    let has_rule =
        |row: &CodeEntry| row.is_close() && row.reconnect.value != Reconnect::Unspecified;
    let codes = codes
        .iter()
        .enumerate()
        .filter(|(_, c)| has_rule(&c.row))
        .map(|(i, c)| (*c.code, *c.code, From::Code(i)));
    let ranges = ranges
        .iter()
        .enumerate()
        .filter(|(_, r)| has_rule(&r.row))
        .map(|(i, r)| (*r.first, *r.last, From::Range(i)));
    codes.chain(ranges).collect()
}
