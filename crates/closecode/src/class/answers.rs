//! What a class answers about policies and about the wire.

use super::Class;
use crate::facts;
use crate::{Action, Fault, Policy, Sender, Severity, Visibility};

impl Class {
    /// What a client that received such a code does about reconnecting.
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert_eq!(RawCode::new(1013).classify().policy(), RawCode::new(1013).policy());
    /// ```
    #[inline]
    #[must_use]
    pub const fn policy(self) -> Policy {
        facts::policy(self.index())
    }

    /// What to do, from the policy.
    ///
    /// ```
    /// use closecode::{Action, RawCode};
    /// assert_eq!(RawCode::new(1008).classify().action(), Action::Reauthenticate);
    /// ```
    #[inline]
    #[must_use]
    pub const fn action(self) -> Action {
        self.policy().action()
    }

    /// Who caused the close, from the policy.
    ///
    /// ```
    /// use closecode::{Fault, RawCode};
    /// assert_eq!(RawCode::new(1011).classify().fault(), Fault::Server);
    /// ```
    #[inline]
    #[must_use]
    pub const fn fault(self) -> Fault {
        self.policy().fault()
    }

    /// The log level, from the policy.
    ///
    /// ```
    /// use closecode::{RawCode, Severity};
    /// assert_eq!(RawCode::new(1000).classify().severity(), Severity::Info);
    /// ```
    #[inline]
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.policy().severity()
    }

    /// Whether such a number is allowed in a Close frame. For one number,
    /// [`RawCode::is_allowed_in_frame`](crate::RawCode::is_allowed_in_frame) is faster.
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert!(RawCode::new(4000).classify().is_allowed_in_frame());
    /// assert!(!RawCode::new(1005).classify().is_allowed_in_frame());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_allowed_in_frame(self) -> bool {
        facts::wire(self.index()).is_allowed_in_frame()
    }

    /// Who may send it, as the text that defines it says.
    ///
    /// ```
    /// use closecode::{RawCode, Sender};
    /// assert_eq!(RawCode::new(1010).classify().sender(), Sender::Client);
    /// ```
    #[inline]
    #[must_use]
    pub const fn sender(self) -> Sender {
        facts::wire(self.index()).sender()
    }

    /// Whether an implementation generates the number locally, without such a number on the wire.
    ///
    /// ```
    /// assert!(closecode::RawCode::new(1006).classify().is_synthetic());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_synthetic(self) -> bool {
        facts::wire(self.index()).is_synthetic()
    }

    /// Whether a close with such a number can be clean.
    ///
    /// ```
    /// assert!(!closecode::RawCode::new(1006).classify().can_be_clean());
    /// ```
    #[inline]
    #[must_use]
    pub const fn can_be_clean(self) -> bool {
        facts::wire(self.index()).can_be_clean()
    }

    /// Whether a script may pass such a number to a browser's `close()`.
    ///
    /// ```
    /// assert!(!closecode::RawCode::new(1001).classify().is_script_sendable());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_script_sendable(self) -> bool {
        facts::wire(self.index()).is_script_sendable()
    }

    /// Whether a script in a browser can receive such a number in a close event.
    ///
    /// ```
    /// use closecode::{RawCode, Visibility};
    /// assert_eq!(RawCode::new(1015).classify().script_visibility(), Visibility::PeerError);
    /// ```
    #[inline]
    #[must_use]
    pub const fn script_visibility(self) -> Visibility {
        facts::wire(self.index()).visibility()
    }
}
