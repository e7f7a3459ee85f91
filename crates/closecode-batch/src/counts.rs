//! How many codes of each class occur.

use core::fmt;
use core::ops::{AddAssign, Index};

use closecode::{Class, RawCode};

use crate::portable;
#[cfg(all(feature = "std", target_arch = "x86_64"))]
use crate::x86;

/// How many codes of each class were seen.
///
/// ```
/// use closecode::RawCode;
/// use closecode_batch::Counts;
///
/// let mut counts = Counts::new();
/// counts.add(&[1000, 1006, 1000, 4004, 4005]);
/// assert_eq!(counts[RawCode::new(1000).classify()], 2);
/// assert_eq!(counts[RawCode::new(4000).classify()], 2);
/// assert_eq!(counts.total(), 5);
///
/// let seen = counts.iter().filter(|(_, count)| *count > 0);
/// let labels: Vec<_> = seen.map(|(class, _)| class.label()).collect();
/// assert_eq!(labels, ["1000", "1006", "private_use"]);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Counts([u64; Class::COUNT]);

impl Counts {
    /// Nothing seen yet.
    ///
    /// ```
    /// assert_eq!(closecode_batch::Counts::new().total(), 0);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self([0; Class::COUNT])
    }

    /// Counts these codes too.
    ///
    /// ```
    /// let mut counts = closecode_batch::Counts::new();
    /// counts.add(&[1000; 100]);
    /// counts.add(&[1001]);
    /// assert_eq!(counts.total(), 101);
    /// ```
    #[inline]
    pub fn add(&mut self, codes: &[u16]) {
        #[cfg(all(feature = "std", target_arch = "x86_64"))]
        let codes = x86::count(codes, &mut self.0);
        self.add_portable(codes);
    }

    /// [`add`](Self::add) by plain code alone: for our tests and benchmarks, not part of the API.
    ///
    /// ```
    /// let mut counts = closecode_batch::Counts::new();
    /// counts.add_portable(&[1000]);
    /// assert_eq!(counts.total(), 1);
    /// ```
    #[inline]
    #[doc(hidden)]
    pub fn add_portable(&mut self, codes: &[u16]) {
        if codes.is_empty() {
            return;
        }
        let mut classes = [NONE; BLOCK];
        for block in codes.chunks(BLOCK) {
            let classes = &mut classes[..block.len()];
            portable::classify(block, classes);
            self.add_classes(classes);
        }
    }

    /// Counts these codes too, from bytes in network byte order: two for each code, the more
    /// significant first.
    ///
    /// Returns the last byte if their number is odd: half a code is not counted.
    ///
    /// ```
    /// let mut counts = closecode_batch::Counts::new();
    /// assert_eq!(counts.add_be(&[0x03, 0xe8, 0x03, 0xee]), None);
    /// assert_eq!(counts.total(), 2);
    /// assert_eq!(counts.add_be(&[0x03, 0xe8, 0x03]), Some(0x03));
    /// assert_eq!(counts.total(), 3);
    /// ```
    #[inline]
    pub fn add_be(&mut self, bytes: &[u8]) -> Option<u8> {
        let (bytes, rest) = bytes.split_at(bytes.len() & !1);
        #[cfg(all(feature = "std", target_arch = "x86_64"))]
        let bytes = x86::count_be(bytes, &mut self.0);
        let mut classes = [NONE; BLOCK];
        for block in bytes.chunks(size_of::<[u16; BLOCK]>()) {
            let classes = &mut classes[..block.len() / 2];
            portable::classify_be(block, classes);
            self.add_classes(classes);
        }
        rest.first().copied()
    }

    /// How many codes were counted.
    ///
    /// ```
    /// let mut counts = closecode_batch::Counts::new();
    /// counts.add(&[1000, 0, 65_535]);
    /// assert_eq!(counts.total(), 3);
    /// ```
    #[inline]
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Every class with its count.
    ///
    /// ```
    /// use closecode::Class;
    /// use closecode_batch::Counts;
    /// assert_eq!(Counts::new().iter().count(), Class::COUNT);
    /// ```
    #[inline]
    pub fn iter(&self) -> CountsIter<'_> {
        CountsIter { counts: self, next: 0 }
    }

    #[inline]
    fn add_classes(&mut self, classes: &[Class]) {
        // One table would wait for its own last store whenever a class repeats, which is what real
        // codes do.
        let mut tables = [[0_u32; Class::COUNT]; TABLES];
        let mut rows = classes.chunks_exact(TABLES);
        for row in &mut rows {
            for (class, table) in row.iter().zip(&mut tables) {
                table[class.index()] += 1;
            }
        }
        for class in rows.remainder() {
            self.0[class.index()] += 1;
        }
        for table in tables {
            for (count, more) in self.0.iter_mut().zip(table) {
                *count += u64::from(more);
            }
        }
    }
}

/// What a buffer is filled with before it is used.
const NONE: Class = RawCode::new(0).classify();

/// How many codes are classified before they are counted: their classes stay in the nearest cache.
const BLOCK: usize = 1024;

/// How many tables take turns.
const TABLES: usize = 4;

/// Every class with its count, from [`Counts::iter`].
///
/// ```
/// use closecode_batch::{Counts, CountsIter};
/// let counts = Counts::new();
/// let classes: CountsIter<'_> = counts.iter();
/// assert!(classes.into_iter().all(|(_, count)| count == 0));
/// ```
#[derive(Clone, Debug)]
pub struct CountsIter<'a> {
    counts: &'a Counts,
    next: usize,
}

impl Iterator for CountsIter<'_> {
    type Item = (Class, u64);

    #[inline]
    fn next(&mut self) -> Option<(Class, u64)> {
        let class = Class::from_index(self.next)?;
        self.next += 1;
        Some((class, self.counts[class]))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = Class::COUNT - self.next;
        (left, Some(left))
    }
}

impl ExactSizeIterator for CountsIter<'_> {}

impl<'a> IntoIterator for &'a Counts {
    type Item = (Class, u64);
    type IntoIter = CountsIter<'a>;

    #[inline]
    fn into_iter(self) -> CountsIter<'a> {
        self.iter()
    }
}

/// Codes that come one by one; a slice of them is counted faster with [`Counts::add`].
impl Extend<RawCode> for Counts {
    fn extend<T: IntoIterator<Item = RawCode>>(&mut self, codes: T) {
        for code in codes {
            self.0[code.classify().index()] += 1;
        }
    }
}

impl<'a> Extend<&'a RawCode> for Counts {
    fn extend<T: IntoIterator<Item = &'a RawCode>>(&mut self, codes: T) {
        self.extend(codes.into_iter().copied());
    }
}

impl<'a> FromIterator<&'a RawCode> for Counts {
    fn from_iter<T: IntoIterator<Item = &'a RawCode>>(codes: T) -> Self {
        codes.into_iter().copied().collect()
    }
}

impl FromIterator<RawCode> for Counts {
    fn from_iter<T: IntoIterator<Item = RawCode>>(codes: T) -> Self {
        let mut counts = Self::new();
        counts.extend(codes);
        counts
    }
}

impl Default for Counts {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl Index<Class> for Counts {
    type Output = u64;

    #[inline]
    fn index(&self, class: Class) -> &u64 {
        &self.0[class.index()]
    }
}

impl AddAssign<&Self> for Counts {
    #[inline]
    fn add_assign(&mut self, other: &Self) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count += more;
        }
    }
}

impl fmt::Debug for Counts {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
