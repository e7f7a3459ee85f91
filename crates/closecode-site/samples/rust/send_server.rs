use std::net::TcpListener;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("localhost:8080")?;
    let mut socket = tungstenite::accept(listener.accept()?.0)?;
    __SEND__
    while socket.read().is_ok() {} // until the peer has answered
    Ok(())
}
