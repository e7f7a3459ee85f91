//! What is written for an application's file, whole. `UPDATE_EXPECT=1 cargo test -p
//! closecode-codegen` blesses a change. That it compiles and works is tested by
//! `crates/example-chat` and `crates/closecode-cli/tests`.

use std::fs;

use closecode_codegen::{app_file, app_source};
use closecode_format::Jitter;
use expect_test::expect_file;

use crate::path;

fn app(file: &str) -> closecode_format::App {
    let text = fs::read_to_string(path("tests/it/app").join(file)).expect("the file is there");
    closecode_format::check_app(file, text, &closecode_codegen::reserved())
        .unwrap_or_else(|report| panic!("{}", report.render("", false)))
        .0
}

#[test]
fn the_source_is_the_one_that_was_reviewed() {
    let app = app("closecodes.toml");
    expect_file![path("tests/it/app/source.rs")].assert_eq(&app_source(&app, "closecodes.toml"));
    expect_file![path("tests/it/app/file.rs")].assert_eq(&app_file(&app, "closecodes.toml"));
}

#[test]
fn a_delay_spreads_clients_unless_the_file_says_otherwise() {
    let backoff = |keys: &str| {
        let text = format!(
            "format = \"1.0\"\nname = \"Acme\"\nsummary = \"An app to its server.\"\n\n[[code]]\n\
             code = 4001\nident = \"Gone\"\nname = \"Gone\"\nsender = \"server\"\n\
             meaning = \"It is gone.\"\nreconnect = \"backoff\"\n{keys}\n"
        );
        let app = closecode_format::check_app("a.toml", text, &closecode_codegen::reserved())
            .unwrap_or_else(|report| panic!("{keys}: {}", report.render("", false)))
            .0;
        let backoff = app.protocol.codes[0].row.backoff().expect("it has a delay");
        let milliseconds = (backoff.initial.as_millis(), backoff.max.as_millis());
        (milliseconds, backoff.factor, backoff.jitter)
    };
    assert_eq!(backoff("delay = \"200ms\""), ((200, 60_000), 2, Jitter::Full));
    assert_eq!(backoff("delay = \"5s\"\nmax-delay = \"20s\""), ((5000, 20_000), 2, Jitter::Full));
    assert_eq!(backoff("delay = \"5s\"\nmax-delay = \"5s\""), ((5000, 5000), 1, Jitter::Full));
    assert_eq!(backoff("delay = \"10min\""), ((600_000, 600_000), 1, Jitter::Full));
    assert_eq!(backoff("delay = \"1s\"\nfactor = 1"), ((1000, 1000), 1, Jitter::Full));
    assert_eq!(backoff("delay = \"5s\"\njitter = \"none\""), ((5000, 60_000), 2, Jitter::None));
    let uniform = "delay = \"5s\"\nmax-delay = \"9s\"\njitter = \"uniform\"";
    assert_eq!(backoff(uniform), ((5000, 9000), 1, Jitter::Uniform));
    assert_eq!(backoff("delays = [\"2s\", \"5min\"]"), ((2000, 300_000), 1, Jitter::Full));
    // At once, because the file says so.
    assert_eq!(backoff("delay = \"0s\""), ((0, 0), 1, Jitter::None));
}

#[test]
fn both_forms_have_the_same_items() {
    let app = app("closecodes.toml");
    let source = app_source(&app, "closecodes.toml");
    let items = &source[source.find("\n::closecode").expect("it begins with a call")..];
    assert!(items.lines().count() > 50 && app_file(&app, "closecodes.toml").ends_with(items));
}

/// The crate's macro knows the number too, which `crates/closecode` tests.
#[test]
fn the_file_says_which_version_wrote_it() {
    let source = app_source(&app("closecodes.toml"), "closecodes.toml");
    let version = env!("CARGO_PKG_VERSION");
    let line = source.lines().find_map(|line| line.strip_prefix("::closecode::__generated_by!(\""));
    let said = line.and_then(|line| line.strip_suffix("\");")).expect("it says so");
    assert!(version.starts_with(&format!("{said}.")), "{said} of {version}");
    assert!(!version.starts_with("0.") || said.starts_with("0."), "{said} says what breaks");
}
