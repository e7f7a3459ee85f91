//! The files of the crate `closecode`.

use std::collections::BTreeMap;

use closecode_data::Dataset;

use crate::layout::Layout;
use crate::{class, code, format, handshake, locale, protocols, tables, text};

/// The generated module, by file name below `src/generated/`.
pub fn generate(data: &Dataset) -> BTreeMap<String, String> {
    let layout = Layout::new(data);
    let mut files = BTreeMap::from([
        ("class.rs".to_owned(), class::file(data, &layout)),
        ("code.rs".to_owned(), code::file(data)),
        ("handshake.rs".to_owned(), handshake::file(data)),
        ("locale.rs".to_owned(), locale::file(data)),
        ("mod.rs".to_owned(), module(data)),
        ("range.rs".to_owned(), code::range_file(data)),
        ("tables.rs".to_owned(), tables::file(data, &layout)),
    ]);
    files.extend(protocols::files(data));
    for locale in &data.locales {
        files
            .insert(format!("{}.rs", text::module_name(locale)), text::file(data, &layout, locale));
    }
    files
}

fn module(data: &Dataset) -> String {
    let texts = data.locales.iter().map(|locale| {
        let (name, feature) = (format::ident(&text::module_name(locale)), locale::feature(locale));
        quote::quote! {
            #[cfg(feature = #feature)]
            mod #name;
        }
    });
    let tokens = quote::quote! {
        mod class;
        mod code;
        mod handshake;
        mod locale;
        pub(crate) mod protocols;
        mod range;
        mod tables;
        #(#texts)*
        pub(crate) use class::*;
        pub use code::CloseCode;
        pub(crate) use handshake::{handshake, handshake_table};
        pub use locale::Locale;
        pub(crate) use locale::{ASKED, text};
        pub use range::CodeRange;
        pub(crate) use tables::*;
    };
    format::file("What `cargo xtask` made from the data.", &tokens)
}
