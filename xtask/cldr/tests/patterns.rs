//! The patterns of languages that the data does not have, and that the comparison with ICU4X can
//! fail.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, in its helpers too")]

use closecode_cldr::{Icu, Names, check, cldr};
use closecode_data::{Cldr, Form};

#[test]
fn languages_of_many_kinds_follow_their_patterns() {
    let names = Names::new();
    for tag in ["it", "pl", "cs", "he", "fa", "bn", "mr", "pt-PT", "de-CH", "sw", "uk"] {
        assert_eq!(cldr(tag, &names).map(|cldr| cldr.tag).unwrap(), tag);
    }
    assert_eq!(cldr("iw", &names).unwrap().tag, "he", "Hebrew, until 1989");
    assert_eq!(cldr("PT-br", &names).unwrap().tag, "pt-BR");
    assert!(cldr("not a tag", &names).is_err());
    // Its days have two digits, for which there is no pattern yet.
    assert!(cldr("sr", &names).is_err());
}

#[test]
fn a_pattern_that_is_wrong_is_refused() {
    let names = Names::new();
    let icu = Icu::new("ru").unwrap();
    let right = cldr("ru", &names).unwrap();
    assert!(check(&right, &icu).is_ok());
    let wrong = |change: fn(&mut Cldr)| {
        let mut wrong = right.clone();
        change(&mut wrong);
        check(&wrong, &icu).unwrap_err().to_string()
    };
    assert_eq!(wrong(|c| c.plurals.below_100[21] = Form::Other), "21 takes the form one");
    assert_eq!(wrong(|c| c.plurals.from_100[11] = Form::One), "111 takes the form many");
    for change in [
        |c: &mut Cldr| c.number.separator = ",".to_owned(),
        |c: &mut Cldr| c.number.ungrouped = 4,
        |c: &mut Cldr| c.date.year.push('!'),
        |c: &mut Cldr| c.date.year_month.months.swap(0, 1),
        |c: &mut Cldr| c.date.day.pattern = c.date.day.pattern.replace("{day}", "{day}."),
    ] {
        assert!(wrong(change).contains("would be written as"));
    }
}
