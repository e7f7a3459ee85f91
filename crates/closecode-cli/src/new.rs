//! `closecode new`.

use std::path::Path;

use anyhow::{Result, bail};
use closecode_data::characters;
use closecode_output::{ui, write};

/// Writes a file with one code, which passes the check as it is.
pub(crate) fn run(file: &Path, name: &str) -> Result<bool> {
    if file.exists() {
        bail!("{} exists already", file.display());
    }
    let shown = file.display().to_string();
    let text = template(name);
    if let Err(report) =
        closecode_data::check_app(&shown, text.clone(), &closecode_codegen::reserved())
    {
        ui::err(report.render("", ui::is_styled()));
        let name = characters::shown(name);
        bail!("`{name}` cannot be the name in the file; choose another");
    }
    // A bare name lies in the folder that `.` names.
    let path = if file.parent().is_some_and(|dir| dir.as_os_str().is_empty()) {
        Path::new(".").join(file)
    } else {
        file.to_owned()
    };
    write::replace(&path, &text)?;
    ui::status("Added", &shown);
    ui::status("Next", format!("write your codes into it, then run `closecode check {shown}`"));
    Ok(true)
}

fn template(name: &str) -> String {
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        r#"# Our own WebSocket close codes. `closecode check` says what is wrong with this file.
format = "1.0"
name = "{name}"
summary = "The connection between our app and our server."
# extends = "graphql-transport-ws" # a protocol that we speak too
# http-alias = 4000                # 4404 means HTTP 404, and so on

# One table for each code, sorted by number, from 4000 to 4999.
[[code]]
code = 4000
ident = "Kicked"      # the Rust name
name = "Kicked"       # for people
# server, client, either; client-local if it never travels; message if it is inside a message
sender = "server"
meaning = "A moderator closed the connection."
# no-need, immediate, short-delay, backoff, resume, reauth, fix-client, never, unspecified
reconnect = "never"
# rule = "The app says so to the user."   # why, or what else to do
# Waits before reconnecting are random, so that clients do not all come back in the same moment.
# delay = "5s"        # the first wait is a random time below it
# factor = 2          # after each failure, it is below twice as much
# max-delay = "1min"  # and never more than that
# jitter = "full"     # the default, as are the other three; "none" would not be random
"#
    )
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn a_new_file_passes_whatever_it_is_called() {
        for name in ["Acme Chat", "A \"quoted\" \\ name", "チャット"] {
            let reserved = closecode_codegen::reserved();
            let (own, report) =
                closecode_data::check_app("closecodes.toml", template(name), &reserved).unwrap();
            assert_eq!((own.protocol.name.as_str(), report.diagnostics().len()), (name, 0));
        }
    }
}
