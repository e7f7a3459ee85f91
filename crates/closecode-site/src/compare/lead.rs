//! The paragraph that leads into a comparison nobody has written by hand: what the two codes share
//! and where they part, in whole sentences of the language, one or two for each axis.

use closecode_data::{Action, Code, Fault, LocalizedText, Localizer};

/// The sentences: on the Close frame, on who is at fault, on what a client does.
pub(crate) fn sentences<'a>(
    localizer: Localizer<'a>,
    a: &Code,
    b: &Code,
) -> Vec<LocalizedText<'a>> {
    let mut sentences = vec![frame(localizer, a, b)];
    let fault_a = a.policy.fault.value;
    let fault_b = b.policy.fault.value;
    if fault_a == fault_b {
        sentences.push(same_fault(localizer, fault_a));
    } else {
        sentences.extend([fault(localizer, fault_a, *a.code), fault(localizer, fault_b, *b.code)]);
    }
    let action_a = a.policy.action.value;
    let action_b = b.policy.action.value;
    if action_a == action_b {
        sentences.push(same_action(localizer, action_a));
    } else {
        sentences
            .extend([action(localizer, action_a, *a.code), action(localizer, action_b, *b.code)]);
    }
    sentences
}

fn frame<'a>(localizer: Localizer<'a>, a: &Code, b: &Code) -> LocalizedText<'a> {
    let travels = (*a.wire.frame, *b.wire.frame);
    let b = *b.code;
    let a = *a.code;
    let words = localizer.compare();
    match travels {
        (true, true) => words.lead_frames(a, b),
        (false, false) => words.lead_frame_none(a, b),
        (true, false) => words.lead_frame_one(a, b),
        (false, true) => words.lead_frame_one(b, a),
    }
}

fn fault(localizer: Localizer<'_>, fault: Fault, code: u16) -> LocalizedText<'_> {
    let words = localizer.contrast();
    match fault {
        Fault::None => words.fault_none(code),
        Fault::Client => words.fault_client(code),
        Fault::Server => words.fault_server(code),
        Fault::Unknown => words.fault_unknown(code),
    }
}

fn same_fault(localizer: Localizer<'_>, fault: Fault) -> LocalizedText<'_> {
    let words = localizer.contrast();
    match fault {
        Fault::None => words.fault_none_both(),
        Fault::Client => words.fault_client_both(),
        Fault::Server => words.fault_server_both(),
        Fault::Unknown => words.fault_unknown_both(),
    }
}

fn action(localizer: Localizer<'_>, action: Action, code: u16) -> LocalizedText<'_> {
    let words = localizer.contrast();
    match action {
        Action::NoNeed => words.no_need(code),
        Action::ShortDelay => words.short_delay(code),
        Action::Backoff => words.backoff(code),
        Action::Reauth => words.reauth(code),
        Action::FixClient => words.fix_client(code),
        Action::Never => words.never(code),
        Action::Profile => words.profile(code),
    }
}

fn same_action(localizer: Localizer<'_>, action: Action) -> LocalizedText<'_> {
    let words = localizer.contrast();
    match action {
        Action::NoNeed => words.no_need_both(),
        Action::ShortDelay => words.short_delay_both(),
        Action::Backoff => words.backoff_both(),
        Action::Reauth => words.reauth_both(),
        Action::FixClient => words.fix_client_both(),
        Action::Never => words.never_both(),
        Action::Profile => words.profile_both(),
    }
}
