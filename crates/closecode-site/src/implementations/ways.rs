//! The ways in which a connection ends, in words and in groups.

use closecode_data::Dataset;

/// Ways that are shown in one table.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    /// Each with the head of its column.
    pub(super) ways: &'static [(&'static str, &'static str)],
}

/// The ways besides the arrival and the sending of a number.
pub(super) const GROUPS: &[Group] = &[
    Group {
        id: "close-frames",
        title: "A Close frame that is more, or less, than a number",
        ways: &[
            ("recv-empty", "no number"),
            ("recv-one-byte", "one byte"),
            ("recv-digits", "digits as text"),
            ("recv-reason-not-utf8", "reason not UTF-8"),
            ("recv-reason-123", "reason of 123 bytes"),
            ("recv-reason-124", "reason of 124 bytes"),
            ("recv-fragment", "fragment"),
            ("recv-then-text", "then a message"),
            ("recv-twice", "then another"),
        ],
    },
    Group {
        id: "frames",
        title: "A frame or a message that breaks the protocol",
        ways: &[
            ("text-not-utf8", "text not UTF-8"),
            ("text-surrogate", "lone surrogate"),
            ("text-cut", "cut character"),
            ("rsv1", "RSV1"),
            ("rsv2", "RSV2"),
            ("opcode-3", "opcode 3"),
            ("opcode-11", "opcode 11"),
            ("masked", "masked"),
            ("unmasked", "not masked"),
            ("continuation-first", "stray continuation"),
            ("text-in-text", "message in message"),
            ("ping-126", "long Ping"),
            ("ping-fragment", "Ping fragment"),
            ("length-64", "length over 2^63"),
        ],
    },
    Group {
        id: "drops",
        title: "The connection ends without a Close frame, or goes silent",
        ways: &[
            ("end-fin", "FIN"),
            ("end-rst", "RST"),
            ("half-frame", "FIN in a frame"),
            ("half-frame-rst", "RST in a frame"),
            ("silence", "silence"),
            ("silence-mid-frame", "silence in a frame"),
            ("silence-close", "Close, not ended"),
            ("tls-failure", "TLS fails"),
        ],
    },
    Group {
        id: "size",
        title: "A message that is one byte longer than",
        ways: &[
            ("over-8k", "8 KiB"),
            ("over-32k", "32 KiB"),
            ("over-64k", "64 KiB"),
            ("over-1m", "1 MiB"),
            ("over-4m", "4 MiB"),
            ("over-10m", "10 MiB"),
            ("over-16m", "16 MiB"),
            ("over-32m", "32 MiB"),
            ("over-64m", "64 MiB"),
            ("over-100m", "100 MiB"),
        ],
    },
    Group {
        id: "answers",
        title: "It closes, and the other side answers",
        ways: &[
            ("send-empty", "no number"),
            ("send-reason-123", "reason of 123 bytes"),
            ("send-reason-124", "reason of 124 bytes"),
            ("answer-1001", "answered with 1001"),
            ("answer-empty", "answered without a number"),
            ("answer-none", "not answered"),
            ("answer-fin", "FIN"),
            ("answer-rst", "RST"),
        ],
    },
    Group {
        id: "handshakes",
        title: "The opening handshake is refused or fails",
        ways: &[
            ("http-200", "200"),
            ("http-301", "301"),
            ("http-400", "400"),
            ("http-401", "401"),
            ("http-403", "403"),
            ("http-404", "404"),
            ("http-426", "426"),
            ("http-429", "429"),
            ("http-500", "500"),
            ("http-502", "502"),
            ("http-503", "503"),
            ("accept-wrong", "wrong key"),
            ("accept-missing", "no key"),
            ("extension-unasked", "extension unasked"),
            ("protocol-unasked", "subprotocol unasked"),
            ("hang-up", "FIN"),
            ("handshake-silence", "no answer"),
            ("handshake-half", "half an answer"),
            ("handshake-slow", "slow"),
            ("request-no-key", "no key in the request"),
            ("request-short-key", "short key"),
            ("request-no-version", "no version"),
            ("request-version-12", "version 12"),
        ],
    },
];

/// What happens, in a sentence without a full stop.
pub(super) fn about(data: &Dataset, way: &str) -> String {
    let frames = data.frames.iter().flat_map(|frames| &frames.frames);
    if let Some(frame) = frames.into_iter().find(|frame| *frame.id == way) {
        return frame.about.value.clone();
    }
    let number = |prefix: &str| way.strip_prefix(prefix).filter(|n| n.parse::<u16>().is_ok());
    if let Some(code) = number("recv-") {
        return format!("a Close frame with {code} arrives");
    }
    if let Some(code) = number("send-") {
        return format!("it closes with {code}, and the other side answers with the same");
    }
    if let Some(status) = number("http-") {
        return format!("the opening handshake is refused with {status}");
    }
    let words = match way {
        "recv-twice" => "a Close frame with 1000 arrives, and then one with 1001",
        "end-rst" => "the TCP connection ends with RST",
        "half-frame-rst" => "the TCP connection ends with RST within a frame",
        "silence" => "nothing arrives, not even an answer to a Ping",
        "silence-mid-frame" => "half a frame arrives, and then nothing",
        "silence-close" => "a Close frame with 1000 arrives, and the TCP connection is left open",
        "tls-failure" => "the TLS handshake fails",
        "send-empty" => "it closes without a number",
        "send-reason-123" => "it closes with the longest reason",
        "send-reason-124" => "it closes with a reason of 124 bytes",
        "answer-1001" => "it closes with 3000, and the other side answers with 1001",
        "answer-empty" => "it closes with 3000, and the other side answers without a number",
        "answer-none" => "it closes with 3000, and the other side never answers",
        "answer-fin" => "it closes with 3000, and the TCP connection ends with FIN",
        "answer-rst" => "it closes with 3000, and the TCP connection ends with RST",
        "accept-wrong" => "the handshake is answered with a wrong Sec-WebSocket-Accept",
        "accept-missing" => "the handshake is answered without Sec-WebSocket-Accept",
        "extension-unasked" => "the handshake is answered with an extension nobody asked for",
        "protocol-unasked" => "the handshake is answered with a subprotocol nobody asked for",
        "hang-up" => "the TCP connection ends during the opening handshake",
        "handshake-silence" => "the other side is silent during the opening handshake",
        "handshake-half" => "half of the opening handshake arrives, and then nothing",
        "handshake-slow" => "the opening handshake takes three seconds",
        "request-no-key" => "the request has no Sec-WebSocket-Key",
        "request-short-key" => "the request has a Sec-WebSocket-Key that is too short",
        "request-no-version" => "the request has no Sec-WebSocket-Version",
        "request-version-12" => "the request asks for version 12",
        _ => match GROUPS.iter().flat_map(|g| g.ways).find(|(id, _)| *id == way) {
            Some((id, head)) if id.starts_with("over-") => {
                return format!("a message arrives that is one byte longer than {head}");
            }
            _ => way,
        },
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use closecode_data::{CLIENT_WAYS, SERVER_WAYS, WAYS};

    use super::*;

    #[test]
    fn every_way_is_in_one_group_and_has_words() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
        let data = closecode_data::load(std::path::Path::new(root)).into_dataset();
        let data = data.expect("the data follows its rules");
        for way in [WAYS, CLIENT_WAYS, SERVER_WAYS].concat() {
            let groups = GROUPS.iter().filter(|g| g.ways.iter().any(|(id, _)| *id == way));
            assert_eq!(groups.count(), 1, "{way}");
            assert!(about(&data, way).contains(' '), "{way}");
        }
    }
}
