//! What the standards let follow from what arrives, and where an implementation departs from it.

use super::frame::{Expected, Level, Outcome};
use super::implementation::{Reply, Reported, WayRow};
use crate::{Dataset, Spanned};

/// What may follow one way in which a connection ends.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// What the standard says of it.
    pub level: Level,
    /// What the user may be told.
    pub reports: Vec<Expected>,
    /// What may come back.
    pub replies: Vec<Expected>,
    /// Whether the closing handshake is completed, if there is one answer.
    pub clean: Option<bool>,
    /// The number that arrived.
    code: Option<u16>,
    /// The numbers that say why the connection is failed.
    answers: Vec<u16>,
    /// Whether the frame that arrived has no number: 1005 stands for none, and the end for 1005.
    is_bare: bool,
}

/// In what an implementation departs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Departure {
    /// In what its user is told.
    pub reports: bool,
    /// In what goes back.
    pub replies: bool,
    /// In whether it is told to be clean.
    pub clean: bool,
}

impl Departure {
    /// Whether it departs at all.
    pub fn is_any(self) -> bool {
        self.reports || self.replies || self.clean
    }
}

/// What stands for a Close frame without a number.
const NO_CODE: u16 = 1005;
/// The number that says why a connection is failed if nothing says more.
const PROTOCOL_ERROR: u16 = 1002;

impl Dataset {
    /// What may follow a way; `None` if no standard is recorded for it.
    pub fn allowed(&self, way: &str) -> Option<Allowed> {
        let frames = self.frames.as_ref()?;
        let values = |list: &[Spanned<Expected>]| list.iter().map(|e| e.value).collect();
        let mut follows: Vec<&str> = Vec::new();
        let mut allowed = if let Some(frame) = frames.frames.iter().find(|f| *f.id == way) {
            follows.extend(frame.follows.iter().map(|id| id.as_str()));
            Allowed {
                level: *frame.level,
                reports: values(&frame.reports),
                replies: values(&frame.replies),
                clean: None,
                code: frame.code.as_ref().map(|code| code.value),
                answers: frame.answers.iter().map(|code| code.value).collect(),
                is_bare: frame.code.as_ref().is_some_and(|code| code.value == NO_CODE),
            }
        } else {
            let number = way.strip_prefix("recv-")?.parse().ok()?;
            let row = self.number_frame(number)?;
            follows.extend(row.follows.iter().map(|id| id.as_str()));
            Allowed {
                level: *row.level,
                reports: Vec::new(),
                replies: Vec::new(),
                clean: None,
                code: Some(number),
                answers: Vec::new(),
                is_bare: false,
            }
        };
        let outcomes: Vec<&Outcome> = follows.iter().filter_map(|id| frames.outcome(id)).collect();
        if allowed.reports.is_empty() {
            let all = outcomes.iter().flat_map(|outcome| &outcome.reports);
            allowed.reports = all.map(|e| e.value).collect();
        }
        if allowed.replies.is_empty() {
            let all = outcomes.iter().flat_map(|outcome| &outcome.replies);
            allowed.replies = all.map(|e| e.value).collect();
        }
        let first = outcomes.first().map(|outcome| *outcome.clean);
        allowed.clean = first.filter(|first| outcomes.iter().all(|o| *o.clean == *first));
        Some(allowed)
    }
}

impl Allowed {
    /// In what a row departs. What a row does not say does not depart.
    pub fn departure(&self, row: &WayRow) -> Departure {
        let reports = |reports: Reported| match reports {
            Reported::Code(code) => self.has(&self.reports, code),
            Reported::Error => self.reports.contains(&Expected::Error),
            Reported::End => self.is_bare || self.reports.contains(&Expected::End),
        };
        let replies = |reply: Reply| match reply {
            Reply::Code(code) => self.has(&self.replies, code),
            Reply::Empty => self.is_bare || self.replies.contains(&Expected::Empty),
            Reply::None => self.replies.contains(&Expected::None),
            Reply::Malformed => false,
        };
        Departure {
            reports: row.reports.as_ref().is_some_and(|r| !reports(r.value)),
            replies: row.replies.as_ref().is_some_and(|r| !replies(r.value)),
            clean: self.clean.is_some()
                && row.clean.as_ref().is_some_and(|c| Some(c.value) != self.clean),
        }
    }

    /// The numbers that may come back, or be reported, the usual one first.
    fn has(&self, list: &[Expected], code: u16) -> bool {
        list.iter().any(|expected| match expected {
            Expected::Code(number) => *number == code,
            Expected::Same => self.code == Some(code),
            Expected::Fitting if self.answers.is_empty() => code == PROTOCOL_ERROR,
            Expected::Fitting => self.answers.contains(&code),
            Expected::Empty | Expected::None | Expected::Error | Expected::End => false,
        })
    }
}
