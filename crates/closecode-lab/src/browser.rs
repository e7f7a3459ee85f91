//! A browser, measured: its script opens every way, and what it saw is joined with what came back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::lab::{Lab, Seen};
use crate::play::Outcome;
use crate::role::Role;
use crate::row;
use crate::way::ways;

const SCRIPT: &str = include_str!("browser.js");

/// For how long a browser may take for all ways, some of which come one after the other.
const PATIENCE: Duration = Duration::from_secs(1200);

/// For how long the lab waits for connections to end after the script has reported.
const LAST: Duration = Duration::from_secs(10);

/// Which browser a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium and what is made from it.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Browser {
    /// The browser of this name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "chromium" => Some(Self::Chromium),
            "firefox" => Some(Self::Firefox),
            _ => None,
        }
    }

    /// How it is started without a window, with a profile of its own.
    fn command(self, program: &Path, profile: &Path, address: &str) -> io::Result<Command> {
        let mut command = Command::new(program);
        match self {
            Self::Chromium => {
                // Containers run as root, where the sandbox cannot start. The only page that is
                // opened is ours.
                command.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]);
                command.arg(format!("--user-data-dir={}", profile.display()));
                // Timers of a page that nobody looks at would be slowed down.
                command.args([
                    "--disable-background-timer-throttling",
                    "--disable-backgrounding-occluded-windows",
                    "--disable-renderer-backgrounding",
                ]);
            }
            Self::Firefox => {
                // After a failure, Firefox would wait before it connects to the same host again.
                let settings = "user_pref(\"network.websocket.delay-failed-reconnects\", false);\n\
                                user_pref(\"datareporting.policy.dataSubmissionEnabled\", false);\n\
                                user_pref(\"app.update.enabled\", false);\n";
                fs::write(profile.join("user.js"), settings)?;
                command.args(["--headless", "--no-remote", "--profile"]).arg(profile);
            }
        }
        command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(command)
    }
}

/// Measures a browser. `profile` is an empty folder for its files.
///
/// The answer is an object: `role`; `version`; `date`, the day; and `rows`, one for each interface
/// and way. A row has `run` (the script's interface), `way`, `opened`, `error`, `code`, `reason`,
/// `clean` and `throws` as the script saw them, and `replies`: the number of the Close frame that
/// came back, `"empty"`, `"malformed"` or `"none"`, or null where the lab could not know;
/// `reply_reason`; and `waits`: for how many seconds it waited while the lab was silent, or
/// `"longer"`.
///
/// # Errors
///
/// When the program cannot be started, does not report in time, or reports nonsense.
pub fn measure(browser: Browser, program: &Path, profile: &Path) -> io::Result<Value> {
    let version = version(program)?;
    let lab = Lab::start(page())?;
    let address = format!("http://{}/", lab.address());
    let child = browser.command(program, profile, &address)?.spawn()?;
    let _running = Running(child);
    let report = lab.report(PATIENCE).ok_or_else(|| {
        io::Error::new(io::ErrorKind::TimedOut, "the browser reported nothing in time")
    })?;
    let report: Value = serde_json::from_slice(&report)?;
    let Some(rows) = report["rows"].as_array() else {
        return Err(io::Error::other(format!("the browser's script failed: {report}")));
    };
    let seen = lab.seen(rows.len(), LAST);
    let mut rows = rows.iter().map(|row| joined(row, &seen)).collect::<io::Result<Vec<_>>>()?;
    // The script reports them as they end.
    let order: Vec<String> = ways(Role::Client).into_iter().map(|way| way.id).collect();
    rows.sort_by_key(|row| {
        let place = order.iter().position(|id| row["way"] == **id);
        (row["run"].as_str().map(str::to_owned), place)
    });
    Ok(json!({ "role": "client", "version": version, "date": report["date"], "rows": rows }))
}

/// What a program calls its version: the first word with a digit at its beginning.
fn version(program: &Path) -> io::Result<String> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let is_version = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let version = text.split_whitespace().find(is_version);
    version.map(str::to_owned).ok_or_else(|| {
        io::Error::other(format!("`{} --version` names no version", program.display()))
    })
}

/// Ends the browser when it is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The page with the ways in its script.
fn page() -> String {
    let ways = ways(Role::Client);
    let ways = ways.iter().map(|way| {
        let closes = way
            .closes
            .map(|closes| json!({ "code": closes.code, "reason_bytes": closes.reason_bytes }));
        json!({ "id": way.id, "closes": closes, "blocks": way.is_before_opening() })
    });
    let ways: Value = ways.collect();
    format!(
        "<!doctype html><title>closecode lab</title><script>const WAYS = {ways};\n{SCRIPT}</script>"
    )
}

/// A row of the script with what came back.
fn joined(row: &Value, seen: &Seen) -> io::Result<Value> {
    let word = |key: &str| {
        row[key].as_str().ok_or_else(|| io::Error::other(format!("a row has no `{key}`: {row}")))
    };
    let outcome = seen.get(&(word("run")?.to_owned(), word("way")?.to_owned()));
    if row["late"] == true {
        let way = word("way")?;
        return Err(io::Error::new(
            io::ErrorKind::TimedOut,
            format!("`{way}` did not end in time"),
        ));
    }
    let told = row.as_object().cloned().unwrap_or_default();
    Ok(row::joined(told, outcome.unwrap_or(&Outcome::default())))
}

/// A folder for the profile of a browser, which is removed when it is dropped.
#[derive(Debug)]
pub struct Profile(PathBuf);

impl Profile {
    /// Makes an empty folder below the one for temporary files.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn new() -> io::Result<Self> {
        let folder = std::env::temp_dir().join(format!("closecode-lab-{}", std::process::id()));
        fs::create_dir(&folder)?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // A browser that is just ending may still write; what is left is in the system's folder.
        let _ = fs::remove_dir_all(&self.0);
    }
}
