//! Writes `tables.rs`: the slot of a number, and what stands there.

use closecode_data::{Dataset, Policy, Range, Wire};
use proc_macro2::TokenStream;
use quote::quote;

use crate::format::{doc, file as print, ident, number};
use crate::layout::{Layout, Slot, WINDOW};

#[cfg(test)]
mod tests;

/// How many numbers from the first registered code on are answered by one mask.
const MASK_BITS: u16 = 64;

pub(crate) fn file(data: &Dataset, layout: &Layout) -> String {
    let size = number(layout.slots.len());
    let (slot, allowed, script) = (slot_function(data, layout), allowed_function(data), script_ranges(data));
    let codes = data.codes.iter().map(|c| {
        let (known, label) = (ident(&c.ident), c.code.to_string());
        let (known, name) = (quote!(Some(CloseCode::#known)), c.name.as_str());
        facts(
            &format!("{} {}.", c.code, c.name),
            &code_const(*c.code),
            &known,
            &quote!(Some(#name)),
            &label,
            data.range(*c.code),
            &c.wire,
            &c.policy,
        )
    });
    let ranges = data.ranges.iter().map(|r| {
        let (about, none) = (format!("Any other number from {} to {}.", r.first, r.last), quote!(None));
        facts(&about, &range_const(&r.id), &none, &none, &r.id.replace('-', "_"), r, &r.wire, &r.policy)
    });
    let items: Vec<_> = codes.chain(ranges).collect();
    let slots = layout.slots.iter().map(|slot| ident(&slot_const(data, *slot)));
    let tokens = quote! {
        use crate::facts::Facts;
        use crate::policy::Row;
        use crate::wire::{Wire, WireRow};
        use crate::{Action, Alert, Authority, CloseCode, CodeRange, Fault, Jitter, Policy, Sender, Severity, Visibility};

        #slot

        /// What stands in each slot.
        pub(crate) const SLOTS: [Facts; #size] = [#(#slots),*];

        #(#items)*

        #allowed

        #script
    };
    print("Where each number's facts lie, and the facts.", &tokens)
}

/// The constant with the facts or words of a code.
pub(crate) fn code_const(code: u16) -> String {
    format!("CODE_{code}")
}

/// The constant with the facts or words of a range.
pub(crate) fn range_const(id: &str) -> String {
    format!("RANGE_{}", id.to_ascii_uppercase().replace('-', "_"))
}

/// The constant that belongs into a slot.
pub(crate) fn slot_const(data: &Dataset, slot: Slot) -> String {
    slot.code(data).map_or_else(|| range_const(&slot.range(data).id), |c| code_const(*c.code))
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

fn slot_function(data: &Dataset, layout: &Layout) -> TokenStream {
    let windows = layout.windows.iter().enumerate().map(|(i, base)| {
        let (base, width) = (number(*base), number(WINDOW));
        let offset = number(i * usize::from(WINDOW));
        let slot = if i == 0 { quote!(near as usize) } else { quote!(#offset + near as usize) };
        quote! {
            let near = code.wrapping_sub(#base);
            if near < #width {
                return #slot;
            }
        }
    });
    let offset = number(layout.windows.len() * usize::from(WINDOW));
    let edges = data.ranges.iter().skip(1).map(|r| number(*r.first));
    let about = doc("The slot of a number: one for each number near a registered code, then one for each range.\n\n\
         The first test catches nearly every code that is seen in practice. Past the windows the compares are summed, \
         not branched on.");
    quote! {
        #about
        #[inline]
        pub(crate) const fn slot(code: u16) -> usize {
            #(#windows)*
            #offset #(+ (code >= #edges) as usize)*
        }
    }
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
    let mask = window.clone().filter(|n| *data.wire(*n).frame).fold(0_u64, |mask, n| mask | 1 << (n - base));
    let mask: TokenStream = format!("0x{:04x}_{:04x}_{:04x}_{:04x}", mask >> 48, mask >> 32 & 0xffff, mask >> 16 & 0xffff, mask & 0xffff)
        .parse()
        .expect("hexadecimal digits are a token");
    let runs = runs(|n| !window.contains(&n) && *data.wire(n).frame).into_iter().map(|(first, last)| {
        let (first, length) = (number(first), number(last - first));
        quote!(| (code.wrapping_sub(#first) <= #length))
    });
    let (base, bits) = (number(base), number(MASK_BITS));
    let (in_mask, top) = (quote!(near < #bits), number(MASK_BITS - 1));
    quote! {
        /// Whether a number may stand in a Close frame: a mask for the numbers near the first code, compares for the rest.
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
    let (synthetic, clean) = (*wire.synthetic, *wire.clean);
    quote! {
        Wire::pack(WireRow {
            sender: Sender::#sender,
            synthetic: #synthetic,
            clean: #clean,
            script_visible: Visibility::#visibility,
        })
    }
}

fn policy(policy: &Policy) -> TokenStream {
    let (action, jitter, fault) = (ident(policy.action.ident()), ident(policy.jitter.ident()), ident(policy.fault.ident()));
    let (severity, alert) = (ident(policy.severity.ident()), ident(policy.alert.ident()));
    let authority = ident(policy.authority.ident());
    let (initial, max) = (number(policy.initial_delay.as_millis()), number(policy.max_delay.as_millis()));
    let factor = number(*policy.factor);
    let attempts = option(policy.max_attempts.map(|a| number(a.value)));
    quote! {
        Policy::pack(Row {
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
        })
    }
}
