//! `closecode lab` as its users have it, and `closecode lab check` with good clients and bad ones,
//! which are this program again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use closecode::{Disconnect, Hint, Reconnector};
use serde_json::Value;
use tungstenite::{Error, Message, client};

/// The client that a process of this program is, if it is one.
const KIND: &str = "CLOSECODE_TEST_CLIENT";

/// Not a test: a client that `closecode lab check` has started.
#[test]
#[allow(clippy::cast_possible_truncation)] // Half of a random number is one.
fn a_client() {
    let Ok(kind) = std::env::var(KIND) else { return };
    let url = std::env::var("CLOSECODE_LAB_URL").unwrap();
    let scale: f64 = std::env::var("CLOSECODE_LAB_TIME_SCALE").unwrap().parse().unwrap();
    let mut reconnector = Reconnector::new().wanted(true);
    loop {
        let opened = Instant::now();
        let end = connect(&url, scale);
        let lived = opened.elapsed();
        let wait = match kind.as_str() {
            "good" => {
                let random = RandomState::new().build_hasher().finish() as u32;
                let decision = reconnector.ended(end, Some(lived.div_f64(scale)), random);
                let Some(delay) = decision.attempt_in() else { return };
                delay.mul_f64(scale)
            }
            "immediate" => Duration::ZERO,
            "constant" => Duration::from_millis(400),
            "once" => return,
            _ => panic!("{kind}"),
        };
        sleep(wait);
    }
}

/// Connects and reads until the end. What the server asks for in seconds is no time of this
/// client's own, and not scaled.
fn connect(url: &str, scale: f64) -> Disconnect {
    let host = url.split('/').nth(2).unwrap();
    let socket = TcpStream::connect(host).map_err(Error::Io);
    let socket = socket.and_then(|stream| {
        client(url, stream).map_err(|error| match error {
            tungstenite::HandshakeError::Failure(error) => error,
            tungstenite::HandshakeError::Interrupted(_) => panic!("the stream blocks"),
        })
    });
    let mut socket = match socket {
        Ok((socket, _)) => socket,
        Err(error) => {
            let end = Disconnect::from(&error);
            let Error::Http(response) = error else { return end };
            let Some(asked) = response.headers().get("retry-after") else { return end };
            let asked: u64 = asked.to_str().unwrap().parse().unwrap();
            let asked = Duration::from_secs(asked).div_f64(scale);
            return end.hint(Hint::new().retry_after(asked));
        }
    };
    let mut closed = None;
    loop {
        match socket.read() {
            Ok(Message::Close(frame)) => closed = Some(Disconnect::from(frame)),
            Ok(_) => {}
            Err(error) => return closed.unwrap_or_else(|| error.into()),
        }
    }
}

/// Lets `closecode lab check` judge a client.
fn check(kind: &str, arguments: &[&str]) -> (Output, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_closecode"))
        .args(["lab", "check", "--format", "json"])
        .args(arguments)
        .arg("--")
        .arg(std::env::current_exe().unwrap())
        .args(["lab::a_client", "--exact"])
        .env(KIND, kind)
        .output()
        .unwrap();
    let report = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output, report)
}

/// The verdict on a way, and the kinds of what differs.
fn verdict<'a>(report: &'a Value, way: &str) -> (&'a str, Vec<&'a str>) {
    let ways = report["ways"].as_array().unwrap();
    let row = ways.iter().find(|row| row["way"] == way).unwrap();
    let findings = row["findings"].as_array().unwrap();
    let ids = findings.iter().map(|finding| finding["id"].as_str().unwrap());
    (row["verdict"].as_str().unwrap(), ids.collect())
}

#[test]
fn who_follows_the_policy_conforms() {
    let (output, report) = check("good", &["--time-scale", "0.05", "--clients", "2"]);
    assert_eq!(report["ways"].as_array().unwrap().len(), 10);
    // A machine that is busy makes a wait longer, which is a note.
    for row in report["ways"].as_array().unwrap() {
        assert_ne!(row["verdict"], "fail", "{row:#}");
    }
    assert!(report["conforms"] == true && output.status.code() == Some(0), "{report:#}");
    let stopped = report["ways"].as_array().unwrap().iter().find(|row| row["way"] == "recv-3003");
    assert_eq!(stopped.unwrap()["clients"][0]["end"], "exited");
}

#[test]
fn who_comes_back_at_once_does_not() {
    let ways = "end-fin,http-503,recv-1012,recv-1008,recv-3003";
    let (output, report) = check("immediate", &["--time-scale", "0.2", "--way", ways]);
    assert_eq!(output.status.code(), Some(1), "{report:#}");
    assert_eq!(verdict(&report, "end-fin").1[0], "early");
    for way in ["http-503", "recv-1012"] {
        assert!(verdict(&report, way).1.contains(&"before"), "{way}: {report:#}");
    }
    for way in ["recv-1008", "recv-3003"] {
        assert!(verdict(&report, way).1.contains(&"came-back"), "{way}: {report:#}");
    }
}

#[test]
fn who_always_waits_for_the_same_time_does_not() {
    let (output, report) =
        check("constant", &["--time-scale", "0.2", "--way", "hang-up,recv-3003"]);
    assert_eq!(output.status.code(), Some(1), "{report:#}");
    // Where a machine is busy, waits are not the same, but they have not grown either.
    let (_, found) = verdict(&report, "hang-up");
    let is_found = ["constant", "not-spread", "not-growing"].iter().any(|id| found.contains(id));
    assert!(is_found, "{report:#}");
    assert_eq!(verdict(&report, "recv-3003").1, ["came-back"]);
}

#[test]
fn who_never_comes_back_does_not_where_it_should() {
    let (output, report) =
        check("once", &["--time-scale", "0.05", "--code", "1012,3003", "--clients", "1"]);
    assert_eq!(output.status.code(), Some(1), "{report:#}");
    assert_eq!(verdict(&report, "recv-1012"), ("fail", vec!["gone"]));
    assert_eq!(verdict(&report, "recv-3003"), ("ok", vec![]));
}

#[test]
fn who_does_not_even_connect_is_told_so() {
    let output = Command::new(env!("CARGO_BIN_EXE_closecode"))
        .args(["lab", "check", "--code", "1012", "--", "true"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("recv-1012: fail: it never connected\n"), "{text}");
}

#[test]
fn a_wrong_command_line_is_told_from_a_client_that_differs() {
    for arguments in [
        "lab check --way silence",
        "lab check --code 1006",
        "lab check --clients 3",
        "lab check --time-scale 2",
        "lab --time never",
        "lab --connections 0",
        "lab --port 8014 check",
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_closecode"))
            .args(arguments.split(' '))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments}");
    }
    let missing = ["lab", "check", "--code", "1012", "--", "/no/such/program"];
    let output = Command::new(env!("CARGO_BIN_EXE_closecode")).args(missing).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("cannot start /no/such/program"), "{text}");
}

/// Ends the lab when it is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_lab_has_a_page_and_ends_connections() {
    let mut lab = Command::new(env!("CARGO_BIN_EXE_closecode"))
        .args(["lab", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(lab.stdout.take().unwrap()).lines();
    let mut told = BufReader::new(lab.stderr.take().unwrap()).lines();
    let _running = Running(lab);
    let first = lines.next().unwrap().unwrap();
    let host = first.strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
    assert!(host.starts_with("127.0.0.1:"), "{first}");
    let get = |path: &str| {
        let mut stream = TcpStream::connect(&host).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let page = get("/");
    assert!(page.starts_with("HTTP/1.1 200 ") && page.contains(&format!("ws://{host}/half-frame")));
    assert_eq!(get("/recv-1012").matches("<button").count(), 1);
    assert!(get("/no-such-way").starts_with("HTTP/1.1 404 "));
    let end = connect(&format!("ws://{host}/recv-1012"), 1.0);
    assert_eq!(end, Disconnect::new(closecode::RawCode::new(1012).into()));
    assert_eq!(told.next().unwrap().unwrap(), "recv-1012             1012 came back");
}

#[test]
fn the_lab_lists_its_ways_and_ends_by_itself() {
    let output = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_closecode")).args(arguments).output().unwrap()
    };
    let list = String::from_utf8(output(&["lab", "--list"]).stdout).unwrap();
    assert!(list.lines().count() > 100);
    assert!(
        list.contains("half-frame            the TCP connection ends with FIN within a frame\n")
    );
    let ended = output(&["lab", "--port", "0", "--time", "100ms"]);
    assert_eq!(ended.status.code(), Some(0));
    assert!(String::from_utf8(ended.stdout).unwrap().contains("by itself after 0.1 s."));
}

#[test]
fn each_command_has_a_page_in_the_manual() {
    for (words, name) in
        [(&["lab"][..], "closecode\\-lab"), (&["lab", "check"], "closecode\\-lab\\-check")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_closecode")).arg("man").args(words).output();
        let page = String::from_utf8(output.unwrap().stdout).unwrap();
        assert!(page.contains(name), "{page}");
    }
}
