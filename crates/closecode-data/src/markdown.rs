//! Plain text inside Markdown: what a rustdoc comment and the Markdown reference both need.

/// Escapes what Markdown would read as markup, so that the text shows as it is.
///
/// ```
/// assert_eq!(closecode_data::markdown::escape("close(1000) <b> 4*a_b [x]"), "close(1000) \\<b> 4\\*a\\_b \\[x\\]");
/// ```
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
