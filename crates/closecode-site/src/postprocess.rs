//! What is the same for every page and belongs to no template: headings that link to themselves,
//! and the notes on passages that are not translated, or from an older English text.

/// What a passage is marked with, and the line of the page that speaks of such passages.
const NOTES: [(&str, &str); 2] = [
    ("class=\"untranslated\"", "<p class=\"untranslated-note\">"),
    ("class=\"stale\"", "<p class=\"stale-note\">"),
];

/// The finished text of a page, with one line break at its end.
pub(crate) fn postprocess(page: &str) -> String {
    let mut page = link_headings(page.trim_end());
    for (mark, note) in NOTES {
        if !page.contains(mark) {
            page = without_line(page, note);
        }
    }
    page.push('\n');
    page
}

/// Makes each `h2` that has an id a link to itself, so that its address can be copied without a
/// script. The heading's text and name stay as they are.
fn link_headings(page: &str) -> String {
    const START: &str = "<h2 id=\"";
    let mut out = String::with_capacity(page.len() + 1024);
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(START) {
        let (id, after) =
            after.split_once("\">").expect("an h2 of ours has an id and no other attribute");
        let (words, after) = after.split_once("</h2>").expect("an h2 ends");
        out.push_str(before);
        out.extend([
            START,
            id,
            "\"><a class=\"permalink\" href=\"#",
            id,
            "\">",
            words,
            "</a></h2>",
        ]);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Removes the line that begins with `start`, if there is one.
fn without_line(mut page: String, start: &str) -> String {
    if let Some(begin) = page.rfind(start) {
        let end = page[begin..].find('\n').map_or(page.len(), |n| begin + n + 1);
        page.replace_range(begin..end, "");
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_with_an_id_links_to_itself() {
        let page = postprocess("<h1>A</h1>\n<h2 id=\"facts\">Facts</h2>\n<h2>B</h2>\n");
        assert_eq!(
            page,
            "<h1>A</h1>\n<h2 id=\"facts\"><a class=\"permalink\" href=\"#facts\">Facts</a></h2>\n\
             <h2>B</h2>\n"
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
