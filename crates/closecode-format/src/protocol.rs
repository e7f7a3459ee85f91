//! What one protocol makes of the numbers: its codes, its ranges, and the sources that say so.
//!
//! A protocol's file stands alone: it holds its own sources and its English texts, so that it can
//! be read without the rest of the data. The reason is in
//! `docs/decisions/0008-protocols-stand-alone.md`.

use crate::read::{DeValue, InvalidValue, Read, Table, VALUES};
use crate::{Citation, CodeEntry, ProtocolSource, Spanned, keywords, record};

/// The version of the format that this reader knows. A newer minor version is read, another major
/// version is not.
const MAJOR: u32 = 1;
const MINOR: u32 = 0;

const FORMAT: &str = "format";

keywords! {
    /// Who stands behind the list of codes.
    ProtocolStatus: "a status" {
        /// The owner documents or defines the codes.
        Official = "official",
        /// Only others wrote them down.
        Community = "community",
        /// The service or the protocol is gone.
        Retired = "retired",
    }
}

/// The version of a file's format, such as `1.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Format {
    major: u32,
    minor: u32,
}

impl Read for Format {
    const WANTED: &'static str = "a version such as \"1.0\"";
    const EXAMPLE: &'static str = "\"1.0\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        let Some(text) = value.as_str() else { return Ok(None) };
        let version = text.split_once('.').and_then(|(major, minor)| {
            Some(Self { major: major.parse().ok()?, minor: minor.parse().ok()? })
        });
        match version.filter(|v| format!("{}.{}", v.major, v.minor) == text) {
            Some(version) => Ok(Some(version)),
            None => Err(InvalidValue {
                rule: VALUES,
                message: format!("`{text}` is not a version"),
                remedy: format!("write a major and a minor number: \"{MAJOR}.{MINOR}\""),
            }),
        }
    }
}

record! {
    /// One of several kinds of connection of a protocol, each with its own meaning of the numbers.
    Endpoint {
        /// Its key.
        id: required String,
        /// Its name.
        name: required String,
        /// What it is, in a sentence.
        summary: required String,
    }
}

impl Endpoint {
    /// The name of its Rust module.
    pub fn module(&self) -> String {
        self.id.replace('-', "_")
    }
}

record! {
    /// A part of the address that a client connects to, by which a reader knows the product.
    Address {
        /// A host, with a port or a path where the host alone says too little, or a path alone; an
        /// asterisk stands for what differs.
        part: required String,
        /// Where that is said.
        source: required Citation,
    }
}

record! {
    /// What one number means in a protocol.
    ProtocolCode {
        /// The number.
        code: required u16,
        /// The Rust name.
        ident: required String,
        /// What is said about it.
        row: flat CodeEntry,
    }
}

record! {
    /// What a documented range of numbers means in a protocol.
    ProtocolRange {
        /// The first number.
        first: required u16,
        /// The last number.
        last: required u16,
        /// What is said about it.
        row: flat CodeEntry,
    }
}

impl ProtocolRange {
    /// Whether a number lies in it.
    pub fn contains(&self, code: u16) -> bool {
        (*self.first..=*self.last).contains(&code)
    }
}

/// The rows of one endpoint, or of a protocol without endpoints.
#[derive(Clone, Debug)]
pub struct EndpointCodes<'a> {
    /// The endpoint, if the protocol has several.
    pub endpoint: Option<&'a Endpoint>,
    /// Its codes, by number.
    pub codes: Vec<&'a ProtocolCode>,
    /// Its ranges, in the order of the file.
    pub ranges: Vec<&'a ProtocolRange>,
}

record! {
    /// One protocol, or the connection of one product.
    Protocol {
        /// Its key: the name of its file.
        id: later String,
        /// Its name, as the vendor writes it.
        name: required String,
        /// The company or project that owns it.
        vendor: owner Spanned<String>,
        /// Who stands behind the list of codes.
        status: official Spanned<ProtocolStatus>,
        /// The address that a user of the protocol would read.
        documentation: optional String,
        /// The value of `Sec-WebSocket-Protocol`.
        subprotocol: optional String,
        /// By which parts of the connection's address it is known.
        addresses: tables Address = "address",
        /// What it is, and who connects to whom.
        summary: required String,
        /// What would surprise a reader, in sentences.
        caveats: list String,
        /// Where its facts come from.
        sources: tables ProtocolSource = "source",
        /// Its endpoints; none if all connections give the numbers one meaning.
        endpoints: tables Endpoint = "endpoint",
        /// Its codes, by endpoint and number.
        codes: tables ProtocolCode = "code",
        /// Its documented ranges.
        ranges: tables ProtocolRange = "range",
    }
}

/// An application that does not name its owner is its own.
fn owner(t: &Table<'_>, key: &'static str) -> Option<Spanned<String>> {
    if t.is_app() { t.optional(key).or_else(|| t.optional("name")) } else { t.required(key) }
}

/// An application's own file is as official as can be.
fn official(t: &Table<'_>, key: &'static str) -> Option<Spanned<ProtocolStatus>> {
    let official = Spanned { value: ProtocolStatus::Official, span: t.span };
    if t.is_app() { Some(t.optional(key).unwrap_or(official)) } else { t.required(key) }
}

/// Reads a file, if it is of a format that this reader knows. Whatever else is in one that is
/// not has a meaning that is not known here, so nothing is said about it.
pub(crate) fn in_format<T>(t: Table<'_>, read: impl FnOnce(Table<'_>) -> Option<T>) -> Option<T> {
    let format = t.required::<Format>(FORMAT);
    if let Some(format) = format.filter(|f| f.major != MAJOR) {
        let Format { major, minor } = format.value;
        let message =
            format!("the format {major}.{minor} is not known; this reader knows {MAJOR}.x");
        let remedy = if major > MAJOR {
            "update closecode, or write the file in the older format".to_owned()
        } else {
            format!("write the file in the format {MAJOR}.{MINOR}; data/README.md describes it")
        };
        t.error(FORMAT, format.span, message, remedy);
        return None;
    }
    let value = read(t.newer(format.is_some_and(|f| f.minor > MINOR)));
    format.and(value)
}

impl Protocol {
    /// Reads a protocol's file, whose name is its id.
    pub fn read_file(id: &str, t: Table<'_>) -> Option<Self> {
        let protocol = in_format(t, Self::read)?;
        Some(Self { id: id.to_owned(), ..protocol })
    }

    /// The name of its Rust module.
    pub fn module(&self) -> String {
        self.id.replace('-', "_")
    }

    /// A source by id.
    pub fn source(&self, id: &str) -> Option<&ProtocolSource> {
        self.sources.iter().find(|s| *s.id == id)
    }

    /// Every row, the codes first.
    pub fn rows(&self) -> impl Iterator<Item = &CodeEntry> {
        self.codes.iter().map(|c| &c.row).chain(self.ranges.iter().map(|r| &r.row))
    }

    /// What cites a source: the addresses, and every row.
    pub fn citations(&self) -> impl Iterator<Item = &Spanned<Citation>> {
        let addresses = self.addresses.iter().map(|address| &address.source);
        addresses.chain(self.rows().flat_map(CodeEntry::citations))
    }

    /// The rows by endpoint, in the order of the file. A protocol without endpoints is one part.
    pub fn parts(&self) -> Vec<EndpointCodes<'_>> {
        let part = |endpoint: Option<&'_ Endpoint>| {
            let id = endpoint.map(|e| e.id.as_str());
            (
                self.codes.iter().filter(|c| c.row.endpoint_id() == id).collect(),
                self.ranges.iter().filter(|r| r.row.endpoint_id() == id).collect(),
            )
        };
        if self.endpoints.is_empty() {
            let (codes, ranges) = part(None);
            return vec![EndpointCodes { endpoint: None, codes, ranges }];
        }
        let with = |endpoint| {
            let (codes, ranges) = part(Some(endpoint));
            EndpointCodes { endpoint: Some(endpoint), codes, ranges }
        };
        self.endpoints.iter().map(with).collect()
    }

    /// Title and address of what a row cites, each once; the source of its rule last.
    pub fn cited(&self, row: &CodeEntry) -> Vec<(String, String)> {
        let mut cited = Vec::new();
        for citation in row.citations() {
            let source = self.source(&citation.id).expect("the rule `citations` checks ids");
            let title = match &citation.section {
                Some(section) => format!("{}, {section}", *source.title),
                None => source.title.value.clone(),
            };
            let entry = (title, source.address());
            if !cited.contains(&entry) {
                cited.push(entry);
            }
        }
        cited
    }
}
