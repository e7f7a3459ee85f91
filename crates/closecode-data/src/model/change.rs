//! What changed in the data, told for its readers.

use closecode_format::record;

record! {
    /// One change.
    Change {
        /// The day on which it was made.
        date: required String,
        /// What changed, as one sentence in English.
        text: required String,
        /// The codes that it is about; none if it is about all of them, or about none.
        codes: list u16,
    }
}
