//! Nobody is told to send what must not be sent.

use closecode_format::rules::report_repeats;

use super::Rule;
use crate::{
    Advice, Diagnostics, EntryRef, Role, Send, Sender, Situation, Span, Spanned, Unchecked,
};

pub(super) const RULE: Rule = Rule {
    name: "situations",
    summary: "a situation recommends only what exists and what its sender may send, and its words \
              name every alternative and no unknown code",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    report_repeats(
        RULE.name,
        "situation",
        data.situations.iter().map(|s| &s.id),
        "a situation stands once",
        diagnostics,
    );
    for situation in &data.situations {
        check_id(&situation.id, diagnostics);
        if situation.advice.is_empty() {
            diagnostics.error(
                RULE.name,
                situation.span,
                "this situation has no advice",
                "add a [[situation.advice]] table",
            );
        }
        for (n, advice) in situation.advice.iter().enumerate() {
            if situation.advice[..n].iter().any(|other| *other.role == *advice.role) {
                let message = format!("the role `{}` is advised twice", advice.role.as_str());
                diagnostics.error(
                    RULE.name,
                    advice.role.span,
                    message,
                    "one role has one advice; name the rest in `alternatives`",
                );
            }
            check_shape(advice, diagnostics);
            let codes = advice.code.iter().chain(&advice.alternatives);
            codes.for_each(|code| check_code(unchecked, advice, code, diagnostics));
        }
    }
    check_texts(unchecked, diagnostics);
}

fn check_id(id: &Spanned<String>, diagnostics: &Diagnostics) {
    let is_plain = id.split('-').all(|word| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    });
    if !is_plain {
        let remedy =
            "use lower-case letters, digits and single hyphens: it is the address of a page";
        diagnostics.error(RULE.name, id.span, format!("`{}` is not an id", **id), remedy);
    }
}

/// Each kind of thing to send has its own keys, and each role its own kinds.
fn check_shape(advice: &Advice, diagnostics: &Diagnostics) {
    let role = *advice.role;
    let send = *advice.send;
    let fits = match send {
        Send::Status => role == Role::Handshake,
        Send::Browser => role == Role::Script,
        Send::Code | Send::Private | Send::Empty => role != Role::Handshake,
    };
    if !fits {
        let remedy = match role {
            Role::Handshake => "before the handshake there is no Close frame: send = \"status\"",
            Role::Script => {
                "a script sends \"code\", \"private\" or \"empty\", or leaves it to the \"browser\""
            }
            Role::Server | Role::Proxy => {
                "on an open connection it sends \"code\", \"private\" or \"empty\""
            }
        };
        diagnostics.error(
            RULE.name,
            advice.send.span,
            format!("the role `{}` cannot send `{}`", role.as_str(), send.as_str()),
            remedy,
        );
    }
    let has_code = matches!(send, Send::Code | Send::Browser);
    if has_code != advice.code.is_some() {
        let remedy = if has_code { "add `code = ...`" } else { "remove `code`" };
        let message = format!(
            "`{}` {}",
            send.as_str(),
            if has_code { "needs a code" } else { "takes no code" }
        );
        diagnostics.error(RULE.name, advice.send.span, message, remedy);
    }
    if (send == Send::Status) == advice.status.is_empty() {
        let needs = send == Send::Status;
        let remedy = if needs { "add `status = [...]`" } else { "remove `status`" };
        let message = format!(
            "`{}` {}",
            send.as_str(),
            if needs { "needs an HTTP status" } else { "takes no HTTP status" }
        );
        diagnostics.error(RULE.name, advice.send.span, message, remedy);
    }
    for status in advice.status.iter().filter(|s| !(400..=599).contains(&s.value)) {
        diagnostics.error(
            RULE.name,
            status.span,
            format!("{status} is not an HTTP status that refuses"),
            "use one from 400 to 599",
        );
    }
}

/// A code exists, may be in a Close frame, and may be sent by this role.
fn check_code(
    unchecked: &Unchecked,
    advice: &Advice,
    code: &Spanned<u16>,
    diagnostics: &Diagnostics,
) {
    let error =
        |message: String, remedy: &str| diagnostics.error(RULE.name, code.span, message, remedy);
    let Some(facts) = unchecked.dataset.code(code.value) else {
        // A broken file is not a missing code.
        if !unchecked.code_files.contains_key(&code.value) {
            error(
                format!("there is no code {code}"),
                "name a registered code, or send = \"private\"",
            );
        }
        return;
    };
    let role = *advice.role;
    if !*facts.wire.frame {
        return error(
            format!("{code} must not appear in a Close frame"),
            "nobody can send it; recommend another",
        );
    }
    let sender = *facts.wire.sender;
    let by_script = *facts.wire.script_sendable;
    // The browser steps in only with what the script cannot send itself.
    let by_browser = *advice.send == Send::Browser
        && advice.code.as_ref().is_some_and(|c| c.value == code.value);
    let may = match role {
        // In place of a refusal, a server accepts the handshake and closes then.
        Role::Server | Role::Handshake => {
            matches!(sender, Sender::Server | Sender::Either | Sender::Unspecified)
        }
        Role::Proxy => matches!(
            sender,
            Sender::Server | Sender::Gateway | Sender::Either | Sender::Unspecified
        ),
        Role::Script if by_browser => {
            !by_script && matches!(sender, Sender::Client | Sender::Either)
        }
        Role::Script => by_script,
    };
    if !may {
        error(
            format!("the role `{}` must not send {code}", role.as_str()),
            "see `wire` in the code's file for who may",
        );
    }
}

fn check_texts(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for locale in &unchecked.dataset.locales {
        for entry in locale.entries().iter().filter(|e| e.file == "situations") {
            for text in entry.fields().into_iter().filter_map(|f| f.text) {
                // Above that, numbers are open to anybody, and errata and RFCs have such numbers
                // too.
                let protocol = codes_in(text).filter(|n| (1000..=2999).contains(n));
                for number in protocol.filter(|n| !unchecked.code_files.contains_key(n)) {
                    diagnostics.error(
                        RULE.name,
                        text.span,
                        format!("there is no code {number}"),
                        "name a registered code",
                    );
                }
            }
            let situation = unchecked.dataset.situations.iter().find(|s| *s.id == entry.key);
            if let (Some(situation), Some((span, text))) = (situation, alternatives(entry)) {
                check_alternatives(situation, span, text, diagnostics);
            }
        }
    }
}

fn alternatives<'a>(entry: &EntryRef<'a>) -> Option<(Span, &'a str)> {
    let field = entry.fields().into_iter().find(|f| f.key == "alternatives")?;
    field.text.map(|text| (text.span, text.as_str()))
}

fn check_alternatives(situation: &Situation, span: Span, text: &str, diagnostics: &Diagnostics) {
    let codes = situation.advice.iter().flat_map(|a| &a.alternatives);
    for code in codes.filter(|code| !codes_in(text).any(|n| n == code.value)) {
        let message = format!("the alternative {code} of `{}` has no reason here", *situation.id);
        diagnostics.error(
            RULE.name,
            span,
            message,
            "say when to prefer it, or remove it from `alternatives`",
        );
    }
}

/// The numbers of four digits in a text.
fn codes_in(text: &str) -> impl Iterator<Item = u16> {
    let words = text.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 4);
    words.filter_map(|word| word.parse().ok())
}
