//! What to do about a code, in one box: the action, how long to wait, and who stands behind it.

use askama::Template;
use closecode_data::{Localizer, Policy, Survey};

use crate::delays::{self, Bar};
use crate::facts;
use crate::glyph;
use crate::html::{Html, Punctuation as _};
use crate::page::Page;

#[derive(Debug, Template)]
#[template(path = "verdict.html", whitespace = "minimize")]
struct Verdict {
    /// The sign of the action, where there are no waits to draw.
    sign: Html,
    bars: Vec<Bar>,
    action: Html,
    wait: Html,
    clients: Option<Html>,
    basis: Html,
}

/// The box of a code or a range, with the first source. Of a range no clients were asked.
pub(crate) fn part(page: &Page<'_>, policy: &Policy, survey: Option<&Survey<'_>>) -> Html {
    let localizer = page.localizer;
    let clients = survey.and_then(|survey| facts::clients(localizer, survey));
    Html::part(&Verdict {
        sign: glyph::glyph(policy.action.as_str()),
        bars: delays::bars(policy),
        // In full: what follows says how long to wait where there is a need after all.
        action: localizer.text(*policy.action).into(),
        wait: waits(localizer, policy),
        clients,
        basis: localizer.label(
            localizer.axis().authority(),
            Html::join(standing(page, policy).into_iter().take(1), ""),
        ),
    })
}

/// How long, and how often where there is a limit.
fn waits(localizer: Localizer<'_>, policy: &Policy) -> Html {
    let limit = policy.max_attempts.filter(|limit| limit.value > 0);
    let attempts = limit.map(|_| {
        let words = localizer.policies();
        localizer.label(words.attempts(), localizer.attempts(policy))
    });
    let delay = localizer.delay(policy);
    let wait = if policy.max_delay.value.is_zero() {
        delay.into()
    } else {
        localizer.label(localizer.policies().delay(), delay)
    };
    localizer.list_of([wait].into_iter().chain(attempts))
}

/// Where it is written, or that it is common practice.
pub(crate) fn standing(page: &Page<'_>, policy: &Policy) -> Vec<Html> {
    let sources = facts::sources(page.data, &policy.sources);
    let is_written = *policy.authority != closecode_data::Authority::Convention;
    if is_written && !sources.is_empty() {
        return sources;
    }
    vec![page.localizer.text(*policy.authority).into()]
}
