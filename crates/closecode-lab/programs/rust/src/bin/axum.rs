//! The server; axum has no client.

use axum::Router;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::Uri;
use axum::routing::any;
use programs::{Seen, asked, listening, version};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() {
    if asked() == "version" {
        println!("{}", version("axum"));
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listening(listener.local_addr().unwrap().port());
    let handler = async |upgrade: WebSocketUpgrade, uri: Uri| {
        upgrade.on_upgrade(move |socket| watch(socket, Seen::new(&uri.to_string())))
    };
    axum::serve(listener, Router::new().route("/{way}", any(handler))).await.unwrap();
}

async fn watch(mut socket: WebSocket, mut seen: Seen) {
    seen.opened();
    if let Some((code, reason)) = seen.closes.clone() {
        let frame = code.map(|code| CloseFrame { code, reason: reason.into() });
        if let Err(error) = socket.send(Message::Close(frame)).await {
            seen.throws(&error);
        }
    }
    let mut told = None;
    while let Some(result) = socket.recv().await {
        match result {
            Ok(Message::Close(frame)) => told = Some(frame),
            Ok(_) => {}
            Err(error) => {
                seen.failed(&error);
                break;
            }
        }
    }
    let is_clean = told.is_some();
    let frame = told.flatten();
    let reason = frame.as_ref().map_or("", |frame| frame.reason.as_str());
    seen.ended(frame.as_ref().map(|frame| frame.code), reason, Some(is_clean));
}
