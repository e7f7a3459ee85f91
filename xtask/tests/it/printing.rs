//! What the commands print on standard output is whole, or they fail.

use std::process::Command;

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_fails() {
    for command in [
        "--data none lint --format json",
        "translation-status",
        "translation-status --format json",
        "completions bash",
        "test --list",
        "--help",
        "lint --help",
    ] {
        let line = format!("{} {command} > /dev/full", env!("CARGO_BIN_EXE_xtask"));
        let output = Command::new("sh").args(["-c", &line]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{command}");
        let said = String::from_utf8(output.stderr).unwrap();
        let text = "error: cannot write to standard output: No space left on device";
        assert!(said.contains(text), "{command}: {said}");
    }
}
