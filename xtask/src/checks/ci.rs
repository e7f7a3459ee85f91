//! The jobs on the hosting service run all that `.ci/run` does.

use super::read;
use crate::steps::STEPS;

#[test]
fn each_step_is_in_one_job() {
    let workflow = read(".github/workflows/ci.yml");
    let jobs = workflow.lines().filter_map(|line| line.trim().strip_prefix("steps: "));
    let mut run: Vec<&str> = jobs.flat_map(str::split_whitespace).collect();
    let mut all: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
    run.sort_unstable();
    all.sort_unstable();
    assert_eq!(run, all);
}
