//! What is written for an application's file, whole. `UPDATE_EXPECT=1 cargo test -p
//! closecode-codegen` blesses a change. That it compiles and works is tested by
//! `crates/example-chat` and `crates/closecode-cli/tests`.

use std::fs;
use std::path::{Path, PathBuf};

use closecode_codegen::{app_source, own_file};
use expect_test::expect_file;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/app").join(name)
}

fn own() -> closecode_format::App {
    let text = fs::read_to_string(path("closecodes.toml")).expect("the file is there");
    closecode_format::check_app("closecodes.toml", text, &closecode_codegen::reserved())
        .unwrap_or_else(|report| panic!("{}", report.render("", false)))
        .0
}

#[test]
fn the_source_is_the_one_that_was_reviewed() {
    expect_file![path("source.rs")].assert_eq(&app_source(&own(), "closecodes.toml"));
    expect_file![path("file.rs")].assert_eq(&own_file(&own(), "closecodes.toml"));
}

#[test]
fn both_forms_are_the_same_rust() {
    // Neither spaces, nor a comma at the end of a list, nor the kind of quotes change the meaning.
    let plain = |tokens: proc_macro2::TokenStream| {
        let text = tokens.to_string().replace(' ', "").replace("=r\"", "=\"");
        [",}", ",)", ",]"].into_iter().fold(text, |text, end| text.replace(end, &end[1..]))
    };
    let file: syn::File =
        syn::parse_file(&own_file(&own(), "closecodes.toml")).expect("it is Rust");
    let source: syn::File =
        syn::parse_file(&app_source(&own(), "closecodes.toml")).expect("it is Rust");
    let Some(syn::Item::Mod(module)) = source.items.last() else {
        panic!("the source ends with a module")
    };
    let inner = &module.content.as_ref().expect("it has a body").1;
    assert_eq!(inner.len(), file.items.len());
    for (a, b) in inner.iter().zip(&file.items) {
        assert_eq!(plain(quote::quote!(#a)), plain(quote::quote!(#b)));
    }
}
