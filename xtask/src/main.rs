//! `cargo xtask`: checks the data and regenerates everything from it.
//!
//! This file is a table of contents. Each command is one module; [`closecode_output::write`] is the
//! only place that writes generated files.

mod answers;
mod api;
mod bench;
mod bench_scan;
mod bench_site;
#[cfg(test)]
mod checks;
mod citation;
mod cldr;
mod cli;
mod compared;
mod completions;
mod edit;
mod features;
mod fuzz;
mod generate;
mod herd;
mod instructions;
mod lint;
mod manifests;
mod measure;
mod miri;
mod mutants;
mod not_run;
mod outputs;
mod package;
mod pictures;
mod process;
mod project;
mod random;
mod released;
mod scaffold;
mod serve;
mod server;
mod steps;
mod test;
mod tools;
mod translated;
mod translation_status;

use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory as _, FromArgMatches as _};
use closecode_output::ui;

use crate::cli::{Bench, Cli, Command, Mutants};

fn main() -> ExitCode {
    // People type `cargo xtask`; completion scripts need one word.
    let matches = Cli::command().bin_name("cargo xtask").try_get_matches();
    let result = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => run(cli),
        // What was asked for, such as `--help`.
        Err(answer) if !answer.use_stderr() => ui::out(answer.render().ansi()).map(|()| true),
        Err(error) => error.exit(),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        // What is wrong has been printed already.
        Ok(false) => ExitCode::FAILURE,
        Err(error) => ui::fail(&error),
    }
}

fn run(cli: Cli) -> Result<bool> {
    let project = project::Project::find(cli.data)?;
    match cli.command {
        None => generate::everything(&project),
        Some(Command::Generate { check: true }) => generate::check(&project),
        Some(Command::Generate { check: false }) => generate::committed(&project),
        Some(Command::Lint { fix, release, format }) => {
            lint::fix(&project, fix).and_then(|()| lint::run(&project, release, format))
        }
        Some(Command::TranslationStatus { format }) => translation_status::run(&project, format),
        Some(Command::Site { base_url, repository, out }) => {
            let repository = repository.unwrap_or_default();
            generate::site(&project, out.as_deref(), base_url.as_ref(), &repository)
        }
        Some(Command::Serve { out, port, locale }) => {
            serve::run(&project, out.as_deref(), port, locale.as_deref())
        }
        Some(Command::NewCode(code)) => scaffold::new_code(&project, &code),
        Some(Command::NewProtocol(protocol)) => scaffold::new_protocol(&project, &protocol),
        Some(Command::NewLocale(locale)) => scaffold::new_locale(&project, &locale),
        Some(Command::Compared { facts, all }) => compared::run(&project, &facts, all),
        Some(Command::Translated { locale, entries, all }) => {
            translated::run(&project, &locale, &entries, all)
        }
        Some(Command::Test { list: true, .. }) => test::list(),
        Some(Command::Test { steps, list: false }) => test::run(&project, &steps),
        Some(Command::Instructions { write }) => instructions::run(&project, write),
        Some(Command::Bench { what: Bench::Lookups }) => bench::run(&project),
        Some(Command::Bench { what: Bench::Scan }) => bench_scan::run(&project),
        Some(Command::Bench { what: Bench::Site }) => bench_site::run(&project),
        Some(Command::Bench { what: Bench::Herd }) => herd::run(&project),
        Some(Command::Measure { ids, check, quick }) => measure::run(&project, &ids, check, quick),
        Some(Command::Mutants(Mutants::Facts { count, seed, rules })) => {
            mutants::facts::run(&project, count, seed, rules)
        }
        Some(Command::Mutants(Mutants::Code { targets, missed: true, .. })) => {
            mutants::code::again(&project, &targets)
        }
        Some(Command::Mutants(Mutants::Code { targets, count, seed, missed: false })) => {
            mutants::code::run(&project, &targets, count, seed)
        }
        Some(Command::Fuzz { targets, time }) => fuzz::run(&project, &targets, time),
        Some(Command::Miri) => miri::run(&project),
        Some(Command::Cldr { check: true }) => cldr::is_fresh(&project),
        Some(Command::Cldr { check: false }) => cldr::run(&project),
        Some(Command::Api { check: true }) => api::is_fresh(&project),
        Some(Command::Api { check: false }) => api::run(&project),
        Some(Command::Package) => package::run(&project),
        Some(Command::Freeze) => released::freeze(&project),
        Some(Command::Completions { shell }) => completions::run(shell),
    }
}
