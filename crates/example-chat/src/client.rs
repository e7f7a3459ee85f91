//! The client: it listens until the server closes, and then decides what to do.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io;

use closecode::{Cause, Decision, Disconnect, RawCode, decide};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;

use crate::close_codes::PROFILE;

/// The end of a connection, as the client saw it.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// The code that arrived.
    pub code: RawCode,
    /// What follows from it, by the chat's own rules.
    pub decision: Decision,
}

/// Says something, and listens until the server closes.
pub async fn talk(stream: TcpStream, line: &str) -> io::Result<End> {
    let (mut socket, _) =
        client_async("ws://localhost/chat", stream).await.map_err(io::Error::other)?;
    socket.send(Message::text(line)).await.map_err(io::Error::other)?;
    let mut code = RawCode::new(1006);
    while let Some(Ok(message)) = socket.next().await {
        if let Message::Close(frame) = message {
            code = RawCode::from(&frame);
        }
    }
    Ok(End { code, decision: after(code) })
}

/// What the client does after a close: by the chat's own codes where it has some, else as for any
/// other WebSocket.
pub fn after(code: RawCode) -> Decision {
    decide(&Disconnect::new(Cause::Closed(code)).profile_table(&PROFILE), random())
}

/// A random number without a crate for it: the standard library seeds each `RandomState` anew.
#[allow(clippy::cast_possible_truncation)] // any 32 bits will do
fn random() -> u32 {
    RandomState::new().build_hasher().finish() as u32
}
