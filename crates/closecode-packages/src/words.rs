//! The words that the crate `closecode` has where the data has others, and rows in the order in
//! which both packages need them.

use closecode_data::{Action, Dataset, Policy, Reconnect};

/// The crate's action for a word of the data, which has the pace in it.
pub(crate) fn action(word: Action) -> &'static str {
    match word {
        Action::NoNeed => "reconnect-if-wanted",
        Action::ShortDelay | Action::Backoff => "reconnect",
        Action::Reauth => "reauthenticate",
        Action::FixClient => "fix-first",
        Action::Never => "stop",
        Action::Profile => "ask-profile",
    }
}

/// The crate's action for what a product asks for, and whether the first attempt is at once; none
/// where its source is silent.
pub(crate) fn reconnect(word: Reconnect) -> Option<(&'static str, bool)> {
    match word {
        Reconnect::NoNeed => Some(("reconnect-if-wanted", false)),
        Reconnect::Immediate => Some(("reconnect", true)),
        Reconnect::ShortDelay | Reconnect::Backoff => Some(("reconnect", false)),
        Reconnect::Resume => Some(("resume", false)),
        Reconnect::Reauth => Some(("reauthenticate", false)),
        Reconnect::FixClient => Some(("fix-first", false)),
        Reconnect::Never => Some(("stop", false)),
        Reconnect::Unspecified => None,
    }
}

/// What follows a refused handshake.
pub(crate) enum Refused<'a> {
    /// What follows this close code.
    Like(u16),
    /// A policy of its own.
    Policy(&'a Policy),
}

/// The HTTP statuses of refused handshakes, from the first to the last of each row. The first row
/// that holds a status decides.
pub(crate) fn handshake(data: &Dataset) -> Vec<(u16, u16, Refused<'_>)> {
    let mut answers: Vec<_> = data.handshake.iter().collect();
    answers.sort_by_key(|answer| answer.width());
    let rows = answers.into_iter().flat_map(|answer| {
        let own = || answer.policy.as_ref().expect("the rule `handshake` asks for one of the two");
        let ranges = match answer.range() {
            Some(range) => vec![range],
            None => answer.statuses.iter().map(|status| (status.value, status.value)).collect(),
        };
        ranges.into_iter().map(move |(first, last)| {
            let refused = answer.like.map_or_else(|| Refused::Policy(own()), |l| Refused::Like(*l));
            (first, last, refused)
        })
    });
    rows.collect()
}
