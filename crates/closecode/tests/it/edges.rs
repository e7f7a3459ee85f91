//! Both sides of every edge, written by hand from RFC 6455, its registry and the WHATWG standard: a
//! mistake in the data shows here.
//!
//! What a client does is our convention; it is in the table too, so that it does not change unseen.

use closecode::{RawCode, Relay};

/// The number, its Rust name, its range and its label.
const NAMES: &str = "
    0     | -                       | NotUsed    | not_used
    15    | -                       | NotUsed    | not_used
    999   | -                       | NotUsed    | not_used
    1000  | NormalClosure           | Protocol   | 1000
    1001  | GoingAway               | Protocol   | 1001
    1003  | UnsupportedData         | Protocol   | 1003
    1004  | Reserved                | Protocol   | 1004
    1005  | NoStatusRcvd            | Protocol   | 1005
    1006  | AbnormalClosure         | Protocol   | 1006
    1007  | InvalidFramePayloadData | Protocol   | 1007
    1010  | MandatoryExt            | Protocol   | 1010
    1014  | BadGateway              | Protocol   | 1014
    1015  | TlsHandshake            | Protocol   | 1015
    1016  | -                       | Protocol   | protocol
    1063  | -                       | Protocol   | protocol
    1064  | -                       | Protocol   | protocol
    1999  | -                       | Protocol   | protocol
    2000  | -                       | Protocol   | protocol
    2999  | -                       | Protocol   | protocol
    3000  | Unauthorized            | Registered | 3000
    3001  | -                       | Registered | registered
    3002  | -                       | Registered | registered
    3003  | Forbidden               | Registered | 3003
    3004  | -                       | Registered | registered
    3007  | -                       | Registered | registered
    3008  | Timeout                 | Registered | 3008
    3009  | -                       | Registered | registered
    3015  | -                       | Registered | registered
    3016  | -                       | Registered | registered
    3999  | -                       | Registered | registered
    4000  | -                       | PrivateUse | private_use
    4999  | -                       | PrivateUse | private_use
    5000  | -                       | Outside    | outside
    32767 | -                       | Outside    | outside
    32768 | -                       | Outside    | outside
    65535 | -                       | Outside    | outside
";

/// The number, whether it is allowed in a Close frame, who may send it, whether it is generated
/// locally, whether a close with it can be clean, whether a script may send it, whether a script
/// can see it, what a client does, and what a proxy sends in its place.
const FACTS: &str = "
    0     | no  | none        | no  | no  | no  | peer-error | reconnect           | 1011
    15    | no  | none        | no  | no  | no  | peer-error | reconnect           | 1011
    999   | no  | none        | no  | no  | no  | peer-error | reconnect           | 1011
    1000  | yes | either      | no  | yes | yes | yes        | reconnect-if-wanted | 1000
    1001  | yes | either      | no  | yes | no  | yes        | reconnect           | 1001
    1003  | yes | either      | no  | yes | no  | yes        | fix-first           | 1003
    1004  | no  | none        | no  | no  | no  | peer-error | fix-first           | 1011
    1005  | no  | none        | yes | yes | no  | yes        | reconnect           | empty
    1006  | no  | none        | yes | no  | no  | yes        | reconnect           | 1011
    1007  | yes | either      | no  | yes | no  | yes        | fix-first           | 1007
    1010  | yes | client      | no  | yes | no  | peer-error | fix-first           | 1010
    1014  | yes | gateway     | no  | yes | no  | yes        | reconnect           | 1014
    1015  | no  | none        | yes | no  | no  | peer-error | fix-first           | 1011
    1016  | no  | none        | no  | no  | no  | peer-error | reconnect           | 1011
    1063  | no  | none        | no  | no  | no  | peer-error | reconnect           | 1011
    1064  | no  | none        | no  | no  | no  | peer-error | reconnect           | 1011
    1999  | no  | none        | no  | no  | no  | peer-error | reconnect           | 1011
    2000  | no  | none        | no  | no  | no  | peer-error | reconnect           | 1011
    2999  | no  | none        | no  | no  | no  | peer-error | reconnect           | 1011
    3000  | yes | unspecified | no  | yes | yes | yes        | reauthenticate      | 3000
    3001  | yes | unspecified | no  | yes | yes | yes        | ask-profile         | 3001
    3002  | yes | unspecified | no  | yes | yes | yes        | ask-profile         | 3002
    3003  | yes | unspecified | no  | yes | yes | yes        | stop                | 3003
    3004  | yes | unspecified | no  | yes | yes | yes        | ask-profile         | 3004
    3007  | yes | unspecified | no  | yes | yes | yes        | ask-profile         | 3007
    3008  | yes | unspecified | no  | yes | yes | yes        | reconnect           | 3008
    3009  | yes | unspecified | no  | yes | yes | yes        | ask-profile         | 3009
    3015  | yes | unspecified | no  | yes | yes | yes        | ask-profile         | 3015
    3016  | yes | unspecified | no  | yes | yes | yes        | ask-profile         | 3016
    3999  | yes | unspecified | no  | yes | yes | yes        | ask-profile         | 3999
    4000  | yes | unspecified | no  | yes | yes | yes        | ask-profile         | 4000
    4999  | yes | unspecified | no  | yes | yes | yes        | ask-profile         | 4999
    5000  | no  | none        | no  | no  | no  | peer-error | fix-first           | 1011
    32767 | no  | none        | no  | no  | no  | peer-error | fix-first           | 1011
    32768 | no  | none        | no  | no  | no  | peer-error | fix-first           | 1011
    65535 | no  | none        | no  | no  | no  | peer-error | fix-first           | 1011
";

fn names(raw: RawCode) -> Vec<String> {
    vec![
        raw.get().to_string(),
        raw.known().map_or_else(|| "-".to_owned(), |code| format!("{code:?}")),
        format!("{:?}", raw.range()),
        raw.label().to_owned(),
    ]
}

fn facts(raw: RawCode) -> Vec<String> {
    let yes = |answer: bool| if answer { "yes" } else { "no" }.to_owned();
    let relayed = match raw.for_relay() {
        Relay::Code(code) => code.get().to_string(),
        Relay::EmptyBody => "empty".to_owned(),
    };
    vec![
        raw.get().to_string(),
        yes(raw.is_allowed_in_frame()),
        raw.sender().to_string(),
        yes(raw.is_synthetic()),
        yes(raw.can_be_clean()),
        yes(raw.is_script_sendable()),
        raw.script_visibility().to_string(),
        raw.policy().action().to_string(),
        relayed,
    ]
}

#[test]
fn both_sides_of_every_edge_answer_as_the_standard_says() {
    for (table, answers) in [(NAMES, names as fn(RawCode) -> Vec<String>), (FACTS, facts)] {
        let lines: Vec<&str> = table.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(lines.len(), 36);
        for line in lines {
            let expected: Vec<&str> = line.split('|').map(str::trim).collect();
            let number = expected[0].parse().expect("a line begins with its number");
            assert_eq!(answers(RawCode::new(number)), expected);
        }
    }
}

#[test]
fn twelve_protocol_codes_and_two_thousand_others_may_be_sent() {
    let allowed: Vec<u16> =
        (0..=u16::MAX).filter(|number| RawCode::new(*number).is_allowed_in_frame()).collect();
    let by_hand: Vec<u16> = (1000..=1003).chain(1007..=1014).chain(3000..=4999).collect();
    assert_eq!(allowed, by_hand);
}

#[test]
fn a_script_may_send_1000_and_3000_to_4999() {
    let sendable: Vec<u16> =
        (0..=u16::MAX).filter(|number| RawCode::new(*number).is_script_sendable()).collect();
    let by_hand: Vec<u16> = std::iter::once(1000).chain(3000..=4999).collect();
    assert_eq!(sendable, by_hand);
}

#[test]
fn three_numbers_are_generated_locally() {
    let synthetic: Vec<u16> =
        (0..=u16::MAX).filter(|number| RawCode::new(*number).is_synthetic()).collect();
    assert_eq!(synthetic, [1005, 1006, 1015]);
}

#[test]
fn no_number_is_hidden_from_a_script_whose_peer_sends_it() {
    let hidden: Vec<u16> = (0..=u16::MAX)
        .filter(|number| RawCode::new(*number).script_visibility().as_str() == "no")
        .collect();
    assert_eq!(hidden, [0; 0]);
}

#[test]
fn exactly_the_codes_that_are_allowed_in_a_frame_have_a_sender() {
    for number in 0..=u16::MAX {
        let raw = RawCode::new(number);
        assert_eq!(raw.sender().as_str() == "none", !raw.is_allowed_in_frame(), "{number}");
    }
}
