//! Plain text inside Markdown: what a rustdoc comment and the Markdown reference both need; and the
//! one kind of markup that texts may have, code between backticks.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::characters::shown;
use crate::rules::urls::is_in_addresses;

/// Escapes what Markdown would read as markup, so that the text shows as it is.
///
/// ```
/// let escaped = closecode_format::markdown::escape("close(1000) <b> 4*a_b [x]");
/// assert_eq!(escaped, "close(1000) \\<b> 4\\*a\\_b \\[x\\]");
/// ```
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Only at its beginning can a text be taken for a list, a heading, a quotation or a rule.
    let number = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let begins_list = number > 0 && text[number..].starts_with(['.', ')']);
    for (i, c) in text.char_indices() {
        let is_start =
            (i == 0 && matches!(c, '#' | '>' | '-' | '+' | '=')) || (i == number && begins_list);
        if is_start || "\\`*_[]<|~&$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A link: the text as it is, and an address in which nothing ends the link early.
///
/// ```
/// use closecode_format::markdown::link;
/// assert_eq!(link("a [b]", "https://example.com/c"), "[a \\[b\\]](https://example.com/c)");
/// assert_eq!(link("a", "https://example.com/(b)"), "[a](https://example.com/%28b%29)");
/// ```
pub fn link(text: &str, address: &str) -> String {
    let mut out = format!("[{}](", escape(text));
    for byte in address.bytes() {
        match byte {
            // An entity would be read as what it names.
            b'&' if address.contains(';') => out.push_str("&amp;"),
            b'(' | b')' => drop(write!(out, "%{byte:02X}")),
            _ if is_in_addresses(byte.into()) => out.push(byte.into()),
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out + ")"
}

/// A comment, which ends where it ends.
///
/// ```
/// let comment = closecode_format::markdown::comment("Made from a-->b.");
/// assert_eq!(comment, "<!-- Made from a--&gt;b. -->");
/// ```
pub fn comment(text: &str) -> String {
    format!("<!-- {} -->", shown(text).replace('>', "&gt;"))
}

/// The pieces of a text, which are by turns prose and code between backticks. A backtick without a
/// partner is prose.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let parts: Vec<&str> = text.split('`').collect();
    let last = parts.len() - 1;
    let mut pieces = Vec::new();
    for (place, part) in parts.into_iter().enumerate() {
        match place % 2 {
            0 => pieces.push(Piece::Prose(part)),
            1 if place == last => pieces.extend([Piece::Prose("`"), Piece::Prose(part)]),
            _ => pieces.push(Piece::Code(part)),
        }
    }
    pieces.into_iter()
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Prose(&'a str),
    /// What stands between two backticks.
    Code(&'a str),
}

/// The code in a text.
pub fn code_in(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Code(code) => Some(code),
        Piece::Prose(_) => None,
    })
}

/// A text as Markdown: its code stays code, and the rest is escaped.
///
/// ```
/// assert_eq!(closecode_format::markdown::text("`a_b` is 4*a_b."), "`a_b` is 4\\*a\\_b.");
/// ```
pub fn text(text: &str) -> String {
    let piece = |piece| match piece {
        Piece::Prose(prose) => escape(prose),
        Piece::Code(code) => format!("`{code}`"),
    };
    if text.contains('`') { pieces(text).map(piece).collect() } else { escape(text) }
}

/// A text without the backticks around its code.
///
/// ```
/// assert_eq!(closecode_format::markdown::plain("call `close()`"), "call close()");
/// ```
pub fn plain(text: &str) -> String {
    let piece = |piece| match piece {
        Piece::Prose(text) | Piece::Code(text) => text,
    };
    pieces(text).map(piece).collect()
}

/// A text in which a letter stands for each piece of code: what a rule about a language's spelling
/// looks at.
pub fn prose(text: &str) -> Cow<'_, str> {
    if !text.contains('`') {
        return Cow::Borrowed(text);
    }
    let piece = |piece| match piece {
        Piece::Prose(prose) => prose,
        Piece::Code(_) => "x",
    };
    Cow::Owned(pieces(text).map(piece).collect())
}

#[cfg(test)]
mod tests {
    use super::{Piece, code_in, escape, link, pieces, plain, prose, text};

    #[test]
    fn code_stands_between_backticks() {
        let words = "`a` and `b*`";
        assert_eq!(code_in(words).collect::<Vec<_>>(), ["a", "b*"]);
        assert_eq!((text(words).as_str(), plain(words).as_str()), (words, "a and b*"));
        assert_eq!(prose(words), "x and x");
        let odd: Vec<_> = pieces("a `b` c` d").filter(|p| matches!(p, Piece::Code(_))).collect();
        assert_eq!(odd, [Piece::Code("b")]);
        assert_eq!((text("a ` b"), plain("a ` b")), ("a \\` b".to_owned(), "a ` b".to_owned()));
    }

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
    fn nothing_in_an_address_ends_its_link() {
        let address = "https://example.com/a b<c>é";
        assert_eq!(link("d", address), "[d](https://example.com/a%20b%3Cc%3E%C3%A9)");
    }

    #[test]
    fn entities_and_strikes_are_text() {
        assert_eq!(escape("a ~~b~~ &amp; c"), "a \\~\\~b\\~\\~ \\&amp; c");
    }
}
