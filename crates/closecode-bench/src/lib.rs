//! Keeps the repository's README honest: its example compiles and runs, and its figures are the
//! recorded ones.

/// The example in the repository's README, as a test.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    const README: &str = include_str!("../../../README.md");
    const RECORD: &str = include_str!("../instructions.txt");

    #[test]
    fn the_figures_in_the_readme_are_the_recorded_ones() {
        let rows = [
            ("| policy of a code from 1000 to 1015 |", "policy/10xx"),
            ("| policy of any other number |", "policy/any"),
            ("| class of a code from 1000 to 1015 |", "class/10xx"),
            ("| class of any other number |", "class/any"),
            ("| class of a code, in a batch with AVX2 |", "batch/classify"),
            ("| class of a code, in a batch without |", "batch/classify-portable"),
            ("| allowed in a Close frame (no branch) |", "allowed/any"),
        ];
        for (row, probe) in rows {
            let count = RECORD.lines().find_map(|line| line.strip_prefix(probe)).unwrap().trim();
            assert!(
                README.contains(&format!("{row} {count} |")),
                "README.md should say {count} in the row {row}"
            );
        }
        for probe in ["constant/known", "constant/policy", "constant/policy-delay"] {
            let count: f64 = RECORD
                .lines()
                .find_map(|line| line.strip_prefix(probe)?.strip_prefix(' '))
                .unwrap()
                .parse()
                .unwrap();
            assert!(count <= 0.0, "{probe} no longer folds: {count}");
        }
    }
}
