//! Words about a code, in the languages that were asked for.

use crate::{CloseCode, Locale, RawCode};

/// The words about one code or range in one language.
///
/// Code in `description` and in the cases is between backticks, as in Markdown; in plain text
/// they show where it begins and ends. The other texts have none.
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
    /// How to recognise what happened, where it comes from, and what to do about it, case by case.
    /// There is at least one.
    pub cases: &'static [Case],
    /// What an application may show to an end user.
    pub user_message: &'static str,
}

/// One case of a code: how to recognise it, where it comes from, and what to do about it.
///
/// ```
/// # #[cfg(feature = "locale-en")] {
/// use closecode::{CloseCode, Locale};
/// for case in CloseCode::AbnormalClosure.text(Locale::En).cases {
///     println!("{}: {}", case.title, case.sign);
///     for cause in case.causes {
///         println!("- {cause}");
///     }
///     for (number, step) in (1..).zip(case.steps) {
///         println!("{number}. {step}");
///     }
/// }
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Case {
    /// What the case is called in the data, such as `idle-timeout`, the same in every language.
    pub id: &'static str,
    /// A heading for it.
    pub title: &'static str,
    /// How to recognise it.
    pub sign: &'static str,
    /// What it may come from, the most likely cause first. There is at least one.
    pub causes: &'static [&'static str],
    /// What to do about it, step by step. There is at least one.
    pub steps: &'static [&'static str],
}

impl Text {
    /// The case with this name, if the code has it.
    ///
    /// ```
    /// # #[cfg(feature = "locale-en")] {
    /// use closecode::{CloseCode, Locale};
    /// assert!(CloseCode::NormalClosure.text(Locale::En).case("no-such-case").is_none());
    /// # }
    /// ```
    #[must_use]
    pub fn case(&self, id: &str) -> Option<&'static Case> {
        self.cases.iter().find(|case| case.id == id)
    }
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
