//! The style sheet, put together from one file per topic.

/// The files in the order in which they stand in the sheet; `narrow` and `print` come last because they change what stands before.
const FILES: &[&str] = &[
    include_str!("../assets/css/colours.css"),
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/header.css"),
    include_str!("../assets/css/text.css"),
    include_str!("../assets/css/tables.css"),
    include_str!("../assets/css/facts.css"),
    include_str!("../assets/css/samples.css"),
    include_str!("../assets/css/situations.css"),
    include_str!("../assets/css/narrow.css"),
    include_str!("../assets/css/print.css"),
];

/// The style sheet; the same for every page. Comments and indentation are for its authors and stay behind.
pub(crate) fn sheet() -> String {
    let mut sheet = String::new();
    for file in FILES {
        let mut rest = *file;
        let mut text = String::with_capacity(file.len());
        while let Some((before, after)) = rest.split_once("/*") {
            text.push_str(before);
            rest = after.split_once("*/").map_or("", |(_, after)| after);
        }
        text.push_str(rest);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            sheet.push_str(line);
            sheet.push('\n');
        }
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_has_no_comments_and_no_indentation() {
        let sheet = sheet();
        assert!(sheet.starts_with(":root {\n") && sheet.ends_with("}\n"), "{sheet}");
        assert!(!sheet.contains("/*") && !sheet.contains("*/") && !sheet.contains("\n ") && !sheet.contains("\n\n"));
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count(), "every rule is closed");
    }
}
