//! `cargo xtask test`: all that CI runs, step by step.

use std::time::Instant;

use anyhow::{Result, bail};
use closecode_output::ui;

use crate::project::Project;
use crate::steps::{STEPS, Step};

/// A step that has been run.
struct Ran {
    step: &'static Step,
    passed: bool,
    seconds: f64,
}

impl Ran {
    fn is_slow(&self) -> bool {
        self.seconds > f64::from(self.step.budget)
    }
}

/// Prints the steps.
pub(crate) fn list() {
    for step in STEPS {
        ui::out(format_args!("{:<14}{:>5} s  {}\n", step.name, step.budget, step.about));
    }
}

/// Runs the named steps, or all; goes on after a failure, so that one run shows everything.
pub(crate) fn run(project: &Project, names: &[String]) -> Result<bool> {
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        bail!("there is no step `{unknown}`; `cargo xtask test --list` lists them");
    }
    let is_chosen = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    let ran: Vec<Ran> =
        STEPS.iter().filter(is_chosen).map(|step| run_step(project, step)).collect();
    ui::out(summary(&ran));
    Ok(ran.iter().all(|ran| ran.passed))
}

fn run_step(project: &Project, step: &'static Step) -> Ran {
    ui::status("Running", format!("{}: {}", step.name, step.about));
    let start = Instant::now();
    let result = (step.run)(project);
    let seconds = start.elapsed().as_secs_f64();
    if let Err(error) = &result {
        let _ = ui::fail(error);
    }
    let ran = Ran { step, passed: matches!(result, Ok(true)), seconds };
    let name = step.name;
    if ran.passed {
        ui::status("Passed", format!("{name} in {seconds:.1} s"));
    } else {
        ui::bad("Failed", format!("{name} after {seconds:.1} s; run `cargo xtask test {name}`"));
    }
    if ran.is_slow() {
        ui::bad("Slow", format!("{name} took {seconds:.0} s; its budget is {} s", step.budget));
    }
    ran
}

/// A table of the steps, and how many passed and failed. A step above its budget is marked, and has
/// not failed: times depend on the machine and on what else it does.
fn summary(ran: &[Ran]) -> String {
    let mut out = format!("\n{:<14}{:>8}{:>8}\n", "step", "seconds", "budget");
    for ran in ran {
        let mark = match (ran.passed, ran.is_slow()) {
            (false, _) => "  failed",
            (true, true) => "  over budget",
            (true, false) => "",
        };
        out += &row(ran.step.name, ran.seconds, ran.step.budget, mark);
    }
    let seconds: f64 = ran.iter().map(|ran| ran.seconds).sum();
    let budget: u32 = ran.iter().map(|ran| ran.step.budget).sum();
    out += &row("sum", seconds, budget, "");
    let passed = ran.iter().filter(|ran| ran.passed).count();
    out + &format!("steps: {passed} passed, {} failed\n", ran.len() - passed)
}

fn row(name: &str, seconds: f64, budget: u32, mark: &str) -> String {
    format!("{name:<14}{seconds:>8.1}{budget:>8}{mark}\n")
}

#[cfg(test)]
mod tests;
