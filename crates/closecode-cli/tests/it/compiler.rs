//! What the compiler makes of an application's codes: in every edition, without a prelude, beside
//! modules with the names of the standard library's, and what it says where something is wrong.
//!
//! The crate is checked once for each set of features, and each small program with `rustc` alone.

use std::collections::BTreeMap;
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

/// What the rules accept in a text, and Markdown, HTML or Rust would take for something else.
const MARKS: &str =
    "[a] *b* _c_ ~~d~~ &copy; \\ ![e] [Option] # f | g --> ]]> $(h) %s \" /* */ {i}";

/// A file with every text and address that it may have; `MARKS` and `URL` stand for what differs.
const EVERY_TEXT: &str = r#"
format = "1.0"
name = "Acme MARKS"
vendor = "Acme MARKS"
summary = "It is MARKS so."
documentation = "https://a.exampleURL"
subprotocol = "acme MARKS"
caveats = ["It is MARKS so."]

[[source]]
id = "wiki"
title = "Our MARKS wiki"
kind = "specification"
url = "https://b.exampleURL"
read = "2026-11-30"

[[source]]
id = "code"
title = "Our MARKS code"
kind = "source-code"
repository = "acme/server"
revision = "0123abc"
path = "MARKS"
read = "2026-11-30"

[[endpoint]]
id = "rooms"
name = "Rooms MARKS"
summary = "It is MARKS so."

[[code]]
code = 4001
endpoint = "rooms"
ident = "Kicked"
name = "Kicked MARKS"
sender = "server"
meaning = "It is MARKS so."
reconnect = "never"
rule = "It is MARKS so."
disputed = "It is MARKS so."
sources = ["wiki#MARKS", "code"]
certainty = "verified"

[[code]]
code = 4002
endpoint = "rooms"
ident = "Thrown"
name = "Thrown MARKS"
sender = "server"
meaning = "It is MARKS so."
reconnect = "never"
retired = "It is MARKS so."
sources = ["wiki"]
certainty = "corroborated"

[[range]]
first = 4100
last = 4199
endpoint = "rooms"
name = "Bugs MARKS"
sender = "server"
meaning = "It is MARKS so."
reconnect = "never"
rule = "It is MARKS so."
sources = ["wiki"]
certainty = "verified"

[translations.de.about]
summary = "Es ist MARKS so."

[translations.de.endpoints.rooms]
name = "Räume MARKS"
summary = "Es ist MARKS so."

[translations.de."rooms/4001"]
name = "Hinaus MARKS"
meaning = "Es ist MARKS so."
rule = "Es ist MARKS so."

[translations.de."rooms/4002"]
name = "Hinaus MARKS"

[translations.de."rooms/4100-4199"]
name = "Fehler MARKS"
"#;

/// `EVERY_TEXT` with marks, and with words instead.
pub(crate) fn every_text() -> [String; 2] {
    let marks = MARKS.replace('\\', "\\\\").replace('"', "\\\"");
    [(marks.as_str(), "/(a)*b*_c_&copy;'~[d]!e)#(f"), ("words", "/words")]
        .map(|(marks, url)| EVERY_TEXT.replace("MARKS", marks).replace("URL", url))
}

/// The elements of a page by name, in order, and where its links lead that leave it.
pub(crate) fn elements(html: &str) -> (Vec<&str>, Vec<&str>) {
    let name = |tag: &'_ str| tag.find(['>', ' ', '\n']).map_or(tag.len(), |end| end);
    let elements = html.split('<').skip(1).map(|tag| &tag[..name(tag)]).collect();
    let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    (elements, links.filter(|link| link.contains("://")).collect())
}

#[test]
fn whatever_the_rules_accept_compiles_and_is_documented_as_text() {
    let pages = every_text().map(|text| {
        let reserved = closecode_codegen::reserved();
        let (app, _) = closecode_data::check_app("closecodes.toml", text, &reserved)
            .unwrap_or_else(|report| panic!("{}", report.render("", false)));
        let codes = closecode_codegen::app_source(&app, "a --> b.toml");
        let lib =
            "#![deny(warnings)]\npub mod codes { closecode::include_codes!(\"closecodes\"); }\n";
        assert_compiles(&WITHOUT, "2024", &codes, lib);
        let file = closecode_codegen::app_file(&app, "a --> b.toml");
        assert_compiles(&WITHOUT, "2024", &file, "mod closecodes;\n");
        documentation(&codes, lib)
    });
    let mut links = 0;
    for (path, marked) in &pages[0] {
        let plain = &pages[1][path];
        assert_eq!(elements(marked).0, elements(plain).0, "{path}:\n{marked}");
        // What stands for words in an address is encoded, and is all that differs.
        for (marked, plain) in elements(marked).1.iter().zip(elements(plain).1) {
            let start = plain.trim_end_matches("words");
            assert!(marked.starts_with(start), "{path}: {marked} instead of {plain}");
            let is_whole = marked.ends_with("%28f") || !marked.contains("b.example");
            assert!(is_whole, "{path}: {marked}");
            links += usize::from(marked.contains("b.example"));
        }
    }
    assert_eq!(pages[0].len(), pages[1].len());
    assert!(links >= 2, "the sources are linked");
}

/// The pages that rustdoc makes of a library, by their paths.
fn documentation(codes: &str, lib: &str) -> BTreeMap<String, String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lib.rs");
    fs::write(&path, lib).unwrap();
    fs::write(dir.path().join("closecodes.rs"), codes).unwrap();
    let output = Command::new(Path::new(env!("CARGO")).with_file_name("rustdoc"))
        .args(["--edition", "2024", "--crate-name", "acme"])
        .arg(format!("--extern=closecode={}", WITHOUT.display()))
        .arg(format!("-Ldependency={}", WITHOUT.parent().unwrap().display()))
        .arg("--out-dir")
        .arg(dir.path().join("doc"))
        .arg(&path)
        .env("OUT_DIR", dir.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let root = dir.path().join("doc/acme/codes/rooms");
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    fs::read_dir(root).unwrap().map(read).filter(|(name, _)| name.ends_with(".html")).collect()
}
