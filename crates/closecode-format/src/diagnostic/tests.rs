use super::{Diagnostic, MOST, Position, Severity, Span, position, sum_up};

fn many(severities: impl IntoIterator<Item = Severity>) -> Vec<Diagnostic> {
    let one = |(n, severity): (usize, Severity)| Diagnostic {
        rule: "texts",
        severity,
        location: Span::new(0, n..n).into(),
        first: None,
        message: format!("problem {n}"),
        notes: Vec::new(),
        remedy: String::new(),
    };
    severities.into_iter().enumerate().map(one).collect()
}

#[test]
fn one_problem_above_the_most_is_still_told() {
    let all = many([Severity::Error; MOST + 1]);
    assert_eq!(sum_up(all.clone()), all);
}

#[test]
fn two_problems_above_the_most_are_summed_up() {
    let all = many([Severity::Error; MOST + 2]);
    let kept = sum_up(all.clone());
    assert_eq!(kept[..MOST], all[..MOST]);
    assert_eq!(
        (kept.len(), kept[MOST].message.as_str()),
        (MOST + 1, "and 2 more of this rule in this file")
    );
    assert_eq!(kept[MOST].location, all[MOST].location);
}

#[test]
fn an_error_is_not_lost_among_warnings() {
    for at in [0, MOST - 1, MOST, MOST + 1, MOST + 7] {
        let all =
            many((0..MOST + 9).map(|n| if n == at { Severity::Error } else { Severity::Warning }));
        let errors = sum_up(all).iter().filter(|d| d.severity == Severity::Error).count();
        assert_eq!(errors, 1, "{at}");
    }
}

#[test]
fn a_position_counts_characters_and_may_be_past_the_end() {
    assert_eq!(position("", 0), Position { line: 1, column: 1 });
    assert_eq!(position("äb\r\ncd", 3), Position { line: 1, column: 3 });
    assert_eq!(position("äb\r\ncd", 5), Position { line: 2, column: 1 });
    assert_eq!(position("ab\n", 9), Position { line: 2, column: 1 });
}
