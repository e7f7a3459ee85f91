//! The ways in which a connection ends, each with a name that does not change.

use crate::frame::{CLOSE, CONTINUATION, FIN, PING, RSV1, RSV2, TEXT, close_body};
use crate::role::Role;

/// One way.
#[derive(Clone, Debug)]
pub struct Way {
    /// Its name: words of a to z and digits with hyphens. It is in `data/implementations/`.
    pub id: String,
    /// What happens, in a sentence without a full stop.
    pub about: String,
    /// What the implementation is asked to close with, if it closes first.
    pub closes: Option<Closes>,
    pub(crate) play: Play,
}

/// What is passed to the function that closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closes {
    /// The number, if one is passed.
    pub code: Option<u16>,
    /// How many bytes of ASCII are passed as the reason.
    pub reason_bytes: usize,
}

/// What the lab does.
#[derive(Clone, Debug)]
pub(crate) enum Play {
    /// Instead of an ordinary opening handshake.
    Opening(Opening),
    /// Completes the handshake, sends these bytes and reads what comes back.
    Send(Vec<u8>),
    /// Completes the handshake, and sends a message of so many bytes.
    Flood(u64),
    /// Completes the handshake, sends these bytes and ends the TCP connection.
    End(Vec<u8>, Tcp),
    /// Completes the handshake, sends these bytes and then nothing, whatever comes.
    Mute(Vec<u8>),
    /// Completes the handshake, and does this when a Close frame arrives.
    Answer(Answer),
}

/// An opening handshake that is not an ordinary one.
#[derive(Clone, Debug)]
pub(crate) enum Opening {
    /// As a server, answers the request with this text instead of 101.
    Refuse(String),
    /// As a server, answers 101 with these lines in place of the right key.
    Switch(&'static str),
    /// As a server, answers 101 with the right key and these lines.
    Extra(&'static str),
    /// As a client, sends a request with these lines in place of the ordinary ones.
    Request(&'static str, &'static str),
    /// Ends the TCP connection: as a server instead of an answer, as a client before it.
    HangUp,
    /// Sends nothing: as a server no answer, as a client no request.
    Silence,
    /// Sends so many bytes of its part of the handshake, and then nothing.
    Half(usize),
    /// Sends its part of the handshake in two halves, seconds apart.
    Slow,
}

/// What the lab does when a Close frame arrives.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Sends the same back.
    Same,
    /// Sends a Close frame with this body.
    Body(Vec<u8>),
    /// Sends nothing.
    Silence,
    /// Ends the TCP connection.
    End(Tcp),
}

impl Way {
    /// Whether the lab falls silent before the connection is open.
    pub(crate) fn is_before_opening(&self) -> bool {
        matches!(self.play, Play::Opening(Opening::Silence | Opening::Half(_)))
    }

    /// Whether it ends within seconds and costs little: not for silence, and not for long messages.
    pub fn is_quick(&self) -> bool {
        !self.is_silent() && !matches!(self.play, Play::Flood(_))
    }

    /// Whether the lab falls silent in it, so that it is measured for how long the other side
    /// waits.
    pub fn is_silent(&self) -> bool {
        let is_open = matches!(self.play, Play::Mute(_) | Play::Answer(Answer::Silence));
        is_open || self.is_before_opening()
    }
}

/// How a TCP connection ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tcp {
    /// With FIN: no more data.
    Fin,
    /// With RST: the connection is void.
    Rst,
    /// With FIN, of which TLS has not said that it would come.
    #[cfg_attr(not(feature = "tls"), allow(dead_code))]
    Cut,
    /// With bytes that are no record of TLS; then the other side ends it.
    #[cfg_attr(not(feature = "tls"), allow(dead_code))]
    Garbage,
}

/// Every code at an edge of a range, every registered one, and two that people send by mistake.
const RECEIVED: &[u16] = &[
    0, 1, 404, 999, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012,
    1013, 1014, 1015, 1016, 1999, 2000, 2999, 3000, 3003, 3008, 3999, 4000, 4999, 5000, 65535,
];

/// Every code at an edge of what may be allowed to be passed to a function that closes.
const SENT: &[u16] = &[
    0, 999, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013,
    1014, 1015, 1016, 2999, 3000, 3999, 4000, 4999, 5000, 65535,
];

/// Statuses of a refused handshake.
const REFUSED: &[(u16, &str)] = &[
    (200, "OK"),
    (301, "Moved Permanently"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (426, "Upgrade Required"),
    (429, "Too Many Requests"),
    (500, "Internal Server Error"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
];

/// Messages a byte longer than this: the limits that libraries have by default.
const LIMITS: &[(&str, u64)] = &[
    ("8k", 8 << 10),
    ("32k", 32 << 10),
    ("64k", 64 << 10),
    ("1m", 1 << 20),
    ("4m", 4 << 20),
    ("10m", 10 << 20),
    ("16m", 16 << 20),
    ("32m", 32 << 20),
    ("64m", 64 << 20),
    ("100m", 100 << 20),
];

/// Every way for an implementation in this role, in an order that is the same each time.
pub fn ways(role: Role) -> Vec<Way> {
    let mut ways = Vec::new();
    let codes = RECEIVED.iter().map(|&code| {
        let about = format!("a Close frame with {code} arrives");
        send(format!("recv-{code}"), about, role.frame(FIN | CLOSE, &close_body(code, b"")))
    });
    ways.extend(codes);
    ways.extend(close_frames(role));
    ways.extend(data_frames(role));
    ways.extend(LIMITS.iter().map(|(name, limit)| {
        let about = format!("a message arrives that is one byte longer than {limit}");
        way(format!("over-{name}"), about, Play::Flood(limit + 1))
    }));
    ways.extend(ends(role));
    ways.extend(silences(role));
    ways.extend(openings(role));
    match role {
        Role::Client => ways.extend(answers()),
        Role::Server => ways.extend(requests()),
    }
    ways.extend(SENT.iter().map(|&code| {
        let about = format!("it closes with {code}, and the lab answers with the same");
        closes(format!("send-{code}"), about, Some(code), 0, Answer::Same)
    }));
    ways.extend(own_closes());
    ways
}

/// The way of a Close frame with this number, which a client receives.
pub fn received(code: u16) -> Way {
    let body = close_body(code, b"");
    send(
        format!("recv-{code}"),
        format!("a Close frame with {code} arrives"),
        Role::Client.frame(FIN | CLOSE, &body),
    )
}

/// The way of a handshake that is refused with this status, and with a `Retry-After` of so many
/// seconds.
pub fn refused(status: u16, retry_after: Option<u64>) -> Way {
    let phrase = REFUSED.iter().find(|(other, _)| *other == status).map_or("", |(_, text)| text);
    let more = match (status, retry_after) {
        (_, Some(seconds)) => format!("Retry-After: {seconds}\r\n"),
        (301, _) => "Location: /elsewhere\r\n".to_owned(),
        (426, _) => "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n".to_owned(),
        _ => String::new(),
    };
    let head = format!(
        "HTTP/1.1 {status} {phrase}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n"
    );
    way(
        format!("http-{status}"),
        format!("the handshake is refused with {status}"),
        Play::Opening(Opening::Refuse(head)),
    )
}

fn way(id: impl Into<String>, about: impl Into<String>, play: Play) -> Way {
    Way { id: id.into(), about: about.into(), closes: None, play }
}

fn send(id: impl Into<String>, about: impl Into<String>, bytes: Vec<u8>) -> Way {
    way(id, about, Play::Send(bytes))
}

fn closes(
    id: impl Into<String>,
    about: impl Into<String>,
    code: Option<u16>,
    reason_bytes: usize,
    answer: Answer,
) -> Way {
    Way { closes: Some(Closes { code, reason_bytes }), ..way(id, about, Play::Answer(answer)) }
}

/// Close frames that are more than a number.
fn close_frames(role: Role) -> Vec<Way> {
    let close = |body: &[u8]| role.frame(FIN | CLOSE, body);
    let reason = |length: usize| close(&close_body(1000, &vec![b'r'; length]));
    let mut after = close(&close_body(1000, b""));
    after.extend(role.frame(FIN | TEXT, b"after"));
    let twice = [close(&close_body(1000, b"")), close(&close_body(1001, b""))].concat();
    let fragment = role.frame(CLOSE, &close_body(1000, b""));
    vec![
        send("recv-empty", "a Close frame without a body arrives", close(b"")),
        send("recv-one-byte", "a Close frame with a body of one byte arrives", close(&[3])),
        send(
            "recv-digits",
            "a Close frame with the text `1001` as its body arrives",
            close(b"1001"),
        ),
        send(
            "recv-reason-not-utf8",
            "a Close frame with 1000 arrives, and its reason is not UTF-8",
            close(&close_body(1000, &[0xFF])),
        ),
        send("recv-reason-123", "a Close frame with the longest reason arrives", reason(123)),
        send("recv-reason-124", "a Close frame with a reason of 124 bytes arrives", reason(124)),
        send("recv-fragment", "a Close frame arrives that is not final", fragment),
        send("recv-then-text", "a Close frame with 1000 arrives, and then a text message", after),
        send("recv-twice", "a Close frame with 1000 arrives, and then one with 1001", twice),
    ]
}

/// Messages that break the protocol. Whoever takes one is sent a Close frame with 1000 after a few
/// seconds, and so reports 1000.
fn data_frames(role: Role) -> Vec<Way> {
    let message = |first: u8, payload: &[u8]| role.frame(first, payload);
    let mut nested = message(TEXT, b"one");
    nested.extend(message(FIN | TEXT, b"two"));
    // A length of 64 bits, the first of which must be 0. A frame for a server begins with a mask.
    let masked = role.frame(FIN | TEXT, b"")[1] & 0x80;
    let too_long = [&[FIN | TEXT, masked | 127], &u64::MAX.to_be_bytes()[..]].concat();
    let wrong = role.wrong_frame(FIN | TEXT, b"x");
    vec![
        send("text-not-utf8", "a text message is not UTF-8", message(FIN | TEXT, &[0xFF])),
        send(
            "text-surrogate",
            "a text message has a lone surrogate, which UTF-8 cannot have",
            message(FIN | TEXT, &[0xED, 0xA0, 0x80]),
        ),
        send(
            "text-cut",
            "a text message ends within a character",
            message(FIN | TEXT, &[0xE2, 0x82]),
        ),
        send(
            "rsv1",
            "RSV1 is set and no extension was agreed on",
            message(FIN | RSV1 | TEXT, b"x"),
        ),
        send(
            "rsv2",
            "RSV2 is set and no extension was agreed on",
            message(FIN | RSV2 | TEXT, b"x"),
        ),
        send("opcode-3", "a frame has a reserved opcode for data", message(FIN | 0x3, b"x")),
        send("opcode-11", "a frame has a reserved opcode for control", message(FIN | 0xB, b"x")),
        match role {
            Role::Client => send("masked", "a frame of the server has a mask", wrong),
            Role::Server => send("unmasked", "a frame of the client has no mask", wrong),
        },
        send(
            "continuation-first",
            "a continuation arrives without a message before it",
            message(FIN | CONTINUATION, b"x"),
        ),
        send("text-in-text", "a message begins within another", nested),
        send("ping-126", "a Ping has more than 125 bytes", message(FIN | PING, &[0; 126])),
        send("ping-fragment", "a Ping arrives that is not final", message(PING, b"x")),
        send("length-64", "a frame announces more than 2^63 bytes", too_long),
    ]
}

/// The first bytes of a frame with a message of ten.
fn half_frame(role: Role) -> Vec<u8> {
    let frame = role.frame(FIN | TEXT, b"0123456789");
    frame[..frame.len() - 5].to_vec()
}

/// Ends without a Close frame.
fn ends(role: Role) -> Vec<Way> {
    let end = |id: &str, about: &str, bytes: Vec<u8>, how| way(id, about, Play::End(bytes, how));
    let half = || half_frame(role);
    vec![
        end("end-fin", "the TCP connection ends with FIN", Vec::new(), Tcp::Fin),
        end("end-rst", "the TCP connection ends with RST", Vec::new(), Tcp::Rst),
        end("half-frame", "the TCP connection ends with FIN within a frame", half(), Tcp::Fin),
        end("half-frame-rst", "the TCP connection ends with RST within a frame", half(), Tcp::Rst),
    ]
}

/// What ends a connection over TLS and no other.
#[cfg(feature = "tls")]
pub fn tls_ways() -> Vec<Way> {
    vec![
        way(
            "tls-cut",
            "the TCP connection ends with FIN, without TLS's `close_notify`",
            Play::End(Vec::new(), Tcp::Cut),
        ),
        way(
            "tls-garbage",
            "bytes arrive that are no record of TLS",
            Play::End(Vec::new(), Tcp::Garbage),
        ),
    ]
}

/// The lab says nothing more, and answers no Ping.
fn silences(role: Role) -> Vec<Way> {
    vec![
        way("silence", "nothing arrives, not even an answer to a Ping", Play::Mute(Vec::new())),
        way(
            "silence-mid-frame",
            "half a frame arrives, and then nothing",
            Play::Mute(half_frame(role)),
        ),
        way(
            "silence-close",
            "a Close frame with 1000 arrives, and the TCP connection is left open",
            Play::Mute(role.frame(FIN | CLOSE, &close_body(1000, b""))),
        ),
    ]
}

/// Opening handshakes that do not succeed, or late, with either role.
fn openings(role: Role) -> Vec<Way> {
    let opening = |id: &str, about: &str, opening| way(id, about, Play::Opening(opening));
    let about = |client: &'static str, server: &'static str| match role {
        Role::Client => client,
        Role::Server => server,
    };
    vec![
        opening(
            "hang-up",
            about(
                "the TCP connection ends with FIN instead of an answer",
                "the TCP connection ends with FIN right after the request",
            ),
            Opening::HangUp,
        ),
        opening(
            "handshake-silence",
            about("the request is never answered", "no request comes over the TCP connection"),
            Opening::Silence,
        ),
        opening(
            "handshake-half",
            about(
                "half of an answer arrives, and then nothing",
                "half of a request arrives, and then nothing",
            ),
            Opening::Half(20),
        ),
        opening(
            "handshake-slow",
            about(
                "half of the answer arrives, the rest later, and then a Close frame with 1000",
                "half of the request arrives, the rest later, and then a Close frame with 1000",
            ),
            Opening::Slow,
        ),
    ]
}

/// Answers to the request of a client that it must refuse.
fn answers() -> Vec<Way> {
    let statuses = REFUSED.iter().map(|&(status, _)| status);
    let mut ways: Vec<Way> =
        statuses.map(|status| refused(status, matches!(status, 429 | 503).then_some(1))).collect();
    let answer = |id: &str, about: &str, opening| way(id, about, Play::Opening(opening));
    ways.extend([
        answer(
            "accept-wrong",
            "the handshake is answered with a wrong Sec-WebSocket-Accept",
            Opening::Switch("Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n"),
        ),
        answer(
            "accept-missing",
            "the handshake is answered without Sec-WebSocket-Accept",
            Opening::Switch(""),
        ),
        answer(
            "extension-unasked",
            "the handshake is answered with an extension that was not asked for",
            Opening::Extra("Sec-WebSocket-Extensions: x-unasked\r\n"),
        ),
        answer(
            "protocol-unasked",
            "the handshake is answered with a subprotocol that was not asked for",
            Opening::Extra("Sec-WebSocket-Protocol: unasked\r\n"),
        ),
    ]);
    ways
}

/// Requests of a client that a server must refuse.
fn requests() -> Vec<Way> {
    const KEY: &str = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const VERSION: &str = "Sec-WebSocket-Version: 13\r\n";
    let request = |id: &str, about: &str, key, version| {
        way(id, about, Play::Opening(Opening::Request(key, version)))
    };
    vec![
        request("request-no-key", "the request has no Sec-WebSocket-Key", "", VERSION),
        request(
            "request-short-key",
            "the key in the request has three bytes in place of 16",
            "Sec-WebSocket-Key: AAAA\r\n",
            VERSION,
        ),
        request("request-no-version", "the request has no Sec-WebSocket-Version", KEY, ""),
        request(
            "request-version-12",
            "the request asks for version 12 of the protocol",
            KEY,
            "Sec-WebSocket-Version: 12\r\n",
        ),
    ]
}

/// Closes by the implementation, other than with a number that is answered with the same.
fn own_closes() -> Vec<Way> {
    let reason = |length: usize, about: &str| {
        closes(format!("send-reason-{length}"), about, Some(3000), length, Answer::Same)
    };
    let answer = |id: &str, about: &str, answer| {
        closes(
            format!("answer-{id}"),
            format!("it closes with 3000, and {about}"),
            Some(3000),
            0,
            answer,
        )
    };
    let code = |number: u16| Answer::Body(close_body(number, b""));
    vec![
        closes("send-empty", "it closes without a number", None, 0, Answer::Same),
        reason(123, "it closes with the longest reason"),
        reason(124, "it closes with a reason of 124 bytes"),
        answer("1001", "the lab answers with 1001", code(1001)),
        answer("empty", "the lab answers with an empty Close frame", Answer::Body(Vec::new())),
        answer("none", "the lab never answers", Answer::Silence),
        answer("fin", "the TCP connection ends with FIN", Answer::End(Tcp::Fin)),
        answer("rst", "the TCP connection ends with RST", Answer::End(Tcp::Rst)),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_words_and_stand_once() {
        for role in [Role::Client, Role::Server] {
            let ways = ways(role);
            let names: BTreeSet<&str> = ways.iter().map(|way| way.id.as_str()).collect();
            assert_eq!(names.len(), ways.len());
            let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(names.iter().all(|name| name.chars().all(is_word)));
            assert!(ways.iter().all(|way| !way.about.ends_with('.')));
        }
    }
}
