use std::net::TcpListener;

use closecode::RawCode;
use tungstenite::Message;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("localhost:8080")?;
    let mut socket = tungstenite::accept(listener.accept()?.0)?;
    while let Ok(message) = socket.read() {
        if let Message::Close(frame) = message {
            if RawCode::from(&frame) == RawCode::new(__CODE__) {
                // The client will not come back until this is mended.
                println!("__CODE__: {}", frame.map_or_else(String::new, |f| f.reason.to_string()));
            }
        }
    }
    Ok(())
}
