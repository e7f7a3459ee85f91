//! The files of the crate `closecode`.

use std::collections::BTreeMap;

use closecode_data::{CodeEntry, Dataset};
use closecode_format::{
    EndpointCodes, Protocol, Reserved, ReservedCode, ReservedEndpoint, ReservedNumbers,
    ReservedProtocol,
};

use crate::layout::Layout;
use crate::source::Source;
use crate::{class, code, handshake, locale, names, printed, protocols, reported, tables, text};

/// The generated module, by file name below `src/generated/`.
pub fn generate(data: &Dataset) -> BTreeMap<String, String> {
    let layout = Layout::new(data);
    let mut files = BTreeMap::from([
        ("class.rs".to_owned(), class::file(data, &layout)),
        ("code.rs".to_owned(), code::file(data)),
        ("handshake.md".to_owned(), handshake::table(data)),
        ("handshake.rs".to_owned(), handshake::file(data)),
        ("locale/mod.rs".to_owned(), locale::file(data)),
        ("mod.rs".to_owned(), module()),
        ("names.rs".to_owned(), names::file(data)),
        ("printed.rs".to_owned(), printed::file(data)),
        ("range.rs".to_owned(), code::range_file(data)),
        ("reported.rs".to_owned(), reported::file(data)),
        ("tables.rs".to_owned(), tables::file(data, &layout)),
    ]);
    files.extend(protocols::files(data));
    files.extend(data.locales.iter().map(|locale| {
        let path = format!("locale/{}.rs", text::module_name(locale));
        (path, text::file(data, &layout, locale))
    }));
    files
}

fn module() -> String {
    let mut out = Source::file("What `cargo xtask` made from the data.");
    out.lines(
        "\
mod class;
mod code;
mod handshake;
mod locale;
mod names;
#[cfg(feature = \"messages\")]
mod printed;
pub(crate) mod protocols;
mod range;
#[cfg(any(
    feature = \"messages\",
    feature = \"tungstenite-0_29\",
    feature = \"tungstenite-0_30\"
))]
mod reported;
mod tables;

pub(crate) use class::*;
pub use code::CloseCode;
pub(crate) use handshake::handshake;
pub use locale::Locale;
pub(crate) use locale::{MATCHES, messages, text};
pub(crate) use names::NAMES;
#[cfg(feature = \"messages\")]
pub(crate) use printed::{
    BEGINNINGS, BY, IMPLEMENTATION_NAMES, IMPLEMENTATIONS, PRINTED, ROWS, TEXTS,
};
pub use range::CodeRange;
#[cfg(any(
    feature = \"messages\",
    feature = \"tungstenite-0_29\",
    feature = \"tungstenite-0_30\"
))]
pub(crate) use reported::{REPORTED, WAYS};
pub(crate) use tables::*;",
    );
    out.finish()
}

/// What an application's own file is compared with, as the text that `closecode-codegen` carries.
/// What nobody could confirm is not in the crate, and not here.
pub fn reserved_text(data: &Dataset) -> String {
    let code = |code: &closecode_data::Code| ReservedCode {
        code: *code.code,
        frame: *code.wire.frame,
        name: code.name.value.clone(),
    };
    let protocols = data.protocols.iter().filter(|p| p.rows().any(CodeEntry::is_confirmed));
    let reserved = Reserved {
        codes: data.codes.iter().map(code).collect(),
        protocols: protocols.map(reserved_protocol).collect(),
    };
    format!(
        "# Written by `cargo xtask`: what an application's own file is compared with. Fields are \
         separated by tabs.\n{reserved}"
    )
}

fn reserved_protocol(protocol: &Protocol) -> ReservedProtocol {
    // A number inside a message is not one that a Close frame could collide with.
    let is_reserved = |entry: &CodeEntry| entry.is_confirmed() && entry.is_close();
    let numbers = |(first, last, entry): (u16, u16, &CodeEntry)| {
        let name = entry.name.value.clone();
        is_reserved(entry).then_some(ReservedNumbers { first, last, name })
    };
    let endpoint = |part: EndpointCodes<'_>| {
        let codes = part.codes.iter().map(|c| (*c.code, *c.code, &c.row));
        let ranges = part.ranges.iter().map(|r| (*r.first, *r.last, &r.row));
        ReservedEndpoint {
            id: part.endpoint.map(|endpoint| endpoint.id.value.clone()),
            numbers: codes.chain(ranges).filter_map(numbers).collect(),
        }
    };
    ReservedProtocol {
        id: protocol.id.clone(),
        name: protocol.name.value.clone(),
        endpoints: protocol.parts().into_iter().map(endpoint).collect(),
    }
}
