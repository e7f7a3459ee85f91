//! Reads lines of a log and prints what each says about the end of a WebSocket connection, as a
//! line of JSON; `null` where it says nothing.
//!
//! ```sh
//! echo 'websocket: close 1006 (abnormal closure)' |
//!     cargo run --quiet -p closecode --features messages,std --example classify
//! ```

use std::io::{self, BufRead as _, Write as _};

use closecode::message::{Finding, classify};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        match classify(&line?) {
            Some(finding) => writeln!(out, "{}", json(&finding))?,
            None => writeln!(out, "null")?,
        }
    }
    out.flush()
}

/// No text in it needs escaping: all are words of this crate, and ids.
fn json(finding: &Finding) -> String {
    let number = |number: Option<u16>| number.map_or("null".to_owned(), |n| n.to_string());
    let code = number(finding.code().map(|code| code.get()));
    let status = number(finding.status().map(|status| status.get()));
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
