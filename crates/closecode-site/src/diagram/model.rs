//! The steps of the end of a connection, computed from the facts about a code. No words and no
//! places: those are for `words` and `draw`.

use closecode_data::{Code, Offence, Sender, Visibility};

use super::NO_FRAME;

/// Who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Client,
    Server,
    /// A server that acts as a gateway.
    Gateway,
    /// The server behind a gateway.
    Upstream,
}

/// What goes from one end to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// What the code answers.
    Offence(Offence),
    /// What a gateway gets from behind.
    UpstreamFails,
    /// A Close frame; without a code its body is empty.
    Close(Option<u16>),
    /// The Close frame that answers one.
    Echo(Option<u16>),
    /// A Close frame that should not exist.
    Faulty,
    /// The end of the TCP connection.
    Fin,
    /// The connection breaks.
    Lost,
    /// The start of a TLS handshake.
    Hello,
    /// Its failure.
    TlsFails,
}

impl Message {
    /// Whether it reaches the other end. The rest is drawn broken off.
    pub(super) fn arrives(self) -> bool {
        !matches!(self, Self::Lost | Self::TlsFails)
    }
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Whether there is a connection to close.
    Open(bool),
    /// The script calls `close()`, with a code or without.
    Call(Option<u16>),
    /// Something is sent.
    Send { from: End, to: End, what: Message },
    /// A library tells its application a number.
    Report { at: End, code: u16 },
    /// A browser tells its script a number.
    Onclose { at: End, code: u16, clean: bool },
}

/// Who takes part, and what happens.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) ends: Vec<End>,
    pub(super) steps: Vec<Step>,
}

/// The steps for one code.
pub(super) fn of(code: &Code) -> Model {
    let wire = &code.wire;
    let steps = match (*wire.frame, *wire.synthetic, *wire.clean) {
        (true, ..) => travels(code),
        (false, true, true) => empty(code),
        (false, true, false) if *wire.script_visible != Visibility::Yes => no_connection(code),
        (false, true, false) => lost(code),
        (false, false, _) => faulty(),
    };
    let ends = if *wire.sender == Sender::Gateway {
        vec![End::Client, End::Gateway, End::Upstream]
    } else {
        vec![End::Client, End::Server]
    };
    Model { ends, steps }
}

/// Who sends the code in the picture: whoever alone may; of two, the script where it can, else the
/// server, which is what a client meets.
fn sender(code: &Code) -> End {
    match code.wire.sender.value {
        Sender::Client => End::Client,
        Sender::Gateway => End::Gateway,
        Sender::Either if *code.wire.script_sendable => End::Client,
        Sender::Either | Sender::Server | Sender::Unspecified | Sender::None => End::Server,
    }
}

/// A Close frame with the code, its answer, and the end of TCP, which is the server's to begin (RFC
/// 6455, section 7.1.1).
fn travels(code: &Code) -> Vec<Step> {
    let number = *code.code;
    let from = sender(code);
    let server = if from == End::Client { End::Server } else { from };
    let to = if from == End::Client { server } else { End::Client };
    let offence = code.wire.answers.as_ref().map(|o| o.value);
    let mut steps = vec![];
    // An extension is missed in the handshake, before which nothing was open.
    if offence != Some(Offence::Extension) {
        steps.push(Step::Open(true));
    }
    steps.extend(offence.map(|offence| Step::Send {
        from: to,
        to: from,
        what: Message::Offence(offence),
    }));
    if from == End::Gateway {
        steps.push(Step::Send { from: End::Upstream, to: from, what: Message::UpstreamFails });
    }
    if from == End::Client && *code.wire.script_sendable {
        steps.push(Step::Call(Some(number)));
    }
    steps.push(Step::Send { from, to, what: Message::Close(Some(number)) });
    steps.push(Step::Send { from: to, to: from, what: Message::Echo(Some(number)) });
    steps.push(Step::Send { from: server, to: End::Client, what: Message::Fin });
    // Who fails the connection does not read the answer, and so has received no Close frame.
    let fails = offence.is_some_and(Offence::fails_connection);
    let own = if fails { NO_FRAME } else { number };
    let (client, other) = if from == End::Client { (own, number) } else { (number, own) };
    steps.push(if *code.wire.script_visible == Visibility::Yes {
        Step::Onclose { at: End::Client, code: client, clean: *code.wire.clean }
    } else {
        Step::Report { at: End::Client, code: client }
    });
    steps.push(Step::Report { at: server, code: other });
    steps
}

/// A Close frame without a body: legal and clean, and both ends make the number up.
fn empty(code: &Code) -> Vec<Step> {
    let client = End::Client;
    let server = End::Server;
    vec![
        Step::Open(true),
        Step::Call(None),
        Step::Send { from: client, to: server, what: Message::Close(None) },
        Step::Send { from: server, to: client, what: Message::Echo(None) },
        Step::Send { from: server, to: client, what: Message::Fin },
        Step::Onclose { at: End::Client, code: *code.code, clean: true },
        Step::Report { at: server, code: *code.code },
    ]
}

/// No Close frame at all.
fn lost(code: &Code) -> Vec<Step> {
    vec![
        Step::Open(true),
        Step::Send { from: End::Server, to: End::Client, what: Message::Lost },
        Step::Onclose { at: End::Client, code: *code.code, clean: false },
        Step::Report { at: End::Server, code: *code.code },
    ]
}

/// No WebSocket, so that nobody but the client has anything to report, and a browser keeps even
/// that from its script.
fn no_connection(code: &Code) -> Vec<Step> {
    let client = End::Client;
    let server = End::Server;
    vec![
        Step::Send { from: client, to: server, what: Message::Hello },
        Step::Send { from: server, to: client, what: Message::TlsFails },
        Step::Open(false),
        Step::Report { at: client, code: *code.code },
        Step::Onclose { at: End::Client, code: NO_FRAME, clean: false },
    ]
}

/// A number that nobody may send and nobody generates: the client fails the connection, so that it
/// has no code to report.
fn faulty() -> Vec<Step> {
    vec![
        Step::Open(true),
        Step::Send { from: End::Server, to: End::Client, what: Message::Faulty },
        Step::Send { from: End::Client, to: End::Server, what: Message::Fin },
        Step::Report { at: End::Client, code: NO_FRAME },
    ]
}
