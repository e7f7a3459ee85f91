//! What a protocol says about a code or a range, as a line of a table.

use closecode_data::{
    Citation, CodeEntry, Protocol, ProtocolCode, ProtocolRange, Reconnect, Session, Spanned,
};

use crate::html::{Html, Punctuation as _};
use crate::page::{CrossLink, Link, Page};
use crate::paths::Path;

/// One line.
#[derive(Debug)]
pub(crate) struct UseRow {
    /// Where a link to the line leads; empty if it has no place of its own.
    pub(crate) id: String,
    /// The number that the table is sorted by.
    pub(crate) first: u16,
    /// What the line is about: a number on a protocol's page, a protocol on a number's.
    pub(crate) head: CrossLink,
    /// The endpoint or the range, where the head does not say it, behind the linked head.
    pub(crate) who: Html,
    pub(crate) name: Html,
    pub(crate) is_ours: bool,
    pub(crate) meaning: Html,
    pub(crate) disputed: Option<Html>,
    pub(crate) retired: Option<Html>,
    /// Who sends it, where the page does not say so once for all.
    pub(crate) sender: Option<Html>,
    pub(crate) reconnect: &'static str,
    pub(crate) reconnect_word: Html,
    pub(crate) rule: Option<Html>,
    /// Who stands behind the rule: the kind of its source.
    pub(crate) rule_from: Option<Html>,
    /// Delay, attempts, and what becomes of the session.
    pub(crate) terms: Vec<Html>,
    /// Where it is said; the page may say once for all of one source.
    pub(crate) sources: Vec<Html>,
    /// Whether these are further ones beside that.
    pub(crate) is_also: bool,
    pub(crate) certainty: Option<Html>,
}

impl UseRow {
    /// Whether a source says what a client should do.
    pub(crate) fn is_answered(&self) -> bool {
        self.reconnect != Reconnect::Unspecified.as_str()
    }
}

/// Where the line of a number stands on its protocol's page.
pub(super) fn anchor(row: &CodeEntry, numbers: &str) -> String {
    row.endpoint_id().map_or_else(|| numbers.to_owned(), |endpoint| format!("{endpoint}-{numbers}"))
}

/// A code on its protocol's page.
pub(super) fn code(page: &Page<'_>, protocol: &Protocol, code: &ProtocolCode) -> UseRow {
    let number = code.code.to_string();
    let head =
        CrossLink { href: page.href(Path::Number(*code.code), ""), text: Html::text(&number) };
    UseRow {
        id: anchor(&code.row, &number),
        first: *code.code,
        ..line(page, protocol, &code.row, head, true)
    }
}

/// A range on its protocol's page.
pub(super) fn range(page: &Page<'_>, protocol: &Protocol, range: &ProtocolRange) -> UseRow {
    let numbers = numbers(range);
    let head = CrossLink { href: Html::default(), text: Html::text(&numbers.replace('-', "–")) };
    UseRow {
        id: anchor(&range.row, &numbers),
        first: *range.first,
        ..line(page, protocol, &range.row, head, true)
    }
}

/// A code on its number's page, or on the page of a registered code.
pub(super) fn in_number(page: &Page<'_>, protocol: &Protocol, code: &ProtocolCode) -> UseRow {
    let part = endpoint_name(protocol, &code.row).map(|name| page.english(name));
    with_part(
        page,
        part,
        line(
            page,
            protocol,
            &code.row,
            to_row(page, protocol, &code.row, &code.code.to_string()),
            false,
        ),
    )
}

/// A range on the page of a number that it holds.
pub(super) fn range_in_number(
    page: &Page<'_>,
    protocol: &Protocol,
    range: &ProtocolRange,
) -> UseRow {
    let shown = Html::text(&numbers(range).replace('-', "–"));
    let part = match endpoint_name(protocol, &range.row) {
        Some(name) => Html::join([page.english(name), shown], " "),
        None => shown,
    };
    with_part(
        page,
        Some(part),
        line(
            page,
            protocol,
            &range.row,
            to_row(page, protocol, &range.row, &numbers(range)),
            false,
        ),
    )
}

fn with_part(page: &Page<'_>, part: Option<Html>, line: UseRow) -> UseRow {
    match part {
        Some(part) => UseRow { who: page.localizer.aside(&line.who, part), ..line },
        None => line,
    }
}

fn numbers(range: &ProtocolRange) -> String {
    format!("{}-{}", *range.first, *range.last)
}

fn endpoint_name<'a>(protocol: &'a Protocol, row: &CodeEntry) -> Option<&'a str> {
    let id = row.endpoint_id()?;
    protocol.endpoints.iter().find(|e| e.id.as_str() == id).map(|e| e.name.as_str())
}

fn to_row(page: &Page<'_>, protocol: &Protocol, row: &CodeEntry, numbers: &str) -> CrossLink {
    let href = page.href(Path::Protocol(protocol), &format!("#{}", anchor(row, numbers)));
    CrossLink { href, text: page.english(&protocol.name) }
}

/// `is_at_home`: on the protocol's own page, which lists its sources once.
fn line(
    page: &Page<'_>,
    protocol: &Protocol,
    row: &CodeEntry,
    head: CrossLink,
    is_at_home: bool,
) -> UseRow {
    let localizer = page.localizer;
    let words = page.localizer.protocol();
    let text = |text: Option<&Spanned<String>>| text.map(|t| page.english(t));
    let rule_source = row.rule_source.as_ref().unwrap_or(&row.sources[0]);
    let kind = protocol.source(&rule_source.id).map(|source| localizer.text(source.kind.value));
    let source = |citation: &Spanned<Citation>| Link {
        url: if is_at_home {
            format!("#source-{}", citation.id)
        } else {
            protocol
                .source(&citation.id)
                .map(closecode_data::ProtocolSource::address)
                .unwrap_or_default()
        },
        text: page.english(&source_name(protocol, citation)),
    };
    let mut sources: Vec<Link> = Vec::new();
    for link in row.citations().map(source) {
        if !sources.iter().any(|s| s.url == link.url && s.text == link.text) {
            sources.push(link);
        }
    }
    UseRow {
        id: String::new(),
        first: 0,
        who: Html::linked(&head.text, &head.href),
        head,
        name: page.english(&row.name),
        is_ours: !row.is_named,
        meaning: page.english(&row.meaning),
        disputed: text(row.disputed.as_ref()),
        retired: text(row.retired.as_ref()),
        sender: Some(localizer.text(row.sender.value).into()),
        reconnect: row.reconnect.as_str(),
        reconnect_word: localizer.text(row.reconnect.value).into(),
        rule: text(row.rule.as_ref()),
        rule_from: kind.filter(|_| row.rule.is_some()).map(|kind| words.rule_from(kind).into()),
        terms: terms(page, row),
        sources: sources.into_iter().map(|link| Html::link_to(&link.text, &link.url)).collect(),
        is_also: false,
        certainty: Some(localizer.text(row.certainty.value).into()),
    }
}

fn terms(page: &Page<'_>, row: &CodeEntry) -> Vec<Html> {
    let words = page.localizer.protocol();
    let mut terms: Vec<Html> =
        page.localizer.row_delay(row).map(|delay| words.delay(delay).into()).into_iter().collect();
    terms.extend(row.max_attempts.map(|a| words.attempts(u32::from(a.value)).into()));
    // `resume` says of itself that the session goes on.
    terms.extend(row.session.map(|s| match s.value {
        Session::Resume => words.session_resume().into(),
        Session::New => words.session_new().into(),
    }));
    terms
}

/// A source's title, with the section that is cited.
pub(super) fn source_name(protocol: &Protocol, citation: &Citation) -> String {
    let title = protocol.source(&citation.id).map_or("", |source| source.title.as_str());
    citation
        .section
        .as_ref()
        .map_or_else(|| title.to_owned(), |section| format!("{title}, {section}"))
}
