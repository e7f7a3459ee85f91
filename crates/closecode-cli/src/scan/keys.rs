//! Codes that a line has under a key that means nothing else, and the time of a line of JSON.

use super::json_line::{Scalar, scalars};
use super::time::Stamp;

/// The keys: that of structured logs and traces, and Wireshark's, as `tshark -T json` writes it and
/// as `-T ek` does.
pub(crate) const KEYS: [&str; 3] = [
    "websocket.close.code",
    "websocket.payload.close.status_code",
    "websocket_payload_close_status_code",
];

/// The keys below which loggers and collectors put the time.
const TIMES: [&str; 14] = [
    "@timestamp",
    "date",
    "datetime",
    "eventtime",
    "frame.time_epoch",
    "observedtimeunixnano",
    "t",
    "time",
    "timestamp",
    "timeunixnano",
    "ts",
    "_source_realtime_timestamp",
    "__realtime_timestamp",
    "eventtimestamp",
];

/// Every code in a line that has a key of its own, in the order of the line.
pub(crate) fn codes(line: &str) -> Vec<u16> {
    let mut codes = Vec::new();
    for key in KEYS {
        for (at, _) in line.match_indices(key) {
            let before = line[..at].chars().next_back();
            // Not the end of another word; a collector may put a name before it.
            if before.is_none_or(|c| "\"'`._ \t,{[(".contains(c)) {
                codes.extend(value(&line[at + key.len()..]));
            }
        }
    }
    if codes.is_empty() && line.trim_start().starts_with('{') {
        // `{"websocket":{"close":{"code":1006}}}`
        scalars(line, |path, value| {
            if KEYS.iter().any(|key| is_at_end(path, key)) {
                codes.extend(number(value.as_str()));
            }
        });
    }
    codes
}

/// When a line of JSON was written.
pub(crate) fn time(line: &str, now: Stamp) -> Option<Stamp> {
    let mut found = None;
    scalars(line, |path, value| {
        let key = path.rsplit('.').next().unwrap_or_default();
        let is_time = |name: &str| name.eq_ignore_ascii_case(key) || is_at_end(path, name);
        if found.is_none() && TIMES.iter().any(|name| is_time(name)) {
            found = match value {
                Scalar::Text(text) | Scalar::Word(text) => Stamp::of_value(text, now),
            };
        }
    });
    found
}

fn is_at_end(path: &str, key: &str) -> bool {
    path.strip_suffix(key).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// The number after a key: `": 1006`, `=1006`, `":["1006"]`, and `","value":{"intValue":"1006"}`,
/// as OpenTelemetry writes attributes.
fn value(after: &str) -> Option<u16> {
    let after = after.trim_start_matches(['"', '\'', '`']);
    let attribute = after.trim_start().strip_prefix(',').map(str::trim_start);
    let after = match attribute.and_then(|rest| rest.strip_prefix("\"value\"")) {
        Some(rest) => {
            let inner = rest.trim_start_matches([' ', ':', '{']);
            inner.strip_prefix("\"intValue\"").or_else(|| inner.strip_prefix("\"stringValue\""))?
        }
        None => after,
    };
    let after = after.trim_start().strip_prefix([':', '='])?;
    number(after.trim_start_matches([' ', '\t', '"', '\'', '[']))
}

/// A number of 16 bits at the start of a text, and no part of a longer one.
fn number(text: &str) -> Option<u16> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let is_whole = !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '.' || c == '_');
    text[..end].parse().ok().filter(|_| is_whole)
}

#[cfg(test)]
mod tests {
    use super::{Stamp, codes, time};

    #[test]
    fn a_code_has_a_key_of_its_own() {
        for (line, expected) in [
            (r#"{"websocket.close.code":1006}"#, &[1006][..]),
            (r#"{"attributes":{"websocket.close.code":"4000"}}"#, &[4000]),
            (r#"{"websocket":{"close":{"reason":"","code":1006}},"code":7}"#, &[1006]),
            (r#"{"websocket":{"close":{"code":"1006"}}}"#, &[1006]),
            (r#"{"websocket.close":{"code":1006}}"#, &[1006]),
            (r#"{"key":"websocket.close.code","value":{"intValue":"1011"}}"#, &[1011]),
            (r#"{ "key": "websocket.close.code", "value": { "stringValue": "1011" } }"#, &[1011]),
            (r#"  "websocket.payload.close.status_code": "1000","#, &[1000]),
            (r#"{"websocket_websocket_payload_close_status_code":["1001"]}"#, &[1001]),
            (r#"{"layers":{"websocket":{"websocket_payload_close_status_code":"1"}}}"#, &[1]),
            ("level=warn websocket.close.code=1006 msg=gone", &[1006]),
            ("websocket.close.code: 1006, websocket.close.code: 1001", &[1006, 1001]),
            (r#"{"websocket.close.code":65535}"#, &[65_535]),
        ] {
            assert_eq!(codes(line), expected, "{line}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_no_code() {
        for line in [
            r#"{"websocket.close.code":65536}"#,
            r#"{"websocket.close.code":1006.5}"#,
            r#"{"websocket.close.code":null}"#,
            r#"{"websocket.close.code":{"a":1006}}"#,
            r#"{"websocket.close.codes":1006}"#,
            r#"{"mywebsocket.close.code":1006}"#,
            r#"{"websocket":{"closed":{"code":1006}}}"#,
            r#"{"websocket":{"close":{"code":1006"#,
            "where websocket.close.code == 1006",
            "websocket.close.code",
            "",
        ] {
            let is_cut = line.ends_with("1006");
            assert_eq!(
                codes(line),
                if is_cut && line.starts_with('{') { vec![1006] } else { vec![] }
            );
        }
    }

    #[test]
    fn the_time_has_a_key_too() {
        for line in [
            r#"{"ts":1796042096.5,"msg":"a"}"#,
            r#"{"level":30,"time":1796042096123,"msg":"a"}"#,
            r#"{"a":{"@timestamp":"2026-11-30T12:34:56.000Z"}}"#,
            r#"{"timestamp":"1796042096123","layers":{}}"#,
            r#"{"timeUnixNano":"1796042096123456789"}"#,
            r#"{"log":"2020-01-01T00:00:00Z a\n","stream":"stderr","time":"2026-11-30T12:34:56Z"}"#,
            r#"{"time":"","ts":"2026-11-30T12:34:56Z"}"#,
        ] {
            assert_eq!(time(line, Stamp(0)), Some(Stamp(1_796_042_096)), "{line}");
        }
        for line in ["", "{}", r#"{"uptime":1796042096}"#, r#"{"time":12}"#, "ts: 1796042096"] {
            assert_eq!(time(line, Stamp(0)), None, "{line}");
        }
    }
}
