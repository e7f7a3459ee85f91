//! Counts the close codes of a file: two bytes for each code, as they are in Close frames.
//!
//! ```sh
//! tshark -r capture.pcap -Y websocket.opcode==8 -T fields -e websocket.payload \
//!     | cut -c1-4 | xxd -r -p | cargo run --release --features std --example capture
//! ```

#![allow(clippy::print_stdout)] // A program prints.

use std::io::{self, Read, Write};

use closecode_batch::Counts;

fn main() -> io::Result<()> {
    let (counts, rest) = count(io::stdin().lock())?;
    print(&counts, &mut io::stdout().lock())?;
    if rest.is_some() {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "half a code at the end"));
    }
    Ok(())
}

/// Counts what a reader has, without keeping it in memory. Returns the last byte if their number is
/// odd.
fn count(mut input: impl Read) -> io::Result<(Counts, Option<u8>)> {
    let mut counts = Counts::new();
    let mut buffer = vec![0; 64 << 10];
    // Half a code that the last read ended with.
    let mut half = 0;
    loop {
        let read = input.read(&mut buffer[half..])?;
        let filled = half + read;
        let rest = counts.add_be(&buffer[..filled]);
        if read == 0 {
            return Ok((counts, rest));
        }
        half = usize::from(rest.is_some());
        buffer[0] = rest.unwrap_or_default();
    }
}

/// A line for each class that occurs: its label, its count, and what to do about reconnecting.
fn print(counts: &Counts, output: &mut impl Write) -> io::Result<()> {
    for (class, count) in counts.iter().filter(|(_, count)| *count > 0) {
        writeln!(output, "{:<12} {count:>12}  {}", class.label(), class.action())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time, so that every second read ends with half a code.
    struct Slowly<'a>(&'a [u8]);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let end = buffer.len().min(1);
            self.0.read(&mut buffer[..end])
        }
    }

    #[test]
    fn codes_are_counted_however_they_are_read() {
        let bytes: Vec<u8> =
            [1000_u16, 4004, 1000, 1006].iter().flat_map(|code| code.to_be_bytes()).collect();
        for (counts, rest) in [
            count(bytes.as_slice()).expect("a slice can be read"),
            count(Slowly(&bytes)).expect("a slice can be read"),
        ] {
            assert_eq!(rest, None);
            let mut lines = Vec::new();
            print(&counts, &mut lines).expect("a vector can be written to");
            assert_eq!(
                String::from_utf8_lossy(&lines),
                "1000                    2  reconnect-if-wanted\n\
                 1006                    1  reconnect\n\
                 private_use             1  ask-profile\n"
            );
        }
    }

    #[test]
    fn half_a_code_is_reported() {
        let (counts, rest) = count(Slowly(&[0x03, 0xe8, 0x0f])).expect("a slice can be read");
        assert_eq!((counts.total(), rest), (1, Some(0x0f)));
    }
}
