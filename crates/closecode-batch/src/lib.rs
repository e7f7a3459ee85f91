//! Classifies and counts many WebSocket close codes at once.
//!
//! The crate [`closecode`] answers questions about one code. This crate does the same for a slice
//! of numbers, or for the bytes of a capture: it writes the [`Class`](closecode::Class) of each
//! code, or counts the codes of each class.
//!
//! ```
//! use closecode::RawCode;
//! use closecode_batch::{Counts, classify_into};
//!
//! let codes = [1000, 1006, 4004];
//! let mut classes = [RawCode::new(0).classify(); 3];
//! classify_into(&codes, &mut classes)?;
//! assert_eq!(classes.map(|class| class.label()), ["1000", "1006", "private_use"]);
//!
//! let mut counts = Counts::new();
//! counts.add(&codes);
//! assert_eq!(counts.total(), 3);
//! # Ok::<(), closecode_batch::LengthError>(())
//! ```
//!
//! # What it is not
//!
//! A way to ask about one code: [`RawCode::classify`](closecode::RawCode::classify) is faster, and
//! needs no second crate. A reader of captures: it takes the codes once you have found them. A
//! store for metrics: [`Counts`] is an array with names.
//!
//! # What it costs
//!
//! A class is one byte, and nothing allocates. Without the feature `std` the crate is `no_std` and
//! runs plain code that compilers turn into vectors. With it, on x86-64, it asks the processor and
//! uses AVX2 where it is.
//!
//! # Unsafe code
//!
//! Two modules contain it, each with a safety argument: `class` turns a byte into a class, and
//! `x86` calls AVX2.

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "std")]
extern crate std;

/// The example in the crate's README, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[allow(unsafe_code)] // Makes a class of a byte; the module proves that each byte is one.
mod class;
mod classify;
mod counts;
mod layout;
mod numbers;
mod portable;
#[cfg(all(feature = "std", target_arch = "x86_64"))]
#[allow(unsafe_code)] // Loads and stores of whole vectors; the module says why each is in bounds.
mod x86;

#[doc(hidden)]
pub use classify::classify_portable_into;
pub use classify::{LengthError, classify_be_into, classify_into};
pub use counts::{Counts, CountsIter};
pub use numbers::{count_codes, count_codes_be};
