//! What is wrong with a body, and with a buffer.

use core::error::Error;
use core::fmt;

use crate::{RawCode, SendableCode};

/// Why bytes are not the body of a Close frame, and what to answer.
///
/// ```
/// use closecode::frame::CloseFrame;
///
/// let error = CloseFrame::parse(&[0x03, 0xee]).unwrap_err();
/// assert_eq!(error.to_string(), "1006 is not allowed in a Close frame");
/// assert_eq!(error.answer().get(), 1002);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CloseFrameError {
    /// One byte, where a code has two: RFC 6455 section 5.5.1.
    OneByte,
    /// More than the 125 bytes that a control frame may carry: RFC 6455 section 5.5.
    TooLong {
        /// How many there are.
        len: usize,
    },
    /// A code that is not allowed in a frame: RFC 6455 section 7.4.
    IllegalCode {
        /// The number.
        code: RawCode,
    },
    /// A reason that is not UTF-8: RFC 6455 section 5.5.1.
    InvalidUtf8 {
        /// How many bytes of the reason, counted from after the code, are UTF-8.
        valid_up_to: usize,
    },
}

impl CloseFrameError {
    /// The code of the Close frame to fail the connection with, RFC 6455 section 7.1.7.
    ///
    /// * One byte, too long, illegal code: 1002, a protocol error (section 7.4.1). Sections 5.5,
    ///   5.5.1 and 7.4 are violated.
    /// * Invalid UTF-8: 1007, data that is not of its type (section 7.4.1). Section 8.1 asks to
    ///   fail the connection.
    ///
    /// The RFC names no code for these cases outright; the Autobahn test suite expects these or a
    /// dropped connection. An endpoint that has already sent a Close frame sends no second one
    /// (section 5.5.1).
    ///
    /// ```
    /// use closecode::frame::CloseFrame;
    /// assert_eq!(CloseFrame::parse(&[3]).unwrap_err().answer().get(), 1002);
    /// assert_eq!(CloseFrame::parse(b"\x03\xe8\xff").unwrap_err().answer().get(), 1007);
    /// ```
    #[inline]
    #[must_use]
    pub const fn answer(self) -> SendableCode {
        match self {
            Self::OneByte | Self::TooLong { .. } | Self::IllegalCode { .. } => {
                SendableCode::PROTOCOL_ERROR
            }
            Self::InvalidUtf8 { .. } => SendableCode::INVALID_FRAME_PAYLOAD_DATA,
        }
    }
}

/// The caller's buffer has no room for what is to be written. Nothing was written.
///
/// ```
/// use closecode::SendableCode;
/// use closecode::frame::{CloseFrame, Reason};
///
/// let frame = CloseFrame::new(SendableCode::NORMAL_CLOSURE, Reason::EMPTY);
/// let error = frame.encode_body(&mut [0]).unwrap_err();
/// assert_eq!(error.to_string(), "the buffer is too small: 2 bytes are needed");
/// assert_eq!(error.needed(), 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BufferTooSmallError {
    pub(super) needed: usize,
}

impl BufferTooSmallError {
    /// How many bytes the buffer must have.
    ///
    /// ```
    /// use closecode::frame::CloseFrame;
    /// assert_eq!(CloseFrame::EMPTY.encode_masked([0; 4], &mut []).unwrap_err().needed(), 6);
    /// ```
    #[inline]
    #[must_use]
    pub const fn needed(self) -> usize {
        self.needed
    }
}

impl fmt::Display for CloseFrameError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneByte => {
                f.write_str("the body of a Close frame is one byte, too short for a code")
            }
            Self::TooLong { len } => {
                write!(f, "the body of a Close frame is {len} bytes, more than {}", super::MAX_BODY)
            }
            Self::IllegalCode { code } => {
                write!(f, "{} is not allowed in a Close frame", code.get())
            }
            Self::InvalidUtf8 { valid_up_to } => {
                write!(f, "the reason of a Close frame is not UTF-8 after {valid_up_to} bytes")
            }
        }
    }
}

impl fmt::Display for BufferTooSmallError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the buffer is too small: {} bytes are needed", self.needed)
    }
}

impl Error for CloseFrameError {}
impl Error for BufferTooSmallError {}

/// As for the crate's other errors: what a peer sent is invalid data, what the caller passed is
/// invalid input.
#[cfg(feature = "std")]
impl From<CloseFrameError> for std::io::Error {
    #[inline]
    fn from(error: CloseFrameError) -> Self {
        Self::new(std::io::ErrorKind::InvalidData, error)
    }
}

#[cfg(feature = "std")]
impl From<BufferTooSmallError> for std::io::Error {
    #[inline]
    fn from(error: BufferTooSmallError) -> Self {
        Self::new(std::io::ErrorKind::InvalidInput, error)
    }
}
