//! The dataset as the emitters see it: read once, checked, then only read.

mod accepts;
mod allowed;
mod change;
mod cldr;
mod code;
mod compared;
mod formats;
mod frame;
mod glossary;
mod handshake;
mod implementation;
mod layout;
mod limit;
mod locale;
mod localizer;
mod looked_at;
mod message;
mod pair;
mod pattern;
mod phrases;
mod policy;
mod printed;
mod problem;
mod protocol_localizer;
mod range;
mod scenario;
mod search;
mod situation;
mod source;
mod texts;
mod typography;
mod ui;

pub use accepts::{Accepts, Known, Numbers};
pub use allowed::{Allowed, Departure};
pub use change::{Change, ChangeKind, Version};
pub use cldr::{Cldr, DatePattern, DatePatterns, MONTHS, NumberPattern, Plurals, TABLE};
pub use code::{Analogy, Code, Event, EventKind, Offence, Sender, Visibility, Wire, slug};
pub use compared::Fact;
#[cfg(feature = "dataset")]
pub(crate) use compared::facts;
pub use formats::{LocaleFormats, Value};
pub use frame::{Expected, Frame, Frames, Level, NumberFrame, Outcome, from_hex};
pub use glossary::{Strength, Term};
pub use handshake::Answer;
pub use implementation::{
    Behaviour, CLIENT_WAYS, Constant, Deviation, Implementation, ImplementationKind, Measured,
    Names, Reconnecting, Reply, Reported, SERVER_WAYS, Side, Survey, WAYS, Waits, WayRow,
};
pub use layout::{Layout, LineBreak, WordBreak};
pub use limit::{Limit, LimitKind, Retries};
pub use locale::TextRef;
pub use locale::{Direction, EntryRef, Language, Locale};
pub use localizer::{LocalizedText, Localizer, WithFallback};
pub use looked_at::{LookedAt, LookedAtProduct};
pub use message::{Meaning, Message};
pub use pair::{Axis, Pair};
#[cfg(feature = "dataset")]
pub(crate) use pattern::MESSAGES;
pub use pattern::{Found, Hole, Pattern, Piece, REACH};
pub use policy::{
    Action, Alert, Authority, Basis, BasisTable, Fault, Policy, PolicyField,
    Severity as PolicySeverity,
};
pub use printed::{GRAM, Printed};
pub use problem::{
    Lines, Problem, ProblemFix, ProblemKind, ProblemOption, ProblemStep, ProblemTexts, ProblemWords,
};
pub use range::{Range, Registration};
pub use scenario::{Herd, Party, Scenario, ScenarioStep, ScenarioTexts, Travels};
pub use search::{Product, SearchWords};
pub use situation::{Advice, Role, Send, Situation, Trigger};
pub use source::{Source, SourceKind};
pub use texts::{
    CasePart, CaseText, CaseTexts, CodeTexts, Field, Form, PairTexts, SituationTexts, TextGroup,
};
pub use typography::{Misprint, Typography};
pub use ui::{
    AboutTexts, AppPageTexts, AxisTexts, BibliographyTexts, CodePageTexts, CompareTexts,
    ContrastTexts, DelayTexts, DiagramTexts, HasText, IndexTexts, LookupTexts, MessageTexts,
    NumberTexts, PageTexts, PoliciesTexts, ProtocolPageTexts, PunctuationTexts, RangeTexts,
    SampleTexts, SituationPageTexts, ToolTexts, Ui, ValueTexts,
};

use std::collections::BTreeSet;

use crate::{Citation, Protocol, ProtocolCode, ProtocolRange, Spanned};
use closecode_format::few::{self, Map};

/// The tag of the language that the facts' words are written in first, and that the others are made
/// from.
pub const BASE_LOCALE: &str = "en";

/// Everything in `data/`. Values of this type outside this crate passed every rule.
#[derive(Debug, Default)]
pub struct Dataset {
    /// Registered codes, by number.
    pub codes: Vec<Code>,
    /// A total partition of 0..=65535, in order.
    pub ranges: Vec<Range>,
    /// Citations, by id.
    pub sources: Vec<Source>,
    /// Libraries, browsers, runtimes and proxies, by id.
    pub implementations: Vec<Implementation>,
    /// Questions that people ask, by id.
    pub problems: Vec<Problem>,
    /// The labels of the pages of problems, by language.
    pub problem_words: Vec<ProblemWords>,
    /// What happens when something goes wrong, in the order of the list.
    pub scenarios: Vec<Scenario>,
    /// What to do after a refused handshake; the narrowest answer that holds a status decides.
    pub handshake: Vec<Answer>,
    /// What an endpoint does with what ends a connection.
    pub frames: Option<Frames>,
    /// Pairs that people confuse, in order.
    pub pairs: Vec<Pair>,
    /// Situations in which somebody chooses what to send, in the order of the decision tree.
    pub situations: Vec<Situation>,
    /// What people type for a page that does not hold these words.
    pub search: Vec<SearchWords>,
    /// The products that most people meet, in their order.
    pub products: Vec<Product>,
    /// What changed in the data, the newest first.
    pub changes: Vec<Change>,
    /// Languages: English first, then by tag.
    pub locales: Vec<Locale>,
    /// Protocols that give numbers a meaning of their own, by id.
    pub protocols: Vec<Protocol>,
    /// Products that were looked at without finding close codes of their own.
    pub looked_at: Option<LookedAt>,
    /// Every fact by its name, as lines: what `compared` is about.
    pub facts: Map<String, Fact>,
    /// The hash of each fact when somebody last compared it with its sources; empty if nobody
    /// records that.
    pub compared: Map<String, Spanned<String>>,
}

impl Dataset {
    /// The version of the data: that of the newest change.
    pub fn version(&self) -> Version {
        *self.changes.first().expect("the rule `changes` asks for one").version
    }

    /// The facts about a registered code.
    pub fn code(&self, code: u16) -> Option<&Code> {
        self.codes.iter().find(|c| *c.code == code)
    }

    /// The range that a number lies in.
    pub fn range(&self, code: u16) -> &Range {
        self.ranges.iter().find(|r| r.contains(code)).expect("the rule `ranges` makes them total")
    }

    /// The wire facts of a number: its own, or its range's.
    pub fn wire(&self, code: u16) -> &Wire {
        self.code(code).map_or_else(|| &self.range(code).wire, |c| &c.wire)
    }

    /// The policy of a number: its own, or its range's.
    pub fn policy(&self, code: u16) -> &Policy {
        self.code(code).map_or_else(|| &self.range(code).policy, |c| &c.policy)
    }

    /// What to do after a handshake that was refused with this HTTP status.
    pub fn answer(&self, status: u16) -> &Answer {
        let holding = self.handshake.iter().filter(|a| a.holds(status));
        holding.min_by_key(|a| a.width()).expect("the rule `handshake` makes them total")
    }

    /// The policy of an answer: its own, or that of the code that it is like.
    pub fn answer_policy<'a>(&'a self, answer: &'a Answer) -> &'a Policy {
        match (&answer.policy, answer.like) {
            (Some(policy), _) => policy,
            (None, like) => {
                self.policy(*like.expect("the rule `handshake` asks for one of the two"))
            }
        }
    }

    /// A citation by id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|s| *s.id == id)
    }

    /// A protocol by id.
    pub fn protocol(&self, id: &str) -> Option<&Protocol> {
        self.protocols.iter().find(|p| p.id == id)
    }

    /// Every row of a protocol for exactly this number, by protocol: who uses 4004, and for what.
    pub fn uses(&self, code: u16) -> impl Iterator<Item = (&Protocol, &ProtocolCode)> {
        self.protocols
            .iter()
            .flat_map(move |p| p.codes.iter().filter(move |c| *c.code == code).map(move |c| (p, c)))
    }

    /// Every documented range of a protocol that holds this number, by protocol.
    pub fn ranges_around(&self, code: u16) -> impl Iterator<Item = (&Protocol, &ProtocolRange)> {
        self.protocols.iter().flat_map(move |p| {
            p.ranges.iter().filter(move |r| r.contains(code)).map(move |r| (p, r))
        })
    }

    /// Every number that some protocol has a row for, from the lowest.
    pub fn used_numbers(&self) -> BTreeSet<u16> {
        few::set(self.protocols.iter().flat_map(|p| &p.codes).map(|c| *c.code))
    }

    /// Title and address of what is cited, each once: `RFC 6455: The WebSocket Protocol, 7.4.1`.
    pub fn cited<'a>(
        &self,
        citations: impl IntoIterator<Item = &'a Spanned<Citation>>,
    ) -> Vec<(String, String)> {
        let mut cited = Vec::new();
        for citation in citations {
            let source = self.source(&citation.id).expect("the rule `citations` checks ids");
            let title = match &citation.section {
                Some(section) if *source.kind == SourceKind::Rfc => {
                    let title = source.title.as_str();
                    let number = title.split_once(':').map_or(title, |(number, _)| number);
                    format!("{number} §{section}")
                }
                Some(section) => format!("{}, {section}", *source.title),
                None => source.title.value.clone(),
            };
            let entry = (title, source.url_of(citation));
            if !cited.contains(&entry) {
                cited.push(entry);
            }
        }
        cited
    }

    /// What a hand-written verdict exists for, if it does.
    pub fn pair(&self, low: u16, high: u16) -> Option<&Pair> {
        self.pairs.iter().find(|p| p.codes() == (low, high))
    }

    /// The situations in which somebody is told to send a code.
    pub fn situations_for(&self, code: u16) -> impl Iterator<Item = &Situation> {
        self.situations.iter().filter(move |s| s.recommends(code))
    }

    /// All unordered pairs of registered codes, lower number first.
    pub fn all_pairs(&self) -> impl Iterator<Item = (&Code, &Code)> {
        self.codes
            .iter()
            .enumerate()
            .flat_map(|(i, a)| self.codes[i + 1..].iter().map(move |b| (a, b)))
    }

    /// The implementations whose reconnecting was surveyed, by id.
    pub fn surveyed(&self) -> impl Iterator<Item = (&Implementation, &Reconnecting)> {
        self.implementations.iter().filter_map(|i| Some((i, i.reconnecting.as_ref()?)))
    }

    /// How the surveyed implementations treat a code by default.
    pub fn survey(&self, code: u16) -> Survey<'_> {
        Survey::of(self.surveyed(), code)
    }

    /// The departures from the facts about a code, by implementation.
    pub fn deviations(&self, code: &Code) -> Vec<Deviation<'_>> {
        self.implementations.iter().flat_map(|i| i.deviations(code)).collect()
    }

    /// The constants of implementations that lead to one number: those with a name that means the
    /// same in every implementation that has it, in any case, and is not the registry's. By
    /// number, each name once.
    pub fn constants(&self) -> Map<u16, Vec<&str>> {
        let mut names: Map<String, (&str, BTreeSet<u16>)> = Map::new();
        let constants = self.implementations.iter().filter_map(|i| i.names.as_ref());
        for constant in constants.flat_map(|names| &names.codes) {
            let folded = constant.name.to_ascii_lowercase();
            let entry = names.entry(folded).or_insert((&*constant.name, BTreeSet::new()));
            entry.1.insert(*constant.code);
        }
        for code in &self.codes {
            names.remove(&code.name.to_ascii_lowercase());
            names.remove(&code.ident.to_ascii_lowercase());
        }
        let mut by_code: Map<u16, Vec<&str>> = Map::new();
        for (_, (name, codes)) in names {
            if let (Some(code), 1) = (codes.first(), codes.len()) {
                by_code.entry(*code).or_default().push(name);
            }
        }
        by_code
    }

    /// The browsers that were measured to call a close clean although no endpoint may send its
    /// number, for the numbers that are asked for.
    pub fn called_clean(&self, is_asked: impl Fn(u16) -> bool) -> Vec<&Implementation> {
        let is_clean = |row: &WayRow| {
            row.received().is_some_and(|code| {
                let reports = row.reports.as_ref().map(|reports| reports.value);
                is_asked(code)
                    && !*self.wire(code).frame
                    && reports == Some(Reported::Code(code))
                    && row.clean.as_ref().is_some_and(|clean| clean.value)
            })
        };
        let browsers =
            self.implementations.iter().filter(|i| *i.kind == ImplementationKind::Browser);
        browsers.filter(|i| i.measured.iter().flat_map(|m| &m.ways).any(is_clean)).collect()
    }

    /// The base language.
    pub fn base(&self) -> &Locale {
        self.locales
            .iter()
            .find(|l| *l.language.tag == BASE_LOCALE)
            .expect("the rule `languages` requires English")
    }

    /// The words of a language, with English behind them.
    pub fn localizer<'a>(&'a self, locale: &'a Locale) -> Localizer<'a> {
        Localizer::new(locale, self.base())
    }
}
