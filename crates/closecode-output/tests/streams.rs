//! What is printed, and where. The program runs itself once more for each question, as a child
//! whose streams it sees, and so it has no harness, which would print to them too.

#![allow(clippy::unwrap_used)] // It is a test, which clippy does not see without a harness.

use std::fs::File;
use std::process::{Command, ExitCode, Output, Stdio};

use closecode_output::ui;

/// Says to the child what to do.
const TASK: &str = "CLOSECODE_TEST_TASK";

fn main() -> ExitCode {
    if let Ok(task) = std::env::var(TASK) {
        return child(&task);
    }
    results_are_on_standard_output_and_all_else_is_not();
    an_error_is_told_with_its_causes_and_fails();
    a_reader_that_has_gone_away_is_no_error();
    a_pipe_gets_no_colours();
    if cfg!(target_os = "linux") {
        a_full_disk_is_an_error();
        a_terminal_gets_colours_unless_somebody_does_not_want_them();
    }
    ExitCode::SUCCESS
}

fn child(task: &str) -> ExitCode {
    match task {
        "out" => return is(ui::out("the result\n").is_err()),
        // More than a pipe holds.
        "much" => return is(ui::out("x".repeat(1 << 20)).is_err()),
        "err" => ui::err("as it is"),
        "status" => ui::status("Wrote", "a file"),
        "bad" => ui::bad("Stale", "a file"),
        "styled" => return is(ui::is_styled()),
        "fail" => return ui::fail(&anyhow::anyhow!("no \u{1b}disk").context("cannot write")),
        _ => panic!("{task}"),
    }
    ExitCode::SUCCESS
}

/// The answer to a question: 3 for yes, which no panic gives.
fn is(yes: bool) -> ExitCode {
    ExitCode::from(if yes { 3 } else { 0 })
}

fn command(task: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.env(TASK, task);
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("FORCE_COLOR");
    command
}

fn run(task: &str) -> Output {
    command(task).output().unwrap()
}

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

fn results_are_on_standard_output_and_all_else_is_not() {
    assert_eq!(texts(&run("out")), ("the result\n".to_owned(), String::new()));
    assert_eq!(texts(&run("err")), (String::new(), "as it is".to_owned()));
    assert_eq!(texts(&run("status")), (String::new(), "       Wrote a file\n".to_owned()));
    assert_eq!(texts(&run("bad")), (String::new(), "       Stale a file\n".to_owned()));
}

fn an_error_is_told_with_its_causes_and_fails() {
    let output = run("fail");
    let expected = "error: cannot write: no \\u{1b}disk\n";
    assert_eq!(texts(&output), (String::new(), expected.to_owned()));
    assert_eq!(output.status.code(), Some(1));
}

/// As `head` does.
fn a_reader_that_has_gone_away_is_no_error() {
    let mut child = command("much").stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

fn a_full_disk_is_an_error() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let status = command("much").stdout(full).status().unwrap();
    assert_eq!(status.code(), Some(3));
}

fn a_pipe_gets_no_colours() {
    assert_eq!(run("styled").status.code(), Some(0));
}

/// `script` runs a program in a terminal; it is part of every Debian.
fn a_terminal_gets_colours_unless_somebody_does_not_want_them() {
    let program = format!("'{}'", std::env::current_exe().unwrap().display());
    let styled = |no_color: Option<&str>| {
        let mut command = Command::new("script");
        command.args(["--quiet", "--return", "--command", &program, "/dev/null"]);
        command.env(TASK, "styled");
        command.env_remove("NO_COLOR").stdin(Stdio::null()).stdout(Stdio::null());
        command.envs(no_color.map(|value| ("NO_COLOR", value)));
        command.status().unwrap().code()
    };
    assert_eq!(styled(None), Some(3));
    assert_eq!(styled(Some("1")), Some(0));
}
