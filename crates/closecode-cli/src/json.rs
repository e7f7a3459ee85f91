//! What programs read. A few kinds of values, of which the keys are in the order written here, are
//! less than a library for all of them.

use std::fmt;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(u64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(&'static str, Self)>),
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Text(text) => quoted(f, text),
            Self::List(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    value.fmt(f)?;
                }
                f.write_str("]")
            }
            Self::Object(values) => {
                f.write_str("{")?;
                for (index, (key, value)) in values.iter().enumerate() {
                    write!(f, "{}\"{key}\":{value}", if index == 0 { "" } else { "," })?;
                }
                f.write_str("}")
            }
        }
    }
}

/// Nothing that a terminal would obey is left raw, whoever wrote the text.
fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            _ if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
            _ => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

macro_rules! from {
    ($($type:ty => |$value:ident| $json:expr;)+) => {
        $(impl From<$type> for Json {
            fn from($value: $type) -> Self {
                $json
            }
        })+
    };
}

from! {
    bool => |value| Self::Bool(value);
    u16 => |value| Self::Number(value.into());
    u32 => |value| Self::Number(value.into());
    u64 => |value| Self::Number(value);
    &str => |text| Self::Text(text.to_owned());
    String => |text| Self::Text(text);
    std::time::Duration => |delay| {
        Self::Number(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX))
    };
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn what_is_written_can_be_read() {
        let text = "a\"\\\n\u{1b}\u{9b}\u{e9}";
        let json = Json::Object(vec![
            ("text", text.into()),
            ("list", [1_u16, 2].into_iter().collect()),
            ("none", None::<u16>.into()),
            ("yes", true.into()),
        ]);
        let written = json.to_string();
        assert!(!written.contains(char::is_control), "{written}");
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["text"], text);
        assert_eq!(read["list"][1], 2);
        assert!(read["none"].is_null() && read["yes"] == true);
    }
}
