//! The separate questions behind "is this code valid?".

use crate::policy::word_enum;

word_enum! {
    /// Which role the defining text allows to send a code.
    ///
    /// ```
    /// use closecode::{CloseCode, Sender};
    /// assert_eq!(CloseCode::MandatoryExt.raw().sender(), Sender::Client);
    /// assert_eq!(CloseCode::AbnormalClosure.raw().sender(), Sender::None);
    /// ```
    #[non_exhaustive]
    Sender {
        /// The endpoint that opened the connection.
        Client = "client",
        /// The endpoint that accepted it.
        Server = "server",
        /// A server that acts as a gateway or proxy.
        Gateway = "gateway",
        /// Either endpoint.
        Either = "either",
        /// The code may be sent, and the standard leaves open by whom.
        Unspecified = "unspecified";
        /// Nobody: the code is not allowed in a Close frame.
        None = "none"
    }
}

word_enum! {
    /// Whether a script in a browser can receive a code in a close event.
    ///
    /// ```
    /// use closecode::{CloseCode, Visibility};
    /// assert_eq!(CloseCode::AbnormalClosure.raw().script_visibility(), Visibility::Yes);
    /// // A failed TLS handshake is 1006 to a script; 1015 comes only from a peer that sends it.
    /// assert_eq!(CloseCode::TlsHandshake.raw().script_visibility(), Visibility::PeerError);
    /// ```
    Visibility {
        /// Yes.
        Yes = "yes",
        /// Only if the peer breaks the protocol and the browser lets it through.
        PeerError = "peer-error";
        /// No.
        No = "no"
    }
}

/// The wire facts of one number, packed into 16 bits.
#[derive(Clone, Copy)]
pub(crate) struct Wire(u16);

/// Wire facts by name, from which the generated tables are packed.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // They are what the data's keys are, and packed at once.
pub(crate) struct WireRow {
    pub(crate) frame: bool,
    pub(crate) sender: Sender,
    pub(crate) synthetic: bool,
    pub(crate) clean: bool,
    pub(crate) script_sendable: bool,
    pub(crate) script_visible: Visibility,
}

impl Wire {
    #[inline]
    pub(crate) const fn pack(row: WireRow) -> Self {
        Self(
            row.sender as u16
                | (row.script_visible as u16) << 3
                | (row.synthetic as u16) << 5
                | (row.clean as u16) << 6
                | (row.frame as u16) << 7
                | (row.script_sendable as u16) << 8,
        )
    }

    #[inline]
    pub(crate) const fn sender(self) -> Sender {
        Sender::from_bits((self.0 & 7) as u32)
    }

    #[inline]
    pub(crate) const fn visibility(self) -> Visibility {
        Visibility::from_bits((self.0 >> 3 & 3) as u32)
    }

    #[inline]
    pub(crate) const fn is_synthetic(self) -> bool {
        self.0 >> 5 & 1 == 1
    }

    #[inline]
    pub(crate) const fn can_be_clean(self) -> bool {
        self.0 >> 6 & 1 == 1
    }

    #[inline]
    pub(crate) const fn is_allowed_in_frame(self) -> bool {
        self.0 >> 7 & 1 == 1
    }

    #[inline]
    pub(crate) const fn is_script_sendable(self) -> bool {
        self.0 >> 8 & 1 == 1
    }
}
