use super::{
    Diagnostic, Diagnostics, Files, MOST, Position, Report, Severity, Span, position, sum_up,
};

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

/// What is shown of a line may be longer than the line, or end before the place: with escapes, and
/// at a carriage return.
#[test]
fn the_column_is_that_of_the_file_whatever_is_shown_of_it() {
    for (text, at, column) in
        [("a\u{1b}\u{1b} = b\n", 6, 7), ("a = b\r", 6, 7), ("é = b\r\n", 7, 7)]
    {
        let files = Files::from_memory([("a.toml".to_owned(), text.to_owned())]);
        let diagnostics = Diagnostics::default();
        diagnostics.error("rule", Span::new(0, at..at), "is wrong", "fix it");
        let report = Report::new(files, diagnostics.into_vec());
        let place = format!("a.toml:1:{column}");
        assert_eq!(report.position(&report.diagnostics()[0]), place);
        let shown = report.render("", false);
        assert!(shown.contains(&format!("--> {place}\n")), "{shown}");
        assert!(shown.contains("1 | "), "the line is shown: {shown}");
    }
}
