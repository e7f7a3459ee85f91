//! The index of one language: every code and range at a glance.

use askama::Template;
use closecode_data::{Both, Code, Dataset, IndexWords, Locale, Policy, Wire};

use crate::html::{Html, filters};
use crate::page::{Link, Page};
use crate::url::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "index.html")]
pub(crate) struct Index<'a> {
    page: Page<'a>,
}

/// One line of the table of codes or ranges.
#[derive(Debug)]
struct Line {
    url: String,
    number: String,
    title: Html,
    registry_name: Option<Html>,
    summary: Html,
    sender: Html,
    frame: bool,
    frame_word: Html,
    action: &'static str,
    action_word: Html,
}

impl<'a> Index<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = data.voice(locale).index();
        let page = Page::new(data, locale, Path::Index, words.title().to_string(), words.description().to_string());
        Self { page }
    }

    fn words(&self) -> Both<'a, IndexWords> {
        self.page.voice.index()
    }

    fn line(&self, wire: &Wire, policy: &Policy) -> Line {
        let voice = self.page.voice;
        let frame_word = if *wire.frame { voice.value().frame_yes() } else { voice.value().frame_no() };
        Line {
            url: String::new(),
            number: String::new(),
            title: Html::default(),
            registry_name: None,
            summary: Html::default(),
            sender: voice.sender_word(wire.sender.value).into(),
            frame: *wire.frame,
            frame_word: frame_word.into(),
            action: policy.action.as_str(),
            action_word: voice.action_word(policy.action.value).into(),
        }
    }

    fn codes(&self) -> Vec<Line> {
        let line = |code: &Code| Line {
            url: self.page.code_url(code),
            number: code.code.to_string(),
            title: self.page.code_title(code),
            registry_name: self.page.registry_name(code),
            summary: self.page.voice.code_words(*code.code).summary().into(),
            ..self.line(&code.wire, &code.policy)
        };
        self.page.data.codes.iter().map(line).collect()
    }

    fn ranges(&self) -> Vec<Line> {
        let line = |range: &closecode_data::Range| {
            let words = self.page.voice.range_words(&range.id);
            Line {
                url: self.page.range_url(range),
                number: format!("{}–{}", range.first, range.last),
                title: words.title().into(),
                summary: words.summary().into(),
                ..self.line(&range.wire, &range.policy)
            }
        };
        self.page.data.ranges.iter().map(line).collect()
    }

    fn pairs(&self) -> Vec<Link> {
        let data = self.page.data;
        let link = |pair: &closecode_data::Pair| {
            let (low, high) = pair.codes();
            let (a, b) = (data.code(low)?, data.code(high)?);
            let text = |code: &Code| Html::join([Html::text(&code.code.to_string()), self.page.code_title(code)], " ");
            Some(Link { url: self.page.compare_url(a, b), text: Html::join([text(a), text(b)], " / ") })
        };
        data.pairs.iter().filter_map(link).collect()
    }
}
