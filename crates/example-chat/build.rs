//! Turns `closecodes.toml` into the module `close_codes`.

fn main() -> std::process::ExitCode {
    closecode_codegen::build("closecodes.toml")
}
