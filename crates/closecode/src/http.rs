//! Between `http`'s status and ours, and what its headers say.

use core::time::Duration;

use http::{HeaderMap, StatusCode, header};

use crate::{HandshakeStatus, Hint};

impl Hint {
    /// What the `Retry-After` of a response says, as [`from_retry_after`](Self::from_retry_after)
    /// reads it. `now` is the time since 1970-01-01 00:00:00 UTC. `None` if there is no such
    /// header, or it is neither a number nor a date.
    ///
    /// ```
    /// use closecode::Hint;
    /// use core::time::Duration;
    /// let mut headers = http::HeaderMap::new();
    /// assert_eq!(Hint::from_headers(&headers, Duration::ZERO), None);
    /// headers.insert("retry-after", http::HeaderValue::from_static("7"));
    /// let hint = Hint::from_headers(&headers, Duration::ZERO).unwrap();
    /// assert_eq!(hint.get_retry_after(), Some(Duration::from_secs(7)));
    /// ```
    #[must_use]
    pub fn from_headers(headers: &HeaderMap, now: Duration) -> Option<Self> {
        Self::from_retry_after(headers.get(header::RETRY_AFTER)?.to_str().ok()?, now)
    }
}

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
