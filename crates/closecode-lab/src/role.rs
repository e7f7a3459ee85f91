//! Who is measured: the client of a connection, or its server.

use crate::frame::{masked, unmasked};

/// The role of the implementation that is measured. The lab has the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It opens the connection.
    Client,
    /// It accepts the connection.
    Server,
}

impl Role {
    /// The role of this name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "client" => Some(Self::Client),
            "server" => Some(Self::Server),
            _ => None,
        }
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }

    /// A frame for it: a client is sent frames without a mask, a server frames with one.
    pub(crate) fn frame(self, first: u8, payload: &[u8]) -> Vec<u8> {
        match self {
            Self::Client => unmasked(first, payload),
            Self::Server => masked(first, payload),
        }
    }

    /// A frame that it must refuse, because its mask is the other way around.
    pub(crate) fn wrong_frame(self, first: u8, payload: &[u8]) -> Vec<u8> {
        match self {
            Self::Client => masked(first, payload),
            Self::Server => unmasked(first, payload),
        }
    }
}
