//! The facts of a code as questions and answers, in words: the table of a code's page and the axes
//! of a comparison.

use closecode_data::{Analogy, Citation, Code, Dataset, Located, Policy, Voice, Wire};

use crate::html::{Html, Joins as _};

/// One question with its answer.
#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) question: Html,
    pub(crate) answer: Html,
}

/// The questions about the wire.
pub(crate) fn wire(voice: Voice<'_>, wire: &Wire) -> Vec<Fact> {
    let (axis, value) = (voice.axis(), voice.value());
    let yes_or = |yes: bool, a, b| if yes { a } else { b };
    let fact = |question: closecode_data::Passage<'_>, answer: closecode_data::Passage<'_>| Fact {
        question: question.into(),
        answer: answer.into(),
    };
    vec![
        fact(axis.frame(), yes_or(*wire.frame, value.frame_yes(), value.frame_no())),
        fact(axis.sender(), voice.sender_word(wire.sender.value)),
        fact(
            axis.synthetic(),
            yes_or(*wire.synthetic, value.synthetic_yes(), value.synthetic_no()),
        ),
        fact(axis.clean(), yes_or(*wire.clean, value.clean_yes(), value.clean_no())),
        fact(
            axis.script_sendable(),
            yes_or(*wire.script_sendable, value.sendable_yes(), value.sendable_no()),
        ),
        fact(axis.script_visible(), voice.visibility(wire)),
    ]
}

/// The questions about reconnecting.
pub(crate) fn policy(voice: Voice<'_>, policy: &Policy) -> Vec<Fact> {
    let axis = voice.axis();
    let fact = |question: closecode_data::Passage<'_>, answer: closecode_data::Passage<'_>| Fact {
        question: question.into(),
        answer: answer.into(),
    };
    vec![
        fact(axis.action(), voice.action_word(policy.action.value)),
        fact(axis.delay(), voice.delay(policy)),
        fact(axis.attempts(), voice.attempts(policy)),
        fact(axis.fault(), voice.fault_word(policy.fault.value)),
        fact(axis.severity(), voice.severity_word(policy.severity.value)),
        fact(axis.alert(), voice.alert_word(policy.alert.value)),
        fact(axis.authority(), voice.authority_word(policy.authority.value)),
    ]
}

/// How the surveyed clients treat a code, counted.
pub(crate) fn practice(data: &Dataset, voice: Voice<'_>, code: u16) -> Html {
    let (words, survey) = (voice.code(), data.survey(code));
    let (retry, stop, depends, total) =
        (survey.retry.len(), survey.stop.len(), survey.conditional.len(), survey.total());
    match (stop, depends) {
        (0, 0) => words.practice_even(total).into(),
        (_, 0) => words.practice_counts(retry, stop, total).into(),
        _ => words.practice_conditional(retry, stop, depends, total).into(),
    }
}

/// The question about other protocols.
pub(crate) fn analogy(voice: Voice<'_>, analogy: Option<&Analogy>) -> Fact {
    let answer = match analogy {
        None => voice.value().none().into(),
        Some(analogy) => {
            let http = analogy.http.iter().map(|status| format!("HTTP {status}"));
            let grpc = analogy.grpc.iter().map(|status| format!("gRPC {status}"));
            voice.list_of(http.chain(grpc).map(|name| Html::in_language(&name, "en")))
        }
    };
    Fact { question: voice.axis().analogy().into(), answer }
}

/// Every question about a code, in a fixed order, so that two codes can be laid side by side.
pub(crate) fn all(voice: Voice<'_>, code: &Code) -> Vec<Fact> {
    let mut facts = wire(voice, &code.wire);
    facts.extend(policy(voice, &code.policy));
    facts.push(analogy(voice, code.analogy.as_ref()));
    facts
}

/// Links to what is cited, each once.
pub(crate) fn sources<'a>(
    data: &Dataset,
    cited: impl IntoIterator<Item = &'a Located<Citation>>,
) -> Vec<Html> {
    data.cited(cited).into_iter().map(|(title, url)| Html::link(&title, &url)).collect()
}
