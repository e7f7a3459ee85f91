use closecode::{Action, RawCode};

let code = RawCode::new(1012);
assert!(code.is_allowed_in_frame());
assert_eq!(code.policy().action(), Action::ShortDelay);
assert_eq!(code.policy().authority().as_str(), "registry-mail");
