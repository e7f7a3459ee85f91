//! The registered codes, for a `match`.

use core::fmt;
use core::str::FromStr;

use crate::{CloseCode, ParseCodeError, Policy, RawCode, UnknownCodeError};

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
            pub const ALL: [Self; [$($number),+].len()] = [$(Self::$ident),+];

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

impl CloseCode {
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

    /// What a client that received this code does about reconnecting.
    ///
    /// ```
    /// use closecode::{Action, CloseCode};
    /// assert_eq!(CloseCode::NormalClosure.policy().action(), Action::NoNeed);
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

/// Reads a number, the registered name in any case, the Rust identifier, or what `Display` wrote.
impl FromStr for CloseCode {
    type Err = ParseCodeError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParseCodeError> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = text.split_at(digits);
        let by_name = |name: &str| {
            let named = |code: &&Self| {
                code.name().eq_ignore_ascii_case(name) || code.ident().eq_ignore_ascii_case(name)
            };
            Self::ALL.iter().find(named).copied()
        };
        let by_number = || RawCode::new(number.parse().ok()?).known();
        match (number, rest.strip_prefix(' ')) {
            ("", _) => by_name(text),
            (_, None) if rest.is_empty() => by_number(),
            // Number and name must agree: a log line that contradicts itself is not a code.
            (_, Some(name)) => by_number().filter(|code| code.name() == name),
            _ => None,
        }
        .ok_or(ParseCodeError {})
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
