//! What every program does for the lab, whatever its library; ../README.md has the protocol.

use std::io::BufRead;

use serde_json::{Map, Value, json};

/// The version of a library, from the manifest: the lock file may have several.
pub fn version(library: &str) -> &'static str {
    let line = format!("\n{library} = {{ version = \"=");
    let (_, rest) = include_str!("../Cargo.toml").split_once(&line).expect("it is pinned");
    rest.split('"').next().expect("a version ends")
}

/// What the command line asks for: `version`, `client` or `server`.
pub fn asked() -> String {
    std::env::args().nth(1).expect("say `version`, `client` or `server`")
}

/// The addresses that a client is to open.
pub fn addresses() -> impl Iterator<Item = String> {
    std::io::stdin().lock().lines().map_while(Result::ok)
}

/// Prints for which numbers a function of the library holds, as the data has them.
pub fn codes(key: &str, holds: impl Fn(u16) -> bool) {
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for number in (0..=u16::MAX).filter(|&number| holds(number)) {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let shown = ranges.iter().map(|(first, last)| match first == last {
        true => format!("\"{first}\""),
        false => format!("\"{first}-{last}\""),
    });
    println!("{key} = [{}]", shown.collect::<Vec<_>>().join(", "));
}

/// Says where a server listens.
pub fn listening(port: u16) {
    println!("{}", json!({ "port": port }));
}

/// What is known of the end of one connection, told once.
#[derive(Debug)]
pub struct Seen {
    row: Map<String, Value>,
    is_told: bool,
    /// If this side closes first: the number, if there is one, and the reason.
    pub closes: Option<(Option<u16>, String)>,
}

impl Seen {
    pub fn new(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let way = path.rsplit('/').next().unwrap_or_default();
        let value = |name: &str| {
            query.split('&').filter_map(|part| part.split_once('=')).find(|(key, _)| *key == name)
        };
        let closes = value("close").map(|(_, code)| {
            let bytes = value("reason").and_then(|(_, bytes)| bytes.parse().ok());
            (code.parse().ok(), "r".repeat(bytes.unwrap_or(0)))
        });
        let mut row = Map::new();
        row.insert("way".to_owned(), way.into());
        row.insert("opened".to_owned(), false.into());
        row.insert("error".to_owned(), false.into());
        Self { row, is_told: false, closes }
    }

    pub fn opened(&mut self) {
        self.row.insert("opened".to_owned(), true.into());
    }

    pub fn failed(&mut self, error: &(dyn std::error::Error + 'static)) {
        self.row.insert("error".to_owned(), true.into());
        self.row.entry("class").or_insert_with(|| variant(error).into());
        self.row.entry("text").or_insert_with(|| error.to_string().into());
    }

    /// The same for a result that is no error in the types of the library.
    pub fn failed_as(&mut self, what: &str) {
        self.row.insert("error".to_owned(), true.into());
        self.row.insert("class".to_owned(), what.into());
    }

    /// What the function that closes has returned instead of closing.
    pub fn throws(&mut self, error: &(dyn std::error::Error + 'static)) {
        self.row.insert("throws".to_owned(), variant(error).into());
        self.row.insert("text".to_owned(), error.to_string().into());
    }

    /// The same where the code has no place in a type of the library.
    pub fn cannot_say(&mut self, what: &str) {
        self.row.insert("throws".to_owned(), what.into());
    }

    pub fn ended(&mut self, code: Option<u16>, reason: &str, clean: Option<bool>) {
        if std::mem::replace(&mut self.is_told, true) {
            return;
        }
        self.row.insert("code".to_owned(), code.into());
        self.row.insert("reason".to_owned(), reason.into());
        self.row.insert("clean".to_owned(), clean.into());
        println!("{}", Value::Object(self.row.clone()));
    }
}

/// The variant of an error, as it is written: what stands before its fields.
fn variant(error: &(dyn std::error::Error + 'static)) -> String {
    let text = format!("{error:?}");
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}
