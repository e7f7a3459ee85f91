//! Between `http`'s status and ours.

use http::StatusCode;

use crate::HandshakeStatus;

impl From<StatusCode> for HandshakeStatus {
    fn from(status: StatusCode) -> Self {
        Self::new(status.as_u16())
    }
}

/// Fails below 100 and from 1000 on, where `http` has no status.
impl TryFrom<HandshakeStatus> for StatusCode {
    type Error = http::status::InvalidStatusCode;

    fn try_from(status: HandshakeStatus) -> Result<Self, Self::Error> {
        Self::from_u16(status.get())
    }
}
