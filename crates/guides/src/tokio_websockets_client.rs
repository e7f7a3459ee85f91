//! A client with tokio-websockets: `docs/tokio-websockets.md`.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use closecode::{Cause, HandshakeStatus, LocalError, RawCode};
use futures_util::StreamExt as _;
use tokio_websockets::proto::ProtocolError;
use tokio_websockets::upgrade::Error as UpgradeError;
use tokio_websockets::{ClientBuilder, Error};

/// One connection from beginning to end: why it ended, and how long it was open, if it was.
pub async fn connect(address: SocketAddr) -> (Cause, Option<Duration>) {
    let client = ClientBuilder::new().uri(&format!("ws://{address}/"));
    let mut socket = match client.expect("an address makes a URI").connect().await {
        Ok((socket, _)) => socket,
        Err(error) => return (cause(&error), None),
    };
    let opened = Instant::now();
    // The connection ends without a Close frame: what RFC 6455 section 7.1.5 calls 1006.
    let mut end = Cause::from(RawCode::ABNORMAL_CLOSURE);
    // Not until the Close frame, but until the end: the library answers it meanwhile.
    while let Some(message) = socket.next().await {
        match message {
            Ok(message) => {
                if let Some((code, reason)) = message.as_close() {
                    println!("closed: {reason:?}");
                    end = RawCode::new(code.into()).into();
                }
            }
            Err(error) => {
                end = cause(&error);
                break;
            }
        }
    }
    (end, Some(opened.elapsed()))
}

/// Why a connection ended, or did not open.
fn cause(error: &Error) -> Cause {
    match error {
        Error::CannotResolveHost => Cause::Dns,
        Error::Io(error) => error.into(),
        Error::AlreadyClosed => RawCode::ABNORMAL_CLOSURE.into(),
        Error::PayloadTooLong { .. } => LocalError::MessageTooBig.into(),
        Error::Protocol(ProtocolError::InvalidUtf8) => LocalError::InvalidUtf8.into(),
        Error::Upgrade(UpgradeError::DidNotSwitchProtocols(status)) => {
            HandshakeStatus::new(*status).into()
        }
        Error::Protocol(_) | Error::Upgrade(_) => LocalError::ProtocolError.into(),
        // No address, a scheme that it does not know, a header that it does not allow.
        _ => LocalError::BadRequest.into(),
    }
}
