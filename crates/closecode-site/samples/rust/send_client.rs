use closecode::SendableCode;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut socket, _) = tungstenite::connect("ws://localhost:8080")?;
    socket.close(Some(SendableCode::of::<__CODE__>().into()))?;
    while socket.read().is_ok() {} // until the peer has answered
    Ok(())
}
