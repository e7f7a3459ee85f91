//! Reads the lines of files, or of standard input, and prints what each says about the end of a
//! WebSocket connection, as a line of JSON; `null` where it says nothing.
//!
//! ```sh
//! echo 'websocket: close 1006 (abnormal closure)' |
//!     cargo run --quiet -p closecode --features messages,std --example classify
//! ```

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use closecode::message::{Finding, classify};
use closecode::{HandshakeStatus, RawCode};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut files = std::env::args_os().skip(1).peekable();
    if files.peek().is_none() {
        read(io::stdin().lock(), &mut out)?;
    }
    for file in files {
        read(BufReader::new(File::open(file)?), &mut out)?;
    }
    out.flush()
}

fn read(lines: impl BufRead, out: &mut impl Write) -> io::Result<()> {
    for line in lines.lines() {
        match classify(&line?) {
            Some(finding) => writeln!(out, "{}", json(&finding))?,
            None => writeln!(out, "null")?,
        }
    }
    Ok(())
}

/// No text in it needs escaping: all are words of this crate, and ids.
fn json(finding: &Finding) -> String {
    let number = |number: Option<u16>| number.map_or("null".to_owned(), |n| n.to_string());
    let code = number(finding.code().map(RawCode::get));
    let status = number(finding.status().map(HandshakeStatus::get));
    let by: Vec<String> = finding.implementations().map(|i| format!("\"{}\"", i.id())).collect();
    let values: Vec<String> =
        finding.values().map(|range| format!("[{},{}]", range.start, range.end)).collect();
    format!(
        "{{\"code\":{code},\"origin\":\"{}\",\"certainty\":\"{}\",\"status\":{status},\
         \"by\":[{}],\"start\":{},\"end\":{},\"values\":[{}]}}",
        finding.origin(),
        finding.certainty(),
        by.join(","),
        finding.range().start,
        finding.range().end,
        values.join(",")
    )
}
