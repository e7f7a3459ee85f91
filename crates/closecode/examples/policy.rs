//! What a client does after a code.

use closecode::{Action, RawCode};

fn main() {
    let policy = RawCode::new(1012).policy();
    assert_eq!(policy.action(), Action::Reconnect);
    assert_eq!(policy.delay(0, 0).as_secs(), 5); // the shortest
}
