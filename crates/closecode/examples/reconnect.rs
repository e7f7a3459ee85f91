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
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use closecode::{Action, CloseCode, Decision, Disconnect, Reconnector, SendableCode};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::handshake::server;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};
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
    let end = loop {
        match socket.next().await {
            Some(Ok(Message::Close(frame))) => break frame.into(),
            Some(Ok(message)) => println!("{message}"),
            Some(Err(error)) => break error.into(),
            // No Close frame: what RFC 6455 section 7.1.5 calls 1006.
            None => break CloseCode::AbnormalClosure.into(),
        }
    };
    (end, Some(opened.elapsed()))
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
const SCALE: u32 = 1000;

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
    /// Refuses the handshake, with this `Retry-After`.
    Refuse(u16, &'static str),
}

/// What the server saw of a connection: its token, and how long after the one before it came.
type Seen = (String, Duration);

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
            seen.push((token.unwrap_or_default().to_owned(), since));
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
            seen.push((token, since));
            if let Part::Code(code) = part {
                let frame = CloseFrame::from(*code);
                socket.send(Message::Close(Some(frame))).await.map_err(io::Error::other)?;
                while let Some(Ok(_)) = socket.next().await {}
            }
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
const EVENING: [Part; 6] = [
    Part::Code(SendableCode::SERVICE_RESTART),
    Part::Drop,
    Part::Refuse(429, "120"),
    Part::Refuse(401, ""),
    Part::Drop,
    Part::Refuse(401, ""),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let (decision, seen) = play(&EVENING).await?;
    println!("{decision}");
    for (token, since) in seen {
        println!("token {token}, after {since:?}");
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
        let tokens: Vec<&str> = seen.iter().map(|(token, _)| token.as_str()).collect();
        assert_eq!(tokens, ["0", "0", "0", "0", "1", "1"]);
        // After a restart it waits for 5 s or more, and after a `Retry-After` as long as that says.
        assert!(seen[1].1 >= Duration::from_secs(5) / SCALE, "{seen:?}");
        assert!(seen[3].1 >= Duration::from_secs(120) / SCALE, "{seen:?}");
    }

    #[tokio::test]
    async fn a_server_that_accepts_and_then_closes_is_not_called_for_ever() {
        const KICKED: [Part; 4] = [Part::Code(SendableCode::PROTOCOL_ERROR); 4];
        let (decision, seen) = play(&KICKED).await.unwrap();
        assert_eq!((decision.action, decision.rationale), (Action::Stop, Rationale::AttemptsSpent));
        assert_eq!(seen.len(), 4, "the first connection and three probes");
    }
}
