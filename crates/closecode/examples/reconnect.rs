//! A client that stays connected, as a `closecode::Reconnector` says, against a real server on the
//! loopback.
//!
//! The client is [`stay_connected`], with [`messages`] for what arrives; the server below only
//! plays its part. Delays are scaled down, so that it ends at once:
//!
//! ```sh
//! cargo run --example reconnect --features tungstenite-0_30
//! ```

#![allow(clippy::print_stdout)] // A program prints.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io;
use std::mem;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use closecode::{
    Action, CloseCode, Decision, Disconnect, LocalError, RawCode, Reconnector, SendableCode,
};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::select;
use tokio::time::interval;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::handshake::server;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, accept_hdr_async, connect_async};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Connects again and again, until a decision says not to.
async fn stay_connected(mut account: Account) -> Result<Decision, Error> {
    let mut reconnector = Reconnector::new().wanted(true);
    loop {
        let (end, lived) = match connect_async(account.request()?).await {
            Ok((socket, _)) => messages(socket).await,
            Err(error) => (error.into(), None),
        };
        let decision = reconnector.ended(end, lived, random());
        let Some(delay) = decision.attempt_in() else { return Ok(decision) };
        if decision.action == Action::Reauthenticate {
            account.renew().await;
        }
        sleep(delay).await;
    }
}

/// One connection, until it ends: how, and after what time.
async fn messages(mut socket: Socket) -> (Disconnect, Option<Duration>) {
    let opened = Instant::now();
    let mut heartbeat = interval(HEARTBEAT);
    let mut is_alive = true;
    let mut end = None;
    loop {
        select! {
            message = socket.next() => match message {
                // Read on: tungstenite answers the Close frame meanwhile.
                Some(Ok(Message::Close(frame))) => end = Some(frame.into()),
                Some(Ok(message)) => {
                    is_alive = true;
                    println!("{message}");
                }
                // After a Close frame, an error says nothing new.
                Some(Err(error)) => break end = end.or(Some(error.into())),
                None => break,
            },
            _ = heartbeat.tick() => {
                if !mem::take(&mut is_alive) {
                    break end = end.or(Some(LocalError::PingTimeout.into()));
                }
                // If it fails, so does the next read.
                let _ = socket.send(Message::Ping(Bytes::new())).await;
            }
        }
    }
    // No Close frame: what RFC 6455 section 7.1.5 calls 1006.
    (end.unwrap_or_else(|| CloseCode::AbnormalClosure.into()), Some(opened.elapsed()))
}

/// Where to connect, and with which credential.
struct Account {
    address: SocketAddr,
    token: u32,
}

impl Account {
    fn request(&self) -> Result<Request, Error> {
        let mut request = format!("ws://{}/", self.address).into_client_request()?;
        request.headers_mut().insert("authorization", self.token.into());
        Ok(request)
    }

    /// Here an application would ask for a new token, which takes a while.
    async fn renew(&mut self) {
        sleep(Duration::from_secs(1)).await;
        self.token += 1;
    }
}

/// How many times faster than in earnest.
const SCALE: u32 = 100;

/// After this long without anything from the server, not even an answer to a Ping, it is gone.
/// Most proxies close an idle connection after a minute, so a Ping before that keeps it open.
const HEARTBEAT: Duration = Duration::from_millis(20_000 / SCALE as u64);

async fn sleep(delay: Duration) {
    tokio::time::sleep(delay / SCALE).await;
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
    /// Accepts, then drops the TCP connection.
    Drop,
    /// Accepts, then says nothing more, as a server does behind a network that is gone.
    Silence,
    /// Refuses the handshake, with this `Retry-After`.
    Refuse(u16, &'static str),
}

/// What the server saw of a connection: its token, how long after the one before it came, and with
/// which code the client answered a Close frame.
#[derive(Debug)]
struct Seen {
    token: String,
    since: Duration,
    answer: Option<RawCode>,
}

/// The server: one part after another.
async fn serve(listener: TcpListener, parts: &[Part]) -> io::Result<Vec<Seen>> {
    let mut seen = Vec::new();
    let mut last = Instant::now();
    for part in parts {
        let (mut stream, _) = listener.accept().await?;
        let since = last.elapsed();
        if let Part::Refuse(status, retry_after) = part {
            let mut request = [0; 1024];
            let length = stream.read(&mut request).await?;
            let request = String::from_utf8_lossy(&request[..length]).to_lowercase();
            let token =
                request.split("authorization: ").nth(1).and_then(|rest| rest.lines().next());
            let token = token.unwrap_or_default().to_owned();
            seen.push(Seen { token, since, answer: None });
            let answer = format!("HTTP/1.1 {status} No\r\nRetry-After: {retry_after}\r\n\r\n");
            stream.write_all(answer.as_bytes()).await?;
        } else {
            let mut token = String::new();
            #[allow(clippy::result_large_err)] // tungstenite's own type.
            let read_token = |request: &server::Request, response: server::Response| {
                let value = request.headers().get("authorization");
                token.push_str(value.and_then(|value| value.to_str().ok()).unwrap_or_default());
                Ok(response)
            };
            let mut socket =
                accept_hdr_async(stream, read_token).await.map_err(io::Error::other)?;
            let mut answer = None;
            match part {
                Part::Code(code) => {
                    let frame = CloseFrame::from(*code);
                    socket.send(Message::Close(Some(frame))).await.map_err(io::Error::other)?;
                    while let Some(Ok(message)) = socket.next().await {
                        if let Message::Close(frame) = message {
                            answer = Some(frame.into());
                        }
                    }
                }
                // Longer than the client waits.
                Part::Silence => tokio::time::sleep(3 * HEARTBEAT).await,
                Part::Drop | Part::Refuse(..) => {}
            }
            seen.push(Seen { token, since, answer });
        }
        last = Instant::now();
    }
    Ok(seen)
}

/// Plays the parts to a client: what it decided at last, and what the server saw.
async fn play(parts: &'static [Part]) -> io::Result<(Decision, Vec<Seen>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(serve(listener, parts));
    let decision = stay_connected(Account { address, token: 0 }).await.map_err(io::Error::other)?;
    Ok((decision, server.await??))
}

/// An evening: a deployment, a lost network, a busy server, a token that runs out, and at last an
/// account that is closed.
const EVENING: [Part; 7] = [
    Part::Code(SendableCode::SERVICE_RESTART),
    Part::Drop,
    Part::Silence,
    Part::Refuse(429, "120"),
    Part::Refuse(401, ""),
    Part::Drop,
    Part::Refuse(401, ""),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let (decision, seen) = play(&EVENING).await?;
    println!("{decision}");
    for Seen { token, since, answer } in seen {
        println!("token {token}, after {since:?}, answered {answer:?}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use closecode::{Cause, HandshakeStatus, Rationale};

    #[tokio::test]
    async fn an_evening_with_a_server() {
        let (decision, seen) = play(&EVENING).await.unwrap();
        assert_eq!(decision.cause, Cause::Handshake(HandshakeStatus::new(401)));
        assert_eq!(
            (decision.action, decision.rationale),
            (Action::Stop, Rationale::CredentialRefused)
        );
        // The token is renewed once, after the first 401.
        let tokens: Vec<&str> = seen.iter().map(|seen| seen.token.as_str()).collect();
        assert_eq!(tokens, ["0", "0", "0", "0", "0", "1", "1"]);
        // The closing handshake is completed.
        assert_eq!(seen[0].answer, Some(RawCode::SERVICE_RESTART));
        // After a restart it waits for 5 s or more, and after a `Retry-After` as long as that says.
        assert!(seen[1].since >= Duration::from_secs(5) / SCALE, "{seen:?}");
        assert!(seen[4].since >= Duration::from_secs(120) / SCALE, "{seen:?}");
    }

    #[tokio::test]
    async fn a_server_that_accepts_and_then_closes_is_not_called_for_ever() {
        const KICKED: [Part; 4] = [Part::Code(SendableCode::PROTOCOL_ERROR); 4];
        let (decision, seen) = play(&KICKED).await.unwrap();
        assert_eq!((decision.action, decision.rationale), (Action::Stop, Rationale::AttemptsSpent));
        assert_eq!(seen.len(), 4, "the first connection and three probes");
    }
}
