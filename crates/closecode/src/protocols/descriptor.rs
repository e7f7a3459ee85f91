//! A protocol and its endpoints, as the registry has them.

use crate::ProfileTable;
use crate::policy::word_enum;
use crate::protocols::Entry;

word_enum! {
    /// Who stands behind a protocol's list of codes.
    ///
    /// ```
    /// assert_eq!(closecode::protocols::Status::Official.to_string(), "official");
    /// ```
    #[non_exhaustive]
    Status {
        /// The owner documents or defines the codes.
        Official = "official",
        /// Only others wrote them down.
        Community = "community";
        /// The service or the protocol is gone.
        Retired = "retired"
    }
}

/// A protocol, or the connection of one product.
///
/// ```
/// # #[cfg(feature = "protocol-discord-gateway")] {
/// use closecode::protocols::{Status, discord_gateway::PROTOCOL};
/// assert_eq!((PROTOCOL.id(), PROTOCOL.vendor()), ("discord-gateway", "Discord"));
/// assert_eq!(PROTOCOL.status(), Status::Official);
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Protocol {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) vendor: &'static str,
    pub(crate) status: Status,
    pub(crate) documentation: Option<&'static str>,
    pub(crate) subprotocol: Option<&'static str>,
    pub(crate) summary: &'static str,
    pub(crate) endpoints: &'static [Endpoint],
}

/// One kind of connection of a protocol, with its own meaning of the numbers.
///
/// ```
/// for protocol in closecode::protocols::ALL {
///     let one = protocol.endpoints().len() == 1;
///     assert!(protocol.endpoints().iter().all(|endpoint| endpoint.id().is_some() || one));
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    pub(crate) id: Option<&'static str>,
    pub(crate) name: &'static str,
    pub(crate) codes: &'static [Entry],
    pub(crate) ranges: &'static [Entry],
    pub(crate) profile: ProfileTable,
}

/// Getters, each with an example: what is said of one protocol or endpoint.
macro_rules! getters {
    ($owner:ident: $($(#[$doc:meta])* $field:ident: $type:ty, $feature:literal,
        $value:literal: $check:literal;)+) => {
        impl $owner {
            $(
                $(#[$doc])*
                ///
                /// ```
                #[doc = concat!("# #[cfg(feature = \"", $feature, "\")] {")]
                #[doc = concat!("use closecode::protocols::", $value, ";")]
                #[doc = $check]
                /// # }
                /// ```
                #[inline]
                #[must_use]
                pub const fn $field(&self) -> $type {
                    self.$field
                }
            )+
        }
    };
}

getters! {
    Protocol:
    /// Its key, as in the name of its feature.
    id: &'static str, "protocol-graphql-transport-ws", "graphql_transport_ws::PROTOCOL":
        "assert_eq!(PROTOCOL.id(), \"graphql-transport-ws\");";
    /// Its name, as the vendor writes it.
    name: &'static str, "protocol-graphql-transport-ws", "graphql_transport_ws::PROTOCOL":
        "assert_eq!(PROTOCOL.name(), \"GraphQL over WebSocket\");";
    /// The company or project that owns it.
    vendor: &'static str, "protocol-graphql-transport-ws", "graphql_transport_ws::PROTOCOL":
        "assert_eq!(PROTOCOL.vendor(), \"graphql-ws\");";
    /// Who stands behind the list of codes.
    status: Status, "protocol-graphql-transport-ws", "graphql_transport_ws::PROTOCOL":
        "assert_eq!(PROTOCOL.status(), closecode::protocols::Status::Official);";
    /// The address that a user of the protocol would read.
    documentation: Option<&'static str>,
        "protocol-graphql-transport-ws", "graphql_transport_ws::PROTOCOL":
        "assert!(PROTOCOL.documentation().unwrap().starts_with(\"https://github.com/\"));";
    /// The value of `Sec-WebSocket-Protocol`.
    subprotocol: Option<&'static str>,
        "protocol-graphql-transport-ws", "graphql_transport_ws::PROTOCOL":
        "assert_eq!(PROTOCOL.subprotocol(), Some(\"graphql-transport-ws\"));";
    /// What it is, in English.
    summary: &'static str, "protocol-graphql-transport-ws", "graphql_transport_ws::PROTOCOL":
        "assert!(PROTOCOL.summary().contains(\"GraphQL\"));";
    /// Its endpoints; one without an id if all connections give the numbers one meaning.
    endpoints: &'static [Endpoint], "protocol-spacebar-gateway", "spacebar_gateway::PROTOCOL":
        "assert_eq!(PROTOCOL.endpoints().len(), 2);";
}

getters! {
    Endpoint:
    /// Its key; `None` if the protocol has no other.
    id: Option<&'static str>, "protocol-spacebar-gateway", "spacebar_gateway::voice::ENDPOINT":
        "assert_eq!(ENDPOINT.id(), Some(\"voice\"));";
    /// Its name, or the protocol's.
    name: &'static str, "protocol-pusher-channels", "pusher_channels::ENDPOINT":
        "assert_eq!(ENDPOINT.name(), \"Pusher Channels\");";
    /// Its codes, by number.
    codes: &'static [Entry], "protocol-discord-gateway", "discord_gateway::ENDPOINT":
        "assert_eq!(ENDPOINT.codes()[0].numbers(), 1000..=1000);";
    /// Its documented ranges.
    ranges: &'static [Entry], "protocol-pusher-channels", "pusher_channels::ENDPOINT":
        "assert_eq!(ENDPOINT.ranges()[1].numbers(), 4000..=4099);";
    /// Its rules, for [`decide`](crate::decide).
    profile: ProfileTable, "protocol-discord-gateway", "discord_gateway::ENDPOINT":
        "assert!(ENDPOINT.profile().rule(closecode::RawCode::new(4004)).is_some());";
}

/// For generated code, in an application too.
#[doc(hidden)]
impl Protocol {
    #[must_use]
    pub const fn new(
        id: &'static str,
        name: &'static str,
        vendor: &'static str,
        status: Status,
        summary: &'static str,
    ) -> Self {
        Self {
            id,
            name,
            vendor,
            status,
            documentation: None,
            subprotocol: None,
            summary,
            endpoints: &[],
        }
    }

    #[must_use]
    pub const fn with_documentation(self, url: &'static str) -> Self {
        Self { documentation: Some(url), ..self }
    }

    #[must_use]
    pub const fn with_subprotocol(self, subprotocol: &'static str) -> Self {
        Self { subprotocol: Some(subprotocol), ..self }
    }

    #[must_use]
    pub const fn with_endpoints(self, endpoints: &'static [Endpoint]) -> Self {
        Self { endpoints, ..self }
    }
}

/// For generated code, in an application too.
#[doc(hidden)]
impl Endpoint {
    #[must_use]
    pub const fn new(
        name: &'static str,
        codes: &'static [Entry],
        ranges: &'static [Entry],
        profile: ProfileTable,
    ) -> Self {
        Self { id: None, name, codes, ranges, profile }
    }

    #[must_use]
    pub const fn named(self, id: &'static str, name: &'static str) -> Self {
        Self { id: Some(id), name, ..self }
    }
}

impl Endpoint {
    /// What it says about a number: its row for the code, else for the narrowest range that holds
    /// it.
    ///
    /// ```
    /// # #[cfg(feature = "protocol-pusher-channels")] {
    /// use closecode::protocols::pusher_channels::ENDPOINT;
    /// assert_eq!(ENDPOINT.entry(4299).unwrap().numbers(), 4200..=4299);
    /// assert_eq!(ENDPOINT.entry(4999), None);
    /// # }
    /// ```
    #[must_use]
    pub const fn entry(&self, code: u16) -> Option<&'static Entry> {
        let mut i = 0;
        while i < self.codes.len() {
            if self.codes[i].first == code {
                return Some(&self.codes[i]);
            }
            i += 1;
        }
        let mut best: Option<&'static Entry> = None;
        let mut width = u16::MAX;
        let mut i = 0;
        while i < self.ranges.len() {
            let range = &self.ranges[i];
            if range.holds(code) && (best.is_none() || range.last - range.first < width) {
                (best, width) = (Some(range), range.last - range.first);
            }
            i += 1;
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, Entry};
    use crate::ProfileTable;
    use crate::protocols::Sender;

    const fn entry(first: u16, last: u16) -> Entry {
        Entry {
            first,
            last,
            ident: None,
            name: "",
            sender: Sender::Server,
            meaning: "",
            advice: None,
            rule: None,
            disputed: None,
            retired: None,
        }
    }

    /// No protocol in the data has one range inside another today, so the rule has its test here.
    #[test]
    fn a_code_goes_before_its_ranges_and_a_narrow_range_before_a_wide_one() {
        const RANGES: &[Entry] =
            &[entry(4100, 4199), entry(4000, 4999), entry(4150, 4159), entry(0, u16::MAX)];
        const CODES: &[Entry] = &[entry(4155, 4155)];
        let endpoint = Endpoint {
            id: None,
            name: "",
            codes: CODES,
            ranges: RANGES,
            profile: ProfileTable::new(&[]),
        };
        let found = |code| endpoint.entry(code).map(Entry::numbers);
        assert_eq!(found(4155), Some(4155..=4155));
        assert_eq!(found(4154), Some(4150..=4159));
        assert_eq!(found(4160), Some(4100..=4199));
        assert_eq!(found(4200), Some(4000..=4999));
        assert_eq!((found(0), found(u16::MAX)), (Some(0..=u16::MAX), Some(0..=u16::MAX)));
        assert_eq!(Endpoint { ranges: &RANGES[..1], ..endpoint }.entry(4200), None);
    }
}
