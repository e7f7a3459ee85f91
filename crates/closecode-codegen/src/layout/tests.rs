//! Every number has one slot, and each slot stands for what the data says.

use closecode_data::Dataset;

use super::{Layout, Slot, WINDOW};

/// The repository's dataset with other codes, in this order.
fn with_codes(numbers: &[u16]) -> Dataset {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let mut data = closecode_data::load(root.as_ref()).into_dataset().expect("the data has no errors");
    let sample = data.codes[0].clone();
    let renumbered = numbers.iter().map(|number| {
        let mut code = sample.clone();
        code.code.value = *number;
        code
    });
    data.codes = renumbered.collect();
    data
}

fn windows(numbers: &[u16]) -> Vec<u16> {
    Layout::new(&with_codes(numbers)).windows
}

#[test]
fn a_window_begins_at_a_code_that_the_one_before_does_not_reach() {
    assert!(windows(&[]).is_empty());
    assert_eq!(windows(&[1000]), [1000]);
    assert_eq!(windows(&[1000, 1001, 1015]), [1000]);
    assert_eq!(windows(&[1000, 1015]), [1000], "15 apart: the last number of the window");
    assert_eq!(windows(&[1000, 1016]), [1000, 1016], "16 apart: the next window, without a gap");
    assert_eq!(windows(&[1000, 1017]), [1000, 1017], "17 apart: a number between the windows");
    assert_eq!(windows(&[1000, 1015, 1016, 1031, 1032]), [1000, 1016, 1032]);
    assert_eq!(windows(&[1000, 1010, 1020, 1030, 1040]), [1000, 1020, 1040], "a window begins at its code, not at a multiple");
    assert_eq!(windows(&[1000, 1015, 3000, 3003, 3008, 3999]), [1000, 3000, 3999]);
}

/// The slot of a number as the generated function computes it: the first window that has it, else the range.
fn slot(layout: &Layout, data: &Dataset, number: u16) -> usize {
    let near = layout.windows.iter().position(|base| number.wrapping_sub(*base) < WINDOW);
    let width = usize::from(WINDOW);
    near.map_or_else(
        || layout.windows.len() * width + data.ranges.iter().skip(1).filter(|range| number >= *range.first).count(),
        |window| window * width + usize::from(number - layout.windows[window]),
    )
}

#[test]
fn each_number_finds_its_own_facts() {
    // 2990 and 3990 have windows that reach over the edge of a range.
    for numbers in [&[][..], &[1000], &[1000, 1016], &[1000, 1015, 1016, 1032], &[2990, 3001], &[1000, 2999, 3000, 3990, 3999], &[3999]] {
        let data = with_codes(numbers);
        let layout = Layout::new(&data);
        assert_eq!(layout.slots.len(), layout.windows.len() * usize::from(WINDOW) + data.ranges.len());
        for number in 0..=u16::MAX {
            let slot = layout.slots[slot(&layout, &data, number)];
            let code = numbers.contains(&number).then_some(number);
            assert_eq!(slot.code(&data).map(|code| *code.code), code, "{number} among {numbers:?}");
            assert_eq!(slot.range(&data).id, data.range(number).id, "{number} among {numbers:?}");
            assert!(!matches!(slot, Slot::Number(other) if other != number), "{number} among {numbers:?}");
        }
    }
}

#[test]
fn no_number_lies_in_two_windows() {
    let layout = Layout::new(&with_codes(&[1000, 1015, 1016, 1031, 1040, 3000, 3003, 3999]));
    let mut numbers: Vec<u16> = layout.slots.iter().filter_map(|slot| if let Slot::Number(n) = slot { Some(*n) } else { None }).collect();
    let count = numbers.len();
    assert!(numbers.is_sorted());
    numbers.dedup();
    assert_eq!((numbers.len(), count), (layout.windows.len() * usize::from(WINDOW), count));
}

#[test]
fn the_tables_of_the_real_data_stay_small() {
    let data =
        with_codes(&[1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 3000, 3003, 3008]);
    let layout = Layout::new(&data);
    assert_eq!((layout.windows.as_slice(), layout.slots.len()), (&[1000, 3000][..], 37));
}
