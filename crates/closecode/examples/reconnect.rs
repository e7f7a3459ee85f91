//! A client that reconnects as a `closecode::Reconnector` says, against a real server on the
//! loopback.
//!
//! The loop of a client is in [`run`]; the server below only plays its part. Delays are scaled
//! down, so that it ends within two seconds:
//!
//! ```sh
//! cargo run --example reconnect --features tungstenite
//! ```

#![allow(clippy::print_stdout)] // A program prints.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use closecode::{
    Act, Cause, CloseCode, Limits, ProfileAction, ProfileRule, ProfileTable, RawCode, Reconnector,
    SendableCode,
};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{accept_async, client_async};

/// What the private codes of this example's protocol mean.
const PROFILE: ProfileTable = ProfileTable::new(&[
    (4000..=4000, ProfileRule::new(ProfileAction::Resume)),
    (4004..=4004, ProfileRule::new(ProfileAction::Never)),
]);

/// One end of a connection and what was decided on it.
type Seen = (Cause, Act);

/// Connects again and again, until a decision says not to. `scale` divides each delay: 1 in
/// earnest.
async fn run(address: SocketAddr, scale: u32) -> Vec<Seen> {
    let limits = Limits::new().attempts(20).total_time(Duration::from_secs(3600));
    let mut reconnector = Reconnector::new().limits(limits).profile(PROFILE).wanted(true);
    let mut seen = Vec::new();
    loop {
        let (cause, lived) = connect(address).await;
        let decision = reconnector.ended(cause, lived, random());
        println!("{decision}");
        seen.push((cause, decision.action));
        match decision.action {
            // Here an application would fetch a new token, or remember to ask for its old session.
            Act::Reauthenticate => println!("  with a new token"),
            Act::Resume => println!("  with the old session"),
            Act::FixFirst => println!("  {}", decision.user_message()),
            _ => {}
        }
        let Some(delay) = decision.attempt_in() else {
            println!("  {}", decision.user_message());
            return seen;
        };
        sleep(delay / scale).await;
    }
}

/// One connection from beginning to end: why it ended, and how long it was open, if it was.
async fn connect(address: SocketAddr) -> (Cause, Option<Duration>) {
    let stream = match TcpStream::connect(address).await {
        Ok(stream) => stream,
        Err(error) => return ((&error).into(), None),
    };
    let mut socket = match client_async(format!("ws://{address}/"), stream).await {
        Ok((socket, _)) => socket,
        Err(error) => return ((&error).into(), None),
    };
    let opened = Instant::now();
    let cause = loop {
        match socket.next().await {
            Some(Ok(Message::Close(frame))) => break RawCode::from(&frame).into(),
            Some(Ok(_)) => {}
            Some(Err(error)) => break Cause::from(&error),
            // No Close frame: what RFC 6455 section 7.1.5 calls 1006.
            None => break CloseCode::AbnormalClosure.into(),
        }
    };
    let lived = opened.elapsed();
    // tungstenite answers the Close; wait for the server to end the TCP connection, but not for
    // ever.
    let _ = timeout(Duration::from_millis(200), async {
        while let Some(Ok(_)) = socket.next().await {}
    })
    .await;
    (cause, Some(lived))
}

/// A random number without a crate for it: the standard library seeds each `RandomState` anew.
#[allow(clippy::cast_possible_truncation)] // any 32 bits will do
fn random() -> u32 {
    RandomState::new().build_hasher().finish() as u32
}

/// What the server does with one connection.
#[derive(Clone, Copy)]
enum Part {
    /// Accepts, then closes with a code.
    Code(SendableCode),
    /// Accepts, then closes without one.
    Empty,
    /// Accepts, then drops the TCP connection.
    Drop,
    /// Refuses the handshake.
    Refuse(u16),
}

/// The server: one part after another.
async fn serve(listener: TcpListener, parts: &[Part]) -> io::Result<()> {
    for part in parts {
        let (mut stream, _) = listener.accept().await?;
        if let Part::Refuse(status) = part {
            let _ = stream.read(&mut [0; 1024]).await?;
            stream
                .write_all(format!("HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n").as_bytes())
                .await?;
            continue;
        }
        let mut socket = accept_async(stream).await.map_err(io::Error::other)?;
        let frame = match part {
            Part::Code(code) => Some(CloseFrame::from(*code)),
            Part::Empty => None,
            Part::Drop | Part::Refuse(_) => continue,
        };
        socket.send(Message::Close(frame)).await.map_err(io::Error::other)?;
        while let Some(Ok(_)) = socket.next().await {}
    }
    Ok(())
}

/// Plays `parts` to the client, with each delay divided by `scale`.
async fn play(parts: &'static [Part], scale: u32) -> io::Result<Vec<Seen>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(serve(listener, parts));
    let seen = run(address, scale).await;
    server.await??;
    Ok(seen)
}

/// An evening with a server that is being deployed, and what `decide` makes of it.
const EVENING: [(Part, Act); 8] = [
    (Part::Code(SendableCode::SERVICE_RESTART), Act::Reconnect),
    (Part::Refuse(503), Act::Reconnect),
    (Part::Drop, Act::Reconnect),
    (Part::Empty, Act::Reconnect),
    (Part::Code(SendableCode::of::<4000>()), Act::Resume),
    (Part::Refuse(401), Act::Reauthenticate),
    (Part::Code(SendableCode::PROTOCOL_ERROR), Act::FixFirst),
    (Part::Code(SendableCode::of::<4004>()), Act::Stop),
];

const PARTS: [Part; EVENING.len()] = {
    let mut parts = [Part::Drop; EVENING.len()];
    let mut i = 0;
    while i < parts.len() {
        parts[i] = EVENING[i].0;
        i += 1;
    }
    parts
};

/// What the client has to see, by cause.
fn expected() -> Vec<Seen> {
    let cause = |part| match part {
        Part::Code(code) => Cause::from(code.raw()),
        Part::Empty => Cause::from(RawCode::new(1005)),
        Part::Drop => Cause::from(RawCode::new(1006)),
        Part::Refuse(status) => Cause::from(closecode::HandshakeStatus::new(status)),
    };
    EVENING.iter().map(|(part, act)| (cause(*part), *act)).collect()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let seen = play(&PARTS, 1000).await?;
    assert_eq!(seen, expected());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_evening_with_a_server_that_is_being_deployed() {
        let start = Instant::now();
        assert_eq!(play(&PARTS, 1000).await.unwrap(), expected());
        assert!(start.elapsed() < Duration::from_secs(2));
    }

    #[tokio::test]
    async fn a_server_that_accepts_and_then_closes_is_not_called_for_ever() {
        const KICKED: [Part; 4] = [Part::Code(SendableCode::PROTOCOL_ERROR); 4];
        let seen = play(&KICKED, 1000).await.unwrap();
        let acts: Vec<Act> = seen.into_iter().map(|(_, act)| act).collect();
        assert_eq!(acts, [Act::FixFirst, Act::FixFirst, Act::FixFirst, Act::Stop]);
    }

    #[tokio::test]
    async fn nobody_listens() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let seen = run(address, 100_000).await;
        assert_eq!(seen.len(), 21, "the first end and twenty attempts");
        assert_eq!((seen[0], seen[20]), ((Cause::Tcp, Act::Reconnect), (Cause::Tcp, Act::Stop)));
    }
}
