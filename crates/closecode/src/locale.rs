//! Which language a BCP 47 tag asks for. The tags and scripts are generated from the data and CLDR;
//! the choice is made here.

use core::fmt;
use core::str::FromStr;

use crate::{Locale, UnknownLocaleError, generated};

/// The languages, from a row for each: its feature, its name in Rust, the module of its words, its
/// tag, its name for itself, and which tags ask for it.
macro_rules! locales {
    ($(
        $feature:literal => $ident:ident $module:ident $tag:literal
            $name:literal $(as $name_doc:literal)?,
            [$($language:literal),+] in $script:literal $(, not in [$($region:literal),+ $(,)?])?;
    )+) => {
        $(
            #[cfg(feature = $feature)]
            mod $module;
        )+

        /// A language that the crate has words in. Each variant is a feature; without any there is
        /// no value of this type, and nothing is linked.
        ///
        /// ```
        /// # #[cfg(feature = "locale-en")] {
        /// use closecode::Locale;
        /// assert_eq!(Locale::from_tag("en"), Some(Locale::En));
        /// # }
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Locale {
            $(
                #[doc = concat!(crate::__doc!($name $(as $name_doc)?), ".")]
                #[cfg(feature = $feature)]
                $ident,
            )+
        }

        impl Locale {
            /// Every language that was asked for.
            ///
            /// ```
            /// # #[cfg(feature = "locale-en")]
            /// assert!(closecode::Locale::ALL.contains(&closecode::Locale::En));
            /// ```
            pub const ALL: &'static [Self] = &[
                $(
                    #[cfg(feature = $feature)]
                    Self::$ident,
                )+
            ];

            /// The BCP 47 tag.
            ///
            /// ```
            /// # #[cfg(feature = "locale-id")]
            /// assert_eq!(closecode::Locale::Id.tag(), "id");
            /// ```
            #[inline]
            #[must_use]
            pub const fn tag(self) -> &'static str {
                match self {
                    $(
                        #[cfg(feature = $feature)]
                        Self::$ident => $tag,
                    )+
                }
            }

            /// The language's name for itself.
            ///
            /// ```
            /// # #[cfg(feature = "locale-id")]
            /// assert_eq!(closecode::Locale::Id.name(), "Bahasa Indonesia");
            /// ```
            #[inline]
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(
                        #[cfg(feature = $feature)]
                        Self::$ident => $name,
                    )+
                }
            }
        }

        /// Which tags ask for each language, as CLDR knows them.
        pub(crate) const MATCHES: &[$crate::locale::LanguageMatch] = &[
            $(
                #[cfg(feature = $feature)]
                $crate::locale::LanguageMatch {
                    locale: Locale::$ident,
                    languages: &[$($language),+],
                    script: $script,
                    other_script_regions: &[$($($region),+)?],
                },
            )+
        ];

        /// What a user may read when a connection has ended.
        pub(crate) const fn messages(locale: Locale) -> &'static $crate::locale::Messages {
            match locale {
                $(
                    #[cfg(feature = $feature)]
                    Locale::$ident => &$module::MESSAGES,
                )+
            }
        }

        /// The words about a number.
        #[allow(unused_variables)] // Without a language, nobody asks for the class.
        pub(crate) const fn text(code: u16, locale: Locale) -> &'static $crate::Text {
            let class = $crate::generated::class_index(code);
            match locale {
                $(
                    #[cfg(feature = $feature)]
                    Locale::$ident => &$module::TEXTS[class],
                )+
            }
        }
    };
}
pub(crate) use locales;

/// What a user may read when a connection has ended, by what happens next.
#[allow(dead_code)] // Without a language, nobody writes it.
pub(crate) struct Messages {
    pub(crate) ended: &'static str,
    pub(crate) ended_by_server: &'static str,
    pub(crate) reconnecting: &'static str,
    pub(crate) renewing_session: &'static str,
    pub(crate) sign_in_again: &'static str,
    pub(crate) offline: &'static str,
    pub(crate) trouble: &'static str,
    pub(crate) given_up: &'static str,
}

/// Which tags ask for a language.
pub(crate) struct LanguageMatch {
    pub(crate) locale: Locale,
    /// Its names, such as `id` and, until 1989, `in`.
    pub(crate) languages: &'static [&'static str],
    /// The script that our words are written in.
    pub(crate) script: &'static str,
    /// The regions where the language is mostly written in another script.
    pub(crate) other_script_regions: &'static [&'static str],
}

/// The longest subtag (RFC 5646 section 2.1).
const LONGEST: usize = 8;

/// The subtags of a tag that say which language and script it asks for.
struct Tag<'a> {
    language: &'a str,
    script: Option<&'a str>,
    region: Option<&'a str>,
}

impl<'a> Tag<'a> {
    /// Reads the parts in the order of RFC 5646 section 2.1; what follows the region, such as
    /// variants and extensions, asks for no other language.
    fn read(tag: &'a str) -> Option<Self> {
        // What a POSIX system adds to the name of a locale: `de_AT.UTF-8`, `ca_ES@valencia`.
        let tag = tag.split(['.', '@']).next().unwrap_or(tag);
        let is_subtag = |s: &str| {
            (1..=LONGEST).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let is_alphabetic = |s: &str| s.bytes().all(|b| b.is_ascii_alphabetic());
        if !tag.split(['-', '_']).all(is_subtag) {
            return None;
        }
        let mut parts = tag.split(['-', '_']).peekable();
        let mut language = parts.next().filter(|s| s.len() > 1 && is_alphabetic(s))?;
        // An extended language is the language itself: `zh-cmn` is `cmn` (section 2.2.2).
        if let Some(extended) =
            parts.next_if(|s| language.len() < 4 && s.len() == 3 && is_alphabetic(s))
        {
            language = extended;
        }
        let script = parts.next_if(|s| s.len() == 4 && is_alphabetic(s));
        let region = parts.next_if(|s| {
            s.len() == 2 && is_alphabetic(s)
                || s.len() == 3 && s.bytes().all(|b| b.is_ascii_digit())
        });
        // `Zzzz` is the script of a tag that does not say which.
        Some(Self { language, script: script.filter(|s| !s.eq_ignore_ascii_case("Zzzz")), region })
    }

    /// Whether somebody who asks for it can read the language.
    fn asks_for(&self, language: &LanguageMatch) -> bool {
        let holds =
            |list: &[&str], part: &str| list.iter().any(|other| other.eq_ignore_ascii_case(part));
        holds(language.languages, self.language)
            && match (self.script, self.region) {
                (Some(script), _) => script.eq_ignore_ascii_case(language.script),
                (None, Some(region)) => !holds(language.other_script_regions, region),
                (None, None) => true,
            }
    }
}

impl Locale {
    /// The language that a BCP 47 tag asks for, among those that were asked for as features:
    /// `pt-PT` is answered in `pt`, `zh-CN` in `zh-Hans`, and `in`, the name that Indonesian had
    /// until 1989, in `id`.
    ///
    /// The region does not matter, unless another script is usual there: `zh-TW` asks for
    /// traditional characters, which we do not have. Case does not matter, `_` stands for `-`, and
    /// what a POSIX system adds, as in `de_AT.UTF-8`, is left out, so that the value of `LANG` can
    /// be given as it is. What is no tag asks for nothing.
    ///
    /// ```
    /// # #[cfg(feature = "locales")] {
    /// use closecode::Locale;
    /// assert_eq!(Locale::from_tag("pt-PT"), Some(Locale::Pt));
    /// assert_eq!(Locale::from_tag("zh-CN"), Some(Locale::ZhHans));
    /// assert_eq!(Locale::from_tag("zh-TW"), None);
    /// assert_eq!(Locale::from_tag("de_AT.UTF-8"), Some(Locale::De));
    /// # }
    /// assert_eq!(closecode::Locale::from_tag("tlh"), None);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = Tag::read(tag)?;
        generated::MATCHES.iter().find(|language| tag.asks_for(language)).map(|found| found.locale)
    }

    /// The first of these tags that can be answered, for somebody who reads several languages: the
    /// languages of a browser, or those of an `Accept-Language` header in the order of their
    /// weights.
    ///
    /// ```
    /// # #[cfg(all(feature = "locale-de", feature = "locale-en"))] {
    /// use closecode::Locale;
    /// assert_eq!(Locale::negotiate(["gsw-CH", "de-CH", "en"]), Some(Locale::De));
    /// # }
    /// assert_eq!(closecode::Locale::negotiate(["gsw", "rm"]), None);
    /// ```
    #[must_use]
    pub fn negotiate<T: AsRef<str>>(tags: impl IntoIterator<Item = T>) -> Option<Self> {
        tags.into_iter().find_map(|tag| Self::from_tag(tag.as_ref()))
    }
}

/// The BCP 47 tag.
impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

/// As [`Locale::from_tag`].
///
/// ```
/// # #[cfg(feature = "locale-id")] {
/// assert_eq!("in-ID".parse(), Ok(closecode::Locale::Id));
/// # }
/// ```
impl FromStr for Locale {
    type Err = UnknownLocaleError;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::from_tag(tag).ok_or(UnknownLocaleError {})
    }
}
