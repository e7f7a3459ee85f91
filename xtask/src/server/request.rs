//! The head of a request: read within bounds, and checked.

use std::io::{ErrorKind, Read};

use super::status::Status;

/// The most bytes of a head. Browsers send less than a thousand.
pub(super) const MAX_HEAD: usize = 8 * 1024;

/// The most bytes of a path.
pub(super) const MAX_TARGET: usize = 2 * 1024;

/// What arrived.
pub(super) struct Received {
    /// Whether only the head of the answer is wanted.
    pub(super) is_head: bool,
    /// The request, or the status to refuse it with.
    pub(super) request: Result<Request, Status>,
}

/// A request for a file or a folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// The path as it was sent, without the question mark and what follows it.
    pub(super) path: String,
    /// What follows the path: a question mark and more, or nothing.
    pub(super) query: String,
    /// The decoded segments of the path.
    pub(super) segments: Vec<String>,
    /// Whether the path ends with a slash.
    pub(super) is_folder: bool,
}

/// Reads a request. Nothing at all if the client sent nothing, as browsers do on a connection that
/// they open in case they need it.
pub(super) fn read(stream: &mut impl Read) -> Option<Received> {
    let mut head = Vec::new();
    let request = read_head(stream, &mut head).and_then(|end| parse(&head[..end]));
    (!head.is_empty()).then(|| Received { is_head: head.starts_with(b"HEAD "), request })
}

/// Reads at least up to the empty line that ends the head, and tells where that line begins.
fn read_head(stream: &mut impl Read, head: &mut Vec<u8>) -> Result<usize, Status> {
    let mut buffer = [0; 1024];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Err(Status::BAD_REQUEST),
            Ok(length) => head.extend_from_slice(&buffer[..length]),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => return Err(Status::REQUEST_TIMEOUT),
        }
        let end = head.windows(4).position(|bytes| bytes == b"\r\n\r\n");
        if let Some(end) = end.filter(|end| *end <= MAX_HEAD) {
            return Ok(end);
        }
        if head.len() > MAX_HEAD {
            let is_one_line = !head.contains(&b'\n');
            return Err(if is_one_line { Status::URI_TOO_LONG } else { Status::HEAD_TOO_LARGE });
        }
    }
}

/// Checks a head, without the empty line that ends it.
pub(super) fn parse(head: &[u8]) -> Result<Request, Status> {
    let head = str::from_utf8(head).map_err(|_| Status::BAD_REQUEST)?;
    let mut lines = head.split("\r\n");
    let words: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let [method, target, version] = words[..] else { return Err(Status::BAD_REQUEST) };
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') {
        return Err(Status::BAD_REQUEST);
    }
    match version {
        "HTTP/1.1" | "HTTP/1.0" => {}
        _ if version.starts_with("HTTP/") => return Err(Status::VERSION_NOT_SUPPORTED),
        _ => return Err(Status::BAD_REQUEST),
    }
    check_host(lines)?;
    if !["GET", "HEAD"].contains(&method) {
        return Err(Status::METHOD_NOT_ALLOWED);
    }
    if target.len() > MAX_TARGET {
        return Err(Status::URI_TOO_LONG);
    }
    if !target.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Status::BAD_REQUEST);
    }
    let (path, query) = target.split_at(target.find('?').unwrap_or(target.len()));
    let segments = match path.strip_prefix('/').ok_or(Status::BAD_REQUEST)? {
        "" => Vec::new(),
        names => {
            let names = names.strip_suffix('/').unwrap_or(names);
            names.split('/').map(decoded).collect::<Result<_, _>>()?
        }
    };
    Ok(Request {
        path: path.to_owned(),
        query: query.to_owned(),
        segments,
        is_folder: path.ends_with('/'),
    })
}

/// A page of another site can make a browser ask this machine under a name of its own ("DNS
/// rebinding"), and would read the answer. So only names of this machine are answered.
fn check_host<'a>(lines: impl Iterator<Item = &'a str>) -> Result<(), Status> {
    let mut hosts = Vec::new();
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(Status::BAD_REQUEST)?;
        // A space before the colon, or at the start of the line, is forbidden.
        if name.is_empty() || name.contains([' ', '\t']) {
            return Err(Status::BAD_REQUEST);
        }
        if name.eq_ignore_ascii_case("host") {
            hosts.push(value.trim());
        }
    }
    let [host] = hosts[..] else { return Err(Status::BAD_REQUEST) };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let is_local = ["localhost", "127.0.0.1", "[::1]"].iter().any(|n| name.eq_ignore_ascii_case(n));
    if is_local { Ok(()) } else { Err(Status::MISDIRECTED) }
}

/// A segment of a path without percent signs.
fn decoded(segment: &str) -> Result<String, Status> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let (byte, after) = match (byte, after) {
            (b'%', [high, low, after @ ..]) => (hex(*high)? << 4 | hex(*low)?, after),
            (b'%', _) => return Err(Status::BAD_REQUEST),
            _ => (byte, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).map_err(|_| Status::BAD_REQUEST)
}

fn hex(digit: u8) -> Result<u8, Status> {
    let value = char::from(digit).to_digit(16).ok_or(Status::BAD_REQUEST)?;
    u8::try_from(value).map_err(|_| Status::BAD_REQUEST)
}
