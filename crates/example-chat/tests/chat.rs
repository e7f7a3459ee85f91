//! Closes a real connection with each code of the chat, and checks what both ends saw and what the
//! client decided.

use closecode::protocols::Entry;
use closecode::{Action, Cause, Disconnect, HandshakeStatus, RawCode, SendableCode, decide};
use example_chat::client::{End, after, talk};
use example_chat::close_codes::{CloseCode, ENDPOINT, PROFILE, PROTOCOL, http_status};
use example_chat::server::serve;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

/// Both ends of one connection that the server closes with this code.
fn close_with(code: u16) -> (RawCode, End) {
    end_after(&format!("/close {code}"))
}

/// Both ends of one connection that the server closes after this line.
fn end_after(line: &str) -> (RawCode, End) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
        let address = listener.local_addr().expect("it has an address");
        let server = async { serve(listener.accept().await.expect("the client comes").0).await };
        let client = async {
            talk(TcpStream::connect(address).await.expect("the server listens"), line).await
        };
        let (server, client) = tokio::join!(server, client);
        (server.expect("the server served"), client.expect("the client talked"))
    })
}

#[test]
fn each_code_is_seen_by_both_ends_and_decided_by_the_file() {
    let decided = CloseCode::ALL.iter().map(|code| {
        let (server, client) = close_with(code.get());
        assert_eq!(
            (server, client.code),
            (code.raw(), code.raw()),
            "the client answers with the code that it got"
        );
        (
            CloseCode::try_from(client.code).expect("it is a code of the chat"),
            client.decision.action,
        )
    });
    // One line for each code in closecodes.toml: a new one has to be thought about here.
    let expected = [
        (CloseCode::Kicked, Action::Stop),
        (CloseCode::SignedInElsewhere, Action::Stop),
        (CloseCode::TokenExpired, Action::Reauthenticate),
        (CloseCode::Moving, Action::Resume),
        (CloseCode::OldApp, Action::FixFirst),
        (CloseCode::Overloaded, Action::Reconnect),
        (CloseCode::TooManyMessages, Action::Reconnect),
    ];
    assert!(decided.eq(expected));
}

/// What the server writes as `CloseCode::Moving.into()` is that code on the wire.
#[test]
fn a_code_of_the_chat_becomes_what_a_library_and_a_decision_take() {
    let (server, client) = end_after("/move");
    assert_eq!((server, client.code), (CloseCode::Moving.raw(), CloseCode::Moving.raw()));
    assert_eq!(client.decision.action, Action::Resume);
    for code in CloseCode::ALL.iter().copied() {
        assert_eq!(SendableCode::from(code), code.get());
        assert_eq!(Cause::from(code), Cause::Closed(code.raw()));
        let frame = CloseFrame::from(code);
        assert_eq!((frame.code, frame.reason.as_str()), (code.into(), ""));
        assert_eq!(u16::from(frame.code), code.get());
    }
}

#[test]
fn numbers_of_a_range_and_http_statuses_are_decided_too() {
    for (code, status) in [(4401, 401), (4403, 403), (4404, 404), (4503, 503)] {
        let (server, client) = close_with(code);
        assert_eq!(
            (server.get(), client.code.get(), http_status(code)),
            (code, code, Some(status))
        );
        let refused =
            decide(&Disconnect::new(Cause::Handshake(HandshakeStatus::new(status))), u32::MAX);
        assert_eq!(client.decision.action, refused.action, "{code} means what HTTP {status} means");
    }
    assert_eq!((http_status(4399), http_status(4600)), (None, None));
    let (_, bug) = close_with(4907);
    assert_eq!(
        (bug.decision.action, ENDPOINT.entry(4907).map(Entry::name)),
        (Action::Reconnect, Some("Bug in the server"))
    );
    // The file's own row goes before the status of the same number.
    let own = PROFILE.rule(RawCode::new(4429)).expect("it has a rule");
    assert_eq!((own.action(), own.pace().delay(0, u32::MAX).as_secs()), (Action::Reconnect, 10));
    assert_ne!(Some(own), Some(HandshakeStatus::new(429).rule()));
}

#[test]
fn what_is_not_the_chats_own_is_decided_as_for_any_websocket() {
    let (server, client) = close_with(1001);
    assert_eq!((server.get(), client.code.get()), (1001, 1001));
    assert_eq!(
        after(RawCode::new(1001)).action,
        decide(&Disconnect::new(Cause::Closed(RawCode::new(1001))), u32::MAX).action
    );
}

#[test]
fn the_words_are_those_of_the_file() {
    assert_eq!(CloseCode::LANGUAGES, ["en", "de"]);
    assert_eq!(CloseCode::Kicked.to_string(), "4000 Kicked");
    assert_eq!(CloseCode::Kicked.meaning_in("de"), "Ein Moderator hat die Verbindung geschlossen.");
    assert_eq!(
        CloseCode::Kicked.name_in("fr"),
        CloseCode::Kicked.name(),
        "no such words: the file's own"
    );
    assert_eq!("4001".parse(), Ok(CloseCode::SignedInElsewhere));
    assert_eq!((PROTOCOL.id(), PROTOCOL.vendor()), ("acme-chat", "Acme"));
}
