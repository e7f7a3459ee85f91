//! Writes `text_<tag>.rs`: the words of one language.

use closecode_data::{CodeTexts, Dataset, Locale, WithFallback};
use proc_macro2::TokenStream;
use quote::quote;

use crate::format::{doc, file as print, ident, number};
use crate::layout::{Class, Layout};

/// The module of a language: `text_pt_br`.
pub(crate) fn module_name(locale: &Locale) -> String {
    format!("text_{}", locale.folder.to_ascii_lowercase().replace('-', "_"))
}

pub(crate) fn file(data: &Dataset, layout: &Layout<'_>, locale: &Locale) -> String {
    let localizer = data.localizer(locale);
    let codes = data.codes.iter().map(|c| {
        text(&format!("{}", c.code), &Class::Code(c).constant(), &localizer.code_texts(*c.code))
    });
    let ranges = data.ranges.iter().map(|r| {
        text(
            &format!("{} to {}", r.first, r.last),
            &Class::Range(r).constant(),
            &localizer.range_texts(&r.id),
        )
    });
    let items: Vec<_> = codes.chain(ranges).collect();
    let size = number(layout.classes.len());
    let classes = layout.classes.iter().map(|class| ident(&class.constant()));
    let tokens = quote! {
        use crate::Text;

        /// The words of each class.
        pub(crate) static TEXTS: [&Text; #size] = [#(&#classes),*];

        #(#items)*
    };
    print(&format!("The words in {}.", *locale.language.english_name), &tokens)
}

fn text(about: &str, name: &str, words: &WithFallback<'_, CodeTexts>) -> TokenStream {
    let (about, name) = (doc(&format!("About {about}.")), ident(name));
    let (title, summary, description) =
        (words.title().text, words.summary().text, words.description().text);
    let (when_seen, how_to_fix, user_message) =
        (words.when_seen().text, words.how_to_fix().text, words.user_message().text);
    quote! {
        #about
        static #name: Text = Text {
            title: #title,
            summary: #summary,
            description: #description,
            when_seen: #when_seen,
            how_to_fix: #how_to_fix,
            user_message: #user_message,
        };
    }
}
