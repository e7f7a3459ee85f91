//! The file of an application's own codes: each `app/<name>.toml`, and in `app/<name>.txt` all that
//! is said about it.
//!
//! A name that begins with `pass` has no error. `UPDATE_EXPECT=1 cargo test -p closecode-format
//! --test it app` rewrites the texts.

use std::fs;
use std::path::Path;

use closecode_format::{App, Jitter, Report, Reserved, check_app, check_protocol};
use expect_test::expect_file;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/app")
}

/// The result for a file, compared with what `app/reserved.txt` says.
fn check(text: String) -> Result<(App, Report), Report> {
    let reserved = Reserved::parse(include_str!("../app/reserved.txt")).unwrap();
    check_app("closecodes.toml", text, &reserved)
}

#[test]
fn each_file_is_reported_as_expected() {
    let mut seen = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let (passes, report) = match check(fs::read_to_string(&path).unwrap()) {
            Ok((_, report)) => (true, report),
            Err(report) => (false, report),
        };
        let text = report.render("", false);
        assert_eq!(passes, name.starts_with("pass"), "{name}:\n{text}");
        expect_file![path.with_extension("txt")].assert_eq(&text);
        seen += 1;
    }
    assert!(seen >= 10, "the files are found");
}

/// What an application does not say about a delay is filled in so that clients spread.
#[test]
fn delays_are_completed() {
    let least = fs::read_to_string(folder().join("pass-least.toml")).unwrap();
    let backoff = |keys: &str| {
        let (head, _) = least.split_once("reconnect = ").unwrap();
        let text = format!("{head}reconnect = \"backoff\"\n{keys}\n");
        let (app, _) = check(text).unwrap_or_else(|report| panic!("{}", report.render("", false)));
        let backoff = app.protocol.codes[0].row.backoff()?;
        let seconds = (backoff.initial.as_secs(), backoff.max.as_secs());
        Some((seconds.0, seconds.1, backoff.factor, backoff.jitter))
    };
    assert_eq!(backoff(""), None);
    // Growth by 2 up to a minute, or as far as the delay itself, and full jitter.
    assert_eq!(backoff("delay = \"5s\""), Some((5, 60, 2, Jitter::Full)));
    assert_eq!(backoff("delay = \"60s\""), Some((60, 60, 1, Jitter::Full)));
    assert_eq!(backoff("delay = \"90s\""), Some((90, 90, 1, Jitter::Full)));
    assert_eq!(backoff("delay = \"5s\"\nmax-delay = \"20s\""), Some((5, 20, 2, Jitter::Full)));
    assert_eq!(backoff("delay = \"5s\"\nfactor = 3"), Some((5, 60, 3, Jitter::Full)));
    assert_eq!(backoff("delay = \"5s\"\nfactor = 1"), Some((5, 5, 1, Jitter::Full)));
    assert_eq!(backoff("delay = \"5s\"\njitter = \"equal\""), Some((5, 60, 2, Jitter::Equal)));
    // Which says itself how far it goes.
    let uniform = "delay = \"5s\"\njitter = \"uniform\"\nmax-delay = \"9s\"";
    assert_eq!(backoff(uniform), Some((5, 9, 1, Jitter::Uniform)));
    // A delay of zero says that nobody waits.
    let at_once = "delay = \"0s\"\njitter = \"none\"";
    assert_eq!(backoff(at_once), Some((0, 0, 1, Jitter::None)));
    assert_eq!(backoff("delay = \"0s\""), Some((0, 0, 1, Jitter::None)));
    assert_eq!(backoff("delays = [\"1s\", \"9s\"]"), Some((1, 9, 1, Jitter::Full)));
}

/// What an application may leave out, a protocol of ours may not.
#[test]
fn a_protocol_of_the_data_has_to_cite() {
    let text = fs::read_to_string(folder().join("pass-least.toml")).unwrap();
    assert!(check(text.clone()).is_ok());
    let report = check_protocol("acme", "acme.toml", text).unwrap_err();
    let rules: Vec<&str> = report.diagnostics().iter().map(|d| d.message.as_str()).collect();
    for key in ["vendor", "status", "sources", "certainty"] {
        assert!(
            rules.iter().any(|message| message.contains(&format!("`{key}` is missing"))),
            "{key}: {rules:?}"
        );
    }
}

/// The keys that only an application has are unknown elsewhere.
#[test]
fn a_protocol_of_the_data_extends_nothing() {
    let text = fs::read_to_string(folder().join("pass-all.toml")).unwrap();
    let report = check_protocol("acme", "acme.toml", text).unwrap_err();
    for key in ["language", "extends", "http-alias", "translations"] {
        assert!(
            report.diagnostics().iter().any(|d| d.message == format!("unknown key `{key}`")),
            "{key}"
        );
    }
}
