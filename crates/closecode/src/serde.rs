//! Every code as its number, every word as itself, in every format. What has a text that can be
//! parsed, such as a retry state, is that text.

use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;
use core::time::Duration;

use serde::de::{Error, Unexpected, Visitor};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Cause, CloseCode, Decision, HandshakeStatus, RawCode, RetryState, SendableCode};

/// A type that is a text in every format: one that `Display` writes and `FromStr` reads.
macro_rules! as_word {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::serde::parsed(deserializer)
            }
        }
    };
}
pub(crate) use as_word;

/// A value from its text, without a copy of it.
pub(crate) fn parsed<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    struct Parse<T>(PhantomData<T>);

    impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for Parse<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Parse(PhantomData))
}

impl Serialize for RetryState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RetryState {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer)
    }
}

/// The text that [`Cause::from_str`](core::str::FromStr) reads, such as `"close-1006"`.
impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.key())
    }
}

impl<'de> Deserialize<'de> for Cause {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer)
    }
}

/// One flat record, for a log: `action`, `delay_ms`, which is null if there is no attempt without
/// something else first, `rationale`, `cause` as a [`Cause`] is written, `cause_label` for a
/// metric, `severity` and `attempts`; and where they are known `code` or `status`, `code_name` and
/// `product`.
impl Serialize for Decision {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = match self.cause {
            Cause::Closed(code) => Some(code),
            _ => None,
        };
        let status = match self.cause {
            Cause::Handshake(status) => Some(status),
            _ => None,
        };
        let some = [
            code.is_some(),
            status.is_some(),
            self.code_name().is_some(),
            self.product().is_some(),
        ];
        let fields = 7 + some.iter().filter(|is_some| **is_some).count();
        let mut out = serializer.serialize_struct("Decision", fields)?;
        out.serialize_field("action", &self.action)?;
        let millis = |delay: Duration| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        out.serialize_field("delay_ms", &self.attempt_in().map(millis))?;
        out.serialize_field("rationale", &self.rationale)?;
        out.serialize_field("cause", &self.cause)?;
        out.serialize_field("cause_label", self.cause.label())?;
        out.serialize_field("severity", &self.severity())?;
        out.serialize_field("attempts", &self.retry_state.attempts())?;
        optional(&mut out, "code", code)?;
        optional(&mut out, "status", status.map(HandshakeStatus::get))?;
        optional(&mut out, "code_name", self.code_name())?;
        optional(&mut out, "product", self.product())?;
        out.end()
    }
}

/// A field, if there is a value for it.
fn optional<S: serde::ser::SerializeStruct>(
    out: &mut S,
    key: &'static str,
    value: Option<impl Serialize>,
) -> Result<(), S::Error> {
    match value {
        Some(value) => out.serialize_field(key, &value),
        None => out.skip_field(key),
    }
}

macro_rules! as_number {
    ($($code:ident: $expected:literal, $build:expr),+ $(,)?) => {
        $(
            impl Serialize for $code {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_u16(self.get())
                }
            }

            impl<'de> Deserialize<'de> for $code {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let number = u16::deserialize(deserializer)?;
                    $build(number).ok_or_else(|| {
                        let unexpected = Unexpected::Unsigned(number.into());
                        D::Error::invalid_value(unexpected, &$expected)
                    })
                }
            }
        )+
    };
}

as_number! {
    CloseCode: "a registered close code", |number| RawCode::new(number).known(),
    RawCode: "a close code", |number| Some(RawCode::new(number)),
    SendableCode: "a code that is allowed in a Close frame", SendableCode::new,
}
