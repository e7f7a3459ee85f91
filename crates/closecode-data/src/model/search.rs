//! What people type for a page that does not hold these words, and which products they meet most.

use closecode_format::record;

use crate::Dataset;

record! {
    /// The words for one page.
    SearchWords {
        /// The page: `codes/1006`, `ranges/<id>`, `situations/<id>`, `problems/<id>`,
        /// `scenarios/<id>` or `policy`.
        page: required String,
        /// The words, each one or a few, in lower case.
        words: required_list String,
    }
}

record! {
    /// A product among those that many people meet, in the order of the file.
    Product {
        /// The id of its protocol.
        protocol: required String,
        /// The package of its client whose downloads were counted.
        package: required String,
    }
}

impl Dataset {
    /// The place of a protocol when products are listed with the most used first; those that were
    /// not counted come last.
    pub fn place(&self, protocol: &str) -> usize {
        let place = self.products.iter().position(|product| *product.protocol == protocol);
        place.unwrap_or(self.products.len())
    }

    /// What people type for a page: `codes/1006`.
    pub fn search_words(&self, page: &str) -> Vec<String> {
        let rows = self.search.iter().filter(|row| *row.page == page);
        rows.flat_map(|row| &row.words).map(|word| word.value.clone()).collect()
    }
}
