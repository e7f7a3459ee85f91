//! A number that is allowed in a Close frame.

use core::fmt;
use core::num::NonZeroU16;

use crate::{CloseCode, NotSendableError, RawCode};

/// A code that an endpoint may put into a Close frame, RFC 6455 section 7.4.
///
/// The check is made once, when the value is built: a function that takes a `SendableCode` cannot
/// receive 1005, 1006 or 1015. It says nothing about roles: [`RawCode::sender`] answers whether a
/// server may send 1010, for example.
///
/// ```
/// use closecode::SendableCode;
///
/// assert_eq!(SendableCode::new(4001).unwrap().get(), 4001);
/// assert_eq!(SendableCode::new(1006), None);
/// assert_eq!(size_of::<Option<SendableCode>>(), 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct SendableCode(NonZeroU16);

impl SendableCode {
    /// The code, if it is allowed in a Close frame.
    ///
    /// ```
    /// use closecode::SendableCode;
    /// assert!(SendableCode::new(3000).is_some());
    /// assert!(SendableCode::new(1004).is_none());
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(code: u16) -> Option<Self> {
        // In this order zero is no case of its own: it is what `None` looks like.
        match NonZeroU16::new(if RawCode::new(code).is_allowed_in_frame() { code } else { 0 }) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// A code that is known when the program is compiled. A number that must not be sent does not
    /// compile: `1006 is not allowed in a Close frame`.
    ///
    /// The registered codes are constants, like [`SendableCode::NORMAL_CLOSURE`].
    ///
    /// ```
    /// use closecode::SendableCode;
    /// const KICKED: SendableCode = SendableCode::of::<4001>();
    /// assert_eq!(KICKED.get(), 4001);
    /// ```
    ///
    /// ```compile_fail
    /// use closecode::SendableCode;
    /// const LOST: SendableCode = SendableCode::of::<1006>();
    /// assert_eq!(LOST.get(), 1006);
    /// ```
    #[inline]
    #[must_use]
    pub const fn of<const CODE: u16>() -> Self {
        const {
            match Self::new(CODE) {
                Some(code) => code,
                None => panic!("{}", Refusal::of(CODE).text()),
            }
        }
    }

    pub(crate) const fn registered(code: CloseCode) -> Self {
        match Self::new(code.get()) {
            Some(code) => code,
            None => panic!("{}", Refusal::of(code.get()).text()),
        }
    }

    /// The number.
    ///
    /// ```
    /// assert_eq!(closecode::SendableCode::NORMAL_CLOSURE.get(), 1000);
    /// ```
    #[inline]
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0.get()
    }

    /// The first two bytes of a Close frame's body, in network byte order, RFC 6455 section 5.5.1.
    ///
    /// ```
    /// assert_eq!(closecode::SendableCode::NORMAL_CLOSURE.to_be_bytes(), [0x03, 0xe8]);
    /// ```
    #[inline]
    #[must_use]
    pub const fn to_be_bytes(self) -> [u8; 2] {
        self.get().to_be_bytes()
    }

    /// The code as any number, for the questions that [`RawCode`] answers.
    ///
    /// ```
    /// use closecode::{CloseCode, SendableCode};
    /// assert_eq!(SendableCode::SERVICE_RESTART.raw().known(), Some(CloseCode::ServiceRestart));
    /// ```
    #[inline]
    #[must_use]
    pub const fn raw(self) -> RawCode {
        RawCode::new(self.get())
    }
}

/// What [`NotSendableError`] says, while the program is compiled: a panic there cannot format.
struct Refusal([u8; Self::DIGITS + Self::WORDS.len()], usize);

impl Refusal {
    const DIGITS: usize = 5;
    const WORDS: &[u8] = b" is not allowed in a Close frame";

    /// The number is written from its last digit, so that what is not used lies in front.
    const fn of(code: u16) -> Self {
        let mut text = [b' '; Self::DIGITS + Self::WORDS.len()];
        let mut i = 0;
        // `copy_from_slice` needs Rust 1.87 in a constant.
        while i < Self::WORDS.len() {
            text[Self::DIGITS + i] = Self::WORDS[i];
            i += 1;
        }
        let mut start = Self::DIGITS;
        let mut rest = code;
        loop {
            start -= 1;
            text[start] = b'0' + (rest % 10).to_le_bytes()[0];
            rest /= 10;
            if rest == 0 {
                return Self(text, start);
            }
        }
    }

    const fn text(&self) -> &str {
        match core::str::from_utf8(self.0.split_at(self.1).1) {
            Ok(text) => text,
            Err(_) => "this number is not allowed in a Close frame",
        }
    }
}

impl fmt::Display for SendableCode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw().fmt(f)
    }
}

impl From<SendableCode> for u16 {
    #[inline]
    fn from(code: SendableCode) -> Self {
        code.get()
    }
}

impl TryFrom<u16> for SendableCode {
    type Error = NotSendableError;

    #[inline]
    fn try_from(code: u16) -> Result<Self, NotSendableError> {
        Self::new(code).ok_or(NotSendableError(code))
    }
}

impl TryFrom<RawCode> for SendableCode {
    type Error = NotSendableError;

    #[inline]
    fn try_from(code: RawCode) -> Result<Self, NotSendableError> {
        Self::try_from(code.get())
    }
}

impl TryFrom<CloseCode> for SendableCode {
    type Error = NotSendableError;

    #[inline]
    fn try_from(code: CloseCode) -> Result<Self, NotSendableError> {
        Self::try_from(code.get())
    }
}

impl PartialEq<u16> for SendableCode {
    #[inline]
    fn eq(&self, other: &u16) -> bool {
        self.get() == *other
    }
}

impl PartialEq<SendableCode> for u16 {
    #[inline]
    fn eq(&self, other: &SendableCode) -> bool {
        *self == other.get()
    }
}

impl PartialEq<RawCode> for SendableCode {
    #[inline]
    fn eq(&self, other: &RawCode) -> bool {
        self.get() == other.get()
    }
}

impl PartialEq<SendableCode> for RawCode {
    #[inline]
    fn eq(&self, other: &SendableCode) -> bool {
        self.get() == other.get()
    }
}

impl PartialEq<CloseCode> for SendableCode {
    #[inline]
    fn eq(&self, other: &CloseCode) -> bool {
        self.get() == other.get()
    }
}

impl PartialEq<SendableCode> for CloseCode {
    #[inline]
    fn eq(&self, other: &SendableCode) -> bool {
        self.get() == other.get()
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::ToString as _;

    use super::*;

    #[test]
    fn the_compiler_refuses_a_number_in_the_words_of_the_error() {
        for code in 0..=u16::MAX {
            assert_eq!(Refusal::of(code).text(), NotSendableError(code).to_string());
        }
    }
}
