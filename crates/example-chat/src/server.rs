//! The server: it echoes what is said, and closes when it is told to.

use std::io;

use closecode::{RawCode, SendableCode};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use crate::close_codes::CloseCode;

/// Serves one connection: each line comes back, until somebody says `/move`, with which the server
/// hands the room to another one, or `/close <code>`. Returns the code that the client answered
/// with; 1005 if its Close frame had none, 1006 if there was no Close frame.
pub async fn serve(stream: TcpStream) -> io::Result<RawCode> {
    let mut socket = accept_async(stream).await.map_err(io::Error::other)?;
    while let Some(message) = socket.next().await {
        match message.map_err(io::Error::other)? {
            Message::Text(line) if line.as_str() == "/move" => {
                socket.close(Some(CloseCode::Moving.into())).await.map_err(io::Error::other)?;
            }
            Message::Text(line) => match line.strip_prefix("/close ") {
                Some(code) => {
                    let code: RawCode = code.parse().map_err(io::Error::other)?;
                    // A number that is not allowed in a Close frame is no `SendableCode`, so it
                    // cannot be sent by mistake.
                    let code = SendableCode::try_from(code).map_err(io::Error::other)?;
                    socket.close(Some(CloseFrame::from(code))).await.map_err(io::Error::other)?;
                }
                None => socket.send(Message::Text(line)).await.map_err(io::Error::other)?,
            },
            Message::Close(frame) => return Ok(RawCode::from(&frame)),
            _ => {}
        }
    }
    Ok(RawCode::new(1006))
}
