//! The stretches that masks and compares are made from.

use super::runs;

#[test]
fn nothing_has_no_run_and_everything_has_one() {
    assert_eq!(runs(|_| false), []);
    assert_eq!(runs(|_| true), [(0, u16::MAX)]);
}

#[test]
fn neighbours_share_a_run_and_a_gap_of_one_parts_them() {
    assert_eq!(runs(|n| n == 7), [(7, 7)]);
    assert_eq!(runs(|n| matches!(n, 7 | 8)), [(7, 8)]);
    assert_eq!(runs(|n| matches!(n, 7 | 9)), [(7, 7), (9, 9)]);
    assert_eq!(runs(|n| n != 7), [(0, 6), (8, u16::MAX)]);
}

#[test]
fn the_first_and_the_last_number_belong_to_their_runs() {
    assert_eq!(runs(|n| n == 0 || n == u16::MAX), [(0, 0), (u16::MAX, u16::MAX)]);
    assert_eq!(runs(|n| !(2..=u16::MAX - 2).contains(&n)), [(0, 1), (u16::MAX - 1, u16::MAX)]);
    assert_eq!(runs(|n| (1000..=2999).contains(&n)), [(1000, 2999)]);
}

#[test]
fn the_runs_contain_what_holds_and_nothing_else() {
    // Runs of every length from none to eight, at places that repeat no pattern of the data.
    let holds = |n: u16| u32::from(n) * u32::from(n) % 97 < 40;
    let runs = runs(holds);
    assert!(runs.iter().all(|(first, last)| first <= last));
    assert!(
        runs.windows(2).all(|pair| u32::from(pair[0].1) + 1 < u32::from(pair[1].0)),
        "no two runs touch"
    );
    let mut rest = runs.iter().flat_map(|(first, last)| *first..=*last);
    assert!(
        (0..=u16::MAX).filter(|n| holds(*n)).all(|n| rest.next() == Some(n))
            && rest.next().is_none()
    );
}
