//! What the compiler makes of an application's codes: in every edition, without a prelude, beside
//! modules with the names of the standard library's, and what it says where something is wrong.
//!
//! The crate is checked once for each set of features, and each small program with `rustc` alone.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use closecode_data::App;

const HEAD: &str = "format = \"1.0\"\nname = \"Acme\"\nsummary = \"It is so.\"\n";

/// Two codes, of which one is retired, and all else that a file may have.
const WHOLE: &str = r#"extends = "graphql-transport-ws"
http-alias = 4300

[[code]]
code = 4001
ident = "Kicked"
name = "Kicked"
sender = "server"
meaning = "It is so."
reconnect = "never"

[[code]]
code = 4002
ident = "Thrown"
name = "Thrown"
sender = "server"
meaning = "It is so."
reconnect = "backoff"
delays = ["1s", "5min"]
retired = "Since version 2, 4001 is sent."

[[range]]
first = 4100
last = 4199
name = "Bugs"
sender = "server"
meaning = "A bug."
reconnect = "backoff"
delay = "5s"

[translations.de.4001]
name = "Hinausgeworfen"

[translations.de.4002]
name = "Hinausgeworfen"

[translations.de.4100-4199]
name = "Fehler"
"#;

/// The same numbers on two connections, and one that no Close frame may have.
const ENDPOINTS: &str = r#"
[[endpoint]]
id = "rooms"
name = "Rooms"
summary = "What is said in a room."

[[endpoint]]
id = "state"
name = "State"
summary = "Who is there."

[[code]]
code = 4001
endpoint = "rooms"
ident = "Kicked"
name = "Kicked"
sender = "server"
meaning = "It is so."
reconnect = "never"

[[code]]
code = 5000
endpoint = "state"
ident = "Asleep"
name = "Asleep"
sender = "client-local"
meaning = "It is so."
reconnect = "backoff"
"#;

/// What is read of a file.
fn app(codes: &str) -> App {
    let reserved = closecode_codegen::reserved();
    let (app, _) =
        closecode_data::check_app("closecodes.toml", format!("{HEAD}{codes}"), &reserved)
            .unwrap_or_else(|report| panic!("{}", report.render("", false)));
    app
}

/// The source for `include_codes!` that is made of a file.
fn source(codes: &str) -> String {
    closecode_codegen::app_source(&app(codes), "closecodes.toml")
}

/// The crate as it is checked with some features: its file, below the folder of its dependencies.
fn checked(features: &str) -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--message-format", "json", "-p", "closecode"])
        .args(["--features", features])
        .arg("--target-dir")
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiler"))
        .current_dir(workspace)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).unwrap();
    let mut built = messages.split('"').filter(|word| word.ends_with(".rmeta"));
    let is_ours = |path: &&str| path.contains("libclosecode-");
    built.rfind(is_ours).expect("cargo names what it made").into()
}

static WITH_FEATURES: LazyLock<PathBuf> =
    LazyLock::new(|| checked("serde,protocol-graphql-transport-ws"));
static WITHOUT: LazyLock<PathBuf> = LazyLock::new(|| checked(""));

/// Compiles a library with the codes in a file that `include_codes!` finds.
fn compile(crate_: &Path, edition: &str, codes: &str, lib: &str) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lib.rs");
    fs::write(&path, lib).unwrap();
    fs::write(dir.path().join("closecodes.rs"), codes).unwrap();
    Command::new(Path::new(env!("CARGO")).with_file_name("rustc"))
        .args(["--edition", edition, "--crate-type", "lib", "--emit", "metadata"])
        .arg(format!("--extern=closecode={}", crate_.display()))
        .arg(format!("-Ldependency={}", crate_.parent().unwrap().display()))
        .arg(format!("--out-dir={}", dir.path().display()))
        .arg(&path)
        .env("OUT_DIR", dir.path())
        .output()
        .unwrap()
}

/// What the compiler says of a library that it refuses.
fn refused(crate_: &Path, codes: &str, lib: &str) -> String {
    let output = compile(crate_, "2024", codes, lib);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "it compiles");
    text
}

fn assert_compiles(crate_: &Path, edition: &str, codes: &str, lib: &str) {
    let output = compile(crate_, edition, codes, lib);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && text.is_empty(), "{edition}:\n{lib}\n{text}");
}

/// What an application does with its codes, in words that each edition knows without a prelude.
const USE: &str = "
mod close_codes {
    ::closecode::include_codes!(\"closecodes\");
}

/// A module whose name is that of a crate.
pub mod core {}

/// Words.
pub fn sent() -> ::closecode::SendableCode {
    ::closecode::SendableCode::from(close_codes::CloseCode::Kicked)
}

/// Words.
pub fn cause() -> ::closecode::Cause {
    ::closecode::Cause::from(close_codes::CloseCode::Kicked)
}

/// Words.
pub fn is_known(code: u16) -> bool {
    close_codes::CloseCode::from_code(code).is_some() && close_codes::http_status(code).is_some()
}
";

const LINTS: &str = "//! Words.\n#![deny(warnings, missing_docs, unreachable_pub, dead_code)]\n";

#[test]
fn codes_compile_in_every_edition() {
    let codes = source(WHOLE);
    for edition in ["2015", "2018", "2021", "2024"] {
        let import = "extern crate closecode;\n";
        assert_compiles(&WITH_FEATURES, edition, &codes, &format!("{LINTS}{import}{USE}"));
        let several = format!(
            "{LINTS}{import}mod codes {{ ::closecode::include_codes!(\"closecodes\"); }}\n"
        );
        assert_compiles(&WITHOUT, edition, &source(ENDPOINTS), &several);
        // The form that is checked in is a module by itself.
        let file = closecode_codegen::app_file(&app(WHOLE), "closecodes.toml");
        let module = format!("{LINTS}{import}mod closecodes;\n");
        assert_compiles(&WITH_FEATURES, edition, &file, &module);
    }
}

#[test]
fn codes_compile_without_a_prelude_and_beside_modules_of_any_name() {
    let codes = source(WHOLE);
    for edition in ["2015", "2018", "2021", "2024"] {
        // In 2015, `std` is a crate at the root, and traits are imported by their paths there.
        let beside = if edition == "2015" { "" } else { "/// Words.\npub mod std {}\n" };
        let lib = format!(
            "{LINTS}#![no_implicit_prelude]\nextern crate closecode;\n{beside}{}",
            USE.replace("::closecode::SendableCode::from(", "::core::convert::From::from(")
                .replace("::closecode::Cause::from(", "::core::convert::From::from(")
                .replace("pub mod core {}", "pub mod alloc {}")
        );
        let lib = if edition == "2015" {
            lib.replace("::core::convert", "::std::convert")
        } else {
            lib.replace("pub mod alloc {}", "pub mod core {}")
        };
        assert_compiles(&WITH_FEATURES, edition, &codes, &lib);
    }
}

const PLAIN: &str = "mod close_codes {\n    closecode::include_codes!(\"closecodes\");\n}\n";

#[test]
fn a_protocol_without_its_feature_is_one_error_that_names_it() {
    let text = refused(&WITHOUT, &source(WHOLE), PLAIN);
    let expected = "error: `extends = \"graphql-transport-ws\"` needs the feature \
                    `protocol-graphql-transport-ws` of closecode: add it to `features` of \
                    closecode in Cargo.toml";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("aborting due to 1 previous error"), "{text}");
}

#[test]
fn a_generator_of_another_version_is_named_with_the_remedy() {
    let version = env!("CARGO_PKG_VERSION").rsplit_once('.').unwrap().0;
    let ours = format!("__generated_by!(\"{version}\")");
    let codes = source(ENDPOINTS);
    assert!(codes.contains(&ours));
    let text = refused(&WITHOUT, &codes.replace(&ours, "__generated_by!(\"0.77\")"), PLAIN);
    let expected = format!(
        "error: this file was written by closecode-codegen 0.77, and the crate closecode is \
         {version}: use the same version of both in Cargo.toml, or, if the file is checked in, \
         write it again with `closecode rust` of this version"
    );
    assert!(text.starts_with(&expected), "{text}");
}

#[test]
fn a_path_that_the_compiler_proposes_is_one_that_it_takes() {
    let lib = |arm: &str| {
        format!(
            "{PLAIN}pub fn words(code: close_codes::CloseCode) -> &'static str {{\n    \
             match code {{\n        close_codes::CloseCode::Kicked => \"\",\n        {arm}\n    \
             }}\n}}\n"
        )
    };
    let codes = source(&WHOLE.replace("retired = ", "rule = "));
    let text = refused(&WITH_FEATURES, &codes, &lib(""));
    let arm = "close_codes::CloseCode::Thrown => todo!()";
    assert!(text.contains(&format!(" {arm}")), "{text}");
    assert_compiles(&WITH_FEATURES, "2024", &codes, &lib(arm));
}

#[test]
fn a_retired_code_is_shown_where_it_is_used_and_nowhere_else() {
    let lib = format!(
        "#![deny(warnings)]\n{PLAIN}pub const OLD: u16 = close_codes::CloseCode::Thrown.get();\n"
    );
    let text = refused(&WITH_FEATURES, &source(WHOLE), &lib);
    let expected = "error: use of deprecated unit variant `close_codes::CloseCode::Thrown`: Since \
                    version 2, 4001 is sent.";
    assert!(text.starts_with(expected), "{text}");
    assert_eq!(text.matches("deprecated unit variant").count(), 1, "{text}");
}

/// A number above 4999 is one that a client's own library reports.
#[test]
fn an_enum_with_a_code_that_is_never_sent_has_to_be_asked() {
    let sent = |how: &str| {
        format!(
            "{PLAIN}use closecode::SendableCode;\nuse close_codes::state::CloseCode;\n\
             pub fn sent() -> Option<SendableCode> {{\n    {how}\n}}\n"
        )
    };
    let codes = source(ENDPOINTS);
    let asked = sent("SendableCode::try_from(CloseCode::Asleep).ok()");
    assert_compiles(&WITHOUT, "2024", &codes, &asked);
    let text = refused(&WITHOUT, &codes, &sent("Some(SendableCode::from(CloseCode::Asleep))"));
    assert!(text.contains("error[E0277]"), "{text}");
}
