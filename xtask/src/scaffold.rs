//! `cargo xtask new-code`, `new-protocol` and `new-locale`: files that lint cleanly, or whose
//! errors say what to fill in.

use std::fmt::Write as _;

use anyhow::{Result, bail};

use crate::cli::{Format, NewCode, NewLocale, NewProtocol};
use crate::project::Project;
use crate::{cldr, edit, lint};
use closecode_output::{ui, write};

/// Starts the facts and the English words of a code. Texts are left empty, and the linter lists
/// them.
pub(crate) fn new_code(project: &Project, new: &NewCode) -> Result<bool> {
    let path = project.data.join(format!("codes/{}.toml", new.code));
    if path.exists() {
        bail!("data/codes/{}.toml exists already", new.code);
    }
    let script = (3000..=3999).contains(&new.code);
    let facts = format!(
        r#"code = {code}
ident = {ident}
name = {name}
sources = ["iana"]
related = []

# Check each line against the registration; a choice that is not plain gets a comment with its reason.
[wire]
frame = true
sender = "unspecified"
synthetic = false
clean = true
script-sendable = {script}
script-visible = "yes"
sources = ["iana"]

[policy]
action = "backoff"
initial-delay = "5s"
max-delay = "1min"
factor = 2
jitter = "full"
fault = "unknown"
severity = "warning"
alert = "rate"
authority = "convention"
"#,
        code = new.code,
        ident = quoted(&new.ident),
        name = quoted(&new.name),
    );
    write::replace(&path, &facts)?;
    ui::status("Added", format!("{}codes/{}.toml", project.data_prefix, new.code));
    let words = project.data.join("locales/en/codes.toml");
    edit::file(&words, |text| {
        let keys = ["title", "summary", "description", "when_seen", "how_to_fix", "user_message"];
        let entry: Vec<String> = keys.iter().map(|key| format!("{key} = \"\"\n")).collect();
        write!(text, "\n[{}]\n{}", new.code, entry.concat())?;
        Ok(())
    })?;
    ui::status("Updated", format!("{}locales/en/codes.toml", project.data_prefix));
    fill_in(project)
}

/// Starts the file of a protocol, with a row for each number. What only a reader of the source can
/// know is left empty.
pub(crate) fn new_protocol(project: &Project, new: &NewProtocol) -> Result<bool> {
    let name = format!("protocols/{}.toml", new.id);
    let path = project.data.join(&name);
    if path.exists() {
        bail!("{}{name} exists already", project.data_prefix);
    }
    write::replace(&path, &protocol(new))?;
    ui::status("Added", format!("{}{name}", project.data_prefix));
    fill_in(project)
}

fn protocol(new: &NewProtocol) -> String {
    let mut text = format!(
        r#"# data/README.md explains each key, those that are not here too.
format = "1.0"
name = {name}
vendor = {vendor}
status = "official" # official: the owner documents or defines the codes; community: only others wrote them down; retired
summary = "" # one or two sentences: what it is, who connects to whom

[[source]]
id = "docs"
title = "" # what it is, in words
kind = "vendor-doc" # specification, vendor-doc, source-code (the owner's), community (somebody else's)
url = {url} # or repository = "owner/name", revision and path
# read = "" # the day on which you read it, such as 2026-11-30
"#,
        name = quoted(&new.name),
        vendor = quoted(&new.vendor),
        url = quoted(&new.url),
    );
    let mut codes = new.codes.clone();
    codes.sort_unstable();
    codes.dedup();
    for code in codes {
        let _ = write!(
            text,
            r#"
[[code]]
code = {code}
ident = "" # the Rust name, from the source's name: AuthenticationFailed
name = "" # the source's own spelling; if it has none, a short name of ours and named = false
sender = "server" # server, client, either, client-local (made up by the client's library), message (not in a Close frame)
meaning = "" # our own words, one to three sentences
reconnect = "unspecified" # no-need, immediate, short-delay, backoff, resume, reauth, fix-client, never
# rule = "" # required with any of these: what the source says about reconnecting, in one sentence
sources = ["docs"]
certainty = "verified" # corroborated: second-hand; unconfirmed: nobody could check it
"#
        );
    }
    text
}

/// Starts the folder of a language. The crate's feature for it comes with the next run of `cargo
/// xtask`.
pub(crate) fn new_locale(project: &Project, new: &NewLocale) -> Result<bool> {
    let folder = project.data.join("locales").join(&new.tag);
    if !closecode_data::is_tag(&new.tag) {
        bail!("`{}` is not a BCP 47 language tag; write one such as pt-BR or zh-Hans", new.tag);
    }
    if folder.exists() {
        bail!("{}locales/{} exists already", project.data_prefix, new.tag);
    }
    ui::status("Asking", format!("ICU4X about {}", new.tag));
    let (canonical, cldr) = cldr::one(project, &new.tag)?;
    if canonical != new.tag {
        bail!("`{}` is not the canonical form of the tag; write `{canonical}`", new.tag);
    }
    let language = format!(
        "tag = {tag}\nident = {ident}\nname = {name}\nenglish-name = {english}\ndirection = {direction}\n",
        tag = quoted(&new.tag),
        ident = quoted(&ident_of(&new.tag)),
        name = quoted(&new.name),
        english = quoted(&new.english_name),
        direction = quoted(&new.direction),
    );
    let head = |what: &str| {
        format!(
            "# {what}, in {}. Copy an entry from ../en/, translate it, and run\n# `cargo xtask translated {} codes/1006` to record which English text it was made from.\n",
            new.english_name, new.tag
        )
    };
    let files = [
        ("language", language),
        ("cldr", cldr),
        (
            "glossary",
            format!(
                "# What the terms of ../en/glossary.toml are called, in {}. docs/TRANSLATING.md explains the keys.\n",
                new.english_name
            ),
        ),
        ("codes", head("The words about each registered code")),
        ("ranges", head("The words about the ranges")),
        ("pairs", head("The words about pairs that people confuse")),
        ("situations", head("Which code should I send? The words about each situation")),
        ("ui", head("The interface's own words")),
    ];
    for (name, text) in files {
        write::replace(&folder.join(format!("{name}.toml")), &text)?;
        ui::status("Added", format!("{}locales/{}/{name}.toml", project.data_prefix, new.tag));
    }
    fill_in(project)
}

/// `pt-BR` becomes `PtBr`.
fn ident_of(tag: &str) -> String {
    let part = |part: &str| {
        let mut chars = part.chars();
        chars
            .next()
            .map(|first| {
                first.to_ascii_uppercase().to_string() + &chars.as_str().to_ascii_lowercase()
            })
            .unwrap_or_default()
    };
    tag.split('-').map(part).collect()
}

/// A TOML string. JSON's escapes are a subset of TOML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn fill_in(project: &Project) -> Result<bool> {
    if lint::run(project, false, Format::Text)? {
        ui::status(
            "Next",
            "`cargo xtask translation-status` lists what is still to be written; `cargo xtask` regenerates",
        );
    } else {
        ui::status("Next", "mend what is listed above, then run `cargo xtask`");
    }
    // The files were made; what the linter lists is the work to do, not a failure of this command.
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{ident_of, protocol, quoted};
    use crate::cli::NewProtocol;

    #[test]
    fn a_tag_becomes_a_rust_name() {
        assert_eq!(["id", "pt-BR", "zh-Hans"].map(ident_of), ["Id", "PtBr", "ZhHans"]);
    }

    fn acme() -> String {
        let text = |text: &str| text.to_owned();
        let url = text("https://acme.example/codes");
        protocol(&NewProtocol {
            id: text("acme"),
            name: text("Acme \"Feed\""),
            vendor: text("Acme"),
            url,
            codes: vec![4002, 4001, 4002],
        })
    }

    /// Every finding is an empty text or name: nothing else stands between a new file and a
    /// finished one.
    #[test]
    fn a_new_protocol_lacks_only_what_its_author_knows() {
        let report = closecode_data::check_protocol("acme", "acme.toml", acme()).unwrap_err();
        let found: Vec<&str> = report.diagnostics().iter().map(|d| d.rule).collect();
        assert!(
            found.iter().all(|rule| ["texts", "idents"].contains(rule)),
            "{}",
            report.render("", false)
        );
        // A summary, a title, and name, meaning and ident of two codes; the second empty ident is
        // the first once more.
        assert_eq!(found.iter().filter(|rule| **rule == "texts").count(), 6);
    }

    #[test]
    fn a_protocol_that_is_filled_in_passes() {
        let mut text = acme();
        for (number, ident) in ["4001", "4002"].into_iter().zip(["Kicked", "Banned"]) {
            text = text.replacen("ident = \"\"", &format!("ident = \"{ident}\""), 1);
            assert!(text.contains(&format!("code = {number}\n")));
        }
        for key in ["summary", "title", "name", "meaning"] {
            text = text.replace(&format!("{key} = \"\""), &format!("{key} = \"It is so.\""));
        }
        let (protocol, report) = closecode_data::check_protocol("acme", "acme.toml", text).unwrap();
        assert!(report.diagnostics().is_empty());
        assert_eq!((protocol.name.as_str(), protocol.codes.len()), ("Acme \"Feed\"", 2));
    }

    #[test]
    fn text_is_quoted_for_toml() {
        assert_eq!(quoted("a \"b\" \\ c\n"), r#""a \"b\" \\ c\n""#);
    }
}
