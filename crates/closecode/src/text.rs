//! Words about a code, in the languages that were asked for.

use crate::{CloseCode, Locale, RawCode};

/// The words about one code or range in one language.
///
/// ```
/// # #[cfg(feature = "locale-en")] {
/// use closecode::{CloseCode, Locale};
/// let text = CloseCode::ServiceRestart.text(Locale::En);
/// assert_eq!(text.title, "Service Restart");
/// // RFC 6455 section 5.5.1 forbids showing the peer's reason to end users. This may be shown.
/// assert!(text.user_message.contains("restarting"));
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Text {
    /// The title; [`RawCode::name`] has the registry's English name.
    pub title: &'static str,
    /// One sentence that says what it means.
    pub summary: &'static str,
    /// What it means, who sends it, what is on the wire.
    pub description: &'static str,
    /// When an engineer meets it.
    pub when_seen: &'static str,
    /// What to do about it.
    pub how_to_fix: &'static str,
    /// What an application may show to an end user.
    pub user_message: &'static str,
}

impl RawCode {
    /// The words about this number: the registered code's, or its range's. Each language is a
    /// feature of the crate.
    ///
    /// ```
    /// # #[cfg(feature = "locale-id")] {
    /// use closecode::{Locale, RawCode};
    /// assert_eq!(RawCode::new(1000).text(Locale::Id).title, "Penutupan Normal");
    /// # }
    /// ```
    #[inline]
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static Text {
        crate::generated::text(self.get(), locale)
    }
}

impl CloseCode {
    /// The words about this code. Each language is a feature of the crate.
    ///
    /// ```
    /// # #[cfg(feature = "locale-en")] {
    /// use closecode::{CloseCode, Locale};
    /// assert_eq!(CloseCode::GoingAway.text(Locale::En).title, "Going Away");
    /// # }
    /// ```
    #[inline]
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static Text {
        self.raw().text(locale)
    }
}
