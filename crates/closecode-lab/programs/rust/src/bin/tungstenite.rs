use std::net::{TcpListener, TcpStream};
use std::thread;

use programs::{Seen, addresses, asked, codes, listening, version};
use tungstenite::handshake::HandshakeError;
use tungstenite::handshake::server::{Request, Response};
use tungstenite::protocol::CloseFrame;
use tungstenite::protocol::frame::coding::CloseCode;
use tungstenite::{Error, Message, WebSocket};

fn main() {
    match asked().as_str() {
        "version" => println!("{}", version("tungstenite")),
        "codes" => codes("received", |n| CloseCode::from(n).is_allowed()),
        "client" => {
            let clients: Vec<_> = addresses().map(|a| thread::spawn(move || client(&a))).collect();
            clients.into_iter().for_each(|client| client.join().unwrap());
        }
        _ => {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            listening(listener.local_addr().unwrap().port());
            for stream in listener.incoming().flatten() {
                thread::spawn(move || server(stream));
            }
        }
    }
}

fn client(address: &str) {
    let mut seen = Seen::new(address);
    let host = address.split('/').nth(2).unwrap();
    match tungstenite::client(address, TcpStream::connect(host).unwrap()) {
        Ok((socket, _)) => watch(socket, &mut seen),
        Err(HandshakeError::Failure(error)) => {
            seen.failed(&error);
            seen.ended(None, "", None);
        }
        Err(HandshakeError::Interrupted(_)) => unreachable!("the stream blocks"),
    }
}

fn server(stream: TcpStream) {
    let mut path = String::new();
    #[allow(clippy::result_large_err)] // The library's own type.
    let callback = |request: &Request, response: Response| {
        path = request.uri().to_string();
        Ok(response)
    };
    if let Ok(socket) = tungstenite::accept_hdr(stream, callback) {
        watch(socket, &mut Seen::new(&path));
    }
}

fn watch(mut socket: WebSocket<TcpStream>, seen: &mut Seen) {
    seen.opened();
    if let Some((code, reason)) = seen.closes.clone() {
        let frame = code.map(|code| CloseFrame { code: code.into(), reason: reason.into() });
        if let Err(error) = socket.close(frame) {
            seen.throws(&error);
        }
    }
    let mut told = None;
    loop {
        match socket.read() {
            Ok(Message::Close(frame)) => told = Some(frame),
            Ok(_) => {}
            // How the library says that the closing handshake is done.
            Err(Error::ConnectionClosed) => break,
            Err(error) => {
                seen.failed(&error);
                break;
            }
        }
    }
    // No error has said otherwise if the handshake was completed.
    let is_clean = told.is_some();
    let frame = told.flatten();
    let code = frame.as_ref().map(|frame| frame.code.into());
    let reason = frame.as_ref().map_or("", |frame| frame.reason.as_str());
    seen.ended(code, reason, Some(is_clean));
}
