//! Writes what stands in the module of a protocol, or of an application's own codes: an enum,
//! tables, a profile.

use closecode_format::{
    CodeEntry, Endpoint, EndpointCodes, Protocol, ProtocolCode, ProtocolRange, Spanned,
};
use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::protocol as docs;
use crate::format::{doc, ident, number};
use crate::profile;

/// For whom the source is written.
#[derive(Clone, Copy)]
pub(crate) enum Target<'a> {
    /// The crate `closecode`.
    Crate,
    /// An application, and what its profile asks besides its own rules, as calls of methods.
    Application(&'a TokenStream),
}

/// The crate itself.
pub(crate) const OURS: Target<'static> = Target::Crate;

/// The value that the registry holds.
pub(crate) fn descriptor(protocol: &Protocol, parts: &[EndpointCodes<'_>]) -> TokenStream {
    let about = doc(&format!(
        "What is known of {} as a whole, as the registry has it.",
        closecode_format::markdown::escape(&protocol.name)
    ));
    let (id, name, vendor) = (&protocol.id, protocol.name.as_str(), protocol.vendor.as_str());
    let (status, summary) = (ident(protocol.status.ident()), protocol.summary.as_str());
    let documentation = protocol.documentation.as_ref().map(|url| with("with_documentation", url));
    let subprotocol = protocol.subprotocol.as_ref().map(|name| with("with_subprotocol", name));
    let endpoints = parts.iter().map(|part| match part.endpoint {
        None => quote!(ENDPOINT),
        Some(endpoint) => {
            let module = ident(&endpoint.module());
            quote!(#module::ENDPOINT)
        }
    });
    quote! {
        #about
        pub const PROTOCOL: Protocol =
            Protocol::new(#id, #name, #vendor, Status::#status, #summary) #documentation #subprotocol .with_endpoints(&[#(#endpoints),*]);
    }
}

/// The enum, the tables and the profile of one endpoint.
pub(crate) fn part(
    protocol: &Protocol,
    part: &EndpointCodes<'_>,
    target: Target<'_>,
) -> TokenStream {
    let codes: Vec<&ProtocolCode> =
        part.codes.iter().copied().filter(|c| c.row.is_confirmed()).collect();
    let ranges: Vec<&ProtocolRange> =
        part.ranges.iter().copied().filter(|r| r.row.is_confirmed()).collect();
    let name = docs::name(protocol, part.endpoint);
    let close_code = if codes.is_empty() {
        quote!()
    } else {
        close_code(protocol, part.endpoint, &codes, &name, target)
    };
    let code_entries = codes.iter().map(|c| entry(*c.code, *c.code, Some(&c.ident), &c.row));
    let range_entries = ranges.iter().map(|r| entry(*r.first, *r.last, None, &r.row));
    let ranges_about = doc(&docs::ranges(&name, &ranges));
    let profile_about = doc(&docs::profile(&name));
    let rules = profile::rules(&codes, &ranges).into_iter().map(|(first, last, from)| {
        let (first, last) = (number(first), number(last));
        let entry = match from {
            profile::From::Code(i) => {
                let i = number(i);
                quote!(CODES[#i])
            }
            profile::From::Range(i) => {
                let i = number(i);
                quote!(RANGES[#i])
            }
        };
        quote!((#first..=#last, #entry.asked()))
    });
    let more = if let Target::Application(more) = target { Some(more) } else { None };
    let endpoint_about = doc(&format!("What is known of {name}, as the registry has it."));
    let (id, endpoint_name) = match part.endpoint {
        Some(endpoint) => {
            let id = endpoint.id.as_str();
            (quote!(Some(#id)), endpoint.name.as_str())
        }
        None => (quote!(None), protocol.name.as_str()),
    };
    quote! {
        #close_code

        const CODES: &[Entry] = &[#(#code_entries),*];

        #ranges_about
        pub const RANGES: &[Entry] = &[#(#range_entries),*];

        const RULES: &[(RangeInclusive<u16>, ProfileRule)] = &[#(#rules),*];

        #profile_about
        pub const PROFILE: ProfileTable = ProfileTable::new(RULES) #more;

        #endpoint_about
        pub const ENDPOINT: Endpoint = Endpoint::new(#id, #endpoint_name, CODES, RANGES, PROFILE);
    }
}

fn close_code(
    protocol: &Protocol,
    endpoint: Option<&Endpoint>,
    codes: &[&ProtocolCode],
    name: &str,
    target: Target<'_>,
) -> TokenStream {
    // An example in an application's documentation would be tested there, under a path that nobody
    // here knows.
    let (about, exhaustive, methods) = match target {
        Target::Crate => (
            docs::close_code(protocol, endpoint, codes, name),
            quote!(#[non_exhaustive]),
            quote!(crate::protocols::close_code!),
        ),
        // Its own codes are matched in its own crate, where a match should break when one comes.
        Target::Application(_) => {
            (docs::own_close_code(name), quote!(), quote!(::closecode::__close_code!))
        }
    };
    let about = doc(&about);
    let size = number(codes.len());
    let idents: Vec<_> = codes.iter().map(|c| ident(&c.ident)).collect();
    let numbers: Vec<_> = codes.iter().map(|c| number(*c.code)).collect();
    let places = (0..codes.len()).map(number);
    let variants = codes.iter().zip(&idents).zip(&numbers).map(|((code, ident), number)| {
        let doc = doc(&docs::code(protocol, code));
        quote!(#doc #ident = #number)
    });
    let plain = match endpoint {
        Some(endpoint) => format!("{}, {}", *protocol.name, *endpoint.name),
        None => protocol.name.value.clone(),
    };
    quote! {
        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #exhaustive
        #[repr(u16)]
        pub enum CloseCode { #(#variants),* }

        impl CloseCode {
            /// Every code, by number.
            pub const ALL: [Self; #size] = [#(Self::#idents),*];

            /// The code with this number.
            #[inline]
            #[must_use]
            pub const fn from_code(code: u16) -> Option<Self> {
                Some(match code {
                    #(#numbers => Self::#idents,)*
                    _ => return None,
                })
            }

            #[inline]
            const fn place(self) -> usize {
                match self { #(Self::#idents => #places),* }
            }
        }

        #methods(CloseCode, #plain);
    }
}

fn entry(first: u16, last: u16, name_in_rust: Option<&str>, row: &CodeEntry) -> TokenStream {
    let (first, last) = (number(first), number(last));
    let (name, sender, meaning) =
        (row.name.as_str(), ident(row.sender.ident()), row.meaning.as_str());
    let entry = if let Some(ident) = name_in_rust {
        quote!(Entry::code(#first, #ident, #name, Sender::#sender, #meaning))
    } else {
        quote!(Entry::range(#first, #last, #name, Sender::#sender, #meaning))
    };
    let texts = [
        ("with_advice", &row.rule),
        ("with_dispute", &row.disputed),
        ("with_retirement", &row.retired),
    ];
    let texts = texts.into_iter().filter_map(|(method, text)| Some(with(method, text.as_ref()?)));
    let rule = profile::rule(row).map(|rule| quote!(.with_rule(#rule)));
    quote!(#entry #(#texts)* #rule)
}

/// A call that adds a text.
fn with(method: &str, text: &Spanned<String>) -> TokenStream {
    let (method, text) = (ident(method), text.as_str());
    quote!(.#method(#text))
}
