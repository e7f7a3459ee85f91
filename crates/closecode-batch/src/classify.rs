//! The classes of many codes.

use core::fmt;

use closecode::Class;

use crate::portable;
#[cfg(all(feature = "std", target_arch = "x86_64"))]
use crate::x86;

/// Fewer or more classes than codes: nothing was written.
///
/// ```
/// use closecode::RawCode;
/// use closecode_batch::{LengthError, classify_into};
/// let mut classes = [RawCode::new(0).classify(); 2];
/// assert_eq!(classify_into(&[1000], &mut classes), Err(LengthError));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LengthError;

impl fmt::Display for LengthError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the slice of classes is not as long as the list of codes; give one of equal length",
        )
    }
}

impl core::error::Error for LengthError {}

/// Through functions that return `io::Result`, as the errors of closecode go.
#[cfg(feature = "std")]
impl From<LengthError> for std::io::Error {
    fn from(error: LengthError) -> Self {
        Self::new(std::io::ErrorKind::InvalidInput, error)
    }
}

/// Writes the class of each code to the same index.
///
/// Never panics. If the slices differ in length, nothing is written and the error says so.
///
/// ```
/// use closecode::RawCode;
/// use closecode_batch::classify_into;
///
/// let codes = [1000, 1006, 4004];
/// let mut classes = [RawCode::new(0).classify(); 3];
/// classify_into(&codes, &mut classes)?;
/// assert_eq!(classes.map(|class| class.label()), ["1000", "1006", "private_use"]);
/// # Ok::<(), closecode_batch::LengthError>(())
/// ```
#[inline]
pub fn classify_into(codes: &[u16], classes: &mut [Class]) -> Result<(), LengthError> {
    if codes.len() != classes.len() {
        return Err(LengthError);
    }
    #[cfg(all(feature = "std", target_arch = "x86_64"))]
    if x86::classify(codes, classes) {
        return Ok(());
    }
    portable::classify(codes, classes);
    Ok(())
}

/// Like [`classify_into`], from bytes in network byte order: two for each code, the more
/// significant first.
///
/// Never panics. If there are not exactly two bytes for each class, nothing is written and the
/// error says so.
///
/// ```
/// use closecode::RawCode;
/// use closecode_batch::classify_be_into;
///
/// let mut classes = [RawCode::new(0).classify(); 2];
/// classify_be_into(&[0x03, 0xe8, 0x03, 0xee], &mut classes)?;
/// assert_eq!(classes.map(|class| class.label()), ["1000", "1006"]);
/// # Ok::<(), closecode_batch::LengthError>(())
/// ```
#[inline]
pub fn classify_be_into(bytes: &[u8], classes: &mut [Class]) -> Result<(), LengthError> {
    if bytes.len() / 2 != classes.len() || bytes.len() % 2 != 0 {
        return Err(LengthError);
    }
    #[cfg(all(feature = "std", target_arch = "x86_64"))]
    if x86::classify_be(bytes, classes) {
        return Ok(());
    }
    portable::classify_be(bytes, classes);
    Ok(())
}

/// [`classify_into`] by plain code alone, whatever the processor can: for our tests and benchmarks,
/// not part of the API.
///
/// ```
/// # use closecode::RawCode;
/// # use closecode_batch::classify_portable_into;
/// let mut classes = [RawCode::new(0).classify()];
/// assert_eq!(classify_portable_into(&[1000], &mut classes), Ok(()));
/// ```
#[inline]
#[doc(hidden)]
pub fn classify_portable_into(codes: &[u16], classes: &mut [Class]) -> Result<(), LengthError> {
    if codes.len() != classes.len() {
        return Err(LengthError);
    }
    portable::classify(codes, classes);
    Ok(())
}
