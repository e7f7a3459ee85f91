//! The rustdoc of a protocol, its endpoints and its codes.

use std::fmt::Write as _;

use closecode_format::markdown::escape;
use closecode_format::{
    Certainty, CodeEntry, Endpoint, Protocol, ProtocolCode, ProtocolRange, ProtocolSender,
    ProtocolStatus, Reconnect, Session,
};

/// The name of an endpoint with its protocol's, in Markdown.
pub(crate) fn name(protocol: &Protocol, endpoint: Option<&Endpoint>) -> String {
    match endpoint {
        Some(endpoint) => format!("{}, {}", escape(&protocol.name), escape(&endpoint.name)),
        None => escape(&protocol.name),
    }
}

/// Documentation of a protocol's module.
pub(crate) fn module(protocol: &Protocol) -> String {
    let mut out = format!("{}. {}\n", escape(&protocol.name), escape(&protocol.summary));
    for oddity in &protocol.caveats {
        let _ = write!(out, "\n* {}", escape(oddity));
    }
    if !protocol.caveats.is_empty() {
        out.push('\n');
    }
    let status = match protocol.status.value {
        ProtocolStatus::Official => format!("{} defines these codes.", escape(&protocol.vendor)),
        ProtocolStatus::Community => format!(
            "{} does not document these codes; others wrote them down.",
            escape(&protocol.vendor)
        ),
        ProtocolStatus::Retired => {
            format!("This protocol of {} is retired.", escape(&protocol.vendor))
        }
    };
    let _ = write!(out, "\n{status}");
    if let Some(subprotocol) = &protocol.subprotocol {
        let _ = write!(out, " Its subprotocol is {}.", escape(subprotocol));
    }
    if let Some(url) = &protocol.documentation {
        let _ = write!(out, " [Documentation]({}).", **url);
    }
    out
}

/// Documentation of an endpoint's module.
pub(crate) fn endpoint(endpoint: &Endpoint) -> String {
    format!("{}. {}", escape(&endpoint.name), escape(&endpoint.summary))
}

/// Documentation of the enum of an endpoint.
pub(crate) fn close_code(
    protocol: &Protocol,
    endpoint: Option<&Endpoint>,
    codes: &[&ProtocolCode],
    name: &str,
) -> String {
    let module = match endpoint {
        Some(endpoint) => format!("{}::{}", protocol.module(), endpoint.module()),
        None => protocol.module(),
    };
    let first = codes[0];
    format!(
        "A close code of {name}. The discriminant is the number.\n\n\
         ```\n\
         use closecode::protocols::{module}::CloseCode;\n\
         assert_eq!(CloseCode::from_code({code}), Some(CloseCode::{ident}));\n\
         ```",
        code = first.code,
        ident = *first.ident,
    )
}

/// Documentation of the enum of an application's own codes.
pub(crate) fn own_close_code(name: &str) -> String {
    format!("A close code of {name}. The discriminant is the number.")
}

/// Documentation of the documented ranges.
pub(crate) fn ranges(name: &str, ranges: &[&ProtocolRange]) -> String {
    let mut out = format!(
        "The ranges of numbers that {name} gives a meaning as a whole. A code goes before the range that it lies in."
    );
    if ranges.is_empty() {
        out.push_str(" There are none.");
    }
    for range in ranges {
        let _ = write!(
            out,
            "\n\n* **{} to {}: {}.** {}",
            range.first,
            range.last,
            escape(&range.row.name),
            escape(&range.row.meaning)
        );
    }
    out
}

/// Documentation of the profile.
pub(crate) fn profile(name: &str) -> String {
    format!(
        "What {name} asks a client to do, for `Disconnect::profile_table`. `decide` asks it for the \
         numbers from 3000 to 4999 only. The narrowest code or range with a rule is asked; a number without any has none."
    )
}

/// Documentation of a code.
pub(crate) fn code(protocol: &Protocol, code: &ProtocolCode) -> String {
    let row = &code.row;
    let mut out = format!(
        "**{} {}.** {}\n\n",
        code.code,
        escape(row.name.trim_end_matches('.')),
        escape(&row.meaning)
    );
    for fact in facts(row) {
        let _ = writeln!(out, "* {fact}");
    }
    let links: Vec<_> = protocol
        .cited(row)
        .into_iter()
        .map(|(title, url)| format!("[{}]({url})", escape(&title)))
        .collect();
    if !links.is_empty() {
        let _ = write!(out, "\nSources: {}.", links.join("; "));
    }
    out
}

fn facts(row: &CodeEntry) -> Vec<String> {
    let sender = match row.sender.value {
        ProtocolSender::Client => "The client sends it.",
        ProtocolSender::Server => "The server sends it.",
        ProtocolSender::Either => "Either endpoint sends it.",
        ProtocolSender::ClientLocal => {
            "The client's own library makes it up; it is never on the wire."
        }
        ProtocolSender::Message => "The number travels inside a message, not in a Close frame.",
    };
    let action = match row.reconnect.value {
        Reconnect::NoNeed => "Do not reconnect, unless the application still wants the connection.",
        Reconnect::Immediate => "Reconnect at once.",
        Reconnect::ShortDelay => "Reconnect after a short delay.",
        Reconnect::Backoff => "Reconnect with growing delays.",
        Reconnect::Resume => "Reconnect and resume the session.",
        Reconnect::Reauth => "Renew the credential, then reconnect.",
        Reconnect::FixClient => "Fix the cause first.",
        Reconnect::Never => "Do not reconnect.",
        Reconnect::Unspecified => "The source does not say whether to reconnect.",
    };
    let advice = row.rule.as_ref().map_or_else(String::new, |rule| format!(" {}", escape(rule)));
    let mut facts = vec![sender.to_owned(), format!("{action}{advice}")];
    if row.session() == Some(Session::New) {
        facts.push("The session is lost.".to_owned());
    }
    facts.extend(row.disputed.iter().map(|text| format!("Disputed: {}", escape(text))));
    facts.extend(row.retired.iter().map(|text| format!("Retired: {}", escape(text))));
    if !row.is_named {
        facts.push("The name is ours.".to_owned());
    }
    if row.certainty.value == Certainty::Corroborated {
        facts.push("Taken over from a second-hand source.".to_owned());
    }
    facts
}
