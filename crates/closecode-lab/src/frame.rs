//! Frames as bytes (RFC 6455, section 5.2): written as asked, legal or not, and read as the
//! other side sends them.

use std::io::{self, Read};

/// The bit of a final frame.
pub(crate) const FIN: u8 = 0x80;
/// The first reserved bit: compression, if it was negotiated. The lab negotiates none.
pub(crate) const RSV1: u8 = 0x40;
/// The second reserved bit.
pub(crate) const RSV2: u8 = 0x20;

/// The opcode of a continuation.
pub(crate) const CONTINUATION: u8 = 0x0;
/// The opcode of a text message.
pub(crate) const TEXT: u8 = 0x1;
/// The opcode of a binary message.
pub(crate) const BINARY: u8 = 0x2;
/// The opcode of a Close frame.
pub(crate) const CLOSE: u8 = 0x8;
/// The opcode of a Ping.
pub(crate) const PING: u8 = 0x9;

/// The opcode of a Pong.
pub(crate) const PONG: u8 = 0xA;

/// The most that is read of one frame. The lab asks for nothing long.
const LONGEST: u64 = 1 << 16;

/// The mask of every frame that has one.
pub(crate) const MASK: [u8; 4] = [1, 2, 3, 4];

/// The beginning of a frame without a mask: the first byte as it is, and a length in the shortest
/// form.
pub(crate) fn head(first: u8, length: u64) -> Vec<u8> {
    let mut head = vec![first];
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ ..=125), _) => head.push(short),
        (_, Ok(medium)) => {
            head.push(126);
            head.extend(medium.to_be_bytes());
        }
        _ => {
            head.push(127);
            head.extend(length.to_be_bytes());
        }
    }
    head
}

/// A frame of a server, which has no mask.
pub(crate) fn unmasked(first: u8, payload: &[u8]) -> Vec<u8> {
    [head(first, payload.len() as u64), payload.to_vec()].concat()
}

/// The beginning of a frame as only clients may send it, with the mask.
pub(crate) fn masked_head(first: u8, length: u64) -> Vec<u8> {
    let mut head = head(first, length);
    head[1] |= 0x80;
    head.extend(MASK);
    head
}

/// A frame as only clients may send it: with a mask.
pub(crate) fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mask = MASK.iter().cycle();
    let mut frame = masked_head(first, payload.len() as u64);
    frame.extend(payload.iter().zip(mask).map(|(byte, mask)| byte ^ mask));
    frame
}

/// The body of a Close frame: a status code and a reason.
pub(crate) fn close_body(code: u16, reason: &[u8]) -> Vec<u8> {
    [&code.to_be_bytes(), reason].concat()
}

/// A frame that was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The opcode.
    pub(crate) opcode: u8,
    /// The payload without its mask.
    pub(crate) payload: Vec<u8>,
}

/// Reads the next frame.
///
/// # Errors
///
/// When the connection ends, also inside of a frame, or a frame is longer than the lab reads.
pub(crate) fn read(from: &mut impl Read) -> io::Result<Frame> {
    let mut head = [0; 2];
    from.read_exact(&mut head)?;
    let length = match head[1] & 0x7F {
        126 => {
            let mut long = [0; 2];
            from.read_exact(&mut long)?;
            u64::from(u16::from_be_bytes(long))
        }
        127 => {
            let mut long = [0; 8];
            from.read_exact(&mut long)?;
            u64::from_be_bytes(long)
        }
        short => u64::from(short),
    };
    if length > LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame is too long"));
    }
    let mut mask = [0; 4];
    if head[1] & 0x80 != 0 {
        from.read_exact(&mut mask)?;
    }
    let mut payload = Vec::new();
    from.take(length).read_to_end(&mut payload)?;
    if payload.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    for (i, byte) in payload.iter_mut().enumerate() {
        *byte ^= mask[i % 4];
    }
    Ok(Frame { opcode: head[0] & 0x0F, payload })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for length in [0, 1, 125, 126, 300, 65_536] {
            let payload: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
            for frame in [unmasked(FIN | TEXT, &payload), masked(FIN | TEXT, &payload)] {
                let read = read(&mut frame.as_slice()).unwrap();
                assert_eq!(read, Frame { opcode: TEXT, payload: payload.clone() });
            }
        }
    }

    #[test]
    fn the_bytes_are_those_of_the_standard() {
        // RFC 6455, section 5.7: "Hello" without and with a mask; the second with ours.
        assert_eq!(unmasked(0x81, b"Hello"), [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]);
        assert_eq!(masked(0x81, b"H")[..], [0x81, 0x81, 1, 2, 3, 4, b'H' ^ 1]);
        assert_eq!(unmasked(0x88, &close_body(1000, b"ok")), [0x88, 4, 3, 0xE8, b'o', b'k']);
    }

    #[test]
    fn a_frame_that_is_cut_or_endless_is_an_error() {
        assert_eq!(read(&mut &[0x81, 5, 1][..]).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        let endless = [0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0];
        assert_eq!(read(&mut &endless[..]).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
