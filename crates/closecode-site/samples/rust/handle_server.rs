use std::net::TcpListener;

use closecode::RawCode;
use tungstenite::Message;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("localhost:8080")?;
    let mut socket = tungstenite::accept(listener.accept()?.0)?;
    while let Ok(message) = socket.read() {
        if let Message::Close(frame) = message {
            let code = RawCode::from(&frame);
            if code == RawCode::new(__CODE__) {
                // The client will not come back until this is mended.
                println!("{code}: {frame:?}");
            }
        }
    }
    Ok(())
}
