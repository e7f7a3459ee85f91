//! What every protocol's `CloseCode` can do, written once. An application's own codes can do the
//! same.

/// The methods and traits of a protocol's enum, beside which is the table `CODES`.
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code {
    ($code:ident, $protocol:expr) => {
        impl $code {
            /// The number.
            #[inline]
            #[must_use]
            pub const fn get(self) -> u16 {
                self as u16
            }

            /// The code as any number, for the questions that `RawCode` answers.
            #[inline]
            #[must_use]
            pub const fn raw(self) -> $crate::RawCode {
                $crate::RawCode::new(self as u16)
            }

            /// Everything that is known about it.
            #[inline]
            #[must_use]
            pub const fn entry(self) -> &'static $crate::protocols::Entry {
                $crate::protocols::Entry::of(CODES, self as u16)
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
            pub const fn sender(self) -> $crate::protocols::Sender {
                self.entry().sender()
            }

            /// What the source asks a client to do; `None` if it says nothing.
            #[inline]
            #[must_use]
            pub const fn rule(self) -> Option<$crate::ProfileRule> {
                self.entry().rule()
            }
        }

        /// The number and the name.
        impl core::fmt::Display for $code {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.entry().fmt(f)
            }
        }

        /// Reads a number, the name or the Rust identifier in any case, or a number with the name
        /// after a space, in parentheses or not. Whitespace around it (ASCII) is ignored.
        impl core::str::FromStr for $code {
            type Err = $crate::ParseCodeError;

            fn from_str(text: &str) -> Result<Self, $crate::ParseCodeError> {
                $crate::protocols::Entry::find(CODES, text)
                    .map(|index| Self::ALL[index])
                    .ok_or($crate::ParseCodeError::new())
            }
        }

        impl From<$code> for u16 {
            fn from(code: $code) -> Self {
                code.get()
            }
        }

        impl From<$code> for $crate::RawCode {
            fn from(code: $code) -> Self {
                code.raw()
            }
        }

        impl TryFrom<u16> for $code {
            type Error = $crate::protocols::UnknownCodeError;

            fn try_from(code: u16) -> Result<Self, Self::Error> {
                Self::from_code(code)
                    .ok_or($crate::protocols::UnknownCodeError::new(code, $protocol))
            }
        }

        impl TryFrom<$crate::RawCode> for $code {
            type Error = $crate::protocols::UnknownCodeError;

            fn try_from(code: $crate::RawCode) -> Result<Self, Self::Error> {
                Self::try_from(code.get())
            }
        }

        impl PartialEq<u16> for $code {
            fn eq(&self, other: &u16) -> bool {
                self.get() == *other
            }
        }

        impl PartialEq<$crate::RawCode> for $code {
            fn eq(&self, other: &$crate::RawCode) -> bool {
                self.get() == other.get()
            }
        }

        $crate::__close_code_serde!($code);
    };
}

/// Asked by the macro above, because a feature inside a macro is that of the crate which uses it.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_serde {
    ($code:ident) => {
        impl $crate::__private::serde::Serialize for $code {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_u16(self.get())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $code {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let number =
                    <u16 as $crate::__private::serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(number).map_err($crate::__private::serde::de::Error::custom)
            }
        }
    };
}

/// Nothing without the feature.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_serde {
    ($code:ident) => {};
}

/// The file that `closecode_codegen::build` made from `<name>.toml`, in a module of the
/// application.
///
/// ```text
/// // build.rs: fn main() -> std::process::ExitCode { closecode_codegen::build("closecodes.toml") }
/// pub mod close_codes {
///     closecode::include_codes!("closecodes");
/// }
/// ```
#[macro_export]
macro_rules! include_codes {
    ($name:literal) => {
        include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"));
    };
}
