//! The page of one number: what it means in each protocol that uses it.

use askama::Template;
use closecode_data::{
    Dataset, LocalizedText, Localizer, NumberTexts, Protocol, ProtocolPageTexts, ProtocolRange,
    ProtocolSender, Reconnect, WithFallback, few,
};

use super::row::{self, UseRow};
use crate::facts::{self, Fact};
use crate::filters;
use crate::html::{Html, Punctuation as _};
use crate::page::{CrossLink, Link, Page};
use crate::paths::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "number.html", whitespace = "minimize")]
pub(crate) struct NumberPage<'a> {
    page: Page<'a>,
    number: u16,
}

/// How many of the uses give one answer.
#[derive(Debug)]
struct AnswerCount {
    reconnect: &'static str,
    word: Html,
    count: usize,
}

/// Uses with one name.
#[derive(Debug)]
struct Group {
    lines: Vec<Line>,
}

impl Group {
    /// The name that several products share.
    fn shared(&self) -> Option<&Html> {
        (self.lines.len() > 1).then(|| &self.lines[0].row.name)
    }
}

/// What one product means, and how it is recognised.
#[derive(Debug)]
struct Line {
    row: UseRow,
    /// The parts of its address as the filter compares them with a pasted one, and as readers do.
    address: String,
    parts: Vec<String>,
    subprotocol: Option<String>,
    /// Reasons and messages with which the product's clients tell of the code.
    seen: Vec<String>,
    is_from_server: bool,
}

/// What clients of a product print for one of its codes: for many products that is the reason.
fn seen(data: &Dataset, protocol: &Protocol, number: u16) -> Vec<String> {
    let clients = data.implementations.iter();
    let own = clients.filter(|i| i.protocol.as_ref().is_some_and(|id| id.value == protocol.id));
    let messages = own.flat_map(|implementation| &implementation.messages);
    let mut seen: Vec<String> = messages
        .filter(|message| message.code.as_ref().is_some_and(|code| code.value == number))
        .map(|message| message.example.value.clone())
        .collect();
    seen.sort_unstable();
    seen.dedup();
    seen
}

/// A name without what products spell differently: `AUTHENTICATION_FAILED` is `Authentication
/// failed`.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A number before or after this one that has a page.
#[derive(Debug)]
struct Neighbour {
    word: Html,
    relation: &'static str,
    link: CrossLink,
}

/// The registered code with the number.
#[derive(Debug)]
struct Registered {
    sentence: Html,
    link: Link,
}

/// How many names a description holds before it counts the rest.
const NAMED: usize = 4;

/// The title of a number's page.
pub(super) fn title(data: &Dataset, localizer: Localizer<'_>, number: u16) -> String {
    let protocols = super::protocols_of(data, number);
    let words = localizer.number();
    match protocols.as_slice() {
        [protocol] => words.page_title_one(number, protocol.name.as_str()).to_string(),
        protocols => words.page_title(number, protocols.len()).to_string(),
    }
}

fn description(data: &Dataset, localizer: Localizer<'_>, number: u16) -> String {
    let protocols = super::protocols_of(data, number);
    let words = localizer.number();
    // One more than fits is named too, so that the rest is always a plural.
    if protocols.len() <= NAMED + 1 {
        return words.page_description(number, super::names(localizer, &protocols)).to_string();
    }
    let (named, rest) = protocols.split_at(NAMED);
    words.page_description_more(number, super::names(localizer, named), rest.len()).to_string()
}

impl<'a> NumberPage<'a> {
    pub(crate) fn new(data: &'a Dataset, number: u16) -> Self {
        let locale = data.base();
        let localizer = data.localizer(locale);
        let page = Page::new(
            data,
            locale,
            Path::Number(number),
            title(data, localizer, number),
            description(data, localizer, number),
        );
        Self { page, number }
    }

    fn words(&self) -> WithFallback<'a, NumberTexts> {
        self.page.localizer.number()
    }

    fn columns(&self) -> WithFallback<'a, ProtocolPageTexts> {
        self.page.localizer.protocol()
    }

    /// What follows the number in the heading. A product with two endpoints counts once.
    fn heading(&self) -> String {
        match super::protocols_of(self.page.data, self.number).as_slice() {
            [protocol] => format!("Close code of {}", *protocol.name),
            protocols => format!("Close code of {} products", protocols.len()),
        }
    }

    fn lead(&self) -> String {
        let number = self.number;
        let meanings = super::uses(self.page.data, number).len();
        match super::protocols_of(self.page.data, number).as_slice() {
            [protocol] => format!(
                "{} is the only product that we know to use {number}. Another server may mean \
                 something else by it.",
                *protocol.name
            ),
            protocols if meanings > protocols.len() => format!(
                "{number} has {meanings} meanings in {} products. Which one holds depends on the \
                 server that you were connected to.",
                protocols.len()
            ),
            _ => format!("What {number} means depends on the server that you were connected to."),
        }
    }

    /// The sentence on the registered code of the same number, and the link to its page.
    fn registered(&self) -> Option<Registered> {
        let code = self.page.data.code(self.number)?;
        let link = Link { url: self.page.code_url(code), text: facts::name(&self.page, code) };
        Some(Registered { sentence: self.words().registered(self.number).into(), link })
    }

    /// The answers to the question of reconnecting, the most common first.
    fn answers(&self) -> Vec<AnswerCount> {
        let mut answers: Vec<AnswerCount> = Vec::new();
        for (_, code) in super::uses(self.page.data, self.number) {
            let reconnect: Reconnect = code.row.reconnect.value;
            if let Some(answer) = answers.iter_mut().find(|a| a.reconnect == reconnect.as_str()) {
                answer.count += 1;
            } else {
                let word = self.page.localizer.text(reconnect).into();
                answers.push(AnswerCount { reconnect: reconnect.as_str(), word, count: 1 });
            }
        }
        few::sort_by_key(&mut answers, |a| {
            (a.reconnect == Reconnect::Unspecified.as_str(), std::cmp::Reverse(a.count))
        });
        answers
    }

    /// The meanings, what most people meet first, and the same name in several products together.
    fn groups(&self) -> Vec<Group> {
        let data = self.page.data;
        let mut uses = super::uses(data, self.number);
        few::sort_by_key(&mut uses, |(protocol, _)| data.place(&protocol.id));
        let mut groups: Vec<(String, Group)> = Vec::new();
        for (protocol, code) in uses {
            let line = Line {
                address: super::address_pattern(protocol),
                parts: protocol.addresses.iter().map(|a| a.part.value.clone()).collect(),
                subprotocol: protocol.subprotocol.as_ref().map(|name| name.value.clone()),
                seen: seen(data, protocol, self.number),
                is_from_server: code.row.sender.value == ProtocolSender::Server,
                row: row::in_number(&self.page, protocol, code),
            };
            let name = folded(&code.row.name);
            match groups.iter_mut().find(|(other, _)| *other == name) {
                Some((_, group)) => group.lines.push(line),
                None => groups.push((name, Group { lines: vec![line] })),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// The documented ranges that answer for the number: a code goes before a range, and a narrow
    /// range before a wide one.
    fn ranges(&self) -> Vec<Line> {
        let all: Vec<(&Protocol, &ProtocolRange)> =
            self.page.data.ranges_around(self.number).collect();
        let answers = |(protocol, range): &&(&Protocol, &ProtocolRange)| {
            let endpoint = range.row.endpoint_id();
            let width = |range: &ProtocolRange| *range.last - *range.first;
            let has_code = protocol
                .codes
                .iter()
                .any(|c| *c.code == self.number && c.row.endpoint_id() == endpoint);
            let narrower = all.iter().any(|(p, r)| {
                p.id == protocol.id && r.row.endpoint_id() == endpoint && width(r) < width(range)
            });
            !has_code && !narrower
        };
        all.iter()
            .filter(answers)
            .map(|(protocol, range)| Line {
                address: String::new(),
                parts: Vec::new(),
                subprotocol: None,
                seen: Vec::new(),
                is_from_server: range.row.sender.value == ProtocolSender::Server,
                row: row::range_in_number(&self.page, protocol, range),
            })
            .collect()
    }

    /// The range that the number lies in by the standard.
    fn general(&self) -> Link {
        let range = self.page.data.range(self.number);
        let title = self.page.localizer.range_texts(&range.id).title();
        let numbers = Html::text(&format!("{}–{}", *range.first, *range.last));
        Link { url: self.page.range_url(range), text: Html::join([numbers, title.into()], " ") }
    }

    fn facts(&self) -> Vec<Fact> {
        let data = self.page.data;
        let localizer = self.page.localizer;
        let range = data.range(self.number);
        let is_of_range = |code: u16| range.contains(code) && data.code(code).is_none();
        let called_clean = data.called_clean(is_of_range);
        let mut facts = facts::wire(localizer, data.wire(self.number), &called_clean);
        facts.extend(facts::policy(localizer, data.policy(self.number), None));
        facts
    }

    /// The numbers before and after this one that have a page.
    fn neighbours(&self) -> Vec<Neighbour> {
        let used = self.page.data.used_numbers();
        let neighbour = |word: LocalizedText<'_>, relation, number: &u16| Neighbour {
            word: word.into(),
            relation,
            link: super::link(&self.page, *number),
        };
        let previous = used.range(..self.number).next_back();
        let next = used.range(self.number + 1..).next();
        previous
            .map(|number| neighbour(self.words().previous(), "prev", number))
            .into_iter()
            .chain(next.map(|number| neighbour(self.words().next(), "next", number)))
            .collect()
    }
}
