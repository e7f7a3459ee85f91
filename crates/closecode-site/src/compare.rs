//! Two codes side by side, and the list of all such pages.

mod lead;

use askama::Template;
use closecode_data::{
    Axis, CaseTexts, Code, CodeTexts, CompareTexts, Dataset, Locale, LocalizedText, Pair,
    WithFallback,
};

use crate::crumbs::{self, Crumbs};
use crate::diagram;
use crate::facts;
use crate::filters;
use crate::html::{Html, Punctuation as _};
use crate::page::{CrossLink, Link, Page};
use crate::paths::Path;
use crate::problems;

/// The comparison of two codes, the lower number first.
#[derive(Debug, Template)]
#[template(path = "compare.html", whitespace = "minimize")]
pub(crate) struct Compare<'a> {
    page: Page<'a>,
    a: &'a Code,
    b: &'a Code,
    facts: Vec<ComparedFact>,
}

/// One question with both answers.
#[derive(Clone, Debug)]
struct ComparedFact {
    question: Html,
    a: Html,
    b: Html,
}

/// What happens on the wire with a code.
#[derive(Debug)]
struct Sequence {
    title: Html,
    figure: Html,
}

/// One of the two codes.
#[derive(Debug)]
struct Side<'a> {
    url: String,
    number: u16,
    action: &'static str,
    title: Html,
    summary: Html,
    cases: Vec<CaseTexts<'a>>,
}

impl<'a> Compare<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale, a: &'a Code, b: &'a Code) -> Self {
        let localizer = data.localizer(locale);
        let label =
            |code: &Code| format!("{} {}", code.code, localizer.code_texts(*code.code).title());
        let pair = localizer.compare().page_title(label(a), label(b));
        let title = format!("{pair} · {}", localizer.index().title());
        let description = localizer.compare().page_description(label(a), label(b)).to_string();
        let both = facts::all(data, localizer, a).into_iter().zip(facts::all(data, localizer, b));
        let action = Html::from(localizer.axis().action());
        let clients = |code: &Code| facts::clients(localizer, &data.survey(*code.code));
        let facts = both.map(|(of_a, of_b)| {
            let is_action = of_a.question == action;
            let answer = |code: &Code, answer: Html| match clients(code) {
                Some(count) if is_action => localizer.aside(answer, count.quiet()),
                _ => answer,
            };
            ComparedFact {
                question: of_a.question,
                a: answer(a, of_a.answer),
                b: answer(b, of_b.answer),
            }
        });
        Self {
            page: Page::new(data, locale, Path::compare(a, b), title, description),
            a,
            b,
            facts: facts.collect(),
        }
    }

    fn labels(&self) -> WithFallback<'a, CompareTexts> {
        self.page.localizer.compare()
    }

    /// The paragraph that tells them apart: written by hand where people confuse the two, else
    /// computed.
    fn lead(&self) -> Html {
        if let Some(words) = self.page.localizer.pair_texts(*self.a.code, *self.b.code) {
            return words.difference().into();
        }
        self.page.localizer.sentences(
            lead::sentences(self.page.localizer, self.a, self.b).into_iter().map(Html::from),
        )
    }

    /// What decides between the two where people confuse them: the row that stands first.
    fn deciding(&self) -> Option<ComparedFact> {
        let axis = self.page.localizer.axis();
        // Each of the questions that the word may mean; the first in which the two differ is meant.
        let questions = match self.page.data.pair(*self.a.code, *self.b.code)?.axis.value {
            Axis::Frame => vec![axis.frame()],
            Axis::Sender => vec![axis.sender()],
            Axis::Synthetic => vec![axis.synthetic()],
            Axis::Clean => vec![axis.clean()],
            Axis::Script => vec![axis.script_visible(), axis.script_sendable()],
            Axis::Fault => vec![axis.fault()],
            Axis::Action => vec![axis.action()],
            Axis::Delay => vec![axis.delay()],
            Axis::Authority => vec![axis.authority()],
            Axis::Analogy => vec![axis.analogy()],
            Axis::Cause => return Some(self.causes()),
        };
        let asks = |question: &LocalizedText<'_>| {
            let question = Html::from(question.clone());
            self.facts.iter().find(|fact| fact.question == question && fact.a != fact.b)
        };
        questions.iter().find_map(asks).cloned()
    }

    /// What most likely went wrong: the first sign of each.
    fn causes(&self) -> ComparedFact {
        let localizer = self.page.localizer;
        let sign = |code: &Code| {
            let cases = localizer.code_texts(*code.code).cases();
            cases.into_iter().next().map(|case| case.sign.into()).unwrap_or_default()
        };
        ComparedFact { question: localizer.axis().cause().into(), a: sign(self.a), b: sign(self.b) }
    }

    /// The other rows in which the two differ.
    fn differences(&self) -> impl Iterator<Item = &ComparedFact> {
        let first = self.deciding().map(|fact| fact.question);
        self.facts
            .iter()
            .filter(move |fact| fact.a != fact.b && first.as_ref() != Some(&fact.question))
    }

    fn crumbs(&self) -> Crumbs {
        crumbs::of_comparison(&self.page)
    }

    fn likenesses(&self) -> Vec<&ComparedFact> {
        self.facts.iter().filter(|fact| fact.a == fact.b).collect()
    }

    fn same(&self) -> Html {
        let words = self.page.localizer.compare();
        words.same(self.likenesses().len()).into()
    }

    /// Which of the two can be used at all.
    fn sendable(&self) -> Html {
        let words = self.page.localizer.compare();
        let a = *self.a.code;
        let b = *self.b.code;
        match (*self.a.wire.frame, *self.b.wire.frame) {
            (true, true) => words.both_sendable().into(),
            (false, false) => words.neither_sendable(a, b).into(),
            (true, false) => words.one_sendable(a, b).into(),
            (false, true) => words.one_sendable(b, a).into(),
        }
    }

    /// The verdict that somebody wrote for this pair.
    fn verdict(&self) -> Option<Html> {
        Some(self.page.localizer.pair_texts(*self.a.code, *self.b.code)?.which().into())
    }

    fn sides(&self) -> [Side<'a>; 2] {
        [self.side(self.a), self.side(self.b)]
    }

    fn sequences(&self) -> [Sequence; 2] {
        [self.a, self.b].map(|code| Sequence {
            title: facts::name(&self.page, code),
            figure: diagram::part(self.page.localizer, code),
        })
    }

    /// The names of both in the registry, if a title is not one of them.
    fn registry_names(&self) -> Option<Html> {
        let codes = [self.a, self.b];
        let is_other = codes.iter().any(|code| self.page.registry_name(code).is_some());
        let names = codes.map(|code| self.page.registry_spelling(code));
        let localizer = self.page.localizer;
        is_other
            .then(|| localizer.label(localizer.code().registry_name(), localizer.list_of(names)))
    }

    /// The pages of questions that are about both.
    fn problems(&self) -> Option<(Html, Vec<CrossLink>)> {
        let about = |code: &Code| problems::about(&self.page, *code.code);
        let (title, mut links) = about(self.a)?;
        let (_, others) = about(self.b)?;
        links.retain(|link| others.iter().any(|other| other.href == link.href));
        (!links.is_empty()).then_some((title, links))
    }

    /// The other pairs with one of the two that people confuse.
    fn others(&self) -> Vec<Link> {
        let page = &self.page;
        let this = (*self.a.code, *self.b.code);
        let has_one = |pair: &(u16, u16)| {
            let is_ours = |code: u16| code == this.0 || code == this.1;
            *pair != this && (is_ours(pair.0) || is_ours(pair.1))
        };
        let link = |(low, high): (u16, u16)| {
            let url = page.compare_url(page.data.code(low)?, page.data.code(high)?);
            Some(Link { url, text: self.labels().page_title(low, high).into() })
        };
        page.data.pairs.iter().map(Pair::codes).filter(has_one).filter_map(link).collect()
    }

    fn sources(&self) -> Vec<Html> {
        facts::sources(self.page.data, facts::cited(self.a).chain(facts::cited(self.b)))
    }

    fn side(&self, code: &Code) -> Side<'a> {
        let words: WithFallback<'a, CodeTexts> = self.page.localizer.code_texts(*code.code);
        Side {
            url: self.page.code_url(code),
            number: *code.code,
            action: code.policy.action.as_str(),
            title: words.title().into(),
            summary: words.summary().into(),
            cases: words.cases(),
        }
    }
}

/// The list of all comparisons of one language.
#[derive(Debug, Template)]
#[template(path = "comparisons.html", whitespace = "minimize")]
pub(crate) struct Comparisons<'a> {
    page: Page<'a>,
}

/// The comparisons in which a code is the lower number.
#[derive(Debug)]
struct Group {
    title: Html,
    id: String,
    links: Vec<Link>,
}

impl<'a> Comparisons<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = data.localizer(locale).index();
        let page = Page::new(
            data,
            locale,
            Path::Comparisons,
            words.all_pairs().to_string(),
            words.pairs_note().to_string(),
        );
        Self { page }
    }

    fn note(&self) -> Html {
        self.page.localizer.index().pairs_note().into()
    }

    fn heading(&self) -> Html {
        self.page.localizer.index().all_pairs().into()
    }

    fn groups(&self) -> Vec<Group> {
        let page = &self.page;
        let group = |(i, a): (usize, &'a Code)| {
            let rest = &page.data.codes[i + 1..];
            let links = rest
                .iter()
                .map(|b| Link { url: page.compare_url(a, b), text: facts::name(page, b) })
                .collect();
            Group { title: facts::name(page, a), id: format!("code-{}", a.code), links }
        };
        page.data.codes.iter().enumerate().map(group).filter(|g| !g.links.is_empty()).collect()
    }
}
