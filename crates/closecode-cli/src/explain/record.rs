//! An answer for programs. Its keys and words are those of the crate and of the JSON documents.

use closecode::protocols::CodeUse;
use closecode::{Backoff, CloseCode, RawCode};

use super::{Subject, uses};
use crate::json::Json;
use crate::speaker::{self, Speaker};

/// All that is known about a code.
pub(super) fn object(speaker: &Speaker<'_>, subject: &Subject<'_>) -> Vec<(&'static str, Json)> {
    let code = subject.code;
    let text = code.text(speaker.locale);
    let cases = text.cases.iter().map(|case| {
        Json::Object(vec![
            ("id", case.id.into()),
            ("title", case.title.into()),
            ("sign", case.sign.into()),
            ("causes", case.causes.iter().map(|&cause| Json::from(cause)).collect()),
            ("steps", case.steps.iter().map(|&step| Json::from(step)).collect()),
        ])
    });
    let mut object = summary(speaker, code);
    object.extend([
        ("description", text.description.into()),
        ("cases", cases.collect()),
        ("user_message", text.user_message.into()),
    ]);
    let protocol = subject.product.as_ref().map(|(protocol, _)| *protocol);
    object.push(("protocols", uses(code, protocol).iter().map(product).collect()));
    let own = subject.own.and_then(|own| own.entry(code, speaker));
    object.push(("own", own.map_or(Json::Null, |own| own.object())));
    object.push(("url", speaker.page(code).into()));
    object
}

/// What `list` has of a code.
pub(crate) fn summary(speaker: &Speaker<'_>, code: RawCode) -> Vec<(&'static str, Json)> {
    let text = code.text(speaker.locale);
    let policy = code.policy();
    let numbers = code.range().numbers();
    let range = vec![("first", (*numbers.start()).into()), ("last", (*numbers.end()).into())];
    let wire = vec![
        ("frame", code.is_allowed_in_frame().into()),
        ("sender", code.sender().as_str().into()),
        ("synthetic", code.is_synthetic().into()),
        ("clean", code.can_be_clean().into()),
        ("script_sendable", code.is_script_sendable().into()),
        ("script_visible", code.script_visibility().as_str().into()),
    ];
    let mut advice = vec![("action", policy.action().as_str().into())];
    advice.extend(pace(policy.backoff()));
    advice.extend([
        ("max_attempts", policy.max_attempts().into()),
        ("fault", policy.fault().as_str().into()),
        ("severity", policy.severity().as_str().into()),
        ("alert", policy.alert().as_str().into()),
        ("authority", policy.authority().as_str().into()),
    ]);
    vec![
        ("code", code.get().into()),
        ("registered", code.known().is_some().into()),
        ("name", code.name().into()),
        ("ident", code.known().map(CloseCode::ident).into()),
        ("title", text.title.into()),
        ("summary", text.summary.into()),
        ("range", Json::Object(range)),
        ("wire", Json::Object(wire)),
        ("policy", Json::Object(advice)),
    ]
}

fn pace(pace: Backoff) -> Vec<(&'static str, Json)> {
    vec![
        ("initial_delay_ms", pace.initial().into()),
        ("max_delay_ms", pace.max().into()),
        ("factor", pace.factor().into()),
        ("jitter", pace.jitter().as_str().into()),
        ("steps_ms", speaker::steps(pace).into_iter().collect()),
    ]
}

/// What a product says about a code.
fn product(found: &CodeUse) -> Json {
    let protocol = found.protocol();
    let entry = found.entry();
    let rule = entry.rule().map(|rule| {
        let mut object =
            vec![("action", rule.action().as_str().into()), ("at_once", rule.is_at_once().into())];
        object.extend(pace(rule.pace()));
        object.push(("max_attempts", rule.attempts().into()));
        Json::Object(object)
    });
    Json::Object(vec![
        ("protocol", protocol.id().into()),
        ("protocol_name", protocol.name().into()),
        ("vendor", protocol.vendor().into()),
        ("status", protocol.status().as_str().into()),
        ("endpoint", found.endpoint().id().into()),
        ("first", (*entry.numbers().start()).into()),
        ("last", (*entry.numbers().end()).into()),
        ("ident", entry.ident().into()),
        ("name", entry.name().into()),
        ("sender", entry.sender().as_str().into()),
        ("meaning", entry.meaning().into()),
        ("rule", rule.unwrap_or(Json::Null)),
        ("advice", entry.advice().into()),
        ("disputed", entry.disputed().into()),
        ("retired", entry.retired().into()),
        ("documentation", protocol.documentation().into()),
        ("url", Speaker::product_page(protocol).into()),
    ])
}
