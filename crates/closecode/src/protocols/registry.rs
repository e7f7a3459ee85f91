//! Questions over all protocols: by number and by id.

use core::iter::FusedIterator;
use core::slice;

use super::{ALL, Endpoint, Entry, Protocol};

/// The modules of the protocols and the registry, from a row for each.
macro_rules! protocols {
    ($($feature:literal => $module:ident;)+) => {
        $(
            #[cfg(feature = $feature)]
            pub mod $module;
        )+

        /// Every protocol that was asked for, by id: one for each feature that is on.
        ///
        /// ```
        /// use closecode::protocols;
        /// assert!(protocols::ALL.is_sorted_by_key(|protocol| protocol.id()));
        /// ```
        pub const ALL: &[&$crate::protocols::Protocol] = &[
            $(
                #[cfg(feature = $feature)]
                &$module::PROTOCOL,
            )+
        ];

        /// For an application that extends one of them: a macro for each, which names the feature
        /// where that is off.
        #[doc(hidden)]
        pub mod __extended {
            $(
                #[cfg(feature = $feature)]
                pub use $crate::__extended as $module;
                #[cfg(not(feature = $feature))]
                pub use $crate::__extended_without_feature as $module;
            )+
        }
    };
}
pub(crate) use protocols;

/// The protocol with this id, if its feature is on.
///
/// ```
/// use closecode::protocols;
/// assert_eq!(protocols::by_id("no-such-protocol"), None);
/// # #[cfg(feature = "protocol-discord-gateway")]
/// assert_eq!(protocols::by_id("discord-gateway").unwrap().name(), "Discord Gateway");
/// ```
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Protocol> {
    ALL.binary_search_by(|protocol| protocol.id.cmp(id)).ok().map(|index| ALL[index])
}

/// Who gives this number a meaning, and which: each endpoint of each protocol whose feature is on.
/// Where a protocol has no row for the number itself, the narrowest of its ranges that holds it
/// speaks.
///
/// ```
/// use closecode::protocols;
/// # #[cfg(all(feature = "protocol-discord-gateway", feature = "protocol-pusher-channels"))] {
/// let said = |id| {
///     protocols::who_uses(4004).find(|found| found.protocol().id() == id).unwrap().entry().name()
/// };
/// assert_eq!(said("discord-gateway"), "Authentication failed");
/// assert_ne!(said("pusher-channels"), said("discord-gateway"));
/// # }
/// assert_eq!(protocols::who_uses(0).count(), 0);
/// ```
#[must_use]
pub fn who_uses(code: u16) -> CodeUses {
    CodeUses { code, protocols: ALL.iter(), current: None }
}

/// The meaning of a number in one protocol.
///
/// ```
/// for found in closecode::protocols::who_uses(4004) {
///     assert!(found.endpoint().entry(4004) == Some(found.entry()));
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodeUse {
    protocol: &'static Protocol,
    endpoint: &'static Endpoint,
    entry: &'static Entry,
}

impl CodeUse {
    /// The protocol.
    ///
    /// ```
    /// assert!(
    ///     closecode::protocols::who_uses(4004).is_sorted_by_key(|found| found.protocol().id())
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn protocol(&self) -> &'static Protocol {
        self.protocol
    }

    /// Its endpoint.
    ///
    /// ```
    /// for found in closecode::protocols::who_uses(4004) {
    ///     assert!(found.protocol().endpoints().contains(found.endpoint()));
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub const fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// What it says about the number.
    ///
    /// ```
    /// for found in closecode::protocols::who_uses(4004) {
    ///     println!("{}: {}", found.protocol().name(), found.entry());
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub const fn entry(&self) -> &'static Entry {
        self.entry
    }
}

/// The uses of a number, from [`who_uses`].
///
/// ```
/// let mut uses: closecode::protocols::CodeUses = closecode::protocols::who_uses(0);
/// assert_eq!(uses.next(), None);
/// ```
#[derive(Clone, Debug)]
pub struct CodeUses {
    code: u16,
    protocols: slice::Iter<'static, &'static Protocol>,
    current: Option<(&'static Protocol, slice::Iter<'static, Endpoint>)>,
}

impl Iterator for CodeUses {
    type Item = CodeUse;

    fn next(&mut self) -> Option<CodeUse> {
        loop {
            if let Some((protocol, endpoints)) = &mut self.current {
                for endpoint in endpoints {
                    if let Some(entry) = endpoint.entry(self.code) {
                        return Some(CodeUse { protocol, endpoint, entry });
                    }
                }
            }
            let protocol = self.protocols.next()?;
            self.current = Some((protocol, protocol.endpoints.iter()));
        }
    }
}

impl FusedIterator for CodeUses {}
