//! The numbers that an implementation accepts by a list of its own, beside our own facts.

use closecode_data::{Accepts, Dataset, Known, Numbers};

/// The list as questions and answers, in English.
pub(super) fn facts(data: &Dataset, accepts: &Accepts) -> Vec<(&'static str, String)> {
    let given = |list: &[closecode_data::Spanned<Numbers>]| {
        shown(&list.iter().map(|numbers| numbers.value).collect::<Vec<_>>())
    };
    let mut facts = Vec::new();
    if !accepts.received.is_empty() {
        facts.push(("Takes from a peer", given(&accepts.received)));
        facts.push(("Takes though the standard does not allow it", shown(&accepts.beyond(data))));
        facts.push(("Does not take though the standard allows it", shown(&accepts.short(data))));
    }
    if !accepts.sendable.is_empty() {
        facts.push(("Lets its user send", given(&accepts.sendable)));
    }
    let how = match *accepts.how {
        Known::Called => "the function was called with all 65,536 numbers",
        Known::Read => "the source was read",
    };
    facts.push(("How the list is known", how.to_owned()));
    if let Some(why) = &accepts.differs {
        facts.push(("Where what was measured differs", why.value.clone()));
    }
    facts
}

fn shown(numbers: &[Numbers]) -> String {
    if numbers.is_empty() {
        return "none".to_owned();
    }
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ").replace('-', "\u{2013}")
}
