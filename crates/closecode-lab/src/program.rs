//! A program that uses a library, measured: it opens or accepts a connection for each way, and
//! tells on its standard output what its library told it.
//!
//! `programs/README.md` says how lab and program talk.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::{Map, Value, json};

use crate::lab::Lab;
use crate::play::{self, Outcome};
use crate::role::Role;
use crate::row;
use crate::way::Way;

/// How many connections are open at a time.
const WORKERS: usize = 16;

/// For how long a program may take to say where it listens.
const START: Duration = Duration::from_secs(60);

/// For how long a client may take to tell of the end: longer than the lab is ever silent.
const END: Duration = Duration::from_secs(130);

/// For how long the lab waits for the one side once it knows of the end from the other.
const LAST: Duration = Duration::from_secs(6);

/// Measures a program in a role. `command` is the program and its first arguments.
///
/// The answer is an object: `role`, `version`, `date`, the day, and `rows`, one for each way, as
/// [`browser::measure`](crate::browser::measure) has them, with `waits`, `refuses`, `class` and
/// `text` besides.
///
/// # Errors
///
/// When the program cannot be started, ends early, or tells of no connection.
pub fn measure(role: Role, command: &[String], ways: &[Way]) -> io::Result<Value> {
    let version = version(command)?;
    let mut child = start(command, role.as_str())?;
    let input = child.stdin.take().expect("it was asked for");
    let output = BufReader::new(child.stdout.take().expect("it was asked for"));
    let told = Told::default();
    let rows = thread::scope(|scope| {
        scope.spawn(|| told.read(output));
        let rows = match role {
            Role::Client => as_client(input, ways, &told),
            Role::Server => as_server(ways, &told),
        };
        // A library may not tell of one end or the other; a program that works tells of some.
        let is_told = !told.lock().rows.is_empty();
        let nothing = || io::Error::other("the program told of no connection");
        let rows = rows.and_then(|rows| is_told.then_some(rows).ok_or_else(nothing));
        // The thread that reads ends with it.
        let _ = child.kill();
        let _ = child.wait();
        rows
    })?;
    Ok(json!({ "role": role.as_str(), "version": version, "date": today(), "rows": rows }))
}

fn start(command: &[String], word: &str) -> io::Result<Child> {
    let (program, arguments) =
        command.split_first().ok_or_else(|| io::Error::other("there is no program to run"))?;
    Command::new(program)
        .args(arguments)
        .arg(word)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| io::Error::new(error.kind(), format!("cannot start {program}: {error}")))
}

/// What the program calls the version of its library.
fn version(command: &[String]) -> io::Result<String> {
    let output = start(command, "version")?.wait_with_output()?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if version.is_empty() || !output.status.success() {
        return Err(io::Error::other(format!("`{} version` says no version", command.join(" "))));
    }
    Ok(version)
}

/// What the program has told so far.
#[derive(Debug, Default)]
struct Told {
    lines: Mutex<Lines>,
    news: Condvar,
}

#[derive(Debug, Default)]
struct Lines {
    rows: BTreeMap<String, Map<String, Value>>,
    port: Option<u16>,
    is_over: bool,
}

impl Told {
    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what the program prints until it ends. Lines that are no objects are not for the lab.
    fn read(&self, output: impl BufRead) {
        for line in output.lines().map_while(Result::ok) {
            let Ok(Value::Object(row)) = serde_json::from_str(&line) else { continue };
            let mut lines = self.lock();
            if let Some(port) = row.get("port").and_then(Value::as_u64) {
                lines.port = u16::try_from(port).ok();
            } else if let Some(way) = row.get("way").and_then(Value::as_str) {
                // The first end of a connection is the one that counts.
                lines.rows.entry(way.to_owned()).or_insert(row);
            }
            self.news.notify_all();
        }
        self.lock().is_over = true;
        self.news.notify_all();
    }

    /// Waits until the program has told something, or for the time, or until the program is over.
    fn wait<T>(&self, within: Duration, what: impl Fn(&mut Lines) -> Option<T>) -> Option<T> {
        let is_missing = |lines: &mut Lines| !lines.is_over && what(lines).is_none();
        let waited = self.news.wait_timeout_while(self.lock(), within, is_missing);
        let (mut lines, _) = waited.unwrap_or_else(PoisonError::into_inner);
        what(&mut lines)
    }

    fn row(&self, way: &Way, within: Duration) -> Option<Map<String, Value>> {
        self.wait(within, |lines| lines.rows.get(&way.id).cloned())
    }
}

/// Lets the program open each connection.
fn as_client(input: ChildStdin, ways: &[Way], told: &Told) -> io::Result<Vec<Value>> {
    let lab = Lab::start(String::new())?;
    let input = Mutex::new(input);
    each(ways, |way| {
        let line = format!("ws://{}/program/{}\n", lab.address(), row::path(way));
        let mut writer = input.lock().unwrap_or_else(PoisonError::into_inner);
        writer.write_all(line.as_bytes())?;
        writer.flush()?;
        drop(writer);
        let row = told.row(way, END);
        let outcome = lab.outcome("program", &way.id, LAST).unwrap_or_default();
        Ok(row.map_or_else(|| untold(way, &outcome), |row| row::joined(row, &outcome)))
    })
}

/// Opens each connection to the program.
fn as_server(ways: &[Way], told: &Told) -> io::Result<Vec<Value>> {
    let port = told.wait(START, |lines| lines.port);
    let port = port.ok_or_else(|| io::Error::other("the program did not say where it listens"))?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    each(ways, |way| {
        let path = format!("/{}", row::path(way));
        let outcome = play::connect(address, &path, way)
            .map_err(|error| io::Error::new(error.kind(), format!("`{}`: {error}", way.id)))?;
        // Of a handshake that failed, a server's user hears nothing.
        let row = (!outcome.is_unopened).then(|| told.row(way, LAST)).flatten();
        Ok(row.map_or_else(|| untold(way, &outcome), |row| row::joined(row, &outcome)))
    })
}

/// A row of which the program told nothing.
fn untold(way: &Way, outcome: &Outcome) -> Value {
    let id = ("way".to_owned(), way.id.as_str().into());
    let opened = ("opened".to_owned(), (!outcome.is_unopened).into());
    row::joined(Map::from_iter([id, opened]), outcome)
}

/// Does something for each way, several at a time, and those first for which the lab is silent
/// long.
fn each(
    ways: &[Way],
    measure: impl Fn(&Way) -> io::Result<Value> + Sync,
) -> io::Result<Vec<Value>> {
    let mut jobs: Vec<usize> = (0..ways.len()).collect();
    jobs.sort_by_key(|&job| ways[job].is_silent());
    let jobs = Mutex::new(jobs);
    let rows = Mutex::new(vec![Value::Null; ways.len()]);
    thread::scope(|scope| {
        let worker = || {
            let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).pop();
            while let Some(job) = next() {
                let row = measure(&ways[job])?;
                rows.lock().unwrap_or_else(PoisonError::into_inner)[job] = row;
            }
            Ok(())
        };
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(worker)).collect();
        let ended = workers.into_iter().map(|worker| worker.join().expect("a worker has no bug"));
        ended.collect::<io::Result<()>>()
    })?;
    Ok(rows.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Today in UTC, as `2026-11-30`.
fn today() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    day(since.as_secs() / 86_400)
}

/// The day so many days after the first of January 1970.
fn day(since_1970: u64) -> String {
    // Counted from the first of March 0000, so that a leap day ends a year.
    let days = since_1970 + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_rows_are_passed_over_and_the_first_row_counts() {
        let told = Told::default();
        let lines = "starting\n{\"port\": 80}\n[1]\n{\"way\": \"end-fin\", \"code\": 1006}\n\
                     {\"way\": \"end-fin\", \"code\": 1000}\n";
        told.read(lines.as_bytes());
        assert_eq!(told.wait(Duration::ZERO, |lines| lines.port), Some(80));
        let way =
            |id: &str| crate::ways(Role::Client).into_iter().find(|way| way.id == id).unwrap();
        assert_eq!(told.row(&way("end-fin"), Duration::ZERO).unwrap()["code"], 1006);
        // The program is over, so nobody waits.
        assert_eq!(told.row(&way("end-rst"), Duration::from_secs(3600)), None);
    }

    #[test]
    fn each_way_is_measured_once_and_stands_in_its_place() {
        let ways = crate::ways(Role::Server);
        let rows = each(&ways, |way| Ok(way.id.as_str().into())).unwrap();
        let ids: Vec<&str> = ways.iter().map(|way| way.id.as_str()).collect();
        assert_eq!(rows, ids);
        let failed = each(&ways, |way| match way.id.as_str() {
            "rsv1" => Err(io::Error::other("no")),
            _ => Ok(Value::Null),
        });
        assert_eq!(failed.unwrap_err().to_string(), "no");
    }

    #[test]
    fn a_program_that_is_not_there_or_says_nothing_is_an_error() {
        let error = |command: &[&str]| {
            let command: Vec<String> = command.iter().map(|&word| word.to_owned()).collect();
            measure(Role::Client, &command, &[]).unwrap_err().to_string()
        };
        assert_eq!(error(&[]), "there is no program to run");
        assert!(error(&["/no/such/program"]).starts_with("cannot start /no/such/program: "));
        assert_eq!(error(&["true"]), "`true version` says no version");
        // `echo version` says one, and that is all it ever says.
        assert_eq!(error(&["echo"]), "the program told of no connection");
    }

    #[test]
    fn days_have_dates() {
        for (days, date) in [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_787, "2026-11-30")] {
            assert_eq!(day(days), date);
        }
    }
}
