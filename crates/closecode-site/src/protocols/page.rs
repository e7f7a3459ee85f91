//! The page of one protocol.

use askama::Template;
use closecode_data::{Dataset, EndpointCodes, Protocol, ProtocolPageTexts, WithFallback};

use super::row::{self, UseRow};
use crate::facts::Fact;
use crate::filters;
use crate::html::{Html, Punctuation as _};
use crate::page::Page;
use crate::paths::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "protocol.html", whitespace = "minimize")]
pub(crate) struct ProtocolPage<'a> {
    page: Page<'a>,
    protocol: &'a Protocol,
}

/// The rows of one endpoint.
#[derive(Debug)]
struct Section {
    /// The endpoint's id and name; of a protocol without endpoints, that these are its codes.
    id: String,
    title: Html,
    summary: Option<Html>,
    codes: Vec<UseRow>,
    ranges: Vec<UseRow>,
}

/// What holds for every row that does not say otherwise, and rules that several rows share.
#[derive(Debug, Default)]
struct Defaults {
    sender: Option<Html>,
    certainty: Option<Html>,
    rule_from: Option<Html>,
    source: Option<Html>,
    /// An answer to reconnect, with the rule that three rows or more give for it.
    rules: Vec<SharedRule>,
}

#[derive(Debug)]
struct SharedRule {
    reconnect: &'static str,
    word: Html,
    rule: Html,
}

/// How many rows must agree before they are told of together.
const SHARED_BY: usize = 3;

impl Defaults {
    fn of(rows: &[&UseRow]) -> Self {
        let mut rules: Vec<SharedRule> = Vec::new();
        for row in rows {
            let Some(rule) = &row.rule else { continue };
            let is_same =
                |other: &&&UseRow| other.reconnect == row.reconnect && other.rule == row.rule;
            // One rule for an answer: a row that says nothing of its own must leave no doubt.
            let is_known = rules.iter().any(|shared| shared.reconnect == row.reconnect);
            if !is_known && rows.iter().filter(is_same).count() >= SHARED_BY {
                rules.push(SharedRule {
                    reconnect: row.reconnect,
                    word: row.reconnect_word.clone(),
                    rule: rule.clone(),
                });
            }
        }
        Self {
            sender: most_common(rows, |row| row.sender.as_ref()),
            certainty: most_common(rows, |row| row.certainty.as_ref()),
            rule_from: most_common(rows, |row| row.rule_from.as_ref()),
            source: most_common_source(rows),
            rules,
        }
    }

    /// Takes from a row what is said once for all.
    fn without(&self, row: &mut UseRow) {
        let is_shared = |rule: &Html| {
            self.rules.iter().any(|s| s.reconnect == row.reconnect && s.rule == *rule)
        };
        let said = [(&mut row.sender, &self.sender), (&mut row.certainty, &self.certainty)];
        for (own, default) in said {
            if own == default {
                *own = None;
            }
        }
        if let Some(at) = row.sources.iter().position(|own| Some(own) == self.source.as_ref()) {
            row.sources.remove(at);
            row.is_also = true;
        }
        if row.rule_from == self.rule_from {
            row.rule_from = None;
        }
        if row.rule.as_ref().is_some_and(is_shared) {
            row.rule = None;
        }
    }

    fn is_empty(&self) -> bool {
        self.sender.is_none()
            && self.certainty.is_none()
            && self.source.is_none()
            && self.rules.is_empty()
    }
}

/// What more than half of the rows that say something say, if they are several.
fn most_common<'r>(
    rows: &[&'r UseRow],
    value: impl Fn(&'r UseRow) -> Option<&'r Html>,
) -> Option<Html> {
    let all: Vec<&Html> = rows.iter().filter_map(|row| value(row)).collect();
    let count = |one: &Html| all.iter().filter(|other| **other == one).count();
    let most = all.iter().copied().max_by_key(|one| count(one))?;
    (all.len() >= SHARED_BY && count(most) * 2 > all.len()).then(|| most.clone())
}

/// The source that more than half of the rows cite.
fn most_common_source(rows: &[&UseRow]) -> Option<Html> {
    let count = |one: &Html| rows.iter().filter(|row| row.sources.contains(one)).count();
    let most = rows.iter().flat_map(|row| &row.sources).max_by_key(|one| count(one))?;
    (rows.len() >= SHARED_BY && count(most) * 2 > rows.len()).then(|| most.clone())
}

/// A source, with the day it was read.
#[derive(Debug)]
struct SourceLine<'a> {
    id: &'a str,
    line: Html,
}

impl<'a> ProtocolPage<'a> {
    pub(crate) fn new(data: &'a Dataset, protocol: &'a Protocol) -> Self {
        let locale = data.base();
        let words = data.localizer(locale).protocol();
        let title = words.page_title(protocol.name.as_str()).to_string();
        let description = words.page_description(protocol.name.as_str()).to_string();
        Self {
            page: Page::new(data, locale, Path::Protocol(protocol), title, description),
            protocol,
        }
    }

    fn words(&self) -> WithFallback<'a, ProtocolPageTexts> {
        self.page.localizer.protocol()
    }

    fn facts(&self) -> Vec<Fact> {
        let words = self.words();
        let protocol = self.protocol;
        let mut facts = vec![
            Fact { question: words.column_vendor().into(), answer: Html::text(&protocol.vendor) },
            Fact {
                question: words.column_status().into(),
                answer: self.page.localizer.text(protocol.status.value).into(),
            },
        ];
        let link = protocol.documentation.as_ref().map(|url| Html::link(url, url));
        facts.extend(link.map(|answer| Fact { question: words.documentation().into(), answer }));
        let parts = protocol.addresses.iter().map(|address| {
            Html::join(
                [
                    Html::code(&address.part),
                    Html::link_to(
                        &Html::text(&row::source_name(protocol, &address.source)),
                        &format!("#source-{}", address.source.id),
                    )
                    .quiet(),
                ],
                " ",
            )
        });
        let parts: Vec<Html> = parts.collect();
        if !parts.is_empty() {
            let answer = self.page.localizer.list_of(parts);
            facts.push(Fact { question: Html::text("Address"), answer });
        }
        let subprotocol = protocol.subprotocol.as_ref().map(|name| Html::text(name));
        facts.extend(
            subprotocol.map(|answer| Fact { question: words.subprotocol().into(), answer }),
        );
        facts
    }

    fn caveats(&self) -> Vec<Html> {
        self.protocol.caveats.iter().map(|sentence| Html::text(sentence)).collect()
    }

    /// The rows, and what is said of all of them.
    fn table(&self) -> (Defaults, Vec<Section>) {
        let mut sections = self.sections();
        let rows: Vec<&UseRow> =
            sections.iter().flat_map(|s| s.codes.iter().chain(&s.ranges)).collect();
        let defaults = Defaults::of(&rows);
        for section in &mut sections {
            for row in section.codes.iter_mut().chain(&mut section.ranges) {
                defaults.without(row);
            }
        }
        (defaults, sections)
    }

    fn sections(&self) -> Vec<Section> {
        let section = |part: EndpointCodes<'_>| Section {
            id: part.endpoint.map_or_else(|| "codes".to_owned(), |e| format!("endpoint-{}", *e.id)),
            title: part
                .endpoint
                .map_or_else(|| self.words().codes().into(), |e| Html::text(&e.name)),
            summary: part.endpoint.map(|e| Html::text(&e.summary)),
            codes: part
                .codes
                .iter()
                .map(|code| row::code(&self.page, self.protocol, code))
                .collect(),
            ranges: part
                .ranges
                .iter()
                .map(|range| row::range(&self.page, self.protocol, range))
                .collect(),
        };
        self.protocol.parts().into_iter().map(section).collect()
    }

    fn sources(&self) -> Vec<SourceLine<'a>> {
        let words = self.words();
        let localizer = self.page.localizer;
        let line = |source: &'a closecode_data::ProtocolSource| {
            let read = source
                .read
                .as_ref()
                .map_or_else(|| words.not_read(), |day| words.read(self.page.date(day)));
            let revision = source.revision.as_ref().map(|r| Html::code(r));
            let facts = [localizer.text(source.kind.value).into()]
                .into_iter()
                .chain(revision)
                .chain([read.into()]);
            SourceLine {
                id: &source.id,
                line: localizer
                    .label(Html::link(&source.title, &source.address()), localizer.list_of(facts)),
            }
        };
        self.protocol.sources.iter().map(line).collect()
    }

    /// The command and the program, if the crate has the protocol: what nobody could confirm is not
    /// in it.
    fn rust(&self) -> Option<String> {
        self.protocol
            .rows()
            .any(closecode_data::CodeEntry::is_confirmed)
            .then(|| rust(self.protocol))
    }
}

/// How to use the protocol's module: the first of its codes that somebody could check, as a program
/// of a few lines.
fn rust(protocol: &Protocol) -> String {
    let feature = format!("// cargo add closecode --features protocol-{}\n", protocol.id);
    let parts = protocol.parts();
    let usable = |part: &EndpointCodes<'_>| {
        part.codes
            .iter()
            .find(|c| c.row.is_confirmed() && c.row.is_close())
            .map(|c| (*c.code, c.ident.value.clone()))
    };
    let found = parts
        .iter()
        .find_map(|part| usable(part).map(|code| (part, Some(code))))
        .or_else(|| Some((parts.first()?, None)));
    let Some((part, code)) = found else { return feature };
    let module = match part.endpoint {
        Some(endpoint) => format!("{}::{}", protocol.module(), endpoint.module()),
        None => protocol.module(),
    };
    match code {
        Some((number, ident)) => format!(
            "{feature}use closecode::protocols::{module}::{{CloseCode, PROFILE}};\n\
             use closecode::{{RawCode, Reconnector}};\n\n\
             assert_eq!(CloseCode::from_code({number}), Some(CloseCode::{ident}));\n\
             {}",
            decision(number),
        ),
        None => format!(
            "{feature}use closecode::protocols::{module}::PROFILE;\n\
             use closecode::{{RawCode, Reconnector}};\n\n\
             {}",
            decision(4000),
        ),
    }
}

/// What a client does when a connection has ended with this number.
fn decision(number: u16) -> String {
    format!(
        "let mut reconnector = Reconnector::new().profile(PROFILE);\n\
         let random = 0x9e37_79b9; // drawn anew each time\n\
         println!(\"{{}}\", reconnector.ended(RawCode::new({number}), None, random));\n"
    )
}
