//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use closecode::Locale;
use closecode::protocols::{self, Protocol};

use crate::docs::SiteAddress;
use crate::lab::Lab;
use crate::scan::Scan;
use crate::speaker::parse_locale;

/// Explain WebSocket close codes: what they mean, who may send them, and whether to reconnect.
/// Check a file of your own, and make Rust source and documentation of it.
#[derive(Debug, Parser)]
#[command(
    name = "closecode",
    version,
    after_help = "Examples:\n  \
        closecode explain 1006                             what a code means, and what to do\n  \
        closecode scan app.log                             how connections ended, counted\n  \
        closecode list                                     every registered code\n  \
        closecode compare 1006 1012                        what tells two codes apart\n  \
        closecode lab                                      a server that ends connections in \
        every way\n  \
        closecode lab check -- ./client {url}              how a client comes back, judged\n  \
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
    /// Say what a code means, who may send it, what to do, and whether to reconnect
    #[command(after_help = "Examples:\n  closecode explain 1006\n  \
                            closecode explain 1006 1012\n  \
                            closecode explain 'abnormal closure'\n  \
                            closecode explain 'no close frame received or sent'   the message of a \
                            library\n  \
                            closecode explain 4004   with every product that uses it\n  \
                            closecode explain 4004 --protocol discord-gateway\n  \
                            closecode explain 4001 --file closecodes.toml\n  \
                            closecode explain 1012 --json | jq -r '.codes[0].policy.action'\n  \
                            closecode explain < codes.txt\n\n\
                            Environment: LC_ALL, LC_MESSAGES and LANG choose the language, COLUMNS \
                            the width; NO_COLOR turns colours off.\n\n\
                            Exit status: 0 every code was explained, 1 one was not found, 2 the \
                            command line is wrong.")]
    Explain {
        /// Numbers from 0 to 65535, names, or messages of libraries; without any, they are read
        /// from standard input, one a line
        #[arg(value_name = "CODE", allow_negative_numbers = true)]
        codes: Vec<OsString>,
        /// What this product means by it; `closecode list --protocols` has the names
        #[arg(long, value_name = "ID", value_parser = parse_protocol)]
        protocol: Option<&'static Protocol>,
        /// A file of your own codes, which are looked up first
        #[arg(long, value_name = "FILE", conflicts_with = "protocol")]
        file: Option<PathBuf>,
        /// Language and format
        #[command(flatten)]
        how: How,
    },
    /// Print every registered code, one a line
    #[command(after_help = "Examples:\n  closecode list\n  closecode list --locale ja\n  \
                            closecode list --protocols   the products that `explain` knows")]
    List {
        /// The products with codes of their own instead
        #[arg(long)]
        protocols: bool,
        /// Language and format
        #[command(flatten)]
        how: How,
    },
    /// Compare two codes, first in what differs
    #[command(after_help = "Examples:\n  closecode compare 1006 1012\n  \
                            closecode compare 'going away' 'service restart'")]
    Compare {
        /// A number from 0 to 65535, or a name
        first: OsString,
        /// Another
        second: OsString,
        /// Language and format
        #[command(flatten)]
        how: How,
    },
    /// Count in logs how connections ended
    #[command(after_help = "Examples:\n  closecode scan app.log\n  \
                            closecode scan /var/log/app/*.log.gz\n  \
                            journalctl -u app -o short-iso | closecode scan\n  \
                            tshark -r capture.pcapng -Y websocket -T ek | closecode scan\n  \
                            closecode scan app.log --by hour   counts of one kind, all of them\n  \
                            closecode scan app.log --since 2026-11-30 --csv > ends.csv\n  \
                            closecode scan app.log --json | jq '.groups[] | .code'\n  \
                            closecode scan app.log --file closecodes.toml   with your own codes\n\n\
                            What it reads: text, JSON lines and gzip, which the content tells and \
                            not the name. In JSON lines and other logs with keys, \
                            websocket.close.code and Wireshark's \
                            websocket.payload.close.status_code are codes. Lines longer than 16 \
                            KiB are looked at in parts. Times are in UTC where a line says its \
                            offset, else as they are written.\n\n\
                            Exit status: 0 ends of connections were found, 1 none was, 2 a file \
                            could not be read, or the command line is wrong.")]
    Scan(Scan),
    /// Run a server on this machine that ends WebSocket connections in every way
    #[command(after_help = "Examples:\n  closecode lab\n  closecode lab --list   the ways\n  \
                            closecode lab --port 0 --time 10m\n  \
                            websocat ws://127.0.0.1:8014/recv-1012\n  \
                            closecode lab check -- node client.mjs {url}   how a client comes \
                            back\n\n\
                            Each way is an address. A browser that opens it, or `/` for all, gets \
                            a page that explains it. What came back on the wire is printed on \
                            standard error.\n\n\
                            Exit status: 0 the time is over, 1 the port is taken, 2 the command \
                            line is wrong.")]
    Lab(Lab),
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
    /// Print the manual page
    #[command(after_help = "Examples:\n  closecode man | man -l -\n  \
                            closecode man > ~/.local/share/man/man1/closecode.1\n  \
                            closecode man explain > ~/.local/share/man/man1/closecode-explain.1\n  \
                            closecode man lab check")]
    Man {
        /// The command whose page it is; without it, that of the program
        command: Vec<String>,
    },
}

/// In which language and format to answer.
#[derive(Debug, Args)]
pub(crate) struct How {
    /// The language, as a tag such as `de` or `zh-CN`; without it, the environment's
    #[arg(long, value_name = "TAG", value_parser = parse_locale)]
    pub(crate) locale: Option<Locale>,
    /// Print one JSON object, for programs
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn parse_protocol(id: &str) -> Result<&'static Protocol, String> {
    let known = || protocols::ALL.iter().map(|protocol| protocol.id()).collect::<Vec<_>>();
    protocols::by_id(id).ok_or_else(|| {
        let hint = closecode_data::suggest(id, &known());
        let hint = if hint.starts_with("known") { "" } else { &hint };
        format!("no such product: `closecode list --protocols` has them; {hint}")
            .trim_end_matches("; ")
            .to_owned()
    })
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
