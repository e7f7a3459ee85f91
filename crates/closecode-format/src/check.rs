//! One protocol's file, or an application's.

use crate::characters::check_file_name;
use crate::read::{Table, parse};
use crate::rules::ProtocolFile;
use crate::{App, Diagnostics, Files, Protocol, Report, Reserved, Span, rules};

/// Reads and checks one protocol's file, which needs nothing of the rest of the data: `path` is
/// shown in messages.
///
/// ```
/// use closecode_format::check_protocol;
///
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
/// read = "2026-11-30"
///
/// [[code]]
/// code = 4001
/// ident = "Kicked"
/// name = "Kicked"
/// sender = "server"
/// meaning = "A moderator closed the connection."
/// reconnect = "never"
/// rule = "The client does not come back."
/// sources = ["wiki"]
/// certainty = "verified"
/// "#;
/// let (protocol, report) =
///     check_protocol("our-chat", "closecodes.toml", text.to_owned()).unwrap();
/// assert_eq!(*protocol.codes[0].code, 4001);
/// assert!(report.diagnostics().is_empty());
///
/// let text = text.replace("1.0", "2.0");
/// let report = check_protocol("our-chat", "closecodes.toml", text).unwrap_err();
/// assert!(report.render("", false).contains("the format 2.0 is not known"));
/// ```
///
/// # Errors
/// The report, if at least one of its problems is an error.
pub fn check_protocol(id: &str, path: &str, text: String) -> Result<(Protocol, Report), Report> {
    let files = one_file(path, text);
    let diagnostics = Diagnostics::default();
    let protocol = read(&files, &diagnostics, |t| Protocol::read_file(id, t));
    if let Some(protocol) = &protocol {
        check(protocol, false, &diagnostics);
    }
    finish(protocol, files, diagnostics)
}

/// Reads and checks the file of an application's own codes: `path` is shown in messages.
///
/// It is a protocol's file, of which the application is the source: nothing need be cited, and it
/// may build on a protocol that closecode knows, on HTTP statuses, and be translated. Its numbers
/// are compared with those that have a meaning already.
///
/// ```
/// use closecode_format::{Reserved, check_app};
///
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
/// let reserved = Reserved::parse("code\t3000\ttrue\tUnauthorized").unwrap();
/// let (own, _) = check_app("closecodes.toml", text.to_owned(), &reserved).unwrap();
/// assert_eq!(own.protocol.id, "our-chat");
///
/// let text = text.replace("4001", "3000");
/// let report = check_app("closecodes.toml", text, &reserved).unwrap_err();
/// assert!(report.render("", false).contains("3000 is registered as Unauthorized"));
/// ```
///
/// # Errors
/// The report, if at least one of its problems is an error.
pub fn check_app(path: &str, text: String, reserved: &Reserved) -> Result<(App, Report), Report> {
    let files = one_file(path, text);
    let diagnostics = Diagnostics::default();
    let mut app = read(&files, &diagnostics, App::read_file);
    if let Some(app) = &mut app {
        check(&app.protocol, true, &diagnostics);
        app.check(reserved, &diagnostics);
    }
    finish(app, files, diagnostics)
}

fn one_file(path: &str, text: String) -> Files {
    Files::from_memory([(path.to_owned(), text)])
}

/// What is in the file, unless its syntax is broken: then the tree has holes, and each would be
/// reported once more as a missing key.
fn read<T>(
    files: &Files,
    diagnostics: &Diagnostics,
    read: impl FnOnce(Table<'_>) -> Option<T>,
) -> Option<T> {
    // The name stands in what is made from the file; the folders before it do not.
    let name = files.path(0).rsplit(['/', '\\']).next().unwrap_or_default();
    check_file_name(name, Span::new(0, 0..0), diagnostics);
    let (document, is_toml) = parse(files, 0, diagnostics);
    let table = Table::new(document.get_ref(), Span::new(0, 0..0), diagnostics);
    if is_toml { read(table) } else { None }
}

fn check(protocol: &Protocol, is_app: bool, diagnostics: &Diagnostics) {
    let file = ProtocolFile { protocol, is_whole: diagnostics.count() == 0, is_app };
    rules::check(file, diagnostics);
}

fn finish<T>(
    value: Option<T>,
    files: Files,
    diagnostics: Diagnostics,
) -> Result<(T, Report), Report> {
    let report = Report::new(files, diagnostics.into_vec());
    match value {
        Some(value) if report.errors() == 0 => Ok((value, report)),
        _ => Err(report),
    }
}
