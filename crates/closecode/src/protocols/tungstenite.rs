//! From the codes of a protocol or an application to the types of tungstenite, for each version
//! that has a feature.
//!
//! Another version is a module of names, and a macro with the feature and one without.

/// What the macro names: an application need not depend on tungstenite itself.
#[cfg(feature = "tungstenite-0_29")]
#[doc(hidden)]
pub mod __tungstenite_0_29 {
    pub use ::tungstenite_0_29::protocol::CloseFrame;
    pub use ::tungstenite_0_29::protocol::frame::coding::CloseCode;
}

/// What the macro names.
#[cfg(feature = "tungstenite-0_30")]
#[doc(hidden)]
pub mod __tungstenite_0_30 {
    pub use ::tungstenite_0_30::protocol::CloseFrame;
    pub use ::tungstenite_0_30::protocol::frame::coding::CloseCode;
}

/// To tungstenite's code, for comparing; and, where each code may be sent, to a frame.
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_tungstenite {
    ($($what:ident)+) => {
        $crate::__close_code_tungstenite_0_29!($($what)+);
        $crate::__close_code_tungstenite_0_30!($($what)+);
    };
}

/// The same for one version, whose names are in this module.
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_frames {
    ($version:ident: sendable $code:ident) => {
        /// A frame with an empty reason.
        impl ::core::convert::From<$code> for $crate::protocols::$version::CloseFrame {
            fn from(code: $code) -> Self {
                let code = <$crate::SendableCode as ::core::convert::From<$code>>::from(code);
                <Self as ::core::convert::From<$crate::SendableCode>>::from(code)
            }
        }
    };
    ($version:ident: $code:ident) => {
        impl ::core::convert::From<$code> for $crate::protocols::$version::CloseCode {
            fn from(code: $code) -> Self {
                <Self as ::core::convert::From<$crate::RawCode>>::from(code.raw())
            }
        }
    };
}

/// Called by another macro, because a feature inside a macro is that of the crate which uses it.
#[cfg(feature = "tungstenite-0_29")]
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_tungstenite_0_29 {
    ($($what:ident)+) => { $crate::__close_code_frames!(__tungstenite_0_29: $($what)+); };
}

/// Nothing without the feature.
#[cfg(not(feature = "tungstenite-0_29"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_tungstenite_0_29 {
    ($($what:ident)+) => {};
}

/// Called by another macro.
#[cfg(feature = "tungstenite-0_30")]
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_tungstenite_0_30 {
    ($($what:ident)+) => { $crate::__close_code_frames!(__tungstenite_0_30: $($what)+); };
}

/// Nothing without the feature.
#[cfg(not(feature = "tungstenite-0_30"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_tungstenite_0_30 {
    ($($what:ident)+) => {};
}
