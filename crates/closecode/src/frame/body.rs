//! A body that owns its bytes.

use core::fmt;

use super::{CODE_LEN, MAX_BODY};
use crate::SendableCode;

/// The body of a Close frame, in memory of its own, for a library that makes the frame around it.
///
/// ```
/// use closecode::SendableCode;
/// use closecode::frame::{CloseBody, CloseFrame, Reason};
///
/// // Made while the program is compiled.
/// const IDLE: CloseBody =
///     CloseFrame::new(SendableCode::of::<4000>(), Reason::truncate("idle")).body();
/// assert_eq!(IDLE.as_bytes(), b"\x0f\xa0idle");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CloseBody {
    /// At most `MAX_BODY`.
    len: u8,
    /// Zero past the length.
    bytes: [u8; MAX_BODY],
}

impl CloseBody {
    pub(super) const EMPTY: Self = Self { len: 0, bytes: [0; MAX_BODY] };

    /// The code, and of the reason what fits, which is all of it.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // The length ends at `MAX_BODY`.
    pub(super) const fn new(code: SendableCode, reason: &str) -> Self {
        let mut body = Self::EMPTY;
        [body.bytes[0], body.bytes[1]] = code.to_be_bytes();
        let reason = reason.as_bytes();
        let mut i = 0;
        while i < reason.len() && CODE_LEN + i < MAX_BODY {
            body.bytes[CODE_LEN + i] = reason[i];
            i += 1;
        }
        body.len = (CODE_LEN + i) as u8;
        body
    }

    /// The bytes that follow the frame's header.
    ///
    /// ```
    /// use closecode::frame::CloseFrame;
    /// assert_eq!(CloseFrame::EMPTY.body().as_bytes(), []);
    /// ```
    #[inline]
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        match self.bytes.split_at_checked(self.len as usize) {
            Some((body, _)) => body,
            None => &self.bytes,
        }
    }

    /// The length as the frame's header has it.
    #[inline]
    pub(super) const fn len(&self) -> u8 {
        self.len
    }
}

impl fmt::Debug for CloseBody {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CloseBody").field(&self.as_bytes()).finish()
    }
}

impl AsRef<[u8]> for CloseBody {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}
