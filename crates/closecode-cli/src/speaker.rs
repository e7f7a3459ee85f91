//! The language of answers: texts of the crate, and labels in the same language.

use closecode::protocols::{Entry, Protocol};
use closecode::{Action, Authority, Backoff, Locale, ProfileRule, RawCode, Visibility};
use closecode_data::{self as data, HasText, Labels, LocalizedText, Localizer};

use crate::docs::LABELS;

/// Where the pages are, for every language.
const REFERENCE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/reference");

/// The variables of POSIX that name the language of messages; the first that is set decides.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language that was asked for, or the environment's, or English.
pub(crate) fn locale(wanted: Option<Locale>) -> Locale {
    let set = VARIABLES.iter().filter_map(|name| std::env::var(name).ok());
    let set = set.into_iter().find(|value| !value.is_empty());
    wanted.or_else(|| Locale::from_tag(&set?)).unwrap_or(Locale::En)
}

/// Reads the language of an argument.
pub(crate) fn parse_locale(tag: &str) -> Result<Locale, String> {
    Locale::from_tag(tag).ok_or_else(|| {
        let known: Vec<&str> = Locale::ALL.iter().map(|locale| locale.tag()).collect();
        format!("there are no words in it; there are in {}", known.join(", "))
    })
}

/// The labels in every language.
pub(crate) fn labels() -> Labels {
    Labels::parse(LABELS).expect("`cargo xtask generate` writes what can be read")
}

/// Who speaks.
#[derive(Debug)]
pub(crate) struct Speaker<'a> {
    pub(crate) locale: Locale,
    pub(crate) words: Localizer<'a>,
}

impl<'a> Speaker<'a> {
    pub(crate) fn new(locale: Locale, labels: &'a Labels) -> Self {
        Self { locale, words: labels.localizer(locale.tag()) }
    }

    /// The label of one of the crate's values, which has the same word in the data.
    pub(crate) fn value<K: HasText>(&self, word: &str) -> String {
        self.words.word::<K>(word).map_or_else(|| word.to_owned(), |text| text.text.into_owned())
    }

    /// `label: value`, as the language writes it.
    pub(crate) fn labelled(&self, label: &str, value: &str) -> String {
        self.words.punctuation().label(label, value).text.into_owned()
    }

    /// `text (aside)`, as the language writes it.
    pub(crate) fn aside(&self, text: &str, aside: &str) -> String {
        self.words.punctuation().aside(text, aside).text.into_owned()
    }

    /// The number with its title, and the registry's name where that is another; the numbers of
    /// the range where the code is not registered.
    pub(crate) fn title(&self, code: RawCode) -> String {
        let title = format!("{} {}", code.get(), code.text(self.locale).title);
        match code.name() {
            Some(name) if name == code.text(self.locale).title => title,
            Some(name) => self.aside(&title, name),
            None => self.aside(&title, &code.range().to_string()),
        }
    }

    /// What a client does.
    pub(crate) fn action(&self, action: Action) -> String {
        let words = &self.words;
        let text = match action {
            Action::Reconnect => words.protocol().column_again(),
            Action::Resume => words.text(data::Reconnect::Resume),
            Action::Reauthenticate => words.text(data::Action::Reauth),
            Action::FixFirst => words.text(data::Action::FixClient),
            Action::ReconnectIfWanted => words.text(data::Action::NoNeed),
            Action::AskProfile => words.text(data::Action::Profile),
            Action::Stop => words.text(data::Action::Never),
            // A new action of the crate, until it has words here.
            other => return other.as_str().to_owned(),
        };
        text.text.into_owned()
    }

    /// What the rule of a product asks for, how soon and how often.
    pub(crate) fn rule(&self, rule: Option<ProfileRule>) -> Vec<String> {
        let words = self.words.protocol();
        let Some(rule) = rule else { return vec![words.column_silent().text.into_owned()] };
        let mut said = match rule.action() {
            Action::Reconnect if rule.is_at_once() => {
                vec![self.words.text(data::Reconnect::Immediate).text.into_owned()]
            }
            action => vec![self.action(action)],
        };
        // What no source says has the pace of every rule, and that goes without saying.
        if !rule.is_at_once() && rule.pace() != Backoff::DEFAULT {
            let delay = self.words.pace(&pace(rule.pace()), rule.attempts());
            said.push(words.delay(delay).text.into_owned());
        }
        let attempts = rule.attempts().filter(|count| *count > 0);
        said.extend(attempts.map(|count| words.attempts(count).text.into_owned()));
        said
    }

    /// What is asked of every code about the wire, with the answers.
    pub(crate) fn facts(&self, code: RawCode) -> Vec<[String; 2]> {
        let axis = self.words.axis();
        let value = self.words.value();
        let either = |is: bool, yes: LocalizedText<'a>, no| if is { yes } else { no };
        let visible = match code.script_visibility() {
            Visibility::Yes => value.visible_yes(),
            Visibility::PeerError => value.visible_peer_error(),
            Visibility::No => value.visible_no(),
        };
        let clean = either(code.can_be_clean(), value.clean_yes(), value.clean_no());
        let frame = either(code.is_allowed_in_frame(), value.frame_yes(), value.frame_no());
        let local = either(code.is_synthetic(), value.synthetic_yes(), value.synthetic_no());
        let script = either(code.is_script_sendable(), value.sendable_yes(), value.sendable_no());
        [
            (axis.sender(), self.value::<data::Sender>(code.sender().as_str())),
            (axis.frame(), frame.text.into_owned()),
            (axis.synthetic(), local.text.into_owned()),
            (axis.clean(), clean.text.into_owned()),
            (axis.script_sendable(), script.text.into_owned()),
            (axis.script_visible(), visible.text.into_owned()),
        ]
        .map(|(label, value)| [label.text.into_owned(), value])
        .into()
    }

    /// What is asked of every code about reconnecting, with the answers.
    pub(crate) fn policy(&self, code: RawCode) -> Vec<[String; 2]> {
        let axis = self.words.axis();
        let policy = code.policy();
        let attempts = policy.max_attempts();
        let delay = self.words.pace(&pace(policy.backoff()), attempts);
        [
            (axis.action(), self.action(policy.action())),
            (axis.delay(), delay.text.into_owned()),
            (axis.attempts(), self.words.attempt_count(attempts).text.into_owned()),
            (axis.authority(), self.authority(policy.authority())),
            (axis.fault(), self.value::<data::Fault>(policy.fault().as_str())),
            (axis.severity(), self.value::<data::PolicySeverity>(policy.severity().as_str())),
            (axis.alert(), self.value::<data::Alert>(policy.alert().as_str())),
        ]
        .map(|(label, value)| [label.text.into_owned(), value])
        .into()
    }

    fn authority(&self, authority: Authority) -> String {
        self.value::<data::Authority>(authority.as_str())
    }

    /// Who sends the code of a product.
    pub(crate) fn sender(&self, entry: &Entry) -> String {
        self.value::<data::ProtocolSender>(entry.sender().as_str())
    }

    /// The page of a number.
    pub(crate) fn page(&self, code: RawCode) -> String {
        let place = match code.known() {
            Some(code) => code.get().to_string(),
            None => code.label().replace('_', "-"),
        };
        // The label of a range is for its unregistered numbers.
        format!("{REFERENCE}/{}.md#{place}", self.words.locale().folder)
    }

    /// The page of a product.
    pub(crate) fn product_page(protocol: &Protocol) -> String {
        format!("{REFERENCE}/protocols.md#{}", protocol.id())
    }
}

/// The crate's pace as the data has it.
pub(crate) fn pace(pace: Backoff) -> data::Backoff {
    let jitter = match pace.jitter() {
        closecode::Jitter::Equal => data::Jitter::Equal,
        closecode::Jitter::Uniform => data::Jitter::Uniform,
        closecode::Jitter::None => data::Jitter::None,
        _ => data::Jitter::Full,
    };
    data::Backoff {
        initial: pace.initial(),
        max: pace.max(),
        factor: u16::try_from(pace.factor()).unwrap_or(u16::MAX),
        jitter,
        steps: steps(pace),
    }
}

/// The ceilings of a pace that grows by no factor, up to the last, which is repeated.
pub(crate) fn steps(pace: Backoff) -> Vec<std::time::Duration> {
    let grows = pace.factor() > 1 || pace.jitter() == closecode::Jitter::Uniform;
    if grows || pace.initial() == pace.max() {
        return Vec::new();
    }
    let last = pace.ceiling(u32::MAX);
    let mut steps: Vec<_> = (0..64).map(|attempt| pace.ceiling(attempt)).collect();
    while steps.len() > 1 && steps[steps.len() - 2] == last {
        steps.pop();
    }
    steps
}
