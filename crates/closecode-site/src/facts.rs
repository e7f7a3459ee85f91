//! The facts of a code in words: as questions and answers, for the table of a code's page and the
//! axes of a comparison, and as the phrases that several pages use.

use closecode_data::{
    Analogy, Behaviour, Citation, Code, Dataset, Deviation, Localizer, Policy, Reply, Spanned, Wire,
};

use crate::html::{Html, Punctuation as _};
use crate::page::Page;

/// One question with its answer.
#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) question: Html,
    pub(crate) answer: Html,
}

/// The questions about the wire.
pub(crate) fn wire(localizer: Localizer<'_>, wire: &Wire) -> Vec<Fact> {
    let axis = localizer.axis();
    let value = localizer.value();
    let yes_or = |yes: bool, a, b| if yes { a } else { b };
    let fact = |question: closecode_data::LocalizedText<'_>,
                answer: closecode_data::LocalizedText<'_>| {
        Fact { question: question.into(), answer: answer.into() }
    };
    vec![
        fact(axis.frame(), yes_or(*wire.frame, value.frame_yes(), value.frame_no())),
        fact(axis.sender(), localizer.text(wire.sender.value)),
        fact(
            axis.synthetic(),
            yes_or(*wire.synthetic, value.synthetic_yes(), value.synthetic_no()),
        ),
        fact(axis.clean(), yes_or(*wire.clean, value.clean_yes(), value.clean_no())),
        fact(
            axis.script_sendable(),
            yes_or(*wire.script_sendable, value.sendable_yes(), value.sendable_no()),
        ),
        fact(axis.script_visible(), localizer.visibility(wire)),
    ]
}

/// The questions about reconnecting.
pub(crate) fn policy(localizer: Localizer<'_>, policy: &Policy) -> Vec<Fact> {
    let axis = localizer.axis();
    let fact = |question: closecode_data::LocalizedText<'_>,
                answer: closecode_data::LocalizedText<'_>| {
        Fact { question: question.into(), answer: answer.into() }
    };
    vec![
        fact(axis.action(), localizer.text(policy.action.value)),
        fact(axis.delay(), localizer.delay(policy)),
        fact(axis.attempts(), localizer.attempts(policy)),
        fact(axis.fault(), localizer.text(policy.fault.value)),
        fact(axis.severity(), localizer.text(policy.severity.value)),
        fact(axis.alert(), localizer.text(policy.alert.value)),
        fact(axis.authority(), localizer.text(policy.authority.value)),
    ]
}

/// How the surveyed clients treat a code, counted.
pub(crate) fn practice(data: &Dataset, localizer: Localizer<'_>, code: u16) -> Html {
    let words = localizer.code();
    let survey = data.survey(code);
    let retry = survey.retry.len();
    let stop = survey.stop.len();
    let depends = survey.conditional.len();
    let total = survey.total();
    match (stop, depends) {
        (0, 0) => words.practice_even(total).into(),
        (_, 0) => words.practice_counts(retry, stop, total).into(),
        _ => words.practice_conditional(retry, stop, depends, total).into(),
    }
}

/// The question about other protocols.
pub(crate) fn analogy(localizer: Localizer<'_>, analogy: Option<&Analogy>) -> Fact {
    let answer = match analogy {
        None => localizer.value().none().into(),
        Some(analogy) => {
            let http = analogy.http.iter().map(|status| format!("HTTP {status}"));
            let grpc = analogy.grpc.iter().map(|status| format!("gRPC {status}"));
            localizer.list_of(http.chain(grpc).map(|name| Html::in_language(&name, "en")))
        }
    };
    Fact { question: localizer.axis().analogy().into(), answer }
}

/// Every question about a code, in a fixed order, so that two codes can be laid side by side.
pub(crate) fn all(localizer: Localizer<'_>, code: &Code) -> Vec<Fact> {
    let mut facts = wire(localizer, &code.wire);
    facts.extend(policy(localizer, &code.policy));
    facts.push(analogy(localizer, code.analogy.as_ref()));
    facts
}

/// Links to what is cited, each once.
pub(crate) fn sources<'a>(
    data: &Dataset,
    cited: impl IntoIterator<Item = &'a Spanned<Citation>>,
) -> Vec<Html> {
    data.cited(cited).into_iter().map(|(title, url)| Html::link(&title, &url)).collect()
}

/// How an implementation departs, with where that was read.
pub(crate) fn deviation(page: &Page<'_>, deviation: &Deviation<'_>) -> Html {
    let words = page.localizer.code();
    let who = format!("{} {}", deviation.implementation.name, deviation.version());
    let sentence = match deviation.behaviour {
        Behaviour::Accepts => words.deviation_accepts(who),
        Behaviour::Rejects => words.deviation_rejects(who),
        Behaviour::ReportsAs => words.deviation_reports_as(who, deviation.reports_as.unwrap_or(0)),
        Behaviour::ShowsScript => words.deviation_shows_script(who),
    };
    let mut pieces = vec![sentence.into()];
    pieces.extend(match deviation.replies {
        Some(Reply::Code(code)) => Some(words.deviation_replies(code).into()),
        Some(Reply::Empty) => Some(words.deviation_replies_empty().into()),
        // No implementation that departs sends nothing, or a body of one byte.
        Some(Reply::Malformed | Reply::None) | None => None,
    });
    pieces.extend(deviation.clean.map(|is_clean| {
        if is_clean { words.deviation_clean() } else { words.deviation_unclean() }.into()
    }));
    match deviation.measured {
        Some(measured) => pieces.push(words.deviation_measured(page.date(&measured.date)).into()),
        None => pieces.extend(sources(page.data, [&deviation.implementation.source])),
    }
    page.localizer.sentences(pieces)
}

/// Number and title of a code, as a link's text.
pub(crate) fn name(page: &Page<'_>, code: &Code) -> Html {
    Html::join([Html::text(&code.code.to_string()), page.code_title(code)], " ")
}

/// The sentence on sources that ask for something else.
pub(crate) fn departs_from(page: &Page<'_>, policy: &Policy) -> Option<Html> {
    let titles: Vec<&str> = policy
        .departs_from
        .iter()
        .filter_map(|c| page.data.source(&c.id))
        .map(|s| s.title.as_str())
        .collect();
    (!titles.is_empty())
        .then(|| page.localizer.value().departs_from(page.localizer.list(titles)).into())
}
