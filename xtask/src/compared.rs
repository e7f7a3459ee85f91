//! `cargo xtask compared`: records what facts are, after somebody compared them with their sources.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, bail};
use closecode_output::{ui, write};

use crate::project::Project;

const HEAD: &str = "# Written by `cargo xtask compared`: the hash of each fact when somebody last \
                    compared it with its sources.\n\n";

/// Records each named fact as it is, or all, and forgets those that are gone.
pub(crate) fn run(project: &Project, names: &[String], all: bool) -> Result<bool> {
    let data = project.load()?;
    let is_in = |fact: &str, name: &str| {
        fact.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    for name in names {
        if !data.facts.keys().any(|fact| is_in(fact, name)) {
            bail!(
                "there is no fact `{name}`; write codes/1006, ranges/private-use, \
                 handshake, protocols/phoenix or one of its rows, protocols/phoenix/1012"
            );
        }
    }
    let is_wanted = |fact: &str| all || names.iter().any(|name| is_in(fact, name));
    let mut hashes: BTreeMap<&str, &str> = BTreeMap::new();
    let mut wanted = 0;
    for (name, fact) in &data.facts {
        if is_wanted(name) {
            hashes.insert(name, &fact.hash);
            wanted += 1;
        } else if let Some(then) = data.compared.get(name) {
            hashes.insert(name, then);
        }
    }
    let mut text = HEAD.to_owned();
    for (name, hash) in hashes {
        writeln!(text, "\"{name}\" = \"{hash}\"")?;
    }
    write::replace(&project.data.join("compared.toml"), &text)?;
    let facts = ui::count(wanted, "fact");
    ui::status("Recorded", format!("{facts} as compared with the present sources"));
    Ok(true)
}
