use std::panic::catch_unwind;

use futures_util::{SinkExt as _, StreamExt as _};
use http::Uri;
use programs::{Seen, addresses, asked, codes, listening, version};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_websockets::{ClientBuilder, CloseCode, Message, ServerBuilder, WebSocketStream};

#[tokio::main]
async fn main() {
    match asked().as_str() {
        "version" => println!("{}", version("tokio-websockets")),
        // A frame is checked with the same, be it received or made to be sent.
        "codes" => codes("received", |number| {
            CloseCode::try_from(number).is_ok_and(|code| !code.is_reserved())
        }),
        "client" => {
            let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
            std::thread::spawn(move || addresses().for_each(|a| sender.send(a).unwrap()));
            while let Some(address) = receiver.recv().await {
                tokio::spawn(client(address));
            }
        }
        _ => {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            listening(listener.local_addr().unwrap().port());
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(server(stream));
            }
        }
    }
}

async fn client(address: String) {
    let mut seen = Seen::new(&address);
    let uri: Uri = address.parse().unwrap();
    let stream = TcpStream::connect(uri.authority().unwrap().as_str()).await.unwrap();
    match ClientBuilder::from_uri(uri).connect_on(stream).await {
        Ok((socket, _)) => watch(socket, &mut seen).await,
        Err(error) => {
            seen.failed(&error);
            seen.ended(None, "", None);
        }
    }
}

async fn server(stream: TcpStream) {
    if let Ok((request, socket)) = ServerBuilder::new().accept(stream).await {
        watch(socket, &mut Seen::new(&request.uri().to_string())).await;
    }
}

async fn watch<S>(mut socket: WebSocketStream<S>, seen: &mut Seen)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    seen.opened();
    if let Some((code, reason)) = seen.closes.clone() {
        match code.map(CloseCode::try_from).transpose() {
            Err(error) => {
                seen.throws(&error);
                let _ = socket.close().await;
            }
            // It panics for some codes that it has, and if the reason is too long.
            Ok(code) => match catch_unwind(|| Message::close(code, &reason)) {
                Err(_) => {
                    seen.cannot_say("panic");
                    let _ = socket.close().await;
                }
                Ok(message) => {
                    if let Err(error) = socket.send(message).await {
                        seen.throws(&error);
                    }
                }
            },
        }
    }
    let mut told = None;
    while let Some(result) = socket.next().await {
        match result {
            Ok(message) => {
                if let Some((code, reason)) = message.as_close() {
                    told = Some((u16::from(code), reason.to_owned()));
                }
            }
            Err(error) => {
                seen.failed(&error);
                break;
            }
        }
    }
    let is_clean = told.is_some();
    let (code, reason) = told.map(|(code, reason)| (Some(code), reason)).unwrap_or_default();
    seen.ended(code, &reason, Some(is_clean));
}
