//! The program of the lab: measures a browser or a library, and prints rows in JSON.

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program prints.

use std::env;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use closecode_lab::browser::{self, Browser, Profile};
use closecode_lab::program;
use closecode_lab::{Role, Way};

const USAGE: &str = "\
Measures what a browser or a library makes of the end of a WebSocket connection.

Usage: closecode-lab browser chromium|firefox PROGRAM
       closecode-lab program client|server [--quick | --ways WAYS] PROGRAM [ARGUMENT]...
       closecode-lab ways [client|server]

browser  starts PROGRAM without a window, lets it open a connection for each way, and prints in
         JSON what the script saw, and what came back on the wire
program  does the same with a program that opens the connections, or accepts those of the lab;
         crates/closecode-lab/programs/README.md says how it is written
ways     lists the ways in which a client, or a server, is measured, one a line

--quick  leaves out the ways that wait for a minute, and those with long messages
WAYS     names separated by commas

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
        ["ways"] => list(Role::Client),
        ["ways", role] => match Role::parse(role) {
            Some(role) => list(role),
            None => return wrong(&format!("`{role}` is neither `client` nor `server`")),
        },
        ["browser", name, program] => match Browser::parse(name) {
            Some(browser) => measure(browser, Path::new(program)),
            None => return wrong(&format!("`{name}` is no browser that is known here")),
        },
        ["program", role, command @ ..] => match (Role::parse(role), command) {
            (Some(role), ["--ways", names, command @ ..]) => {
                named(role, names).and_then(|ways| program(role, &ways, command))
            }
            (Some(role), ["--quick", command @ ..]) => {
                let quick = closecode_lab::ways(role).into_iter().filter(Way::is_quick);
                program(role, &quick.collect::<Vec<_>>(), command)
            }
            (Some(role), command) => program(role, &closecode_lab::ways(role), command),
            (None, _) => return wrong(&format!("`{role}` is neither `client` nor `server`")),
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

fn list(role: Role) -> io::Result<()> {
    for way in closecode_lab::ways(role) {
        println!("{:<22}{}", way.id, way.about);
    }
    Ok(())
}

/// The ways with these names, which commas separate.
fn named(role: Role, names: &str) -> io::Result<Vec<Way>> {
    let names: Vec<&str> = names.split(',').collect();
    let mut ways = closecode_lab::ways(role);
    if let Some(name) = names.iter().find(|name| ways.iter().all(|way| way.id != **name)) {
        return Err(io::Error::other(format!("a {} has no way `{name}`", role.as_str())));
    }
    ways.retain(|way| names.contains(&way.id.as_str()));
    Ok(ways)
}

fn program(role: Role, ways: &[Way], command: &[&str]) -> io::Result<()> {
    let command: Vec<String> = command.iter().map(|&word| word.to_owned()).collect();
    println!("{:#}", program::measure(role, &command, ways)?);
    Ok(())
}

fn measure(browser: Browser, program: &Path) -> io::Result<()> {
    let profile = Profile::new()?;
    println!("{:#}", browser::measure(browser, program, profile.path())?);
    Ok(())
}
