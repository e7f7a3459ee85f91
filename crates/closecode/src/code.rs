//! The registered codes, for a `match`.

use core::fmt;
use core::str::FromStr;

use crate::{
    CloseCode, CodeRange, ParseCodeError, Policy, RawCode, SendableCode, UnknownCodeError,
};

/// The enum, from a row for each code.
macro_rules! close_codes {
    ($($(#[$doc:meta])* $number:literal $ident:ident;)+) => {
        /// A close code that the IANA registry names. The discriminant is the number on the wire.
        ///
        /// A new registration adds a variant.
        ///
        /// ```
        /// use closecode::CloseCode;
        /// assert_eq!(CloseCode::AbnormalClosure as u16, 1006);
        /// assert_eq!(size_of::<Option<CloseCode>>(), 2);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u16)]
        #[allow(clippy::doc_markdown)]
        pub enum CloseCode {
            $(
                $(#[$doc])*
                $ident = $number,
            )+
        }

        impl CloseCode {
            /// Every registered code, by number.
            ///
            /// ```
            /// use closecode::CloseCode;
            /// assert!(CloseCode::ALL.is_sorted());
            /// assert!(CloseCode::ALL.contains(&CloseCode::GoingAway));
            /// ```
            pub const ALL: &'static [Self] = &[$(Self::$ident),+];

            /// The Rust name of the code.
            ///
            /// ```
            /// assert_eq!(closecode::CloseCode::GoingAway.ident(), "GoingAway");
            /// ```
            #[inline]
            #[must_use]
            pub const fn ident(self) -> &'static str {
                match self {
                    $(Self::$ident => stringify!($ident),)+
                }
            }
        }
    };
}
pub(crate) use close_codes;

/// A constant for each registered code, as one of the types that hold a number.
macro_rules! constants {
    ($code:ident: $($number:literal $name:ident $ident:ident;)+) => {
        /// The registered codes.
        impl crate::$code {
            $(
                #[doc = concat!("[", $number, "](CloseCode::", stringify!($ident), ").")]
                ///
                /// ```
                #[doc = concat!(
                    "assert_eq!(closecode::", stringify!($code), "::", stringify!($name), ", ",
                    stringify!($number), ");",
                )]
                /// ```
                pub const $name: Self = Self::registered(CloseCode::$ident);
            )+
        }
    };
}
pub(crate) use constants;

impl CloseCode {
    /// The registered code with this number, as the enums in [`protocols`](crate::protocols) have
    /// it.
    ///
    /// ```
    /// use closecode::CloseCode;
    /// assert_eq!(CloseCode::from_code(1001), Some(CloseCode::GoingAway));
    /// assert_eq!(CloseCode::from_code(4000), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_code(code: u16) -> Option<Self> {
        RawCode::new(code).known()
    }

    /// The number.
    ///
    /// ```
    /// assert_eq!(closecode::CloseCode::GoingAway.get(), 1001);
    /// ```
    #[inline]
    #[must_use]
    pub const fn get(self) -> u16 {
        self as u16
    }

    /// The code as any number, for the questions that [`RawCode`] answers.
    ///
    /// ```
    /// use closecode::CloseCode;
    /// assert!(CloseCode::AbnormalClosure.raw().is_synthetic());
    /// ```
    #[inline]
    #[must_use]
    pub const fn raw(self) -> RawCode {
        RawCode::new(self as u16)
    }

    /// The code as one that may be sent, if it may.
    ///
    /// ```
    /// use closecode::CloseCode;
    /// assert!(CloseCode::GoingAway.sendable().is_some());
    /// assert!(CloseCode::AbnormalClosure.sendable().is_none());
    /// ```
    #[inline]
    #[must_use]
    pub const fn sendable(self) -> Option<SendableCode> {
        self.raw().sendable()
    }

    /// Whether it is allowed in a Close frame, RFC 6455 section 7.4.
    ///
    /// ```
    /// assert!(!closecode::CloseCode::NoStatusRcvd.is_allowed_in_frame());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_allowed_in_frame(self) -> bool {
        self.raw().is_allowed_in_frame()
    }

    /// The range that it lies in.
    ///
    /// ```
    /// use closecode::{CloseCode, CodeRange};
    /// assert_eq!(CloseCode::Unauthorized.range(), CodeRange::Registered);
    /// ```
    #[inline]
    #[must_use]
    pub const fn range(self) -> CodeRange {
        self.raw().range()
    }

    /// The number as a label for metrics, as [`RawCode::label`] has it.
    ///
    /// ```
    /// assert_eq!(closecode::CloseCode::GoingAway.label(), "1001");
    /// ```
    #[inline]
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.raw().label()
    }

    /// What a client that received this code does about reconnecting.
    ///
    /// ```
    /// use closecode::{Action, CloseCode};
    /// assert_eq!(CloseCode::NormalClosure.policy().action(), Action::ReconnectIfWanted);
    /// ```
    #[inline]
    #[must_use]
    pub const fn policy(self) -> Policy {
        self.raw().policy()
    }

    /// The registry's name, in the registry's spelling.
    ///
    /// ```
    /// use closecode::CloseCode;
    /// assert_eq!(CloseCode::NoStatusRcvd.name(), "No Status Rcvd");
    /// assert_eq!(CloseCode::TlsHandshake.name(), "TLS handshake");
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.raw().name() {
            Some(name) => name,
            // Each registered code has a name: the tests ask all of them.
            None => "",
        }
    }
}

/// The number and the registry's name: `1006 Abnormal Closure`.
impl fmt::Display for CloseCode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw().fmt(f)
    }
}

/// Reads what [`RawCode`] reads, where it is a registered code: `1006`, `abnormal closure`,
/// `CLOSE_ABNORMAL`, `1006 Abnormal Closure`, `1006 (abnormal closure)`.
///
/// ```
/// use closecode::CloseCode;
/// // .NET, gorilla/websocket and libwebsockets have the same code in mind.
/// for name in ["EndpointUnavailable", "CloseGoingAway", "LWS_CLOSE_STATUS_GOINGAWAY"] {
///     assert_eq!(name.parse(), Ok(CloseCode::GoingAway));
/// }
/// ```
impl FromStr for CloseCode {
    type Err = ParseCodeError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParseCodeError> {
        text.parse::<RawCode>()?.known().ok_or(ParseCodeError {})
    }
}

/// The digits that a text begins with, and what follows them.
pub(crate) fn number_and_rest(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// The name that follows a number: after one space, in parentheses or not.
pub(crate) fn name_after(rest: &str) -> Option<&str> {
    let name = rest.strip_prefix(' ')?;
    match name.strip_prefix('(') {
        Some(opened) => opened.strip_suffix(')'),
        None => Some(name),
    }
}

impl From<CloseCode> for u16 {
    #[inline]
    fn from(code: CloseCode) -> Self {
        code.get()
    }
}

impl TryFrom<u16> for CloseCode {
    type Error = UnknownCodeError;

    #[inline]
    fn try_from(code: u16) -> Result<Self, UnknownCodeError> {
        RawCode::new(code).known().ok_or(UnknownCodeError(code))
    }
}

impl PartialEq<u16> for CloseCode {
    #[inline]
    fn eq(&self, other: &u16) -> bool {
        self.get() == *other
    }
}

impl PartialEq<RawCode> for CloseCode {
    #[inline]
    fn eq(&self, other: &RawCode) -> bool {
        self.get() == other.get()
    }
}

impl PartialEq<CloseCode> for u16 {
    #[inline]
    fn eq(&self, other: &CloseCode) -> bool {
        *self == other.get()
    }
}
