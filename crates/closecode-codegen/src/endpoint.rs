//! Writes what is in the module of a protocol, or of an application's own codes: a call of the
//! crate's macro for each endpoint, with a row for each code and each range.

use std::time::Duration;

use closecode_format::markdown::{escape, link};
use closecode_format::{
    Backoff, Certainty, CodeEntry, EndpointCodes, Jitter, Protocol, ProtocolCode, ProtocolRange,
    Reconnect, Session, Spanned,
};

use crate::source::{Source, as_markdown, literal, literals, number};

/// For whom the source is written.
#[derive(Clone, Copy)]
pub(crate) enum Target<'a> {
    /// The crate `closecode`; with its word for sources.
    #[cfg(feature = "crate")]
    Crate { sources: &'a str },
    /// An application: what its profile asks besides its own rules, as lines of calls, and whether
    /// each code may be in a Close frame.
    Application { profile: &'a [String], is_sendable: bool },
}

/// The value that the registry holds, with what is written before it, and the path of its types.
pub(crate) fn descriptor(
    out: &mut Source,
    protocol: &Protocol,
    parts: &[EndpointCodes<'_>],
    before: &str,
    path: &str,
) {
    let endpoints: Vec<String> = parts
        .iter()
        .map(|part| match part.endpoint {
            None => "ENDPOINT".to_owned(),
            Some(endpoint) => format!("{}::ENDPOINT", endpoint.module()),
        })
        .collect();
    out.doc(&format!(
        "What is known of {} as a whole, as the registry has it.",
        escape(&protocol.name)
    ));
    out.lines(before);
    let value = format!("{path}Protocol::new(");
    let head = format!("pub const PROTOCOL: {path}Protocol =");
    if out.fits(&format!("{head} {value}")) {
        out.open(&format!("{head} {value}"));
    } else {
        out.lines(head);
        out.open(&format!("    {value}"));
    }
    for text in [&protocol.id, protocol.name.as_str(), protocol.vendor.as_str()] {
        out.text("", text, ",");
    }
    out.lines(format!("{path}Status::{},", protocol.status.ident()));
    out.text("", &protocol.summary, ",");
    out.close(")");
    if let Some(url) = &protocol.documentation {
        out.lines(format!(".with_documentation({})", literal(url)));
    }
    if let Some(name) = &protocol.subprotocol {
        out.lines(format!(".with_subprotocol({})", literal(name)));
    }
    out.list(".with_endpoints(&[", &endpoints, "]);");
}

/// The rows of one endpoint, as a call of the macro.
pub(crate) fn endpoint(
    out: &mut Source,
    protocol: &Protocol,
    part: &EndpointCodes<'_>,
    target: Target<'_>,
) {
    let codes: Vec<&&ProtocolCode> = part.codes.iter().filter(|c| c.row.is_confirmed()).collect();
    let ranges: Vec<&&ProtocolRange> =
        part.ranges.iter().filter(|r| r.row.is_confirmed()).collect();
    let mut head = literals(&protocol.name);
    if let Some(endpoint) = part.endpoint {
        head += &format!(", {} {}", literal(&endpoint.id), literals(&endpoint.name));
    }
    match target {
        #[cfg(feature = "crate")]
        Target::Crate { .. } => {
            let inner = part.endpoint.map(|endpoint| format!("::{}", endpoint.module()));
            let path = format!("in {}{};", protocol.module(), inner.unwrap_or_default());
            out.open("crate::protocols::endpoint! {");
            let line = format!("{head} {path}");
            out.lines(if out.fits(&line) { line } else { format!("{head}\n    {path}") });
        }
        Target::Application { profile, is_sendable } => {
            if is_sendable {
                head += ", each: sendable";
            }
            out.open("::closecode::__endpoint! {");
            if profile.is_empty() {
                out.lines(format!("{head};"));
            } else {
                out.lines(format!("{head},\n    profile: ["));
                for line in profile {
                    out.lines(format!("        {line}"));
                }
                out.lines("    ];");
            }
        }
    }
    for code in codes {
        out.blank();
        sources(out, protocol, &code.row, target);
        // The compiler shows an application where it still uses a code that it has retired. A code
        // that somebody else has retired may still come from an old server.
        if let (Target::Application { .. }, Some(retired)) = (target, &code.row.retired) {
            // rustdoc reads the note as Markdown.
            let note = as_markdown(retired).unwrap_or_else(|| retired.value.clone());
            out.text("#[deprecated(note = ", &note, ")]");
        }
        let number = number(*code.code);
        row(out, &format!("{number} {}", *code.ident), &code.row, &notes(&code.row));
    }
    if !ranges.is_empty() {
        out.blank();
        out.open("ranges {");
        for range in ranges {
            let first = number(*range.first);
            let last = number(*range.last);
            row(out, &format!("{first}..={last}"), &range.row, &[]);
        }
        out.close("}");
    }
    out.close("}");
}

/// Where a row is said, a line for each source.
fn sources(out: &mut Source, protocol: &Protocol, row: &CodeEntry, target: Target<'_>) {
    let label = match target {
        #[cfg(feature = "crate")]
        Target::Crate { sources } => sources,
        Target::Application { .. } => "Sources",
    };
    let links: Vec<String> =
        protocol.cited(row).into_iter().map(|(title, url)| link(&title, &url)).collect();
    if !links.is_empty() {
        out.doc(&format!("{label}: {}.", links.join(";\n")));
    }
}

/// What is written of a row after the number and the name.
enum Value<'a> {
    Text(&'a str),
    Tokens(String),
}

/// What codes and ranges have in common.
fn row(out: &mut Source, head: &str, row: &CodeEntry, notes: &[&str]) {
    let facts = format!("{}, {},", row.sender.ident(), row.reconnect.ident());
    let line = format!("{head} {}, {facts}", literals(&row.name));
    if out.fits(&line) {
        out.open(&line);
    } else {
        out.texts(&format!("{head} "), &row.name, ",");
        out.open(&format!("    {facts}"));
    }
    let mut fields = vec![("", Value::Text(&row.meaning))];
    fields.extend(text("advice: ", &row.rule));
    // A pace without an answer to reconnecting would be the pace of nothing.
    if row.reconnect.value != Reconnect::Unspecified {
        fields.extend(row.backoff().map(|backoff| match backoff.steps.as_slice() {
            [] => ("delay: ", Value::Tokens(delay(&backoff))),
            steps => ("delays: ", Value::Tokens(delays(steps, backoff.jitter))),
        }));
        let attempts = row.max_attempts.map(|attempts| number(*attempts));
        fields.extend(attempts.map(|attempts| ("attempts: ", Value::Tokens(attempts))));
    }
    fields.extend(text("disputed: ", &row.disputed));
    fields.extend(text("retired: ", &row.retired));
    if !notes.is_empty() {
        fields.push(("notes: ", Value::Tokens(notes.join(" "))));
    }
    let last = fields.len() - 1;
    for (i, (key, value)) in fields.into_iter().enumerate() {
        let end = if i == last { ";" } else { "," };
        match value {
            Value::Text(text) => out.texts(key, text, end),
            Value::Tokens(tokens) => out.lines(format!("{key}{tokens}{end}")),
        }
    }
    out.end();
}

#[allow(clippy::ref_option)] // Called with fields of a row, as they are.
fn text<'a>(
    key: &'static str,
    text: &'a Option<Spanned<String>>,
) -> Option<(&'static str, Value<'a>)> {
    text.as_ref().map(|text| (key, Value::Text(text)))
}

fn delays(steps: &[Duration], jitter: Jitter) -> String {
    let steps: Vec<String> = steps.iter().map(|step| number(step.as_millis())).collect();
    format!("[{}] ms, {}", steps.join(", "), jitter.ident())
}

fn delay(backoff: &Backoff) -> String {
    format!(
        "{} to {} ms, times {}, {}",
        number(backoff.initial.as_millis()),
        number(backoff.max.as_millis()),
        number(backoff.factor),
        backoff.jitter.ident(),
    )
}

/// What the documentation of a code adds, by names that the crate has words for.
fn notes(row: &CodeEntry) -> Vec<&'static str> {
    let mut notes = Vec::new();
    if row.session() == Some(Session::New) {
        notes.push("NewSession");
    }
    if !row.is_named {
        notes.push("OurName");
    }
    if row.certainty.value == Certainty::Corroborated {
        notes.push("Corroborated");
    }
    notes
}
