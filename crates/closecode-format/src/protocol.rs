//! What one protocol makes of the numbers: its codes, its ranges, and the sources that say so.
//!
//! A protocol's file stands alone: it holds its own sources and its English texts, so that it can
//! be read without the rest of the data. The reason is in
//! `docs/decisions/0008-protocols-stand-alone.md`.

use crate::read::{DeValue, InvalidValue, Read, Table, VALUES};
use crate::{CodeEntry, ProtocolSource, Span, Spanned, keywords};

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

/// One of several kinds of connection of a protocol, each with its own meaning of the numbers.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Where the table stands.
    pub span: Span,
    /// Its key.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Spanned<String>,
    /// What it is, in a sentence.
    pub summary: Spanned<String>,
}

impl Endpoint {
    fn read(t: Table<'_>) -> Option<Self> {
        let span = t.span;
        let (id, name, summary) = (t.required("id"), t.required("name"), t.required("summary"));
        t.finish();
        Some(Self { span, id: id?, name: name?, summary: summary? })
    }

    /// The name of its Rust module.
    pub fn module(&self) -> String {
        self.id.replace('-', "_")
    }
}

/// What one number means in a protocol.
#[derive(Clone, Debug)]
pub struct ProtocolCode {
    /// The number.
    pub code: Spanned<u16>,
    /// The Rust name.
    pub ident: Spanned<String>,
    /// What is said about it.
    pub row: CodeEntry,
}

impl ProtocolCode {
    fn read(t: Table<'_>, is_app: bool) -> Option<Self> {
        let (code, ident) = (t.required("code"), t.required("ident"));
        let row = CodeEntry::read(t, is_app);
        Some(Self { code: code?, ident: ident?, row: row? })
    }
}

/// What a documented range of numbers means in a protocol.
#[derive(Clone, Debug)]
pub struct ProtocolRange {
    /// The first number.
    pub first: Spanned<u16>,
    /// The last number.
    pub last: Spanned<u16>,
    /// What is said about it.
    pub row: CodeEntry,
}

impl ProtocolRange {
    fn read(t: Table<'_>, is_app: bool) -> Option<Self> {
        let (first, last) = (t.required("first"), t.required("last"));
        let row = CodeEntry::read(t, is_app);
        Some(Self { first: first?, last: last?, row: row? })
    }

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

/// One protocol, or the connection of one product.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// The file, as a place at its start.
    pub span: Span,
    /// Its key: the name of its file.
    pub id: String,
    /// Its name, as the vendor writes it.
    pub name: Spanned<String>,
    /// The company or project that owns it.
    pub vendor: Spanned<String>,
    /// Who stands behind the list of codes.
    pub status: Spanned<ProtocolStatus>,
    /// The address that a user of the protocol would read.
    pub documentation: Option<Spanned<String>>,
    /// The value of `Sec-WebSocket-Protocol`.
    pub subprotocol: Option<Spanned<String>>,
    /// What it is, and who connects to whom.
    pub summary: Spanned<String>,
    /// What would surprise a reader, in sentences.
    pub caveats: Vec<Spanned<String>>,
    /// Where its facts come from.
    pub sources: Vec<ProtocolSource>,
    /// Its endpoints; none if all connections give the numbers one meaning.
    pub endpoints: Vec<Endpoint>,
    /// Its codes, by endpoint and number.
    pub codes: Vec<ProtocolCode>,
    /// Its documented ranges.
    pub ranges: Vec<ProtocolRange>,
}

impl Protocol {
    /// Reads a protocol's file, whose name is its id.
    pub fn read(id: &str, t: Table<'_>) -> Option<Self> {
        Some(Self::read_with(id, t, false, |_| ())?.0)
    }

    /// Reads the keys of a protocol and, with `more`, those that only an application's own file
    /// has. There the keys that name the source may be absent.
    pub(crate) fn read_with<T>(
        id: &str,
        t: Table<'_>,
        is_app: bool,
        more: impl FnOnce(&Table<'_>) -> T,
    ) -> Option<(Self, T)> {
        let span = t.span;
        let format = t.required::<Format>(FORMAT);
        if let Some(format) = format.filter(|f| f.major != MAJOR) {
            // Whatever else stands there has a meaning that this reader does not know, so it says
            // nothing about it.
            let message = format!(
                "the format {}.{} is not known; this reader knows {MAJOR}.x",
                format.major, format.minor
            );
            let remedy = if format.major > MAJOR {
                "update closecode, or write the file in the older format".to_owned()
            } else {
                format!("write the file in the format {MAJOR}.{MINOR}; data/README.md describes it")
            };
            t.error(FORMAT, format.span, message, remedy);
            return None;
        }
        let t = t.newer(format.is_some_and(|f| f.minor > MINOR));
        let name: Option<Spanned<String>> = t.required("name");
        let (vendor, status) = if is_app {
            let official = Spanned { value: ProtocolStatus::Official, span };
            (
                t.optional("vendor").or_else(|| name.clone()),
                Some(t.optional("status").unwrap_or(official)),
            )
        } else {
            (t.required("vendor"), t.required("status"))
        };
        let (documentation, subprotocol) = (t.optional("documentation"), t.optional("subprotocol"));
        let (summary, caveats) = (t.required("summary"), t.list("caveats"));
        let sources = t.tables("source").into_iter().filter_map(ProtocolSource::read).collect();
        let endpoints = t.tables("endpoint").into_iter().filter_map(Endpoint::read).collect();
        let codes =
            t.tables("code").into_iter().filter_map(|t| ProtocolCode::read(t, is_app)).collect();
        let ranges =
            t.tables("range").into_iter().filter_map(|t| ProtocolRange::read(t, is_app)).collect();
        let more = more(&t);
        t.finish();
        format?;
        let protocol = Self {
            span,
            id: id.to_owned(),
            name: name?,
            vendor: vendor?,
            status: status?,
            documentation,
            subprotocol,
            summary: summary?,
            caveats,
            sources,
            endpoints,
            codes,
            ranges,
        };
        Some((protocol, more))
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
