//! Writes `tables.rs`: the facts of each class, and the masks and ranges that need no table.

use closecode_data::{Dataset, Policy, Range, Wire};
use proc_macro2::TokenStream;
use quote::quote;

use crate::format::{doc, file as print, ident, number};
use crate::layout::{Class, Layout};

#[cfg(test)]
mod tests;

/// How many numbers from the first registered code on are answered by one mask.
const MASK_BITS: u16 = 64;

pub(crate) fn file(data: &Dataset, layout: &Layout<'_>) -> String {
    let size = number(layout.classes.len());
    let (allowed, script) = (allowed_function(data), script_ranges(data));
    let codes = data.codes.iter().map(|c| {
        let (known, label) = (ident(&c.ident), c.code.to_string());
        let (known, name) = (quote!(Some(CloseCode::#known)), c.name.as_str());
        facts(
            &format!("{} {}.", c.code, c.name),
            &Class::Code(c).constant(),
            &known,
            &quote!(Some(#name)),
            &label,
            data.range(*c.code),
            &c.wire,
            &c.policy,
        )
    });
    let ranges = data.ranges.iter().map(|r| {
        let (about, none) =
            (format!("Any other number from {} to {}.", r.first, r.last), quote!(None));
        facts(
            &about,
            &Class::Range(r).constant(),
            &none,
            &none,
            &r.id.replace('-', "_"),
            r,
            &r.wire,
            &r.policy,
        )
    });
    let items: Vec<_> = codes.chain(ranges).collect();
    let classes = layout.classes.iter().map(|class| ident(&class.constant()));
    let tokens = quote! {
        use crate::facts::Facts;
        use crate::policy::Row;
        use crate::wire::{Wire, WireRow};
        use crate::{Action, Alert, Authority, CloseCode, CodeRange, Fault, Jitter, Sender, Severity, Visibility};

        /// The facts of each class.
        pub(crate) const FACTS: [Facts; #size] = [#(#classes),*];

        #(#items)*

        #allowed

        #script
    };
    print("The facts of each class, and the masks and ranges that need no table.", &tokens)
}

#[allow(clippy::too_many_arguments)] // One argument for each field of the struct that it prints.
fn facts(
    about: &str,
    name: &str,
    known: &TokenStream,
    registry_name: &TokenStream,
    label: &str,
    range: &Range,
    wire_facts: &Wire,
    policy_row: &Policy,
) -> TokenStream {
    let (about, name, range) = (doc(about), ident(name), ident(&range.ident));
    let (wire, policy) = (wire(wire_facts), policy(policy_row));
    quote! {
        #about
        const #name: Facts = Facts {
            known: #known,
            name: #registry_name,
            label: #label,
            range: CodeRange::#range,
            wire: #wire,
            policy: #policy,
        };
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
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

fn allowed_function(data: &Dataset) -> TokenStream {
    let base = data.codes.first().map_or(0, |c| *c.code);
    let window = base..base.saturating_add(MASK_BITS);
    let mask = window
        .clone()
        .filter(|n| *data.wire(*n).frame)
        .fold(0_u64, |mask, n| mask | 1 << (n - base));
    let mask: TokenStream = format!(
        "0x{:04x}_{:04x}_{:04x}_{:04x}",
        mask >> 48,
        mask >> 32 & 0xffff,
        mask >> 16 & 0xffff,
        mask & 0xffff
    )
    .parse()
    .expect("hexadecimal digits are a token");
    let runs =
        runs(|n| !window.contains(&n) && *data.wire(n).frame).into_iter().map(|(first, last)| {
            let (first, length) = (number(first), number(last - first));
            quote!(| (code.wrapping_sub(#first) <= #length))
        });
    let (base, bits) = (number(base), number(MASK_BITS));
    let (in_mask, top) = (quote!(near < #bits), number(MASK_BITS - 1));
    quote! {
        /// Whether a number may stand in a Close frame: a mask for the numbers near the first code,
        /// compares for the rest.
        ///
        /// The operators are the bitwise ones on purpose: they leave no branch to mispredict.
        #[inline]
        #[allow(clippy::needless_bitwise_bool)]
        pub(crate) const fn is_allowed_in_frame(code: u16) -> bool {
            const MASK: u64 = #mask;
            let near = code.wrapping_sub(#base);
            ((#in_mask) & (MASK >> (near & #top) & 1 == 1)) #(#runs)*
        }
    }
}

fn script_ranges(data: &Dataset) -> TokenStream {
    let runs = runs(|n| *data.wire(n).script_sendable);
    let count = number(runs.len());
    let runs = runs.into_iter().map(|(first, last)| {
        let (first, last) = (number(first), number(last));
        quote!((#first, #last))
    });
    quote! {
        /// First and last of the numbers that a script may pass to `close()`.
        pub(crate) const SCRIPT_SENDABLE: [(u16, u16); #count] = [#(#runs),*];
    }
}

fn wire(wire: &Wire) -> TokenStream {
    let (sender, visibility) = (ident(wire.sender.ident()), ident(wire.script_visible.ident()));
    let (frame, synthetic, clean, script) =
        (*wire.frame, *wire.synthetic, *wire.clean, *wire.script_sendable);
    quote! {
        Wire::pack(WireRow {
            frame: #frame,
            sender: Sender::#sender,
            synthetic: #synthetic,
            clean: #clean,
            script_sendable: #script,
            script_visible: Visibility::#visibility,
        })
    }
}

fn policy(policy: &Policy) -> TokenStream {
    let (action, jitter, fault) =
        (ident(policy.action.ident()), ident(policy.jitter.ident()), ident(policy.fault.ident()));
    let (severity, alert) = (ident(policy.severity.ident()), ident(policy.alert.ident()));
    let authority = ident(policy.authority.ident());
    let (initial, max) =
        (number(policy.initial_delay.as_millis()), number(policy.max_delay.as_millis()));
    let factor = number(*policy.factor);
    let attempts = option(policy.max_attempts.map(|a| number(a.value)));
    quote! {
        Row {
            action: Action::#action,
            initial_delay_ms: #initial,
            max_delay_ms: #max,
            factor: #factor,
            jitter: Jitter::#jitter,
            max_attempts: #attempts,
            fault: Fault::#fault,
            severity: Severity::#severity,
            alert: Alert::#alert,
            authority: Authority::#authority,
        }
    }
}
