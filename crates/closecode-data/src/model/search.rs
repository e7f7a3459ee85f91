//! What people type for a page that does not hold these words.

use closecode_format::record;

use crate::Dataset;

record! {
    /// The words for one page.
    SearchWords {
        /// The page: `codes/1006`, `ranges/<id>`, `situations/<id>` or `policy`.
        page: required String,
        /// The words, each one or a few, in lower case.
        words: required_list String,
    }
}

impl Dataset {
    /// What people type for a page: `codes/1006`.
    pub fn search_words(&self, page: &str) -> Vec<String> {
        let rows = self.search.iter().filter(|row| *row.page == page);
        rows.flat_map(|row| &row.words).map(|word| word.value.clone()).collect()
    }
}
