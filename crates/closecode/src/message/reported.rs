//! What a number that an implementation reports may stand for, as the user of the crate asks.

use core::fmt;
use core::iter::FusedIterator;

use super::Implementation;
use crate::generated::{IMPLEMENTATION_NAMES, IMPLEMENTATIONS, WAYS};
use crate::{RawCode, reported};

/// How a connection ended, before a library made a number of it.
///
/// ```
/// use closecode::RawCode;
/// use closecode::message::{Happened, Implementation};
/// let gorilla = Implementation::by_id("gorilla-websocket").unwrap();
/// // The read limit was exceeded, or a frame was illegal, or ...
/// assert!(gorilla.reported(RawCode::new(1006)).any(|h| h == Happened::Way("half-frame")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Happened {
    /// A Close frame with this code was received.
    Received(RawCode),
    /// Something else, by the name of its way in `closecode lab`: `half-frame`, `rsv1`,
    /// `http-503`.
    Way(&'static str),
}

/// `1014 Bad Gateway`, or the name of the way.
impl fmt::Display for Happened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Received(code) => code.fmt(f),
            Self::Way(name) => f.pad(name),
        }
    }
}

impl Implementation {
    /// The implementation with this id in the data, if it prints messages or was measured.
    ///
    /// ```
    /// use closecode::message::Implementation;
    /// assert_eq!(Implementation::by_id("ws").unwrap().language(), "JavaScript");
    /// assert_eq!(Implementation::by_id("no-such-library"), None);
    /// ```
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        let mut all = IMPLEMENTATIONS.iter().map(|names| names.of(IMPLEMENTATION_NAMES));
        all.find(|implementation| implementation.id() == id)
    }

    /// What may have happened when this implementation reports a code, as a client or as a server,
    /// if the other side ended the connection: each way with which it was seen to report it. Where
    /// nothing but the code itself was seen to give it, that is all.
    ///
    /// What was seen is not all that there is: codes were tried at the edges of each range.
    ///
    /// ```
    /// use closecode::RawCode;
    /// use closecode::message::{Happened, Implementation};
    ///
    /// let tungstenite = Implementation::by_id("tungstenite").unwrap();
    /// let happened: Vec<_> = tungstenite.reported(RawCode::new(1002)).collect();
    /// // Its own 1002, or a code that it does not know.
    /// assert!(happened.contains(&Happened::Received(RawCode::new(1002))));
    /// assert!(happened.contains(&Happened::Received(RawCode::new(1014))));
    ///
    /// // A private code stands for itself.
    /// let private = RawCode::new(4000);
    /// assert!(tungstenite.reported(private).eq([Happened::Received(private)]));
    /// ```
    pub fn reported(self, code: RawCode) -> Reported {
        match reported::ways(reported::sets(self.id()), code.get()) {
            Some(ways) => Reported { ways, itself: None },
            None => Reported { ways: 0, itself: Some(code) },
        }
    }
}

/// What may have happened, from [`Implementation::reported`].
///
/// ```
/// use closecode::RawCode;
/// use closecode::message::Implementation;
/// let ws = Implementation::by_id("ws").unwrap();
/// // Nobody sends 1006: it stands for many ends, and ws does not tell which.
/// assert!(ws.reported(RawCode::new(1006)).len() > 20);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use = "this is a set of what may have happened, and changes nothing"]
pub struct Reported {
    ways: u128,
    itself: Option<RawCode>,
}

impl Iterator for Reported {
    type Item = Happened;

    fn next(&mut self) -> Option<Happened> {
        if let Some(code) = self.itself.take() {
            return Some(Happened::Received(code));
        }
        let way = *WAYS.get(self.ways.trailing_zeros() as usize)?;
        self.ways &= self.ways.wrapping_sub(1);
        let received = reported::code(way).map(|code| Happened::Received(RawCode::new(code)));
        Some(received.unwrap_or(Happened::Way(way)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.ways.count_ones() as usize + usize::from(self.itself.is_some());
        (count, Some(count))
    }
}

impl ExactSizeIterator for Reported {}
impl FusedIterator for Reported {}
