//! Texts by their paths: what a [`Span`] points into.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use crate::Span;
use crate::diagnostic::position;
use crate::few;

/// The largest file that is read. The largest real one is a tenth of it.
pub const MAX_FILE_BYTES: u64 = 1 << 20;

/// Why a file was not read, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong with the file: what follows its name in a sentence.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl Unreadable {
    fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into() }
    }
}

/// The text of a file on the disk. Whatever is not a plain, modest text file is refused: a pipe
/// would be waited for, and a device read without an end.
///
/// ```
/// let dir = std::env::temp_dir();
/// let unreadable = closecode_format::read_text(&dir).unwrap_err();
/// assert_eq!(unreadable.message, "is not a regular file");
/// ```
///
/// # Errors
/// What is wrong with it.
pub fn read_text(path: &Path) -> Result<String, Unreadable> {
    let failed = |error: io::Error| {
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => "check its name, and the folder that it is relative to",
            _ => "check its permissions",
        };
        Unreadable::new(format!("cannot be read: {error}"), remedy)
    };
    // Before it is opened: to open a pipe is to wait for somebody who writes into it.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(Unreadable::new(
            "is not a regular file",
            "name a file: folders, pipes, sockets and devices hold no data",
        ));
    }
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    // One byte over the limit is enough to know; a 100 MB file is not read to find out.
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Unreadable::new(
            "is larger than 1 MiB",
            "no data file needs that; split it or check what it is",
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].split(|&b| b == b'\n').count();
        Unreadable::new(
            format!("is not UTF-8: byte {good}, on line {line}, starts no character"),
            "save the file as UTF-8",
        )
    })
}

/// Files as path and text, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Files {
    list: Vec<(String, String)>,
}

impl Files {
    /// Files from memory, as path and text; of two with one path the later.
    pub fn from_memory(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { list: few::map(files).into_tuple_vec() }
    }

    /// The path of a file.
    pub fn path(&self, file: u32) -> &str {
        &self.list[file as usize].0
    }

    /// The text of a file.
    pub fn text(&self, file: u32) -> &str {
        &self.list[file as usize].1
    }

    /// The line of a place, from 1.
    pub fn line(&self, span: Span) -> usize {
        position(self.text(span.file), span.start as usize).line
    }

    /// Every file as index, path and text.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str, &str)> {
        self.list.iter().zip(0..).map(|((path, text), index)| (index, path.as_str(), text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_modest_text_file_is_read() {
        let dir = std::env::temp_dir().join(format!("closecode-files-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let path = dir.join("a.toml");
        let read = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            read_text(&path).map_err(|error| error.message)
        };
        let most = usize::try_from(MAX_FILE_BYTES).unwrap();
        assert_eq!(read(b"a = 1\n"), Ok("a = 1\n".to_owned()));
        assert_eq!(read(&vec![b'#'; most]).map(|text| text.len()), Ok(most));
        assert_eq!(read(&vec![b'#'; most + 1]), Err("is larger than 1 MiB".to_owned()));
        let latin = "is not UTF-8: byte 7, on line 2, starts no character";
        assert_eq!(read(b"a = 1\n#\xe9\n"), Err(latin.to_owned()));
        assert_eq!(read_text(&dir).unwrap_err().message, "is not a regular file");
        fs::remove_dir_all(&dir).unwrap();
        let gone = read_text(&path).unwrap_err();
        assert!(gone.message.starts_with("cannot be read: "), "{}", gone.message);
        assert!(gone.remedy.starts_with("check its name"), "{}", gone.remedy);
    }

    #[test]
    fn a_place_is_on_a_line() {
        let text = "a = 1\nb = 2\n".to_owned();
        let files = Files::from_memory([("a.toml".to_owned(), text)]);
        assert_eq!([0, 5, 6, 12].map(|at| files.line(Span::new(0, at..at))), [1, 1, 2, 3]);
    }
}
