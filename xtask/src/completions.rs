//! `cargo xtask completions`: scripts that complete `cargo xtask`, not only a program of its own.

use anyhow::Result;
use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::ui;

/// Cargo's own completion knows nothing of aliases, so `cargo xtask ...` is handed on to ours.
const BASH_GLUE: &str = r#"
_closecode_cargo() {
    if [[ ${COMP_WORDS[1]} == xtask && $COMP_CWORD -ge 2 ]]; then
        COMP_WORDS=(cargo-xtask "${COMP_WORDS[@]:2}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _cargo__xtask cargo-xtask "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    elif declare -F _cargo >/dev/null; then
        _cargo "$@"
    fi
}
complete -F _closecode_cargo -o bashdefault -o default cargo
"#;

/// Prints the script for a shell.
pub(crate) fn run(shell: Shell) -> Result<bool> {
    let mut command = Cli::command().name("cargo-xtask").bin_name("cargo-xtask");
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "cargo-xtask", &mut script);
    ui::out(String::from_utf8(script)?);
    if shell == Shell::Bash {
        ui::out(BASH_GLUE);
    }
    Ok(true)
}
