//! Prints what the Unicode CLDR says about languages, as ICU4X has it: an object of JSON with the
//! text of `cldr.toml` for each tag of the command line. `cargo xtask cldr` calls it.

use std::process::ExitCode;

fn main() -> ExitCode {
    let tags: Vec<String> = std::env::args().skip(1).collect();
    match closecode_cldr::files(&tags) {
        Ok(files) => {
            println!("{}", serde_json::Value::from_iter(files));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
