//! Fills the document from the dataset.

use std::collections::BTreeMap;

use closecode_data as data;
use closecode_data::{Dataset, Spanned};

use crate::document::{
    Advice, Analogy, Answer, Citation, Client, Code, Deviation, Document, Event, FORMAT, Locale,
    Pair, Policy, Range, Situation, Source, Survey, Wire,
};
use crate::protocol::protocol;

/// The document of everything.
pub fn build(data: &Dataset) -> Document {
    Document {
        schema: "codes.schema.json",
        format: FORMAT,
        license: "CC0-1.0",
        locales: data.locales.iter().map(locale).collect(),
        codes: data.codes.iter().map(|c| code(data, c)).collect(),
        ranges: data.ranges.iter().map(|r| range(data, r)).collect(),
        handshake: data.handshake.iter().map(|a| answer(data, a)).collect(),
        pairs: data.pairs.iter().map(|p| pair(data, p)).collect(),
        situations: data.situations.iter().map(|s| situation(data, s)).collect(),
        clients: data.clients.iter().map(|c| client(data, c)).collect(),
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
        slug: code.slug(),
        range: data.range(*code.code).id.value.clone(),
        sources: citations(data, &code.sources),
        related: numbers(&code.related),
        wire: wire(data, &code.wire),
        policy: policy(data, &code.policy),
        analogy: code.analogy.as_ref().map(|a| Analogy {
            http: numbers(&a.http),
            grpc: a.grpc.iter().map(|g| g.value.clone()).collect(),
            authority: a.authority.as_str(),
            sources: citations(data, &a.sources),
        }),
        history: code.history.iter().map(|e| event(data, e)).collect(),
        deviations: code.deviations.iter().map(|d| deviation(data, d)).collect(),
        survey: Survey {
            total: survey.total(),
            retry: survey.retry.len(),
            stop: survey.stop.len(),
            conditional: survey.conditional.len(),
        },
        words: words(data, "codes", &code.code.to_string()),
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
        policy: policy(data, &range.policy),
        words: words(data, "ranges", &range.id),
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

fn policy(data: &Dataset, policy: &data::Policy) -> Policy {
    // The reader refuses delays above a day.
    let millis = |delay: std::time::Duration| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
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
    }
}

fn answer(data: &Dataset, answer: &data::Answer) -> Answer {
    Answer {
        statuses: numbers(&answer.statuses),
        first: answer.first.map(|n| n.value),
        last: answer.last.map(|n| n.value),
        like: answer.like.map(|n| n.value),
        policy: policy(data, data.answer_policy(answer)),
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

fn deviation(data: &Dataset, deviation: &data::Deviation) -> Deviation {
    Deviation {
        implementation: deviation.implementation.value.clone(),
        version: deviation.version.as_ref().map(|v| v.value.clone()),
        behaviour: deviation.behaviour.as_str(),
        reports_as: deviation.reports_as.map(|r| r.value),
        source: citation(data, &deviation.source),
    }
}

fn pair(data: &Dataset, pair: &data::Pair) -> Pair {
    let (low, high) = pair.codes();
    Pair {
        codes: [low, high],
        axis: pair.axis.as_str(),
        words: words(data, "pairs", &format!("{low}-{high}")),
    }
}

fn situation(data: &Dataset, situation: &data::Situation) -> Situation {
    Situation {
        id: situation.id.value.clone(),
        trigger: situation.trigger.as_str(),
        advice: situation.advice.iter().map(|a| advice(data, a)).collect(),
        words: words(data, "situations", &situation.id),
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

fn client(data: &Dataset, client: &data::Client) -> Client {
    Client {
        id: client.id.value.clone(),
        name: client.name.value.clone(),
        version: client.version.value.clone(),
        source: citation(data, &client.source),
        stops: numbers(&client.stops),
        conditional: numbers(&client.conditional),
    }
}

fn source(source: &data::Source) -> Source {
    Source {
        title: source.title.value.clone(),
        url: source.url.value.clone(),
        kind: source.kind.as_str(),
        read: source.read.value.clone(),
        version: source.version.as_ref().map(|v| v.value.clone()),
        revision: source.revision.as_ref().map(|r| r.value.clone()),
    }
}

fn numbers(list: &[Spanned<u16>]) -> Vec<u16> {
    list.iter().map(|n| n.value).collect()
}

fn citations(data: &Dataset, list: &[Spanned<data::Citation>]) -> Vec<Citation> {
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

/// The words of one entry, by language: only what was written in that language, so a reader can
/// tell what is missing.
fn words(
    data: &Dataset,
    file: &str,
    key: &str,
) -> BTreeMap<String, BTreeMap<&'static str, String>> {
    let mut by_tag = BTreeMap::new();
    for locale in &data.locales {
        let entries = locale.entries();
        let Some(entry) = entries.iter().find(|e| e.file == file && e.key == key) else { continue };
        // As the pages and the crate say it: code keeps its direction in a sentence that runs from
        // right to left.
        let said = |text: &str| locale.formats.isolated(text).into_owned();
        let texts =
            entry.fields().into_iter().filter_map(|f| Some((f.key, said(f.text?)))).collect();
        by_tag.insert(locale.language.tag.value.clone(), texts);
    }
    by_tag
}
