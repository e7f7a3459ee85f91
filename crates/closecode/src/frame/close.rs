//! The body of a Close frame that keeps the rules.

use super::{CloseFrameError, MAX_BODY, Reason};
use crate::{RawCode, SendableCode};

/// What the body of a legal Close frame says: nothing, or a code and a reason.
///
/// It borrows the reason. Whatever is parsed may be sent: the code is allowed in a frame, the
/// reason fits and is UTF-8, and a body without a code has no reason either.
///
/// RFC 6455 section 5.5.1 says that a reason is not necessarily readable by people, and forbids
/// showing it to end users.
///
/// ```
/// use closecode::frame::CloseFrame;
///
/// let frame = CloseFrame::parse(b"\x03\xe8bye").unwrap();
/// assert_eq!(frame.code().get(), 1000);
/// assert_eq!(frame.reason(), "bye");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CloseFrame<'a> {
    code: Option<SendableCode>,
    /// Empty if there is no code.
    reason: Reason<'a>,
}

impl<'a> CloseFrame<'a> {
    /// The Close frame without a body, which the other end reports as 1005.
    ///
    /// ```
    /// use closecode::frame::CloseFrame;
    /// assert_eq!(CloseFrame::EMPTY.body().as_bytes(), b"");
    /// assert_eq!(CloseFrame::EMPTY.code().get(), 1005);
    /// ```
    pub const EMPTY: Self = Self { code: None, reason: Reason::EMPTY };

    /// A frame to send.
    ///
    /// A relay forwards the reason with whatever takes the code's place:
    ///
    /// ```
    /// use closecode::frame::{CloseFrame, Reason};
    ///
    /// let from_backend = CloseFrame::parse(b"\x03\xe9restart").unwrap();
    /// let forwarded = match from_backend.code().for_relay().code() {
    ///     Some(code) => CloseFrame::new(code, Reason::truncate(from_backend.reason())),
    ///     None => CloseFrame::EMPTY,
    /// };
    /// assert_eq!(forwarded, from_backend);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(code: SendableCode, reason: Reason<'a>) -> Self {
        Self { code: Some(code), reason }
    }

    /// Reads the body of a Close frame, unmasked, as RFC 6455 defines it.
    ///
    /// An empty body is legal and means 1005 (section 7.1.5).
    ///
    /// # Errors
    ///
    /// The first of these that applies: more than 125 bytes, a single byte, a code that is not
    /// allowed in a frame, a reason that is not UTF-8. Each [names the code to answer
    /// with](CloseFrameError::answer).
    ///
    /// ```
    /// use closecode::frame::{CloseFrame, CloseFrameError};
    ///
    /// assert_eq!(CloseFrame::parse(b""), Ok(CloseFrame::EMPTY));
    /// assert_eq!(CloseFrame::parse(b"\x03"), Err(CloseFrameError::OneByte));
    /// // "caf", and the Latin-1 byte of the accented letter.
    /// let error = CloseFrame::parse(b"\x03\xe8caf\xe9");
    /// assert_eq!(error, Err(CloseFrameError::InvalidUtf8 { valid_up_to: 3 }));
    /// ```
    #[inline]
    pub const fn parse(body: &'a [u8]) -> Result<Self, CloseFrameError> {
        if body.len() > MAX_BODY {
            return Err(CloseFrameError::TooLong { len: body.len() });
        }
        let Some((code, reason)) = body.split_first_chunk() else {
            return if body.is_empty() { Ok(Self::EMPTY) } else { Err(CloseFrameError::OneByte) };
        };
        let code = u16::from_be_bytes(*code);
        let Some(code) = SendableCode::new(code) else {
            return Err(CloseFrameError::IllegalCode { code: RawCode::new(code) });
        };
        match core::str::from_utf8(reason) {
            Ok(reason) => Ok(Self::new(code, Reason::of_checked(reason))),
            Err(error) => Err(CloseFrameError::InvalidUtf8 { valid_up_to: error.valid_up_to() }),
        }
    }

    /// The code: [1005](crate::CloseCode::NoStatusRcvd) if there is none, RFC 6455 section 7.1.5.
    ///
    /// ```
    /// use closecode::frame::CloseFrame;
    /// assert_eq!(CloseFrame::parse(b"\x0f\xa0").unwrap().code().get(), 4000);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> RawCode {
        match self.code {
            Some(code) => code.raw(),
            None => crate::CloseCode::NoStatusRcvd.raw(),
        }
    }

    /// The code in the body; `None` for an empty body.
    ///
    /// ```
    /// use closecode::frame::CloseFrame;
    /// assert_eq!(CloseFrame::EMPTY.sendable(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn sendable(self) -> Option<SendableCode> {
        self.code
    }

    /// The reason, RFC 6455 section 7.1.6: empty if there is none. Not to be shown to end users.
    ///
    /// ```
    /// use closecode::frame::CloseFrame;
    /// assert_eq!(CloseFrame::parse(b"\x03\xe8").unwrap().reason(), "");
    /// ```
    #[inline]
    #[must_use]
    pub const fn reason(self) -> &'a str {
        self.reason.as_str()
    }
}
