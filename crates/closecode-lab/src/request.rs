//! The heads of an HTTP request and of its answer, as far as the lab needs them.

use std::io::{self, Read};

/// The longest head that is read.
const LONGEST_HEAD: usize = 16 * 1024;
/// The longest body that is read: a report of a browser.
const LONGEST_BODY: usize = 1024 * 1024;

/// A request.
#[derive(Debug)]
pub(crate) struct Request {
    /// The method.
    pub(crate) method: String,
    /// The path, as it was sent.
    pub(crate) path: String,
    headers: Vec<(String, String)>,
}

impl Request {
    /// Reads a head, byte by byte, so that nothing after it is taken away.
    ///
    /// # Errors
    ///
    /// When the connection ends before the head does, or the head is too long or not HTTP.
    pub(crate) fn read(from: &mut impl Read) -> io::Result<Self> {
        let head = read_head(from)?;
        let mut lines = head.lines();
        let mut first = lines.next().unwrap_or_default().split(' ');
        let (Some(method), Some(path)) = (first.next(), first.next()) else {
            return Err(invalid("a request has no path"));
        };
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
        Ok(Self { method: method.to_owned(), path: path.to_owned(), headers: headers.collect() })
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let is_it = |(other, _): &&(String, String)| other.eq_ignore_ascii_case(name);
        self.headers.iter().find(is_it).map(|(_, value)| value.as_str())
    }

    /// Reads the body.
    ///
    /// # Errors
    ///
    /// When its length is not given or too much, or the connection ends within it.
    pub(crate) fn body(&self, from: &mut impl Read) -> io::Result<Vec<u8>> {
        let length = self.header("content-length").and_then(|length| length.parse().ok());
        match length {
            Some(length) if length <= LONGEST_BODY => {
                let mut body = vec![0; length];
                from.read_exact(&mut body)?;
                Ok(body)
            }
            _ => Err(invalid("a body has no length or is too long")),
        }
    }
}

/// The answer to a request.
#[derive(Debug)]
pub(crate) struct Response {
    /// The status.
    pub(crate) status: u16,
}

impl Response {
    /// Reads a head, byte by byte, so that nothing after it is taken away.
    ///
    /// # Errors
    ///
    /// When the connection ends before the head does, or the head is too long or not HTTP.
    pub(crate) fn read(from: &mut impl Read) -> io::Result<Self> {
        let head = read_head(from)?;
        let status = head.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1));
        let status = status.and_then(|status| status.trim().parse().ok());
        let status = status.ok_or_else(|| invalid("an answer has no status"))?;
        Ok(Self { status })
    }
}

fn read_head(from: &mut impl Read) -> io::Result<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() == LONGEST_HEAD {
            return Err(invalid("a head is too long"));
        }
        from.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    String::from_utf8(head).map_err(|_| invalid("a head is not UTF-8"))
}

fn invalid(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_and_nothing_behind_it() {
        let mut bytes = &b"POST /report HTTP/1.1\r\ncontent-LENGTH: 2\r\n\r\nhimore"[..];
        let request = Request::read(&mut bytes).unwrap();
        assert_eq!((&*request.method, &*request.path), ("POST", "/report"));
        assert_eq!(request.body(&mut bytes).unwrap(), b"hi");
        assert_eq!(bytes, b"more");
    }

    #[test]
    fn an_answer_has_a_status() {
        let mut bytes = &b"HTTP/1.1 426\r\n\r\nmore"[..];
        assert_eq!(Response::read(&mut bytes).unwrap().status, 426);
        assert_eq!(bytes, b"more");
        assert!(Response::read(&mut &b"ICY 200 OK\r\n\r\n"[..]).is_err());
    }

    #[test]
    fn a_head_without_end_and_a_body_without_length_are_errors() {
        let endless = vec![b'a'; LONGEST_HEAD + 1];
        let error = Request::read(&mut endless.as_slice()).unwrap_err();
        assert_eq!(error.to_string(), "a head is too long");
        let request = Request::read(&mut &b"GET / HTTP/1.1\r\n\r\n"[..]).unwrap();
        assert!(request.body(&mut &b""[..]).is_err());
    }
}
