//! The ways in which a connection ends, each with a name that does not change.

use crate::frame::{
    CLOSE, CONTINUATION, FIN, PING, RSV1, RSV2, TEXT, close_body, masked, unmasked,
};

/// One way.
#[derive(Clone, Debug)]
pub struct Way {
    /// Its name: words of a to z and digits with hyphens. It stands in `data/implementations/`.
    pub id: String,
    /// What happens, in a sentence without a full stop.
    pub about: String,
    /// What the client is asked to close with, if it speaks first.
    pub client: Option<ClientCloses>,
    pub(crate) play: Play,
}

/// What a client passes to the function that closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientCloses {
    /// The number, if it passes one.
    pub code: Option<u16>,
    /// How many bytes of ASCII it passes as the reason.
    pub reason_bytes: usize,
}

/// What the lab does.
#[derive(Clone, Debug)]
pub(crate) enum Play {
    /// Completes the handshake, sends these bytes and reads what comes back.
    Send(Vec<u8>),
    /// Completes the handshake, sends these bytes and ends the TCP connection.
    End(Vec<u8>, Tcp),
    /// Completes the handshake and answers the client's Close frame with this body, or, with
    /// `None`, with the same.
    Answer(Option<Vec<u8>>),
    /// Completes the handshake and never answers the client's Close frame.
    Silence,
    /// Answers the request with this text instead of 101.
    Refuse(String),
    /// Answers 101 with these lines in place of the right key.
    Switch(&'static str),
    /// Ends the TCP connection instead of an answer.
    HangUp,
}

/// How a TCP connection ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tcp {
    /// With FIN: no more data.
    Fin,
    /// With RST: the connection is void.
    Rst,
}

/// Every code at an edge of a range, every registered one, and two that people send by mistake.
const RECEIVED: &[u16] = &[
    0, 1, 404, 999, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012,
    1013, 1014, 1015, 1016, 1999, 2000, 2999, 3000, 3003, 3008, 3999, 4000, 4999, 5000, 65535,
];

/// Every code at an edge of what a client may be allowed to pass.
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

/// Every way, in an order that is the same each time.
pub fn ways() -> Vec<Way> {
    let mut ways = Vec::new();
    let received = RECEIVED.iter().map(|&code| {
        let about = format!("a Close frame with {code} arrives");
        send(format!("recv-{code}"), about, unmasked(FIN | CLOSE, &close_body(code, b"")))
    });
    ways.extend(received);
    ways.extend(close_frames());
    ways.extend(data_frames());
    ways.extend(ends());
    ways.extend(handshakes());
    ways.extend(SENT.iter().map(|&code| {
        let about = format!("the client closes with {code}, and the lab answers with the same");
        client(format!("send-{code}"), about, Some(code), 0, Play::Answer(None))
    }));
    ways.extend(client_closes());
    ways
}

fn way(id: impl Into<String>, about: impl Into<String>, play: Play) -> Way {
    Way { id: id.into(), about: about.into(), client: None, play }
}

fn send(id: impl Into<String>, about: impl Into<String>, bytes: Vec<u8>) -> Way {
    way(id, about, Play::Send(bytes))
}

fn client(
    id: impl Into<String>,
    about: impl Into<String>,
    code: Option<u16>,
    reason_bytes: usize,
    play: Play,
) -> Way {
    Way { client: Some(ClientCloses { code, reason_bytes }), ..way(id, about, play) }
}

/// Close frames that are more than a number.
fn close_frames() -> Vec<Way> {
    let close = |body: &[u8]| unmasked(FIN | CLOSE, body);
    let reason = |length: usize| close(&close_body(1000, &vec![b'r'; length]));
    let mut after = close(&close_body(1000, b""));
    after.extend(unmasked(FIN | TEXT, b"after"));
    let fragment = unmasked(CLOSE, &close_body(1000, b""));
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
    ]
}

/// Messages that break the protocol. A client that takes one is sent a Close frame with 1000 after
/// a few seconds, and so reports 1000.
fn data_frames() -> Vec<Way> {
    let message = |first: u8, payload: &[u8]| unmasked(first, payload);
    let mut nested = message(TEXT, b"one");
    nested.extend(message(FIN | TEXT, b"two"));
    // A length of 64 bits, the first of which must be 0.
    let too_long = [&[FIN | TEXT, 127], &u64::MAX.to_be_bytes()[..]].concat();
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
        send("masked", "a frame of the server has a mask", masked(FIN | TEXT, b"x")),
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

/// Ends without a Close frame.
fn ends() -> Vec<Way> {
    let half = unmasked(FIN | TEXT, b"0123456789")[..7].to_vec();
    let end = |id: &str, about: &str, bytes: Vec<u8>, how| way(id, about, Play::End(bytes, how));
    vec![
        end("end-fin", "the TCP connection ends with FIN", Vec::new(), Tcp::Fin),
        end("end-rst", "the TCP connection ends with RST", Vec::new(), Tcp::Rst),
        end("half-frame", "the TCP connection ends with FIN within a frame", half, Tcp::Fin),
    ]
}

/// Handshakes that do not succeed.
fn handshakes() -> Vec<Way> {
    let refused = REFUSED.iter().map(|&(status, phrase)| {
        let more = match status {
            301 => "Location: /elsewhere\r\n",
            426 => "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
            429 | 503 => "Retry-After: 1\r\n",
            _ => "",
        };
        let head = format!(
            "HTTP/1.1 {status} {phrase}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n"
        );
        way(
            format!("http-{status}"),
            format!("the handshake is refused with {status}"),
            Play::Refuse(head),
        )
    });
    let mut ways: Vec<Way> = refused.collect();
    ways.extend([
        way(
            "accept-wrong",
            "the handshake is answered with a wrong Sec-WebSocket-Accept",
            Play::Switch("Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n"),
        ),
        way(
            "accept-missing",
            "the handshake is answered without Sec-WebSocket-Accept",
            Play::Switch(""),
        ),
        way("hang-up", "the TCP connection ends with FIN instead of an answer", Play::HangUp),
    ]);
    ways
}

/// Closes by the client, other than with a number that is answered with the same.
fn client_closes() -> Vec<Way> {
    let echo = Play::Answer(None);
    let code = |number: u16| Play::Answer(Some(close_body(number, b"")));
    vec![
        client("send-empty", "the client closes without a number", None, 0, echo.clone()),
        client(
            "send-reason-123",
            "the client closes with the longest reason",
            Some(3000),
            123,
            echo.clone(),
        ),
        client(
            "send-reason-124",
            "the client closes with a reason of 124 bytes",
            Some(3000),
            124,
            echo,
        ),
        client(
            "answer-1001",
            "the client closes with 3000, and the lab answers with 1001",
            Some(3000),
            0,
            code(1001),
        ),
        client(
            "answer-empty",
            "the client closes with 3000, and the lab answers with an empty Close frame",
            Some(3000),
            0,
            Play::Answer(Some(Vec::new())),
        ),
        client(
            "answer-none",
            "the client closes with 3000, and the lab never answers",
            Some(3000),
            0,
            Play::Silence,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_words_and_stand_once() {
        let ways = ways();
        let names: BTreeSet<&str> = ways.iter().map(|way| way.id.as_str()).collect();
        assert_eq!(names.len(), ways.len());
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(names.iter().all(|name| name.chars().all(is_word)));
        assert!(ways.iter().all(|way| !way.about.ends_with('.')));
    }
}
