//! Writes `tables.rs`: the facts of each class, and the masks and ranges that need no table.

use closecode_data::{Action, Dataset, Policy, Wire};

use crate::layout::{Class, Layout};
use crate::source::{Source, literal, number};

#[cfg(test)]
mod tests;

/// How many numbers from the first registered code on are answered by one mask.
const MASK_BITS: u16 = 64;

pub(crate) fn file(data: &Dataset, layout: &Layout<'_>) -> String {
    let mut out =
        Source::file("The facts of each class, and the masks and ranges that need no table.");
    out.lines(
        "\
use crate::facts::Facts;
use crate::policy::Row;
use crate::wire::{Wire, WireRow};
use crate::{
    Action, Alert, Authority, CloseCode, CodeRange, Fault, Jitter, Sender, Severity, Visibility,
};",
    );
    out.blank();
    out.doc("The facts of each class, in the order of `ClassId`.");
    out.open(&format!("pub(crate) const FACTS: [Facts; {}] = [", layout.classes.len()));
    for class in &layout.classes {
        facts(&mut out, data, class);
    }
    out.close("];");
    out.blank();
    allowed(&mut out, data);
    out.blank();
    script_ranges(&mut out, data);
    out.finish()
}

fn facts(out: &mut Source, data: &Dataset, class: &Class<'_>) {
    let (range, wire_facts, policy_facts) = match class {
        Class::Code(code) => (data.range(*code.code), &code.wire, &code.policy),
        Class::Range(range) => (*range, &range.wire, &range.policy),
    };
    match class {
        Class::Code(code) => {
            out.lines(format!("// {} {}", code.code, code.name));
            out.open("Facts {");
            out.lines(format!("known: Some(CloseCode::{}),", *code.ident));
            out.lines(format!("name: Some({}),", literal(&code.name)));
            out.lines(format!("label: {},", literal(&code.code.to_string())));
        }
        Class::Range(range) => {
            out.lines(format!("// Any other number from {} to {}", range.first, range.last));
            out.open("Facts {");
            out.lines("known: None,\nname: None,");
            out.lines(format!("label: {},", literal(&range.id.replace('-', "_"))));
        }
    }
    out.lines(format!("range: CodeRange::{},", *range.ident));
    wire(out, wire_facts);
    policy(out, policy_facts);
    out.close("},");
}

fn wire(out: &mut Source, wire: &Wire) {
    out.lines(format!(
        "\
wire: Wire::pack(WireRow {{
    frame: {},
    sender: Sender::{},
    synthetic: {},
    clean: {},
    script_sendable: {},
    script_visible: Visibility::{},
}}),",
        *wire.frame,
        wire.sender.ident(),
        *wire.synthetic,
        *wire.clean,
        *wire.script_sendable,
        wire.script_visible.ident(),
    ));
}

/// The crate's action for a word of the data, which has the pace in it.
pub(crate) fn action(word: Action) -> &'static str {
    match word {
        Action::NoNeed => "ReconnectIfWanted",
        Action::ShortDelay | Action::Backoff => "Reconnect",
        Action::Reauth => "Reauthenticate",
        Action::FixClient => "FixFirst",
        Action::Never => "Stop",
        Action::Profile => "AskProfile",
    }
}

fn policy(out: &mut Source, policy: &Policy) {
    let attempts = policy
        .max_attempts
        .map_or_else(|| "None".to_owned(), |attempts| format!("Some({})", number(*attempts)));
    out.lines(format!(
        "\
policy: Row {{
    action: Action::{},
    initial_delay_ms: {},
    max_delay_ms: {},
    factor: {},
    jitter: Jitter::{},
    max_attempts: {attempts},
    fault: Fault::{},
    severity: Severity::{},
    alert: Alert::{},
    authority: Authority::{},
}},",
        action(*policy.action),
        number(policy.initial_delay.as_millis()),
        number(policy.max_delay.as_millis()),
        number(*policy.factor),
        policy.jitter.ident(),
        policy.fault.ident(),
        policy.severity.ident(),
        policy.alert.ident(),
        policy.authority.ident(),
    ));
}

/// First and last number of each run of numbers for which `holds`.
fn runs(holds: impl Fn(u16) -> bool) -> Vec<(u16, u16)> {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for number in (0..=u16::MAX).filter(|n| holds(*n)) {
        match runs.last_mut() {
            Some((_, last)) if number - *last == 1 => *last = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}

fn allowed(out: &mut Source, data: &Dataset) {
    let base = data.codes.first().map_or(0, |c| *c.code);
    let window = base..base.saturating_add(MASK_BITS);
    let mask = window
        .clone()
        .filter(|n| *data.wire(*n).frame)
        .fold(0_u64, |mask, n| mask | 1 << (n - base));
    let runs: String = runs(|n| !window.contains(&n) && *data.wire(n).frame)
        .into_iter()
        .map(|(first, last)| {
            let length = number(last - first);
            format!("\n        | (code.wrapping_sub({}) <= {length})", number(first))
        })
        .collect();
    out.lines(format!(
        "\
/// Whether a number may be in a Close frame: a mask for the numbers near the first code, compares
/// for the rest.
///
/// The operators are the bitwise ones on purpose: they leave no branch to mispredict.
#[inline]
#[allow(clippy::needless_bitwise_bool)]
pub(crate) const fn is_allowed_in_frame(code: u16) -> bool {{
    const MASK: u64 = 0x{:04x}_{:04x}_{:04x}_{:04x};
    let near = code.wrapping_sub({});
    ((near < {MASK_BITS}) & (MASK >> (near & {}) & 1 == 1)){runs}
}}",
        mask >> 48,
        mask >> 32 & 0xffff,
        mask >> 16 & 0xffff,
        mask & 0xffff,
        number(base),
        MASK_BITS - 1,
    ));
}

fn script_ranges(out: &mut Source, data: &Dataset) {
    let runs: Vec<String> = runs(|n| *data.wire(n).script_sendable)
        .into_iter()
        .map(|(first, last)| format!("({}, {})", number(first), number(last)))
        .collect();
    out.doc("First and last of the numbers that a script may pass to `close()`.");
    out.list(
        &format!("pub(crate) const SCRIPT_SENDABLE: [(u16, u16); {}] = [", runs.len()),
        &runs,
        "];",
    );
}
