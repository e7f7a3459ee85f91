//! The manifests of our workspaces, for what looks at all dependencies.

use crate::{cldr, pictures};

/// The first is that of the largest.
pub(crate) const MANIFESTS: [&str; 3] = ["Cargo.toml", cldr::MANIFEST, pictures::MANIFEST];
