//! One protocol's file, or an application's, without the rest of the data.

use std::collections::BTreeMap;

use super::{Unchecked, parse};
use crate::model::Protocol;
use crate::read::Table;
use crate::{App, Diagnostics, Files, Report, Span, rules};

/// Reads and checks one protocol's file, which needs nothing of the rest of the data: `path` is
/// shown in messages.
///
/// ```
/// let text = r#"
/// format = "1.0"
/// name = "Our chat"
/// vendor = "Example"
/// status = "official"
/// summary = "The connection between our app and our server."
///
/// [[source]]
/// id = "wiki"
/// title = "Close codes, our wiki"
/// kind = "specification"
/// url = "https://example.com/close-codes"
///
/// [[code]]
/// code = 4001
/// ident = "Kicked"
/// name = "Kicked"
/// sender = "server"
/// meaning = "A moderator closed the connection."
/// reconnect = "never"
/// rule = "The client stays away."
/// sources = ["wiki"]
/// certainty = "verified"
/// "#;
/// let (protocol, report) = closecode_data::check_protocol("our-chat", "closecodes.toml", text.to_owned()).unwrap();
/// assert_eq!(*protocol.codes[0].code, 4001);
/// assert!(report.diagnostics().is_empty());
///
/// let report = closecode_data::check_protocol("our-chat", "closecodes.toml", text.replace("1.0", "2.0")).unwrap_err();
/// assert!(report.render("", false).contains("the format 2.0 is not known"));
/// ```
///
/// # Errors
/// The report, if at least one of its problems is an error.
pub fn check_protocol(id: &str, path: &str, text: String) -> Result<(Protocol, Report), Report> {
    let (files, diagnostics, mut unchecked) = one_file(path, text);
    let (document, is_toml) = parse(&files, 0, &diagnostics);
    if is_toml {
        let table = Table::new(document.get_ref(), Span::new(0, 0..0), &diagnostics);
        unchecked.dataset.protocols.extend(Protocol::read(id, table));
    }
    check_one(&mut unchecked, &diagnostics);
    drop(document);
    let report = Report::new(files, diagnostics.into_vec());
    match unchecked.dataset.protocols.pop() {
        Some(protocol) if report.errors() == 0 => Ok((protocol, report)),
        _ => Err(report),
    }
}

/// Reads and checks the file of an application's own codes: `path` is shown in messages.
///
/// It is a protocol's file, of which the application is the source: nothing need be cited, and it
/// may build on a protocol that closecode knows, on HTTP statuses, and be translated.
///
/// ```
/// let text = r#"
/// format = "1.0"
/// name = "Our chat"
/// summary = "The connection between our app and our server."
///
/// [[code]]
/// code = 4001
/// ident = "Kicked"
/// name = "Kicked"
/// sender = "server"
/// meaning = "A moderator closed the connection."
/// reconnect = "never"
/// "#;
/// let (own, _) = closecode_data::check_app("closecodes.toml", text.to_owned()).unwrap();
/// assert_eq!(own.protocol.id, "our-chat");
///
/// let report = closecode_data::check_app("closecodes.toml", text.replace("4001", "3000")).unwrap_err();
/// assert!(report.render("", false).contains("3000 is registered as Unauthorized"));
/// ```
///
/// # Errors
/// The report, if at least one of its problems is an error.
pub fn check_app(path: &str, text: String) -> Result<(App, Report), Report> {
    let (files, diagnostics, mut unchecked) = one_file(path, text);
    unchecked.is_app = true;
    let (document, is_toml) = parse(&files, 0, &diagnostics);
    let mut own = None;
    if is_toml {
        let table = Table::new(document.get_ref(), Span::new(0, 0..0), &diagnostics);
        own = App::read(table);
        unchecked.dataset.protocols.extend(own.as_ref().map(|own| own.protocol.clone()));
    }
    check_one(&mut unchecked, &diagnostics);
    if let Some(own) = &own {
        own.check(&diagnostics);
    }
    drop(document);
    let report = Report::new(files, diagnostics.into_vec());
    match own {
        Some(own) if report.errors() == 0 => Ok((own, report)),
        _ => Err(report),
    }
}

fn one_file(path: &str, text: String) -> (Files, Diagnostics, Unchecked) {
    (
        Files::from_memory(BTreeMap::from([(path.to_owned(), text)])),
        Diagnostics::default(),
        Unchecked::default(),
    )
}

fn check_one(unchecked: &mut Unchecked, diagnostics: &Diagnostics) {
    if diagnostics.len() > 0 {
        unchecked
            .broken
            .extend(unchecked.dataset.protocols.iter().map(|p| format!("protocols/{}", p.id)));
    }
    for rule in rules::PROTOCOL {
        (rule.check)(unchecked, diagnostics);
    }
}
