//! `cargo xtask test vectors`: four libraries run the test vectors, with the runners of
//! `dist/vectors/` as they are.
//!
//! What is known to differ is what `data/implementations/` says of the library: a difference that
//! is not there fails, and so does one that is there and is no more.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use closecode_data::{Dataset, Implementation};
use closecode_json::vectors::{Seen, VectorsDocument, vectors};
use closecode_output::ui;
use closecode_output::write;

use super::samples::{GO_PATH, link};
use crate::project::Project;
use crate::{process, tools};

/// The folder of what is run, and the vectors.
const FOLDER: &str = "target/vectors";
const VECTORS: &str = "crates/closecode-json/dist/closecode-vectors.json";

/// The manifest of the Rust test. A workspace of its own, because a path below `target` is no
/// member here.
const RUST_MANIFEST: &str = r#"[workspace]

[package]
name = "vectors"
edition = "2024"

[dev-dependencies]
data-encoding = "2"
serde_json = "1"
sha1 = { version = "0.11", default-features = false }
tungstenite = { version = "0.30", default-features = false, features = ["handshake"] }

[profile.dev]
debug = false
incremental = false
"#;

/// A library that runs the vectors. The versions are pinned where they are installed from.
struct Library {
    /// Its file in `data/implementations/`, if it has one.
    id: &'static str,
    /// Whether its adapter tells if a close was clean.
    tells_clean: bool,
    /// Where its files go, with what they are copied from.
    files: &'static [(&'static str, &'static str)],
    /// Where the known differences go.
    known: &'static str,
    /// Runs it.
    run: fn(&Project) -> Result<bool>,
}

const LIBRARIES: &[Library] = &[
    Library {
        id: "ws",
        tells_clean: true,
        files: &[
            ("javascript/closecode-vectors.mjs", "dist/vectors/javascript/closecode-vectors.mjs"),
            ("javascript/ws-adapter.mjs", "dist/vectors/javascript/ws-adapter.mjs"),
        ],
        known: "javascript/known-differences.txt",
        run: ws,
    },
    Library {
        id: "websockets",
        tells_clean: false,
        files: &[
            ("python/closecode_vectors.py", "dist/vectors/python/closecode_vectors.py"),
            ("python/websockets_adapter.py", "dist/vectors/python/websockets_adapter.py"),
        ],
        known: "python/known-differences.txt",
        run: websockets,
    },
    Library {
        id: "gorilla-websocket",
        tells_clean: false,
        files: &[
            ("go/closecode_vectors_test.go", "dist/vectors/go/closecode_vectors_test.go"),
            ("go/gorilla_adapter_test.go", "dist/vectors/go/gorilla_adapter_test.go"),
            ("go/testdata/closecode-vectors.json", VECTORS),
        ],
        known: "go/testdata/known-differences.txt",
        run: gorilla,
    },
    Library {
        id: "tungstenite",
        tells_clean: false,
        files: &[
            ("rust/tests/closecode_vectors/main.rs", "dist/vectors/rust/main.rs"),
            ("rust/tests/closecode_vectors/adapter.rs", "dist/vectors/rust/adapter.rs"),
            ("rust/tests/closecode-vectors.json", VECTORS),
            ("rust/Cargo.lock", "Cargo.lock"),
        ],
        known: "rust/tests/known-differences.txt",
        run: tungstenite,
    },
];

/// Writes the files of each library below `target/vectors`, and runs them.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let data = project.load()?;
    let document = vectors(&data);
    let folder = project.root.join(FOLDER);
    put(&folder.join("rust/Cargo.toml"), RUST_MANIFEST)?;
    put(&folder.join("rust/src/lib.rs"), "//! Nothing: the test is all there is.\n")?;
    let mut is_right = true;
    for library in LIBRARIES {
        for (to, from) in library.files {
            let text = fs::read_to_string(project.root.join(from))
                .with_context(|| format!("cannot read {from}"))?;
            put(&folder.join(to), &text)?;
        }
        let known = differences(&data, &document, library);
        put(&folder.join(library.known), &known.concat())?;
        let passed = (library.run)(project)?;
        let count = document.frames.len();
        let what = format!("{}: {count} vectors, {} differ, as known", library.id, known.len());
        if passed {
            ui::status("Ran", what);
        } else {
            ui::bad("Differs", format!("{}: see above, and data/implementations/", library.id));
        }
        is_right &= passed;
    }
    Ok(is_right)
}

/// The lines with which the runner tells of what the data knows to differ.
fn differences(data: &Dataset, document: &VectorsDocument, library: &Library) -> Vec<String> {
    let Some(implementation) = data.implementations.iter().find(|i| i.id == library.id) else {
        return Vec::new();
    };
    let lines = document.frames.iter().filter_map(|vector| {
        let mut seen = seen(implementation, vector.role, &vector.way)?;
        seen.clean = seen.clean.filter(|_| library.tells_clean);
        vector.difference(&seen).map(|line| line + "\n")
    });
    lines.collect()
}

/// What the data says of a library in a role and a way: as measured, or else as read.
fn seen(implementation: &Implementation, role: &str, way: &str) -> Option<Seen> {
    let measured = implementation.measured.iter().filter(|m| m.role.as_str() == role);
    let rows = measured.flat_map(|measured| &measured.ways).chain(&implementation.ways);
    rows.filter(|row| row.id.value == way).find_map(Seen::of)
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path)).context("cannot make a folder")?;
    // What has not changed is not compiled again.
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    write::replace(path, text)
}

fn ws(project: &Project) -> Result<bool> {
    tools::node(project)?;
    let site = project.root.join("crates/closecode-site/browser");
    tools::npm_packages(project, &site)?;
    let folder = project.root.join(FOLDER).join("javascript");
    link(&site.join("node_modules"), &folder.join("node_modules"))?;
    let at = |name: &str| format!("{FOLDER}/javascript/{name}");
    let arguments = [
        &at("closecode-vectors.mjs"),
        VECTORS,
        &at("ws-adapter.mjs"),
        &at("known-differences.txt"),
    ];
    process::program(project, "node", &arguments, &[])
}

fn websockets(project: &Project) -> Result<bool> {
    let requirements = project.root.join("crates/closecode-site/browser/python.txt");
    let packages = project.root.join("target/samples/python-packages");
    tools::python_packages(project, "websockets", &requirements, &packages)?;
    let at = |name: &str| format!("{FOLDER}/python/{name}");
    let arguments = [
        &at("closecode_vectors.py"),
        VECTORS,
        &at("websockets_adapter.py"),
        &at("known-differences.txt"),
    ];
    let packages = packages.display().to_string();
    process::program(project, "python3", &arguments, &[("PYTHONPATH", &packages)])
}

fn gorilla(project: &Project) -> Result<bool> {
    tools::go(project)?;
    // That of the samples, which have compiled the library and what it uses.
    let cache = project.root.join("target/samples/go-cache").display().to_string();
    let variables = [
        ("GO111MODULE", "off"),
        ("GOPATH", GO_PATH),
        ("GOCACHE", &cache),
        ("GOFLAGS", ""),
        ("CGO_ENABLED", "0"),
    ];
    process::program(project, "go", &["test", "-count=1", "./target/vectors/go"], &variables)
}

fn tungstenite(project: &Project) -> Result<bool> {
    let manifest = format!("{FOLDER}/rust/Cargo.toml");
    let target = project.root.join(FOLDER).join("rust-target").display().to_string();
    let arguments = ["test", "--quiet", "--offline", "--manifest-path", &manifest];
    let variables = [("CARGO_TARGET_DIR", target.as_str()), ("RUSTFLAGS", "")];
    process::program(project, process::cargo_program(), &arguments, &variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What somebody copies can be read in a minute.
    #[test]
    fn a_runner_and_an_adapter_are_short() {
        let runners = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist/vectors");
        for (path, most) in [
            ("javascript/closecode-vectors.mjs", 50),
            ("javascript/ws-adapter.mjs", 20),
            ("python/closecode_vectors.py", 50),
            ("python/websockets_adapter.py", 20),
            ("go/closecode_vectors_test.go", 57),
            ("go/gorilla_adapter_test.go", 20),
            ("rust/main.rs", 50),
            ("rust/adapter.rs", 20),
        ] {
            let text = fs::read_to_string(runners.join(path)).unwrap();
            let lines = code(&text);
            assert!(lines <= most, "{path} has {lines} lines of code");
            assert!(lines > 10, "{path}: nothing was counted");
        }
    }

    /// Lines other than blank ones, comments, imports and closing brackets.
    fn code(text: &str) -> usize {
        let mut is_imports = false;
        let mut is_doc = false;
        let is_code = |line: &&str| {
            let line = line.trim();
            if line.starts_with("\"\"\"") && (is_doc || line.matches("\"\"\"").count() == 1) {
                is_doc = !is_doc;
                return false;
            }
            is_imports |= line == "import (";
            let was_imports = is_imports;
            is_imports &= line != ")";
            let is_none = ["//", "#", "import ", "from ", "use ", "mod ", "\"\"\""]
                .iter()
                .any(|start| line.starts_with(start));
            let closes = line.chars().all(|c| ")]},;".contains(c));
            !(is_none || closes || was_imports || is_doc)
        };
        text.lines().filter(is_code).count()
    }
}
