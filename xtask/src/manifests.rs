//! The manifests of our workspaces, for what looks at all dependencies.

use crate::{api, cldr, pictures};

/// The first is that of the largest.
pub(crate) const MANIFESTS: [&str; 4] =
    ["Cargo.toml", api::MANIFEST, cldr::MANIFEST, pictures::MANIFEST];
