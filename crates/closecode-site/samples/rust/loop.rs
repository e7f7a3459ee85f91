use std::thread::sleep;
use std::time::{Duration, Instant};

use closecode::{Action, Disconnect, Reconnector}; // acts
use closecode::{Disconnect, Reconnector}; // follows
use tungstenite::Message;

fn renew_token() {} // get a new token here // renews
// renews
/// One connection: how it ended, and how long it was open.
fn connect() -> (Disconnect, Option<Duration>) {
    let mut socket = match tungstenite::connect("ws://localhost:8080") {
        Ok((socket, _)) => socket,
        Err(error) => return (error.into(), None),
    };
    let opened = Instant::now();
    let mut end = None;
    loop {
        match socket.read() {
            // Read on: tungstenite answers meanwhile.
            Ok(Message::Close(frame)) => end = Some(frame.into()),
            Ok(message) => println!("{message}"),
            Err(error) => return (end.unwrap_or(error.into()), Some(opened.elapsed())),
        }
    }
}

fn main() {
    // __CODE__: __ADVICE__
    // The crate has the delays: __DELAY__ // waits
    let wanted = true; // false when you are done // wanted
    let mut reconnector = Reconnector::new().wanted(wanted); // wanted
    let mut reconnector = Reconnector::new().wanted(true); // wishes
    loop {
        let (end, lived) = connect();
        let decision = reconnector.ended(end, lived, rand::random());
        println!("{decision}");
        let Some(delay) = decision.attempt_in() else { return };
        if decision.action == Action::FixFirst { // fixes
            return; // fixes
        } // fixes
        if decision.action == Action::Reauthenticate { // renews
            renew_token(); // renews
        } // renews
        sleep(delay);
    }
}
