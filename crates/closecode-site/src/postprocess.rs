//! What only a finished page shows: whether a passage on it is not translated, or translated from
//! an older English text, which its footer says. And which of its lines are empty, because a
//! template had nothing to say there.

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
    without_empty_lines(&page)
}

/// The lines that say something, and those of code as they are.
fn without_empty_lines(page: &str) -> String {
    let mut is_code = false;
    let says = |line: &&str| {
        if line.contains("pre") {
            let tags = (line.rfind("<pre"), line.rfind("</pre>"));
            is_code = if tags == (None, None) { is_code } else { tags.0 > tags.1 };
        }
        is_code || !line.trim().is_empty()
    };
    page.split_inclusive('\n').filter(says).collect()
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
    fn empty_lines_stay_only_in_code() {
        assert_eq!(
            postprocess("<p>a</p>\n\n \n<pre>b\n\nc</pre>\n\n<pre>d</pre>\n\n<p>"),
            "<p>a</p>\n<pre>b\n\nc</pre>\n<pre>d</pre>\n<p>\n"
        );
    }

    #[test]
    fn the_note_stays_only_where_a_passage_is_not_translated() {
        let note = "<p class=\"untranslated-note\">x</p>\n";
        assert_eq!(postprocess(&format!("<p>a</p>\n{note}<p>b</p>")), "<p>a</p>\n<p>b</p>\n");
        let page = format!("<p><span class=\"untranslated\" lang=\"en\">a</span></p>\n{note}");
        assert_eq!(postprocess(&page), page);
    }
}
