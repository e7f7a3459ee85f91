//! The adapter for tungstenite: what its users are told when a connection ends.

use std::net::TcpStream;

use tungstenite::{Message, WebSocket};

pub fn client(stream: TcpStream) -> String {
    end(tungstenite::client("ws://localhost/", stream).unwrap().0)
}

pub fn server(stream: TcpStream) -> String {
    end(tungstenite::accept(stream).unwrap())
}

fn end(mut socket: WebSocket<TcpStream>) -> String {
    loop {
        match socket.read() {
            Ok(Message::Close(frame)) => {
                while socket.read().is_ok() {} // The answer goes out.
                return frame.map_or("end".into(), |frame| u16::from(frame.code).to_string());
            }
            Ok(_) => {}
            Err(_) => return "error".into(),
        }
    }
}
