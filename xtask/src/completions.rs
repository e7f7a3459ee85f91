//! `cargo xtask completions`: in bash for `cargo xtask` itself, in other shells for an alias
//! `xtask='cargo xtask'`.

use anyhow::Result;
use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use closecode_output::ui;

/// Cargo's own completion knows nothing of aliases, so `cargo xtask ...` is handed on to ours.
const BASH_GLUE: &str = r#"
_closecode_cargo() {
    if [[ ${COMP_WORDS[1]} == xtask && $COMP_CWORD -ge 2 ]]; then
        COMP_WORDS=(xtask "${COMP_WORDS[@]:2}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _xtask xtask "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    elif declare -F _cargo >/dev/null; then
        _cargo "$@"
    fi
}
complete -F _closecode_cargo -o bashdefault -o default cargo
"#;

/// Prints the script for a shell.
pub(crate) fn run(shell: Shell) -> Result<bool> {
    let mut command = Cli::command();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "xtask", &mut script);
    ui::out(String::from_utf8(script)?)?;
    if shell == Shell::Bash {
        ui::out(BASH_GLUE)?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::BASH_GLUE;
    use crate::cli::Cli;
    use clap::CommandFactory as _;
    use std::process::Command;

    /// Asks bash, as a person with the script loaded would with the tab key.
    fn complete(words: &str) -> String {
        let mut script = Vec::new();
        clap_complete::generate(
            clap_complete::Shell::Bash,
            &mut Cli::command(),
            "xtask",
            &mut script,
        );
        let ask = r#"
            COMP_WORDS=(ASKED); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _closecode_cargo cargo "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            echo "${COMPREPLY[@]}""#;
        let script = format!(
            "{}{BASH_GLUE}{}",
            String::from_utf8(script).unwrap(),
            ask.replace("ASKED", words)
        );
        let output = Command::new("bash").args(["-c", &script]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    #[test]
    fn bash_completes_commands_flags_and_values() {
        assert_eq!(complete("cargo xtask ge"), "generate");
        assert_eq!(complete("cargo xtask lint --rel"), "--release");
        assert_eq!(complete("cargo xtask new-p"), "new-protocol");
        assert_eq!(complete("cargo xtask new-protocol acme --ven"), "--vendor");
        assert_eq!(complete("cargo xtask lint --format j"), "json");
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
