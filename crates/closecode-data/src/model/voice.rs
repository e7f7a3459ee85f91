//! One language speaking, with English behind it where a text is missing.

use std::borrow::Cow;
use std::fmt::{self, Display};

use super::words::{CodeWords, PairWords, SituationWords};
use super::{Action, Alert, Fault, PolicySeverity as Severity, Registration, Sender};
use super::{Authority, BASE_LOCALE, Locale, Ui};
use crate::Located;

/// A text and, where it is not in the page's language, the language that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// The tag to put on the passage, if it fell back to English.
    pub lang: Option<&'static str>,
}

impl Passage<'_> {
    pub(crate) fn fill(self, name: &str, value: &dyn Display) -> Self {
        let text = self.text.replace(&format!("{{{name}}}"), &value.to_string());
        Self { text: Cow::Owned(text), lang: self.lang }
    }
}

impl Display for Passage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// An entry in a language, and the same entry in English.
#[derive(Debug)]
pub struct Both<'a, W> {
    own: Option<&'a W>,
    base: &'a W,
    is_base: bool,
}

impl<'a, W> Both<'a, W> {
    /// The text in the language itself if it is there, else in English. English texts are always there: a rule sees to it.
    pub(crate) fn pick(&self, field: impl Fn(&'a W) -> Option<&'a Located<String>>) -> Passage<'a> {
        let own = self.own.and_then(&field).map(|t| t.as_str());
        let base = field(self.base).map_or("", |t| t.as_str());
        match own {
            Some(text) => Passage { text: Cow::Borrowed(text), lang: None },
            None => Passage { text: Cow::Borrowed(base), lang: (!self.is_base).then_some(BASE_LOCALE) },
        }
    }
}

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    locale: &'a Locale,
    base: &'a Locale,
}

impl<'a> Voice<'a> {
    pub(crate) fn new(locale: &'a Locale, base: &'a Locale) -> Self {
        Self { locale, base }
    }

    /// The language.
    pub fn locale(&self) -> &'a Locale {
        self.locale
    }

    fn both<W>(&self, own: Option<&'a W>, base: &'a W) -> Both<'a, W> {
        Both { own, base, is_base: std::ptr::eq(self.locale, self.base) }
    }

    pub(crate) fn ui<W>(&self, group: impl Fn(&'a Ui) -> &'a W) -> Both<'a, W> {
        self.both(Some(group(&self.locale.ui)), group(&self.base.ui))
    }

    /// The words about a registered code.
    pub fn code_words(&self, code: u16) -> Both<'a, CodeWords> {
        let base = self.base.codes.get(&code).expect("the rule `texts` requires English words for every code");
        self.both(self.locale.codes.get(&code), base)
    }

    /// The words about a range.
    pub fn range_words(&self, id: &str) -> Both<'a, CodeWords> {
        let base = self.base.ranges.get(id).expect("the rule `texts` requires English words for every range");
        self.both(self.locale.ranges.get(id), base)
    }

    /// The words about a pair, if it is one that people confuse.
    pub fn pair_words(&self, low: u16, high: u16) -> Option<Both<'a, PairWords>> {
        let base = self.base.pairs.get(&(low, high))?;
        Some(self.both(self.locale.pairs.get(&(low, high)), base))
    }

    /// The words about a situation.
    pub fn situation_words(&self, id: &str) -> Both<'a, SituationWords> {
        let base = self.base.situations.get(id).expect("the rule `texts` requires English words for every situation");
        self.both(self.locale.situations.get(id), base)
    }

    /// Who may send a code.
    pub fn sender_word(&self, sender: Sender) -> Passage<'a> {
        let words = self.sender();
        match sender {
            Sender::Client => words.client(),
            Sender::Server => words.server(),
            Sender::Gateway => words.gateway(),
            Sender::Either => words.either(),
            Sender::Unspecified => words.unspecified(),
            Sender::None => words.none(),
        }
    }

    /// What a client does.
    pub fn action_word(&self, action: Action) -> Passage<'a> {
        let words = self.action();
        match action {
            Action::NoNeed => words.no_need(),
            Action::ShortDelay => words.short_delay(),
            Action::Backoff => words.backoff(),
            Action::Reauth => words.reauth(),
            Action::FixClient => words.fix_client(),
            Action::Never => words.never(),
            Action::Profile => words.profile(),
        }
    }

    /// Who is at fault.
    pub fn fault_word(&self, fault: Fault) -> Passage<'a> {
        let words = self.fault();
        match fault {
            Fault::None => words.none(),
            Fault::Client => words.client(),
            Fault::Server => words.server(),
            Fault::Network => words.network(),
            Fault::Unknown => words.unknown(),
        }
    }

    /// How loud to log it.
    pub fn severity_word(&self, severity: Severity) -> Passage<'a> {
        let words = self.severity();
        match severity {
            Severity::Info => words.info(),
            Severity::Warning => words.warning(),
            Severity::Error => words.error(),
            Severity::Critical => words.critical(),
        }
    }

    /// When to wake somebody.
    pub fn alert_word(&self, alert: Alert) -> Passage<'a> {
        let words = self.alert();
        match alert {
            Alert::No => words.no(),
            Alert::Rate => words.rate(),
            Alert::Yes => words.yes(),
        }
    }

    /// Who stands behind the advice.
    pub fn authority_word(&self, authority: Authority) -> Passage<'a> {
        let words = self.authority();
        match authority {
            Authority::Normative => words.normative(),
            Authority::RegistryMail => words.registry_mail(),
            Authority::Convention => words.convention(),
        }
    }

    /// How the numbers of a range come to a meaning.
    pub fn registration_word(&self, registration: Registration) -> Passage<'a> {
        let words = self.registration();
        match registration {
            Registration::None => words.none(),
            Registration::StandardsAction => words.standards_action(),
            Registration::FirstComeFirstServed => words.first_come_first_served(),
            Registration::PrivateUse => words.private_use(),
        }
    }
}
