//! Writes `code.rs` and `range.rs`: the two enums.

use closecode_data::Dataset;
use quote::quote;

use crate::docs;
use crate::format::{doc, file as print, ident, number};

/// The enum `CloseCode`.
pub(crate) fn file(data: &Dataset) -> String {
    let count = data.codes.len();
    let size = number(count);
    let idents: Vec<_> = data.codes.iter().map(|c| ident(&c.ident)).collect();
    let names: Vec<_> = data.codes.iter().map(|c| c.ident.value.as_str()).collect();
    let variants = data.codes.iter().zip(&idents).map(|(code, ident)| {
        let (doc, number) = (doc(&docs::code(data, code)), number(*code.code));
        quote!(#doc #ident = #number)
    });
    let about = doc(&format!(
        "A close code that the IANA registry names. The discriminant is the number on the wire.\n\n\
         {count} codes have a name today; a new registration adds a variant.\n\n\
         ```\n\
         use closecode::CloseCode;\n\
         assert_eq!(CloseCode::AbnormalClosure as u16, 1006);\n\
         assert_eq!(size_of::<Option<CloseCode>>(), 2);\n\
         ```"
    ));
    let all = doc(
        "Every registered code, by number.\n\n```\nuse closecode::CloseCode;\nassert!(CloseCode::ALL.is_sorted());\n\
         assert!(CloseCode::ALL.contains(&CloseCode::GoingAway));\n```",
    );
    let ident_doc = doc(
        "The Rust name of the code.\n\n```\nassert_eq!(closecode::CloseCode::GoingAway.ident(), \"GoingAway\");\n```",
    );
    let tokens = quote! {
        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u16)]
        #[allow(clippy::doc_markdown)]
        pub enum CloseCode { #(#variants),* }

        impl CloseCode {
            #all
            pub const ALL: [Self; #size] = [#(Self::#idents),*];

            #ident_doc
            #[inline]
            #[must_use]
            pub const fn ident(self) -> &'static str {
                match self { #(Self::#idents => #names),* }
            }
        }
    };
    print("The registered codes.", &tokens)
}

/// The enum `CodeRange`.
pub(crate) fn range_file(data: &Dataset) -> String {
    let count = number(data.ranges.len());
    let idents: Vec<_> = data.ranges.iter().map(|r| ident(&r.ident)).collect();
    let (first, last): (Vec<_>, Vec<_>) =
        data.ranges.iter().map(|r| (number(*r.first), number(*r.last))).unzip();
    let variants = data.ranges.iter().zip(&idents).map(|(range, ident)| {
        let doc = doc(&docs::range(data, range));
        quote!(#doc #ident)
    });
    let about =
        doc("A range of numbers, RFC 6455 section 7.4.2. The ranges cover every `u16` once.\n\n\
         ```\n\
         use closecode::{CodeRange, RawCode};\n\
         assert_eq!(RawCode::new(2999).range(), CodeRange::Protocol);\n\
         assert_eq!(CodeRange::PrivateUse.numbers(), 4000..=4999);\n\
         ```");
    let all = doc(
        "Every range, from the lowest.\n\n```\nuse closecode::CodeRange;\nassert_eq!(CodeRange::ALL[0], CodeRange::NotUsed);\n```",
    );
    let numbers = doc(
        "Its numbers.\n\n```\nassert_eq!(closecode::CodeRange::NotUsed.numbers(), 0..=999);\n```",
    );
    let tokens = quote! {
        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(clippy::doc_markdown)]
        pub enum CodeRange { #(#variants),* }

        impl CodeRange {
            #all
            pub const ALL: [Self; #count] = [#(Self::#idents),*];

            #numbers
            #[inline]
            #[must_use]
            pub const fn numbers(self) -> core::ops::RangeInclusive<u16> {
                match self { #(Self::#idents => #first..=#last),* }
            }
        }
    };
    print("The ranges of numbers.", &tokens)
}
