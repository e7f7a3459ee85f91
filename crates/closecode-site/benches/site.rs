//! Measures how long a whole site takes, how that grows with the data, and how long Hugo takes for
//! as many pages of the same size. Run by `cargo xtask bench site`, which writes the report.
//!
//! `site report` prints the report; `site once <folder>` is what it times: one process that reads
//! the data, checks it, renders every page and writes it. Hugo, too, is timed as a process, from
//! reading its content to the last written page.

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program: it prints.
#![allow(clippy::cast_precision_loss)] // Sizes far below 2^52.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use closecode_data::{Dataset, Files};
use closecode_site::Repository;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
const ROUNDS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["once", out] => once(Path::new(out)),
        ["report"] => report(),
        _ => {
            eprintln!("usage: site report | site once <folder>");
            std::process::exit(2);
        }
    }
}

fn once(out: &Path) {
    let data = dataset(files());
    for (path, text) in site(&data) {
        write(&out.join(path), text.as_bytes());
    }
    println!("{}", peak_memory().unwrap_or_default());
}

fn report() {
    println!("## How it grows\n");
    println!(
        "Rendering alone, in memory, both cores; {ROUNDS} runs, median. The larger datasets repeat \
         the registered codes under free numbers.\n"
    );
    println!("| codes | pages | MB | ms | µs a page |\n|---|---|---|---|---|");
    for factor in [1, 2, 5, 10] {
        growth(factor);
    }
    let hugo = beside_hugo();
    println!("\n## Beside Hugo\n\n{hugo}");
}

fn growth(factor: u16) {
    let data = dataset(enlarged(factor));
    let mut pages = 0;
    let mut bytes = 0;
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        let site = site(&data);
        let time = start.elapsed();
        (pages, bytes) = (site.len(), site.values().map(String::len).sum());
        time
    });
    let time = median(times.collect());
    assert!(pages > data.codes.len() * data.codes.len() / 2, "every pair has a page");
    let megabytes = bytes as f64 / 1e6;
    let each = time.as_secs_f64() * 1e6 / pages as f64;
    println!(
        "| {} | {pages} | {megabytes:.1} | {:.0} | {each:.1} |",
        data.codes.len(),
        time.as_secs_f64() * 1e3
    );
}

/// Both as processes in turn, on the same disk, into folders that are emptied before.
fn beside_hugo() -> String {
    let folder = std::env::temp_dir().join(format!("closecode-bench-{}", std::process::id()));
    let ours = folder.join("ours");
    let project = folder.join("hugo");
    let pages = hugo_project(&project);
    let mut times = (Vec::new(), Vec::new());
    let mut memory = 0;
    for _ in 0..ROUNDS {
        empty(&ours);
        let start = Instant::now();
        let exe = std::env::current_exe().expect("a running program has a path");
        let output =
            Command::new(exe).arg("once").arg(&ours).output().expect("it can be started again");
        times.0.push(start.elapsed());
        assert!(output.status.success());
        memory = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0).max(memory);
        empty(&project.join("public"));
        let start = Instant::now();
        let status =
            Command::new("hugo").arg("--quiet").current_dir(&project).stdin(Stdio::null()).status();
        times.1.push(start.elapsed());
        assert!(status.expect("hugo is installed (Debian: apt-get install hugo)").success());
    }
    let count = |folder: &Path| html_files(folder).len();
    assert!(count(&project.join("public")) >= pages, "Hugo wrote every page");
    let size = |folder: &Path| {
        html_files(folder).iter().map(|f| fs::metadata(f).map_or(0, |m| m.len())).sum::<u64>()
            / 1000
    };
    let a = median(times.0);
    let b = median(times.1);
    let text = format!(
        "Both as processes, in turn, {ROUNDS} rounds, medians: read the data, render, write to the \
         same disk. Hugo ({}) gets the \
         same pages as finished content, and one layout.\n\n\
         | | pages | MB of HTML | ms | |\n|---|---|---|---|---|\n\
         | closecode | {} | {:.1} | {:.0} | 1.0 x |\n| Hugo | {} | {:.1} | {:.0} | {:.1} x |\n\n\
         Most memory that the closecode process held: {} MB.",
        hugo_version(),
        count(&ours),
        size(&ours) as f64 / 1e3,
        a.as_secs_f64() * 1e3,
        count(&project.join("public")),
        size(&project.join("public")) as f64 / 1e3,
        b.as_secs_f64() * 1e3,
        b.as_secs_f64() / a.as_secs_f64(),
        memory / 1000,
    );
    empty(&folder);
    text
}

/// A Hugo project with the same pages: what stands in `<main>` is content, the rest is its layout.
fn hugo_project(project: &Path) -> usize {
    let site = site(&dataset(files()));
    let mut pages = 0;
    let mut layout = String::new();
    for (path, text) in site.iter().filter(|(path, _)| path.ends_with("/index.html")) {
        let Some((head, rest)) = text.split_once("<main") else { continue };
        let (attributes, rest) = rest.split_once('>').expect("what opens closes");
        let (main, tail) = rest.split_once("</main>").expect("what opens closes");
        layout = format!("{head}<main{attributes}>{{{{ .Content }}}}</main>{tail}");
        let content = path.trim_end_matches("/index.html");
        write(
            &project.join(format!("content/{content}.html")),
            format!("---\ntitle: \"{content}\"\n---\n{main}").as_bytes(),
        );
        pages += 1;
    }
    write(&project.join("layouts/_default/single.html"), layout.as_bytes());
    write(&project.join("layouts/_default/list.html"), layout.as_bytes());
    write(&project.join("layouts/index.html"), layout.as_bytes());
    let config =
        "baseURL = 'https://example.org/'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n";
    write(&project.join("config.toml"), config.as_bytes());
    pages
}

fn hugo_version() -> String {
    let output = Command::new("hugo")
        .arg("version")
        .output()
        .expect("hugo is installed (Debian: apt-get install hugo)");
    String::from_utf8_lossy(&output.stdout)
        .split(['-', '+', ' '])
        .nth(1)
        .unwrap_or_default()
        .to_owned()
}

/// The data with every registered code under ever more numbers. The copies take the facts of 3008,
/// because a code from 3000 to 3999 has to obey that range, and the words of the code that they
/// repeat.
fn enlarged(factor: u16) -> BTreeMap<String, String> {
    let mut all = files();
    let facts = all["codes/3008.toml"].clone();
    let languages: Vec<String> =
        all.keys().filter(|p| p.ends_with("/codes.toml")).cloned().collect();
    let numbers: Vec<u16> = dataset(all.clone()).codes.iter().map(|c| *c.code).collect();
    for copy in 1..factor {
        for (&number, free) in numbers.iter().zip(3010 + copy * 40..) {
            let text = facts
                .replace("code = 3008", &format!("code = {free}"))
                .replace("\"Timeout\"", &format!("\"Copy{free}\""));
            all.insert(format!("codes/{free}.toml"), text);
            for path in &languages {
                let words = all.get_mut(path).expect("it is there");
                let entry = words
                    .split("\n[")
                    .find_map(|e| e.strip_prefix(&format!("{number}]")))
                    .expect("every code has words");
                *words = format!("{}\n\n[{free}]{}", words.trim_end(), entry.trim_end()) + "\n";
            }
        }
    }
    all
}

fn site(data: &Dataset) -> BTreeMap<String, String> {
    closecode_site::site(data, closecode_json::api(data), None, &Repository::default())
}

fn dataset(files: BTreeMap<String, String>) -> Dataset {
    match closecode_data::check(Files::from_memory(files)).into_dataset() {
        Ok(data) => data,
        Err(report) => panic!("{}", report.render("", false)),
    }
}

fn files() -> BTreeMap<String, String> {
    let root = Path::new(DATA);
    let all = below(root).into_iter().filter(|path| path.extension().is_some_and(|e| e == "toml"));
    let text = |path: PathBuf| {
        let name = path
            .strip_prefix(root)
            .expect("it lies below")
            .to_str()
            .expect("our names are ASCII")
            .to_owned();
        (name, fs::read_to_string(&path).expect("data files are UTF-8"))
    };
    all.map(text).collect()
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(below(&path)) } else { found.push(path) }
    }
    found
}

fn html_files(folder: &Path) -> Vec<PathBuf> {
    below(folder).into_iter().filter(|path| path.extension().is_some_and(|e| e == "html")).collect()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a file lies in a folder"))
        .expect("a folder can be made");
    fs::write(path, bytes).expect("a file can be written");
}

fn empty(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("what this program wrote it can remove");
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// In kB, where Linux tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .ok()
}
