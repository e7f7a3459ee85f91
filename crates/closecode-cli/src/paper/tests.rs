//! Lines, in several scripts.

use unicode_width::UnicodeWidthStr as _;

use super::{Paper, padded, wrap};

#[test]
fn lines_end_at_spaces() {
    assert_eq!(wrap("a bc  def\ngh", 5), ["a bc", "def", "gh"]);
    assert_eq!(wrap("", 5), [""]);
    assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
}

#[test]
fn an_address_stays_whole() {
    assert_eq!(wrap("see https://example.org/ now", 8), ["see", "https://example.org/", "now"]);
}

#[test]
fn japanese_breaks_between_characters_but_not_before_a_full_stop() {
    assert_eq!(wrap("接続が終了した。次", 8), ["接続が終", "了した。", "次"]);
    assert_eq!(wrap("接続が終。", 8), ["接続が", "終。"]);
    assert_eq!(wrap("コード 1006 です", 11), ["コード 1006", "です"]);
}

#[test]
fn korean_breaks_at_spaces() {
    assert_eq!(wrap("연결이 끝났습니다", 12), ["연결이", "끝났습니다"]);
}

#[test]
fn no_line_is_wider_than_it_may_be() {
    let thai = "การเชื่อมต่อสิ้นสุดลงโดยไม่มีเฟรมปิด";
    for width in 2..40 {
        for line in wrap(thai, width) {
            assert!(line.width() <= width, "{line} in {width}");
        }
    }
    assert_eq!(wrap(thai, 9).concat(), thai);
}

#[test]
fn cells_are_aligned_by_what_is_seen() {
    let mut paper = Paper::with_width(40);
    paper.table(&[["送信者".to_owned(), "a".to_owned()], ["x".to_owned(), "b".to_owned()]]);
    assert_eq!(paper.into_text(), "  送信者  a\n  x       b\n");
    assert_eq!(padded("送", 4), "送  ");
}

#[test]
fn a_long_cell_goes_on_below_itself() {
    let mut paper = Paper::with_width(20);
    paper.table(&[["label of it".to_owned(), "one two three".to_owned()]]);
    assert_eq!(paper.into_text(), "  label    one two\n  of it    three\n");
}

#[test]
fn widths_that_make_no_sense_are_bounded() {
    for width in [0, 1, usize::MAX] {
        let mut paper = Paper::with_width(width);
        paper.table(&[["a ".repeat(99), "b ".repeat(99), "c ".repeat(99)]]);
        paper.title("t");
        let text = paper.into_text();
        assert!(text.lines().all(|line| line.width() <= 120), "{text}");
    }
}
