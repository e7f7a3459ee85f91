//! Literals of JavaScript and of TypeScript.

use serde_json::Value;

/// A string literal, in double quotes. JSON's is one of JavaScript, too.
pub(super) fn string(text: &str) -> String {
    Value::from(text).to_string()
}

/// A key of an object literal: quoted unless it is a name or a number.
pub(super) fn key(text: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_number = text.bytes().all(|b| b.is_ascii_digit());
    let starts_well = is_number || !text.starts_with(|c: char| c.is_ascii_digit());
    if text.chars().all(is_name) && starts_well { text.to_owned() } else { string(text) }
}

/// An object literal in one line, from keys and literals.
pub(super) fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<_> =
        fields.iter().map(|(name, value)| format!("{}: {value}", key(name))).collect();
    format!("{{ {} }}", fields.join(", "))
}

/// A list in one line.
pub(super) fn list(values: &[String]) -> String {
    format!("[{}]", values.join(", "))
}

/// A union of literal types.
pub(super) fn union(values: impl IntoIterator<Item = String>) -> String {
    values.into_iter().map(|value| format!("\n  | {value}")).collect()
}

/// A comment for editors, in one line.
pub(super) fn doc(text: &str) -> String {
    format!("/** {} */", text.replace("*/", "*\\/"))
}
