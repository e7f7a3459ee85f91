//! Measures `closecode scan` beside ripgrep and a Python script that look for the same messages, as
//! processes, on a log that is made from the data. `cargo xtask bench scan` writes the report.
//!
//! `scan report <closecode> <rg>` prints it. The log is the same on each machine: a generator of
//! random numbers with a seed chooses the lines.

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program: it prints.
#![allow(clippy::cast_precision_loss)] // Sizes far below 2^52.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use closecode_data::Dataset;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
const LINES: usize = 2_000_000;
const LENGTH: usize = 120;
const ROUNDS: usize = 5;

/// How many lines the script gets.
const FEW: usize = 20_000;

/// Every word of a close, and no close.
const NEAR_MISSES: [&str; 6] = [
    "file descriptor 17 closed after 48213 bytes",
    "worker 12 stopped with exit code 137",
    "pool closed, 1024 idle entries dropped",
    "HTTP status code 200 after 1013 ms",
    "upstream closed 3 keepalive connections, 4004 left",
    "door closed by operator 1006",
];

const ORDINARY: [&str; 6] = [
    "GET /api/v1/items?page=17 HTTP/1.1 200 5120 12ms",
    "user 4711 logged in from 10.0.3.17",
    "cache hit ratio 0.97 for shard 3 in 12 ms",
    "job 81723 finished in 1034 ms on worker-7",
    "INSERT INTO orders VALUES (1017, 3, 4)",
    "config reloaded, 14 keys changed",
];

/// What a script does that knows the same messages.
const PYTHON: &str = "\
import re, sys
pattern = re.compile(open(sys.argv[2]).read().rstrip(), re.I)
print(sum(1 for line in open(sys.argv[1], errors='replace') if pattern.search(line)))
";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ["report", closecode, rg] = arguments[..] else {
        eprintln!("usage: scan report <closecode> <rg>");
        std::process::exit(2);
    };
    report(closecode, rg);
}

fn report(closecode: &str, rg: &str) {
    let folder = std::env::temp_dir().join(format!("closecode-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the log can be made");
    let data = closecode_data::load(Path::new(DATA)).into_dataset();
    let data = data.unwrap_or_else(|report| panic!("{}", report.render("data/", false)));
    let files = Files::write(&folder, &data);
    let pattern = fs::read_to_string(&files.pattern).expect("it was just written");
    let [log, script, one] = [&files.log, &files.script, &files.pattern];
    let few = folder.join("few");
    let [log, few] = [log, &few].map(|path| path.to_str().expect("a temporary folder is text"));
    // The script would take more than five minutes for all of it.
    let part = &fs::read(log).expect("it was just written")[..FEW * (LENGTH + 1)];
    fs::write(few, part).expect("there is room for it");
    let [script, one] = [script, one].map(|path| path.to_str().expect("the same"));
    let programs: [(&str, Vec<&str>); 4] = [
        ("closecode scan", vec![closecode, "scan", "--csv", log]),
        ("ripgrep, in any case", vec![rg, "-j1", "-c", "-i", "-e", pattern.trim_end(), log]),
        (
            "ripgrep, in the case of the messages",
            vec![rg, "-j1", "-c", "-e", pattern.trim_end(), log],
        ),
        ("Python, for the first 20,000 lines", vec!["python3", script, few, one]),
    ];
    let size = |path: &str| fs::metadata(path).expect("it was just written").len();
    let mut rows: Vec<Vec<Measured>> = programs.iter().map(|_| Vec::new()).collect();
    for round in 0..ROUNDS {
        for ((_, command), row) in programs.iter().zip(&mut rows) {
            // One round of the script is enough.
            if command[0] != "python3" || round == 0 {
                row.push(Measured::of(command));
            }
        }
    }
    let version = Measured::of(&[rg, "--version"]).output;
    println!(
        "{} lines of {LENGTH} bytes ({:.0} MB), of which 1 in 100 is a close and 5 in 100 are near \
         misses; {} messages; {}; {ROUNDS} rounds in turn, medians.\n",
        LINES,
        size(log) as f64 / 1e6,
        pattern.matches('|').count() + 1,
        version.lines().next().unwrap_or("ripgrep"),
    );
    println!("| | counted | processor s | times ripgrep | GB/s | peak memory, MB |");
    println!("|---|---|---|---|---|---|");
    let peer = median(&rows[1]).as_secs_f64() / size(log) as f64;
    for ((name, command), row) in programs.iter().zip(&rows) {
        let bytes = size(if command[0] == "python3" { few } else { log }) as f64;
        let time = median(row).as_secs_f64();
        let counted: u64 = row[0].counted();
        println!(
            "| {name} | {counted} | {:.2} | {:.2} | {:.4} | {:.0} |",
            time,
            time / bytes / peer,
            bytes / 1e9 / time,
            row.iter().map(|m| m.peak).max().unwrap_or(0) as f64 / 1e6
        );
    }
    fs::remove_dir_all(&folder).expect("it is ours");
}

struct Files {
    log: PathBuf,
    pattern: PathBuf,
    script: PathBuf,
}

impl Files {
    fn write(folder: &Path, data: &Dataset) -> Self {
        let messages = data.implementations.iter().flat_map(|of| &of.messages);
        let messages: Vec<_> = messages.filter(|message| message.example.len() < 90).collect();
        let mut random = Random(1);
        let mut log = String::with_capacity(LINES * (LENGTH + 1));
        for line in 0..LINES {
            let choice = random.below(100);
            let text = match choice {
                0 => messages[random.below(messages.len())].example.as_str(),
                1..=5 => NEAR_MISSES[random.below(NEAR_MISSES.len())],
                _ => ORDINARY[random.below(ORDINARY.len())],
            };
            let level = ["INFO", "INFO", "INFO", "INFO", "DEBUG", "WARN"][random.below(6)];
            let second = line / 25;
            let [hour, minute] = [second / 3600 % 24, second / 60 % 60];
            let start = log.len();
            let _ =
                write!(log, "2026-11-30T{hour:02}:{minute:02}:{:02}Z {level} {text}", second % 60);
            log.push_str(" id=");
            while log.len() < start + LENGTH - 1 {
                log.push(char::from(b"0123456789abcdef"[random.below(16)]));
            }
            log.push('\n');
        }
        let patterns: Vec<String> = messages.iter().map(|m| regex(&m.text.canonical())).collect();
        let files = Self {
            log: folder.join("log"),
            pattern: folder.join("pattern"),
            script: folder.join("count.py"),
        };
        fs::write(&files.log, log).expect("there is room for it");
        fs::write(&files.pattern, patterns.join("|") + "\n").expect("there is room for it");
        fs::write(&files.script, PYTHON).expect("there is room for it");
        files
    }
}

/// A pattern of the data as a regular expression.
fn regex(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    let holes = [
        ("{code}", "[0-9]{1,5}"),
        ("{received}", "[0-9]{1,5}"),
        ("{sent}", "[0-9]{1,5}"),
        ("{status}", "[0-9]{3}"),
        ("{number}", "-?[0-9]+"),
        ("{*}", ".*?"),
        ("{{", r"\{"),
        ("}}", r"\}"),
    ];
    while let Some(c) = rest.chars().next() {
        if let Some((hole, expression)) = holes.iter().find(|(hole, _)| rest.starts_with(hole)) {
            out.push_str(expression);
            rest = &rest[hole.len()..];
        } else {
            if r"\.+*?()|[]{}^$#&-~".contains(c) {
                out.push('\\');
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// A generator of random numbers that everybody can write (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).expect("it is below a usize")
    }
}

/// What a process took.
struct Measured {
    time: Duration,
    peak: u64,
    output: String,
}

impl Measured {
    /// Processor time and memory are Linux's, read as long as the process is there.
    fn of(command: &[&str]) -> Self {
        let start = Instant::now();
        let child = Command::new(command[0])
            .args(&command[1..])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}", command[0]));
        let folder = PathBuf::from(format!("/proc/{}", child.id()));
        let mut time = Duration::ZERO;
        let mut peak = 0;
        loop {
            // A process that has ended is there until somebody asks how; then it is not.
            let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
            let status = fs::read_to_string(folder.join("status")).unwrap_or_default();
            let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split(' ').collect();
            let ticks = |at: usize| fields.get(at).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
            time = time.max(Duration::from_millis((ticks(12) + ticks(13)) * 10));
            let memory = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let memory = memory.and_then(|n| n.trim().trim_end_matches(" kB").parse::<u64>().ok());
            peak = peak.max(memory.unwrap_or(0) * 1024);
            if fields.get(1) == Some(&"Z") || stat.is_empty() {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let output = child.wait_with_output().expect("it was started");
        let output = String::from_utf8_lossy(&output.stdout).into_owned();
        let time = if time.is_zero() { start.elapsed() } else { time };
        Self { time, peak, output }
    }

    /// The number that was printed, or the sum of the counts in a table.
    fn counted(&self) -> u64 {
        if let Ok(number) = self.output.trim().parse() {
            return number;
        }
        let rows = self.output.lines().skip(1);
        rows.filter_map(|row| row.rsplit(',').nth(1)?.parse::<u64>().ok()).sum()
    }
}

fn median(row: &[Measured]) -> Duration {
    let mut times: Vec<Duration> = row.iter().map(|measured| measured.time).collect();
    times.sort();
    times[times.len() / 2]
}
