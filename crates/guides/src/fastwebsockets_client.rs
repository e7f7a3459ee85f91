//! A client with fastwebsockets: `docs/fastwebsockets.md`.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use closecode::frame::CloseFrame;
use closecode::{Cause, HandshakeStatus, LocalError, RawCode};
use fastwebsockets::{FragmentCollector, Frame, OpCode, WebSocket, WebSocketError, handshake};
use http_body_util::Empty;
use hyper::Request;
use hyper::body::Bytes;
use hyper::header::{CONNECTION, HOST, UPGRADE};
use hyper::upgrade::Upgraded;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;

/// Opens a connection.
pub(crate) async fn open(
    address: SocketAddr,
) -> Result<WebSocket<TokioIo<Upgraded>>, WebSocketError> {
    let stream = TcpStream::connect(address).await?;
    let request = Request::get(format!("http://{address}/"))
        .header(HOST, address.to_string())
        .header(UPGRADE, "websocket")
        .header(CONNECTION, "upgrade")
        .header("Sec-WebSocket-Key", handshake::generate_key())
        .header("Sec-WebSocket-Version", "13")
        .body(Empty::<Bytes>::new())
        .expect("these are headers");
    let (socket, _) = handshake::client(&TokioExecutor::new(), request, stream).await?;
    Ok(socket)
}

/// One connection from beginning to end: why it ended, and how long it was open, if it was.
pub async fn connect(address: SocketAddr) -> (Cause, Option<Duration>) {
    let mut socket = match open(address).await {
        Ok(socket) => socket,
        Err(error) => return (cause(&error), None),
    };
    // Otherwise it refuses 1014, and nobody learns that it was 1014.
    socket.set_auto_close(false);
    let mut socket = FragmentCollector::new(socket);
    let opened = Instant::now();
    let end = loop {
        match socket.read_frame().await {
            Ok(frame) if frame.opcode == OpCode::Close => {
                let close = CloseFrame::parse(&frame.payload);
                let answer = match &close {
                    Ok(_) => Frame::close_raw(frame.payload.to_vec().into()),
                    Err(error) => Frame::close(error.answer().get(), b""),
                };
                // The server may be gone.
                let _ = socket.write_frame(answer).await;
                break close.map_or(LocalError::ProtocolError.into(), |close| close.code().into());
            }
            Ok(_) => {}
            Err(error) => break cause(&error),
        }
    };
    (end, Some(opened.elapsed()))
}

/// Why a connection ended, or did not open.
fn cause(error: &WebSocketError) -> Cause {
    match error {
        WebSocketError::InvalidStatusCode(status) => HandshakeStatus::new(*status).into(),
        // The connection ends without a Close frame: what RFC 6455 section 7.1.5 calls 1006.
        WebSocketError::UnexpectedEOF | WebSocketError::ConnectionClosed => {
            RawCode::ABNORMAL_CLOSURE.into()
        }
        WebSocketError::IoError(error) => error.into(),
        WebSocketError::HTTPError(_) => Cause::Tcp,
        WebSocketError::FrameTooLarge => LocalError::MessageTooBig.into(),
        WebSocketError::InvalidUTF8 => LocalError::InvalidUtf8.into(),
        _ => LocalError::ProtocolError.into(),
    }
}
