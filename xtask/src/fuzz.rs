//! `cargo xtask fuzz`: inputs for what reads other people's bytes, which libFuzzer makes from some
//! that are known, guided by the code that they reach.
//!
//! The targets are a package of their own, `xtask/fuzz`; each holds more than that nothing panics.
//! What was found stays below `target/fuzz/`: inputs that reach something new in `corpus`, those
//! that break a promise in `artifacts`.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum as _;
use closecode_output::ui;
use closecode_output::write::{self, Mode, OutputDir};

use crate::cli::Fuzz;
use crate::process;
use crate::project::Project;
use crate::tools;

/// The package, in a workspace of its own.
pub(crate) const MANIFEST: &str = "xtask/fuzz/Cargo.toml";

/// The longest input, in bytes.
const LONGEST: usize = 4096;

/// Runs the targets, or all, each for some seconds. Whether none has found anything.
pub(crate) fn run(project: &Project, targets: &[Fuzz], seconds: u64) -> Result<bool> {
    if let Err(why) = tools::nightly(&[], "for libFuzzer") {
        bail!("nothing was run: {why}");
    }
    let program = tools::cargo_fuzz(project)?.display().to_string();
    let targets = if targets.is_empty() { Fuzz::value_variants() } else { targets };
    let mut is_sound = true;
    for target in targets {
        let name = name(*target);
        let folder = |kind: &str| format!("target/fuzz/{kind}/{name}");
        let seeds = seeds(project, *target)?;
        ui::status(
            "Fuzzing",
            format!("{name} for {seconds} s, from {}", ui::count(seeds.len(), "seed")),
        );
        let dir = project.root.join(folder("seeds"));
        let shown = folder("seeds");
        let tree = OutputDir { dir, shown, files: seeds, keep_others: false, sync: false };
        write::apply(&[tree], Mode::Write)?;
        for kind in ["corpus", "artifacts"] {
            let folder = project.root.join(folder(kind));
            fs::create_dir_all(&folder)
                .with_context(|| format!("cannot create {}", folder.display()))?;
        }
        let limits = [
            format!("-max_total_time={seconds}"),
            format!("-max_len={LONGEST}"),
            format!("-artifact_prefix={}/", folder("artifacts")),
        ];
        let corpus = folder("corpus");
        let seeds = folder("seeds");
        // Safe code needs no sanitizer; with debug assertions, an overflow is a panic.
        let arguments = [
            &["run", "nightly", &program, "fuzz", "run", "--fuzz-dir", "xtask/fuzz"][..],
            &["--target-dir", "target/fuzz", "--sanitizer", "none", name, &corpus, &seeds, "--"],
            &["-timeout=20", "-print_final_stats=1", &limits[0], &limits[1], &limits[2]],
        ];
        if !process::program(project, "rustup", &arguments.concat(), &[("CARGO", "cargo")])? {
            ui::bad("Found", format!("something; what did it is in {}", folder("artifacts")));
            is_sound = false;
        }
    }
    Ok(is_sound)
}

/// The name of a target, on the command line and in `xtask/fuzz/Cargo.toml`.
fn name(target: Fuzz) -> &'static str {
    match target {
        Fuzz::Frames => "frames",
        Fuzz::Lab => "lab",
        Fuzz::Messages => "messages",
        Fuzz::Reader => "reader",
        Fuzz::Words => "words",
    }
}

/// What to begin with, as files.
fn seeds(project: &Project, target: Fuzz) -> Result<BTreeMap<String, Vec<u8>>> {
    let seeds: Vec<Vec<u8>> = match target {
        Fuzz::Frames => bodies(),
        Fuzz::Lab => bodies().iter().flat_map(|body| frames(body)).collect(),
        Fuzz::Messages => {
            let text = read(project, "crates/closecode/tests/messages/threads.tsv")?;
            let messages = text.lines().skip(1).filter_map(|line| line.split('\t').next());
            messages.map(|message| message.as_bytes().to_vec()).collect()
        }
        Fuzz::Reader => files(project, &["crates/closecode-format/tests/app", "data/protocols"])?
            .into_iter()
            .map(String::into_bytes)
            // Long files cost more time than they show.
            .filter(|text| text.len() < 1600)
            .collect(),
        Fuzz::Words => {
            let files = files(project, &["data/codes"])?;
            let lines = files.iter().flat_map(|text| text.lines());
            let values = lines.filter_map(|line| match line.split_once(" = ")? {
                ("name" | "ident", value) => Some(value.trim_matches('"')),
                _ => None,
            });
            values.chain(WORDS.iter().copied()).map(|word| word.as_bytes().to_vec()).collect()
        }
    };
    Ok(seeds.into_iter().enumerate().map(|(n, seed)| (format!("{n:04}"), seed)).collect())
}

/// One word at least for each type that is read.
const WORDS: &[&str] = &[
    "close-1006",
    "http-503",
    "dns",
    "local-ping-timeout",
    "1006 (abnormal closure)",
    "4014 Disallowed intent(s)",
    "kCloseEventCodeAbnormalClosure",
    "pt-PT",
    "zh_CN.UTF-8",
    "reconnect",
    "warning",
    "full",
    "1 0 0 0 0 0 0 0 0:0 0:0 0:0 0:0 .",
];

/// Bodies of Close frames, legal and not.
fn bodies() -> Vec<Vec<u8>> {
    let long = |length| [&b"\x03\xe8"[..], &vec![b'x'; length]].concat();
    let mut bodies: Vec<Vec<u8>> = [
        &b""[..],
        b"\x03",
        b"\x03\xe8",
        b"\x03\xe8bye",
        b"\x03\xee",
        b"\x0f\xa0idle \xc3\xa9\xf0\x9f\x98\x80",
        b"\x03\xe8\xff",
    ]
    .map(<[u8]>::to_vec)
    .into();
    bodies.extend([long(123), long(124), long(300)]);
    bodies
}

/// The bit of a frame that has a mask.
const MASKED: u8 = 0x80;
/// In the place of a length, that it follows in two bytes.
const LONG: u8 = 126;

/// A frame around a body: as a server sends it, and as a client does.
fn frames(body: &[u8]) -> [Vec<u8>; 2] {
    let length = u16::try_from(body.len()).expect("the bodies are short");
    let frame = |mask: u8, key: &[u8]| {
        let mut frame = vec![0x88];
        if let Some(short) = u8::try_from(length).ok().filter(|length| *length < LONG) {
            frame.push(mask | short);
        } else {
            frame.push(mask | LONG);
            frame.extend(length.to_be_bytes());
        }
        frame.extend(key);
        frame.extend(body);
        frame
    };
    [frame(0, &[]), frame(MASKED, &[1, 2, 3, 4])]
}

/// The TOML files of some folders, by their paths.
fn files(project: &Project, folders: &[&str]) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for folder in folders {
        let list = fs::read_dir(project.root.join(folder));
        for entry in list.with_context(|| format!("cannot list {folder}"))? {
            paths.push(entry?.path());
        }
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let text = |path| fs::read_to_string(path).with_context(|| "cannot read a seed".to_owned());
    paths.iter().map(text).collect()
}

fn read(project: &Project, path: &str) -> Result<String> {
    fs::read_to_string(project.root.join(path)).with_context(|| format!("cannot read {path}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks;

    #[test]
    fn each_target_has_a_program_and_seeds() {
        let project = Project::find(None).unwrap();
        let manifest = checks::read(MANIFEST);
        for target in Fuzz::value_variants() {
            let name = name(*target);
            assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
            assert!(manifest.contains(&format!("path = \"targets/{name}.rs\"")), "{name}");
            assert!(checks::root().join(format!("xtask/fuzz/targets/{name}.rs")).is_file());
            let seeds = seeds(&project, *target).unwrap();
            assert!(seeds.len() >= 10, "{name}: {}", seeds.len());
            assert!(seeds.values().all(|seed| seed.len() <= LONGEST), "{name}");
            assert!(checks::read("docs/fuzzing.md").contains(&format!("| `{name}` |")), "{name}");
        }
    }

    #[test]
    fn a_frame_has_the_length_of_its_body() {
        let body = vec![b'x'; 300];
        let [server, client] = frames(&body);
        assert_eq!(server[..4], [0x88, 126, 1, 44]);
        assert_eq!((server.len(), client.len()), (304, 308));
        assert_eq!(frames(b"ab")[1], [0x88, 0x82, 1, 2, 3, 4, b'a', b'b']);
    }
}
