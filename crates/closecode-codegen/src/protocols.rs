//! Writes `protocols/`: the registry, and one module for each protocol.
//!
//! A module is mostly data: an enum, a table of entries for each endpoint, and one line that hands them to a macro of the
//! crate. What nobody could confirm is left out, and so is a protocol of which nothing is left.

use std::collections::BTreeMap;

use closecode_data::{Dataset, Endpoint, Part, Protocol, ProtocolCode, ProtocolRange, Row};
use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::protocol as docs;
use crate::format::{doc, file as print, ident, number};
use crate::profile;

/// The crate's feature for a protocol.
pub(crate) fn feature(protocol: &Protocol) -> String {
    format!("protocol-{}", protocol.id)
}

/// The protocols that have something to generate.
pub(crate) fn generated(data: &Dataset) -> impl Iterator<Item = &Protocol> {
    data.protocols.iter().filter(|p| p.rows().any(Row::is_confirmed))
}

/// The files below `src/generated/`.
pub(crate) fn files(data: &Dataset) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = generated(data).map(|p| (format!("protocols/{}.rs", p.module()), module(p))).collect();
    files.insert("protocols/mod.rs".to_owned(), registry(data));
    files
}

fn registry(data: &Dataset) -> String {
    let modules = generated(data).map(|protocol| {
        let (name, feature, doc) = (ident(&protocol.module()), feature(protocol), doc(&docs::module(protocol)));
        quote! {
            #doc
            #[cfg(feature = #feature)]
            #[allow(clippy::doc_markdown)]
            pub mod #name;
        }
    });
    let entries = generated(data).map(|protocol| {
        let (name, feature) = (ident(&protocol.module()), feature(protocol));
        quote!(#[cfg(feature = #feature)] &#name::PROTOCOL)
    });
    let tokens = quote! {
        use crate::protocols::Protocol;

        #(#modules)*

        /// Every protocol that was asked for, by id: one for each feature that is on.
        ///
        /// ```
        /// use closecode::protocols;
        /// assert!(protocols::ALL.is_sorted_by_key(|protocol| protocol.id()));
        /// ```
        pub const ALL: &[&Protocol] = &[#(#entries),*];
    };
    print("The protocols.", &tokens)
}

fn module(protocol: &Protocol) -> String {
    let parts = protocol.parts();
    let imports = quote! {
        #[allow(clippy::wildcard_imports)] // Each module uses a part of it.
        use crate::protocols::prelude::*;
    };
    let head = if protocol.endpoints.is_empty() {
        part(protocol, &parts[0])
    } else {
        let modules = parts.iter().map(|p| {
            let endpoint = p.endpoint.expect("a protocol with endpoints has no other parts");
            let (name, about, body) = (ident(&endpoint.module()), doc(&docs::endpoint(endpoint)), part(protocol, p));
            quote! {
                #about
                pub mod #name {
                    #imports
                    #body
                }
            }
        });
        quote!(#(#modules)*)
    };
    let item = descriptor(protocol, &parts);
    print("The close codes of one protocol.", &quote!(#imports #head #item))
}

/// The value that the registry holds.
fn descriptor(protocol: &Protocol, parts: &[Part<'_>]) -> TokenStream {
    let about = doc(&format!("What is known of {} as a whole, as the registry has it.", closecode_data::markdown::escape(&protocol.name)));
    let (id, name, vendor) = (&protocol.id, protocol.name.as_str(), protocol.vendor.as_str());
    let (status, summary) = (ident(protocol.status.ident()), protocol.summary.as_str());
    let (documentation, subprotocol) = (option(protocol.documentation.as_ref()), option(protocol.subprotocol.as_ref()));
    let endpoints = parts.iter().map(|part| match part.endpoint {
        None => quote!(ENDPOINT),
        Some(endpoint) => {
            let module = ident(&endpoint.module());
            quote!(#module::ENDPOINT)
        }
    });
    quote! {
        #about
        pub const PROTOCOL: Protocol = Protocol {
            id: #id,
            name: #name,
            vendor: #vendor,
            status: Status::#status,
            documentation: #documentation,
            subprotocol: #subprotocol,
            summary: #summary,
            endpoints: &[#(#endpoints),*],
        };
    }
}

/// The enum, the tables and the profile of one endpoint.
fn part(protocol: &Protocol, part: &Part<'_>) -> TokenStream {
    let codes: Vec<&ProtocolCode> = part.codes.iter().copied().filter(|c| c.row.is_confirmed()).collect();
    let ranges: Vec<&ProtocolRange> = part.ranges.iter().copied().filter(|r| r.row.is_confirmed()).collect();
    let name = docs::name(protocol, part.endpoint);
    let close_code = if codes.is_empty() { quote!() } else { close_code(protocol, part.endpoint, &codes, &name) };
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
        pub const PROFILE: ProfileTable = ProfileTable::new(RULES);

        #endpoint_about
        pub const ENDPOINT: Endpoint = Endpoint { id: #id, name: #endpoint_name, codes: CODES, ranges: RANGES, profile: PROFILE };
    }
}

fn close_code(protocol: &Protocol, endpoint: Option<&Endpoint>, codes: &[&ProtocolCode], name: &str) -> TokenStream {
    let about = doc(&docs::close_code(protocol, endpoint, codes, name));
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
        #[non_exhaustive]
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

        crate::protocols::close_code!(CloseCode, #plain);
    }
}

fn entry(first: u16, last: u16, name_in_rust: Option<&str>, row: &Row) -> TokenStream {
    let (first, last) = (number(first), number(last));
    let name_in_rust = name_in_rust.map_or_else(|| quote!(None), |name| quote!(Some(#name)));
    let (name, sender, meaning) = (row.name.as_str(), ident(row.sender.ident()), row.meaning.as_str());
    let (advice, disputed, retired) = (option(row.rule.as_ref()), option(row.disputed.as_ref()), option(row.retired.as_ref()));
    let rule = profile::rule(row);
    quote! {
        Entry {
            first: #first,
            last: #last,
            ident: #name_in_rust,
            name: #name,
            sender: Sender::#sender,
            meaning: #meaning,
            advice: #advice,
            rule: #rule,
            disputed: #disputed,
            retired: #retired,
        }
    }
}

fn option(text: Option<&closecode_data::Located<String>>) -> TokenStream {
    text.map_or_else(
        || quote!(None),
        |text| {
            let text = text.as_str();
            quote!(Some(#text))
        },
    )
}
