//! What is read: files and standard input, as they are or compressed with gzip, which their first
//! bytes tell and not their names.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail};
use closecode_output::ui;
use flate2::read::MultiGzDecoder;

use super::time::Stamp;

/// The name of standard input among the arguments.
pub(crate) const STDIN: &str = "-";

/// A log.
pub(crate) struct Input {
    /// What it is called, harmless in a terminal.
    pub(crate) name: String,
    /// How many bytes there are, before anything is decompressed, where that is known.
    pub(crate) size: Option<u64>,
    /// How many of these have been read.
    pub(crate) done: Rc<Cell<u64>>,
    /// No line was written after this.
    pub(crate) written: Stamp,
    pub(crate) reader: Box<dyn Read>,
}

/// Counts what is read from a file.
struct Counted<R> {
    inner: R,
    done: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.done.set(self.done.get() + read as u64);
        Ok(read)
    }
}

impl Input {
    /// Opens a file, or standard input for `-`.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        if path.as_os_str() == STDIN {
            return Self::new("standard input".to_owned(), io::stdin(), None, SystemTime::now());
        }
        let name = ui::visible(&path.display().to_string());
        let file = File::open(path).with_context(|| format!("cannot read {name}"))?;
        let facts = file.metadata().with_context(|| format!("cannot read {name}"))?;
        if facts.is_dir() {
            bail!("{name} is a folder; name its files, as in `closecode scan {name}/*`");
        }
        let size = facts.is_file().then_some(facts.len());
        // A pipe has no day on which it was last written.
        let written = facts.modified().ok().filter(|_| facts.is_file());
        Self::new(name, file, size, written.unwrap_or_else(SystemTime::now))
    }

    pub(crate) fn new(
        name: String,
        source: impl Read + 'static,
        size: Option<u64>,
        written: SystemTime,
    ) -> Result<Self> {
        let done = Rc::new(Cell::new(0));
        let mut source = Counted { inner: source, done: Rc::clone(&done) };
        let mut start = Vec::new();
        let first = Read::by_ref(&mut source).take(4).read_to_end(&mut start);
        first.with_context(|| format!("cannot read {name}"))?;
        let kind = Kind::of(&start);
        let whole = Cursor::new(start).chain(source);
        let reader: Box<dyn Read> = match kind {
            Kind::Text => Box::new(whole),
            Kind::Gzip => Box::new(MultiGzDecoder::new(whole)),
            Kind::Other(what) => bail!("{name} {what}"),
        };
        let seconds = written.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let written = Stamp(i64::try_from(seconds).unwrap_or(i64::MAX / 2));
        Ok(Self { name, size, done, written, reader })
    }
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Gzip,
    /// What cannot be read as lines, and what to do about it.
    Other(&'static str),
}

impl Kind {
    fn of(start: &[u8]) -> Self {
        match start {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd] => Self::Other(
                "is compressed with zstd; decompress it: `zstdcat FILE | closecode scan`",
            ),
            [b'B', b'Z', b'h', _] => Self::Other(
                "is compressed with bzip2; decompress it: `bzcat FILE | closecode scan`",
            ),
            [0xfd, b'7', b'z', b'X'] => {
                Self::Other("is compressed with xz; decompress it: `xzcat FILE | closecode scan`")
            }
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Self::Other(
                "is UTF-16; convert it: `iconv -f UTF-16 -t UTF-8 FILE | closecode scan`",
            ),
            [0xd4, 0xc3, 0xb2, 0xa1] | [0xa1, 0xb2, 0xc3, 0xd4] | [0x0a, 0x0d, 0x0d, 0x0a] => {
                Self::Other(
                    "is a capture; let tshark read it: `tshark -r FILE -Y websocket -T ek | \
                     closecode scan`",
                )
            }
            _ => Self::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Input, Kind};
    use std::io::{Read as _, Write as _};
    use std::path::Path;
    use std::time::SystemTime;

    fn read(bytes: Vec<u8>) -> std::io::Result<Vec<u8>> {
        let mut input =
            Input::new("a".to_owned(), std::io::Cursor::new(bytes), None, SystemTime::now())
                .unwrap();
        let mut text = Vec::new();
        input.reader.read_to_end(&mut text).map(|_| text)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gzip_is_known_by_its_content() {
        assert_eq!(read(b"a\nb".to_vec()).unwrap(), b"a\nb");
        assert_eq!(read(gzip(b"a\nb")).unwrap(), b"a\nb");
        // Rotated logs are appended to each other.
        assert_eq!(read([gzip(b"a\n"), gzip(b"b\n")].concat()).unwrap(), b"a\nb\n");
        for short in [&b""[..], b"a", b"ab", b"abc"] {
            assert_eq!(read(short.to_vec()).unwrap(), short);
        }
        let mut cut = gzip(&b"websocket: close 1006\n".repeat(99));
        cut.truncate(cut.len() - 9);
        assert!(read(cut).is_err());
        assert!(read(vec![0x1f, 0x8b, 8, 0]).is_err());
    }

    #[test]
    fn what_holds_no_lines_is_refused_with_a_remedy() {
        for (start, word) in [
            (&b"\x28\xb5\x2f\xfd"[..], "zstdcat"),
            (b"BZh9", "bzcat"),
            (b"\xfd7zX", "xzcat"),
            (b"\xff\xfea\0", "iconv"),
            (b"\xd4\xc3\xb2\xa1", "tshark"),
            (b"\x0a\x0d\x0d\x0a", "tshark"),
        ] {
            assert!(matches!(Kind::of(start), Kind::Other(what) if what.contains(word)), "{word}");
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let error = Input::open(folder).err().unwrap().to_string();
        assert!(error.contains("is a folder; name its files"), "{error}");
    }
}
