//! The rows of the table of texts.

/// What a text says about the end of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    Received,
    Invalid,
    Sent,
    Local,
    None,
    Refused,
    /// Those who print it mean different things.
    #[allow(dead_code)] // There may be no such text in the data.
    Unclear,
}

/// A text that libraries print.
pub(crate) struct Printed {
    /// The text, with holes in braces, as the data has it.
    pub(crate) text: &'static str,
    /// Who prints it.
    pub(crate) by: u128,
    /// The code that it means without naming it.
    pub(crate) code: Option<u16>,
    /// Where in the text the bytes end by which it is found.
    pub(crate) anchor: u16,
    pub(crate) means: Means,
    /// Whether all who print it mean the same.
    pub(crate) is_clear: bool,
}

/// The texts: what each means, the code that it means without naming it, the text, the end of the
/// bytes by which it is found, and who prints it:
///
/// ```text
/// Received "websocket: close {code}" 14 by GORILLA_WEBSOCKET;
/// None(1006) "the connection was lost" 18 by LIBRARY OTHER_LIBRARY, unclear;
/// ```
macro_rules! printed {
    ($(
        $means:ident $(($code:literal))? $text:literal $anchor:literal
        by $($by:ident)+ $(, $unclear:ident)?;
    )+) => {
        pub(crate) static PRINTED: [$crate::message::Printed; ROWS] = [$($crate::message::Printed {
            text: $text,
            by: $(1 << Place::$by as u32)|+,
            code: $crate::message::printed!(@code $($code)?),
            anchor: $anchor,
            means: $crate::message::Means::$means,
            is_clear: stringify!($($unclear)?).is_empty(),
        },)+];

        pub(crate) const ROWS: usize = [$($anchor),+].len();
    };

    (@code) => { None };
    (@code $code:literal) => { Some($code) };
}
pub(crate) use printed;
