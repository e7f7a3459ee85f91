//! A finding as the cause of a decision.

use core::error::Error;
use core::fmt;

use super::{Certainty, Finding, Origin};
use crate::{Cause, CloseCode, Disconnect, LocalError, RawCode};

/// Why a finding is not the cause of a decision.
///
/// ```
/// use closecode::Cause;
/// use closecode::message::{NotACauseError, classify};
/// let cause = |text| Cause::try_from(classify(text).unwrap());
/// assert_eq!(cause("sent 1000 (OK); no close frame received"), Err(NotACauseError::ClosedHere));
/// assert_eq!(
///     NotACauseError::ClosedHere.to_string(),
///     "this side closed the connection, and only the application knows why"
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotACauseError {
    /// The finding is not [certain](Certainty::Certain).
    Uncertain,
    /// This side closed, and the text does not say why: at the end of its work, or because the
    /// connection seemed dead.
    ClosedHere,
    /// The connection ended, and the text does not say with which code.
    NoCode,
}

impl fmt::Display for NotACauseError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Uncertain => "it is not certain that the text is about the end of a connection",
            Self::ClosedHere => {
                "this side closed the connection, and only the application knows why"
            }
            Self::NoCode => "the text does not say with which code the connection ended",
        })
    }
}

impl Error for NotACauseError {}

impl Finding {
    /// What ended the connection, for [`decide`](crate::decide), if that is certain.
    ///
    /// ```
    /// use closecode::message::classify;
    /// use closecode::{Action, Disconnect, decide};
    ///
    /// let finding = classify("Error: Unexpected server response: 401").unwrap();
    /// let decision = decide(&Disconnect::new(finding.cause()?), u32::MAX);
    /// assert_eq!(decision.action, Action::Reauthenticate);
    /// # Ok::<(), closecode::message::NotACauseError>(())
    /// ```
    pub fn cause(&self) -> Result<Cause, NotACauseError> {
        if self.certainty() != Certainty::Certain {
            return Err(NotACauseError::Uncertain);
        }
        let code = self.code().ok_or(NotACauseError::NoCode);
        match self.origin() {
            Origin::Received | Origin::ReceivedThenSent | Origin::NoFrame => Ok(code?.into()),
            Origin::Invalid => Ok(LocalError::ProtocolError.into()),
            Origin::Refused => Ok(self.status().map_or(Cause::NotOpened, Cause::from)),
            Origin::Local => local(code?).ok_or(NotACauseError::ClosedHere),
            Origin::Sent | Origin::SentThenReceived => Err(NotACauseError::ClosedHere),
            Origin::Unknown => Err(NotACauseError::Uncertain),
        }
    }
}

/// What this side found, by the code that it has for it.
fn local(code: RawCode) -> Option<Cause> {
    match code.known()? {
        CloseCode::ProtocolError => Some(LocalError::ProtocolError.into()),
        CloseCode::InvalidFramePayloadData => Some(LocalError::InvalidUtf8.into()),
        CloseCode::MessageTooBig => Some(LocalError::MessageTooBig.into()),
        _ => None,
    }
}

impl TryFrom<Finding> for Cause {
    type Error = NotACauseError;

    #[inline]
    fn try_from(finding: Finding) -> Result<Self, NotACauseError> {
        finding.cause()
    }
}

impl TryFrom<Finding> for Disconnect {
    type Error = NotACauseError;

    #[inline]
    fn try_from(finding: Finding) -> Result<Self, NotACauseError> {
        finding.cause().map(Self::new)
    }
}
