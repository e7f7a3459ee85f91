//! From a byte to a class.
//!
//! Batches compute classes as bytes. That a class is one byte, and which, is no promise of the
//! crate `closecode`; it is proved here, for the version that this crate is compiled with.

use closecode::Class;

/// The last class.
#[allow(clippy::cast_possible_truncation)] // Asserted below.
const LAST: u8 = (Class::COUNT - 1) as u8;

/// Proves that each class is one byte, namely its index.
const _: () = {
    assert!(Class::COUNT <= 256 && size_of::<Class>() == 1);
    let mut index = 0;
    while index < Class::COUNT {
        let Some(class) = Class::from_index(index) else { panic!("indexes have no gaps") };
        // SAFETY: a byte may have any value, and the compiler checks that the sizes are equal. It
        // would report a class that is not initialised.
        let byte: u8 = unsafe { core::mem::transmute(class) };
        assert!(byte as usize == index);
        index += 1;
    }
    assert!(index == Class::COUNT);
};

/// The class with this index; the last one for whatever is larger.
#[inline]
pub(crate) const fn at(index: u8) -> Class {
    let byte = if (index as usize) < Class::COUNT { index } else { LAST };
    // SAFETY: by the proof above, the byte is the class with this index.
    unsafe { core::mem::transmute::<u8, Class>(byte) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_gives_a_class() {
        for byte in 0..=u8::MAX {
            let expected = usize::from(byte).min(Class::COUNT - 1);
            assert_eq!(Some(at(byte)), Class::from_index(expected));
        }
    }
}
