//! The pages about protocols and about the numbers that they use, and what other pages say of both.
//!
//! A protocol's texts retell English sources, so its page, and the pages of the numbers, are in
//! English only. What pages in other languages show of them is marked, and each says so once.

mod index;
mod map;
mod number;
mod page;
mod reference;
mod row;

use closecode_data::{Dataset, LocalizedText, Localizer, Protocol, ProtocolCode, few};
pub(crate) use index::Protocols;
pub(crate) use number::NumberPage;
pub(crate) use page::ProtocolPage;
pub(crate) use reference::reference;

use crate::page::{CrossLink, Page};
use crate::paths::Path;
use row::UseRow;

/// How many uses a code's page shows. All 35 of 1000 take 2 KB more after gzip than these, of a
/// budget of 10 KB that the page shares with everything else about its code.
const SHOWN: usize = 5;

/// The uses of a registered code, for its page.
#[derive(Debug)]
pub(crate) struct Summary {
    pub(crate) lines: Vec<UseRow>,
    /// The page with all of them and their sources.
    pub(crate) all: CrossLink,
}

/// The protocols that give a registered code a meaning of their own, if any do; those that say what
/// a client should do come first.
pub(crate) fn summary(page: &Page<'_>, code: u16) -> Option<Summary> {
    let mut uses = uses(page.data, code);
    few::sort_by_key(&mut uses, |(_, code)| {
        code.row.reconnect.value == closecode_data::Reconnect::Unspecified
    });
    let text = page.localizer.number().all_uses(uses.len()).into();
    let lines: Vec<UseRow> = uses
        .iter()
        .take(SHOWN)
        .map(|(protocol, code)| row::in_number(page, protocol, code))
        .collect();
    (!lines.is_empty()).then(|| Summary {
        lines,
        all: CrossLink { href: page.href(Path::Number(code), ""), text },
    })
}

/// How many protocols use a number, in words.
fn label<'a>(page: &Page<'a>, number: u16) -> LocalizedText<'a> {
    let count = protocols_of(page.data, number).len();
    let words = page.localizer.protocol();
    words.cell(number, count)
}

/// The link to a number's page.
pub(crate) fn link(page: &Page<'_>, number: u16) -> CrossLink {
    CrossLink { href: page.href(Path::Number(number), ""), text: label(page, number).into() }
}

/// Title and note of a number's page among the results of a search.
pub(crate) fn found(data: &Dataset, localizer: &Localizer<'_>, number: u16) -> (String, String) {
    let title = number::title(data, *localizer, number);
    let protocols = protocols_of(data, number);
    (
        title,
        if protocols.len() > 1 {
            names(*localizer, &protocols[..protocols.len().min(4)]).to_string()
        } else {
            String::new()
        },
    )
}

/// The codes with a number, by the name of their protocol.
fn uses(data: &Dataset, number: u16) -> Vec<(&Protocol, &ProtocolCode)> {
    let mut uses: Vec<_> = data.uses(number).collect();
    few::sort_by_key(&mut uses, |(protocol, _)| protocol.name.to_lowercase());
    uses
}

/// The protocols that use a number, by name. One with two endpoints counts once.
fn protocols_of(data: &Dataset, number: u16) -> Vec<&Protocol> {
    let mut protocols: Vec<&Protocol> =
        uses(data, number).into_iter().map(|(protocol, _)| protocol).collect();
    protocols.dedup_by_key(|protocol| protocol.id.as_str());
    protocols
}

/// A regular expression for addresses of a protocol's servers, in which an asterisk of the data
/// stands for what differs and holds no slash. It is empty where no address is known.
pub(crate) fn address_pattern(protocol: &Protocol) -> String {
    let mut pattern = String::new();
    for (i, address) in protocol.addresses.iter().enumerate() {
        pattern.push_str(if i == 0 { "" } else { "|" });
        for c in address.part.chars() {
            match c {
                '*' => pattern.push_str("[^/]*"),
                c if c.is_ascii_alphanumeric() || "_-/:=".contains(c) => pattern.push(c),
                c => pattern.extend(['\\', c]),
            }
        }
    }
    pattern
}

fn names<'a>(localizer: Localizer<'a>, protocols: &[&Protocol]) -> LocalizedText<'a> {
    localizer.list(protocols.iter().map(|p| p.name.as_str()))
}
