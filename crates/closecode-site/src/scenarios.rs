//! What happens when one thing goes wrong with one connection: the list of such things, the page
//! of each, and what other pages link.
//!
//! Like the problems they are in English and Indonesian; other languages link to the English ones.
//! What libraries do is counted from what was measured, and the arrivals after a restart are
//! simulated when the page is made.

mod herd;
mod sequence;
mod told;
mod words;

use askama::Template;
use closecode_data::{
    BASE_LOCALE, Dataset, Locale, Policy, Scenario, ScenarioTexts, Side, Situation, markdown,
};

use self::told::Table;
use self::words::{Words, words};
use crate::facts;
use crate::filters;
use crate::html::Html;
use crate::page::{CrossLink, Link, Page};
use crate::paths::Path;
use crate::verdict;

/// The list of all.
#[derive(Debug, Template)]
#[template(path = "scenarios.html", whitespace = "minimize")]
pub(crate) struct Scenarios<'a> {
    page: Page<'a>,
}

/// A scenario in the list.
#[derive(Debug)]
struct Entry {
    link: CrossLink,
    summary: Html,
    codes: Html,
}

impl<'a> Scenarios<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = words(locale);
        let path = Path::Scenarios(&data.scenarios);
        let title = data.localizer(locale).page().scenarios().to_string();
        let page = Page::new(data, locale, path, title, words.lead.to_owned());
        Self { page }
    }

    fn words(&self) -> &'static Words {
        words(self.page.localizer.locale())
    }

    fn entries(&self) -> Vec<Entry> {
        let entry = |scenario: &'a Scenario| {
            let texts = shown(&self.page, scenario)?;
            let codes = scenario.codes.iter().map(|code| code.value.to_string());
            Some(Entry {
                link: link(&self.page, scenario)?,
                summary: Html::prose(&texts.summary),
                codes: Html::text(&codes.collect::<Vec<_>>().join(", ")),
            })
        };
        self.page.data.scenarios.iter().filter_map(entry).collect()
    }
}

/// The page of one.
#[derive(Debug, Template)]
#[template(path = "scenario.html", whitespace = "minimize")]
pub(crate) struct ScenarioPage<'a> {
    page: Page<'a>,
    scenario: &'a Scenario,
    texts: &'a ScenarioTexts,
}

/// What one side is told.
#[derive(Debug)]
struct Told {
    id: &'static str,
    title: &'static str,
    note: Option<Html>,
    tables: Vec<Table>,
}

impl<'a> ScenarioPage<'a> {
    /// `None` in a language that it was not written in.
    pub(crate) fn new(
        data: &'a Dataset,
        locale: &'a Locale,
        scenario: &'a Scenario,
    ) -> Option<Self> {
        let texts = scenario.texts_in(&locale.folder)?;
        let path = Path::Scenario(scenario);
        let title = heading(words(locale), texts);
        let description = markdown::plain(&texts.summary);
        Some(Self { page: Page::new(data, locale, path, title, description), scenario, texts })
    }

    fn words(&self) -> &'static Words {
        words(self.page.localizer.locale())
    }

    fn index(&self) -> String {
        self.page.path.to(Path::Scenarios(&self.page.data.scenarios))
    }

    fn lead(&self) -> Html {
        Html::prose(&self.texts.summary)
    }

    /// What to do: about the status that refused the handshake, else about the first code.
    fn policy(&self) -> Option<&'a Policy> {
        let data = self.page.data;
        if let Some(status) = &self.scenario.status {
            return Some(data.answer_policy(data.answer(status.value)));
        }
        Some(&data.code(self.scenario.codes.first()?.value)?.policy)
    }

    fn action(&self) -> &'static str {
        self.policy().map_or("", |policy| policy.action.as_str())
    }

    fn verdict(&self) -> Option<Html> {
        let code = self.scenario.codes.first().filter(|_| self.scenario.status.is_none());
        let survey = code.map(|code| self.page.data.survey(code.value));
        Some(verdict::part(&self.page, self.policy()?, survey.as_ref()))
    }

    fn sequence(&self) -> Html {
        let heading = heading(self.words(), self.texts);
        sequence::part(&self.page, self.words(), self.scenario, self.texts, &heading)
    }

    fn told(&self) -> Vec<Told> {
        let words = self.words();
        let told = |(side, id, title): (Side, &'static str, &'static str)| Told {
            id,
            title,
            note: self.texts.of(side).map(|text| Html::prose(text)),
            tables: told::tables(&self.page, words, self.scenario, side),
        };
        let sides = [
            (Side::Client, "client", words.client_side),
            (Side::Server, "server", words.server_side),
        ];
        sides.map(told).into()
    }

    fn herd(&self) -> Option<Html> {
        herd::part(&self.page, self.words(), self.scenario.herd.as_ref()?)
    }

    fn next(&self) -> Vec<Html> {
        self.texts.next.iter().map(|text| Html::prose(text)).collect()
    }

    fn codes(&self) -> Vec<Link> {
        let codes = self.scenario.codes.iter().filter_map(|c| self.page.data.code(c.value));
        codes
            .map(|code| Link { url: self.page.code_url(code), text: facts::name(&self.page, code) })
            .collect()
    }

    fn situations(&self) -> Vec<Link> {
        let page = &self.page;
        let is_named = |situation: &&Situation| {
            self.scenario.situations.iter().any(|id| id.value == *situation.id)
        };
        let link = |situation| Link {
            url: page.path.to(Path::Situation(situation)),
            text: page.localizer.situation_texts(&situation.id).title().into(),
        };
        page.data.situations.iter().filter(is_named).map(link).collect()
    }

    fn problems(&self) -> Vec<CrossLink> {
        let page = &self.page;
        let problem = |id: &str| {
            let problem = page.data.problems.iter().find(|problem| problem.id == id)?;
            let path = Path::Problem(problem);
            let folder = &page.localizer.locale().folder;
            let (text, is_own) = match problem.texts_in(folder) {
                Some(texts) => (&texts.title, true),
                None => (&problem.texts_in(BASE_LOCALE)?.title, false),
            };
            let text = if is_own { Html::text(text) } else { page.english(text) };
            Some(CrossLink { href: page.href(path, ""), text })
        };
        self.scenario.problems.iter().filter_map(|id| problem(id)).collect()
    }

    fn events(&self) -> Html {
        let text = Html::text(self.words().measured);
        Html::linked(&text, &self.page.href(Path::ImplementationEvents, ""))
    }

    fn sources(&self) -> Vec<Html> {
        facts::sources(self.page.data, &self.scenario.sources)
    }
}

/// What heads a page.
fn heading(words: &Words, texts: &ScenarioTexts) -> String {
    words.heading.replace("{title}", &texts.title)
}

/// The scenarios in which a code is seen or sent, for its page, and those that lead to a problem,
/// for that one's. The heading is in the language of the links.
pub(crate) fn about(
    page: &Page<'_>,
    is_about: impl Fn(&Scenario) -> bool,
) -> Option<(Html, Vec<CrossLink>)> {
    let scenarios = page.data.scenarios.iter().filter(|scenario| is_about(scenario));
    let links: Vec<CrossLink> = scenarios.filter_map(|scenario| link(page, scenario)).collect();
    let folder = &page.localizer.locale().folder;
    let title = if Path::Scenarios(&page.data.scenarios).is_in(folder) {
        page.localizer.page().scenarios().into()
    } else {
        page.english(&page.data.localizer(page.data.base()).page().scenarios().text)
    };
    (!links.is_empty()).then_some((title, links))
}

/// The name of a scenario where it is found.
pub(crate) fn title(locale: &Locale, texts: &ScenarioTexts) -> String {
    heading(words(locale), texts)
}

/// The link to a scenario, in English where the page's language does not have it.
fn link(page: &Page<'_>, scenario: &Scenario) -> Option<CrossLink> {
    let path = Path::Scenario(scenario);
    let text = format!("… {}", *shown(page, scenario)?.title);
    let text = if path.is_in(&page.localizer.locale().folder) {
        Html::text(&text)
    } else {
        page.english(&text)
    };
    Some(CrossLink { href: page.href(path, ""), text })
}

/// The texts that a page in some language shows.
fn shown<'a>(page: &Page<'_>, scenario: &'a Scenario) -> Option<&'a ScenarioTexts> {
    scenario.texts_in(&page.localizer.locale().folder).or_else(|| scenario.texts_in(BASE_LOCALE))
}
