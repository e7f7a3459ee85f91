//! Plain text inside Markdown: what a rustdoc comment and the Markdown reference both need.

/// Escapes what Markdown would read as markup, so that the text shows as it is.
///
/// ```
/// assert_eq!(closecode_format::markdown::escape("close(1000) <b> 4*a_b [x]"), "close(1000) \\<b> 4\\*a\\_b \\[x\\]");
/// ```
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Only at its beginning can a text be taken for a list, a heading, a quotation or a rule.
    let number = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let begins_list = number > 0 && text[number..].starts_with(['.', ')']);
    for (i, c) in text.char_indices() {
        let is_start =
            (i == 0 && matches!(c, '#' | '>' | '-' | '+' | '=')) || (i == number && begins_list);
        if is_start || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn a_text_stays_a_paragraph() {
        for (text, escaped) in [
            ("# no", "\\# no"),
            ("- no", "\\- no"),
            ("1. no", "1\\. no"),
            ("1006) no", "1006\\) no"),
            ("> no", "\\> no"),
        ] {
            assert_eq!(escape(text), escaped);
        }
        for plain in ["1006 is made up.", "5 - 3", "a # b", "x = y"] {
            assert_eq!(escape(plain), plain);
        }
    }

    #[test]
    fn entities_and_strikes_are_text() {
        assert_eq!(escape("a ~~b~~ &amp; c"), "a \\~\\~b\\~\\~ \\&amp; c");
    }
}
