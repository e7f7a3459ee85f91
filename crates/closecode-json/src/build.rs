//! Fills the document from the dataset.

use closecode_data as data;
use closecode_data::{Dataset, PolicyField, Spanned};

use crate::document::{
    Accepts, Advice, Analogy, Answer, Citation, Code, Constant, Deviation, Document, Event, FORMAT,
    Herd, Implementation, ImplementationDeviation, LICENSE, Limit, Locale, Measured, Message,
    Names, Pair, Policy, PolicyBasis, Problem, ProblemFix, ProblemOption, ProblemStep,
    ProblemTexts, Range, Reconnecting, Retries, Scenario, ScenarioStep, ScenarioTexts, Situation,
    Source, Survey, Way, Wire,
};
use crate::protocol::protocol;
use crate::texts::by_language;

/// The document of everything.
pub fn build(data: &Dataset) -> Document {
    Document {
        schema: "codes.schema.json",
        format: FORMAT,
        version: data.version().to_string(),
        license: LICENSE,
        locales: data.locales.iter().map(locale).collect(),
        codes: data.codes.iter().map(|c| code(data, c)).collect(),
        ranges: data.ranges.iter().map(|r| range(data, r)).collect(),
        handshake: data.handshake.iter().map(|a| answer(data, a)).collect(),
        pairs: data.pairs.iter().map(|p| pair(data, p)).collect(),
        situations: data.situations.iter().map(|s| situation(data, s)).collect(),
        implementations: data.implementations.iter().map(|i| implementation(data, i)).collect(),
        problems: data.problems.iter().map(|p| problem(data, p)).collect(),
        scenarios: data.scenarios.iter().map(|s| scenario(data, s)).collect(),
        protocols: data.protocols.iter().map(protocol).collect(),
        sources: data.sources.iter().map(|s| (s.id.value.clone(), source(s))).collect(),
    }
}

fn locale(locale: &data::Locale) -> Locale {
    let language = &locale.language;
    Locale {
        tag: language.tag.value.clone(),
        name: language.name.value.clone(),
        english_name: language.english_name.value.clone(),
        direction: language.direction.as_str(),
    }
}

fn code(data: &Dataset, code: &data::Code) -> Code {
    let survey = data.survey(*code.code);
    Code {
        code: *code.code,
        ident: code.ident.value.clone(),
        name: code.name.value.clone(),
        named: code.is_named,
        slug: code.slug(),
        range: data.range(*code.code).id.value.clone(),
        sources: citations(data, &code.sources),
        related: numbers(&code.related),
        wire: wire(data, &code.wire),
        policy: policy(data, &code.policy, Some(&data.survey(*code.code))),
        analogy: code.analogy.as_ref().map(|a| Analogy {
            http: numbers(&a.http),
            grpc: a.grpc.iter().map(|g| g.value.clone()).collect(),
            authority: a.authority.as_str(),
            sources: citations(data, &a.sources),
        }),
        history: code.history.iter().map(|e| event(data, e)).collect(),
        deviations: data.deviations(code).iter().map(|d| deviation(data, d)).collect(),
        survey: Survey {
            total: survey.total(),
            retry: survey.retry.len(),
            stop: survey.stop.len(),
            conditional: survey.conditional.len(),
        },
        cases: cases(&code.cases),
        texts: by_language(data, "codes", &code.code.to_string()),
    }
}

fn range(data: &Dataset, range: &data::Range) -> Range {
    Range {
        id: range.id.value.clone(),
        ident: range.ident.value.clone(),
        first: *range.first,
        last: *range.last,
        registration: range.registration.as_str(),
        sources: citations(data, &range.sources),
        wire: wire(data, &range.wire),
        policy: policy(data, &range.policy, None),
        cases: cases(&range.cases),
        texts: by_language(data, "ranges", &range.id),
    }
}

fn wire(data: &Dataset, wire: &data::Wire) -> Wire {
    Wire {
        frame: *wire.frame,
        sender: wire.sender.as_str(),
        synthetic: *wire.synthetic,
        clean: *wire.clean,
        script_sendable: *wire.script_sendable,
        script_visible: wire.script_visible.as_str(),
        sources: citations(data, &wire.sources),
    }
}

/// The reader refuses delays above a day.
fn millis(delay: std::time::Duration) -> u64 {
    u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)
}

fn policy(data: &Dataset, policy: &data::Policy, survey: Option<&data::Survey<'_>>) -> Policy {
    let basis = |field| policy.basis(field, survey).as_str();
    Policy {
        action: policy.action.as_str(),
        initial_delay_ms: millis(policy.initial_delay.value),
        max_delay_ms: millis(policy.max_delay.value),
        factor: *policy.factor,
        jitter: policy.jitter.as_str(),
        max_attempts: policy.max_attempts.map(|a| a.value),
        fault: policy.fault.as_str(),
        severity: policy.severity.as_str(),
        alert: policy.alert.as_str(),
        authority: policy.authority.as_str(),
        sources: citations(data, &policy.sources),
        departs_from: citations(data, &policy.departs_from),
        basis: PolicyBasis {
            action: basis(PolicyField::Action),
            initial_delay: basis(PolicyField::InitialDelay),
            max_delay: basis(PolicyField::MaxDelay),
            factor: basis(PolicyField::Factor),
            jitter: basis(PolicyField::Jitter),
            max_attempts: basis(PolicyField::MaxAttempts),
            fault: basis(PolicyField::Fault),
            severity: basis(PolicyField::Severity),
            alert: basis(PolicyField::Alert),
        },
    }
}

fn answer(data: &Dataset, answer: &data::Answer) -> Answer {
    Answer {
        statuses: numbers(&answer.statuses),
        first: answer.first.map(|n| n.value),
        last: answer.last.map(|n| n.value),
        like: answer.like.map(|n| n.value),
        policy: policy(data, data.answer_policy(answer), None),
        sources: citations(data, &answer.sources),
    }
}

fn event(data: &Dataset, event: &data::Event) -> Event {
    Event {
        event: event.event.as_str(),
        date: event.date.as_ref().map(|d| d.value.clone()),
        source: citation(data, &event.source),
        was: event.was.as_ref().map(|w| w.value.clone()),
        certainty: event.certainty.as_str(),
    }
}

fn deviation(data: &Dataset, deviation: &data::Deviation<'_>) -> Deviation {
    let implementation = deviation.implementation;
    Deviation {
        implementation: implementation.id.clone(),
        name: implementation.name.value.clone(),
        version: deviation.version().to_owned(),
        behaviour: deviation.behaviour.as_str(),
        reports_as: deviation.reports_as,
        replies: deviation.replies.map(frame),
        clean: deviation.clean,
        measured: deviation.measured.map(|measured| measured.date.value.clone()),
        source: citation(data, &implementation.source),
    }
}

fn frame(reply: data::Reply) -> String {
    match reply {
        data::Reply::Code(code) => code.to_string(),
        data::Reply::Empty => "empty".to_owned(),
        data::Reply::Malformed => "malformed".to_owned(),
        data::Reply::None => "none".to_owned(),
    }
}

fn told(reported: data::Reported) -> String {
    match reported {
        data::Reported::Code(code) => code.to_string(),
        data::Reported::Error => "error".to_owned(),
        data::Reported::End => "end".to_owned(),
    }
}

pub(crate) fn way(row: &data::WayRow) -> Way {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    Way {
        way: row.id.value.clone(),
        opened: row.opened,
        error: row.error.as_ref().map(|error| error.value),
        reports: row.reports.as_ref().map(|reports| told(reports.value)),
        reason_bytes: row.reason_bytes.as_ref().map(|bytes| bytes.value),
        clean: row.clean.as_ref().map(|clean| clean.value),
        throws: text(&row.throws),
        sends: row.sends.as_ref().map(|sends| frame(sends.value)),
        replies: row.replies.as_ref().map(|replies| frame(replies.value)),
        reply_reason: text(&row.reply_reason),
        waits: row.waits.as_ref().map(|waits| match waits.value {
            data::Waits::Seconds(seconds) => seconds.to_string(),
            data::Waits::Longer => "longer".to_owned(),
        }),
        refuses: row.refuses.as_ref().map(|status| status.value),
    }
}

fn pair(data: &Dataset, pair: &data::Pair) -> Pair {
    let (low, high) = pair.codes();
    Pair {
        codes: [low, high],
        axis: pair.axis.as_str(),
        texts: by_language(data, "pairs", &format!("{low}-{high}")),
    }
}

fn situation(data: &Dataset, situation: &data::Situation) -> Situation {
    Situation {
        id: situation.id.value.clone(),
        trigger: situation.trigger.as_str(),
        advice: situation.advice.iter().map(|a| advice(data, a)).collect(),
        texts: by_language(data, "situations", &situation.id),
    }
}

fn advice(data: &Dataset, advice: &data::Advice) -> Advice {
    Advice {
        role: advice.role.as_str(),
        send: advice.send.as_str(),
        code: advice.code.as_ref().map(|c| c.value),
        status: numbers(&advice.status),
        seen: advice.seen(),
        alternatives: numbers(&advice.alternatives),
        authority: advice.authority.as_str(),
        sources: citations(data, &advice.sources),
    }
}

fn implementation(data: &Dataset, implementation: &data::Implementation) -> Implementation {
    let of_code = |code| implementation.deviations(code).into_iter();
    let deviations = data.codes.iter().flat_map(of_code).map(|d| ImplementationDeviation {
        code: d.code,
        behaviour: d.behaviour.as_str(),
        reports_as: d.reports_as,
        replies: d.replies.map(frame),
        clean: d.clean,
        measured: d.measured.map(|measured| measured.date.value.clone()),
    });
    let measured = |m: &data::Measured| Measured {
        role: m.role.as_str(),
        interface: m.interface.as_ref().map(|interface| interface.value.clone()),
        version: m.version.value.clone(),
        date: m.date.value.clone(),
        ways: m.ways.iter().map(way).collect(),
    };
    let reconnecting = |r: &data::Reconnecting| Reconnecting {
        stops: numbers(&r.stops),
        conditional: numbers(&r.conditional),
    };
    let names = |names: &data::Names| Names {
        source: citation(data, &names.source),
        codes: names.codes.iter().map(constant).collect(),
    };
    Implementation {
        id: implementation.id.clone(),
        name: implementation.name.value.clone(),
        kind: implementation.kind.as_str(),
        language: implementation.language.value.clone(),
        version: implementation.version.value.clone(),
        source: citation(data, &implementation.source),
        deviations: deviations.collect(),
        ways: implementation.ways.iter().map(way).collect(),
        measured: implementation.measured.iter().map(measured).collect(),
        names: implementation.names.as_ref().map(names),
        accepts: implementation.accepts.as_ref().map(|a| accepts(data, a)),
        messages: implementation.messages.iter().map(|m| message(data, m)).collect(),
        limits: implementation.limits.iter().map(|l| limit(data, l)).collect(),
        reconnecting: implementation.reconnecting.as_ref().map(reconnecting),
        retries: implementation.retries.as_ref().map(|r| retries(data, r)),
    }
}

fn accepts(data: &Dataset, accepts: &data::Accepts) -> Accepts {
    let pairs = |list: &[Spanned<data::Numbers>]| {
        list.iter().map(|numbers| (numbers.value.first, numbers.value.last)).collect()
    };
    Accepts {
        function: accepts.function.value.clone(),
        how: accepts.how.as_str(),
        received: pairs(&accepts.received),
        sendable: pairs(&accepts.sendable),
        differs: accepts.differs.as_ref().map(|why| why.value.clone()),
        source: citation(data, &accepts.source),
    }
}

fn message(data: &Dataset, message: &data::Message) -> Message {
    Message {
        text: message.text.text.clone(),
        example: message.example.value.clone(),
        means: message.means.as_str(),
        code: message.implied_code(),
        source: citation(data, &message.source),
    }
}

fn limit(data: &Dataset, limit: &data::Limit) -> Limit {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    Limit {
        kind: limit.kind.as_str(),
        setting: text(&limit.setting),
        default: text(&limit.default),
        max: text(&limit.max),
        sends: limit.sends.as_ref().map(|sends| frame(sends.value)),
        reports: limit.reports.as_ref().map(|reports| told(reports.value)),
        about: limit.about.value.clone(),
        source: citation(data, &limit.source),
    }
}

fn retries(data: &Dataset, retries: &data::Retries) -> Retries {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    Retries {
        delay: retries.delay.value.clone(),
        growth: text(&retries.growth),
        max_delay: text(&retries.max_delay),
        jitter: text(&retries.jitter),
        attempts: text(&retries.attempts),
        about: text(&retries.about),
        source: citation(data, &retries.source),
    }
}

fn constant(constant: &data::Constant) -> Constant {
    Constant { name: constant.name.value.clone(), code: *constant.code }
}

fn strings(texts: &[Spanned<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

fn problem(data: &Dataset, problem: &data::Problem) -> Problem {
    let texts = |texts: &data::ProblemTexts| ProblemTexts {
        title: texts.title.value.clone(),
        summary: texts.summary.value.clone(),
        tells: strings(&texts.tells),
        steps: strings(&texts.steps),
        fixes: strings(&texts.fixes),
        options: strings(&texts.options),
        advice: texts.advice.as_ref().map(|text| text.value.clone()),
        prevention: strings(&texts.prevention),
    };
    let step = |step: &data::ProblemStep| ProblemStep {
        command: step.command.as_ref().map(|lines| lines.to_string()),
        output: step.output.as_ref().map(|lines| lines.to_string()),
    };
    let fix = |fix: &data::ProblemFix| ProblemFix {
        implementation: fix.implementation.as_ref().map(|i| i.value.clone()),
        config: fix.config.as_ref().map(|lines| lines.to_string()),
    };
    let option = |option: &data::ProblemOption| ProblemOption {
        code: option.code.as_ref().map(|c| c.value),
        status: option.status.as_ref().map(|s| s.value),
        who: strings(&option.who),
    };
    Problem {
        id: problem.id.clone(),
        kind: problem.kind.as_str(),
        codes: numbers(&problem.codes),
        sources: citations(data, &problem.sources),
        messages: strings(&problem.messages),
        steps: problem.steps.iter().map(step).collect(),
        fixes: problem.fixes.iter().map(fix).collect(),
        options: problem.options.iter().map(option).collect(),
        authority: problem.authority.as_ref().map(|a| a.as_str()),
        survey: numbers(&problem.survey),
        texts: problem.texts.iter().map(|(tag, t)| (tag.value.clone(), texts(t))).collect(),
    }
}

fn scenario(data: &Dataset, scenario: &data::Scenario) -> Scenario {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let party = |party: &Option<Spanned<data::Party>>| party.as_ref().map(|party| party.as_str());
    let step = |step: &data::ScenarioStep| ScenarioStep {
        at: party(&step.at),
        told: party(&step.told),
        way: text(&step.way),
        from: party(&step.from),
        to: party(&step.to),
        label: text(&step.label),
        kind: step.kind.as_ref().map(|kind| kind.as_str()),
        lost: step.lost.as_ref().is_some_and(|lost| lost.value),
    };
    let texts = |texts: &data::ScenarioTexts| ScenarioTexts {
        title: texts.title.value.clone(),
        summary: texts.summary.value.clone(),
        steps: strings(&texts.steps),
        client: text(&texts.client),
        server: text(&texts.server),
        next: strings(&texts.next),
    };
    Scenario {
        id: scenario.id.clone(),
        codes: numbers(&scenario.codes),
        status: scenario.status.as_ref().map(|status| status.value),
        client: strings(&scenario.client),
        server: strings(&scenario.server),
        steps: scenario.steps.iter().map(step).collect(),
        herd: scenario.herd.as_ref().map(|herd| Herd {
            code: herd.code.value,
            drain_ms: herd.drain.as_ref().map(|drain| millis(drain.value)),
        }),
        problems: strings(&scenario.problems),
        situations: strings(&scenario.situations),
        sources: citations(data, &scenario.sources),
        texts: scenario.texts.iter().map(|(tag, t)| (tag.value.clone(), texts(t))).collect(),
    }
}

pub(crate) fn source(source: &data::Source) -> Source {
    Source {
        title: source.title.value.clone(),
        url: source.url.value.clone(),
        kind: source.kind.as_str(),
        read: source.read.value.clone(),
        version: source.version.as_ref().map(|v| v.value.clone()),
        revision: source.revision.as_ref().map(|r| r.value.clone()),
    }
}

fn cases(cases: &[Spanned<String>]) -> Vec<String> {
    cases.iter().map(|case| case.value.clone()).collect()
}

fn numbers(list: &[Spanned<u16>]) -> Vec<u16> {
    list.iter().map(|n| n.value).collect()
}

pub(crate) fn citations(data: &Dataset, list: &[Spanned<data::Citation>]) -> Vec<Citation> {
    list.iter().map(|c| citation(data, c)).collect()
}

fn citation(data: &Dataset, citation: &data::Citation) -> Citation {
    let source = data.source(&citation.id).expect("the rule `citations` checks ids");
    Citation {
        source: citation.id.clone(),
        section: citation.section.clone(),
        url: source.url_of(citation),
    }
}
