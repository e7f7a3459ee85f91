//! What a user may build upon: sizes, traits, names, words, constants. A change here is a change of
//! the major version.

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use closecode::{
    Action, Alert, Authority, CloseCode, CodeRange, Fault, Jitter, Locale, NotSendableError,
    ParseCodeError, Policy, RawCode, Relay, SendableCode, Sender, Severity, Text, UnknownCodeError,
    Visibility,
};

use crate::common::{every_code, hash};

#[test]
fn registered_codes_are_constants() {
    let raw = [
        (RawCode::NORMAL_CLOSURE, 1000),
        (RawCode::GOING_AWAY, 1001),
        (RawCode::PROTOCOL_ERROR, 1002),
        (RawCode::UNSUPPORTED_DATA, 1003),
        (RawCode::RESERVED, 1004),
        (RawCode::NO_STATUS_RCVD, 1005),
        (RawCode::ABNORMAL_CLOSURE, 1006),
        (RawCode::INVALID_FRAME_PAYLOAD_DATA, 1007),
        (RawCode::POLICY_VIOLATION, 1008),
        (RawCode::MESSAGE_TOO_BIG, 1009),
        (RawCode::MANDATORY_EXT, 1010),
        (RawCode::INTERNAL_ERROR, 1011),
        (RawCode::SERVICE_RESTART, 1012),
        (RawCode::TRY_AGAIN_LATER, 1013),
        (RawCode::BAD_GATEWAY, 1014),
        (RawCode::TLS_HANDSHAKE, 1015),
        (RawCode::UNAUTHORIZED, 3000),
        (RawCode::FORBIDDEN, 3003),
        (RawCode::TIMEOUT, 3008),
    ];
    let sendable = [
        (SendableCode::NORMAL_CLOSURE, 1000),
        (SendableCode::GOING_AWAY, 1001),
        (SendableCode::PROTOCOL_ERROR, 1002),
        (SendableCode::UNSUPPORTED_DATA, 1003),
        (SendableCode::INVALID_FRAME_PAYLOAD_DATA, 1007),
        (SendableCode::POLICY_VIOLATION, 1008),
        (SendableCode::MESSAGE_TOO_BIG, 1009),
        (SendableCode::MANDATORY_EXT, 1010),
        (SendableCode::INTERNAL_ERROR, 1011),
        (SendableCode::SERVICE_RESTART, 1012),
        (SendableCode::TRY_AGAIN_LATER, 1013),
        (SendableCode::BAD_GATEWAY, 1014),
        (SendableCode::UNAUTHORIZED, 3000),
        (SendableCode::FORBIDDEN, 3003),
        (SendableCode::TIMEOUT, 3008),
    ];
    for (code, number) in raw {
        assert_eq!(code, number);
    }
    for (code, number) in sendable {
        assert_eq!(code, number);
    }
    assert!(raw.iter().map(|(code, _)| *code).eq(CloseCode::ALL.iter().map(|code| code.raw())));
    let expected = CloseCode::ALL.iter().filter_map(|code| code.raw().sendable());
    assert!(sendable.iter().map(|(code, _)| *code).eq(expected), "each that may be sent");
}

#[test]
fn sizes_are_pinned() {
    let sizes = [
        ("CloseCode", size_of::<CloseCode>(), 2),
        ("Option<CloseCode>", size_of::<Option<CloseCode>>(), 2),
        ("RawCode", size_of::<RawCode>(), 2),
        ("SendableCode", size_of::<SendableCode>(), 2),
        ("Option<SendableCode>", size_of::<Option<SendableCode>>(), 2),
        ("Relay", size_of::<Relay>(), 2),
        ("Policy", size_of::<Policy>(), 1),
        ("CodeRange", size_of::<CodeRange>(), 1),
        ("Option<CodeRange>", size_of::<Option<CodeRange>>(), 1),
        ("Action", size_of::<Action>(), 1),
        ("Alert", size_of::<Alert>(), 1),
        ("Authority", size_of::<Authority>(), 1),
        ("Fault", size_of::<Fault>(), 1),
        ("Jitter", size_of::<Jitter>(), 1),
        ("Sender", size_of::<Sender>(), 1),
        ("Severity", size_of::<Severity>(), 1),
        ("Visibility", size_of::<Visibility>(), 1),
        ("UnknownCodeError", size_of::<UnknownCodeError>(), 2),
        ("NotSendableError", size_of::<NotSendableError>(), 2),
        ("ParseCodeError", size_of::<ParseCodeError>(), 0),
    ];
    for (name, size, pinned) in sizes {
        assert_eq!(size, pinned, "{name}");
    }
}

#[test]
fn values_go_anywhere() {
    fn assert<T: Copy + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static>() {}
    assert::<CloseCode>();
    assert::<RawCode>();
    assert::<SendableCode>();
    assert::<Relay>();
    assert::<Policy>();
    assert::<CodeRange>();
    assert::<Locale>();
    assert::<Text>();
    assert::<(Action, Alert, Authority, Fault)>();
    assert::<(Jitter, Sender, Severity, Visibility)>();
    assert::<(UnknownCodeError, NotSendableError, ParseCodeError)>();
}

/// What the crate has promised. The list never loses or changes an entry: a name that is in
/// somebody's source stays. A new registration adds a line.
const FROZEN: [(CloseCode, &str, u16); 19] = [
    (CloseCode::NormalClosure, "NormalClosure", 1000),
    (CloseCode::GoingAway, "GoingAway", 1001),
    (CloseCode::ProtocolError, "ProtocolError", 1002),
    (CloseCode::UnsupportedData, "UnsupportedData", 1003),
    (CloseCode::Reserved, "Reserved", 1004),
    (CloseCode::NoStatusRcvd, "NoStatusRcvd", 1005),
    (CloseCode::AbnormalClosure, "AbnormalClosure", 1006),
    (CloseCode::InvalidFramePayloadData, "InvalidFramePayloadData", 1007),
    (CloseCode::PolicyViolation, "PolicyViolation", 1008),
    (CloseCode::MessageTooBig, "MessageTooBig", 1009),
    (CloseCode::MandatoryExt, "MandatoryExt", 1010),
    (CloseCode::InternalError, "InternalError", 1011),
    (CloseCode::ServiceRestart, "ServiceRestart", 1012),
    (CloseCode::TryAgainLater, "TryAgainLater", 1013),
    (CloseCode::BadGateway, "BadGateway", 1014),
    (CloseCode::TlsHandshake, "TlsHandshake", 1015),
    (CloseCode::Unauthorized, "Unauthorized", 3000),
    (CloseCode::Forbidden, "Forbidden", 3003),
    (CloseCode::Timeout, "Timeout", 3008),
];

#[test]
fn no_promised_name_or_number_changes() {
    for (code, ident, number) in FROZEN {
        assert_eq!(
            (code.ident(), format!("{code:?}").as_str(), code.get(), code as u16),
            (ident, ident, number, number)
        );
        assert!(CloseCode::ALL.contains(&code), "{ident}");
    }
    assert_eq!(
        CloseCode::ALL,
        FROZEN.map(|(code, ..)| code),
        "a new code belongs into the frozen list"
    );
}

#[test]
fn there_are_24_labels_and_a_metrics_store_takes_each() {
    let mut labels: Vec<&str> = every_code().map(RawCode::label).collect();
    labels.sort_unstable();
    labels.dedup();
    assert_eq!(labels.len(), 24, "{labels:?}");
    assert_eq!(labels.len(), CloseCode::ALL.len() + CodeRange::ALL.len());
    for label in labels {
        assert!(
            !label.is_empty()
                && label.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_')),
            "{label}"
        );
    }
}

#[test]
fn codes_are_ordered_by_number_and_ranges_by_their_numbers() {
    assert!(every_code().is_sorted_by(|a, b| a < b));
    let sendable: Vec<SendableCode> = every_code().filter_map(RawCode::sendable).collect();
    assert!(sendable.is_sorted_by(|a, b| a < b));
    for (a, b) in CloseCode::ALL.iter().flat_map(|a| CloseCode::ALL.iter().map(move |b| (a, b))) {
        assert_eq!(a.cmp(b), a.get().cmp(&b.get()), "{a} and {b}");
    }
    assert!(CodeRange::ALL.is_sorted_by(|a, b| a < b && a.numbers().end() < b.numbers().start()));
    assert!(Severity::Info < Severity::Warning && Severity::Warning < Severity::Error);
}

/// Whoever compares a number with a code relies on the one law of `Hash`: what is equal has the
/// same hash.
#[test]
fn what_is_equal_across_types_has_the_same_hash() {
    for raw in every_code() {
        assert!(raw == raw.get() && hash(raw) == hash(raw.get()), "{raw}");
        for code in CloseCode::ALL.iter().copied() {
            let is_same = raw.get() == code.get();
            assert_eq!(
                (raw == code, code == raw, code == raw.get()),
                (is_same, is_same, is_same),
                "{raw} and {code}"
            );
        }
        assert!(raw.known().is_none_or(|code| hash(code) == hash(raw)), "{raw}");
        assert!(raw.sendable().is_none_or(|code| hash(code) == hash(raw)), "{raw}");
    }
}

/// Every `const fn` in a constant: whoever has written one in a `const` can go on doing so.
#[test]
fn every_question_can_be_asked_in_a_constant() {
    const RAW: RawCode = RawCode::new(1013);
    const KNOWN: Option<CloseCode> = RAW.known();
    const NUMBER: u16 = RAW.get() + CloseCode::GoingAway.get() + CloseCode::GoingAway.raw().get();
    const RANGE: (CodeRange, u16) = (RAW.range(), *CodeRange::Outside.numbers().start());
    const WORDS: (Option<&str>, &str, &str, &str) =
        (RAW.name(), RAW.label(), CloseCode::ALL[0].name(), CloseCode::ALL[0].ident());
    const WIRE: (bool, bool, bool, bool) = (
        RAW.is_allowed_in_frame(),
        RAW.is_synthetic(),
        RAW.can_be_clean(),
        RAW.is_script_sendable(),
    );
    const SENDER: (Sender, &str) = (RAW.sender(), RAW.sender().as_str());
    const VISIBILITY: (Visibility, &str) =
        (RAW.script_visibility(), RAW.script_visibility().as_str());
    const POLICY: Policy = CloseCode::TryAgainLater.policy();
    const SAME: Policy = RAW.policy();
    const ACTION: (Action, &str) = (POLICY.action(), POLICY.action().as_str());
    const DELAYS: (Duration, Duration, Duration) =
        (POLICY.initial_delay(), POLICY.max_delay(), POLICY.ceiling(1));
    const FACTOR: (u32, Option<u32>) = (POLICY.factor(), POLICY.max_attempts());
    const JITTER: (Jitter, &str) = (POLICY.jitter(), POLICY.jitter().as_str());
    const FAULT: (Fault, &str) = (POLICY.fault(), POLICY.fault().as_str());
    const SEVERITY: (Severity, &str) = (POLICY.severity(), POLICY.severity().as_str());
    const ALERT: (Alert, &str) = (POLICY.alert(), POLICY.alert().as_str());
    const AUTHORITY: (Authority, &str) = (POLICY.authority(), POLICY.authority().as_str());
    const SENDABLE: (Option<SendableCode>, Option<SendableCode>) =
        (RAW.sendable(), SendableCode::new(1006));
    const KICKED: SendableCode = SendableCode::of::<4001>();
    const BYTES: ([u8; 2], u16, RawCode) = (KICKED.to_be_bytes(), KICKED.get(), KICKED.raw());
    const RELAY: (Relay, Option<SendableCode>) =
        (RawCode::new(1005).for_relay(), RAW.for_relay().code());
    const LOCALES: usize = Locale::ALL.len();

    assert_eq!((KNOWN, NUMBER), (Some(CloseCode::TryAgainLater), 1013 + 1001 + 1001));
    assert_eq!(
        (RANGE, WORDS),
        (
            (CodeRange::Protocol, 5000),
            (Some("Try Again Later"), "1013", "Normal Closure", "NormalClosure")
        )
    );
    assert_eq!((WIRE, SENDER), ((true, false, true, false), (Sender::Server, "server")));
    assert_eq!((VISIBILITY, ACTION), ((Visibility::Yes, "yes"), (Action::Reconnect, "reconnect")));
    assert_eq!((POLICY, JITTER), (SAME, (Jitter::Equal, "equal")));
    assert_eq!((DELAYS, FACTOR), (([10, 300, 30].map(Duration::from_secs)).into(), (3, None)));
    assert_eq!((FAULT, SEVERITY), ((Fault::Server, "server"), (Severity::Warning, "warning")));
    assert_eq!((ALERT, AUTHORITY), ((Alert::Rate, "rate"), (Authority::Convention, "convention")));
    assert_eq!(SENDABLE, (SendableCode::new(1013), None));
    assert_eq!(BYTES, ([0x0f, 0xa1], 4001, RawCode::new(4001)));
    assert_eq!((RELAY, LOCALES), ((Relay::EmptyBody, SENDABLE.0), Locale::ALL.len()));
}

#[cfg(feature = "locale-en")]
#[test]
fn words_can_be_looked_up_in_a_constant() {
    const TEXT: &Text = RawCode::new(1000).text(Locale::En);
    const TITLE: &str = CloseCode::GoingAway.text(Locale::En).title;
    const LANGUAGE: (&str, &str) = (Locale::En.tag(), Locale::En.name());
    assert_eq!((TEXT.title, TITLE, LANGUAGE), ("Normal Closure", "Going Away", ("en", "English")));
}

#[test]
fn a_ceiling_begins_at_the_initial_delay_and_grows_to_the_largest() {
    for raw in every_code() {
        let policy = raw.policy();
        let initial = policy.initial_delay();
        let max = policy.max_delay();
        assert!(initial <= max && policy.factor() >= 1, "{raw}");
        let first = if policy.jitter() == Jitter::Uniform { max } else { initial };
        assert_eq!(policy.ceiling(0), first, "{raw}");
        let attempts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 63, 64, 65, u32::MAX - 1, u32::MAX];
        let ceilings = attempts.map(|attempt| policy.ceiling(attempt));
        assert!(
            ceilings.is_sorted() && ceilings.iter().all(|ceiling| *ceiling <= max),
            "{raw}: {ceilings:?}"
        );
        // A factor that grows reaches the end, unless it multiplies nothing.
        let last =
            if initial.is_zero() && policy.jitter() != Jitter::Uniform { initial } else { max };
        assert_eq!(policy.ceiling(u32::MAX), last, "{raw}");
    }
}
