use std::net::TcpListener;

use closecode::SendableCode;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("localhost:8080")?;
    let mut socket = tungstenite::accept(listener.accept()?.0)?;
    socket.close(Some(SendableCode::of::<__CODE__>().into()))?;
    while socket.read().is_ok() {} // until the peer has answered
    Ok(())
}
