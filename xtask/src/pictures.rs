//! The pictures of a site with full addresses.
//!
//! What fills outlines and writes PNG files takes long to compile, and is needed for nothing else.
//! So a package outside of the workspace draws, and nothing of the workspace depends on it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use closecode_data::Dataset;

use crate::process::cargo_program;
use crate::project::Project;

/// The package, in a workspace of its own, and where it is compiled.
pub(crate) const MANIFEST: &str = "xtask/pictures/Cargo.toml";
pub(crate) const TARGET: &str = "target/pictures";

/// What each PNG file of the right size begins with: its signature, and the head of its first
/// chunk, whose data begins with the width and the height.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02\x76";

/// The pictures, by path below the site's root.
pub(crate) fn draw(project: &Project, data: &Dataset) -> Result<BTreeMap<String, Vec<u8>>> {
    let pictures = closecode_site::pictures(data);
    let mut lines = String::new();
    for picture in &pictures {
        let number = picture.number.map_or_else(String::new, |number| number.to_string());
        let colours = [picture.paper, picture.ink, picture.quiet, picture.tone].join("\t");
        writeln!(lines, "{}\t{number}\t{}\t{colours}", picture.path, picture.name)?;
    }
    let run = ["run", "--quiet", "--manifest-path", MANIFEST, "--target-dir", TARGET];
    let mut child = Command::new(cargo_program())
        .current_dir(&project.root)
        .args(run)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    // It reads all of it before it writes, so neither waits for the other.
    let mut stdin = child.stdin.take().context("the pipe to xtask/pictures is missing")?;
    stdin.write_all(lines.as_bytes()).context("xtask/pictures does not read")?;
    drop(stdin);
    let output = child.wait_with_output().context("xtask/pictures cannot be read")?;
    if !output.status.success() {
        bail!("the pictures could not be drawn; what is wrong is said above");
    }
    let drawn = unpack(&output.stdout)?;
    for picture in &pictures {
        let is_right = drawn.get(&picture.path).is_some_and(|bytes| bytes.starts_with(PNG));
        ensure!(is_right, "{} is missing or has another size", picture.path);
    }
    Ok(drawn)
}

/// The files that the program printed, each after a line with its path and length.
fn unpack(mut bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
        let head =
            std::str::from_utf8(&bytes[..end]).context("the name of a picture is no text")?;
        let (path, length) = head.split_once(' ').context("a picture has no length")?;
        let rest = &bytes[end + 1..];
        let (file, next) =
            rest.split_at_checked(length.parse()?).context("a picture ends too early")?;
        files.insert(path.to_owned(), file.to_owned());
        bytes = next;
    }
    ensure!(bytes.is_empty(), "there is something after the last picture");
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::unpack;

    #[test]
    fn pictures_are_told_apart_by_their_lengths() {
        let files = unpack(b"a.png 3\n1\n3b.png 0\nc.png 1\nx").expect("it is right");
        let file = |path: &str| files[path].as_slice();
        assert_eq!([file("a.png"), file("b.png"), file("c.png")], [&b"1\n3"[..], b"", b"x"]);
        for wrong in ["a.png 3\n12", "a.png\n", "a.png x\n", "a.png 1\nxrest"] {
            assert!(unpack(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
