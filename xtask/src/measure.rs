//! `cargo xtask measure`: runs implementations against the lab, and records what they did in
//! `data/implementations/`.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use closecode_output::{ui, write};
use serde_json::Value;

use crate::process::printed;
use crate::project::Project;
use crate::tools;

/// The first line of what is written; everything from here to the end of a file is replaced.
const MARK: &str = "# From here on written by `cargo xtask measure";

/// An implementation that can be run.
struct Measurable {
    /// The name of its file.
    id: &'static str,
    /// Where its program is; installed first, if need be.
    program: fn(&Project) -> Result<PathBuf>,
}

const MEASURABLE: &[Measurable] = &[
    Measurable { id: "chromium", program: tools::chromium },
    Measurable { id: "firefox", program: tools::firefox },
];

/// Measures those with these ids, or all, and writes what they did; or says with `check` whether
/// they still do what is recorded, other than version and day.
pub(crate) fn run(project: &Project, ids: &[String], check: bool) -> Result<bool> {
    let known: Vec<&str> = MEASURABLE.iter().map(|one| one.id).collect();
    if let Some(id) = ids.iter().find(|id| !known.contains(&id.as_str())) {
        bail!("`{id}` cannot be measured; known here: {}", known.join(", "));
    }
    let is_asked = |one: &&Measurable| ids.is_empty() || ids.iter().any(|id| id == one.id);
    let mut is_fresh = true;
    for one in MEASURABLE.iter().filter(is_asked) {
        let path = project.data.join(format!("implementations/{}.toml", one.id));
        let old =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let program = (one.program)(project)?;
        ui::status("Measuring", format!("{}, which takes about a minute", program.display()));
        let measured = measured(project, one.id, &program)?;
        let (read, recorded) = old.split_once(MARK).unwrap_or((&old, ""));
        if check {
            is_fresh &= is_same(one.id, recorded, &measured);
        } else {
            let new = format!("{}\n\n{MARK} {}`.\n{measured}", read.trim_end(), one.id);
            write::replace(&path, &new)?;
            ui::status("Wrote", format!("{}implementations/{}.toml", project.data_prefix, one.id));
        }
    }
    Ok(is_fresh)
}

/// Whether two measurements have the same rows; says which differ.
fn is_same(id: &str, recorded: &str, measured: &str) -> bool {
    let rows = |text: &str| -> Vec<String> {
        let is_row = |line: &&str| line.contains(" = {") || line.starts_with("interface");
        text.lines().filter(is_row).map(str::to_owned).collect()
    };
    let old = rows(recorded);
    let new = rows(measured);
    if old != new {
        ui::bad("Differs", id);
        old.iter().filter(|row| !new.contains(row)).for_each(|row| ui::bad("Recorded", row));
        new.iter().filter(|row| !old.contains(row)).for_each(|row| ui::bad("Measured", row));
    }
    old == new
}

/// Runs a browser against the lab: tables of TOML.
fn measured(project: &Project, id: &str, program: &Path) -> Result<String> {
    let run = ["run", "--quiet", "--package", "closecode-lab", "--", "browser", id];
    let failed = format!("{} could not be measured", program.display());
    let arguments = run.iter().map(OsStr::new).chain([program.as_os_str()]);
    let output = printed(project, arguments, &failed)?;
    let seen: Value = serde_json::from_slice(&output).context("the lab prints JSON")?;
    let rows = seen["rows"].as_array().context("the lab prints rows")?;
    let mut text = String::new();
    let mut interface = &Value::Null;
    for row in rows {
        if row["run"] != *interface {
            interface = &row["run"];
            let space = if text.is_empty() { "" } else { "\n" };
            writeln!(text, "{space}[[measured]]\ninterface = {interface}")?;
            writeln!(text, "version = {}\ndate = {}\n", seen["version"], seen["date"])?;
            writeln!(text, "[measured.ways]")?;
        }
        writeln!(text, "{}", line(row)?)?;
    }
    Ok(text)
}

/// A row of the lab as a line of the data.
fn line(row: &Value) -> Result<String> {
    let way = row["way"].as_str().context("a row has a way")?;
    if !row["throws"].is_null() {
        return Ok(format!("{way} = {{ throws = {} }}", row["throws"]));
    }
    let closes_first = way.starts_with("send-") || way.starts_with("answer-");
    let mut keys = Vec::new();
    let mut key = |name: &str, value: &Value| keys.push(format!("{name} = {value}"));
    if row["opened"] == false {
        key("opened", &row["opened"]);
    }
    if row["error"] == true {
        key("error", &row["error"]);
    }
    if !row["code"].is_null() {
        key("reports", &row["code"]);
    }
    let reason = row["reason"].as_str().unwrap_or_default();
    if !reason.is_empty() {
        key("reason-bytes", &reason.len().into());
    }
    key("clean", &row["clean"]);
    if !row["replies"].is_null() {
        key(if closes_first { "sends" } else { "replies" }, &row["replies"]);
    }
    let reply_reason = row["reply_reason"].as_str().unwrap_or_default();
    // What the other side sent comes back as it was, and is no news.
    if !closes_first && !reply_reason.is_empty() && reason.is_empty() {
        key("reply-reason", &row["reply_reason"]);
    }
    Ok(format!("{way} = {{ {} }}", keys.join(", ")))
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
            line(&row).unwrap()
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
    }

    #[test]
    fn version_and_day_are_no_difference() {
        let text = |version: &str, code: u16| {
            format!("version = \"{version}\"\nrecv-1 = {{ reports = {code} }}\n")
        };
        assert!(is_same("it", &text("1", 1), &text("2", 1)));
        assert!(!is_same("it", &text("1", 1), &text("1", 2)));
    }
}
