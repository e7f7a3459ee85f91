//! The module of an endpoint, from one row for each code and each documented range.
//!
//! Generated modules are calls of these macros, in this crate and in an application: each fact of a
//! code is in its row once, and what follows from the row, from the enum to its documentation, is
//! written here once.

/// A text in documentation, where Markdown would read something else than what stands there: then
/// the text as Markdown stands behind it.
#[doc(hidden)]
#[macro_export]
macro_rules! __doc {
    ($text:literal) => {
        $text
    };
    ($text:literal as $markdown:literal) => {
        $markdown
    };
}

/// What is in the module of an endpoint: the enum `CloseCode`, its table, the documented ranges,
/// the profile, and the value for the registry.
///
/// ```text
/// closecode::__endpoint! {
///     "Acme";
///
///     /// Sources: [Close codes of Acme](https://example.com/codes).
///     4001 TokenExpired "Token expired", Server, Reauth,
///         "The token ran out while the connection was open.",
///         advice: "The client asks for a new token and tries once more.";
///
///     ranges {
///         4100..=4199 "Maintenance", Server, Backoff,
///             "The server is being repaired.",
///             delay: 1000 to 30_000 ms, times 2, Full,
///             attempts: 5;
///     }
/// }
/// ```
///
/// A row has the number, the name in Rust, the name, who sends it (a `Sender`), what to do (a
/// `Reconnect`), and what happened. A protocol
/// with several endpoints names this one after its own name: `"Acme", "rooms" "Rooms";`.
/// A delay that grows otherwise than by a factor is a list: `delays: [2000, 30_000] ms, None`.
/// A text that Markdown would take for markup has itself in Markdown behind it, for the
/// documentation: `"[a]" as "\\[a\\]"`.
/// After the names, `each: sendable` says that every code may be sent, and `profile: [...]` calls
/// methods of the `ProfileTable`: what an application asks besides its own rows.
#[doc(hidden)]
#[macro_export]
macro_rules! __endpoint {
    // Without codes there is no enum.
    (
        $(#[$attr:meta])*
        $protocol:literal $(as $protocol_doc:literal)?
            $(, $id:literal $endpoint:literal $(as $endpoint_doc:literal)?)?
            $(, each: $sendable:ident)? $(, profile: [$($more:tt)*])?;
        ranges $ranges:tt
    ) => {
        const CODES: &[$crate::protocols::Entry] = &[];

        $crate::__endpoint_tables! {
            $protocol $(as $protocol_doc)? $(, $id $endpoint $(as $endpoint_doc)?)?
                $(, profile: [$($more)*])?;
            ranges $ranges
        }
    };
    (
        $(#[$attr:meta])*
        $protocol:literal $(as $protocol_doc:literal)?
            $(, $id:literal $endpoint:literal $(as $endpoint_doc:literal)?)?
            $(, each: $sendable:ident)? $(, profile: [$($more:tt)*])?;
        $(
            $(#[$doc:meta])*
            $number:literal $ident:ident $name:literal $(as $name_doc:literal)?,
                $sender:ident, $action:ident, $meaning:literal $(as $meaning_doc:literal)?
                $(, advice: $advice:literal $(as $advice_doc:literal)?)?
                $(, delay: $initial:literal to $max:literal ms, times $factor:literal,
                    $jitter:ident)?
                $(, delays: [$($step:literal),+] ms, $drawn:ident)?
                $(, attempts: $attempts:literal)?
                $(, disputed: $disputed:literal $(as $disputed_doc:literal)?)?
                $(, retired: $retired:literal $(as $retired_doc:literal)?)?
                $(, notes: $($note:ident)+)?;
        )+
        $(ranges $ranges:tt)?
    ) => {
        #[doc = ::core::concat!(
            "A close code of ", $crate::__doc!($protocol $(as $protocol_doc)?),
            $(", ", $crate::__doc!($endpoint $(as $endpoint_doc)?),)? ".",
        )]
        #[doc = "The discriminant is the number."]
        $(#[$attr])*
        #[derive(
            ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug,
            ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::cmp::PartialOrd, ::core::cmp::Ord,
            ::core::hash::Hash,
        )]
        #[repr(u16)]
        // What an application does not use is no mistake.
        #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
        pub enum CloseCode {
            $(
                #[doc = ::core::concat!(
                    "**", $number, " ", $crate::__doc!($name $(as $name_doc)?), ".** ",
                    $crate::__doc!($meaning $(as $meaning_doc)?), "\n\n",
                    $crate::__code_doc!(sender $sender),
                    $crate::__code_doc!(reconnect $action),
                    $(" ", $crate::__doc!($advice $(as $advice_doc)?),)?
                    $(
                        $crate::__code_doc!(disputed),
                        $crate::__doc!($disputed $(as $disputed_doc)?),
                    )?
                    $(
                        $crate::__code_doc!(retired),
                        $crate::__doc!($retired $(as $retired_doc)?),
                    )?
                    $($($crate::__code_doc!(note $note),)+)?
                    "\n",
                )]
                $(#[$doc])*
                $ident = $number,
            )+
        }

        #[allow(dead_code, deprecated)]
        impl CloseCode {
            /// Every code, by number.
            pub const ALL: &'static [Self] = &[$(Self::$ident),+];

            /// The code with this number.
            #[inline]
            #[must_use]
            pub const fn from_code(code: u16) -> ::core::option::Option<Self> {
                match code {
                    $($number => ::core::option::Option::Some(Self::$ident),)+
                    _ => ::core::option::Option::None,
                }
            }
        }

        $crate::__close_code!(CloseCode, ::core::concat!($protocol $(, ", ", $endpoint)?));
        $crate::__close_code_sendable!(CloseCode $($sendable)?: $($ident $number,)+);

        const CODES: &[$crate::protocols::Entry] = &[
            $(
                $crate::protocols::Entry::code(
                    $number,
                    ::core::stringify!($ident),
                    $name,
                    $crate::protocols::Sender::$sender,
                    $crate::protocols::Reconnect::$action,
                    $meaning,
                )
                $(.with_advice($advice))?
                $(.with_delay($initial, $max, $factor, $crate::Jitter::$jitter))?
                $(.with_steps(
                    &[$(::core::time::Duration::from_millis($step)),+],
                    $crate::Jitter::$drawn,
                ))?
                $(.with_attempts($attempts))?
                $(.with_dispute($disputed))?
                $(.with_retirement($retired))?
            ),+
        ];

        $crate::__endpoint_tables! {
            $protocol $(as $protocol_doc)? $(, $id $endpoint $(as $endpoint_doc)?)?
                $(, profile: [$($more)*])?;
            $(ranges $ranges)?
        }
    };
}

/// What an endpoint has beside its codes: its ranges, its profile, and the value for the registry.
#[doc(hidden)]
#[macro_export]
macro_rules! __endpoint_tables {
    (
        $protocol:literal $(as $protocol_doc:literal)?
            $(, $id:literal $endpoint:literal $(as $endpoint_doc:literal)?)?
            $(, profile: [$($more:tt)*])?;
        $(ranges {
            $(
                $first:literal..=$last:literal $name:literal $(as $name_doc:literal)?,
                    $sender:ident, $action:ident, $meaning:literal $(as $meaning_doc:literal)?
                    $(, advice: $advice:literal $(as $advice_doc:literal)?)?
                    $(, delay: $initial:literal to $max:literal ms, times $factor:literal,
                        $jitter:ident)?
                    $(, delays: [$($step:literal),+] ms, $drawn:ident)?
                    $(, attempts: $attempts:literal)?
                    $(, disputed: $disputed:literal $(as $disputed_doc:literal)?)?
                    $(, retired: $retired:literal $(as $retired_doc:literal)?)?;
            )+
        })?
    ) => {
        #[doc = ::core::concat!(
            "The ranges of numbers that ", $crate::__doc!($protocol $(as $protocol_doc)?),
            $(", ", $crate::__doc!($endpoint $(as $endpoint_doc)?),)?
            " gives a meaning as a whole. A code goes before the range that it lies in.",
        )]
        $($(
            #[doc = ""]
            #[doc = ::core::concat!(
                "* **", $first, " to ", $last, ": ", $crate::__doc!($name $(as $name_doc)?), ".** ",
                $crate::__doc!($meaning $(as $meaning_doc)?),
            )]
        )+)?
        #[allow(dead_code)]
        pub const RANGES: &[$crate::protocols::Entry] = &[
            $($(
                $crate::protocols::Entry::range(
                    $first,
                    $last,
                    $name,
                    $crate::protocols::Sender::$sender,
                    $crate::protocols::Reconnect::$action,
                    $meaning,
                )
                $(.with_advice($advice))?
                $(.with_delay($initial, $max, $factor, $crate::Jitter::$jitter))?
                $(.with_steps(
                    &[$(::core::time::Duration::from_millis($step)),+],
                    $crate::Jitter::$drawn,
                ))?
                $(.with_attempts($attempts))?
                $(.with_dispute($disputed))?
                $(.with_retirement($retired))?
            ),+)?
        ];

        #[doc = ::core::concat!(
            "What ", $crate::__doc!($protocol $(as $protocol_doc)?),
            $(", ", $crate::__doc!($endpoint $(as $endpoint_doc)?),)?
            " asks a client to do: a profile for `decide`,",
        )]
        /// which asks it first. The narrowest code or range with a
        /// rule is asked; a number without any has none.
        #[allow(dead_code)]
        pub const PROFILE: $crate::ProfileTable = {
            const COUNT: usize = $crate::protocols::Entry::rule_count(CODES, RANGES);
            const RULES: &[(::core::ops::RangeInclusive<u16>, $crate::ProfileRule)] =
                &$crate::protocols::Entry::rules::<COUNT>(CODES, RANGES);
            $crate::ProfileTable::new(RULES).named($protocol) $($($more)*)?
        };

        #[doc = ::core::concat!(
            "What is known of ", $crate::__doc!($protocol $(as $protocol_doc)?),
            $(", ", $crate::__doc!($endpoint $(as $endpoint_doc)?),)? " as the registry has it.",
        )]
        #[allow(dead_code)]
        pub const ENDPOINT: $crate::protocols::Endpoint =
            $crate::protocols::Endpoint::new($protocol, CODES, RANGES, PROFILE)
                $(.named($id, $endpoint))?;
    };
}

/// The module of an endpoint of this crate, whose path is public: its enum may grow, and has an
/// example and a test, which in an application would be the application's.
#[allow(unused_macros)] // Without a protocol, nobody asks for it.
macro_rules! endpoint {
    (
        $name:literal $(as $name_doc:literal)?
            $(, $id:literal $endpoint:literal $(as $endpoint_doc:literal)?)? in $($at:ident)::+;
        ranges $ranges:tt
    ) => {
        $crate::__endpoint! {
            $name $(as $name_doc)? $(, $id $endpoint $(as $endpoint_doc)?)?; ranges $ranges
        }
    };
    (
        $name:literal $(as $name_doc:literal)?
            $(, $id:literal $endpoint:literal $(as $endpoint_doc:literal)?)?
            in $module:ident $(:: $inner:ident)?;
        $(#[$doc:meta])* $number:literal $ident:ident $($rest:tt)*
    ) => {
        $crate::__endpoint! {
            #[doc = ""]
            #[doc = "```"]
            #[doc = concat!(
                "use closecode::protocols::", stringify!($module), $("::", stringify!($inner),)?
                "::CloseCode;"
            )]
            #[doc = concat!(
                "assert_eq!(CloseCode::from_code(", $number, "), Some(CloseCode::",
                stringify!($ident), "));"
            )]
            #[doc = "```"]
            #[non_exhaustive]
            $name $(as $name_doc)? $(, $id $endpoint $(as $endpoint_doc)?)?;
            $(#[$doc])* $number $ident $($rest)*
        }

        /// A row out of order, or one number twice, would have another code's meaning.
        #[cfg(test)]
        #[test]
        fn the_enum_and_its_table_agree() {
            extern crate std;
            use std::string::ToString as _;
            assert_eq!(CloseCode::ALL.len(), CODES.len());
            for (code, entry) in CloseCode::ALL.iter().copied().zip(CODES) {
                assert_eq!((code.entry(), entry.numbers()), (entry, code.get()..=code.get()));
                assert_eq!(CloseCode::from_code(code.get()), Some(code));
                assert_eq!(std::format!("{code:?}"), code.ident());
                assert_eq!(code.to_string().parse(), Ok(code));
                assert_eq!(
                    (code.ident().parse(), code.get().to_string().parse()),
                    (Ok(code), Ok(code))
                );
            }
            let known = (0..=u16::MAX).filter(|code| CloseCode::try_from(*code).is_ok());
            assert!(
                known.eq(CloseCode::ALL.iter().map(|code| code.get())),
                "no other number is a code, and they are sorted"
            );
        }
    };
}
#[allow(unused_imports)]
pub(crate) use endpoint;
