//! Every HTTP status has one answer.

use super::Rule;
use crate::model::Answer;
use crate::{Action, Draft, Findings, Spot};

pub(super) const RULE: Rule = Rule {
    name: "handshake",
    summary: "an answer is for statuses or a range, does what a code or a policy says, and one of them decides for each status",
    check,
};

fn check(draft: &Draft, findings: &Findings) {
    if !draft.is_whole("handshake") {
        return;
    }
    let answers = &draft.dataset.handshake;
    let report =
        |place, message: String, remedy: &str| findings.error(RULE.name, place, message, remedy);
    for answer in answers {
        if answer.statuses.is_empty() != answer.range().is_some()
            || answer.first.is_some() != answer.last.is_some()
        {
            report(
                answer.place,
                "this answer is not for statuses or a range".into(),
                "write statuses = [401], or first and last",
            );
        }
        if let Some((first, last)) = answer.range().filter(|(first, last)| first >= last) {
            report(
                answer.place,
                format!("the range {first} to {last} is no range"),
                "let last be above first, or use statuses",
            );
        }
        if answer.like.is_some() == answer.policy.is_some() {
            report(
                answer.place,
                "this answer does not say once what to do".into(),
                "write like = 1013, or an [answer.policy]",
            );
        }
        if let Some(like) = answer.like.filter(|like| !draft.code_files.contains_key(&like.value)) {
            report(
                like.place,
                format!("there is no code {}", *like),
                "name a registered code whose policy holds",
            );
        }
        if let Some(policy) =
            answer.policy.as_ref().filter(|policy| policy.action.value == Action::Profile)
        {
            report(
                policy.action.place,
                "a status needs no profile".into(),
                "say what to do; `profile` is for private codes",
            );
        }
        if answer.sources.is_empty() {
            report(
                answer.place,
                "nothing defines these statuses".into(),
                "name at least one source in `sources`",
            );
        }
    }
    if !answers.iter().any(|answer| answer.range() == Some((0, u16::MAX))) {
        let spot = Spot::Path("handshake.toml".into());
        findings.error(
            RULE.name,
            spot,
            "no answer is for every status",
            "add an [[answer]] with first = 0 and last = 65535",
        );
    }
    overlaps(answers, findings);
}

/// Two answers for one status are nested, so that the narrower one decides.
fn overlaps(answers: &[Answer], findings: &Findings) {
    for (i, answer) in answers.iter().enumerate() {
        for status in answer
            .statuses
            .iter()
            .filter(|s| answers[..i].iter().any(|a| a.statuses.iter().any(|b| b.value == s.value)))
        {
            findings.error(
                RULE.name,
                status.place,
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
                findings.error(
                    RULE.name,
                    answer.place,
                    message,
                    "let a range lie within a wider one before it, or apart from it",
                );
            }
        }
    }
}
