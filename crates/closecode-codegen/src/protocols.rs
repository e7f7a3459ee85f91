//! Writes `protocols/`: the registry, and one module for each protocol.
//!
//! A module is mostly data: an enum, a table of entries for each endpoint, and one line that hands
//! them to a macro of the crate; `part` writes these. What nobody could confirm is left out, and so
//! is a protocol of which nothing is left.

use std::collections::BTreeMap;

use closecode_data::{CodeEntry, Dataset, Protocol};
use quote::quote;

use crate::docs::protocol as docs;
use crate::endpoint::{OURS, descriptor, part};
use crate::format::{doc, file as print, ident};

/// The crate's feature for a protocol.
pub(crate) fn feature(protocol: &Protocol) -> String {
    format!("protocol-{}", protocol.id)
}

/// The protocols that have something to generate.
pub(crate) fn generated(data: &Dataset) -> impl Iterator<Item = &Protocol> {
    data.protocols.iter().filter(|p| p.rows().any(CodeEntry::is_confirmed))
}

/// The files below `src/generated/`.
pub(crate) fn files(data: &Dataset) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> =
        generated(data).map(|p| (format!("protocols/{}.rs", p.module()), module(p))).collect();
    files.insert("protocols/mod.rs".to_owned(), registry(data));
    files
}

fn registry(data: &Dataset) -> String {
    let modules = generated(data).map(|protocol| {
        let (name, feature, doc) =
            (ident(&protocol.module()), feature(protocol), doc(&docs::module(protocol)));
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
        part(protocol, &parts[0], OURS)
    } else {
        let modules = parts.iter().map(|p| {
            let endpoint = p.endpoint.expect("a protocol with endpoints has no other parts");
            let (name, about, body) = (
                ident(&endpoint.module()),
                doc(&docs::endpoint(endpoint)),
                part(protocol, p, OURS),
            );
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
