//! The same frames, read by tungstenite and by tokio-websockets. Where they differ from the RFC or
//! from us, the test says so.

use std::io::{Cursor, Read, Write};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use closecode::frame::{CloseFrame, CloseFrameError, MAX_FRAME, Reason};
use closecode::{RawCode, SendableCode};
use futures_util::Stream;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocket};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_websockets::ServerBuilder;

const KEY: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

/// What a reader of a Close frame reports: the code, 1005 for none, and the reason; or that it
/// refuses.
type Report = Option<(u16, String)>;

/// A frame around any bytes, legal or not, as RFC 6455 section 5.2 draws it.
fn frame(body: &[u8], key: Option<[u8; 4]>) -> Vec<u8> {
    let len = u8::try_from(body.len()).expect("a short body");
    let mask = if key.is_some() { 0x80 } else { 0 };
    let mut frame =
        if len < 126 { vec![0x88, mask | len] } else { vec![0x88, mask | 0x7e, 0, len] };
    frame.extend(key.iter().flatten());
    frame.extend(
        body.iter().zip(key.unwrap_or_default().iter().cycle()).map(|(byte, key)| byte ^ key),
    );
    frame
}

fn ours(body: &[u8]) -> Report {
    CloseFrame::parse(body).ok().map(|frame| (frame.code().get(), frame.reason().to_owned()))
}

/// Reads from memory, writes to nowhere.
struct Wire(Cursor<Vec<u8>>);

impl Read for Wire {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(out)
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn tungstenite(bytes: Vec<u8>, role: Role) -> Report {
    match WebSocket::from_raw_socket(Wire(Cursor::new(bytes)), role, None).read() {
        Ok(Message::Close(Some(close))) => {
            Some((close.code.into(), close.reason.as_str().to_owned()))
        }
        Ok(Message::Close(None)) => Some((1005, String::new())),
        Err(Error::Protocol(_) | Error::Utf8(_) | Error::Capacity(_)) => None,
        other => panic!("not an answer to a Close frame: {other:?}"),
    }
}

/// tungstenite refuses nothing for its code: it reports, and answers with, 1002 and words of its
/// own.
fn as_tungstenite_reports(report: Report, body: &[u8]) -> Report {
    let text = || core::str::from_utf8(&body[2..]).is_ok() && body.len() <= 125;
    match (report, CloseFrame::parse(body)) {
        // Registered in 2017 after tungstenite's list:
        // <https://github.com/snapview/tungstenite-rs/blob/v0.30.0/src/protocol/frame/coding.rs>.
        (Some((1014, _)), _) => Some((1002, "Protocol violation".to_owned())),
        (_, Err(CloseFrameError::IllegalCode { .. })) if text() => {
            Some((1002, "Protocol violation".to_owned()))
        }
        (report, _) => report,
    }
}

/// tokio-websockets as a server, so the frame has to be masked.
fn tokio_websockets(bytes: &[u8]) -> Report {
    let stream = tokio::io::join(bytes, tokio::io::sink());
    let mut socket = pin!(ServerBuilder::new().serve(stream));
    match socket.as_mut().poll_next(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Some(Ok(message))) => {
            let (code, reason) = message.as_close().expect("the message is a close");
            Some((code.into(), reason.to_owned()))
        }
        Poll::Ready(Some(Err(_))) => None,
        other => panic!("not an answer to a Close frame: {other:?}"),
    }
}

/// Asks all about one body.
fn compare(body: &[u8]) {
    let ours = ours(body);
    let expected = as_tungstenite_reports(ours.clone(), body);
    assert_eq!(tungstenite(frame(body, None), Role::Client), expected, "{body:x?}");
    assert_eq!(tungstenite(frame(body, Some(KEY)), Role::Server), expected, "{body:x?}");
    assert_eq!(tokio_websockets(&frame(body, Some(KEY))), ours, "{body:x?}");
}

#[test]
fn every_code() {
    for code in 0..=u16::MAX {
        compare(&code.to_be_bytes());
    }
}

#[test]
fn every_single_byte_and_every_length() {
    (0..=u8::MAX).for_each(|byte| compare(&[byte]));
    for len in 0..=130 {
        compare(
            &1000_u16.to_be_bytes().into_iter().chain([b'x'; 130]).take(len).collect::<Vec<u8>>(),
        );
    }
}

#[test]
fn reasons_that_are_utf8_and_that_are_not() {
    let text = "a façade of 日本 🚧 signs".as_bytes();
    for end in 0..=text.len() {
        compare(&[b"\x03\xe8", &text[..end]].concat());
        for bad in [b"\xff", b"\x80", b"\xc0", b"\xed"] {
            compare(&[b"\x0b\xb8", &text[..end], bad, &text[end..]].concat());
        }
    }
}

#[test]
fn what_we_write_they_read() {
    for text in ["", "bye", "日本 🚧", &"é".repeat(100)] {
        for code in (0..=u16::MAX).map(RawCode::new).filter_map(RawCode::sendable) {
            let reason = Reason::truncate(text);
            let close = CloseFrame::new(code, reason);
            let said = Some((code.get(), reason.as_str().to_owned()));
            read_by_all(close, &said);
        }
    }
    read_by_all(CloseFrame::EMPTY, &Some((1005, String::new())));
}

fn read_by_all(close: CloseFrame<'_>, said: &Report) {
    let body = close.body();
    let expected = as_tungstenite_reports(said.clone(), body.as_bytes());
    let mut out = [0; MAX_FRAME];
    assert_eq!(
        tungstenite(close.encode_frame(&mut out).expect("room").to_vec(), Role::Client),
        expected
    );
    let masked = close.encode_masked(KEY, &mut out).expect("room");
    assert_eq!(tungstenite(masked.to_vec(), Role::Server), expected);
    assert_eq!(tokio_websockets(masked), *said);
}

/// What their writers make of a close is what ours makes of it.
#[test]
fn what_they_write_is_what_we_write() {
    use tokio_tungstenite::tungstenite::protocol::CloseFrame as TheirFrame;
    use tokio_tungstenite::tungstenite::protocol::frame::Frame;
    for (code, text) in [(1000, ""), (1011, "日本"), (4999, "x")] {
        let theirs = Frame::close(Some(TheirFrame { code: code.into(), reason: text.into() }));
        let mut bytes = Vec::new();
        theirs.format(&mut bytes).unwrap();
        let close = CloseFrame::new(SendableCode::new(code).unwrap(), Reason::new(text).unwrap());
        assert_eq!(close.encode_frame(&mut [0; MAX_FRAME]).unwrap(), bytes);
    }
}
