//! What the file of an application's own codes calls, beside the rows that a protocol of this crate
//! has too.
//!
//! The source is compiled in somebody else's crate, of any edition, with or without a prelude and
//! beside modules of any name. So the macros name everything by its full path, and the generated
//! file has next to nothing but calls of them.

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
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, ".rs"));
    };
}

/// Compiles to nothing if the generator that wrote the file is of this crate's version: rows may
/// change with a version that may break. A test compares the number with the crate's.
#[doc(hidden)]
#[macro_export]
macro_rules! __generated_by {
    ("0.1") => {};
    ($version:literal) => {
        ::core::compile_error!(::core::concat!(
            "this file was written by closecode-codegen ",
            $version,
            ", and the crate closecode is ",
            "0.1",
            ": use the same version of both in Cargo.toml, or, if the file is checked in, write it \
             again with `closecode rust` of this version",
        ));
    };
}

/// The profile of the protocol that the application extends, whose feature is on.
#[doc(hidden)]
#[macro_export]
macro_rules! __extended {
    ($id:literal $($path:ident)::+) => {
        &$crate::protocols::$($path::)+PROFILE
    };
}

/// In place of the profile, where the feature of the protocol is off.
#[doc(hidden)]
#[macro_export]
macro_rules! __extended_without_feature {
    ($id:literal $($path:ident)::+) => {
        ::core::compile_error!(::core::concat!(
            "`extends = \"",
            $id,
            "\"` needs the feature `protocol-",
            $id,
            "` of closecode: add it to `features` of closecode in Cargo.toml",
        ))
    };
}

/// The function that reads an HTTP status out of a close code.
#[doc(hidden)]
#[macro_export]
macro_rules! __http_status {
    ($base:literal) => {
        #[doc = ::core::concat!("The HTTP status that a close code stands for: ", $base, " plus")]
        #[doc = "the status, from 400 to 599. `None` for any other number."]
        #[allow(dead_code)]
        #[must_use]
        pub const fn http_status(code: u16) -> ::core::option::Option<u16> {
            match code.checked_sub($base) {
                ::core::option::Option::Some(status @ 400..=599) => {
                    ::core::option::Option::Some(status)
                }
                _ => ::core::option::Option::None,
            }
        }
    };
}

#[cfg(test)]
mod tests {
    extern crate std;

    /// What a generator of this version writes: `0.<minor>`, or the major version.
    #[test]
    fn the_generator_of_this_version_is_accepted_and_no_other() {
        let version = match env!("CARGO_PKG_VERSION_MAJOR") {
            "0" => concat!("\"0.", env!("CARGO_PKG_VERSION_MINOR"), "\""),
            _ => concat!("\"", env!("CARGO_PKG_VERSION_MAJOR"), "\""),
        };
        let source = include_str!("own.rs");
        assert_eq!(source.matches(&std::format!("({version}) => {{}};")).count(), 1, "{version}");
        assert_eq!(source.matches(&std::format!("            {version},\n")).count(), 1);
        // In two parts, so that this line is not found.
        let accepting = std::format!(") =>{}", " {};");
        assert_eq!(source.matches(&accepting).count(), 1, "it is the only one");
    }
}
