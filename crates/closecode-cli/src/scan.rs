//! `closecode scan`: counts in logs how connections ended.

mod finding;
mod frequent;
mod input;
mod json_line;
mod keys;
mod lines;
mod names;
mod progress;
mod record;
mod report;
mod sieve;
mod tally;
mod time;
mod timeline;
mod words;

use std::cell::Cell;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use closecode::Locale;
use closecode::protocols::Protocol;
use closecode_output::ui;

use self::input::Input;
use self::lines::{Amount, Candidate};
use self::names::Names;
use self::progress::Progress;
use self::sieve::Sieve;
use self::tally::{Example, Tally};
use self::time::Stamp;
use crate::cli::parse_protocol;
use crate::explain::OwnCodes;
use crate::speaker::{self, Speaker};

/// What to count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// The close code
    Code,
    /// The library, browser or proxy that prints such a text
    Implementation,
    /// Who closed
    Who,
    /// What a client does about reconnecting
    Action,
    /// When the line was written
    Hour,
}

/// What to read, and what to say about it.
#[derive(Debug, Args)]
pub(crate) struct Scan {
    /// Logs; without any, or for `-`, standard input is read
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print the counts of one kind, all of them
    #[arg(long, value_enum, value_name = "KIND")]
    by: Option<By>,
    /// Leave out lines before a day or a time, such as 2026-11-30T12:00:00Z, and lines without a
    /// time
    #[arg(long, value_name = "TIME", value_parser = Stamp::of_argument)]
    since: Option<Stamp>,
    /// Leave out lines at or after a day or a time, and lines without a time
    #[arg(long, value_name = "TIME", value_parser = Stamp::of_argument)]
    until: Option<Stamp>,
    /// The product whose codes these are; `closecode list --protocols` has the names
    #[arg(long, value_name = "ID", value_parser = parse_protocol)]
    protocol: Option<&'static Protocol>,
    /// A file of your own codes
    #[arg(long = "file", value_name = "FILE", conflicts_with = "protocol")]
    own: Option<PathBuf>,
    /// Print one JSON object, for programs
    #[arg(long)]
    json: bool,
    /// Print CSV, a row for each code, who closed and what printed it
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

impl Scan {
    /// Whether nobody has said what to read: there is no argument, and a person at the keyboard.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty() && std::io::stdin().is_terminal()
    }

    /// Reads everything and prints what was found. The status is like that of `grep`.
    pub(crate) fn answer(&self) -> ExitCode {
        const UNREADABLE: u8 = 2;
        match self.run() {
            Ok(Some(true)) => ExitCode::SUCCESS,
            Ok(Some(false)) => ExitCode::FAILURE,
            Ok(None) => ExitCode::from(UNREADABLE),
            Err(error) => {
                ui::fail(&error);
                ExitCode::from(UNREADABLE)
            }
        }
    }

    /// Whether something was found; nothing if something could not be read, which was printed.
    fn run(&self) -> Result<Option<bool>> {
        let own = match &self.own {
            Some(file) => match OwnCodes::read(file)? {
                Some(own) => Some(own),
                None => return Ok(None),
            },
            None => None,
        };
        let labels = speaker::labels();
        let speaker = Speaker::new(Locale::En, &labels);
        let names = Names { speaker, own, protocol: self.protocol };
        let sieve = Sieve::of_messages();
        let mut tally = Tally::default();
        let mut is_whole = true;
        let mut progress = Progress::new();
        let stdin = [PathBuf::from(input::STDIN)];
        let files = if self.files.is_empty() { &stdin } else { self.files.as_slice() };
        for file in files {
            let result = Input::open(file)
                .and_then(|input| self.read(input, &sieve, &mut tally, &mut progress));
            progress.clear();
            if let Err(error) = result {
                is_whole = false;
                ui::bad("Not read", ui::visible(&format!("{error:#}")));
            }
        }
        if tally.files > 0 {
            self.print(&tally, &names)?;
        }
        Ok(is_whole.then_some(tally.ends > 0))
    }

    fn read(
        &self,
        input: Input,
        sieve: &Sieve,
        tally: &mut Tally,
        progress: &mut Progress,
    ) -> Result<()> {
        let Input { name, size, done, written, reader } = input;
        let mut amount = Amount::default();
        let ends = Cell::new(tally.ends);
        let look = |line: &Candidate<'_>| {
            self.look(line, &name, written, tally);
            ends.set(tally.ends);
        };
        let pause = |_: &Amount| progress.show(&name, done.get(), size, ends.get());
        let result = lines::each(reader, sieve, &mut amount, look, pause);
        tally.amount.bytes += amount.bytes;
        tally.amount.lines += amount.lines;
        tally.files += 1;
        result.with_context(|| format!("{name} could be read in part only"))
    }

    /// Counts what a line says.
    fn look(&self, line: &Candidate<'_>, name: &str, now: Stamp, tally: &mut Tally) {
        let text = String::from_utf8_lossy(line.text);
        let findings = finding::all(&text);
        let is_unknown = findings.is_empty() && finding::is_about_websocket(&text);
        if findings.is_empty() && !is_unknown {
            return;
        }
        let stamp = finding::time(&text, now);
        let is_before = |end: Stamp| stamp.is_none_or(|stamp| stamp < end);
        let is_out = self.since.is_some_and(is_before)
            || self.until.is_some_and(|end| !is_before(end) || stamp.is_none());
        if is_out {
            return;
        }
        if is_unknown {
            tally.unknown.add(&text);
        }
        for finding in findings {
            tally.add(finding, stamp, || Example::new(name, line.number(), &text));
        }
    }

    fn print(&self, tally: &Tally, names: &Names<'_>) -> Result<()> {
        let text = match (self.by, self.json, self.csv) {
            (None, true, _) => format!("{}\n", record::object(tally, names)),
            (Some(by), true, _) => format!("{}\n", record::object_by(by, tally, names)),
            (None, _, true) => record::csv(tally, names),
            (Some(by), _, true) => record::csv_by(by, tally, names),
            (Some(by), ..) => report::table(by, tally, names),
            (None, ..) => report::everything(tally, names),
        };
        ui::out(text)
    }
}
