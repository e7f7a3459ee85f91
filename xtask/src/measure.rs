//! `cargo xtask measure`: runs implementations against the lab, and records what they did in
//! `data/implementations/`.

mod programs;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context as _, Result, bail, ensure};
use closecode_output::{ui, write};
use serde_json::Value;

use self::programs::Program;
use crate::process;
use crate::project::Project;
use crate::tools;

/// The first line of what is written; everything from here to the end of a file is replaced.
const MARK: &str = "# From here on written by `cargo xtask measure";

/// An implementation that can be run.
struct Measurable {
    /// The name of its file.
    id: &'static str,
    /// What runs it.
    how: How,
}

/// How an implementation is run.
#[derive(Clone, Copy, Debug)]
enum How {
    /// A browser: where its program is; installed first, if need be.
    Browser(fn(&Project) -> Result<PathBuf>),
    /// A program for a library, in these roles.
    Program(Program, &'static [&'static str]),
}

const BOTH: &[&str] = &["client", "server"];
const CLIENT: &[&str] = &["client"];
const SERVER: &[&str] = &["server"];

/// A library that does both.
const fn both(id: &'static str, program: Program) -> Measurable {
    Measurable { id, how: How::Program(program, BOTH) }
}

/// A library that opens connections.
const fn client(id: &'static str, program: Program) -> Measurable {
    Measurable { id, how: How::Program(program, CLIENT) }
}

/// A library that accepts connections.
const fn server(id: &'static str, program: Program) -> Measurable {
    Measurable { id, how: How::Program(program, SERVER) }
}

const BUN: Program = Program::Runtime("@oven/bun-linux-x64/bin/bun", &[], "bun.mjs");
const DENO: Program =
    Program::Runtime("@deno/linux-x64-glibc/deno", &["run", "--allow-all"], "deno.mjs");

const WORKERD: Program = Program::NodeRuntime("workerd.mjs");

const NETTY: &[&str] = &[
    "netty-buffer",
    "netty-codec",
    "netty-codec-http",
    "netty-common",
    "netty-handler",
    "netty-resolver",
    "netty-transport",
];

const WEBSOCKETPP: &[&str] = &["libwebsocketpp-dev", "libboost-dev"];

const JETTY_PACKAGES: &[&str] = &["libjetty9-java", "libjetty9-extra-java", "libservlet-api-java"];

const JETTY: &[&str] = &[
    "jetty9-client",
    "jetty9-http",
    "jetty9-io",
    "jetty9-security",
    "jetty9-server",
    "jetty9-servlet",
    "jetty9-util",
    "jetty9-websocket-api",
    "jetty9-websocket-client",
    "jetty9-websocket-common",
    "jetty9-websocket-server",
    "jetty9-websocket-servlet",
    "jetty9-xml",
    "servlet-api",
];

const TOMCAT: &[&str] = &[
    "tomcat9-annotations-api",
    "tomcat9-api",
    "tomcat9-catalina",
    "tomcat9-coyote",
    "tomcat9-jaspic-api",
    "tomcat9-jni",
    "tomcat9-juli",
    "tomcat9-servlet-api",
    "tomcat9-util",
    "tomcat9-util-scan",
    "tomcat9-websocket",
    "tomcat9-websocket-api",
];

const MEASURABLE: &[Measurable] = &[
    Measurable { id: "chromium", how: How::Browser(tools::chromium) },
    Measurable { id: "firefox", how: How::Browser(tools::firefox) },
    both("ws", Program::Node("ws.mjs")),
    both("websockets", Program::Python("websockets_.py")),
    both("aiohttp", Program::Python("aiohttp_.py")),
    client("websocket-client", Program::Python("websocket_client.py")),
    client("undici", Program::Node("undici.mjs")),
    both("tungstenite", Program::Rust("tungstenite")),
    both("faye-websocket", Program::Node("faye-websocket.mjs")),
    both("websocket-node", Program::Node("websocket-node.mjs")),
    both("tornado", Program::Python("tornado_.py")),
    both("tokio-websockets", Program::Rust("tokio-websockets")),
    both("fastwebsockets", Program::Rust("fastwebsockets")),
    server("axum", Program::Rust("axum")),
    both("bun", BUN),
    both("deno", DENO),
    client("curl-cffi", Program::Python("curl_cffi_.py")),
    both("autobahn-python", Program::Python("autobahn_.py")),
    both("wsproto", Program::Python("wsproto_.py")),
    server("uvicorn", Program::Python("uvicorn_.py")),
    both("soketto", Program::Rust("soketto")),
    both("actix-web", Program::Rust("actix-web")),
    both("yawc", Program::Rust("yawc")),
    both(
        "gorilla-websocket",
        Program::Go("gorilla-websocket", "golang-github-gorilla-websocket-dev"),
    ),
    both("coder-websocket", Program::Go("coder-websocket", "golang-nhooyr-websocket-dev")),
    client("java-net-http", Program::Java("JavaNetHttp", &[], &[])),
    both("libsoup", Program::Cpp("libsoup.cc", &["libsoup-3.0-dev"], &["libsoup-3.0"])),
    both("websocketpp", Program::Cpp("websocketpp.cc", WEBSOCKETPP, &[])),
    both("boost-beast", Program::Cpp("boost-beast.cc", &["libboost-dev"], &[])),
    client("okhttp", Program::Java("OkHttp", &["libokhttp-java"], &["okhttp", "okio"])),
    both("jetty", Program::Java("Jetty9", JETTY_PACKAGES, JETTY)),
    both("tomcat", Program::Java("Tomcat9", &["libtomcat9-java"], TOMCAT)),
    both("netty", Program::Java("Netty", &["libnetty-java"], NETTY)),
    both("workerd", WORKERD),
    both(
        "libwebsockets",
        Program::Cpp("libwebsockets.cc", &["libwebsockets-dev"], &["libwebsockets"]),
    ),
    both(
        "qt-websockets",
        Program::Cpp("qt-websockets.cc", &["qt6-websockets-dev"], &["Qt6WebSockets"]),
    ),
    both("poco", Program::Cpp("poco.cc", &["libpoco-dev"], &["-lPocoNet", "-lPocoFoundation"])),
    both("x-net-websocket", Program::Go("x-net-websocket", "golang-golang-x-net-dev")),
    both("picows", Program::Python("picows_.py")),
    both("simple-websocket", Program::Python("simple_websocket_.py")),
    server("em-websocket", Program::Ruby("em-websocket.rb", "ruby-em-websocket")),
    both("mojolicious", Program::Perl("mojolicious.pl", "libmojolicious-perl")),
];

/// Those that `cargo xtask test` repeats: they install and run within seconds.
const QUICK: &[&str] = &["ws", "websockets", "websocket-client", "tungstenite"];

/// Those whose own function for close codes can be called: their programs print for which of all
/// numbers it holds.
const CALLED: &[&str] = &[
    "ws",
    "undici",
    "websockets",
    "websocket-client",
    "tungstenite",
    "fastwebsockets",
    "yawc",
    "tokio-websockets",
    "netty",
];

/// How many are measured at a time. Each has its processes, which sleep most of the time.
const AT_A_TIME: usize = 4;

/// Measures those with these ids, or all, and writes what they did; or says with `check` whether
/// they still do what is recorded, other than version and day.
///
/// With `quick` only the ways that take seconds are compared.
pub(crate) fn run(project: &Project, ids: &[String], check: bool, quick: bool) -> Result<bool> {
    let known: Vec<&str> = MEASURABLE.iter().map(|one| one.id).collect();
    if let Some(id) = ids.iter().find(|id| !known.contains(&id.as_str())) {
        bail!("`{id}` cannot be measured; known here: {}", known.join(", "));
    }
    let is_asked = |one: &&Measurable| ids.is_empty() || ids.iter().any(|id| id == one.id);
    let asked: Vec<&Measurable> = MEASURABLE.iter().filter(is_asked).collect();
    let lab = lab(project)?;
    let mut is_well = true;
    for some in asked.chunks(AT_A_TIME) {
        let names: Vec<&str> = some.iter().map(|one| one.id).collect();
        ui::status("Measuring", format!("{}, which takes some minutes", names.join(", ")));
        for (one, tables) in some.iter().zip(measured(project, &lab, some, quick)) {
            match tables {
                Ok(tables) if check => is_well &= is_recorded(project, one.id, &tables, !quick)?,
                Ok(tables) => record(project, one.id, &tables)?,
                // The others are measured all the same.
                Err(error) => {
                    ui::bad("Failed", format!("{}: {error:#}", one.id));
                    is_well = false;
                    continue;
                }
            }
            is_well &= is_called_as_recorded(project, one)?;
        }
    }
    Ok(is_well)
}

/// Whether those that are quick still do what is recorded, in the ways that are quick.
pub(crate) fn check_quick(project: &Project) -> Result<bool> {
    let quick: Vec<&Measurable> = MEASURABLE.iter().filter(|one| QUICK.contains(&one.id)).collect();
    ensure!(quick.len() == QUICK.len(), "one of {QUICK:?} cannot be measured");
    let lab = lab(project)?;
    let mut is_well = true;
    for (one, tables) in quick.iter().zip(measured(project, &lab, &quick, true)) {
        is_well &= is_recorded(project, one.id, &tables?, false)?;
        is_well &= is_called_as_recorded(project, one)?;
    }
    Ok(is_well)
}

/// Writes what was measured in place of what was recorded.
fn record(project: &Project, id: &str, tables: &str) -> Result<()> {
    let path = path(project, id);
    let old =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let (read, _) = old.split_once(MARK).unwrap_or((&old, ""));
    let new = format!("{}\n\n{MARK} {id}`.\n{tables}", read.trim_end());
    write::replace(&path, &new)?;
    ui::status("Wrote", format!("{}implementations/{id}.toml", project.data_prefix));
    Ok(())
}

/// Whether what was measured is what is recorded.
fn is_recorded(project: &Project, id: &str, tables: &str, is_all: bool) -> Result<bool> {
    let path = path(project, id);
    let file =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let (_, recorded) = file.split_once(MARK).unwrap_or_default();
    Ok(is_same(id, recorded, tables, is_all))
}

/// Whether the library's own function still accepts the numbers in `[accepts]`, if it can be
/// called.
fn is_called_as_recorded(project: &Project, one: &Measurable) -> Result<bool> {
    let How::Program(program, _) = one.how else { return Ok(true) };
    if !CALLED.contains(&one.id) {
        return Ok(true);
    }
    let command = program.command(project)?;
    let output = Command::new(&command[0])
        .current_dir(&project.root)
        .args(&command[1..])
        .arg("codes")
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", command[0]))?;
    ensure!(output.status.success(), "`{} codes` failed", command.join(" "));
    let path = path(project, one.id);
    let file =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(has_lists(one.id, &file, &String::from_utf8(output.stdout)?))
}

/// Whether each list that a program printed is a line of the file.
fn has_lists(id: &str, file: &str, lists: &str) -> bool {
    let (_, accepts) = file.split_once("[accepts]\n").unwrap_or_default();
    let accepts = accepts.split("\n[").next().unwrap_or_default();
    let mut has_all = !lists.is_empty();
    for list in lists.lines().filter(|list| !accepts.lines().any(|line| line == *list)) {
        has_all = false;
        ui::bad("Differs", format!("{id}, [accepts]"));
        ui::bad("Called", list);
    }
    has_all
}

fn path(project: &Project, id: &str) -> PathBuf {
    project.data.join(format!("implementations/{id}.toml"))
}

/// The lab's program, compiled.
fn lab(project: &Project) -> Result<PathBuf> {
    ensure!(
        process::cargo(project, "build --quiet --package closecode-lab")?,
        "the lab does not compile"
    );
    Ok(process::target_dir(project).join("debug/closecode-lab"))
}

/// The arguments of one run of the lab.
type Job = Vec<String>;

impl Measurable {
    /// The runs of the lab that measure it, after what they need has been installed.
    fn jobs(&self, project: &Project, is_quick: bool) -> Result<Vec<Job>> {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        match self.how {
            How::Browser(program) => {
                let program = program(project)?.display().to_string();
                Ok(vec![words(&["browser", self.id, &program])])
            }
            How::Program(program, roles) => {
                let command = program.command(project)?;
                let of_role = |role: &&str| {
                    let mut job = words(&["program", role]);
                    job.extend(is_quick.then(|| "--quick".to_owned()));
                    job.extend(command.iter().cloned());
                    job
                };
                Ok(roles.iter().map(of_role).collect())
            }
        }
    }
}

/// Measures some at a time, since they wait most of the time: tables of TOML.
fn measured(
    project: &Project,
    lab: &Path,
    some: &[&Measurable],
    is_quick: bool,
) -> Vec<Result<String>> {
    let run = |job: &Job| -> Result<Value> {
        let output = Command::new(lab)
            .current_dir(&project.root)
            .args(job.iter().map(OsStr::new))
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .context("cannot start the lab")?;
        ensure!(output.status.success(), "`closecode-lab {}` failed", job.join(" "));
        serde_json::from_slice(&output.stdout).context("the lab prints JSON")
    };
    // What they need is installed one after the other.
    let jobs: Vec<Result<Vec<Job>>> = some.iter().map(|one| one.jobs(project, is_quick)).collect();
    thread::scope(|scope| {
        let start = |job: Job| scope.spawn(move || run(&job));
        let runs: Vec<Result<Vec<_>>> = jobs
            .into_iter()
            .map(|jobs| jobs.map(|jobs| jobs.into_iter().map(start).collect()))
            .collect();
        let ended = runs.into_iter().map(|runs| {
            let seen = runs?.into_iter().map(|run| run.join().expect("a run returns its errors"));
            tables(&seen.collect::<Result<Vec<Value>>>()?)
        });
        ended.collect()
    })
}

/// The rows of what was recorded or measured, by role and interface, and way.
fn rows(text: &str) -> BTreeMap<(String, String), String> {
    let mut rows = BTreeMap::new();
    let mut section = String::new();
    for line in text.lines() {
        if line == "[[measured]]" {
            section.clear();
        } else if line.starts_with("role = ") || line.starts_with("interface = ") {
            section += line;
        } else if let Some((way, row)) = line.split_once(" = {") {
            rows.insert((section.clone(), way.to_owned()), without_seconds(row));
        }
    }
    rows
}

/// A row without how many seconds something took: they differ by one now and then.
fn without_seconds(row: &str) -> String {
    let Some((before, after)) = row.split_once("waits = ") else { return row.to_owned() };
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{before}waits = {after}")
}

/// Whether what was measured is what is recorded; says what differs. Unless all was measured, rows
/// may be recorded that were not.
fn is_same(id: &str, recorded: &str, measured: &str, is_all: bool) -> bool {
    let old = rows(recorded);
    let new = rows(measured);
    let mut is_same = !new.is_empty();
    for (key, row) in &new {
        if old.get(key) != Some(row) {
            is_same = false;
            ui::bad("Differs", format!("{id}, {}, {}", key.0, key.1));
            ui::bad("Recorded", old.get(key).map_or("nothing", String::as_str));
            ui::bad("Measured", row);
        }
    }
    for (section, way) in old.keys().filter(|key| is_all && !new.contains_key(*key)) {
        is_same = false;
        ui::bad("Missing", format!("{id}, {section}, {way}"));
    }
    is_same
}

/// What the lab printed, as tables of TOML.
fn tables(seen: &[Value]) -> Result<String> {
    let mut text = String::new();
    for seen in seen {
        let rows = seen["rows"].as_array().context("the lab prints rows")?;
        let mut run = None;
        for row in rows {
            if run != Some(&row["run"]) {
                run = Some(&row["run"]);
                let space = if text.is_empty() { "" } else { "\n" };
                writeln!(text, "{space}[[measured]]\nrole = {}", seen["role"])?;
                if !row["run"].is_null() {
                    writeln!(text, "interface = {}", row["run"])?;
                }
                writeln!(text, "version = {}\ndate = {}\n", seen["version"], seen["date"])?;
                writeln!(text, "[measured.ways]")?;
            }
            if let Some(line) = line(row)? {
                writeln!(text, "{line}")?;
            }
        }
    }
    Ok(text)
}

/// A row of the lab as a line of the data, if it says anything.
fn line(row: &Value) -> Result<Option<String>> {
    let way = row["way"].as_str().context("a row has a way")?;
    if !row["throws"].is_null() {
        return Ok(Some(format!("{way} = {{ throws = {} }}", row["throws"])));
    }
    let closes_first = way.starts_with("send-") || way.starts_with("answer-");
    // What follows when the lab loses its patience is no fact about the other side.
    let is_endless = row["waits"] == "longer";
    let mut keys = Vec::new();
    let mut key = |name: &str, value: &Value| keys.push(format!("{name} = {value}"));
    let reason = row["reason"].as_str().unwrap_or_default();
    if !is_endless {
        if row["opened"] == false {
            key("opened", &row["opened"]);
        }
        match (row.get("code"), &row["error"]) {
            // Nothing was told.
            (None, _) => {}
            (Some(Value::Null), Value::Bool(true)) => key("reports", &"error".into()),
            (Some(Value::Null), _) => key("reports", &"end".into()),
            (Some(code), error) => {
                if *error == true {
                    key("error", error);
                }
                key("reports", code);
            }
        }
        if !reason.is_empty() {
            key("reason-bytes", &reason.len().into());
        }
        if !row["clean"].is_null() {
            key("clean", &row["clean"]);
        }
    }
    if !row["replies"].is_null() {
        key(if closes_first { "sends" } else { "replies" }, &row["replies"]);
    }
    let reply_reason = row["reply_reason"].as_str().unwrap_or_default();
    // What the other side sent comes back as it was, and is no news.
    if !closes_first && !reply_reason.is_empty() && reason.is_empty() {
        key("reply-reason", &row["reply_reason"]);
    }
    if !row["waits"].is_null() {
        key("waits", &row["waits"]);
    }
    if !row["refuses"].is_null() {
        key("refuses", &row["refuses"]);
    }
    Ok((!keys.is_empty()).then(|| format!("{way} = {{ {} }}", keys.join(", "))))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_says_what_happened_and_no_more() {
        let row = |more: Value| {
            let mut row = json!({
                "run": "WebSocket", "way": "recv-1000", "opened": true, "error": false,
                "code": 1000, "reason": "", "clean": true, "replies": 1000, "reply_reason": "",
            });
            row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            line(&row).unwrap().unwrap()
        };
        let plain = "recv-1000 = { reports = 1000, clean = true, replies = 1000 }";
        assert_eq!(row(json!({})), plain);
        let throws = json!({ "way": "send-1001", "throws": "InvalidAccessError" });
        assert_eq!(row(throws), "send-1001 = { throws = \"InvalidAccessError\" }");
        let sends = json!({ "way": "send-3000", "code": 3000, "replies": 3000 });
        assert_eq!(row(sends), "send-3000 = { reports = 3000, clean = true, sends = 3000 }");
        let refused = json!({
            "way": "http-401", "opened": false, "error": true, "code": 1006, "clean": false,
            "replies": null,
        });
        let line = "http-401 = { opened = false, error = true, reports = 1006, clean = false }";
        assert_eq!(row(refused), line);
        let failed = json!({
            "way": "rsv1", "error": true, "code": 1006, "clean": false, "replies": 1002,
            "reply_reason": "Invalid reserved bit",
        });
        let line = "rsv1 = { error = true, reports = 1006, clean = false, replies = 1002, \
                    reply-reason = \"Invalid reserved bit\" }";
        assert_eq!(row(failed), line);
        let silent =
            json!({ "way": "answer-none", "code": 1006, "replies": 3000, "waits": "longer" });
        assert_eq!(row(silent), "answer-none = { sends = 3000, waits = \"longer\" }");
        let plain = json!({ "way": "end-fin", "code": null, "clean": null, "replies": "none" });
        assert_eq!(row(plain), "end-fin = { reports = \"end\", replies = \"none\" }");
        let error = json!({ "error": true, "code": null, "clean": null });
        assert_eq!(row(error), "recv-1000 = { reports = \"error\", replies = 1000 }");
        let refused = json!({ "way": "request-no-key", "opened": false, "refuses": 400 });
        assert_eq!(
            super::line(&refused).unwrap().as_deref(),
            Some("request-no-key = { opened = false, refuses = 400 }")
        );
        // Nothing was told, and nothing can come back.
        assert_eq!(super::line(&json!({ "way": "end-rst", "opened": true })).unwrap(), None);
    }

    #[test]
    fn a_list_is_compared_with_that_of_the_file_and_no_other() {
        let list = "received = [\"1000-1003\"]\n";
        let file = format!("[accepts]\nhow = \"called\"\n{list}\n[names]\nsendable = []\n");
        assert!(has_lists("it", &file, list));
        assert!(!has_lists("it", &file, "received = [\"1000\"]\n"));
        assert!(!has_lists("it", &file, "sendable = []\n"));
        assert!(!has_lists("it", "", list));
        assert!(!has_lists("it", &file, ""));
    }

    #[test]
    fn version_day_and_a_second_more_are_no_difference() {
        let text = |version: &str, code: u16, seconds: u8| {
            format!(
                "[[measured]]\nrole = \"client\"\nversion = \"{version}\"\n\n[measured.ways]\n\
                 recv-1 = {{ reports = {code} }}\nsilence = {{ waits = {seconds} }}\n"
            )
        };
        assert!(is_same("it", &text("1", 1, 9), &text("2", 1, 10), true));
        assert!(!is_same("it", &text("1", 1, 9), &text("1", 2, 9), true));
        let some = text("1", 1, 9).replace("silence = { waits = 9 }\n", "");
        assert!(is_same("it", &text("1", 1, 9), &some, false));
        assert!(!is_same("it", &text("1", 1, 9), &some, true));
        // The same rows in another role, or nothing, are a difference.
        assert!(!is_same("it", &text("1", 1, 9).replace("client", "server"), &some, false));
        assert!(!is_same("it", &some, "", false));
    }
}
