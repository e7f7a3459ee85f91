//! Writes `class.rs`: the classes, and three ways to the class of a number.
//!
//! `place` is for one number. `near_byte` to `place_of_bytes` are the same without a branch or a
//! table, in arithmetic that a compiler turns into vectors of 16 and of 8 bits. The constants after
//! it are the tables of byte shuffles, for the vector code of `classify`.

use closecode_data::Dataset;
use proc_macro2::TokenStream;
use quote::quote;

use crate::format::{doc, file as print, ident, number};
use crate::layout::{Layout, WINDOW};

/// How many entries a byte shuffle looks up.
const NIBBLES: u16 = 16;

pub(crate) fn file(data: &Dataset, layout: &Layout<'_>) -> String {
    let count = number(layout.classes.len());
    let variants: Vec<_> = layout.classes.iter().map(|class| ident(&class.variant())).collect();
    let values: Vec<_> = (0..variants.len()).map(number).collect();
    let last = ident(&layout.classes.last().expect("there are ranges").variant());
    let (kind, bytes, shuffles) =
        (place_functions(data, layout), byte_functions(data, layout), shuffles(data, layout));
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

        #bytes

        #shuffles
    };
    print("The classes, and three ways to the class of a number.", &tokens)
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

fn byte_functions(data: &Dataset, layout: &Layout<'_>) -> TokenStream {
    let first = *data.codes[0].code;
    let edges: Vec<u16> =
        data.ranges.iter().map(|r| *r.first).skip(1).filter(|edge| *edge != first).collect();
    // The lower bits that no edge has; one at least, so that what is left is a signed number.
    let bits = edges.iter().fold(0, |all, edge| all | edge).trailing_zeros();
    let (least, most) = (edges[0] >> bits, edges[edges.len() - 1] >> bits);
    assert!(
        bits > 0 && most - least <= 2 * 127,
        "the edges of ranges fit into a byte, and one more number below them"
    );
    let (steps, far) = (layout.run + 1, &data.codes[usize::from(layout.run)..]);
    let base = far.first().map_or(first, |c| *c.code);
    let rises = far.iter().map(|c| {
        let distance = *c.code - base;
        assert!(
            distance < 127,
            "the codes past the first run fit into a byte, and one more number behind them"
        );
        let rise =
            number(layout.class(data, *c.code) - layout.range_class(*data.range(*c.code).first));
        let distance = number(distance);
        quote!(+ (-((far == #distance) as i8) as u8 & #rise))
    });
    let (end, top) = (number(u16::MAX - (first - 1 + steps)), number(u16::MAX - steps));
    let (bits, middle, base, edges) =
        (number(bits), number(least + 127), number(base), edges.iter().map(|edge| number(*edge)));
    let about = doc(
        "The place of a number's class, from three bytes of the number, without a branch, a table or an unsigned compare.\n\n\
         Classes are in the order of numbers, so each compare that holds counts one up; codes past the first run are \
         reached from their range.",
    );
    quote! {
        /// One more than the distance from the first registered code, 0 before it, and the same for
        /// all behind the first run.
        #[inline]
        #[allow(clippy::cast_possible_truncation)]
        pub(crate) fn near_byte(code: u16) -> u8 {
            code.saturating_add(#end).saturating_sub(#top) as u8
        }

        /// Tells the ranges apart: each begins at a byte of its own.
        #[inline]
        #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
        pub(crate) fn range_byte(code: u16) -> i8 {
            ((code >> #bits) as i16 - #middle).clamp(-128, 127) as i8
        }

        /// The distance from the first code past the first run, if it is small.
        #[inline]
        #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
        pub(crate) fn far_byte(code: u16) -> i8 {
            (code.wrapping_sub(#base) as i16).clamp(-128, 127) as i8
        }

        #about
        #[inline]
        #[allow(clippy::cast_lossless, clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]
        pub(crate) fn place_of_bytes(near: u8, range: i8, far: i8) -> u8 {
            const fn at(edge: u16) -> i8 {
                ((edge >> #bits) as i16 - #middle) as i8
            }
            near #(+ (range >= at(#edges)) as u8)* #(#rises)*
        }
    }
}

/// Tables for byte shuffles: each looks up 16 entries, by a nibble.
fn shuffles(data: &Dataset, layout: &Layout<'_>) -> TokenStream {
    let factor = factor(data).expect("a multiplier separates the ranges");
    let range_class = |number: u16| layout.range_class(*data.range(number).first);
    // The first number whose product lies in a nibble shows what all of them are.
    let ranges = (0..NIBBLES).map(|nibble| {
        let sample = (0..=u16::MAX)
            .find(|n| nibble_of(*n, factor) == nibble)
            .expect("products grow from 0 to above 255");
        number(range_class(sample))
    });
    let mut bases: Vec<u16> = Vec::new();
    for code in &data.codes {
        if bases.last().is_none_or(|base| *code.code - base >= WINDOW) {
            bases.push(*code.code);
        }
    }
    let count = number(bases.len());
    let windows = bases.iter().map(|base| {
        let changes =
            (*base..*base + WINDOW).map(|n| number(layout.class(data, n) ^ range_class(n)));
        let base = number(*base);
        quote!((#base, [#(#changes),*]))
    });
    let (factor, ranges_about) = (
        number(factor),
        doc(
            "The class of a number's range, by the upper nibble of `min(number * FACTOR / 65536, 255)`.",
        ),
    );
    let windows_about = doc(
        "For each window of 16 numbers around registered codes its first number, and what turns the class of the \
         range into that of the number, by exclusive or.",
    );
    quote! {
        /// What a number is multiplied by, so that no two ranges share an upper nibble of the
        /// product.
        #[cfg(all(feature = "std", target_arch = "x86_64"))]
        pub(crate) const FACTOR: u16 = #factor;

        #ranges_about
        #[cfg(all(feature = "std", target_arch = "x86_64"))]
        pub(crate) const RANGES: [u8; 16] = [#(#ranges),*];

        #windows_about
        #[cfg(all(feature = "std", target_arch = "x86_64"))]
        pub(crate) const WINDOWS: [(u16, [u8; 16]); #count] = [#(#windows),*];
    }
}

fn nibble_of(number: u16, factor: u16) -> u16 {
    let product = (u32::from(number) * u32::from(factor)) >> 16;
    u16::try_from(product.min(255) >> 4).expect("four bits")
}

/// The smallest multiplier for which each range begins with a new nibble.
fn factor(data: &Dataset) -> Option<u16> {
    let edges: Vec<u16> = data.ranges.iter().skip(1).map(|r| *r.first).collect();
    (1..=u16::MAX).find(|factor| {
        edges.iter().all(|edge| nibble_of(*edge, *factor) > nibble_of(*edge - 1, *factor))
    })
}
