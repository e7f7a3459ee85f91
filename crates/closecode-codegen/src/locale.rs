//! Writes `locale.rs`: the enum `Locale`, one variant for each language that was asked for.

use closecode_data::{Cldr, Dataset, Locale};
use quote::quote;

use crate::format::{doc, file as print, ident};
use crate::text::module_name;

/// The crate's feature for a language.
pub(crate) fn feature(locale: &Locale) -> String {
    format!("locale-{}", locale.folder)
}

pub(crate) fn file(data: &Dataset) -> String {
    let idents: Vec<_> = data.locales.iter().map(|l| ident(&l.language.ident)).collect();
    let features: Vec<_> = data.locales.iter().map(feature).collect();
    let modules: Vec<_> = data.locales.iter().map(|l| ident(&module_name(l))).collect();
    let tags: Vec<_> = data.locales.iter().map(|l| l.language.tag.as_str()).collect();
    let names: Vec<_> = data.locales.iter().map(|l| l.language.name.as_str()).collect();
    let asked = data.locales.iter().zip(&idents).map(|(locale, ident)| {
        let Cldr { languages, script, other_script_regions, .. } = locale.formats.cldr();
        quote!(Asked {
            locale: Locale::#ident,
            languages: &[#(#languages),*],
            script: #script,
            elsewhere: &[#(#other_script_regions),*]
        })
    });
    let variants =
        data.locales.iter().zip(&idents).zip(&features).map(|((locale, ident), feature)| {
            let (doc, language) = (doc(&format!("{}.", locale.language.name.value)), feature);
            quote!(#doc #[cfg(feature = #language)] #ident)
        });
    let about = doc(
        "A language that the crate has words in. Each variant is a feature; without any there is no value of this type, and \
         nothing is linked.\n\n\
         ```\n\
         # #[cfg(feature = \"locale-en\")] {\n\
         use closecode::Locale;\n\
         assert_eq!(Locale::from_tag(\"en\"), Some(Locale::En));\n\
         # }\n\
         ```",
    );
    let tag_doc = doc(
        "The BCP 47 tag.\n\n```\n# #[cfg(feature = \"locale-id\")] {\nassert_eq!(closecode::Locale::Id.tag(), \"id\");\n# }\n```",
    );
    let name_doc =
        doc("The language's name for itself.\n\n```\n# #[cfg(feature = \"locale-id\")] {\n\
         assert_eq!(closecode::Locale::Id.name(), \"Bahasa Indonesia\");\n# }\n```");
    let all_doc = doc(
        "Every language that was asked for.\n\n```\nfor locale in closecode::Locale::ALL {\n    assert!(!locale.tag().is_empty());\n}\n```",
    );
    let tokens = quote! {
        use crate::Text;
        use crate::locale::Asked;

        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Locale { #(#variants),* }

        impl Locale {
            #all_doc
            pub const ALL: &'static [Self] = &[#(#[cfg(feature = #features)] Self::#idents),*];

            #tag_doc
            #[inline]
            #[must_use]
            pub const fn tag(self) -> &'static str {
                match self { #(#[cfg(feature = #features)] Self::#idents => #tags),* }
            }

            #name_doc
            #[inline]
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { #(#[cfg(feature = #features)] Self::#idents => #names),* }
            }

        }

        /// By which subtags each language is asked for, as CLDR knows them.
        pub(crate) const ASKED: &[Asked] = &[#(#[cfg(feature = #features)] #asked),*];

        /// The words about a number.
        pub(crate) const fn text(code: u16, locale: Locale) -> &'static Text {
            #[allow(unused_variables)]
            let class = super::place(code);
            match locale { #(#[cfg(feature = #features)] Locale::#idents => super::#modules::TEXTS[class]),* }
        }
    };
    print("The languages.", &tokens)
}
