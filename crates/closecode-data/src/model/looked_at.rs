//! Products that somebody looked at without finding close codes of their own.

use closecode_format::record;

record! {
    /// The whole list, with what a page says about it.
    LookedAt {
        /// Its heading, in English.
        title: required String,
        /// What a row holds for, in English.
        note: required String,
        /// The products, by name.
        products: tables LookedAtProduct = "product",
    }
}

record! {
    /// One product.
    LookedAtProduct {
        /// What its owner calls it.
        name: required String,
        /// What was read: a repository with a path at a commit, a package with its version, an
        /// address.
        read: required String,
        /// The day on which it was read, or the month.
        date: required String,
        /// What was found, as one or two sentences in English.
        found: required String,
    }
}
