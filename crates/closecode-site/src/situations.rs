//! Which code should I send? The decision tree and the page of each situation.

use askama::Template;
use closecode_data::{
    Advice, Dataset, Locale, LocalizedText, Role, Send, Situation, SituationPageTexts,
    SituationTexts, Spanned, Trigger, WithFallback,
};

use crate::facts;
use crate::filters;
use crate::html::Html;
use crate::page::{CrossLink, Link, Page};
use crate::paths::Path;

/// The decision tree: who are you, what has happened, and then a situation. Links are its branches,
/// so it needs no script.
#[derive(Debug, Template)]
#[template(path = "situations.html", whitespace = "minimize")]
pub(crate) struct DecisionTree<'a> {
    page: Page<'a>,
}

/// What one role can come into.
#[derive(Debug)]
struct Branch {
    id: &'static str,
    title: Html,
    note: Html,
    twigs: Vec<Twig>,
}

/// One kind of thing that has happened to it.
#[derive(Debug)]
struct Twig {
    id: String,
    title: Html,
    leaves: Vec<Leaf>,
}

/// A situation, with what to send in it.
#[derive(Debug)]
struct Leaf {
    link: Link,
    answer: Html,
    action: Option<&'static str>,
}

impl<'a> DecisionTree<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = data.localizer(locale).situation();
        let page = Page::new(
            data,
            locale,
            Path::Situations,
            words.title().to_string(),
            words.description().to_string(),
        );
        Self { page }
    }

    fn words(&self) -> WithFallback<'a, SituationPageTexts> {
        self.page.localizer.situation()
    }

    fn branches(&self) -> Vec<Branch> {
        let branch = |role: &Role| {
            let twigs = Trigger::ALL
                .iter()
                .map(|h| self.twig(*role, *h))
                .filter(|twig| !twig.leaves.is_empty())
                .collect();
            let (title, note) = role_texts(&self.words(), *role);
            Branch { id: role.as_str(), title: title.into(), note: note.into(), twigs }
        };
        Role::ALL.iter().map(branch).filter(|branch| !branch.twigs.is_empty()).collect()
    }

    fn twig(&self, role: Role, trigger: Trigger) -> Twig {
        let words = self.words();
        let title = match trigger {
            Trigger::Ending => words.ending(),
            Trigger::Load => words.load(),
            Trigger::Access => words.access(),
            Trigger::Data => words.data(),
            Trigger::Failure => words.failure(),
            Trigger::Forwarding => words.forwarding(),
        };
        let situations = self.page.data.situations.iter().filter(|s| *s.trigger == trigger);
        let leaf = |situation: &Situation| Some(self.leaf(situation, situation.of(role)?));
        Twig {
            id: format!("{}-{}", role.as_str(), trigger.as_str()),
            title: title.into(),
            leaves: situations.filter_map(leaf).collect(),
        }
    }

    fn leaf(&self, situation: &Situation, advice: &Advice) -> Leaf {
        let words = self.words();
        let code = advice.code.as_ref().map_or(0, |c| c.value);
        let answer = match *advice.send {
            Send::Code => Html::text(&code.to_string()),
            Send::Browser => words.answer_browser(code).into(),
            Send::Private => words.answer_private().into(),
            Send::Empty => words.answer_empty().into(),
            Send::Status => words.answer_status(statuses(&self.page, advice)).into(),
        };
        let mut link = link(&self.page, situation);
        link.url = format!("{}#{}", link.url, advice.role.as_str());
        Leaf { link, answer, action: action(&self.page, advice) }
    }
}

/// One situation: what each role sends, what follows, and why.
#[derive(Debug, Template)]
#[template(path = "situation.html", whitespace = "minimize")]
pub(crate) struct SituationPage<'a> {
    page: Page<'a>,
    situation: &'a Situation,
}

/// What one role sends, in words.
#[derive(Debug)]
struct RoleAnswer {
    id: &'static str,
    role: Html,
    send: Html,
    url: Option<String>,
    action: Option<&'static str>,
    facts: Vec<facts::Fact>,
}

impl<'a> SituationPage<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale, situation: &'a Situation) -> Self {
        let localizer = data.localizer(locale);
        let words = localizer.situation_texts(&situation.id);
        let title = localizer.situation().page_title(words.title()).to_string();
        let page =
            Page::new(data, locale, Path::Situation(situation), title, words.summary().to_string());
        Self { page, situation }
    }

    fn labels(&self) -> WithFallback<'a, SituationPageTexts> {
        self.page.localizer.situation()
    }

    fn words(&self) -> WithFallback<'a, SituationTexts> {
        self.page.localizer.situation_texts(&self.situation.id)
    }

    fn tree(&self) -> String {
        self.page.path.to(Path::Situations)
    }

    fn answers(&self) -> Vec<RoleAnswer> {
        let labels = self.labels();
        let fact = |question: LocalizedText<'_>, answer: Html| facts::Fact {
            question: question.into(),
            answer,
        };
        let answer = |advice: &'a Advice| RoleAnswer {
            id: advice.role.as_str(),
            role: role_texts(&labels, *advice.role).0.into(),
            send: self.send(advice),
            url: advice
                .code
                .as_ref()
                .and_then(|c| self.page.data.code(c.value))
                .map(|code| self.page.code_url(code)),
            action: action(&self.page, advice),
            facts: vec![
                fact(labels.seen(), self.seen(advice)),
                fact(labels.comes_back(), self.comes_back(advice)),
                fact(labels.authority(), self.page.localizer.text(*advice.authority).into()),
            ],
        };
        self.situation.advice.iter().map(answer).collect()
    }

    fn send(&self, advice: &Advice) -> Html {
        let labels = self.labels();
        let code = advice.code.as_ref().map_or(0, |c| c.value);
        let title = || self.page.localizer.code_texts(code).title();
        match *advice.send {
            Send::Code => labels.send_code(code, title()).into(),
            Send::Browser => labels.send_browser(code, title()).into(),
            Send::Private => labels.send_private().into(),
            Send::Empty => labels.send_empty().into(),
            Send::Status => labels.send_status(statuses(&self.page, advice)).into(),
        }
    }

    fn seen(&self, advice: &Advice) -> Html {
        let labels = self.labels();
        match *advice.send {
            Send::Code | Send::Browser => {
                labels.seen_clean(advice.seen().unwrap_or_default()).into()
            }
            Send::Private => labels.seen_private().into(),
            Send::Empty => labels.seen_empty().into(),
            Send::Status => labels.seen_refused().into(),
        }
    }

    /// Counted from the survey where a client is on the other side and sees a code that the survey
    /// asks about.
    fn comes_back(&self, advice: &Advice) -> Html {
        let labels = self.labels();
        match (*advice.role, advice.seen()) {
            (Role::Script, _) => labels.return_server().into(),
            (Role::Handshake, _) => labels.return_refused().into(),
            (Role::Server | Role::Proxy, Some(code))
                if self.page.data.surveyed().next().is_some() =>
            {
                facts::practice(self.page.data, self.page.localizer, code)
            }
            (Role::Server | Role::Proxy, _) => labels.return_unknown().into(),
        }
    }

    /// The codes that the words on alternatives weigh, each once.
    fn alternatives(&self) -> Vec<Link> {
        let mut numbers: Vec<u16> =
            self.situation.advice.iter().flat_map(|a| &a.alternatives).map(|c| c.value).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let codes = numbers.into_iter().filter_map(|n| self.page.data.code(n));
        codes
            .map(|code| Link { url: self.page.code_url(code), text: facts::name(&self.page, code) })
            .collect()
    }

    fn scenarios(&self) -> Option<(Html, Vec<CrossLink>)> {
        let is_it = |id: &Spanned<String>| id.value == *self.situation.id;
        crate::scenarios::about(&self.page, |scenario| scenario.situations.iter().any(is_it))
    }

    fn sources(&self) -> Vec<Html> {
        facts::sources(self.page.data, self.situation.advice.iter().flat_map(|a| &a.sources))
    }
}

/// The situations in which somebody is told to send a code.
pub(crate) fn recommending(page: &Page<'_>, code: u16) -> Vec<Link> {
    page.data.situations_for(code).map(|situation| link(page, situation)).collect()
}

fn link(page: &Page<'_>, situation: &Situation) -> Link {
    Link {
        url: page.path.to(Path::Situation(situation)),
        text: page.localizer.situation_texts(&situation.id).title().into(),
    }
}

fn role_texts<'a>(
    words: &WithFallback<'a, SituationPageTexts>,
    role: Role,
) -> (LocalizedText<'a>, LocalizedText<'a>) {
    match role {
        Role::Server => (words.role_server(), words.note_server()),
        Role::Script => (words.role_script(), words.note_script()),
        Role::Proxy => (words.role_proxy(), words.note_proxy()),
        Role::Handshake => (words.role_handshake(), words.note_handshake()),
    }
}

fn statuses<'a>(page: &Page<'a>, advice: &Advice) -> LocalizedText<'a> {
    let statuses: Vec<String> = advice.status.iter().map(|s| s.value.to_string()).collect();
    page.localizer.list(statuses.iter().map(String::as_str))
}

/// What a client does that sees the code: the colour of an answer.
fn action(page: &Page<'_>, advice: &Advice) -> Option<&'static str> {
    advice.code.as_ref().map(|code| page.data.policy(code.value).action.as_str())
}
