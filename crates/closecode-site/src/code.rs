//! The page of one code.

use askama::Template;
use closecode_data::{
    Certainty, Code, CodePageTexts, CodeTexts, Dataset, EventKind, Implementation, Locale, Pair,
    Spanned, WithFallback,
};

use crate::crumbs::{self, Crumbs};
use crate::delays;
use crate::diagram;
use crate::facts::{self, Fact};
use crate::filters;
use crate::html::{Html, Punctuation as _};
use crate::page::{CrossLink, Link, Page};
use crate::paths::Path;
use crate::protocols;
use crate::verdict;

/// How many comparisons a page puts before all.
const CONFUSED: usize = 4;

/// What implementations do that depart from a code's facts, and which they are.
#[derive(Debug)]
struct Departure {
    what: Html,
    who: Vec<CrossLink>,
}

/// A text by which people meet a code.
#[derive(Debug)]
struct SeenAs {
    text: String,
    /// The page of what prints it.
    href: Html,
    language: Html,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "code.html", whitespace = "minimize")]
pub(crate) struct CodePage<'a> {
    page: Page<'a>,
    code: &'a Code,
}

impl<'a> CodePage<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale, code: &'a Code) -> Self {
        let localizer = data.localizer(locale);
        let words = localizer.code_texts(*code.code);
        let title = localizer.code().page_title(*code.code, words.title()).to_string();
        let page = Page::new(data, locale, Path::Code(code), title, words.summary().to_string());
        Self { page, code }
    }

    fn labels(&self) -> WithFallback<'a, CodePageTexts> {
        self.page.localizer.code()
    }

    fn words(&self) -> WithFallback<'a, CodeTexts> {
        self.page.localizer.code_texts(*self.code.code)
    }

    fn action(&self) -> &'static str {
        self.code.policy.action.as_str()
    }

    fn crumbs(&self) -> Crumbs {
        crumbs::of_code(&self.page, self.code)
    }

    fn verdict(&self) -> Html {
        let survey = self.page.data.survey(*self.code.code);
        verdict::part(&self.page, &self.code.policy, Some(&survey))
    }

    /// What people see of the code where it is not called by its number.
    fn messages(&self) -> Vec<SeenAs> {
        let chosen = self.page.data.telling_messages(*self.code.code);
        let seen = |(implementation, text): (&'a Implementation, String)| SeenAs {
            text,
            href: self.page.href(Path::Implementation(implementation), ""),
            language: self.page.english(&implementation.name),
        };
        chosen.into_iter().map(seen).collect()
    }

    /// The facts beside the answer.
    fn card(&self) -> Vec<Fact> {
        let code = self.code;
        let called_clean = self.page.data.called_clean(|number| number == *code.code);
        facts::card(self.page.localizer, code, &called_clean, self.words().user_message())
    }

    /// The answers about reconnecting that the card does not give.
    fn policy_facts(&self) -> Vec<Fact> {
        let survey = self.page.data.survey(*self.code.code);
        facts::policy(self.page.localizer, &self.code.policy, Some(&survey))
    }

    fn delays(&self) -> Html {
        delays::part(self.page.localizer, &self.code.policy)
    }

    fn sequence(&self) -> Html {
        diagram::part(self.page.localizer, self.code)
    }

    fn departs_from(&self) -> Option<Html> {
        facts::departs_from(&self.page, &self.code.policy)
    }

    /// The counts, and who does not reconnect.
    fn practice(&self) -> Html {
        let localizer = self.page.localizer;
        let survey = self.page.data.survey(*self.code.code);
        let names = localizer.list(survey.stop.iter().map(|c| c.name.as_str()));
        let stops = (!names.text.is_empty()).then(|| localizer.code().practice_stops(names).into());
        localizer.sentences(
            [facts::practice(self.page.data, localizer, *self.code.code)].into_iter().chain(stops),
        )
    }

    fn has_survey(&self) -> bool {
        self.page.data.surveyed().next().is_some()
    }

    fn deviations(&self) -> Vec<Departure> {
        let mut departures: Vec<Departure> = Vec::new();
        for deviation in self.page.data.deviations(self.code) {
            let what = facts::deviation(&self.page, &deviation);
            let who = CrossLink {
                href: self.page.href(Path::Implementation(deviation.implementation), ""),
                text: self.page.english(&facts::departing(&deviation)),
            };
            match departures.iter_mut().find(|other| other.what == what) {
                Some(same) => same.who.push(who),
                None => departures.push(Departure { what, who: vec![who] }),
            }
        }
        departures
    }

    /// The page that has the code in every implementation.
    fn libraries(&self) -> CrossLink {
        let text = self.labels().libraries_link(*self.code.code).into();
        CrossLink { href: self.page.href(Path::ImplementationsOf(self.code), ""), text }
    }

    /// When, what, where that is written, and how sure it is.
    fn history(&self) -> Vec<Html> {
        let words = self.page.localizer.code();
        let line = |event: &'a closecode_data::Event| {
            let text = match event.event.value {
                EventKind::Defined => words.history_defined(),
                EventKind::Proposed => words.history_proposed(),
                EventKind::Registered => words.history_registered(),
                EventKind::Renamed => {
                    words.history_renamed(event.was.as_ref().map_or("", |w| w.as_str()))
                }
                EventKind::Erratum => words.history_erratum(),
            };
            let localizer = self.page.localizer;
            let what = match &event.date {
                Some(date) => localizer.label(Html::time(date, &self.page.date(date)), text),
                None => text.into(),
            };
            let is_unconfirmed = event.certainty == Certainty::Unconfirmed;
            let doubt = is_unconfirmed.then(|| Html::from(words.unconfirmed()).quiet());
            localizer.aside(
                what,
                localizer.list_of(
                    facts::sources(self.page.data, [&event.source]).into_iter().chain(doubt),
                ),
            )
        };
        self.code.history.iter().map(line).collect()
    }

    fn sources(&self) -> Vec<Html> {
        facts::sources(self.page.data, facts::cited(self.code))
    }

    /// What the list of products holds, and that it is in English where the page is not.
    fn protocols_note(&self) -> Html {
        let localizer = self.page.localizer;
        let is_other = !self.page.is_in_base_language();
        let english = is_other.then(|| localizer.protocol().english().into());
        let note = localizer.number().in_protocols_note().into();
        localizer.sentences([note].into_iter().chain(english))
    }

    fn protocol_uses(&self) -> Option<protocols::Summary> {
        protocols::summary(&self.page, *self.code.code)
    }

    /// The comparisons that most readers look for: what is confused with the code, then what is
    /// related to it.
    fn confused(&self) -> Vec<Link> {
        let data = self.page.data;
        let number = *self.code.code;
        let pairs = data.pairs.iter().map(Pair::codes);
        let confused = pairs.filter_map(|(low, high)| match number {
            _ if number == low => Some(high),
            _ if number == high => Some(low),
            _ => None,
        });
        let related = self.code.related.iter().map(|related| related.value);
        let mut others: Vec<&Code> = Vec::new();
        for other in confused.chain(related).filter_map(|number| data.code(number)) {
            if others.iter().all(|known| known.code != other.code) {
                others.push(other);
            }
        }
        others.truncate(CONFUSED);
        others.into_iter().map(|other| self.comparison(other)).collect()
    }

    fn comparison(&self, other: &Code) -> Link {
        let page = &self.page;
        Link { url: page.compare_url(self.code, other), text: facts::name(page, other) }
    }

    fn situations(&self) -> Vec<Link> {
        crate::situations::recommending(&self.page, *self.code.code)
    }

    fn scenarios(&self) -> Option<(Html, Vec<CrossLink>)> {
        let number = *self.code.code;
        let is_about = |code: &Spanned<u16>| code.value == number;
        crate::scenarios::about(&self.page, |scenario| scenario.codes.iter().any(is_about))
    }

    fn more(&self, case: &str) -> Vec<CrossLink> {
        crate::problems::of_case(&self.page, *self.code.code, case)
    }

    fn problems(&self) -> Option<(Html, Vec<CrossLink>)> {
        crate::problems::about(&self.page, *self.code.code)
    }

    fn samples(&self) -> crate::samples::Samples {
        crate::samples::shown(&self.page, self.code)
    }

    fn comparisons(&self) -> Vec<Link> {
        let others = self.page.data.codes.iter().filter(|other| other.code != self.code.code);
        others.map(|other| self.comparison(other)).collect()
    }
}
