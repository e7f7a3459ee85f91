//! What only a finished page shows: whether a passage on it is not translated, or translated from
//! an older English text, which its footer says.

/// What a passage is marked with, and the line of the page that speaks of such passages.
const NOTES: [(&str, &str); 2] = [
    ("class=\"untranslated\"", "<p class=\"untranslated-note\">"),
    ("class=\"stale\"", "<p class=\"stale-note\">"),
];

/// The finished text of a page, with one line break at its end.
pub(crate) fn postprocess(page: &str) -> String {
    let mut page = page.trim_end().to_owned();
    for (mark, note) in NOTES {
        if !page.contains(mark) {
            remove_line(&mut page, note);
        }
    }
    page.push('\n');
    page
}

/// Removes the line that begins with `start`, if there is one.
fn remove_line(page: &mut String, start: &str) {
    if let Some(begin) = page.rfind(start) {
        let end = page[begin..].find('\n').map_or(page.len(), |n| begin + n + 1);
        page.replace_range(begin..end, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_stays_only_where_a_passage_is_not_translated() {
        let note = "<p class=\"untranslated-note\">x</p>\n";
        assert_eq!(postprocess(&format!("<p>a</p>\n{note}<p>b</p>")), "<p>a</p>\n<p>b</p>\n");
        let page = format!("<p><span class=\"untranslated\" lang=\"en\">a</span></p>\n{note}");
        assert_eq!(postprocess(&page), page);
    }
}
