//! What changed in the data, told for its readers, and the version that follows from it.

use std::fmt;

use toml::de::DeValue;

use closecode_format::read::{InvalidValue, Read, VALUES};
use closecode_format::{keywords, record};

keywords! {
    /// What kind of change it is. It decides which part of the data's version grows.
    ChangeKind: "a kind of change" {
        /// A key or an identifier is gone, or has another name or meaning.
        Removed = "removed",
        /// A row, a language or a key is new.
        Added = "added",
        /// A fact is another one.
        Corrected = "corrected",
        /// What a client should do about reconnecting is another thing.
        Policy = "policy",
        /// Only words are others.
        Words = "words",
    }
}

/// The version of the data. Its first number grows when something is gone, the second when
/// something is new or corrected, the third when only words are others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Grows when a key or an identifier is gone.
    pub major: u16,
    /// Grows when something is new, and when a fact or a policy is corrected.
    pub minor: u16,
    /// Grows when only words are others.
    pub patch: u16,
}

impl Version {
    /// The version after this one, by what has changed.
    #[must_use]
    pub fn after(self, kind: ChangeKind) -> Self {
        let Self { major, minor, patch } = self;
        match kind {
            ChangeKind::Removed => Self { major: major.saturating_add(1), minor: 0, patch: 0 },
            ChangeKind::Added | ChangeKind::Corrected | ChangeKind::Policy => {
                Self { major, minor: minor.saturating_add(1), patch: 0 }
            }
            ChangeKind::Words => Self { major, minor, patch: patch.saturating_add(1) },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl Read for Version {
    const WANTED: &'static str = "a version such as \"1.4.0\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        let Some(text) = value.as_str() else { return Ok(None) };
        let numbers: Option<Vec<u16>> = text.split('.').map(|n| n.parse().ok()).collect();
        if let Some([major, minor, patch]) = numbers.as_deref() {
            let version = Self { major: *major, minor: *minor, patch: *patch };
            // `1.04.0` and `+1.4.0` parse, and are other spellings of a version.
            if version.to_string() == text {
                return Ok(Some(version));
            }
        }
        Err(InvalidValue {
            rule: VALUES,
            message: format!("`{text}` is not a version"),
            remedy: "write three numbers, such as \"1.4.0\"".to_owned(),
        })
    }
}

record! {
    /// One change.
    Change {
        /// The version of the data that has it.
        version: required Version,
        /// The day on which it was made.
        date: required String,
        /// What kind of change it is.
        kind: required ChangeKind,
        /// What changed, as one or two sentences in English.
        text: required String,
        /// What it touches: a file, an entry or a key, such as `codes/1006/policy`. None if it
        /// touches everything.
        keys: list String,
    }
}

impl Change {
    /// The codes whose facts or texts it touches, each once, in the order of the keys.
    pub fn codes(&self) -> Vec<u16> {
        let mut codes = Vec::new();
        for key in &self.keys {
            let mut parts = key.split('/');
            let code = parts.next().filter(|file| *file == "codes").and_then(|_| parts.next());
            if let Some(code) = code.and_then(|code| code.parse().ok())
                && !codes.contains(&code)
            {
                codes.push(code);
            }
        }
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_says_which_number_grows() {
        let version = Version { major: 1, minor: 4, patch: 2 };
        let after = |kind| version.after(kind).to_string();
        assert_eq!(after(ChangeKind::Removed), "2.0.0");
        assert_eq!(after(ChangeKind::Added), "1.5.0");
        assert_eq!(after(ChangeKind::Corrected), "1.5.0");
        assert_eq!(after(ChangeKind::Policy), "1.5.0");
        assert_eq!(after(ChangeKind::Words), "1.4.3");
    }
}
