use closecode::RawCode;
use tungstenite::Message;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut socket, _) = tungstenite::connect("ws://localhost:8080")?;
    let code = loop {
        match socket.read() {
            Ok(Message::Close(frame)) => break RawCode::from(&frame),
            Ok(_) => {}
            Err(_) => break RawCode::new(1006),
        }
    };
    if code == RawCode::new(__CODE__) {
        // __ADVICE__
        let policy = code.policy();
        println!("{code}: {:?}", policy.action()); // stop
        println!("{code}: {:?}", policy.action()); // once
        println!("{code}: {:?} in less than {:?}", policy.action(), policy.ceiling(0)); // retry
    }
    Ok(())
}
