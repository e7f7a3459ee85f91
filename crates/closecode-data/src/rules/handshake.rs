//! Every HTTP status has one answer.

use super::Rule;
use crate::model::Answer;
use crate::{Action, Diagnostics, Location, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "handshake",
    summary: "an answer is for statuses or a range, does what a code or a policy says, and one of \
              them decides for each status",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    if !unchecked.is_whole("handshake") {
        return;
    }
    let answers = &unchecked.dataset.handshake;
    let report =
        |span, message: String, remedy: &str| diagnostics.error(RULE.name, span, message, remedy);
    for answer in answers {
        if answer.statuses.is_empty() != answer.range().is_some()
            || answer.first.is_some() != answer.last.is_some()
        {
            report(
                answer.span,
                "this answer is not for statuses or a range".into(),
                "write statuses = [401], or first and last",
            );
        }
        if let Some((first, last)) = answer.range().filter(|(first, last)| first >= last) {
            report(
                answer.span,
                format!("the range {first} to {last} is no range"),
                "let last be above first, or use statuses",
            );
        }
        if answer.like.is_some() == answer.policy.is_some() {
            report(
                answer.span,
                "this answer does not say once what to do".into(),
                "write like = 1013, or an [answer.policy]",
            );
        }
        if let Some(like) =
            answer.like.filter(|like| !unchecked.code_files.contains_key(&like.value))
        {
            report(
                like.span,
                format!("there is no code {}", *like),
                "name a registered code whose policy holds",
            );
        }
        if let Some(policy) =
            answer.policy.as_ref().filter(|policy| policy.action.value == Action::Profile)
        {
            report(
                policy.action.span,
                "a status needs no profile".into(),
                "say what to do; `profile` is for private codes",
            );
        }
        if answer.sources.is_empty() {
            report(
                answer.span,
                "nothing defines these statuses".into(),
                "name at least one source in `sources`",
            );
        }
    }
    if !answers.iter().any(|answer| answer.range() == Some((0, u16::MAX))) {
        let location = Location::Path("handshake.toml".into());
        diagnostics.error(
            RULE.name,
            location,
            "no answer is for every status",
            "add an [[answer]] with first = 0 and last = 65535",
        );
    }
    overlaps(answers, diagnostics);
}

/// Two answers for one status are nested, so that the narrower one decides.
fn overlaps(answers: &[Answer], diagnostics: &Diagnostics) {
    for (i, answer) in answers.iter().enumerate() {
        for status in answer
            .statuses
            .iter()
            .filter(|s| answers[..i].iter().any(|a| a.statuses.iter().any(|b| b.value == s.value)))
        {
            diagnostics.error(
                RULE.name,
                status.span,
                format!("{} has two answers", **status),
                "remove one of them",
            );
        }
        let Some((first, last)) = answer.range() else { continue };
        for (other_first, other_last) in answers[..i].iter().filter_map(Answer::range) {
            let apart = last < other_first || other_last < first;
            let within = first >= other_first
                && last <= other_last
                && (first, last) != (other_first, other_last);
            if !apart && !within {
                let message = format!("{first} to {last} overlaps {other_first} to {other_last}");
                diagnostics.error(
                    RULE.name,
                    answer.span,
                    message,
                    "let a range lie within a wider one before it, or apart from it",
                );
            }
        }
    }
}
