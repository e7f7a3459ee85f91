//! Answers: which file belongs to a path, and what is said about it.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::request::Request;
use super::status::Status;

/// What is sent after the head.
enum Body {
    Text(String),
    File(File, u64),
}

/// An answer that has not been sent.
pub(super) struct Answer {
    status: Status,
    content_type: &'static str,
    location: Option<String>,
    body: Body,
}

impl Answer {
    /// The answer to a request for something below a folder, whose path is canonical.
    pub(super) fn to(request: &Request, root: &Path) -> Self {
        let Some(path) = find(request, root) else { return Self::error(Status::NOT_FOUND, root) };
        if path.is_dir() && !request.is_folder {
            let location = format!("{}/{}", request.path, request.query);
            let body = Body::Text(format!("The folder is at {location}\n"));
            return Self {
                status: Status::REDIRECT,
                content_type: TEXT,
                location: Some(location),
                body,
            };
        }
        let path = if path.is_dir() { path.join("index.html") } else { path };
        Self::file(Status::OK, &path, root).unwrap_or_else(|| Self::error(Status::NOT_FOUND, root))
    }

    /// The answer to a request that cannot be met.
    pub(super) fn error(status: Status, root: &Path) -> Self {
        let page = (status == Status::NOT_FOUND)
            .then(|| Self::file(status, &root.join("404.html"), root))
            .flatten();
        page.unwrap_or_else(|| Self {
            status,
            content_type: TEXT,
            location: None,
            body: Body::Text(format!("{} {}\n", status.code, status.phrase)),
        })
    }

    /// A regular file, which is below the folder even if a link leads to it.
    fn file(status: Status, path: &Path, root: &Path) -> Option<Self> {
        let path = path.canonicalize().ok().filter(|path| path.starts_with(root))?;
        // Opening a pipe would wait for its other end.
        let length = path.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
        let body = Body::File(File::open(&path).ok()?, length);
        Some(Self { status, content_type: content_type(&path), location: None, body })
    }

    /// Sends it.
    pub(super) fn write(self, stream: &mut impl Write, is_head: bool) -> io::Result<()> {
        let Status { code, phrase } = self.status;
        let length = match &self.body {
            Body::Text(text) => text.len() as u64,
            Body::File(_, length) => *length,
        };
        let mut head = format!(
            "HTTP/1.1 {code} {phrase}\r\n\
             Content-Type: {}\r\n\
             Content-Length: {length}\r\n\
             Content-Security-Policy: {}\r\n\
             X-Content-Type-Options: nosniff\r\n\
             Cache-Control: no-cache\r\n\
             Connection: close\r\n",
            self.content_type,
            closecode_site::CONTENT_SECURITY_POLICY,
        );
        if self.status == Status::METHOD_NOT_ALLOWED {
            head += "Allow: GET, HEAD\r\n";
        }
        if let Some(location) = &self.location {
            head.extend(["Location: ", location, "\r\n"]);
        }
        head += "\r\n";
        stream.write_all(head.as_bytes())?;
        match self.body {
            _ if is_head => {}
            Body::Text(text) => stream.write_all(text.as_bytes())?,
            Body::File(file, length) => drop(io::copy(&mut file.take(length), stream)?),
        }
        stream.flush()
    }
}

/// The file or folder that a path names. Names with a dot at the front are not for readers, which
/// also leaves no way up.
fn find(request: &Request, root: &Path) -> Option<PathBuf> {
    let mut path = root.to_owned();
    for segment in &request.segments {
        if segment.is_empty()
            || segment.starts_with('.')
            || segment.contains(['/', '\\', '\0', ':'])
        {
            return None;
        }
        path.push(segment);
    }
    let path = path.canonicalize().ok().filter(|path| path.starts_with(root))?;
    (path.is_dir() || !request.is_folder).then_some(path)
}

const TEXT: &str = "text/plain; charset=utf-8";

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("md" | "txt") => TEXT,
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        _ => "application/octet-stream",
    }
}
