//! What an application's own file is compared with: the registered codes, and the numbers of the
//! protocols that the crate `closecode` knows.
//!
//! They are carried along as a small text, because a build script has no data folder. This crate
//! does not hold the text: `cargo xtask` writes it, and is compiled from this crate.

/// A registered code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservedCode {
    /// The number.
    pub code: u16,
    /// Whether it may be in a Close frame.
    pub frame: bool,
    /// The registry's name.
    pub name: String,
}

/// A number, or a range of numbers, that has a meaning in a protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservedNumbers {
    /// The first number.
    pub first: u16,
    /// The last number.
    pub last: u16,
    /// What the protocol calls it.
    pub name: String,
}

impl ReservedNumbers {
    /// The number, or the first and the last: `4004`, `4100 to 4199`.
    pub fn numbers(&self) -> String {
        if self.first == self.last {
            self.first.to_string()
        } else {
            format!("{} to {}", self.first, self.last)
        }
    }
}

/// The endpoint of a protocol; one without an id if it has only one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservedEndpoint {
    /// Its id.
    pub id: Option<String>,
    /// Its numbers.
    pub numbers: Vec<ReservedNumbers>,
}

/// A protocol that the crate `closecode` knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservedProtocol {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its endpoints.
    pub endpoints: Vec<ReservedEndpoint>,
}

/// The numbers that have a meaning already.
///
/// ```
/// let text = "# A comment.\n\
///     code\t1005\tfalse\tNo Status Rcvd\n\
///     protocol\tticker\tTicker\n\
///     endpoint\t\n\
///     numbers\t4100\t4199\tError\n";
/// let reserved = closecode_format::Reserved::parse(text).unwrap();
/// assert_eq!(reserved.codes[0].name, "No Status Rcvd");
/// assert_eq!(reserved.protocols[0].endpoints[0].numbers[0].numbers(), "4100 to 4199");
/// assert_eq!(reserved.to_string(), text.split_once('\n').unwrap().1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reserved {
    /// The registered codes, by number.
    pub codes: Vec<ReservedCode>,
    /// The protocols, by id.
    pub protocols: Vec<ReservedProtocol>,
}

impl Reserved {
    /// Reads the text that [`Display`](std::fmt::Display) writes. A line that begins with `#` is a
    /// comment.
    ///
    /// # Errors
    /// The first line that makes no sense.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut reserved = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            reserved.read(line).ok_or_else(|| format!("this line makes no sense: {line}"))?;
        }
        Ok(reserved)
    }

    fn read(&mut self, line: &str) -> Option<()> {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields[..] {
            ["code", code, frame, name] => self.codes.push(ReservedCode {
                code: code.parse().ok()?,
                frame: frame.parse().ok()?,
                name: name.to_owned(),
            }),
            ["protocol", id, name] => self.protocols.push(ReservedProtocol {
                id: id.to_owned(),
                name: name.to_owned(),
                endpoints: Vec::new(),
            }),
            ["endpoint", id] => {
                let id = Some(id.to_owned()).filter(|id| !id.is_empty());
                let endpoint = ReservedEndpoint { id, numbers: Vec::new() };
                self.protocols.last_mut()?.endpoints.push(endpoint);
            }
            ["numbers", first, last, name] => {
                let endpoint = self.protocols.last_mut()?.endpoints.last_mut()?;
                endpoint.numbers.push(ReservedNumbers {
                    first: first.parse().ok()?,
                    last: last.parse().ok()?,
                    name: name.to_owned(),
                });
            }
            _ => return None,
        }
        Some(())
    }
}

impl std::fmt::Display for Reserved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for ReservedCode { code, frame, name } in &self.codes {
            writeln!(f, "code\t{code}\t{frame}\t{name}")?;
        }
        for ReservedProtocol { id, name, endpoints } in &self.protocols {
            writeln!(f, "protocol\t{id}\t{name}")?;
            for ReservedEndpoint { id, numbers } in endpoints {
                writeln!(f, "endpoint\t{}", id.as_deref().unwrap_or_default())?;
                for ReservedNumbers { first, last, name } in numbers {
                    writeln!(f, "numbers\t{first}\t{last}\t{name}")?;
                }
            }
        }
        Ok(())
    }
}
