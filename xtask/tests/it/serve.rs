//! `cargo xtask serve`, as somebody who looks at the site runs it.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, in its helpers too")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The program, and what it says. It ends with the test.
struct Serve {
    program: Child,
    said: BufReader<ChildStderr>,
}

impl Serve {
    fn start(arguments: &[&str]) -> Self {
        // Below the target folder, where thousands of files are not synced.
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("serve");
        let mut program = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["serve", "--port", "0", "--out"])
            .arg(out)
            .args(arguments)
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(program.stderr.take().unwrap());
        Self { program, said }
    }

    /// The host and the port, and the path of the page to look at.
    fn address(&mut self) -> (String, String) {
        for line in self.said.by_ref().lines() {
            let line = line.unwrap();
            if let Some((_, address)) = line.split_once("Serving http://") {
                let (host, path) = address.split_once('/').unwrap();
                let path = path.split_once(' ').unwrap().0;
                return (host.to_owned(), format!("/{path}"));
            }
        }
        panic!("it has ended");
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// One request is half-sent, one connection is silent, one answer is not taken.
#[cfg(unix)]
#[test]
fn an_interruption_ends_it_whatever_its_clients_do() {
    let mut serve = Serve::start(&["--locale", "de"]);
    let (host, page) = serve.address();
    assert_eq!(page, "/de/");
    let get = format!("GET {page} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let connect = |request: &str| {
        let mut stream = TcpStream::connect(&host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    };
    let clients = [connect("GET /en"), connect(""), connect(&get)];
    let mut answer = String::new();
    connect(&get).read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    assert!(answer.contains("Nummer nachschlagen"));
    let start = Instant::now();
    let id = serve.program.id().to_string();
    assert!(Command::new("kill").args([interruption(), &id]).status().unwrap().success());
    let status = loop {
        match serve.program.try_wait().unwrap() {
            Some(status) => break status,
            None if start.elapsed() > Duration::from_secs(5) => panic!("it is still running"),
            None => thread::sleep(Duration::from_millis(20)),
        }
    };
    assert_eq!(status.code(), None, "a signal has ended it");
    drop(clients);
}

/// What interrupts a program here. A shell lets its background jobs ignore Ctrl-C, and so do the
/// programs that they start; then it is what ends such a job.
#[cfg(unix)]
fn interruption() -> &'static str {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|set| u64::from_str_radix(set.trim(), 16).ok()).unwrap_or(0);
    // The second signal is SIGINT.
    if ignored & 0b10 == 0 { "-INT" } else { "-TERM" }
}

#[test]
fn a_language_is_a_name_and_not_a_path() {
    for locale in ["nn", "..", "../..", "de/..", "", "/"] {
        let mut serve = Serve::start(&["--locale", locale]);
        let mut line = String::new();
        serve.said.read_line(&mut line).unwrap();
        assert!(line.contains("error: there is no language `"), "{locale}: {line}");
        assert_eq!(serve.program.wait().unwrap().code(), Some(1));
    }
}
