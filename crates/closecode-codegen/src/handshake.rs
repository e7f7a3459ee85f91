//! Writes `handshake.rs`, what to do after a refused handshake, and the same as a table for the
//! documentation of the type.

use std::fmt::Write as _;

use closecode_data::{Answer, Dataset, Policy};
use proc_macro2::TokenStream;
use quote::quote;

use crate::format::{doc, file as print, ident, number};

pub(crate) fn file(data: &Dataset) -> String {
    let mut answers: Vec<&Answer> = data.handshake.iter().collect();
    // The first arm that matches decides, and so does the narrowest answer.
    answers.sort_by_key(|a| a.width());
    let arms = answers.into_iter().map(|answer| {
        let statuses = answer.statuses.iter().map(|s| number(s.value));
        let pattern = match answer.range() {
            Some((0, u16::MAX)) => quote!(_),
            Some((first, last)) => {
                let (first, last) = (number(first), number(last));
                quote!(#first..=#last)
            }
            None => quote!(#(#statuses)|*),
        };
        let rule = match (answer.like, &answer.policy) {
            (Some(like), _) => {
                let code = ident(&data.code(*like).expect("the rule `handshake` checks it").ident);
                quote!(ProfileRule::of(CloseCode::#code.policy()))
            }
            (None, policy) => {
                rule(policy.as_ref().expect("the rule `handshake` asks for one of the two"))
            }
        };
        quote!(#pattern => #rule)
    });
    let table = table(data);
    let about = doc("What to do after a handshake that was refused with this HTTP status.");
    let tokens = quote! {
        use core::time::Duration;

        use crate::{Backoff, CloseCode, Jitter, ProfileAction, ProfileRule};

        /// The same as a table in Markdown.
        macro_rules! handshake_table { () => { #table } }
        pub(crate) use handshake_table;

        #about
        #[inline]
        // One arm for each answer of the data, in its units.
        #[allow(clippy::match_same_arms, clippy::duration_suboptimal_units, clippy::unnested_or_patterns, clippy::manual_range_patterns)]
        pub(crate) const fn handshake(status: u16) -> ProfileRule {
            match status { #(#arms),* }
        }
    };
    print("What follows a refused handshake.", &tokens)
}

fn rule(policy: &Policy) -> TokenStream {
    let (action, jitter) = (ident(policy.action.ident()), ident(policy.jitter.ident()));
    let (initial, max) =
        (number(policy.initial_delay.as_millis()), number(policy.max_delay.as_millis()));
    let factor = number(*policy.factor);
    let limit = policy.max_attempts.map(|attempts| {
        let attempts = number(*attempts);
        quote!(.at_most(#attempts))
    });
    quote! {
        ProfileRule::new(ProfileAction::#action)
            .paced(Backoff::new(Duration::from_millis(#initial), Duration::from_millis(#max), #factor, Jitter::#jitter))
            #limit
    }
}

/// A row for each answer, for the documentation of the type.
fn table(data: &Dataset) -> String {
    let mut out = String::from(
        "| status | action | first and largest delay | attempts | as |\n|---|---|---|---|---|\n",
    );
    for answer in &data.handshake {
        let statuses = match answer.range() {
            Some((0, u16::MAX)) => "any other".to_owned(),
            Some((first, last)) => format!("other from {first} to {last}"),
            None => answer.statuses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        };
        let policy = data.answer_policy(answer);
        let delays = match (policy.initial_delay.as_secs(), policy.max_delay.as_secs()) {
            (_, 0) => "none".to_owned(),
            (first, largest) => format!("{first} s, {largest} s"),
        };
        let attempts = policy.max_attempts.map_or_else(|| "no limit".to_owned(), |a| a.to_string());
        let like = answer.like.map_or_else(String::new, |code| code.to_string());
        let _ = writeln!(
            out,
            "| {statuses} | {} | {delays} | {attempts} | {like} |",
            policy.action.as_str()
        );
    }
    out
}
