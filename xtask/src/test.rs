//! `cargo xtask test`: all that CI runs, step by step.

use std::time::Instant;

use anyhow::{Result, bail};
use closecode_output::ui;

use crate::not_run::NotRun;
use crate::project::Project;
use crate::steps::{STEPS, Step};

/// A step that has been run, or tried.
struct Ran {
    step: &'static Step,
    outcome: Outcome,
    seconds: f64,
}

/// How a step ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    /// What it needs cannot be had on this machine: nothing is known.
    NotRun,
}

impl Ran {
    fn is_slow(&self) -> bool {
        self.seconds > f64::from(self.step.budget)
    }
}

/// Prints the steps.
pub(crate) fn list() -> Result<bool> {
    for step in STEPS {
        ui::out(format_args!("{:<14}{:>5} s  {}\n", step.name, step.budget, step.about))?;
    }
    Ok(true)
}

/// Runs the named steps, or all; goes on after a failure, so that one run shows everything.
pub(crate) fn run(project: &Project, names: &[String]) -> Result<bool> {
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        bail!("there is no step `{unknown}`; `cargo xtask test --list` lists them");
    }
    let is_chosen = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    let ran: Vec<Ran> =
        STEPS.iter().filter(is_chosen).map(|step| run_step(project, step)).collect();
    ui::out(summary(&ran))?;
    Ok(ran.iter().all(|ran| ran.outcome != Outcome::Failed))
}

fn run_step(project: &Project, step: &'static Step) -> Ran {
    ui::status("Running", format!("{}: {}", step.name, step.about));
    let start = Instant::now();
    let result = (step.run)(project);
    let seconds = start.elapsed().as_secs_f64();
    let not_run = result.as_ref().err().and_then(|error| error.downcast_ref::<NotRun>());
    let outcome = match (&result, not_run) {
        (Ok(true), _) => Outcome::Passed,
        (_, Some(_)) => Outcome::NotRun,
        _ => Outcome::Failed,
    };
    let name = step.name;
    match (outcome, &result) {
        (Outcome::Passed, _) => ui::status("Passed", format!("{name} in {seconds:.1} s")),
        (Outcome::NotRun, Err(why)) => ui::bad("Not run", format!("{name}: {why}")),
        (_, result) => {
            if let Err(error) = result {
                let _ = ui::fail(error);
            }
            let again = format!("run `cargo xtask test {name}`");
            ui::bad("Failed", format!("{name} after {seconds:.1} s; {again}"));
        }
    }
    let ran = Ran { step, outcome, seconds };
    if ran.is_slow() {
        ui::bad("Slow", format!("{name} took {seconds:.0} s; its budget is {} s", step.budget));
    }
    ran
}

/// A table of the steps, and how many passed, failed and could not be run. A step above its budget
/// is marked, and has not failed: times depend on the machine and on what else it does.
fn summary(ran: &[Ran]) -> String {
    let mut out = format!("\n{:<14}{:>8}{:>8}\n", "step", "seconds", "budget");
    for ran in ran {
        let mark = match (ran.outcome, ran.is_slow()) {
            (Outcome::Failed, _) => "  failed",
            (Outcome::NotRun, _) => "  not run",
            (Outcome::Passed, true) => "  over budget",
            (Outcome::Passed, false) => "",
        };
        out += &row(ran.step.name, ran.seconds, ran.step.budget, mark);
    }
    let seconds: f64 = ran.iter().map(|ran| ran.seconds).sum();
    let budget: u32 = ran.iter().map(|ran| ran.step.budget).sum();
    out += &row("sum", seconds, budget, "");
    let count = |outcome| ran.iter().filter(|ran| ran.outcome == outcome).count();
    out += &format!("steps: {} passed, {} failed", count(Outcome::Passed), count(Outcome::Failed));
    match count(Outcome::NotRun) {
        0 => out + "\n",
        not_run => out + &format!(", {not_run} not run\n"),
    }
}

fn row(name: &str, seconds: f64, budget: u32, mark: &str) -> String {
    format!("{name:<14}{seconds:>8.1}{budget:>8}{mark}\n")
}

#[cfg(test)]
mod tests;
