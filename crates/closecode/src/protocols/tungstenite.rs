//! From the codes of a protocol or an application to tungstenite's types.
//!
//! Another version of tungstenite is a module like this one: its own feature, names and macro,
//! which `__close_code!` and `__close_code_sendable!` call beside this.

/// What the macro names: an application need not depend on tungstenite itself.
#[cfg(feature = "tungstenite")]
#[doc(hidden)]
pub mod __tungstenite {
    pub use ::tungstenite::protocol::CloseFrame;
    pub use ::tungstenite::protocol::frame::coding::CloseCode;
}

/// To tungstenite's code, for comparing; and, where each code may be sent, to a frame. Called by
/// other macros, because a feature inside a macro is that of the crate which uses it.
#[cfg(feature = "tungstenite")]
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_tungstenite {
    ($code:ident) => {
        impl ::core::convert::From<$code> for $crate::protocols::__tungstenite::CloseCode {
            fn from(code: $code) -> Self {
                <Self as ::core::convert::From<$crate::RawCode>>::from(code.raw())
            }
        }
    };
    (sendable $code:ident) => {
        /// A frame with an empty reason.
        impl ::core::convert::From<$code> for $crate::protocols::__tungstenite::CloseFrame {
            fn from(code: $code) -> Self {
                let code = <$crate::SendableCode as ::core::convert::From<$code>>::from(code);
                <Self as ::core::convert::From<$crate::SendableCode>>::from(code)
            }
        }
    };
}

/// Nothing without the feature.
#[cfg(not(feature = "tungstenite"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_tungstenite {
    ($($code:ident)+) => {};
}
