//! A reason that fits.

use core::fmt;

use super::MAX_REASON;

/// At most 123 bytes of UTF-8: what a Close frame has room for beside the code, RFC 6455 section
/// 5.5.
///
/// A text that is longer is [refused](Self::new) or [cut](Self::truncate). The cut never splits a
/// character: the result is a prefix of the text, and valid UTF-8. It knows characters as `char`,
/// not as a reader sees them: a letter and its combining accent, or the people of one emoji family,
/// may be parted. No ellipsis is added, and nothing is normalised.
///
/// ```
/// use closecode::frame::Reason;
///
/// let text = "é".repeat(100);
/// assert_eq!(Reason::new(&text), None);
/// // 123 bytes would end in the middle of a character.
/// assert_eq!(Reason::truncate(&text).as_str(), "é".repeat(61));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Reason<'a>(&'a str);

impl<'a> Reason<'a> {
    /// No reason.
    ///
    /// ```
    /// use closecode::frame::Reason;
    /// assert_eq!(Reason::EMPTY.as_str(), "");
    /// ```
    pub const EMPTY: Self = Self("");

    /// The text as a reason, if it fits.
    ///
    /// ```
    /// use closecode::frame::Reason;
    /// const IDLE: Reason = Reason::new("idle for 10 minutes").unwrap();
    /// assert_eq!(IDLE.as_str(), "idle for 10 minutes");
    /// assert_eq!(Reason::new(&"x".repeat(124)), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(text: &'a str) -> Option<Self> {
        if text.len() <= MAX_REASON { Some(Self(text)) } else { None }
    }

    /// As much of the text as fits, without splitting a character.
    ///
    /// ```
    /// use closecode::frame::Reason;
    /// assert_eq!(Reason::truncate("short").as_str(), "short");
    /// assert_eq!(Reason::truncate(&"x".repeat(1000)).as_str().len(), 123);
    /// ```
    #[inline]
    #[must_use]
    pub const fn truncate(text: &'a str) -> Self {
        match text.as_bytes().split_at_checked(MAX_REASON) {
            // A text that is cut anywhere is valid up to the character that was cut.
            Some((head, _)) => Self(valid_prefix(head)),
            None => Self(text),
        }
    }

    /// A reason out of a body, whose length was checked.
    #[inline]
    pub(super) const fn of_checked(text: &'a str) -> Self {
        Self(text)
    }

    /// The text.
    ///
    /// ```
    /// use closecode::frame::Reason;
    /// assert_eq!(Reason::truncate("bye").as_str(), "bye");
    /// ```
    #[inline]
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}

impl fmt::Display for Reason<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl AsRef<str> for Reason<'_> {
    #[inline]
    fn as_ref(&self) -> &str {
        self.0
    }
}

/// As much of the bytes, from the first one on, as is UTF-8.
#[inline]
pub(super) const fn valid_prefix(bytes: &[u8]) -> &str {
    let valid = match core::str::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error.valid_up_to(),
    };
    // The second check cannot fail, and tells the compiler what safe code cannot.
    match core::str::from_utf8(bytes.split_at(valid).0) {
        Ok(text) => text,
        Err(_) => "",
    }
}
