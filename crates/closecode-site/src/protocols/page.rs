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
        let subprotocol = protocol.subprotocol.as_ref().map(|name| Html::text(name));
        facts.extend(
            subprotocol.map(|answer| Fact { question: words.subprotocol().into(), answer }),
        );
        facts
    }

    fn caveats(&self) -> Vec<Html> {
        self.protocol.caveats.iter().map(|sentence| Html::text(sentence)).collect()
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
