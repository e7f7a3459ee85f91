//! What a build script of an application does to its package: cargo builds a small one, as it would
//! anybody's.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FILE: &str = "format = \"1.0\"\nname = \"Acme\"\nsummary = \"It is so.\"\n\n[[code]]\n\
                    code = 4000\nident = \"Kicked\"\nname = \"Kicked\"\nsender = \"server\"\n\
                    meaning = \"It is so.\"\nreconnect = \"never\"\n";

/// The strictest lints that an application could ask for: generated code is none of its business.
const LIB: &str = "//! Words.\n#![deny(warnings, missing_docs, unreachable_pub, \
                   unused_qualifications, dead_code, unsafe_code)]\n\nmod close_codes {\n    \
                   closecode::include_codes!(\"closecodes\");\n}\n\n/// One of them.\n\
                   pub const KICKED: u16 = close_codes::CloseCode::Kicked.get();\n";

struct Package {
    dir: tempfile::TempDir,
    /// Below the folder for tests, so that the second test need not build the generator again.
    target: PathBuf,
}

impl Package {
    fn new(target: &str, file: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap();
        let manifest = format!(
            "[package]\nname = \"acme\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n\
             [dependencies]\ncloseCODE = {{ path = \"{}\", features = [\"serde\", \
             \"protocol-graphql-transport-ws\"] }}\n\n[build-dependencies]\n\
             closeCODE-codegen = {{ path = \"{}\" }}\n",
            workspace.join("crates/closecode").display(),
            workspace.join("crates/closecode-codegen").display()
        )
        .replace("closeCODE", "closecode");
        fs::create_dir(dir.path().join("src")).unwrap();
        for (name, text) in [
            ("Cargo.toml", manifest.as_str()),
            (
                "build.rs",
                "fn main() -> std::process::ExitCode {\n    \
                 closecode_codegen::build(\"closecodes.toml\")\n}\n",
            ),
            ("src/lib.rs", LIB),
            ("closecodes.toml", file),
        ] {
            fs::write(dir.path().join(name), text).unwrap();
        }
        fs::copy(workspace.join("Cargo.lock"), dir.path().join("Cargo.lock")).unwrap();
        Self { dir, target: Path::new(env!("CARGO_TARGET_TMPDIR")).join(target) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn build(&self) -> Output {
        Command::new(env!("CARGO"))
            .args(["build", "--offline", "--verbose"])
            .current_dir(self.dir.path())
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap()
    }

    /// Builds, and returns what cargo said.
    fn built(&self) -> String {
        let output = self.build();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{text}");
        text
    }

    /// The files of the package, without the lock file, which is cargo's.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(self.dir.path(), &mut files);
        files.remove(&self.path("Cargo.lock"));
        files
    }

    /// What stands in the folders that cargo made for the build scripts of this package.
    fn out(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(self.target.join("debug/build")).unwrap() {
            let out = entry.unwrap().path().join("out");
            if out.join("closecodes.rs").exists() {
                collect(&out, &mut files);
            }
        }
        files.into_iter().collect()
    }
}

fn collect(dir: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
}

/// Whether cargo ran the build script of the package.
fn ran(output: &str) -> bool {
    output.lines().any(|line| {
        line.trim_start().starts_with("Running")
            && line.contains("acme-")
            && line.contains("build-script-build")
    })
}

#[test]
fn it_writes_one_file_into_out_dir_and_runs_when_the_codes_change_only() {
    let _ = fs::remove_dir_all(Path::new(env!("CARGO_TARGET_TMPDIR")).join("one"));
    let package = Package::new("one", FILE);
    let before = package.files();
    assert!(ran(&package.built()));
    assert_eq!(package.files(), before, "nothing is written into the package");
    let out = package.out();
    assert_eq!(out.len(), 1, "{:?}", out.iter().map(|(path, _)| path).collect::<Vec<_>>());
    // A change elsewhere is none of its business.
    fs::write(package.path("src/lib.rs"), format!("{LIB}\n")).unwrap();
    assert!(!ran(&package.built()), "a change of other source does not run it");
    fs::write(package.path("closecodes.toml"), FILE.replace("It is so.", "It is not so.")).unwrap();
    assert!(ran(&package.built()), "a change of the codes does");
    assert_ne!(package.out(), out);
    // The same codes give the same bytes, whatever the folder and the file's comments.
    let other = Package::new("one", &format!("# Ours.\n{FILE}"));
    other.built();
    assert!(
        other.out().iter().any(|(_, bytes)| *bytes == out[0].1),
        "the same codes give the same bytes in another folder"
    );
}

#[test]
fn what_is_wrong_stops_the_build_with_place_rule_and_remedy() {
    let package = Package::new("two", &FILE.replace("4000", "1006"));
    let output = package.build();
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    for part in [
        "error[own-numbers]: 1006 (Abnormal Closure) must not appear in a Close frame",
        "closecodes.toml:6:8",
        "= help: choose a number",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("panicked") && !text.contains("stack backtrace"), "{text}");
    fs::remove_file(package.path("closecodes.toml")).unwrap();
    let text = String::from_utf8(package.build().stderr).unwrap();
    assert!(
        text.contains("error: closecodes.toml cannot be read") && !text.contains("panicked"),
        "{text}"
    );
    // A warning is shown, and the build goes on; so does a protocol to build on.
    fs::write(
        package.path("closecodes.toml"),
        FILE.replace("4000", "3500")
            .replace("[[code]]", "extends = \"graphql-transport-ws\"\n\n[[code]]"),
    )
    .unwrap();
    let text = package.built();
    assert!(
        text.contains("warning: acme@0.1.0: closecodes.toml:8:8: 3000 to 3999 are for libraries"),
        "{text}"
    );
}
