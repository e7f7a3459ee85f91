//! Numbers as people read them.

/// `1,234,567`
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1.2 GB`
pub(crate) fn bytes(number: u64) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")];
    match units.into_iter().find(|(unit, _)| number >= *unit) {
        Some((unit, name)) => format!("{}.{} {name}", number / unit, number % unit * 10 / unit),
        None => format!("{number} B"),
    }
}

/// `12.3 %`; what is rare is not nothing.
pub(crate) fn share(part: u64, whole: u64) -> String {
    if part == 0 || whole == 0 {
        return "0 %".to_owned();
    }
    let permille = (u128::from(part) * 1000 + u128::from(whole) / 2) / u128::from(whole);
    match permille {
        0 => "<0.1 %".to_owned(),
        _ => format!("{}.{} %", permille / 10, permille % 10),
    }
}

/// `1 end`, `1,234 ends`
pub(crate) fn count(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{bytes, count, grouped, share};

    #[test]
    fn numbers_are_read_by_people() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(
            [0, 999, 1000, 1_250_000, 2_999_999_999].map(bytes),
            ["0 B", "999 B", "1.0 kB", "1.2 MB", "2.9 GB"]
        );
        assert_eq!([share(1, 3), share(2, 3)], ["33.3 %", "66.7 %"]);
        assert_eq!(share(1, 1_000_000), "<0.1 %");
        assert_eq!((share(0, 3), share(3, 3)), ("0 %".to_owned(), "100.0 %".to_owned()));
        assert_eq!(
            (count(1, "line"), count(2000, "line")),
            ("1 line".into(), "2,000 lines".into())
        );
    }
}
