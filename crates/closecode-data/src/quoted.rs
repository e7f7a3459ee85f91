//! Strings of JSON, which are strings of TOML too.

use std::fmt::Write as _;

/// A text between quotation marks.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out += "\\n",
            // TOML allows it in no string as it is, JSON allows both.
            c if c.is_ascii_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::quoted;
    use toml::de::DeTable;

    #[test]
    fn json_and_toml_read_what_was_written() {
        let all: String = ('\0'..='\u{200}').chain(['\u{2028}', '語', '😀', char::MAX]).collect();
        let json: String = serde_json::from_str(&quoted(&all)).unwrap();
        assert_eq!(json, all);
        let text = format!("key = {}", quoted(&all));
        let table = DeTable::parse(&text).unwrap();
        assert_eq!(table.get_ref()["key"].get_ref().as_str(), Some(all.as_str()));
    }
}
