//! The program of the lab: measures a browser and prints rows in JSON.

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program prints.

use std::env;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use closecode_lab::browser::{self, Browser, Profile};

const USAGE: &str = "\
Measures what a browser makes of the end of a WebSocket connection.

Usage: closecode-lab browser chromium|firefox PROGRAM
       closecode-lab ways

browser  starts PROGRAM without a window, lets it open a connection for each way, and prints in
         JSON what the script saw, and what came back on the wire
ways     lists the ways, one a line

Exit status: 0 done, 1 could not be measured, 2 the command line is wrong.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["-h" | "--help"] => {
            print!("{USAGE}");
            Ok(())
        }
        ["ways"] => {
            for way in closecode_lab::ways() {
                println!("{:<22}{}", way.id, way.about);
            }
            Ok(())
        }
        ["browser", name, program] => match Browser::parse(name) {
            Some(browser) => measure(browser, Path::new(program)),
            None => return wrong(&format!("`{name}` is no browser that is known here")),
        },
        _ => return wrong("say what to do"),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn wrong(message: &str) -> ExitCode {
    eprintln!("error: {message}\n\n{USAGE}");
    ExitCode::from(2)
}

fn measure(browser: Browser, program: &Path) -> io::Result<()> {
    let profile = Profile::new()?;
    println!("{:#}", browser::measure(browser, program, profile.path())?);
    Ok(())
}
