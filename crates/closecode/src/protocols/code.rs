//! What every protocol's `CloseCode` can do, written once.

/// The methods and traits of a protocol's enum, beside which stand `CODES` and `CloseCode::place`.
#[allow(unused_macros)] // Without a protocol, nobody asks for it.
macro_rules! close_code {
    ($code:ident, $protocol:literal) => {
        impl $code {
            /// The number.
            #[inline]
            #[must_use]
            pub const fn get(self) -> u16 {
                self as u16
            }

            /// The code as any number, for the questions that [`RawCode`](crate::RawCode) answers.
            #[inline]
            #[must_use]
            pub const fn raw(self) -> crate::RawCode {
                crate::RawCode::new(self as u16)
            }

            /// Everything that is known about it.
            #[inline]
            #[must_use]
            pub const fn entry(self) -> &'static Entry {
                &CODES[self.place()]
            }

            /// The Rust name of the code.
            #[inline]
            #[must_use]
            pub const fn ident(self) -> &'static str {
                match self.entry().ident() {
                    Some(ident) => ident,
                    // Each code has one: only a range has none.
                    None => "",
                }
            }

            /// The name, in the source's spelling where it has one.
            #[inline]
            #[must_use]
            pub const fn name(self) -> &'static str {
                self.entry().name()
            }

            /// What happened, in English.
            #[inline]
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                self.entry().meaning()
            }

            /// Who sends it.
            #[inline]
            #[must_use]
            pub const fn sender(self) -> Sender {
                self.entry().sender()
            }

            /// What the source asks a client to do; `None` if it says nothing.
            #[inline]
            #[must_use]
            pub const fn rule(self) -> Option<ProfileRule> {
                self.entry().rule()
            }
        }

        /// A variant that the table has at another place would have another code's meaning.
        #[cfg(test)]
        #[test]
        fn the_enum_and_its_table_agree() {
            extern crate std;
            use std::string::ToString as _;
            assert_eq!($code::ALL.len(), CODES.len());
            for (code, entry) in $code::ALL.into_iter().zip(CODES) {
                assert_eq!((code.entry(), entry.numbers()), (entry, code.get()..=code.get()));
                assert_eq!($code::from_code(code.get()), Some(code));
                assert_eq!(std::format!("{code:?}"), code.ident());
                assert_eq!(code.to_string().parse(), Ok(code));
                assert_eq!((code.ident().parse(), code.get().to_string().parse()), (Ok(code), Ok(code)));
            }
            let known = (0..=u16::MAX).filter(|code| $code::try_from(*code).is_ok());
            assert!(known.eq($code::ALL.into_iter().map($code::get)), "no other number is a code, and they are sorted");
        }

        /// The number and the name.
        impl core::fmt::Display for $code {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.entry().fmt(f)
            }
        }

        /// Reads a number, the Rust identifier in any case, the name in any case if no other code has it, or what `Display` wrote.
        impl core::str::FromStr for $code {
            type Err = crate::ParseCodeError;

            fn from_str(text: &str) -> Result<Self, crate::ParseCodeError> {
                crate::protocols::find(CODES, text).map(|place| Self::ALL[place]).ok_or(crate::ParseCodeError {})
            }
        }

        impl From<$code> for u16 {
            fn from(code: $code) -> Self {
                code.get()
            }
        }

        impl From<$code> for crate::RawCode {
            fn from(code: $code) -> Self {
                code.raw()
            }
        }

        impl TryFrom<u16> for $code {
            type Error = crate::protocols::UnknownCodeError;

            fn try_from(code: u16) -> Result<Self, Self::Error> {
                Self::from_code(code).ok_or(crate::protocols::UnknownCodeError { code, protocol: $protocol })
            }
        }

        impl TryFrom<crate::RawCode> for $code {
            type Error = crate::protocols::UnknownCodeError;

            fn try_from(code: crate::RawCode) -> Result<Self, Self::Error> {
                Self::try_from(code.get())
            }
        }

        impl PartialEq<u16> for $code {
            fn eq(&self, other: &u16) -> bool {
                self.get() == *other
            }
        }

        impl PartialEq<crate::RawCode> for $code {
            fn eq(&self, other: &crate::RawCode) -> bool {
                self.get() == other.get()
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $code {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u16(self.get())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $code {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = u16::deserialize(deserializer)?;
                Self::try_from(number).map_err(serde::de::Error::custom)
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use close_code;
