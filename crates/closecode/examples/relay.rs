//! A proxy that forwards messages and closes both ways, and never writes a code that is not allowed
//! in a Close frame.
//!
//! The proxy is [`relay`] and [`pump`]; the server and the client below play the two ends:
//!
//! ```sh
//! cargo run --example relay --features tungstenite-0_30
//! ```

#![allow(clippy::print_stdout)] // A program prints.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use closecode::{RawCode, SendableCode};
use futures_util::{Sink, SinkExt as _, Stream, StreamExt as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};
use tokio_tungstenite::{accept_async, client_async};

/// Serves one client: connects to `upstream`, then forwards both ways until one side ends.
async fn relay(client: TcpStream, upstream: SocketAddr) -> Result<(), Error> {
    let (mut to_client, mut from_client) = accept_async(client).await?.split();
    let server = TcpStream::connect(upstream).await?;
    let (server, _) = client_async(format!("ws://{upstream}/"), server).await?;
    let (mut to_server, mut from_server) = server.split();
    // Whichever side ends first ends the other. Then both are read to their end, so that the
    // closing handshakes complete.
    tokio::select! {
        () = pump(&mut from_server, &mut to_client) => {}
        () = pump(&mut from_client, &mut to_server) => {}
    }
    let drain = async {
        while let Some(Ok(_)) = from_client.next().await {}
        while let Some(Ok(_)) = from_server.next().await {}
    };
    let _ = timeout(Duration::from_millis(500), drain).await;
    Ok(())
}

/// Forwards messages until the sender ends, then its close.
async fn pump<From, To>(from: &mut From, to: &mut To)
where
    From: Stream<Item = Result<Message, Error>> + Unpin,
    To: Sink<Message, Error = Error> + Unpin,
{
    let frame = loop {
        match from.next().await {
            Some(Ok(Message::Close(frame))) => break close(frame),
            // Each side of a proxy answers its own pings; tungstenite does so by itself.
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(message)) => {
                if to.send(message).await.is_err() {
                    return;
                }
            }
            // The connection broke without a Close frame. That is 1006, which may not be sent.
            Some(Err(_)) | None => break RawCode::new(1006).for_relay().into(),
        }
    };
    let _ = to.send(Message::Close(frame)).await;
}

/// The Close frame to forward for one that was received. The reason goes with the code that it
/// explains, and with no other.
fn close(received: Option<CloseFrame>) -> Option<CloseFrame> {
    let code = RawCode::from(&received);
    let reason = received
        .filter(|frame| SendableCode::try_from(frame).is_ok())
        .map(|frame| frame.reason)
        .unwrap_or_default();
    let forwarded: Option<CloseFrame> = code.for_relay().into();
    forwarded.map(|frame| CloseFrame { reason, ..frame })
}

/// How the server behind the proxy ends its connection.
#[derive(Clone, Copy, Debug)]
enum End {
    /// With a code and a reason.
    Code(SendableCode, &'static str),
    /// With an empty Close frame.
    Empty,
    /// By dropping the TCP connection.
    Drop,
    /// With bytes that no server should send: a Close frame with this code.
    Illegal(u16),
}

/// The server behind the proxy: says a word, then ends.
async fn serve(listener: TcpListener, end: End) -> Result<(), Error> {
    let mut socket = accept_async(listener.accept().await?.0).await?;
    socket.send(Message::text("hello")).await?;
    match end {
        End::Code(code, reason) => {
            let frame =
                CloseFrame { reason: Utf8Bytes::from_static(reason), ..CloseFrame::from(code) };
            socket.send(Message::Close(Some(frame))).await?;
        }
        End::Empty => socket.send(Message::Close(None)).await?,
        End::Drop => return Ok(()),
        End::Illegal(code) => {
            let [high, low] = code.to_be_bytes();
            socket.get_mut().write_all(&[0x88, 2, high, low]).await?;
        }
    }
    while let Some(Ok(_)) = socket.next().await {}
    Ok(())
}

/// What a client behind the proxy sees: the text, and the payload of the Close frame as it lies on
/// the wire.
type Seen = (String, Vec<u8>);

/// Lets one connection through the proxy, from a client that reads bytes and repairs nothing.
async fn observe(end: End) -> Result<Seen, Error> {
    let server = TcpListener::bind("127.0.0.1:0").await?;
    let upstream = server.local_addr()?;
    let proxy = TcpListener::bind("127.0.0.1:0").await?;
    let address = proxy.local_addr()?;
    let server = tokio::spawn(serve(server, end));
    let proxy = tokio::spawn(async move { relay(proxy.accept().await?.0, upstream).await });
    let client = TcpStream::connect(address).await?;
    let (socket, _) = client_async(format!("ws://{address}/"), client).await?;
    let mut stream = socket.into_inner();
    let text = String::from_utf8(payload(&mut stream, 0x81).await?).map_err(io::Error::other)?;
    let close = payload(&mut stream, 0x88).await?;
    // The answer that RFC 6455 section 5.5.1 asks for: an empty Close, masked with zeros.
    stream.write_all(&[0x88, 0x80, 0, 0, 0, 0]).await?;
    drop(stream);
    let proxy = proxy.await.map_err(io::Error::other)?;
    let server = server.await.map_err(io::Error::other)?;
    proxy.and(server)?;
    Ok((text, close))
}

/// The payload of the next frame, which has to begin with `head` and to be short and unmasked.
async fn payload(stream: &mut TcpStream, head: u8) -> io::Result<Vec<u8>> {
    let first = stream.read_u8().await?;
    let length = stream.read_u8().await?;
    assert_eq!((first, length & 0x80), (head, 0), "a frame from a server");
    let mut payload = vec![0; length.into()];
    stream.read_exact(&mut payload).await?;
    Ok(payload)
}

/// Ends of the upstream connection, and the code and reason that the client has to see. `None` is
/// an empty Close frame.
const ENDS: [(End, Option<(u16, &str)>); 8] = [
    (End::Code(SendableCode::NORMAL_CLOSURE, ""), Some((1000, ""))),
    (End::Code(SendableCode::GOING_AWAY, "restarting"), Some((1001, "restarting"))),
    (End::Code(SendableCode::of::<4004>(), "no such room"), Some((4004, "no such room"))),
    (End::Empty, None),
    (End::Drop, Some((1011, ""))),
    // tungstenite takes these for a breach of the protocol and says 1002 in their place, 1014 among
    // them, which is legal.
    (End::Illegal(1006), Some((1002, "Protocol violation"))),
    (End::Illegal(1014), Some((1002, "Protocol violation"))),
    (End::Illegal(65_535), Some((1002, "Protocol violation"))),
];

async fn play() -> Result<(), Error> {
    for (end, expected) in ENDS {
        let (text, close) = observe(end).await?;
        println!("{end:?}: the client reads {close:?}");
        let expected = expected
            .map_or(Vec::new(), |(code, reason)| [&code.to_be_bytes(), reason.as_bytes()].concat());
        assert_eq!((text.as_str(), &close), ("hello", &expected), "{end:?}");
        if let [high, low, ..] = close[..] {
            assert!(RawCode::new(u16::from_be_bytes([high, low])).is_allowed_in_frame(), "{end:?}");
        }
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    play().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

    #[tokio::test]
    async fn every_end_reaches_the_client_as_a_legal_frame() {
        play().await.unwrap();
    }

    /// tungstenite hides illegal codes from `close`; it must not rely on that.
    #[test]
    fn no_frame_makes_it_forward_an_illegal_code() {
        for number in 0..=u16::MAX {
            let reason = Utf8Bytes::from_static("why");
            let forwarded = close(Some(CloseFrame { code: CloseCode::from(number), reason }));
            match forwarded {
                None => assert_eq!(number, 1005),
                Some(frame) => {
                    let code = SendableCode::try_from(&frame)
                        .expect("a proxy writes legal codes alone")
                        .get();
                    let is_kept = code == number;
                    assert_eq!(
                        (is_kept, frame.reason.as_str()),
                        if is_kept { (true, "why") } else { (false, "") },
                        "{number}"
                    );
                }
            }
        }
        assert_eq!(close(None), None);
    }
}
