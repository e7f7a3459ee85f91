//! `scan`, as people and scripts see it.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use expect_test::expect_file;
use serde_json::Value;
use tempfile::TempDir;

/// What a service may write in two hours.
const LOG: &str = "\
2026-11-30T10:02:11Z INFO listening on port 4004, pid 1006
2026-11-30T10:05:40Z WARN read: websocket: close 1006 (abnormal closure): unexpected EOF
2026-11-30T10:06:02Z WARN read: websocket: close 1001 (going away)
2026-11-30T10:41:13Z INFO session closed after 1013 ms, code 17
2026-11-30T11:15:00Z WARN read: websocket: close 4001: room full
2026-11-30T11:15:01Z WARN websocket of 10.0.0.7:51522 is lost, retry 3
2026-11-30T11:15:09Z WARN websocket of 10.0.0.9:40001 is lost, retry 14
2026-11-30T11:58:59Z WARN read: websocket: close 1006 (abnormal closure): unexpected EOF
";

const JSON: &str = r#"{"time":"2026-11-30T11:20:00Z","websocket":{"close":{"code":1011}}}
{"time":"2026-11-30T11:21:00Z","websocket.close.code":"1012"}
{"timestamp":"1796037660000","layers":{"websocket_websocket_payload_close_status_code":"1000"}}
    "websocket.payload.close.status_code": "1000",
{"msg":"sent 1000 (OK); then received 1000 (OK)","ts":1796037660.25}
"#;

const OWN: &str = "\
format = \"1.0\"
name = \"My Chat\"
summary = \"Chat.\"

[[code]]
code = 4001
ident = \"RoomFull\"
name = \"Room full\"
sender = \"server\"
meaning = \"The room is full.\"
reconnect = \"never\"
";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.log"), LOG).unwrap();
    fs::write(folder.path().join("events.json"), JSON).unwrap();
    fs::write(folder.path().join("closecodes.toml"), OWN).unwrap();
    fs::write(folder.path().join("old.log"), gzip(LOG.as_bytes())).unwrap();
    folder
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn scan(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_closecode"));
    command.arg("scan").args(arguments).current_dir(folder).env_clear().env("COLUMNS", "80");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Beside the reading, as a pipe does; a program that reads files may have ended already.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

fn stdout(folder: &Path, arguments: &[&str]) -> String {
    let output = scan(folder, arguments, b"");
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "", "no progress where nobody sees it");
    text(&output.stdout).to_owned()
}

#[test]
fn a_report_looks_like_this() {
    let folder = folder();
    let all = ["app.log", "events.json", "old.log", "--file", "closecodes.toml"];
    expect_file!["golden/scan/report.txt"].assert_eq(&stdout(folder.path(), &all));
    expect_file!["golden/scan/hours.txt"]
        .assert_eq(&stdout(folder.path(), &["app.log", "--by", "hour"]));
    expect_file!["golden/scan/ends.csv"]
        .assert_eq(&stdout(folder.path(), &[&all[..], &["--csv"]].concat()));
}

/// The session of the guide is what the program prints.
#[test]
fn the_guide_shows_what_is_printed() {
    let guide = include_str!("../../../../docs/scanning.md");
    let folder = folder();
    let session = guide.split("```console\n").nth(1).unwrap().split("```").next().unwrap();
    let mut count = 0;
    for command in session.split("$ closecode scan ").skip(1) {
        let (arguments, printed) = command.split_once('\n').unwrap();
        let arguments: Vec<&str> = arguments.split(' ').collect();
        assert_eq!(printed.trim_end(), stdout(folder.path(), &arguments).trim_end());
        count += 1;
    }
    assert_eq!(count, 3);
}

#[test]
fn programs_read_what_people_do() {
    let folder = folder();
    let json: Value = serde_json::from_str(&stdout(folder.path(), &["app.log", "--json"])).unwrap();
    assert_eq!(json["ends"], 4);
    assert_eq!(json["lines"], 8);
    assert_eq!(json["bytes"], LOG.len());
    assert_eq!(
        (&json["first"], &json["last"]),
        (&"2026-11-30T10:05:40Z".into(), &"2026-11-30T11:58:59Z".into())
    );
    let first = &json["groups"][0];
    assert_eq!((&first["code"], &first["count"]), (&1006.into(), &2.into()));
    assert_eq!(first["action"], "reconnect");
    assert_eq!(first["who"], "none");
    assert_eq!(first["implementation"], "gorilla/websocket");
    assert_eq!(first["example"]["file"], "app.log");
    assert_eq!(first["example"]["line"], 2);
    assert_eq!(json["unknown"]["texts"][0]["text"], "WARN websocket of # is lost, retry #");
    assert_eq!(json["unknown"]["texts"][0]["count"], 2);
    let counts: Vec<_> = json["times"]["bins"].as_array().unwrap().iter().collect();
    assert_eq!((counts.len(), &counts[1]["count"]), (2, &2.into()));
}

#[test]
fn each_kind_is_counted() {
    let folder = folder();
    let by = |kind| stdout(folder.path(), &["app.log", "events.json", "--csv", "--by", kind]);
    assert_eq!(by("code"), "code,count\n1000,3\n1006,2\n1001,1\n1011,1\n1012,1\n4001,1\n");
    assert_eq!(by("who"), "who,count\nnot-said,4\nreceived,2\nnone,2\nsent,1\n");
    assert!(by("implementation").contains("\ngorilla/websocket,4\n"), "{}", by("implementation"));
    assert!(by("action").starts_with("action,count\nreconnect,5\n"), "{}", by("action"));
    assert_eq!(by("hour"), "hour,count\n2026-11-30T10:00:00Z,2\n2026-11-30T11:00:00Z,6\n");
}

#[test]
fn own_codes_have_their_names_and_rules() {
    let folder = folder();
    let own = ["app.log", "--file", "closecodes.toml", "--json"];
    let json: Value = serde_json::from_str(&stdout(folder.path(), &own)).unwrap();
    let groups = json["groups"].as_array().unwrap();
    let full = groups.iter().find(|group| group["code"] == 4001).unwrap();
    assert_eq!((&full["name"], &full["action"]), (&"Room full".into(), &"stop".into()));
    let said = "websocket: close 4004: authentication failed\n";
    let discord = ["--protocol", "discord-gateway", "--by", "code"];
    let output = scan(folder.path(), &discord, said.as_bytes());
    assert!(text(&output.stdout).contains("4004 Authentication failed"), "{output:?}");
}

#[test]
fn times_bound_what_is_counted() {
    let folder = folder();
    let ends = |arguments: &[&str]| {
        let arguments = [&["app.log", "--json"], arguments].concat();
        let output = scan(folder.path(), &arguments, b"");
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        json["ends"].as_u64().unwrap()
    };
    assert_eq!(ends(&["--since", "2026-11-30T11:00:00Z"]), 2);
    assert_eq!(ends(&["--until", "2026-11-30T11:00:00Z"]), 2);
    assert_eq!(ends(&["--since", "2026-11-30", "--until", "2026-12-01"]), 4);
    assert_eq!(ends(&["--since", "2026-12-01"]), 0);
}

#[test]
fn exit_statuses_tell_what_was_found() {
    let folder = folder();
    let status = |arguments: &[&str], input: &[u8]| {
        let output = scan(folder.path(), arguments, input);
        (output.status.code(), text(&output.stderr).to_owned())
    };
    assert_eq!(status(&["app.log"], b""), (Some(0), String::new()));
    assert_eq!(status(&[], LOG.as_bytes()), (Some(0), String::new()));
    assert_eq!(status(&["-"], b"nothing of the kind\n"), (Some(1), String::new()));
    assert_eq!(status(&[], b""), (Some(1), String::new()));
    let (code, said) = status(&["app.log", "none.log"], b"");
    assert_eq!(code, Some(2));
    assert!(said.contains("cannot read none.log"), "{said}");
    assert_eq!(status(&["."], b"").0, Some(2));
    assert_eq!(status(&["--json", "--csv"], b"").0, Some(2));
    assert_eq!(status(&["--since", "yesterday"], b"").0, Some(2));
    assert_eq!(status(&["app.log", "--file", "none.toml"], b"").0, Some(2));
    let mut cut = gzip(LOG.repeat(99).as_bytes());
    cut.truncate(cut.len() - 9);
    let (code, said) = status(&[], &cut);
    assert_eq!(code, Some(2));
    assert!(said.contains("could be read in part only"), "{said}");
}

/// Whatever is in a log, nothing reaches a terminal that it would obey, and nothing is lost.
#[test]
fn broken_and_endless_input_does_no_harm() {
    let folder = folder();
    let mut input = vec![0xff; 300];
    input.extend(b"\x1b[2Jwebsocket: close 1001 (going away)\x1b[31m\xfe\n\0\0\0\n");
    input.extend(b"x".repeat(3 << 20));
    input.extend(b"\nwebsocket: close 1001 (going away)\n");
    let output = scan(folder.path(), &[], &input);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert!(said.starts_with("2 ends of WebSocket connections in 4 lines"), "{said}");
    assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{said}");
}
