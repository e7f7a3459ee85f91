use super::{Outcome, Ran, summary};
use crate::steps::{STEPS, Step};

const QUICK: Step = Step { name: "quick", about: "does little", budget: 2, run: |_| Ok(true) };
const LONG: Step = Step { name: "long", about: "does much", budget: 60, run: |_| Ok(true) };

#[test]
fn the_summary_says_what_failed_and_what_was_slow() {
    let ran = |step, outcome, seconds| Ran { step, outcome, seconds };
    let text = summary(&[
        ran(&QUICK, Outcome::Passed, 1.94),
        ran(&QUICK, Outcome::Passed, 2.06),
        ran(&LONG, Outcome::Failed, 61.0),
        ran(&LONG, Outcome::Passed, 60.0),
    ]);
    let expected = "
step           seconds  budget
quick              1.9       2
quick              2.1       2  over budget
long              61.0      60  failed
long              60.0      60
sum              125.0     124
steps: 3 passed, 1 failed
";
    assert_eq!(text, expected);
}

#[test]
fn names_of_steps_are_single_words_and_differ() {
    let mut names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
    assert!(names.iter().all(|name| name.len() < 14 && !name.contains(' ')));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), STEPS.len());
}

/// What could not be run is no success, and no failure either.
#[test]
fn a_step_that_was_not_run_is_counted_apart() {
    let text = summary(&[Ran { step: &QUICK, outcome: Outcome::NotRun, seconds: 0.0 }]);
    assert!(text.contains("       2  not run\n"), "{text}");
    assert!(text.ends_with("steps: 0 passed, 0 failed, 1 not run\n"), "{text}");
}

/// The promise is ten minutes, and at most one for each capability since: the client, measurements,
/// messages, packages. `cargo xtask` itself is compiled before the first step.
#[test]
fn all_budgets_together_leave_time_to_compile() {
    let sum: u32 = STEPS.iter().map(|step| step.budget).sum();
    assert!(sum <= 800, "the steps may take {sum} s");
}
