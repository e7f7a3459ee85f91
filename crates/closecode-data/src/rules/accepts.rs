//! The numbers that an implementation accepts by a list of its own, against what was measured.

use super::Rule;
use crate::{Accepts, Diagnostics, Implementation, Numbers, Reported, Spanned, Unchecked, WayRow};

pub(super) const RULE: Rule = Rule {
    name: "accepts",
    summary: "the numbers of a list ascend with gaps between them, and what was measured of each \
              is what the list says, or the difference is explained",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for implementation in &unchecked.dataset.implementations {
        let Some(accepts) = &implementation.accepts else { continue };
        check_list(&accepts.received, diagnostics);
        check_list(&accepts.sendable, diagnostics);
        let rows = || implementation.measured.iter().flat_map(|measured| &measured.ways);
        let differing: Vec<&WayRow> = rows().filter(|row| differs(accepts, row)).collect();
        match (&accepts.differs, differing.first()) {
            (None, Some(row)) => {
                let message = format!(
                    "what was measured of {} is not what `{}` of {} says",
                    row.id.value, accepts.function.value, implementation.id
                );
                let remedy = "correct the list, measure again, or write why in `differs`";
                diagnostics.error(RULE.name, row.id.span, message, remedy);
            }
            (Some(why), None) => {
                let message = "nothing that was measured differs from the list";
                diagnostics.error(RULE.name, why.span, message, "leave `differs` out");
            }
            _ => {}
        }
        check_sentence(implementation, accepts, diagnostics);
    }
}

fn check_sentence(implementation: &Implementation, accepts: &Accepts, diagnostics: &Diagnostics) {
    if let Some(why) = accepts.differs.as_ref().filter(|why| !why.value.ends_with('.')) {
        let message = "why something differs is a sentence";
        diagnostics.error(RULE.name, why.span, message, "end with a full stop");
    }
    if accepts.received.is_empty() && accepts.sendable.is_empty() {
        let message = format!("`{}` has a list without numbers", implementation.id);
        let remedy = "write `received`, `sendable` or both";
        diagnostics.error(RULE.name, accepts.span, message, remedy);
    }
}

fn check_list(list: &[Spanned<Numbers>], diagnostics: &Diagnostics) {
    let backward = list.iter().find(|numbers| numbers.value.first > numbers.value.last);
    let touching =
        list.windows(2).find(|pair| pair[1].value.first <= pair[0].value.last.saturating_add(1));
    if let Some(wrong) = backward.or_else(|| touching.map(|pair| &pair[1])) {
        let message = "the numbers of a list ascend, with gaps between them";
        let remedy = "sort them, and write those that follow one another as one range";
        diagnostics.error(RULE.name, wrong.span, message, remedy);
    }
}

/// Whether a row says something else of a number than the list.
fn differs(accepts: &Accepts, row: &WayRow) -> bool {
    if let Some(number) = row.received().filter(|_| !accepts.received.is_empty()) {
        let is_told = row.reports.as_ref().map(|reports| match reports.value {
            Reported::Code(code) => code == number,
            Reported::Error => false,
            Reported::End => accepts.is_received(number),
        });
        // These are also what its user is told of a number that it does not take.
        let is_blurred = [1002, 1005, 1006].contains(&number);
        return is_told.is_some_and(|told| told != accepts.is_received(number)) && !is_blurred;
    }
    if let Some((number, is_sendable)) =
        row.sent().and_then(|number| Some((number, accepts.is_sendable(number)?)))
    {
        let is_sent =
            row.sends.as_ref().map(|sends| sends.value) == Some(crate::Reply::Code(number));
        return is_sent != is_sendable;
    }
    false
}
