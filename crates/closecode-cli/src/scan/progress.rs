//! How far a long reading has come, for people who wait: on a terminal, and only there.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use super::words::{bytes, grouped};

/// Nobody wonders before.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line changes.
const PACE: Duration = Duration::from_millis(200);

/// A line that is written over again and again.
#[derive(Debug)]
pub(crate) struct Progress {
    next: Option<Instant>,
    is_shown: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        let is_watched = std::io::stderr().is_terminal();
        Self { next: is_watched.then(|| Instant::now() + PATIENCE), is_shown: false }
    }

    /// Says how much of a file has been read, and how many ends were found.
    pub(crate) fn show(&mut self, name: &str, done: u64, size: Option<u64>, ends: u64) {
        let Some(next) = self.next else { return };
        let now = Instant::now();
        if now < next {
            return;
        }
        self.next = Some(now + PACE);
        self.is_shown = true;
        let share = match size {
            Some(size) if size >= done && size > 0 => format!("{} %", done * 100 / size),
            _ => bytes(done),
        };
        // To the start of the line, and away with what is behind its end.
        let text = format!("\r    Scanning {name}: {share}, {} ends\x1b[K", grouped(ends));
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// Takes the line away.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = std::io::stderr().write_all(b"\r\x1b[K");
        }
    }
}
