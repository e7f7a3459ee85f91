//! One connection, from the handshake to its end.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::accept::accept_key;
use crate::frame::{self, BINARY, CLOSE, FIN, MASK, PING, PONG};
use crate::request::{Request, Response};
use crate::role::Role;
use crate::stream::Stream;
use crate::way::{Answer, Opening, Play, Tcp, Way};

/// The lines of an ordinary request: the key of the standard's example.
const KEY: &str = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const VERSION: &str = "Sec-WebSocket-Version: 13\r\n";

/// For how long the lab lets the other side find out that the connection is open.
const SETTLING: Duration = Duration::from_millis(100);

/// For how long the lab waits for a Close frame after what it sent. Who does not end the
/// connection by then is taken to have accepted what it was sent.
const PATIENCE: Duration = Duration::from_secs(5);

/// The same after a long message, which takes a while.
const LONG_PATIENCE: Duration = Duration::from_secs(20);

/// For how long it says nothing when the way is silence: a minute and a half, because that
/// is where the longest of the usual timers are.
const SILENCE: Duration = Duration::from_secs(95);

/// Who sends a long message.
static FLOODING: Mutex<()> = Mutex::new(());

/// Between the halves of a slow handshake.
const SLOW: Duration = Duration::from_secs(3);

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

/// For how long the other side waited while the lab was silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// For about so many seconds.
    Seconds(u64),
    /// For longer than the lab.
    Longer,
}

/// What the lab saw of a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The Close frame that came back. `None` stands for a way in which nothing can come back.
    pub reply: Option<Reply>,
    /// For how long the other side waited, if the way is silence.
    pub waited: Option<Waited>,
    /// The status with which a server refused the handshake.
    pub refused: Option<u16>,
    /// Whether a server did not complete the handshake.
    pub is_unopened: bool,
}

impl Outcome {
    fn reply(reply: Reply) -> Self {
        Self { reply: Some(reply), ..Self::default() }
    }
}

/// Plays a way to a client, once the connection has been open for a time. `ends` is called right
/// before the lab sends what ends it.
///
/// # Errors
///
/// When the handshake is none.
pub(crate) fn serve(
    mut stream: Stream,
    request: &Request,
    way: &Way,
    kept: Duration,
    ends: &dyn Fn(),
) -> io::Result<Outcome> {
    let accept = |more: &str| -> io::Result<String> {
        let key = request.header("sec-websocket-key").ok_or(io::ErrorKind::InvalidData)?;
        Ok(switching(&format!("Sec-WebSocket-Accept: {}\r\n{more}", accept_key(key))))
    };
    let Play::Opening(opening) = &way.play else {
        stream.write_all(accept("")?.as_bytes())?;
        if let Some(reply) = keep(&mut stream, kept)? {
            return Ok(Outcome::reply(reply));
        }
        return opened(stream, &way.play, Role::Client, ends);
    };
    ends();
    match opening {
        Opening::HangUp => {
            stream.cut()?;
            Ok(Outcome::default())
        }
        Opening::Refuse(answer) => {
            stream.write_all(answer.as_bytes())?;
            stream.finish()?;
            Ok(Outcome::default())
        }
        Opening::Switch(key) => {
            stream.write_all(switching(key).as_bytes())?;
            Ok(Outcome::reply(reply(&mut stream)))
        }
        Opening::Extra(lines) => {
            stream.write_all(accept(lines)?.as_bytes())?;
            Ok(Outcome::reply(refused_or_closed(&mut stream, PATIENCE, Role::Client)))
        }
        Opening::Silence => Ok(mute(&mut stream)),
        Opening::Half(bytes) => {
            stream.write_all(&accept("")?.as_bytes()[..*bytes])?;
            Ok(mute(&mut stream))
        }
        Opening::Slow => {
            slowly(&mut stream, accept("")?.as_bytes())?;
            opened(stream, &close_with(1000, Role::Client), Role::Client, &|| ())
        }
        Opening::Request(..) => Err(io::Error::other("a client sends the request itself")),
    }
}

/// Answers each Ping for a time. A Close frame that comes meanwhile is answered and handed back.
fn keep(stream: &mut Stream, kept: Duration) -> io::Result<Option<Reply>> {
    let deadline = Instant::now() + kept;
    while let Some(left) = left(deadline) {
        stream.set_read_timeout(left)?;
        match frame::read(stream) {
            Ok(frame) if frame.opcode == CLOSE => {
                let reply = close(&frame.payload);
                echo(stream, &reply, Role::Client);
                return Ok(Some(reply));
            }
            Ok(frame) if frame.opcode == PING => {
                stream.write_all(&Role::Client.frame(FIN | PONG, &frame.payload))?;
            }
            Ok(_) => {}
            Err(error) if is_late(&error) => return Ok(None),
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// Plays a way to a server: asks for `path` at `address`.
///
/// # Errors
///
/// When there is no server, or it does not do the handshake although it is an ordinary one.
pub fn connect(address: SocketAddr, path: &str, way: &Way) -> io::Result<Outcome> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_nodelay(true)?;
    let mut stream = Stream::Plain(stream);
    let request = |key: &str, version: &str| {
        format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\n{key}{version}\r\n"
        )
    };
    let ordinary = request(KEY, VERSION);
    let (bytes, play) = match &way.play {
        Play::Opening(Opening::Silence) => return silent_opening(&mut stream, b""),
        Play::Opening(Opening::Half(bytes)) => {
            return silent_opening(&mut stream, &ordinary.as_bytes()[..*bytes]);
        }
        Play::Opening(Opening::HangUp) => (ordinary, &Play::End(Vec::new(), Tcp::Fin)),
        Play::Opening(Opening::Request(key, version)) => {
            (request(key, version), &close_with(1000, Role::Server))
        }
        Play::Opening(Opening::Slow) => (ordinary, &close_with(1000, Role::Server)),
        Play::Opening(_) => return Err(io::Error::other("a server answers the request itself")),
        play => (ordinary, play),
    };
    match &way.play {
        // A server may not wait for it.
        Play::Opening(Opening::Slow) => drop(slowly(&mut stream, bytes.as_bytes())),
        Play::Opening(Opening::HangUp) => {
            stream.write_all(bytes.as_bytes())?;
            stream.finish()?;
        }
        _ => stream.write_all(bytes.as_bytes())?,
    }
    let is_refusable = matches!(way.play, Play::Opening(_));
    // Who takes a long message from another connection may come late to this one.
    stream.set_read_timeout(if is_refusable { PATIENCE } else { LONG_PATIENCE })?;
    let response = Response::read(&mut stream);
    stream.set_read_timeout(PATIENCE)?;
    match response {
        Ok(response) if response.status == 101 => opened(stream, play, Role::Server, &|| ()),
        Ok(response) if is_refusable => {
            let refused = Some(response.status);
            Ok(Outcome { refused, is_unopened: true, ..Outcome::default() })
        }
        // The TCP connection was ended in place of an answer.
        Err(_) if is_refusable => Ok(Outcome { is_unopened: true, ..Outcome::reply(Reply::None) }),
        Ok(response) => {
            Err(io::Error::other(format!("the handshake was refused with {}", response.status)))
        }
        Err(error) => Err(error),
    }
}

/// What follows an opening handshake that succeeded.
fn opened(mut stream: Stream, play: &Play, role: Role, ends: &dyn Fn()) -> io::Result<Outcome> {
    // What comes in one piece with the answer to the handshake, some would not see.
    sleep(SETTLING);
    match play {
        Play::Opening(_) => unreachable!("the handshake has been done"),
        Play::Send(bytes) => {
            ends();
            stream.write_all(bytes)?;
            let is_close = bytes[0] & 0x0F == CLOSE;
            let reply = if is_close {
                reply(&mut stream)
            } else {
                refused_or_closed(&mut stream, PATIENCE, role)
            };
            leave(&mut stream, role);
            Ok(Outcome::reply(reply))
        }
        Play::Flood(length) => {
            // Who refuses the message may stop reading it.
            stream.set_write_timeout(LONG_PATIENCE)?;
            let is_sent = {
                // One after the other: what is measured is a limit, not a crowd.
                let _turn = FLOODING.lock().unwrap_or_else(PoisonError::into_inner);
                flood(&mut stream, *length, role).is_ok()
            };
            let reply = if is_sent {
                refused_or_closed(&mut stream, LONG_PATIENCE, role)
            } else {
                // A Close frame of the lab would be read as a part of the message.
                reply(&mut stream)
            };
            leave(&mut stream, role);
            Ok(Outcome::reply(reply))
        }
        Play::End(bytes, how) => {
            // That the other side has gone already is no matter.
            let _ = stream.write_all(bytes);
            Ok(end(stream, *how, ends))
        }
        Play::Mute(bytes) => {
            stream.write_all(bytes)?;
            let is_close = bytes.first().is_some_and(|first| first & 0x0F == CLOSE);
            if !is_close {
                return Ok(mute(&mut stream));
            }
            let reply = reply(&mut stream);
            let waited = mute(&mut stream).waited;
            Ok(Outcome { waited, ..Outcome::reply(reply) })
        }
        Play::Answer(answer) => {
            let reply = reply(&mut stream);
            let mut waited = None;
            match answer {
                Answer::Same => echo(&mut stream, &reply, role),
                Answer::Body(body) => stream.write_all(&role.frame(FIN | CLOSE, body))?,
                Answer::Silence => waited = mute(&mut stream).waited,
                Answer::End(how) => {
                    end(stream, *how, ends);
                    return Ok(Outcome::reply(reply));
                }
            }
            leave(&mut stream, role);
            Ok(Outcome { waited, ..Outcome::reply(reply) })
        }
    }
}

fn close_with(code: u16, role: Role) -> Play {
    Play::Send(role.frame(FIN | CLOSE, &frame::close_body(code, b"")))
}

/// A server ends the TCP connection first (RFC 6455, section 7.1.1): as a client, the lab waits
/// for it.
fn leave(stream: &mut Stream, role: Role) {
    if role == Role::Server {
        let _ = until_end(stream, PATIENCE);
    }
}

/// Ends the TCP connection.
fn end(mut stream: Stream, how: Tcp, ends: &dyn Fn()) -> Outcome {
    if let Tcp::Rst | Tcp::Garbage = how {
        // What was sent before is read first, on a machine that is not overloaded.
        sleep(Duration::from_millis(500));
    }
    ends();
    let finished = match how {
        Tcp::Fin => stream.finish(),
        Tcp::Cut => stream.cut(),
        Tcp::Garbage => stream.write_below(&[0; 64]),
        Tcp::Rst => {
            stream.reset();
            return Outcome::default();
        }
    };
    // That the other side has gone already is no matter.
    let _ = finished;
    Outcome::reply(reply(&mut stream))
}

/// Sends a message of so many bytes.
fn flood(stream: &mut Stream, length: u64, role: Role) -> io::Result<()> {
    // Zeros, which a mask turns into itself.
    let (head, chunk) = match role {
        Role::Client => (frame::head(FIN | BINARY, length), vec![0; 1 << 16]),
        Role::Server => (frame::masked_head(FIN | BINARY, length), MASK.repeat(1 << 14)),
    };
    stream.write_all(&head)?;
    let mut left = usize::try_from(length).map_err(io::Error::other)?;
    while left > 0 {
        let next = left.min(chunk.len());
        stream.write_all(&chunk[..next])?;
        left -= next;
    }
    Ok(())
}

/// What comes back after something that is no Close frame: that of the other side, which began the
/// closing handshake, or its answer to an ordinary end, with which it shows that it took what it
/// was sent.
fn refused_or_closed(stream: &mut Stream, patience: Duration, role: Role) -> Reply {
    if let Some(reply) = wait(stream, patience) {
        echo(stream, &reply, role);
        return reply;
    }
    let close = role.frame(FIN | CLOSE, &frame::close_body(1000, b""));
    if stream.write_all(&close).is_err() {
        return Reply::None;
    }
    reply(stream)
}

/// Says nothing until the other side sends a Close frame or ends the TCP connection.
fn mute(stream: &mut Stream) -> Outcome {
    let start = Instant::now();
    match wait(stream, SILENCE) {
        None => Outcome { waited: Some(Waited::Longer), ..Outcome::default() },
        Some(reply) => Outcome { waited: Some(since(start)), ..Outcome::reply(reply) },
    }
}

/// The same before the handshake, with a server: it may answer with a status.
fn silent_opening(stream: &mut Stream, bytes: &[u8]) -> io::Result<Outcome> {
    stream.write_all(bytes)?;
    let start = Instant::now();
    let Some(answer) = until_end(stream, SILENCE) else {
        let waited = Some(Waited::Longer);
        return Ok(Outcome { waited, is_unopened: true, ..Outcome::default() });
    };
    let refused = Response::read(&mut answer.as_slice()).ok().map(|response| response.status);
    let waited = Some(since(start));
    Ok(Outcome { waited, refused, is_unopened: true, ..Outcome::default() })
}

fn since(start: Instant) -> Waited {
    Waited::Seconds((start.elapsed() + Duration::from_millis(500)).as_secs())
}

/// Writes one half, and the other one later.
fn slowly(stream: &mut Stream, bytes: &[u8]) -> io::Result<()> {
    let halves = bytes.split_at(bytes.len() / 2);
    stream.write_all(halves.0)?;
    sleep(SLOW);
    stream.write_all(halves.1)
}

fn switching(more: &str) -> String {
    let first = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    format!("{first}{more}\r\n")
}

/// What came back, once it is known that nothing more will.
fn reply(stream: &mut Stream) -> Reply {
    wait(stream, PATIENCE).unwrap_or(Reply::None)
}

/// Reads until a Close frame or the end; `None` if neither comes within the time.
fn wait(stream: &mut Stream, patience: Duration) -> Option<Reply> {
    let deadline = Instant::now() + patience;
    while let Some(left) = left(deadline) {
        stream.set_read_timeout(left).ok()?;
        match frame::read(stream) {
            Ok(frame) if frame.opcode == CLOSE => return Some(close(&frame.payload)),
            Ok(_) => {}
            Err(error) => return (!is_late(&error)).then_some(Reply::None),
        }
    }
    None
}

/// Reads until the TCP connection ends; `None` if it does not within the time.
fn until_end(stream: &mut Stream, patience: Duration) -> Option<Vec<u8>> {
    let deadline = Instant::now() + patience;
    let mut all = Vec::new();
    let mut buffer = [0; 4096];
    while let Some(left) = left(deadline) {
        stream.set_read_timeout(left).ok()?;
        match stream.read(&mut buffer) {
            Ok(0) => return Some(all),
            Ok(read) => all.extend(&buffer[..read]),
            Err(error) => return (!is_late(&error)).then_some(all),
        }
    }
    None
}

fn left(deadline: Instant) -> Option<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    (!left.is_zero()).then_some(left)
}

fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

fn close(body: &[u8]) -> Reply {
    match body {
        [] => Reply::Empty,
        [_] => Reply::Malformed,
        [a, b, reason @ ..] => Reply::Code(u16::from_be_bytes([*a, *b]), reason.to_vec()),
    }
}

/// Sends the same Close frame back. That the other side has gone already is no matter.
fn echo(stream: &mut Stream, reply: &Reply, role: Role) {
    let body = match reply {
        Reply::Code(code, reason) => frame::close_body(*code, reason),
        Reply::Empty => Vec::new(),
        Reply::None | Reply::Malformed => return,
    };
    let _ = stream.write_all(&role.frame(FIN | CLOSE, &body));
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};
    use std::thread;

    use tungstenite::Message;

    use super::*;

    #[test]
    fn bodies_of_every_kind() {
        assert_eq!(close(b""), Reply::Empty);
        assert_eq!(close(&[3]), Reply::Malformed);
        assert_eq!(close(&[3, 0xE8, b'o']), Reply::Code(1000, b"o".to_vec()));
    }

    /// What the lab sees of a server with tungstenite, and what that server is told.
    fn as_client(id: &str) -> (Outcome, Option<String>) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut socket = tungstenite::accept(stream).ok()?;
            loop {
                match socket.read() {
                    Ok(Message::Close(frame)) => {
                        while socket.read().is_ok() {}
                        break Some(format!("{:?}", frame.map(|frame| u16::from(frame.code))));
                    }
                    Ok(_) => {}
                    Err(error) => break Some(error.to_string()),
                }
            }
        });
        let ways = crate::ways(Role::Server);
        let way = ways.iter().find(|way| way.id == id).unwrap();
        let outcome = connect(address, "/", way).unwrap();
        (outcome, server.join().unwrap())
    }

    #[test]
    fn a_server_sees_each_end_and_the_lab_what_it_sends_back() {
        let code = |code: u16, reason: &str| Reply::Code(code, reason.into());
        let cases = [
            ("recv-1000", code(1000, ""), "Some(1000)"),
            ("recv-1014", code(1002, "Protocol violation"), "Some(1002)"),
            ("recv-empty", Reply::Empty, "None"),
            ("hang-up", Reply::None, "without closing handshake"),
            ("half-frame", Reply::None, "without closing handshake"),
            ("unmasked", Reply::None, "unmasked frame"),
        ];
        for (id, reply, part) in cases {
            let seen = as_client(id);
            assert_eq!(seen.0, Outcome::reply(reply), "{id}");
            assert!(seen.1.as_ref().is_some_and(|told| told.contains(part)), "{id}: {seen:?}");
        }
    }

    #[test]
    fn a_server_that_refuses_has_opened_nothing() {
        for id in ["request-no-key", "request-version-12"] {
            let seen = as_client(id);
            assert!(seen.0.is_unopened, "{id}: {seen:?}");
            assert_eq!(seen.1, None, "{id}");
        }
    }

    #[test]
    fn a_server_that_answers_nothing_to_an_ordinary_request_is_an_error() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || drop(listener.accept()));
        let ways = crate::ways(Role::Server);
        let way = ways.iter().find(|way| way.id == "recv-1000").unwrap();
        assert!(connect(address, "/", way).is_err());
        server.join().unwrap();
    }
}
