//! Finds the lines worth a look in what is read, in memory of one size.

use std::io::{self, ErrorKind, Read};
use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

use super::sieve::Sieve;

/// How much is read at a time: what fits into the nearest caches but one.
const BLOCK: usize = 256 * 1024;

/// The longest line that is looked at as a whole.
const LINE: usize = 16 * 1024;

/// How much of a longer line is looked at, before and after what makes it worth it. A message is
/// shorter.
const AROUND: Range<usize> = 1024..3 * 1024;

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) bytes: u64,
    pub(crate) lines: u64,
}

/// A line worth a look, or a part of a very long one.
pub(crate) struct Candidate<'a> {
    pub(crate) text: &'a [u8],
    block: &'a [u8],
    offset: usize,
    before: u64,
}

impl Candidate<'_> {
    /// The number of the line, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.before + newlines(&self.block[..self.offset]) + 1
    }
}

/// Reads to the end and hands over each candidate. What was read before an error is in the amount.
pub(crate) fn each(
    mut reader: impl Read,
    sieve: &Sieve,
    amount: &mut Amount,
    mut look: impl FnMut(&Candidate<'_>),
    mut pause: impl FnMut(&Amount),
) -> io::Result<()> {
    let mut buffer = vec![0; BLOCK];
    let mut filled = 0;
    let mut is_within_line = false;
    loop {
        let result = fill(&mut reader, &mut buffer, &mut filled);
        let is_end = filled < BLOCK;
        // The start of a line waits for its end, unless there is no room for that.
        let whole = if is_end { None } else { memrchr(b'\n', &buffer[..filled]) };
        let end = match whole {
            Some(at) => at + 1,
            None if is_end => filled,
            None => cut(&buffer[..filled]),
        };
        candidates(&buffer[..end], sieve, amount.lines, &mut look);
        amount.bytes += end as u64;
        amount.lines += newlines(&buffer[..end]);
        is_within_line = if end == 0 { is_within_line } else { buffer[end - 1] != b'\n' };
        buffer.copy_within(end..filled, 0);
        filled -= end;
        if is_end {
            // The last line may have no end.
            amount.lines += u64::from(is_within_line);
            return result;
        }
        pause(amount);
    }
}

/// Reads until the buffer is full or nothing is left.
fn fill(reader: &mut impl Read, buffer: &mut [u8], filled: &mut usize) -> io::Result<()> {
    while *filled < buffer.len() {
        match reader.read(&mut buffer[*filled..]) {
            Ok(0) => break,
            Ok(read) => *filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn candidates(block: &[u8], sieve: &Sieve, before: u64, look: &mut impl FnMut(&Candidate<'_>)) {
    let mut at = 0;
    while let Some(hit) = sieve.find(block, at) {
        let start = memrchr(b'\n', &block[at..hit]).map_or(at, |newline| at + newline + 1);
        let end = memchr(b'\n', &block[hit..]).map_or(block.len(), |newline| hit + newline);
        let (start, end) = if end - start <= LINE {
            (start, end)
        } else {
            let start = start.max(hit.saturating_sub(AROUND.start));
            (
                start,
                if end > hit + AROUND.end { hit + cut(&block[hit..hit + AROUND.end]) } else { end },
            )
        };
        look(&Candidate { text: &block[start..end], block, offset: start, before });
        at = end;
    }
}

/// Where a part of a longer line ends: not within a word, since half of a number is another one.
fn cut(part: &[u8]) -> usize {
    let is_between = |byte: &u8| !byte.is_ascii_alphanumeric();
    part.iter().rposition(is_between).filter(|at| *at > part.len() / 2).unwrap_or(part.len())
}

fn newlines(block: &[u8]) -> u64 {
    memchr_iter(b'\n', block).count() as u64
}

#[cfg(test)]
mod tests {
    use super::{AROUND, Amount, BLOCK, LINE, each};
    use crate::scan::sieve::Sieve;
    use std::io::{self, Read};

    /// Gives a few bytes at a time, and then an error if it has one.
    struct Slow<'a>(&'a [u8], usize, bool);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(buffer.len()).min(self.0.len());
            if length == 0 && self.2 {
                return Err(io::Error::other("the disk is gone"));
            }
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn found(text: &[u8], piece: usize) -> (Vec<(u64, Vec<u8>)>, Amount) {
        found_by(text, piece, "needle")
    }

    fn found_by(text: &[u8], piece: usize, word: &str) -> (Vec<(u64, Vec<u8>)>, Amount) {
        let mut lines = Vec::new();
        let mut amount = Amount::default();
        let sieve = Sieve::of_words(&[word]);
        let look = |line: &super::Candidate<'_>| lines.push((line.number(), line.text.to_vec()));
        each(Slow(text, piece, false), &sieve, &mut amount, look, |_| ()).unwrap();
        (lines, amount)
    }

    #[test]
    fn lines_are_found_however_they_arrive() {
        let text = b"one\na needle\n\nthe Needle and the NEEDLE\r\nneedl\nneedle";
        for piece in [1, 2, 7, 1000] {
            let (lines, amount) = found(text, piece);
            let expected: [(u64, &[u8]); 3] =
                [(2, b"a needle"), (4, b"the Needle and the NEEDLE\r"), (6, b"needle")];
            assert!(lines.iter().map(|(n, t)| (*n, t.as_slice())).eq(expected), "{lines:?}");
            assert_eq!(amount, Amount { bytes: text.len() as u64, lines: 6 });
        }
        assert_eq!(found(b"", 1), (vec![], Amount::default()));
        assert_eq!(found(b"\n", 1).1, Amount { bytes: 1, lines: 1 });
    }

    #[test]
    fn lines_across_blocks_are_whole() {
        let line = [&b"x".repeat(1000)[..], b" needle\n"].concat();
        let text = line.repeat(3 * BLOCK / line.len());
        let (lines, amount) = found(&text, 99_999);
        assert_eq!(lines.len() as u64, amount.lines);
        for (index, (number, text)) in lines.iter().enumerate() {
            assert_eq!((*number, text.len()), (index as u64 + 1, line.len() - 1));
        }
    }

    #[test]
    fn a_line_without_end_is_looked_at_in_parts() {
        let text = [&b"x".repeat(3 * BLOCK)[..], b"needle", &b"y".repeat(BLOCK), b"\nneedle"];
        let (lines, amount) = found(&text.concat(), 9_999);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].1.len() <= AROUND.start + AROUND.end);
        assert_eq!(lines.iter().map(|line| line.0).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(amount.lines, 2);
        // An export of a whole log as one line.
        let text = b"{\"log\":\"a needle\"},".repeat(LINE);
        let (lines, _) = found(&text, 9_999);
        assert!(lines.len() > text.len() / (AROUND.start + AROUND.end), "{}", lines.len());
    }

    #[test]
    fn no_number_is_cut() {
        let text = b"{\"websocket.close.code\":1006},".repeat(99_999);
        let (parts, _) = found_by(&text, 9_999, "websocket");
        let codes = parts
            .iter()
            .flat_map(|(_, part)| crate::scan::keys::codes(std::str::from_utf8(part).unwrap()));
        let mut codes: Vec<u16> = codes.collect();
        assert!(codes.len() > 90_000, "{}", codes.len());
        codes.dedup();
        assert_eq!(codes, [1006]);
    }

    #[test]
    fn what_was_read_before_an_error_counts() {
        let mut amount = Amount::default();
        let mut count = 0;
        let slow = Slow(b"a needle\nanother needle", 5, true);
        let sieve = Sieve::of_words(&["needle"]);
        let result = each(slow, &sieve, &mut amount, |_| count += 1, |_| ());
        assert!(result.is_err());
        assert_eq!((count, amount), (2, Amount { bytes: 23, lines: 2 }));
    }
}
