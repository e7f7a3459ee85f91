//! Any number that a library, a log or the wire may show.

use core::fmt;
use core::str::FromStr;

use crate::code::{name_after, number_and_rest};
use crate::facts;
use crate::fmt::padded;
use crate::generated::{self, NAMES, SCRIPT_SENDABLE};
use crate::{
    CloseCode, CodeRange, ParseCodeError, Policy, Relay, SendableCode, Sender, UnknownCodeError,
    Visibility,
};

/// Any `u16` as a close code, in two bytes. Every number is a value.
///
/// RFC 6455 section 7.1.5 defines the close code as what the first Close frame contained, so a
/// program that handles closes receives every number sooner or later: registered, private,
/// generated locally, or plainly wrong.
///
/// ```
/// use closecode::{CloseCode, CodeRange, RawCode};
///
/// assert_eq!(RawCode::new(1006).known(), Some(CloseCode::AbnormalClosure));
/// assert_eq!(RawCode::new(4004).known(), None);
/// assert_eq!(RawCode::new(4004).range(), CodeRange::PrivateUse);
/// assert_eq!(RawCode::new(4004).to_string(), "4004");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct RawCode(u16);

impl RawCode {
    /// The code with this number. Never fails.
    ///
    /// ```
    /// assert_eq!(closecode::RawCode::new(65535).get(), 65535);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(code: u16) -> Self {
        Self(code)
    }

    /// The number.
    ///
    /// ```
    /// assert_eq!(closecode::RawCode::new(1001).get(), 1001);
    /// ```
    #[inline]
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    pub(crate) const fn registered(code: CloseCode) -> Self {
        code.raw()
    }

    #[inline]
    const fn class_index(self) -> usize {
        generated::class_index(self.0)
    }

    /// The registered code with this number, if there is one.
    ///
    /// ```
    /// use closecode::{CloseCode, RawCode};
    /// assert_eq!(RawCode::new(1000).known(), Some(CloseCode::NormalClosure));
    /// assert_eq!(RawCode::new(1016).known(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn known(self) -> Option<CloseCode> {
        facts::known(self.class_index())
    }

    /// The range that the number lies in, RFC 6455 section 7.4.2.
    ///
    /// ```
    /// use closecode::{CodeRange, RawCode};
    /// assert_eq!(RawCode::new(999).range(), CodeRange::NotUsed);
    /// assert_eq!(RawCode::new(3000).range(), CodeRange::Registered);
    /// assert_eq!(RawCode::new(5000).range(), CodeRange::Outside);
    /// ```
    #[inline]
    #[must_use]
    pub const fn range(self) -> CodeRange {
        facts::range(self.class_index())
    }

    /// What a client that received this number does about reconnecting: the registered code's
    /// policy, or its range's.
    ///
    /// ```
    /// use closecode::{Action, RawCode};
    /// const RESTART: Action = RawCode::new(1012).policy().action();
    /// assert_eq!(RESTART, Action::Reconnect);
    /// ```
    #[inline]
    #[must_use]
    pub const fn policy(self) -> Policy {
        facts::policy(self.class_index())
    }

    /// Whether the number is allowed in a Close frame, RFC 6455 section 7.4.
    ///
    /// This is what an endpoint may put on the wire. For what a script may pass to a browser's
    /// `close()`, ask [`is_script_sendable`](Self::is_script_sendable).
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert!(RawCode::new(1014).is_allowed_in_frame());
    /// assert!(RawCode::new(4999).is_allowed_in_frame());
    /// for illegal in [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000] {
    ///     assert!(!RawCode::new(illegal).is_allowed_in_frame());
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_allowed_in_frame(self) -> bool {
        generated::is_allowed_in_frame(self.0)
    }

    /// The code as a [`SendableCode`], if it may be sent.
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert_eq!(RawCode::new(1000).sendable().unwrap().get(), 1000);
    /// assert_eq!(RawCode::new(1005).sendable(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn sendable(self) -> Option<SendableCode> {
        SendableCode::new(self.0)
    }

    /// Who may send it, as the text that defines it says.
    ///
    /// ```
    /// use closecode::{RawCode, Sender};
    /// // Erratum 3227 widened it from the server.
    /// assert_eq!(RawCode::new(1011).sender(), Sender::Either);
    /// assert_eq!(RawCode::new(1014).sender(), Sender::Gateway);
    /// assert_eq!(RawCode::new(1015).sender(), Sender::None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn sender(self) -> Sender {
        facts::wire(self.class_index()).sender()
    }

    /// Whether an implementation generates the number locally, without such a number on the wire.
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert!(RawCode::new(1005).is_synthetic()); // a Close frame without a code
    /// assert!(RawCode::new(1006).is_synthetic()); // no Close frame
    /// assert!(!RawCode::new(1000).is_synthetic());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_synthetic(self) -> bool {
        facts::wire(self.class_index()).is_synthetic()
    }

    /// Whether a close with this number can be clean, RFC 6455 section 7.1.4: the closing handshake
    /// completed.
    ///
    /// A code that can be clean need not be: if the peer vanishes after its Close frame, `wasClean`
    /// is false.
    ///
    /// ```
    /// use closecode::RawCode;
    /// // Clean is about the handshake, not about the number.
    /// assert!(RawCode::new(1011).can_be_clean());
    /// assert!(RawCode::new(1005).can_be_clean());
    /// assert!(!RawCode::new(1006).can_be_clean());
    /// ```
    #[inline]
    #[must_use]
    pub const fn can_be_clean(self) -> bool {
        facts::wire(self.class_index()).can_be_clean()
    }

    /// Whether a script may pass the number to a browser's `close()`: 1000 and 3000 to 4999, by the
    /// WHATWG standard.
    ///
    /// Anything else throws `InvalidAccessError` there.
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert!(RawCode::new(1000).is_script_sendable());
    /// assert!(RawCode::new(4000).is_script_sendable());
    /// assert!(!RawCode::new(1001).is_script_sendable());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_script_sendable(self) -> bool {
        let mut i = 0;
        let mut found = false;
        // A fixed, tiny number of ranges: the loop unrolls to as many compares.
        while i < SCRIPT_SENDABLE.len() {
            let (first, last) = SCRIPT_SENDABLE[i];
            found |= self.0.wrapping_sub(first) <= last - first;
            i += 1;
        }
        found
    }

    /// Whether a script in a browser can receive the number in a close event.
    ///
    /// ```
    /// use closecode::{RawCode, Visibility};
    /// assert_eq!(RawCode::new(1006).script_visibility(), Visibility::Yes);
    /// assert_eq!(RawCode::new(999).script_visibility(), Visibility::PeerError);
    /// ```
    #[inline]
    #[must_use]
    pub const fn script_visibility(self) -> Visibility {
        facts::wire(self.class_index()).visibility()
    }

    /// What a proxy that received this number on one side puts into the Close frame on the other.
    ///
    /// See [`Relay`] for the reasons. A `close()` by the WHATWG standard, as a browser and some
    /// server runtimes have it, throws for most of these: ask
    /// [`is_script_sendable`](Self::is_script_sendable), and close without a code if it says no.
    ///
    /// ```
    /// use closecode::{RawCode, Relay};
    /// assert_eq!(RawCode::new(4004).for_relay().code().unwrap().get(), 4004);
    /// assert_eq!(RawCode::new(1005).for_relay(), Relay::EmptyBody);
    /// assert_eq!(RawCode::new(1006).for_relay().code().unwrap().get(), 1011);
    /// ```
    #[inline]
    #[must_use]
    pub const fn for_relay(self) -> Relay {
        Relay::of(self)
    }

    /// A label for metrics: the number of a registered code, or the name of the range.
    ///
    /// There are as many labels as registered codes and ranges, so a peer that sends random numbers
    /// cannot blow up a metrics store.
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert_eq!(RawCode::new(1006).label(), "1006");
    /// assert_eq!(RawCode::new(4004).label(), "private_use");
    /// assert_eq!(RawCode::new(1016).label(), "protocol");
    /// ```
    #[inline]
    #[must_use]
    pub const fn label(self) -> &'static str {
        facts::label(self.class_index())
    }

    /// The registry's name, if the code is registered.
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert_eq!(RawCode::new(1010).name(), Some("Mandatory Ext."));
    /// assert_eq!(RawCode::new(4004).name(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        facts::name(self.class_index())
    }
}

/// The number, and the registry's name if there is one: `1006 Abnormal Closure`, `4004`.
impl fmt::Display for RawCode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => padded(f, format_args!("{} {name}", self.0)),
            None => padded(f, format_args!("{}", self.0)),
        }
    }
}

/// Reads a number; a name in any case; or a number with its name after a space, as it stands or in
/// parentheses: `4004`, `abnormal closure`, `CLOSE_ABNORMAL`, `1006 Abnormal Closure`,
/// `1006 (abnormal closure)`. Whitespace around it (ASCII) is ignored.
///
/// A name is the registry's, the Rust identifier, or a constant of a WebSocket library, as its
/// users write it but without the type that it belongs to. A constant that stands for one number
/// in one library and for another number in another library is not read: `BAD_DATA` is 1003 in
/// Jetty and 1007 in Spring. A constant of one word, such as tungstenite's `Error`, is read beside
/// its number alone. Few libraries have names for numbers that are not registered.
///
/// ```
/// use closecode::{CloseCode, RawCode};
/// let code = |text: &str| text.parse::<RawCode>();
/// assert_eq!(code("kCloseEventCodeAbnormalClosure")?, CloseCode::AbnormalClosure);
/// assert_eq!(code("LWS_CLOSE_STATUS_CLIENT_TRANSACTION_DONE")?, 2000);
/// assert!(code("BAD_DATA").is_err());
/// assert!(code("ok").is_err() && code("1000 (OK)")? == CloseCode::NormalClosure);
/// # Ok::<(), closecode::ParseCodeError>(())
/// ```
impl FromStr for RawCode {
    type Err = ParseCodeError;

    fn from_str(text: &str) -> Result<Self, ParseCodeError> {
        let text = text.trim_ascii();
        // `u16::from_str` takes a sign, which no log writes before a close code.
        let code = |number: &str| number.parse().map(Self).ok();
        match number_and_rest(text) {
            ("", _) => Self::called(text),
            (number, "") => code(number),
            // Number and name must agree: a log line that contradicts itself is not a code.
            (number, rest) => code(number)
                .filter(|code| name_after(rest).is_some_and(|name| code.is_called(name, |_| true))),
        }
        .ok_or(ParseCodeError {})
    }
}

impl RawCode {
    /// The code with this name.
    fn called(name: &str) -> Option<Self> {
        let registered = CloseCode::ALL.iter().map(|code| code.raw());
        let others = NAMES.iter().map(|(code, _)| Self(*code));
        registered.chain(others).find(|code| code.is_called(name, is_telling))
    }

    /// The code that some library calls so, be the name as common as `Normal` or `Error`.
    #[cfg(feature = "messages")]
    pub(crate) fn called_in_code(name: &str) -> Option<Self> {
        NAMES.iter().map(|(code, _)| Self(*code)).find(|code| code.is_called(name, |_| true))
    }

    /// Whether the registry, this crate or a library calls it by this name; of a library's, only
    /// those that count.
    // Once in a program: inlined, it would be there for each of those that ask.
    #[inline(never)]
    fn is_called(self, name: &str, counts: fn(&[u8]) -> bool) -> bool {
        let registered = self.known().is_some_and(|code| {
            code.name().eq_ignore_ascii_case(name) || code.ident().eq_ignore_ascii_case(name)
        });
        let has = |names: &str| {
            let mut names = names.as_bytes().split(|b| *b == b' ');
            names.any(|other| other.eq_ignore_ascii_case(name.as_bytes()) && counts(other))
        };
        registered || NAMES.iter().any(|(code, names)| *code == self.0 && has(names))
    }
}

/// Whether a constant tells by itself that it is one. Some libraries call a code `Error`, `Size` or
/// `OK`, and a text of such a word alone more likely means something else.
fn is_telling(constant: &[u8]) -> bool {
    let is_new_word = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    constant.contains(&b'_') || constant.windows(2).any(is_new_word)
}

impl From<u16> for RawCode {
    #[inline]
    fn from(code: u16) -> Self {
        Self(code)
    }
}

impl From<RawCode> for u16 {
    #[inline]
    fn from(code: RawCode) -> Self {
        code.0
    }
}

impl From<CloseCode> for RawCode {
    #[inline]
    fn from(code: CloseCode) -> Self {
        code.raw()
    }
}

impl From<SendableCode> for RawCode {
    #[inline]
    fn from(code: SendableCode) -> Self {
        Self(code.get())
    }
}

impl TryFrom<RawCode> for CloseCode {
    type Error = UnknownCodeError;

    #[inline]
    fn try_from(code: RawCode) -> Result<Self, UnknownCodeError> {
        code.known().ok_or(UnknownCodeError(code.0))
    }
}

impl PartialEq<u16> for RawCode {
    #[inline]
    fn eq(&self, other: &u16) -> bool {
        self.0 == *other
    }
}

impl PartialEq<CloseCode> for RawCode {
    #[inline]
    fn eq(&self, other: &CloseCode) -> bool {
        self.0 == other.get()
    }
}

impl PartialEq<RawCode> for u16 {
    #[inline]
    fn eq(&self, other: &RawCode) -> bool {
        *self == other.get()
    }
}
