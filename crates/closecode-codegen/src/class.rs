//! Writes `class.rs`: the classes, and the way from a number to its class.

use closecode_data::Dataset;
use proc_macro2::TokenStream;
use quote::quote;

use crate::format::{doc, file as print, ident, number};
use crate::layout::{Layout, WINDOW};

pub(crate) fn file(data: &Dataset, layout: &Layout<'_>) -> String {
    let count = number(layout.classes.len());
    let variants: Vec<_> = layout.classes.iter().map(|class| ident(&class.variant())).collect();
    let values: Vec<_> = (0..variants.len()).map(number).collect();
    let last = ident(&layout.classes.last().expect("there are ranges").variant());
    let kind = place_functions(data, layout);
    let (patterns, but_last) = (&values[..values.len() - 1], &variants[..variants.len() - 1]);
    let tokens = quote! {
        /// A class by its name. The discriminant is its place in the tables, which a new
        /// registration moves.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub(crate) enum Kind { #(#variants = #values),* }

        impl Kind {
            /// How many there are.
            pub(crate) const COUNT: usize = #count;

            /// The class at a place. Places come from our own tables, so the last arm is only ever
            /// the last class; the compiler makes one `min` of all this.
            #[inline]
            pub(crate) const fn at(place: u8) -> Self {
                match place { #(#patterns => Self::#but_last,)* _ => Self::#last }
            }
        }

        #kind
    };
    print("The classes, and the way from a number to its class.", &tokens)
}

fn place_functions(data: &Dataset, layout: &Layout<'_>) -> TokenStream {
    let variant = |number: u16| ident(&layout.classes[layout.class(data, number)].variant());
    let (first, run) = (*data.codes[0].code, layout.run);
    let first_class = layout.class(data, first);
    let (base, length) = (number(first), number(run));
    let place = if first_class == 0 {
        quote!(near)
    } else {
        let n = number(first_class);
        quote!(near + #n)
    };
    let mut entries: Vec<TokenStream> = Vec::new();
    let mut windows = Vec::new();
    for window in &layout.windows {
        // No entry past the last code: those behind it are found as the rest of their range.
        let codes = data
            .codes
            .iter()
            .map(|c| *c.code)
            .filter(|code| (*window..*window + WINDOW).contains(code));
        let end = codes.max().expect("a window begins at a code") + 1;
        let (base, width, offset) = (number(*window), number(end - window), number(entries.len()));
        let index = if entries.is_empty() { quote!(near) } else { quote!(#offset + near) };
        windows.push(quote! {
            let near = code.wrapping_sub(#base);
            if near < #width {
                return KINDS[#index] as usize;
            }
        });
        entries.extend((*window..end).map(|n| {
            let v = variant(n);
            quote!(Kind::#v)
        }));
    }
    let (offset, cell) = (number(entries.len()), number(layout.cell));
    // What stands at a cell's first number, unless a code does: then the rest of its range.
    let outside = *data.ranges.last().expect("there are ranges").first;
    let is_past_codes = data.codes.iter().all(|c| *c.code < outside);
    assert!(is_past_codes, "the last range has no registered codes");
    entries.extend((0..outside / layout.cell).map(|i| {
        let v = ident(
            &layout.classes[layout.range_class(*data.range(i * layout.cell).first)].variant(),
        );
        quote!(Kind::#v)
    }));
    let size = number(entries.len());
    let (last, last_kind) = (number(outside), variant(u16::MAX));
    let about = doc("The place of a number's class in the tables.\n\n\
         The first test catches nearly every code that is seen in practice, and the second most numbers that there are; both \
         need no table. Ranges begin at multiples of one number, so past the windows a division finds the range.");
    quote! {
        #about
        #[inline]
        pub(crate) const fn place(code: u16) -> usize {
            // Kinds and not bytes: so the compiler knows that every entry is a place, and checks no
            // bound later.
            const KINDS: &[Kind; #size] = &[#(#entries),*];
            // Wide from the start: an index of 16 bits would be widened on every path again.
            let code = code as usize;
            let near = code.wrapping_sub(#base);
            if near < #length {
                return #place;
            }
            if code >= #last {
                return Kind::#last_kind as usize;
            }
            #(#windows)*
            KINDS[#offset + code / #cell] as usize
        }

        /// The class of a number.
        #[inline]
        #[allow(clippy::cast_possible_truncation)]
        pub(crate) const fn kind(code: u16) -> Kind {
            Kind::at(place(code) as u8)
        }
    }
}
