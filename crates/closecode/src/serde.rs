//! Every code as its number, in every format.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{CloseCode, RawCode, SendableCode};

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
