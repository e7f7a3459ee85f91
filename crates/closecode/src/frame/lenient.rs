//! The body of a Close frame as a peer meant it.

use super::reason::valid_prefix;
use super::{CloseFrame, CloseFrameError};
use crate::RawCode;

/// What a body says, legal or not: any code, and as much of the reason as is UTF-8.
///
/// | body | strict | lenient |
/// |---|---|---|
/// | empty | 1005 | 1005 |
/// | one byte | error | error: it contains no code, not even a wrong one |
/// | a code that is not allowed in a frame | error | the number; 1005 looks like an empty body |
/// | a reason that is not UTF-8 | error | the longest prefix that is UTF-8 |
/// | more than 125 bytes | error | all of it |
///
/// [`is_reason_cut`](Self::is_reason_cut) says whether the reason is a prefix.
///
/// To forward it, make it legal first: [`RawCode::for_relay`] for the code,
/// [`Reason::truncate`](super::Reason::truncate) for the reason.
///
/// ```
/// use closecode::frame::CloseFrame;
///
/// // A server that sends 0 for "no code", and a reason in Latin-1.
/// let frame = CloseFrame::parse_lenient(b"\0\0caf\xe9 closed").unwrap();
/// assert_eq!((frame.code().get(), frame.reason(), frame.is_reason_cut()), (0, "caf", true));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LenientFrame<'a> {
    code: RawCode,
    reason: &'a str,
    is_reason_cut: bool,
}

impl<'a> CloseFrame<'a> {
    /// Reads the body of a Close frame from a peer that may break the rules. See [`LenientFrame`]
    /// for what passes.
    ///
    /// # Errors
    ///
    /// [`CloseFrameError::OneByte`], and no other.
    ///
    /// ```
    /// use closecode::frame::{CloseFrame, CloseFrameError};
    ///
    /// // Strict first, to answer as the RFC says; lenient then, to log what the peer meant.
    /// let body = b"\x27\x0fgone";
    /// assert_eq!(CloseFrame::parse(body).unwrap_err().answer().get(), 1002);
    /// let meant = CloseFrame::parse_lenient(body).unwrap();
    /// assert_eq!((meant.code().get(), meant.reason()), (9999, "gone"));
    ///
    /// assert_eq!(CloseFrame::parse_lenient(&[3]), Err(CloseFrameError::OneByte));
    /// ```
    #[inline]
    pub const fn parse_lenient(body: &'a [u8]) -> Result<LenientFrame<'a>, CloseFrameError> {
        let Some((code, bytes)) = body.split_first_chunk() else {
            let code = Self::EMPTY.code();
            let empty = LenientFrame { code, reason: "", is_reason_cut: false };
            return if body.is_empty() { Ok(empty) } else { Err(CloseFrameError::OneByte) };
        };
        let reason = valid_prefix(bytes);
        Ok(LenientFrame {
            code: RawCode::new(u16::from_be_bytes(*code)),
            reason,
            is_reason_cut: reason.len() < bytes.len(),
        })
    }
}

impl<'a> LenientFrame<'a> {
    /// The number that the body carries; 1005 for an empty body.
    ///
    /// ```
    /// use closecode::frame::CloseFrame;
    /// assert_eq!(CloseFrame::parse_lenient(b"\xff\xff").unwrap().code().get(), 65535);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> RawCode {
        self.code
    }

    /// The reason, up to the first byte that is not UTF-8. It may be longer than a legal one.
    ///
    /// ```
    /// use closecode::frame::CloseFrame;
    /// assert_eq!(CloseFrame::parse_lenient(b"\x03\xe8bye").unwrap().reason(), "bye");
    /// ```
    #[inline]
    #[must_use]
    pub const fn reason(self) -> &'a str {
        self.reason
    }

    /// Whether bytes were left out of the reason because they are not UTF-8.
    ///
    /// ```
    /// use closecode::frame::CloseFrame;
    /// assert!(!CloseFrame::parse_lenient(b"\x03\xe8bye").unwrap().is_reason_cut());
    /// assert!(CloseFrame::parse_lenient(b"\x03\xe8bye\xff").unwrap().is_reason_cut());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_reason_cut(self) -> bool {
        self.is_reason_cut
    }
}
