//! Who prints a text.

use core::fmt;

use crate::generated::{IMPLEMENTATION_NAMES as NAMES, IMPLEMENTATIONS};

/// A library, browser or runtime of which the data knows what it prints when connections end, or
/// what it reports.
///
/// ```
/// use closecode::message::classify;
/// let finding = classify("websocket: close sent").unwrap();
/// let gorilla = finding.implementations().next().unwrap();
/// assert_eq!(gorilla.id(), "gorilla-websocket");
/// assert_eq!(gorilla.language(), "Go");
/// assert_eq!(gorilla.to_string(), "gorilla/websocket");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Implementation {
    id: &'static str,
    name: &'static str,
    language: &'static str,
}

impl Implementation {
    /// Its id in the data.
    ///
    /// ```
    /// use closecode::message::classify;
    /// let finding = classify("Opening handshake has timed out").unwrap();
    /// assert!(finding.implementations().any(|i| i.id() == "ws"));
    /// ```
    #[inline]
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.id
    }

    /// Its name, as its owner writes it.
    ///
    /// ```
    /// use closecode::message::classify;
    /// let finding = classify("websocket: bad handshake").unwrap();
    /// assert_eq!(finding.implementations().next().unwrap().name(), "gorilla/websocket");
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The programming language of those who use it.
    ///
    /// ```
    /// use closecode::message::classify;
    /// let finding = classify("no close frame received or sent").unwrap();
    /// assert_eq!(finding.implementations().next().unwrap().language(), "Python");
    /// ```
    #[inline]
    #[must_use]
    pub const fn language(self) -> &'static str {
        self.language
    }
}

/// Its name.
impl fmt::Display for Implementation {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

/// A set of implementations, in the order of their ids. It is its own iterator.
///
/// ```
/// use closecode::message::classify;
/// let finding = classify("websocket: read limit exceeded").unwrap();
/// let set = finding.implementations();
/// assert_eq!(set.len(), set.count());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Implementations(pub(crate) u128);

impl Iterator for Implementations {
    type Item = Implementation;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let next = IMPLEMENTATIONS.get(self.0.trailing_zeros() as usize)?;
        self.0 &= self.0.wrapping_sub(1);
        Some(next.of(NAMES))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.0.count_ones() as usize;
        (count, Some(count))
    }
}

impl ExactSizeIterator for Implementations {}
impl core::iter::FusedIterator for Implementations {}

/// Where the names of an implementation are in the string of all: packed, because there are more
/// addresses than names otherwise.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    start: u16,
    id: u8,
    name: u8,
    language: u8,
}

impl Names {
    pub(super) fn of(self, names: &'static str) -> Implementation {
        let (id, rest) = names[self.start.into()..].split_at(self.id.into());
        let (name, rest) = rest.split_at(self.name.into());
        Implementation { id, name, language: &rest[..self.language.into()] }
    }

    /// The places of the names, from their lengths.
    #[allow(clippy::cast_possible_truncation)] // Each is compared before.
    pub(crate) const fn of_lengths<const N: usize>(lengths: [[usize; 3]; N]) -> [Self; N] {
        let mut names = [Self { start: 0, id: 0, name: 0, language: 0 }; N];
        let mut start = 0;
        let mut i = 0;
        while i < N {
            let [id, name, language] = lengths[i];
            let limit = u8::MAX as usize;
            assert!(id <= limit && name <= limit && language <= limit);
            assert!(start <= u16::MAX as usize);
            names[i] = Self {
                start: start as u16,
                id: id as u8,
                name: name as u8,
                language: language as u8,
            };
            start += id + name + language;
            i += 1;
        }
        names
    }
}

/// The implementations: each with its name in the table, its id, its name and
/// its language.
macro_rules! implementations {
    ($($constant:ident $id:literal $name:literal $language:literal,)+) => {
        pub(crate) static IMPLEMENTATIONS: &[$crate::message::Names] =
            &$crate::message::Names::of_lengths([
                $([$id.len(), $name.len(), $language.len()],)+
            ]);

        /// Their ids, names and languages, one after the other.
        pub(crate) static IMPLEMENTATION_NAMES: &str = concat!($($id, $name, $language),+);

        /// The place of each in the table.
        #[allow(clippy::upper_case_acronyms, non_camel_case_types)]
        #[allow(dead_code)] // Who prints nothing is in no row.
        enum Place { $($constant),+ }

        // A set of them is an integer.
        const _: () = assert!(IMPLEMENTATIONS.len() <= 128);
    };
}
pub(crate) use implementations;
