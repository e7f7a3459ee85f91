//! The features with which everything is compiled, linted and tested.

/// Every feature of the published crates, and of nothing else.
///
/// `--all-features` would also turn on those of the generators, for the build scripts too: then
/// most of what `cargo xtask` has compiled would be compiled again for the tests. A test compares
/// this list with the manifests.
pub(crate) const FEATURES: &str = "closecode/std,closecode/serde,closecode/tungstenite-0_29,\
                                   closecode/tungstenite-0_30,\
                                   closecode/http,closecode/messages,closecode/locales,\
                                   closecode/protocols,\
                                   closecode-batch/std";
