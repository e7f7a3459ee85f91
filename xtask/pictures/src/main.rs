//! Draws pictures: standard input has a line for each, and standard output gets, for each, a line
//! with its path and its length in bytes, then the PNG file. `cargo xtask site --base-url` calls
//! it and writes the files.

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use closecode_pictures::{Picture, png};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let mut out = io::stdout().lock();
    for line in text.lines() {
        let picture = Picture::parse(line).ok_or_else(|| format!("no picture: {line:?}"))?;
        let bytes = png(&picture)?;
        writeln!(out, "{} {}", picture.path, bytes.len())?;
        out.write_all(&bytes)?;
    }
    Ok(out.flush()?)
}
