//! From a frame to bytes.

use super::{BufferTooSmallError, CloseBody, CloseFrame};

/// The first byte of every Close frame: the last fragment, no extension, opcode 8. RFC 6455 section
/// 5.2.
const FIN_AND_CLOSE: u8 = 0x88;
/// The bit of the second byte that says that a key follows and that the body is masked.
const MASKED: u8 = 0x80;

impl CloseFrame<'_> {
    /// The body, in memory of its own.
    ///
    /// ```
    /// use closecode::SendableCode;
    /// use closecode::frame::{CloseFrame, Reason};
    /// let body = CloseFrame::new(SendableCode::NORMAL_CLOSURE, Reason::truncate("bye")).body();
    /// assert_eq!(body.as_bytes(), b"\x03\xe8bye");
    /// ```
    #[inline]
    #[must_use]
    pub const fn body(self) -> CloseBody {
        match self.sendable() {
            Some(code) => CloseBody::new(code, self.reason()),
            None => CloseBody::EMPTY,
        }
    }

    /// Writes the body to the beginning of the buffer, and returns what was written. 125 bytes are
    /// always enough.
    ///
    /// # Errors
    ///
    /// If the buffer is too small; nothing is written then.
    ///
    /// ```
    /// use closecode::SendableCode;
    /// use closecode::frame::{CloseFrame, MAX_BODY, Reason};
    ///
    /// let mut buffer = [0; MAX_BODY];
    /// let frame = CloseFrame::new(SendableCode::NORMAL_CLOSURE, Reason::truncate("bye"));
    /// assert_eq!(frame.encode_body(&mut buffer)?, b"\x03\xe8bye");
    /// # Ok::<(), closecode::frame::BufferTooSmallError>(())
    /// ```
    #[inline]
    pub fn encode_body(self, out: &mut [u8]) -> Result<&mut [u8], BufferTooSmallError> {
        let body = self.body();
        let out = room(out, body.as_bytes().len())?;
        copy(out, body.as_bytes());
        Ok(out)
    }

    /// Writes a whole frame as a server sends it, unmasked, and returns what was written.
    /// [`MAX_FRAME`](super::MAX_FRAME) bytes are always enough.
    ///
    /// # Errors
    ///
    /// If the buffer is too small; nothing is written then.
    ///
    /// ```
    /// use closecode::SendableCode;
    /// use closecode::frame::{CloseFrame, MAX_FRAME, Reason};
    ///
    /// let mut buffer = [0; MAX_FRAME];
    /// let frame = CloseFrame::new(SendableCode::NORMAL_CLOSURE, Reason::truncate("bye"));
    /// assert_eq!(frame.encode_frame(&mut buffer)?, b"\x88\x05\x03\xe8bye");
    /// assert_eq!(CloseFrame::EMPTY.encode_frame(&mut buffer)?, b"\x88\x00");
    /// # Ok::<(), closecode::frame::BufferTooSmallError>(())
    /// ```
    #[inline]
    pub fn encode_frame(self, out: &mut [u8]) -> Result<&mut [u8], BufferTooSmallError> {
        let body = self.body();
        let out = room(out, 2 + body.as_bytes().len())?;
        if let Some((header, rest)) = out.split_first_chunk_mut() {
            *header = [FIN_AND_CLOSE, body.len()];
            copy(rest, body.as_bytes());
        }
        Ok(out)
    }

    /// Writes a whole frame as a client sends it, masked with the key, and returns what was
    /// written. [`MAX_FRAME`](super::MAX_FRAME) bytes are always enough.
    ///
    /// The key has to be new for every frame, from a source of randomness that the application
    /// cannot predict: RFC 6455 section 5.3. This crate has no such source.
    ///
    /// # Errors
    ///
    /// If the buffer is too small; nothing is written then.
    ///
    /// ```
    /// use closecode::SendableCode;
    /// use closecode::frame::{CloseFrame, MAX_FRAME, Reason};
    ///
    /// let key = [0x37, 0xfa, 0x21, 0x3d]; // From your generator, not from an example.
    /// let mut buffer = [0; MAX_FRAME];
    /// let frame = CloseFrame::new(SendableCode::NORMAL_CLOSURE, Reason::truncate("bye"));
    /// assert_eq!(
    ///     frame.encode_masked(key, &mut buffer)?,
    ///     b"\x88\x85\x37\xfa\x21\x3d\x34\x12\x43\x44\x52"
    /// );
    /// # Ok::<(), closecode::frame::BufferTooSmallError>(())
    /// ```
    #[inline]
    pub fn encode_masked(
        self,
        key: [u8; 4],
        out: &mut [u8],
    ) -> Result<&mut [u8], BufferTooSmallError> {
        let body = self.body();
        let out = room(out, 6 + body.as_bytes().len())?;
        if let Some((header, rest)) = out.split_first_chunk_mut() {
            let [a, b, c, d] = key;
            *header = [FIN_AND_CLOSE, MASKED | body.len(), a, b, c, d];
            for (to, from) in rest.chunks_mut(key.len()).zip(body.as_bytes().chunks(key.len())) {
                to.iter_mut().zip(from).zip(key).for_each(|((to, from), key)| *to = from ^ key);
            }
        }
        Ok(out)
    }
}

/// The beginning of the buffer.
#[inline]
fn room(out: &mut [u8], needed: usize) -> Result<&mut [u8], BufferTooSmallError> {
    out.get_mut(..needed).ok_or(BufferTooSmallError { needed })
}

/// `copy_from_slice` for slices of one length, without its panic.
#[inline]
fn copy(to: &mut [u8], from: &[u8]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}
