fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut socket, _) = tungstenite::connect("ws://localhost:8080")?;
    __SEND__
    while socket.read().is_ok() {} // until the peer has answered
    Ok(())
}
