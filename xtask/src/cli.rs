//! The command line.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Check the data and regenerate everything from it.
#[derive(Debug, Parser)]
#[command(
    name = "xtask",
    about = "Check data/ and regenerate the crate's source, the JSON, the Markdown reference and \
             the site from it.\n\
             Without a command: do all of that, say what changed and where to look.",
    after_help = "Examples:\n  \
        cargo xtask                       regenerate everything\n  \
        cargo xtask lint --release        check the data; stale translations are errors\n  \
        cargo xtask generate --check      fail if a committed file is not what the data says\n  \
        cargo xtask serve                 look at the site\n  \
        cargo xtask test                  everything that CI runs\n\n\
        Exit status: 0 all is well, 1 something is wrong (and was printed), 2 the command line is \
        wrong."
)]
pub(crate) struct Cli {
    /// Read this data folder instead of the repository's
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// One command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Regenerate the files that are committed: source, JSON and Markdown
    #[command(after_help = "Examples:\n  cargo xtask generate\n  \
                      cargo xtask generate --check   read-only; lists each stale, missing and \
                      orphaned file")]
    Generate {
        /// Write nothing; fail if a file is stale, missing or orphaned
        #[arg(long)]
        check: bool,
    },
    /// Check the data and say everything that is wrong with it
    #[command(after_help = "Examples:\n  cargo xtask lint\n  cargo xtask lint --fix\n  \
                      cargo xtask lint --release\n  \
                      cargo xtask lint --format json   one object a line, for editors and CI")]
    Lint {
        /// First put right what can be by rule: order, tags, typographic marks and spaces
        #[arg(long)]
        fix: bool,
        /// Refuse stale translations too, as before a release
        #[arg(long)]
        release: bool,
        /// How to print what is wrong
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Say for each language what is missing and what is stale
    #[command(after_help = "Examples:\n  cargo xtask translation-status\n  \
                      cargo xtask translation-status --format json")]
    TranslationStatus {
        /// How to print it
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Generate the site
    #[command(after_help = "Examples:\n  cargo xtask site\n  cargo xtask site --out public\n  \
                      cargo xtask site --out public --base-url https://example.org/closecode/")]
    Site {
        /// Where the site will be served: adds full addresses, a sitemap, a feed and a picture for
        /// each code
        #[arg(long, value_name = "URL", value_parser = closecode_site::BaseUrl::parse)]
        base_url: Option<closecode_site::BaseUrl>,
        /// The repository on GitHub in which a page's data is corrected and errors are reported
        /// [default: that of this workspace]
        #[arg(long, value_name = "URL", value_parser = closecode_site::Repository::parse)]
        repository: Option<closecode_site::Repository>,
        /// Where to; an existing folder must be empty or an earlier output [default: target/site]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Generate the site and serve it on this machine
    #[command(after_help = "Examples:\n  cargo xtask serve\n  \
                      cargo xtask serve --locale de   what a translation looks like\n  \
                      cargo xtask serve --port 0      any free port; the address is printed")]
    Serve {
        /// Where the site goes [default: target/site]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8000)]
        port: u16,
        /// The language to begin with, by its folder
        #[arg(long, value_name = "TAG")]
        locale: Option<String>,
    },
    /// Ask ICU4X how languages write numbers and dates, and record it in data/locales/
    #[command(
        after_help = "Compiles ICU4X the first time, which takes a minute or two.\n\nExamples:\n  \
                      cargo xtask cldr\n  cargo xtask cldr --check   read-only; fails if a file is \
                      missing or stale"
    )]
    Cldr {
        /// Write nothing; fail if a file is missing or stale
        #[arg(long)]
        check: bool,
    },
    /// Record the public API of the published libraries, in crates/*/api.txt
    #[command(
        after_help = "Needs Rust 1.95, and installs it with rustup if another one runs this.\n\n\
                      Examples:\n  cargo xtask api\n  cargo xtask api --check   read-only; shows \
                      what was added and removed"
    )]
    Api {
        /// Write nothing; fail if an item was added or removed
        #[arg(long)]
        check: bool,
    },
    /// Start the files of a newly registered code
    NewCode(NewCode),
    /// Start the file of a protocol, or of a product with close codes of its own
    NewProtocol(NewProtocol),
    /// Start the files of a new language
    NewLocale(NewLocale),
    /// Record that translated texts have been compared with the present English ones
    #[command(
        after_help = "Examples:\n  cargo xtask translated id codes/1006 ui/page/home   an entry, \
                      and one text of another\n  cargo xtask translated id --all"
    )]
    Translated {
        /// The language, by its folder
        locale: String,
        /// Entries, such as codes/1006, ranges/private-use, pairs/1005-1006, ui/page, or single
        /// texts, such as codes/1006/title
        #[arg(required_unless_present = "all")]
        entries: Vec<String>,
        /// Every text of the language
        #[arg(long, conflicts_with = "entries")]
        all: bool,
    },
    /// Record that facts have been compared with their sources
    #[command(after_help = "Without a name, only what is gone is forgotten.\n\nExamples:\n  \
                      cargo xtask compared protocols/phoenix/1012   one row\n  \
                      cargo xtask compared protocols/phoenix        a file\n  \
                      cargo xtask compared codes/1006 handshake")]
    Compared {
        /// Facts, such as codes/1006, protocols/phoenix or protocols/phoenix/1012
        facts: Vec<String>,
        /// Every fact
        #[arg(long, conflicts_with = "facts")]
        all: bool,
    },
    /// Run all that CI runs
    #[command(after_help = "Examples:\n  cargo xtask test\n  \
                      cargo xtask test lint clippy   only these steps\n  cargo xtask test --list")]
    Test {
        /// Steps to run; all of them if none is named
        steps: Vec<String>,
        /// List the steps
        #[arg(long)]
        list: bool,
    },
    /// Count the instructions of each lookup, and compare with the recorded counts
    #[command(after_help = "Needs valgrind.\n\nExamples:\n  cargo xtask instructions\n  \
                      cargo xtask instructions --write   record new counts")]
    Instructions {
        /// Record the counts instead of comparing
        #[arg(long)]
        write: bool,
    },
    /// Measure times against other libraries and write docs/benchmarks.md; takes some minutes
    #[command(
        after_help = "Examples:\n  cargo xtask bench        on a quiet machine: times are as good \
                      as the silence around them\n  \
                      cargo xtask bench site   the site beside Hugo, into docs/benchmarks-site.md; \
                      needs hugo\n  cargo xtask bench herd   how many clients come back at once \
                      after a restart, into docs/herd.md"
    )]
    Bench {
        /// What to measure
        #[arg(value_enum, default_value_t)]
        what: Bench,
    },
    /// Run implementations against closecode-lab and record what they do with the end of a
    /// connection
    #[command(after_help = "Installs what it runs, if it may.\n\nExamples:\n  \
                      cargo xtask measure                    all that can be run\n  \
                      cargo xtask measure ws chromium\n  \
                      cargo xtask measure --check firefox   read-only; fails if it does something \
                      else than what is recorded\n  \
                      cargo xtask measure --check --quick ws websockets   the same, within \
                      seconds")]
    Measure {
        /// Whom, by the names of their files in data/implementations; all of them if none is named
        ids: Vec<String>,
        /// Write nothing; fail if something differs from what is recorded
        #[arg(long)]
        check: bool,
        /// Only the ways that take seconds: without silence and long messages
        #[arg(long, requires = "check")]
        quick: bool,
    },
    /// Change one thing at a time, in the data or in the code, and say which changes nothing
    /// notices
    #[command(subcommand)]
    Mutants(Mutants),
    /// Throw inputs at what reads other people's bytes, guided by the code that they reach
    #[command(after_help = "Needs rustup, with a nightly toolchain, and a C++ compiler; installs \
                            cargo-fuzz and the toolchain if it may. docs/fuzzing.md says what each \
                            target holds.\n\nExamples:\n  \
                            cargo xtask fuzz                       each target for a minute\n  \
                            cargo xtask fuzz frames --time 1h")]
    Fuzz {
        /// Which; all of them if none is named
        #[arg(value_enum)]
        targets: Vec<Fuzz>,
        /// For how long each, such as 60s, 5m or 1h
        #[arg(long, default_value = "60s", value_parser = seconds)]
        time: u64,
    },
    /// Run the tests of closecode-batch and of the crate under Miri, which sees undefined behaviour
    #[command(
        after_help = "Needs rustup, with a nightly toolchain and its Miri, and installs both \
                            if it may. Takes minutes."
    )]
    Miri,
    /// Build the crates, the npm package and the wheel into target/packages, and say their sizes
    #[command(after_help = "docs/releasing.md says what to do with them.")]
    Package,
    /// Record that the present version of the data is released, so that its tables do not change
    #[command(after_help = "docs/releasing.md says when.")]
    Freeze,
    /// Print a completion script for a shell
    #[command(
        after_help = "Examples:\n  source <(cargo xtask completions bash)       completes `cargo \
                      xtask`\n  cargo xtask completions zsh > ~/.zfunc/_xtask   completes alias \
                      xtask='cargo xtask'\n  cargo xtask completions fish > \
                      ~/.config/fish/completions/xtask.fish"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Start the files of a newly registered code.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  cargo xtask new-code 3009 --ident QuotaExceeded --name 'Quota \
                  Exceeded'"
)]
pub(crate) struct NewCode {
    /// The number
    #[arg(value_parser = clap::value_parser!(u16).range(1000..=3999))]
    pub(crate) code: u16,
    /// The Rust name, such as `ServiceRestart`
    #[arg(long)]
    pub(crate) ident: String,
    /// The name, in the registry's spelling
    #[arg(long)]
    pub(crate) name: String,
}

/// Start the file of a protocol.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  cargo xtask new-protocol acme-feed --name 'Acme Feed' --vendor Acme \
                  --url https://acme.example/close-codes 4001 4002 4100"
)]
pub(crate) struct NewProtocol {
    /// Its id: words of a to z and digits with hyphens, such as discord-gateway
    #[arg(value_parser = protocol_id)]
    pub(crate) id: String,
    /// Its name, as the vendor writes it
    #[arg(long)]
    pub(crate) name: String,
    /// The company or project that owns it
    #[arg(long)]
    pub(crate) vendor: String,
    /// The https address of the document that defines the codes
    #[arg(long, default_value = "")]
    pub(crate) url: String,
    /// The numbers, each of which gets a row to fill in
    #[arg(default_values_t = [4000])]
    pub(crate) codes: Vec<u16>,
}

/// The id becomes a file's name, so what the linter would refuse must not be written first.
fn protocol_id(text: &str) -> Result<String, String> {
    let remedy = "write words of a to z and digits with hyphens, beginning with a letter, such as \
                  discord-gateway";
    closecode_data::is_protocol_id(text).then(|| text.to_owned()).ok_or_else(|| remedy.to_owned())
}

/// Start the files of a new language.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  cargo xtask new-locale de --name Deutsch --english-name German\n  \
                  cargo xtask new-locale ar --name العربية --english-name Arabic --direction rtl"
)]
pub(crate) struct NewLocale {
    /// The BCP 47 tag
    pub(crate) tag: String,
    /// The language's name for itself
    #[arg(long)]
    pub(crate) name: String,
    /// Its English name
    #[arg(long)]
    pub(crate) english_name: String,
    /// Which way it runs
    #[arg(long, value_parser = ["ltr", "rtl"], default_value = "ltr")]
    pub(crate) direction: String,
}

/// What to measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Bench {
    /// The crate's lookups, beside other libraries
    #[default]
    Lookups,
    /// `closecode scan`, beside ripgrep and Python
    Scan,
    /// The site, beside Hugo
    Site,
    /// A restart's herd of clients, simulated
    Herd,
}

/// What to change.
#[derive(Debug, Subcommand)]
pub(crate) enum Mutants {
    /// Facts of the data: which changes no rule and no test notices
    #[command(after_help = "Changes files of data/ in place and puts them back; takes some \
                      minutes.\n\nExamples:\n  cargo xtask mutants facts\n  \
                      cargo xtask mutants facts --rules --seed 7   without the tests")]
    Facts {
        /// How many facts
        #[arg(long, default_value_t = 200)]
        count: usize,
        /// Which ones
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Ask the rules only
        #[arg(long)]
        rules: bool,
    },
    /// Code, with cargo-mutants: which changes no test notices, into docs/mutants.md
    #[command(after_help = "Changes a copy of what is committed, below target/mutants; installs \
                            cargo-mutants if it may. Takes some seconds for each mutant.\n\n\
                            Examples:\n  cargo xtask mutants code\n  \
                            cargo xtask mutants code rules --seed 7 --count 50\n  \
                            cargo xtask mutants code --missed   after new tests")]
    Code {
        /// Which code; all of it if none is named
        #[arg(value_parser = PossibleValuesParser::new(crate::mutants::code::names()))]
        targets: Vec<String>,
        /// How many mutants of each; by default so many that a hundred compile
        #[arg(long)]
        count: Option<usize>,
        /// Which ones
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Only those that the last runs missed
        #[arg(long, conflicts_with_all = ["count", "seed"])]
        missed: bool,
    },
}

/// What reads other people's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fuzz {
    /// The body of a Close frame
    Frames,
    /// The frames that closecode-lab reads
    Lab,
    /// The classifier of messages
    Messages,
    /// An application's file and a protocol's
    Reader,
    /// Everything that is read with `FromStr`
    Words,
}

/// A time such as `90s`, `5m` or `1h`, in seconds.
fn seconds(text: &str) -> Result<u64, String> {
    let remedy = || "write a number and s, m or h, such as 60s".to_owned();
    let unit = text.chars().next_back().ok_or_else(remedy)?;
    let factor = [('s', 1), ('m', 60), ('h', 3600)].into_iter().find(|(name, _)| *name == unit);
    let (_, factor) = factor.ok_or_else(remedy)?;
    let number = text[..text.len() - 1].parse::<u64>().ok().filter(|number| *number > 0);
    number.and_then(|number| number.checked_mul(factor)).ok_or_else(remedy)
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

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::{Cli, seconds};

    #[test]
    fn a_time_has_a_unit() {
        assert_eq!(["60s", "5m", "1h"].map(seconds), [Ok(60), Ok(300), Ok(3600)]);
        for bad in ["60", "", "s", "-1s", "0s", "1d", "99999999999999999999s", "1é"] {
            assert!(seconds(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_target_that_is_none_is_an_error_that_names_them() {
        for command in [&["fuzz", "frame"][..], &["mutants", "code", "closecode-site"]] {
            let parsed = Cli::try_parse_from([&["xtask"], command].concat());
            let error = parsed.unwrap_err().to_string();
            assert!(error.contains("possible values"), "{error}");
        }
        assert!(Cli::try_parse_from(["xtask", "mutants", "code", "rules", "writer"]).is_ok());
        assert!(Cli::try_parse_from(["xtask", "fuzz", "frames", "--time", "1h"]).is_ok());
    }

    #[test]
    fn an_id_that_is_none_is_refused_before_a_file_is_written() {
        let parses = |id: &str| {
            Cli::try_parse_from(["xtask", "new-protocol", id, "--name", "Acme", "--vendor", "Acme"])
                .is_ok()
        };
        assert!(parses("acme-feed"));
        for bad in ["Bad Id", "../sources", "7tv", "acme_feed", "async", ""] {
            assert!(!parses(bad), "{bad}");
        }
    }
}
