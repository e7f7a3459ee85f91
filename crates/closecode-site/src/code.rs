//! The page of one code.

use askama::Template;
use closecode_data::{Behaviour, Both, Certainty, Code, CodePageWords, CodeWords, Dataset, EventKind, Locale};

use crate::facts::{self, Fact};
use crate::html::{Html, filters};
use crate::page::{Link, Page};
use crate::protocols;
use crate::url::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "code.html")]
pub(crate) struct CodePage<'a> {
    page: Page<'a>,
    code: &'a Code,
}

/// One line of the history.
#[derive(Debug)]
struct HistoryLine<'a> {
    date: Option<&'a str>,
    event: Html,
    source: Html,
    is_unconfirmed: bool,
}

impl<'a> CodePage<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale, code: &'a Code) -> Self {
        let voice = data.voice(locale);
        let words = voice.code_words(*code.code);
        let title = voice.code().page_title(*code.code, words.title()).to_string();
        let page = Page::new(data, locale, Path::code(code), title, words.summary().to_string());
        Self { page, code }
    }

    fn labels(&self) -> Both<'a, CodePageWords> {
        self.page.voice.code()
    }

    fn words(&self) -> Both<'a, CodeWords> {
        self.page.voice.code_words(*self.code.code)
    }

    fn action(&self) -> &'static str {
        self.code.policy.action.as_str()
    }

    fn action_word(&self) -> Html {
        self.page.voice.action_word(self.code.policy.action.value).into()
    }

    fn wire_facts(&self) -> Vec<Fact> {
        let mut facts = facts::wire(self.page.voice, &self.code.wire);
        if self.code.analogy.is_some() {
            facts.push(facts::analogy(self.page.voice, self.code.analogy.as_ref()));
        }
        facts
    }

    fn policy_facts(&self) -> Vec<Fact> {
        facts::policy(self.page.voice, &self.code.policy)
    }

    fn departs_from(&self) -> Option<Html> {
        departs_from(&self.page, &self.code.policy)
    }

    fn practice(&self) -> Html {
        let (words, survey) = (self.page.voice.code(), self.page.data.survey(*self.code.code));
        let (retry, stop, depends, total) = (survey.retry.len(), survey.stop.len(), survey.conditional.len(), survey.total());
        match (stop, depends) {
            (0, 0) => words.practice_even(total).into(),
            (_, 0) => words.practice_counts(retry, stop, total).into(),
            _ => words.practice_conditional(retry, stop, depends, total).into(),
        }
    }

    fn practice_stops(&self) -> Option<Html> {
        let survey = self.page.data.survey(*self.code.code);
        let names: Vec<&str> = survey.stop.iter().map(|c| c.name.as_str()).collect();
        (!names.is_empty()).then(|| self.page.voice.code().practice_stops(names.join(", ")).into())
    }

    fn has_survey(&self) -> bool {
        !self.page.data.clients.is_empty()
    }

    fn deviations(&self) -> Vec<Html> {
        let words = self.page.voice.code();
        let deviation = |d: &closecode_data::Deviation| {
            let who = match &d.version {
                Some(version) => format!("{} {version}", *d.implementation),
                None => d.implementation.value.clone(),
            };
            let sentence = match d.behaviour.value {
                Behaviour::Accepts => words.deviation_accepts(who),
                Behaviour::Rejects => words.deviation_rejects(who),
                Behaviour::ReportsAs => words.deviation_reports_as(who, d.reports_as.map_or(0, |r| r.value)),
                Behaviour::Sends => words.deviation_sends(who),
                Behaviour::ShowsScript => words.deviation_shows_script(who),
            };
            let mut pieces = vec![sentence.into()];
            pieces.extend(facts::sources(self.page.data, [&d.source]));
            Html::join(pieces, " ")
        };
        self.code.deviations.iter().map(deviation).collect()
    }

    fn history(&self) -> Vec<HistoryLine<'a>> {
        let words = self.page.voice.code();
        let line = |event: &'a closecode_data::Event| {
            let text = match event.event.value {
                EventKind::Defined => words.history_defined(),
                EventKind::Proposed => words.history_proposed(),
                EventKind::Registered => words.history_registered(),
                EventKind::Renamed => words.history_renamed(event.was.as_ref().map_or("", |w| w.as_str())),
                EventKind::Erratum => words.history_erratum(),
            };
            HistoryLine {
                date: event.date.as_ref().map(|d| d.as_str()),
                event: text.into(),
                source: Html::join(facts::sources(self.page.data, [&event.source]), ", "),
                is_unconfirmed: event.certainty == Certainty::Unconfirmed,
            }
        };
        self.code.history.iter().map(line).collect()
    }

    fn sources(&self) -> Vec<Html> {
        let code = self.code;
        let analogy = code.analogy.iter().flat_map(|a| &a.sources);
        facts::sources(self.page.data, code.sources.iter().chain(&code.wire.sources).chain(&code.policy.sources).chain(analogy))
    }

    fn protocol_uses(&self) -> Option<protocols::Summary> {
        protocols::summary(&self.page, *self.code.code)
    }

    fn related(&self) -> Vec<Link> {
        let link = |code: &Code| Link { url: self.page.code_url(code), text: name(&self.page, code) };
        self.code.related.iter().filter_map(|n| self.page.data.code(n.value)).map(link).collect()
    }

    fn comparisons(&self) -> Vec<Link> {
        let others = self.page.data.codes.iter().filter(|other| other.code != self.code.code);
        others.map(|other| Link { url: self.page.compare_url(self.code, other), text: name(&self.page, other) }).collect()
    }
}

/// Number and title of a code, as a link's text.
pub(crate) fn name(page: &Page<'_>, code: &Code) -> Html {
    Html::join([Html::text(&code.code.to_string()), page.code_title(code)], " ")
}

/// The sentence on sources that ask for something else.
pub(crate) fn departs_from(page: &Page<'_>, policy: &closecode_data::Policy) -> Option<Html> {
    let titles: Vec<&str> = policy.departs_from.iter().filter_map(|c| page.data.source(&c.id)).map(|s| s.title.as_str()).collect();
    (!titles.is_empty()).then(|| page.voice.value().departs_from(titles.join(", ")).into())
}
