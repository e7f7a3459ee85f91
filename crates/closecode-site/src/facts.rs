//! The facts of a code in words: as questions and answers, for the table of a code's page and the
//! axes of a comparison, and as the phrases that several pages use.

use closecode_data::{
    Action, Analogy, Basis, Behaviour, Citation, Code, Dataset, Deviation, Implementation,
    LocalizedText, Localizer, Policy, PolicyField, Reconnect, Reply, Spanned, Survey, Visibility,
    Wire,
};

use crate::html::{Html, Punctuation as _};
use crate::page::Page;

/// One question with its answer.
#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) question: Html,
    pub(crate) answer: Html,
}

/// The questions about the wire. Browsers may call clean what by the standard is not.
pub(crate) fn wire(
    localizer: Localizer<'_>,
    wire: &Wire,
    called_clean: &[&Implementation],
) -> Vec<Fact> {
    each_of_wire(localizer, wire, called_clean).into()
}

/// The same, each in its place.
fn each_of_wire(
    localizer: Localizer<'_>,
    wire: &Wire,
    called_clean: &[&Implementation],
) -> [Fact; 6] {
    let axis = localizer.axis();
    let value = localizer.value();
    let yes_or = |yes: bool, a, b| if yes { a } else { b };
    let fact = |question: LocalizedText<'_>, answer: LocalizedText<'_>| Fact {
        question: question.into(),
        answer: answer.into(),
    };
    let browsers = localizer.list(called_clean.iter().map(|browser| browser.name.as_str()));
    let clean = match (*wire.clean, called_clean) {
        (true, _) => value.clean_yes(),
        (false, []) => value.clean_no(),
        (false, _) => value.clean_called(browsers),
    };
    [
        fact(axis.frame(), yes_or(*wire.frame, value.frame_yes(), value.frame_no())),
        fact(axis.sender(), localizer.text(wire.sender.value)),
        fact(
            axis.synthetic(),
            yes_or(*wire.synthetic, value.synthetic_yes(), value.synthetic_no()),
        ),
        fact(axis.clean(), clean),
        fact(
            axis.script_sendable(),
            yes_or(*wire.script_sendable, value.sendable_yes(), value.sendable_no()),
        ),
        fact(axis.script_visible(), localizer.visibility(wire)),
    ]
}

/// The facts that stand beside the answer on a code's page, in the words of an interface:
/// `wasClean`, `reason`, `close(1006)`.
pub(crate) fn card(
    localizer: Localizer<'_>,
    code: &Code,
    called_clean: &[&Implementation],
    user_message: LocalizedText<'_>,
) -> Vec<Fact> {
    let wire = &code.wire;
    let policy = &code.policy;
    let [frame, sender, _, clean, sendable, visible] =
        each_of_wire(localizer, wire, called_clean).map(|fact| fact.answer);
    let columns = localizer.index();
    let axis = localizer.axis();
    let words = localizer.policies();
    let fact =
        |question: LocalizedText<'_>, answer: Html| Fact { question: question.into(), answer };
    let code_fact = |question: &str, answer: Html| Fact { question: Html::code(question), answer };
    // RFC 6455, section 5.5: 125 bytes, of which the code takes two. Without a frame there is no
    // reason (section 7.1.6).
    let reason = if *wire.frame { Html::code("0–123 B, UTF-8") } else { Html::code("\"\"") };
    let close = format!("close({})", code.code);
    let mut facts =
        vec![fact(columns.column_frame(), frame), fact(columns.column_sender(), sender)];
    facts.push(code_fact("wasClean", clean));
    facts.push(code_fact("reason", reason));
    facts.push(code_fact(&close, sendable));
    if *wire.script_visible != Visibility::Yes {
        facts.push(fact(axis.script_visible(), visible));
    }
    facts.push(fact(words.fault(), localizer.text(*policy.fault).into()));
    facts.push(fact(words.severity(), localizer.text(*policy.severity).into()));
    facts.push(fact(words.alert(), localizer.text(*policy.alert).into()));
    facts.extend(code.analogy.iter().map(|similar| analogy(localizer, Some(similar))));
    facts.push(fact(localizer.code().user_message(), Html::from(user_message).quoted()));
    facts
}

/// The questions about reconnecting, without who stands behind the answers.
fn plain_policy(localizer: Localizer<'_>, policy: &Policy) -> Vec<(PolicyField, Fact)> {
    let axis = localizer.axis();
    let fact = |field, question: LocalizedText<'_>, answer: LocalizedText<'_>| {
        (field, Fact { question: question.into(), answer: answer.into() })
    };
    vec![
        fact(PolicyField::Action, axis.action(), localizer.text(policy.action.value)),
        fact(PolicyField::InitialDelay, axis.delay(), localizer.delay(policy)),
        fact(PolicyField::MaxAttempts, axis.attempts(), localizer.attempts(policy)),
        fact(PolicyField::Fault, axis.fault(), localizer.text(policy.fault.value)),
        fact(PolicyField::Severity, axis.severity(), localizer.text(policy.severity.value)),
        fact(PolicyField::Alert, axis.alert(), localizer.text(policy.alert.value)),
    ]
}

/// The questions about reconnecting, and beside each answer who stands behind it.
pub(crate) fn policy(
    localizer: Localizer<'_>,
    policy: &Policy,
    survey: Option<&Survey<'_>>,
) -> Vec<Fact> {
    let with_basis =
        |(field, fact): (PolicyField, Fact)| match basis(localizer, policy, survey, field) {
            Some(basis) => {
                Fact { answer: localizer.aside(fact.answer, Html::from(basis).quiet()), ..fact }
            }
            None => fact,
        };
    let answers = plain_policy(localizer, policy).into_iter().map(with_basis);
    answers.chain([authority(localizer, policy)]).collect()
}

fn authority(localizer: Localizer<'_>, policy: &Policy) -> Fact {
    Fact {
        question: localizer.axis().authority().into(),
        answer: localizer.text(policy.authority.value).into(),
    }
}

/// Who stands behind an answer about reconnecting, if somebody other than we does: a note below
/// says what no note means.
fn basis<'a>(
    localizer: Localizer<'a>,
    policy: &Policy,
    survey: Option<&Survey<'_>>,
    field: PolicyField,
) -> Option<LocalizedText<'a>> {
    let words = localizer.basis();
    let text = match policy.basis(field, survey) {
        Basis::Standard => words.standard(),
        Basis::Registration => words.registration(),
        Basis::Practice => {
            let count = survey.and_then(|survey| policy.practised(survey)).unwrap_or(0);
            words.practice(count, survey.map_or(0, Survey::total))
        }
        Basis::Ours => return None,
    };
    // One sentence tells all of a delay.
    let is_delay = field == PolicyField::InitialDelay;
    let is_apart = is_delay && policy.basis(PolicyField::MaxDelay, survey) == Basis::Ours;
    Some(if is_apart { words.largest_ours(text) } else { text })
}

/// How the surveyed clients treat a code, counted.
pub(crate) fn practice(data: &Dataset, localizer: Localizer<'_>, code: u16) -> Html {
    let words = localizer.code();
    let survey = data.survey(code);
    let counts = words.practice_counts(survey.retry.len(), survey.total()).into();
    let depends = survey.conditional.len();
    let depends = (depends > 0).then(|| words.practice_conditional(depends).into());
    localizer.sentences([counts].into_iter().chain(depends))
}

/// How many of the clients that were asked reconnect, if any were.
pub(crate) fn clients(localizer: Localizer<'_>, survey: &Survey<'_>) -> Option<Html> {
    let total = survey.total();
    (total > 0).then(|| localizer.code().clients(survey.retry.len(), total).into())
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
pub(crate) fn all(data: &Dataset, localizer: Localizer<'_>, code: &Code) -> Vec<Fact> {
    let called_clean = data.called_clean(|number| number == *code.code);
    let mut facts = wire(localizer, &code.wire, &called_clean);
    facts.extend(plain_policy(localizer, &code.policy).into_iter().map(|(_, fact)| fact));
    facts.push(authority(localizer, &code.policy));
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

/// What a page about a code rests on, in the order of the page.
pub(crate) fn cited(code: &Code) -> impl Iterator<Item = &Spanned<Citation>> {
    let analogy = code.analogy.iter().flat_map(|a| &a.sources);
    code.sources.iter().chain(&code.wire.sources).chain(&code.policy.sources).chain(analogy)
}

/// How an implementation departs, without its name.
pub(crate) fn deviation(page: &Page<'_>, deviation: &Deviation<'_>) -> Html {
    let words = page.localizer.code();
    let sentence = match deviation.behaviour {
        Behaviour::Accepts => words.deviation_accepts(),
        Behaviour::Rejects => words.deviation_rejects(),
        Behaviour::ReportsAs => {
            let number = deviation.reports_as.unwrap_or(0);
            if deviation.is_forbidden {
                words.deviation_reports_received(number)
            } else {
                words.deviation_reports_as(number)
            }
        }
        Behaviour::ShowsScript => words.deviation_shows_script(),
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
    page.localizer.sentences(pieces)
}

/// Who departs, in the version of which it is known.
pub(crate) fn departing(deviation: &Deviation<'_>) -> String {
    format!("{} {}", deviation.implementation.name, deviation.version())
}

/// What a client does next in so few words that they fit a chip.
pub(crate) fn short(localizer: Localizer<'_>, action: Action) -> Html {
    match action {
        Action::NoNeed => localizer.text(Reconnect::NoNeed).into(),
        _ => localizer.text(action).into(),
    }
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
