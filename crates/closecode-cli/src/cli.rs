//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::docs::SiteAddress;

/// Check a file of your own WebSocket close codes, and make Rust source and documentation of it.
#[derive(Debug, Parser)]
#[command(
    name = "closecode",
    version,
    after_help = "Examples:\n  \
        closecode new closecodes.toml --name 'Acme Chat'   start a file\n  \
        closecode check closecodes.toml                    say everything that is wrong with it\n  \
        closecode rust closecodes.toml                     print Rust source\n  \
        closecode docs closecodes.toml --out docs/codes    write documentation, as HTML and as \
        Markdown\n\n\
        Exit status: 0 all is well, 1 something is wrong (and was printed), 2 the command line is \
        wrong."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say everything that is wrong with a file
    #[command(after_help = "Examples:\n  closecode check closecodes.toml\n  \
                            closecode check closecodes.toml --format json   one object a line, for \
                            editors and CI")]
    Check {
        /// The file
        file: PathBuf,
        /// How to print what is wrong
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Make Rust source of a file
    #[command(
        after_help = "Examples:\n  closecode rust closecodes.toml --out src/close_codes.rs\n  \
                      closecode rust closecodes.toml --out src/close_codes.rs --check   for CI: \
                      writes nothing, fails if it is stale"
    )]
    Rust {
        /// The file
        file: PathBuf,
        /// The file to write; without it, the source is printed
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Write nothing; fail if the file is stale or missing
        #[arg(long, requires = "out")]
        check: bool,
    },
    /// Make documentation of a file: one HTML page and one Markdown file for each language
    #[command(after_help = "Examples:\n  closecode docs closecodes.toml --out docs/codes\n  \
                            closecode docs closecodes.toml --out public/codes --base-url \
                            https://example.com/closecode   links standard codes to a closecode \
                            site")]
    Docs {
        /// The file
        file: PathBuf,
        /// The folder to write; other files in it are left alone
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Where a closecode site is served, for links to the standard codes; without it they lead
        /// to the registry
        #[arg(long, value_name = "URL", value_parser = SiteAddress::parse)]
        base_url: Option<SiteAddress>,
        /// Write nothing; fail if a file is stale or missing
        #[arg(long)]
        check: bool,
    },
    /// Start a file
    #[command(after_help = "Example:\n  closecode new closecodes.toml --name 'Acme Chat'")]
    New {
        /// The file; it must not exist yet
        file: PathBuf,
        /// What the application is called
        #[arg(long)]
        name: String,
    },
    /// Print a completion script for a shell
    #[command(after_help = "Examples:\n  source <(closecode completions bash)\n  \
                            closecode completions fish > \
                            ~/.config/fish/completions/closecode.fish")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// How to print results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs, one object a line
    Json,
}
