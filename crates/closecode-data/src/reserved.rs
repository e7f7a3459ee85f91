//! What an application's own file is compared with: the registered codes, and the numbers of the
//! protocols.
//!
//! It is made from the whole data, and carried along as a small text, because a build script has no
//! data folder. A text and not Rust source: whatever stands in it, the program that writes it anew
//! can be built.

#[cfg(feature = "dataset")]
use std::fmt::Write as _;

#[cfg(feature = "dataset")]
use crate::{Dataset, EndpointCodes, Protocol, Row};

/// The file, as it was when this crate was built.
const TEXT: &str = include_str!("reserved.txt");

/// A number or a range that has a meaning already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reserved {
    pub(crate) first: u16,
    pub(crate) last: u16,
    pub(crate) name: &'static str,
}

impl Reserved {
    /// The number, or the first and the last: `4004`, `4100 to 4199`.
    pub(crate) fn numbers(&self) -> String {
        if self.first == self.last {
            self.first.to_string()
        } else {
            format!("{} to {}", self.first, self.last)
        }
    }
}

/// The registered codes, each with its name, by number.
pub fn registered() -> Vec<(u16, &'static str)> {
    reserved().codes.iter().map(|t| (t.first, t.name)).collect()
}

/// The endpoint of a protocol; one without an id if it has only one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReservedEndpoint {
    pub(crate) id: Option<&'static str>,
    pub(crate) reserved: Vec<Reserved>,
}

/// A protocol that the crate `closecode` knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReservedProtocol {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) endpoints: Vec<ReservedEndpoint>,
}

/// All that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReservedNumbers {
    pub(crate) codes: Vec<Reserved>,
    pub(crate) protocols: Vec<ReservedProtocol>,
}

/// Reads the text. A line that makes no sense is passed over: a test compares the text with the
/// data.
pub(crate) fn reserved() -> ReservedNumbers {
    parse(TEXT)
}

fn parse(text: &'static str) -> ReservedNumbers {
    let mut known = ReservedNumbers::default();
    for line in text.lines() {
        let fields: Vec<&'static str> = line.split('\t').collect();
        match fields[..] {
            ["code", code, name] => known.codes.extend(row(code, code, name)),
            ["protocol", id, name] => {
                known.protocols.push(ReservedProtocol { id, name, endpoints: Vec::new() })
            }
            ["endpoint", id] => {
                let endpoint = ReservedEndpoint {
                    id: Some(id).filter(|id| !id.is_empty()),
                    reserved: Vec::new(),
                };
                if let Some(protocol) = known.protocols.last_mut() {
                    protocol.endpoints.push(endpoint);
                }
            }
            ["row", first, last, name] => {
                let endpoint = known.protocols.last_mut().and_then(|p| p.endpoints.last_mut());
                if let Some(endpoint) = endpoint {
                    endpoint.reserved.extend(row(first, last, name));
                }
            }
            _ => {}
        }
    }
    known
}

fn row(first: &str, last: &str, name: &'static str) -> Option<Reserved> {
    Some(Reserved { first: first.parse().ok()?, last: last.parse().ok()?, name })
}

/// The text that stands in `src/reserved.txt`. What nobody could confirm is not in the crate, and not
/// here.
#[cfg(feature = "dataset")]
pub fn reserved_text(data: &Dataset) -> String {
    let mut out = "# Written by `cargo xtask`: what an application's own file is compared with. Fields are separated by tabs.\n".to_owned();
    for code in &data.codes {
        let _ = writeln!(out, "code\t{}\t{}", code.code, code.name);
    }
    for protocol in data.protocols.iter().filter(|p| p.rows().any(Row::is_confirmed)) {
        write_protocol(&mut out, protocol);
    }
    out
}

#[cfg(feature = "dataset")]
fn write_protocol(out: &mut String, protocol: &Protocol) {
    let _ = writeln!(out, "protocol\t{}\t{}", protocol.id, protocol.name);
    for EndpointCodes { endpoint, codes, ranges } in protocol.parts() {
        let _ = writeln!(out, "endpoint\t{}", endpoint.map_or("", |e| e.id.as_str()));
        let codes = codes.iter().map(|c| (*c.code, *c.code, &c.row));
        let ranges = ranges.iter().map(|r| (*r.first, *r.last, &r.row));
        // A number inside a message is not one that a Close frame could collide with.
        for (first, last, row) in
            codes.chain(ranges).filter(|(.., row)| row.is_confirmed() && row.is_close())
        {
            let _ = writeln!(out, "row\t{first}\t{last}\t{}", row.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TEXT, reserved, reserved_text};
    use std::path::Path;

    #[test]
    fn the_text_is_what_the_data_says() {
        let data = crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data"))
            .into_dataset()
            .unwrap();
        assert!(reserved_text(&data) == TEXT, "reserved.txt is stale: run `cargo xtask generate`");
        let known = reserved();
        assert_eq!(known.codes.len(), data.codes.len());
        assert_eq!(
            known.protocols.iter().map(|p| p.id).collect::<Vec<_>>(),
            data.protocols.iter().map(|p| p.id.as_str()).collect::<Vec<_>>()
        );
        assert!(known.protocols.iter().all(|p| !p.endpoints.is_empty()));
    }
}
