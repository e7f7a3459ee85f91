//! What a line of JSON says: its texts as they were before they were quoted, with their keys. No
//! tree is made, and what is no JSON ends the reading.

/// How deep values may lie in each other.
const DEPTH: usize = 64;

/// A value that holds no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar<'a> {
    Text(&'a str),
    /// A number as it is written; also `true`, `false` and `null`.
    Word(&'a str),
}

impl<'a> Scalar<'a> {
    /// The text between its quotation marks, or the word.
    pub(crate) fn as_str(self) -> &'a str {
        match self {
            Self::Text(text) | Self::Word(text) => text,
        }
    }
}

/// Hands over each value with the keys that lead to it, joined by dots, up to where the line is no
/// JSON. The values of a list have the key of the list.
pub(crate) fn scalars(line: &str, mut each: impl FnMut(&str, Scalar<'_>)) {
    let mut rest = line.trim_start();
    if !rest.starts_with(['{', '[']) {
        return;
    }
    let mut path = String::new();
    // For each open object or list, how long the path is there.
    let mut open = Vec::new();
    let mut text = String::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n', ',', ':']);
        let Some(first) = rest.chars().next() else { return };
        match first {
            '{' | '[' if open.len() < DEPTH => {
                open.push((first, path.len()));
                rest = &rest[1..];
            }
            '}' | ']' => {
                if open.pop().is_none() {
                    return;
                }
                rest = &rest[1..];
                up(&mut path, &open);
            }
            '"' => {
                let Some(after) = unquote(&rest[1..], &mut text) else { return };
                rest = after;
                let is_key = matches!(open.last(), Some(('{', at)) if *at == path.len());
                if is_key && rest.trim_start().starts_with(':') {
                    path.push(if path.is_empty() { ' ' } else { '.' });
                    path.push_str(&text);
                } else {
                    each(path.trim_start(), Scalar::Text(&text));
                    up(&mut path, &open);
                }
            }
            _ => {
                let is_word = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                if end == 0 {
                    return;
                }
                each(path.trim_start(), Scalar::Word(&rest[..end]));
                rest = &rest[end..];
                up(&mut path, &open);
            }
        }
    }
}

/// After a value, its key is no more part of the path; that of a list is until the list ends.
fn up(path: &mut String, open: &[(char, usize)]) {
    path.truncate(open.last().map_or(0, |(_, length)| *length));
}

/// Reads a text up to its closing mark, and gives what follows.
fn unquote<'a>(from: &'a str, text: &mut String) -> Option<&'a str> {
    text.clear();
    let mut rest = from;
    loop {
        let at = rest.find(['"', '\\'])?;
        text.push_str(&rest[..at]);
        let escaped = rest[at..].strip_prefix('\\');
        let Some(escaped) = escaped else { return Some(&rest[at + 1..]) };
        let c = escaped.chars().next()?;
        rest = &escaped[c.len_utf8()..];
        match c {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'b' | 'f' => text.push(' '),
            'u' => {
                let digits = rest.get(..4)?;
                let unit = u32::from_str_radix(digits, 16).ok()?;
                // Half of a pair is of no interest here.
                text.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
                rest = &rest[4..];
            }
            c => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DEPTH, Scalar, scalars};

    fn read(line: &str) -> Vec<String> {
        let mut found = Vec::new();
        scalars(line, |path, value| {
            let sign = if matches!(value, Scalar::Text(_)) { '=' } else { ':' };
            found.push(format!("{path}{sign}{}", value.as_str()));
        });
        found
    }

    #[test]
    fn values_come_with_their_keys() {
        let line =
            r#" {"a":1,"b":{"c":"x","d":[true,null,{"e":-1.5e3}],"f":{}},"g":"y","h.i":"z"}"#;
        assert_eq!(
            read(line),
            ["a:1", "b.c=x", "b.d:true", "b.d:null", "b.d.e:-1.5e3", "g=y", "h.i=z"]
        );
        assert_eq!(read(r#"[1,["a",{"b":[2]}],3]"#), [":1", "=a", "b:2", ":3"]);
        assert_eq!(
            read(r#"{"a":{"b":1},"c":[{"d":2},{"d":3}],"e":4}"#),
            ["a.b:1", "c.d:2", "c.d:3", "e:4"]
        );
        assert_eq!(read(r#"{"":"a","b":{"":"c"}}"#).len(), 2);
    }

    #[test]
    fn texts_are_as_before_they_were_quoted() {
        assert_eq!(read(r#"{"a":"x\"y\\z\n\u00e9\ud83d\/"}"#), ["a=x\"y\\z\n\u{e9}\u{fffd}/"]);
    }

    #[test]
    fn what_is_no_json_ends_the_reading() {
        for line in [
            "",
            "text",
            "{",
            "}",
            "{]",
            r#"{"a"#,
            r#"{"a":"#,
            r#"{"a\"#,
            r#"{"\u12"#,
            "{\u{e9}",
            "[[[[[",
            "{\"a\":\u{1}}",
        ] {
            assert_eq!(read(line), [""; 0], "{line}");
        }
        assert_eq!(read(r#"{"a":1,?"b":2}"#), ["a:1"]);
        assert!(read(&"[".repeat(99_999)).is_empty());
        let deep = format!("{}1", "[".repeat(DEPTH));
        assert_eq!(read(&deep), [":1"]);
        assert!(read(&format!("[{deep}")).is_empty());
    }
}
