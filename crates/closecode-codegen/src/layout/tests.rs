//! Every number has one class, and each class stands for what the data says.

use closecode_data::Dataset;

use super::{Class, Layout};

/// The miniature with other codes, in this order; its ranges are those of RFC 6455.
fn with_codes(numbers: &[u16]) -> Dataset {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../closecode-data/tests/mini");
    let mut data =
        closecode_data::load(root.as_ref()).into_dataset().expect("the miniature has no errors");
    let sample = data.codes[0].clone();
    let renumbered = numbers.iter().map(|number| {
        let mut code = sample.clone();
        code.code.value = *number;
        code
    });
    data.codes = renumbered.collect();
    data
}

/// Length of the first run, and the windows past it.
fn run_and_windows(numbers: &[u16]) -> (u16, Vec<u16>) {
    let data = with_codes(numbers);
    let layout = Layout::new(&data);
    (layout.run, layout.windows)
}

#[test]
fn the_first_run_ends_at_the_first_gap() {
    assert_eq!(run_and_windows(&[1000]), (1, vec![]));
    assert_eq!(run_and_windows(&[1000, 1001, 1002]), (3, vec![]));
    assert_eq!(run_and_windows(&[1000, 1002]), (1, vec![1002]));
    assert_eq!(run_and_windows(&[1000, 1001, 1003, 3000]), (2, vec![1003, 3000]));
}

#[test]
fn a_window_begins_at_a_code_that_the_one_before_does_not_reach() {
    assert_eq!(
        run_and_windows(&[1000, 3000, 3015]).1,
        [3000],
        "15 apart: the last number of the window"
    );
    assert_eq!(
        run_and_windows(&[1000, 3000, 3016]).1,
        [3000, 3016],
        "16 apart: the next window, without a gap"
    );
    assert_eq!(
        run_and_windows(&[1000, 3000, 3017]).1,
        [3000, 3017],
        "17 apart: a number between the windows"
    );
    assert_eq!(
        run_and_windows(&[1000, 3010, 3020, 3030]).1,
        [3010, 3030],
        "a window begins at its code, not at a multiple"
    );
}

#[test]
fn each_number_finds_its_own_facts() {
    // 2990 and 3990 have windows that reach over the edge of a range.
    for numbers in [
        &[1000][..],
        &[1000, 1016],
        &[1000, 1001, 1016, 1032],
        &[1000, 2990, 3001],
        &[1000, 2999, 3000, 3990, 3999],
    ] {
        let data = with_codes(numbers);
        let layout = Layout::new(&data);
        assert_eq!(layout.classes.len(), numbers.len() + data.ranges.len());
        for number in (0..=u16::MAX).filter(|n| n % 7 == 0 || n % 1000 < 40 || n % 1000 > 960) {
            match layout.classes[layout.class(&data, number)] {
                Class::Code(code) => assert_eq!(
                    (*code.code, numbers.contains(&number)),
                    (number, true),
                    "{number} among {numbers:?}"
                ),
                Class::Range(range) => {
                    assert!(
                        range.contains(number) && !numbers.contains(&number),
                        "{number} among {numbers:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_tables_of_the_real_data_stay_small() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let data = closecode_data::load(root.as_ref()).into_dataset().expect("the data has no errors");
    let layout = Layout::new(&data);
    assert_eq!(
        (layout.run, layout.windows.as_slice(), layout.cell, layout.classes.len()),
        (16, &[3000][..], 1000, 24)
    );
}
