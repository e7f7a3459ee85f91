//! One connection, from the handshake to its end.

use std::io::{self, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use sha1::{Digest as _, Sha1};

use crate::frame::{self, CLOSE, FIN};
use crate::request::Request;
use crate::way::{Play, Tcp, Way};

/// What makes the key of a handshake an answer (RFC 6455, section 1.3).
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// For how long the lab waits for a Close frame after what it sent. A client that does not end the
/// connection by then is taken to have accepted what it was sent.
const PATIENCE: Duration = Duration::from_secs(5);

/// For how long it says nothing when the way is silence: longer than a browser waits.
const SILENCE: Duration = Duration::from_secs(90);

/// What came back as a Close frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// None: the TCP connection ended without one.
    None,
    /// One without a body.
    Empty,
    /// One with a code, and the bytes of its reason.
    Code(u16, Vec<u8>),
    /// One whose body is a single byte.
    Malformed,
}

/// Plays a way and tells what came back. `None` stands for a way in which nothing can come back.
///
/// # Errors
///
/// When the handshake is none.
pub(crate) fn play(
    mut stream: TcpStream,
    request: &Request,
    way: &Way,
) -> io::Result<Option<Reply>> {
    match &way.play {
        Play::Refuse(answer) => {
            stream.write_all(answer.as_bytes())?;
            Ok(None)
        }
        Play::Switch(key) => {
            stream.write_all(switching(key).as_bytes())?;
            Ok(Some(reply(&mut stream)))
        }
        Play::HangUp => Ok(None),
        Play::Send(bytes) => {
            accept(&mut stream, request)?;
            stream.write_all(bytes)?;
            let reply = wait(&mut stream, PATIENCE);
            let is_close = bytes[0] & 0x0F == CLOSE;
            match reply {
                // What the lab sent was no Close frame: the client began the closing handshake.
                Some(reply) if !is_close => {
                    answer(&mut stream, &reply);
                    Ok(Some(reply))
                }
                Some(reply) => Ok(Some(reply)),
                None if is_close => Ok(Some(Reply::None)),
                // The client took it, and shows so by an ordinary end.
                None => {
                    stream
                        .write_all(&frame::unmasked(FIN | CLOSE, &frame::close_body(1000, b"")))?;
                    Ok(Some(self::reply(&mut stream)))
                }
            }
        }
        Play::End(bytes, how) => {
            accept(&mut stream, request)?;
            stream.write_all(bytes)?;
            match how {
                Tcp::Fin => {
                    stream.shutdown(Shutdown::Write)?;
                    Ok(Some(reply(&mut stream)))
                }
                Tcp::Rst => {
                    reset(stream)?;
                    Ok(None)
                }
            }
        }
        Play::Answer(body) => {
            accept(&mut stream, request)?;
            let reply = reply(&mut stream);
            match body {
                None => answer(&mut stream, &reply),
                Some(body) => stream.write_all(&frame::unmasked(FIN | CLOSE, body))?,
            }
            Ok(Some(reply))
        }
        Play::Silence => {
            accept(&mut stream, request)?;
            let reply = reply(&mut stream);
            stream.set_read_timeout(Some(SILENCE))?;
            let _ = frame::read(&mut stream);
            Ok(Some(reply))
        }
    }
}

/// Completes the opening handshake.
fn accept(stream: &mut TcpStream, request: &Request) -> io::Result<()> {
    let key = request.header("sec-websocket-key").ok_or(io::ErrorKind::InvalidData)?;
    let accept = format!("Sec-WebSocket-Accept: {}\r\n", accept_key(key));
    stream.write_all(switching(&accept).as_bytes())
}

fn switching(more: &str) -> String {
    let first = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    format!("{first}{more}\r\n")
}

/// The answer to the key of a client.
pub(crate) fn accept_key(key: &str) -> String {
    let digest = Sha1::digest(format!("{key}{GUID}"));
    data_encoding::BASE64.encode(&digest)
}

/// What came back, once it is known that nothing more will.
fn reply(stream: &mut TcpStream) -> Reply {
    wait(stream, PATIENCE).unwrap_or(Reply::None)
}

/// Reads until a Close frame or the end; `None` if neither comes within the time.
fn wait(stream: &mut TcpStream, patience: Duration) -> Option<Reply> {
    stream.set_read_timeout(Some(patience)).ok()?;
    loop {
        match frame::read(stream) {
            Ok(frame) if frame.opcode == CLOSE => return Some(close(&frame.payload)),
            Ok(_) => {}
            Err(error) => {
                let is_late =
                    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
                return (!is_late).then_some(Reply::None);
            }
        }
    }
}

fn close(body: &[u8]) -> Reply {
    match body {
        [] => Reply::Empty,
        [_] => Reply::Malformed,
        [a, b, reason @ ..] => Reply::Code(u16::from_be_bytes([*a, *b]), reason.to_vec()),
    }
}

/// Sends the same Close frame back. That the client has gone already is no matter.
fn answer(stream: &mut TcpStream, reply: &Reply) {
    let body = match reply {
        Reply::Code(code, reason) => frame::close_body(*code, reason),
        Reply::Empty => Vec::new(),
        Reply::None | Reply::Malformed => return,
    };
    let _ = stream.write_all(&frame::unmasked(FIN | CLOSE, &body));
}

/// Ends a connection with RST: what the client sent stays unread, and the socket is closed.
///
/// Rust's way to do so by an option of the socket is not stable; a system that closes a socket with
/// data in its buffer sends RST (RFC 1122, section 4.2.2.13).
fn reset(mut stream: TcpStream) -> io::Result<()> {
    // A Ping makes the client send a Pong, which is never read.
    stream.write_all(&frame::unmasked(FIN | frame::PING, b"?"))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut waiting = [0];
    stream.peek(&mut waiting)?;
    drop(stream);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_the_standard() {
        // RFC 6455, section 1.3.
        assert_eq!(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn bodies_of_every_kind() {
        assert_eq!(close(b""), Reply::Empty);
        assert_eq!(close(&[3]), Reply::Malformed);
        assert_eq!(close(&[3, 0xE8, b'o']), Reply::Code(1000, b"o".to_vec()));
    }
}
