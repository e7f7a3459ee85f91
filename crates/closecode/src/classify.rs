//! The class of a code: one byte that answers every question, for one code or for millions.
//!
//! What two numbers share, they share altogether: a number is a registered code or the rest of a
//! range. So there are as many classes as registered codes and ranges, and a class is as much as a
//! log, a metric or a filter needs.
//!
//! The batch functions run plain code that compilers turn into vectors. With the feature `std`, on
//! x86-64, they ask the processor and use AVX2 where it is; `x86` holds that code and its argument.

mod answers;
mod batch;
mod class;
mod codes;
mod counts;
mod portable;
#[cfg(all(feature = "std", target_arch = "x86_64"))]
#[allow(unsafe_code)] // Loads and stores of whole vectors; the module says why each is in bounds.
mod x86;

pub use batch::{LengthError, classify_be_into, classify_into, classify_portable_into};
pub use class::Class;
pub use codes::{count_codes, count_codes_be};
pub use counts::Counts;
