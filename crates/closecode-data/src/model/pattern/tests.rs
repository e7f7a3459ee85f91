use super::{Hole, Pattern, REACH};

fn found(pattern: &str, text: &str) -> Option<(String, Vec<String>)> {
    let found = Pattern::parse(pattern).unwrap().find(text)?;
    let holes = found.holes.iter().map(|(_, range)| text[range.clone()].to_owned());
    Some((text[found.range.clone()].to_owned(), holes.collect()))
}

#[track_caller]
fn assert_found(pattern: &str, text: &str, range: &str, holes: &[&str]) {
    let (all, taken) = found(pattern, text).unwrap_or_else(|| panic!("{pattern} in {text}"));
    assert_eq!((all.as_str(), taken), (range, holes.iter().map(|h| (*h).to_owned()).collect()));
}

#[test]
fn case_and_white_space_do_not_matter() {
    assert_found("is gone", "it IS \t GONE now", "IS \t GONE", &[]);
    assert_found("is  gone", "is gone", "is gone", &[]);
    assert_found(" gone", "it is  gone", "  gone", &[]);
    assert_eq!(found("is gone", "isgone"), None);
    assert_eq!(found("is gone", "is\ngone"), None);
    assert_eq!(found("ÄRGER", "ärger"), None, "only ASCII has two cases here");
}

#[test]
fn numbers_are_whole_and_in_their_bounds() {
    assert_found("end {code}", "end 123456 end 65535", "end 65535", &["65535"]);
    assert_found("{code} end", "11006 end", "11006 end", &["11006"]);
    assert_eq!(found("{code} end", "123456 end"), None);
    assert_eq!(found("end {code}", "end 65536"), None);
    assert_eq!(found("end {code}", "end -1"), None);
    assert_found("end {number}", "end -32", "end -32", &["-32"]);
    assert_found("end {number};", "end 123456789;", "end 123456789;", &["123456789"]);
    assert_eq!(found("end {status}", "end 099 end 600 end 4030"), None);
    assert_found("end {status}", "end 403.", "end 403", &["403"]);
}

#[test]
fn anything_is_as_short_as_can_be_and_on_the_line() {
    assert_found("a ({*}) b", "a (1) (2) b (3) b", "a (1) (2) b", &["1) (2"]);
    assert_found("a{*}b{*}", "xa?b to the end\nb", "a?b", &["?"]);
    assert_found("a{*}b{*}b{*}c", "a1b2b3b4c", "a1b2b3b4c", &["1", "2", "3b4"]);
    assert_eq!(found("a{*}b", "a\nb"), None);
    assert_found("a{*}b", "ab", "ab", &[""]);
    assert_found("a{code}{*}.", "a1006: gone.", "a1006: gone.", &["1006", ": gone"]);
    let far = |n: usize| found("a{*}b", &format!("a{}b", "é".repeat(n))).is_some();
    assert!(far(REACH / 2) && !far(REACH / 2 + 1));
}

#[test]
fn braces_are_doubled() {
    assert_found("{{{code}}}", "in {1006}", "{1006}", &["1006"]);
    let pattern = Pattern::parse("{{{code}}}: {*}").unwrap();
    assert_eq!(pattern.literals().collect::<Vec<_>>(), ["{", "}: "]);
    assert_eq!(pattern.holes().collect::<Vec<_>>(), [Hole::Code]);
    assert_eq!(pattern.weight(), 4);
}

#[test]
fn a_pattern_has_one_form() {
    let canonical = |text| Pattern::parse(text).unwrap().canonical();
    assert_eq!(canonical("Closed  by {code} {{{*}{*}"), "Closed by {code} {{");
    assert_eq!(canonical("Closed {*} by"), "Closed {*} by");
}
