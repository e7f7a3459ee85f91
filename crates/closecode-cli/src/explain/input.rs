//! Codes from standard input: one a line, or lines that have other things in them too.

use std::io::Read;

use anyhow::{Context as _, Result, bail};
use closecode_output::ui;

use super::subject::{Names, Topic, about};

/// How much is read: 1 MiB. Nobody reads the answers to more, and input need not end.
const MAX: u64 = 1024 * 1024;

/// Each code once, in the order in which they come. Lines without a code are counted, and it is
/// said how many there were.
pub(super) fn read(input: impl Read, own: &Names) -> Result<Vec<Topic>> {
    let mut bytes = Vec::new();
    input.take(MAX + 1).read_to_end(&mut bytes).context("cannot read standard input")?;
    let is_cut = bytes.len() as u64 > MAX;
    if is_cut {
        // The last line may be half a number.
        let end = bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
        bytes.truncate(end);
    }
    let text = String::from_utf8_lossy(&bytes);
    let mut is_seen = vec![false; 1 << 16];
    let mut topics: Vec<Topic> = Vec::new();
    let mut skipped = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let Some(topic) = about(line, own) else {
            skipped += 1;
            continue;
        };
        let is_new = match topic.code {
            Some(code) => !std::mem::replace(&mut is_seen[usize::from(code.get())], true),
            // There are as many of these as there are HTTP statuses.
            None => !topics.iter().any(|other| other.is_like(&topic)),
        };
        if is_new {
            topics.push(topic);
        }
    }
    if topics.is_empty() {
        bail!(
            "there is no close code on standard input: expected a line with a number from 0 to \
             65535, with a name such as `abnormal closure`, or with the message of a library"
        );
    }
    if is_cut {
        ui::status("Cut", "only the first MiB of standard input was read");
    }
    if skipped > 0 {
        ui::status("Skipped", format!("{} without a code", ui::count(skipped, "line")));
    }
    Ok(topics)
}

#[cfg(test)]
mod tests {
    use super::{MAX, read};
    use crate::explain::subject::Names;
    use std::io::Read as _;

    fn codes(input: &[u8]) -> Vec<u16> {
        let found = read(input, &Names::default());
        let codes = |topic: &super::Topic| topic.code.map(closecode::RawCode::get);
        found.map_or_else(|_| Vec::new(), |topics| topics.iter().filter_map(codes).collect())
    }

    #[test]
    fn each_line_may_have_a_code() {
        assert_eq!(
            codes(b"1006\n\r\nsomething else\n1012\r\n1006\nGoing Away"),
            [1006, 1012, 1001]
        );
        assert!(codes(b"nothing\n").is_empty());
        assert!(codes(b"").is_empty());
        assert_eq!(codes(b"no close frame received or sent\n1006\n1000\n"), [1006, 1000]);
        assert_eq!(codes(b"\xff\xfe\x1b[2J\n1000\n"), [1000]);
    }

    #[test]
    fn input_without_end_is_read_in_part() {
        let endless = std::io::repeat(b'7').chain(&b"\n1006\n"[..]);
        assert!(read(endless, &Names::default()).is_err());
        let mut long = b"1006\n".repeat(usize::try_from(MAX).unwrap() / 5);
        long.extend(b"4004\n".repeat(5));
        assert_eq!(codes(&long), [1006], "what follows the first MiB is not read");
    }
}
