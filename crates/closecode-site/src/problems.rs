//! The questions that people ask: the list of them, the page of each, and what a code's page links.
//!
//! They are written in English and Indonesian first, so a page is there in the languages that its
//! texts are in. Other languages link to the English one, and say so.

mod reference;

use askama::Template;
use closecode_data::{
    BASE_LOCALE, Dataset, Locale, Problem, ProblemFix, ProblemKind, ProblemOption, ProblemStep,
    ProblemTexts, ProblemWords, Spanned, markdown,
};

use crate::facts;
use crate::filters;
use crate::html::{Html, Punctuation as _};
use crate::page::{CrossLink, Link, Page};
use crate::paths::Path;
use crate::scenarios;

pub(crate) use reference::reference;

/// The labels of these pages: in the page's language if it has some, else in English.
fn words<'a>(data: &'a Dataset, folder: &str) -> &'a ProblemWords {
    let words = data.problem_words(folder).or_else(|| data.problem_words(BASE_LOCALE));
    words.expect("a rule holds that problems have labels in English")
}

/// The list of all.
#[derive(Debug, Template)]
#[template(path = "problems.html", whitespace = "minimize")]
pub(crate) struct Problems<'a> {
    page: Page<'a>,
}

/// The questions of one kind.
#[derive(Debug)]
struct Group<'a> {
    id: &'static str,
    title: &'a str,
    entries: Vec<Entry>,
}

/// A question in the list.
#[derive(Debug)]
struct Entry {
    link: CrossLink,
    summary: Html,
}

impl<'a> Problems<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = words(data, &locale.folder);
        let path = Path::Problems(&data.problems);
        let title = data.localizer(locale).page().problems().to_string();
        Self { page: Page::new(data, locale, path, title, words.description.value.clone()) }
    }

    fn words(&self) -> &'a ProblemWords {
        words(self.page.data, &self.page.localizer.locale().folder)
    }

    /// What happens when something goes wrong is asked too, and has a list of its own.
    fn scenarios(&self) -> Option<(Html, Vec<CrossLink>)> {
        scenarios::about(&self.page, |_| true)
    }

    fn groups(&self) -> Vec<Group<'a>> {
        let words = self.words();
        let kinds = [
            ("symptoms", words.symptoms.as_str(), ProblemKind::Symptom),
            ("decisions", words.decisions.as_str(), ProblemKind::Decision),
        ];
        let group = |(id, title, kind): (&'static str, &'a str, ProblemKind)| Group {
            id,
            title,
            entries: self
                .page
                .data
                .problems
                .iter()
                .filter(|problem| *problem.kind == kind)
                .filter_map(|problem| self.entry(problem))
                .collect(),
        };
        kinds.into_iter().map(group).filter(|group| !group.entries.is_empty()).collect()
    }

    fn entry(&self, problem: &'a Problem) -> Option<Entry> {
        let texts = shown(&self.page, problem)?;
        Some(Entry { link: link(&self.page, problem)?, summary: Html::prose(&texts.summary) })
    }
}

/// The page of one.
#[derive(Debug, Template)]
#[template(path = "problem.html", whitespace = "minimize")]
pub(crate) struct ProblemPage<'a> {
    page: Page<'a>,
    problem: &'a Problem,
    texts: &'a ProblemTexts,
}

/// A step or a fix: what it is for, what to type, and what that prints.
#[derive(Debug)]
struct Step<'a> {
    head: Option<Html>,
    text: Html,
    code: Option<&'a str>,
    output: Option<&'a str>,
}

/// An option, and who does so.
#[derive(Debug)]
struct Choice {
    send: Option<Html>,
    text: Html,
    who: Option<Html>,
}

impl<'a> ProblemPage<'a> {
    /// `None` in a language that it was not written in.
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale, problem: &'a Problem) -> Option<Self> {
        let texts = problem.texts_in(&locale.folder)?;
        let path = Path::Problem(problem);
        let title = markdown::plain(&texts.title);
        let description = markdown::plain(&texts.summary);
        Some(Self { page: Page::new(data, locale, path, title, description), problem, texts })
    }

    fn words(&self) -> &'a ProblemWords {
        words(self.page.data, &self.page.localizer.locale().folder)
    }

    fn index(&self) -> String {
        self.page.path.to(Path::Problems(&self.page.data.problems))
    }

    fn lead(&self) -> Html {
        Html::prose(&self.texts.summary)
    }

    fn advice(&self) -> Option<Html> {
        self.texts.advice.as_ref().map(|text| Html::prose(text))
    }

    fn authority(&self) -> Option<Html> {
        let label = self.page.localizer.axis().authority();
        let authority = self.problem.authority.as_ref()?;
        let value = self.page.localizer.text(authority.value);
        Some(self.page.localizer.label(label, value))
    }

    /// Texts of the page, each with code between backticks.
    fn prose(texts: &[Spanned<String>]) -> Vec<Html> {
        texts.iter().map(|text| Html::prose(text)).collect()
    }

    fn steps(&self) -> Vec<Step<'a>> {
        let step = |(step, text): (&'a ProblemStep, &'a Spanned<String>)| Step {
            head: None,
            text: Html::prose(text),
            code: step.command.as_ref().map(|command| &***command),
            output: step.output.as_ref().map(|output| &***output),
        };
        self.problem.steps.iter().zip(&self.texts.steps).map(step).collect()
    }

    fn fixes(&self) -> Vec<Step<'a>> {
        let fix = |(fix, text): (&'a ProblemFix, &'a Spanned<String>)| Step {
            head: fix.implementation.as_ref().map(|id| self.implementation(id)),
            text: Html::prose(text),
            code: fix.config.as_ref().map(|config| &***config),
            output: None,
        };
        self.problem.fixes.iter().zip(&self.texts.fixes).map(fix).collect()
    }

    fn options(&self) -> Vec<Choice> {
        let choice = |(option, text): (&'a ProblemOption, &'a Spanned<String>)| Choice {
            send: self.sent(option),
            text: Html::prose(text),
            who: (!option.who.is_empty()).then(|| {
                self.page.localizer.list_of(option.who.iter().map(|id| self.implementation(id)))
            }),
        };
        self.problem.options.iter().zip(&self.texts.options).map(choice).collect()
    }

    fn sent(&self, option: &ProblemOption) -> Option<Html> {
        if let Some(status) = &option.status {
            return Some(Html::text(&format!("HTTP {}", **status)));
        }
        let number = **option.code.as_ref()?;
        let text = Html::text(&number.to_string());
        let code = self.page.data.code(number);
        Some(code.map_or_else(|| text.clone(), |c| Html::link_to(&text, &self.page.code_url(c))))
    }

    fn implementation(&self, id: &str) -> Html {
        let found = self.page.data.implementations.iter().find(|i| i.id == id);
        found.map_or_else(Html::default, |implementation| {
            let href = self.page.href(Path::Implementation(implementation), "");
            Html::linked(&Html::text(&implementation.name), &href)
        })
    }

    /// How the surveyed clients treat each code, counted.
    fn counts(&self) -> Vec<Html> {
        let data = self.page.data;
        let count = |code: &Spanned<u16>| {
            let sentence = facts::practice(data, self.page.localizer, code.value);
            self.page.localizer.label(Html::text(&code.value.to_string()), sentence)
        };
        self.problem.survey.iter().map(count).collect()
    }

    fn codes(&self) -> Vec<Link> {
        let codes = self.problem.codes.iter().filter_map(|c| self.page.data.code(c.value));
        codes
            .map(|code| Link { url: self.page.code_url(code), text: facts::name(&self.page, code) })
            .collect()
    }

    fn scenarios(&self) -> Option<(Html, Vec<CrossLink>)> {
        let leads_here = |id: &Spanned<String>| id.value == self.problem.id;
        scenarios::about(&self.page, |scenario| scenario.problems.iter().any(leads_here))
    }

    fn sources(&self) -> Vec<Html> {
        facts::sources(self.page.data, &self.problem.sources)
    }
}

/// The questions about a code, for its page. The heading is in the language of the links.
pub(crate) fn about(page: &Page<'_>, code: u16) -> Option<(Html, Vec<CrossLink>)> {
    let about = |problem: &&Problem| problem.codes.iter().any(|c| c.value == code);
    let problems = page.data.problems.iter().filter(about);
    let links: Vec<CrossLink> = problems.filter_map(|problem| link(page, problem)).collect();
    if links.is_empty() {
        return None;
    }
    let folder = &page.localizer.locale().folder;
    let title = if Path::Problems(&page.data.problems).is_in(folder) {
        page.localizer.page().problems().into()
    } else {
        page.english(&page.data.localizer(page.data.base()).page().problems().text)
    };
    Some((title, links))
}

/// The questions that say more about a case of a code.
pub(crate) fn of_case(page: &Page<'_>, code: u16, case: &str) -> Vec<CrossLink> {
    let name = format!("{code}/{case}");
    let says_more = |problem: &&Problem| problem.cases.iter().any(|case| case.value == name);
    let problems = page.data.problems.iter().filter(says_more);
    problems.filter_map(|problem| link(page, problem)).collect()
}

/// The link to a question, in English where the page's language does not have it.
fn link(page: &Page<'_>, problem: &Problem) -> Option<CrossLink> {
    let path = Path::Problem(problem);
    let title = &shown(page, problem)?.title;
    let text = if path.is_in(&page.localizer.locale().folder) {
        Html::text(title)
    } else {
        page.english(title)
    };
    Some(CrossLink { href: page.href(path, ""), text })
}

/// The texts that a page in some language shows.
fn shown<'a>(page: &Page<'_>, problem: &'a Problem) -> Option<&'a ProblemTexts> {
    problem.texts_in(&page.localizer.locale().folder).or_else(|| problem.texts_in(BASE_LOCALE))
}
