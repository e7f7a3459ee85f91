//! The numbers that an application's own are compared with.

use closecode_format::Reserved;

/// The text, as it was when this crate was built.
const TEXT: &str = include_str!("reserved.txt");

/// The registered codes, and the numbers of the protocols that the crate `closecode` knows.
///
/// ```
/// let reserved = closecode_codegen::reserved();
/// assert!(reserved.codes.iter().any(|code| code.code == 1006 && !code.frame));
/// assert!(reserved.protocols.iter().any(|protocol| protocol.id == "graphql-transport-ws"));
/// ```
///
/// # Panics
/// If `reserved.txt` is broken, which the example above would see.
pub fn reserved() -> Reserved {
    Reserved::parse(TEXT).expect("`cargo xtask generate` writes what can be read")
}
