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

/// A tag can be moved to other code; a commit cannot.
#[test]
fn actions_are_pinned_and_may_do_nothing_but_read() {
    let workflow = read(".github/workflows/ci.yml");
    let used: Vec<&str> =
        workflow.lines().filter_map(|line| line.trim().strip_prefix("- uses: ")).collect();
    assert_eq!(used.len(), workflow.matches("uses:").count());
    assert!(!used.is_empty());
    for action in used {
        let (commit, version) = action.split_once('@').unwrap().1.split_once(" # v").unwrap();
        assert!(commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()), "{action}");
        assert!(version.split('.').all(|part| part.parse::<u32>().is_ok()), "{action}");
        let after = workflow.split_once(action).unwrap().1.trim_start();
        let checks_out = action.starts_with("actions/checkout@");
        assert!(!checks_out || after.starts_with("with:\n          persist-credentials: false\n"));
    }
    assert!(workflow.contains("\npermissions:\n  contents: read\nconcurrency:"));
    assert_eq!(workflow.matches("permissions:").count(), 1);
    assert!(!workflow.contains("pull_request_target") && !workflow.contains("secrets."));
}
