//! The manifests of our workspaces, for what looks at all dependencies.

use crate::{api, cldr, fuzz, pictures};

/// The first is that of the largest.
pub(crate) const MANIFESTS: [&str; 5] =
    ["Cargo.toml", api::MANIFEST, cldr::MANIFEST, fuzz::MANIFEST, pictures::MANIFEST];
