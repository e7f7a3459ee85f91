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
                    ::core::option::Option::Some(ident) => ident,
                    // Each code has one: only a range has none.
                    ::core::option::Option::None => "",
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
            pub const fn rule(self) -> ::core::option::Option<$crate::ProfileRule> {
                self.entry().rule()
            }
        }

        /// The number and the name.
        impl ::core::fmt::Display for $code {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.entry(), f)
            }
        }

        /// Reads a number, the name or the Rust identifier in any case, or a number with the name
        /// after a space, in parentheses or not. Whitespace around it (ASCII) is ignored.
        impl ::core::str::FromStr for $code {
            type Err = $crate::ParseCodeError;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::ParseCodeError> {
                $crate::protocols::Entry::find(CODES, text)
                    .map(|index| Self::ALL[index])
                    .ok_or($crate::ParseCodeError::new())
            }
        }

        impl ::core::convert::From<$code> for u16 {
            fn from(code: $code) -> Self {
                code.get()
            }
        }

        impl ::core::convert::From<$code> for $crate::RawCode {
            fn from(code: $code) -> Self {
                code.raw()
            }
        }

        /// The connection was closed with this code.
        impl ::core::convert::From<$code> for $crate::Cause {
            fn from(code: $code) -> Self {
                $crate::Cause::Closed(code.raw())
            }
        }

        /// The connection was closed with this code, and nothing else is known.
        impl ::core::convert::From<$code> for $crate::Disconnect {
            fn from(code: $code) -> Self {
                $crate::Disconnect::new($crate::Cause::Closed(code.raw()))
            }
        }

        impl ::core::convert::TryFrom<u16> for $code {
            type Error = $crate::protocols::UnknownCodeError;

            fn try_from(code: u16) -> ::core::result::Result<Self, Self::Error> {
                Self::from_code(code)
                    .ok_or($crate::protocols::UnknownCodeError::new(code, $protocol))
            }
        }

        impl ::core::convert::TryFrom<$crate::RawCode> for $code {
            type Error = $crate::protocols::UnknownCodeError;

            fn try_from(code: $crate::RawCode) -> ::core::result::Result<Self, Self::Error> {
                <Self as ::core::convert::TryFrom<u16>>::try_from(code.get())
            }
        }

        impl ::core::cmp::PartialEq<u16> for $code {
            fn eq(&self, other: &u16) -> bool {
                self.get() == *other
            }
        }

        impl ::core::cmp::PartialEq<$crate::RawCode> for $code {
            fn eq(&self, other: &$crate::RawCode) -> bool {
                self.get() == other.get()
            }
        }

        $crate::__close_code_serde!($code);
        $crate::__close_code_tungstenite!($code);
    };
}

/// Into what can be sent: always, where the generator has found that all codes may be; else the
/// question is asked for each value. A list that grows may get a code that nobody sends, so that
/// the enums of this crate are asked too.
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_sendable {
    ($code:ident sendable: $($ident:ident $number:literal,)+) => {
        /// Each of them is allowed in a Close frame.
        #[allow(deprecated)]
        impl ::core::convert::From<$code> for $crate::SendableCode {
            fn from(code: $code) -> Self {
                match code {
                    $($code::$ident => $crate::SendableCode::of::<$number>(),)+
                }
            }
        }

        $crate::__close_code_tungstenite!(sendable $code);
    };
    ($code:ident: $($ident:ident $number:literal,)+) => {
        /// Not each of them need be allowed in a Close frame.
        impl ::core::convert::TryFrom<$code> for $crate::SendableCode {
            type Error = $crate::NotSendableError;

            fn try_from(code: $code) -> ::core::result::Result<Self, Self::Error> {
                <Self as ::core::convert::TryFrom<u16>>::try_from(code.get())
            }
        }
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
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_u16(self.get())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $code {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let number =
                    <u16 as $crate::__private::serde::Deserialize>::deserialize(deserializer)?;
                <Self as ::core::convert::TryFrom<u16>>::try_from(number)
                    .map_err($crate::__private::serde::de::Error::custom)
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
