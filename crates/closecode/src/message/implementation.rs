//! Who prints a text.

use core::fmt;

use crate::generated::IMPLEMENTATIONS;

/// A library, browser or runtime that prints messages about the ends of connections.
///
/// ```
/// use closecode::message::classify;
/// let finding = classify("websocket: close sent").unwrap();
/// let gorilla = finding.implementations().next().unwrap();
/// assert_eq!(gorilla.id(), "gorilla-websocket");
/// assert_eq!(gorilla.language(), "Go");
/// assert_eq!(gorilla.to_string(), "gorilla/websocket");
/// ```
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Implementation {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) language: &'static str,
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
    pub const fn id(&self) -> &'static str {
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
    pub const fn name(&self) -> &'static str {
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
    pub const fn language(&self) -> &'static str {
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
    type Item = &'static Implementation;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let next = IMPLEMENTATIONS.get(self.0.trailing_zeros() as usize)?;
        self.0 &= self.0.wrapping_sub(1);
        Some(next)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.0.count_ones() as usize;
        (count, Some(count))
    }
}

impl ExactSizeIterator for Implementations {}
impl core::iter::FusedIterator for Implementations {}

/// The implementations that print something: each with its name in the table, its id, its name and
/// its language.
macro_rules! implementations {
    ($($constant:ident $id:literal $name:literal $language:literal,)+) => {
        pub(crate) static IMPLEMENTATIONS: &[$crate::message::Implementation] = &[
            $($crate::message::Implementation { id: $id, name: $name, language: $language },)+
        ];

        /// The place of each in the table.
        #[allow(clippy::upper_case_acronyms, non_camel_case_types)]
        enum Place { $($constant),+ }

        // A set of them is an integer.
        const _: () = assert!(IMPLEMENTATIONS.len() <= 128);
    };
}
pub(crate) use implementations;
