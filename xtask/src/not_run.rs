//! What a step says that could not be run.

use std::error::Error;
use std::fmt;

/// Why a step could not be run: what it needs cannot be had here.
#[derive(Debug)]
pub(crate) struct NotRun(pub(crate) String);

impl fmt::Display for NotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for NotRun {}
