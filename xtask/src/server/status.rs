//! The status codes of HTTP that the server sends.

/// A status code with its reason phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) code: u16,
    pub(super) phrase: &'static str,
}

impl Status {
    pub(super) const OK: Self = Self::new(200, "OK");
    pub(super) const REDIRECT: Self = Self::new(307, "Temporary Redirect");
    pub(super) const BAD_REQUEST: Self = Self::new(400, "Bad Request");
    pub(super) const NOT_FOUND: Self = Self::new(404, "Not Found");
    pub(super) const METHOD_NOT_ALLOWED: Self = Self::new(405, "Method Not Allowed");
    pub(super) const REQUEST_TIMEOUT: Self = Self::new(408, "Request Timeout");
    pub(super) const URI_TOO_LONG: Self = Self::new(414, "URI Too Long");
    pub(super) const MISDIRECTED: Self = Self::new(421, "Misdirected Request");
    pub(super) const HEAD_TOO_LARGE: Self = Self::new(431, "Request Header Fields Too Large");
    pub(super) const VERSION_NOT_SUPPORTED: Self = Self::new(505, "HTTP Version Not Supported");

    const fn new(code: u16, phrase: &'static str) -> Self {
        Self { code, phrase }
    }
}
