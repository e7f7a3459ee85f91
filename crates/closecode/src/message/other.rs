//! What people write of the end of a connection without the number of a close code: a constant of a
//! library, the HTTP status of a refused handshake, and an end without a code.

use super::general::{Strength, around, is_alone, origin};
use super::matching::{Span, number};
use super::words::{self, Word, is_letter};
use super::{Certainty, Finding, Origin};
use crate::RawCode;

/// The status with which a handshake was refused, where the text is about one.
pub(super) fn refused(text: &[u8], span: Span) -> Option<(Strength, Finding)> {
    if span.end - span.start != 3 || !is_alone(text, span) {
        return None;
    }
    let status = number(&text[span.start..span.end]).filter(|n| (200..=599).contains(n))?;
    let mut words = words::before(text, span.start).take(3);
    let is_bracketed = text[..span.start].ends_with(b"[");
    let is_status = |word: Word| word.is_code() || word.has(b"http") || is_bracketed;
    if !words.next().is_some_and(is_status) {
        return None;
    }
    let around = around(text, span);
    let is_answer = around.is_handshake || words.any(|word| word.has(b"response"));
    let is_refused = around.is_websocket && is_answer;
    is_refused.then(|| (Strength::Weak, Finding::refused(span, status)))
}

/// The status that follows a text which says that a handshake was refused: `status=400`.
pub(super) fn status_after(text: &[u8], place: usize) -> Option<(u16, Span)> {
    let word = words::after(text, place).next().filter(|word| word.has(b"status"))?;
    let gap = text[word.span.end..].iter().take(4).take_while(|b| b" =:[(".contains(b)).count();
    let start = word.span.end + gap;
    let digits = text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let status = number(&text[start..start + digits]).filter(|n| (100..=599).contains(n))?;
    Some((status, Span { start, end: start + digits }))
}

/// An end without a code: the network reset the connection or refused it, no frame came, or the
/// code is said to be none.
pub(super) fn without_code(text: &[u8], span: Span) -> Option<(Strength, Finding)> {
    let word = &text[span.start..span.end];
    let is = |other: &[u8]| word.eq_ignore_ascii_case(other);
    // Few words come so far.
    let is_reset = is(b"reset");
    let is_frame = is(b"frame");
    let is_none = is(b"none") || is(b"null") || is(b"undefined");
    let is_errno = [&b"econnrefused"[..], b"eacces", b"enotfound", b"ehostunreach"].into_iter();
    let is_refused = is(b"refused") || is_errno.clone().any(is);
    if !(is_reset || is_frame || is_none || is_refused) {
        return None;
    }
    let mut before = words::before(text, span.start);
    let last = before.next()?;
    let around = around(text, span);
    let is_connection = last.has(b"connect") && around.is_websocket;
    let mut is_absent =
        || before.next().is_some_and(|w| matches!(w.as_bytes(), b"no" | b"without"));
    let span = Span { start: last.span.start, end: span.end };
    let finding = if is_refused && is_connection {
        Finding::unreachable(span)
    } else if (is_reset && is_connection)
        || (is_frame && last.as_bytes() == b"close" && is_absent())
        || (is_none && last.is_code() && around.is_close && around.is_websocket)
    {
        Finding::reset(span)
    } else {
        return None;
    };
    Some((Strength::Weak, finding))
}

/// A text that is no more than the name of a code, and marks around it: `(going away)`.
pub(super) fn name(text: &[u8]) -> Option<Finding> {
    let start = text.iter().position(|byte| is_letter(*byte))?;
    let end = text.iter().rposition(|byte| is_letter(*byte))? + 1;
    let is_short = text.len() <= 64 && !text.iter().any(u8::is_ascii_digit);
    let name = core::str::from_utf8(&text[start..end]).ok().filter(|_| is_short)?;
    let code = name.parse::<RawCode>().ok()?;
    let span = Span { start, end };
    Some(Finding::general(span, span, code, Origin::Unknown, Certainty::Possible))
}

/// A constant that a library has for a code: where it tells by itself that it is one, or where it
/// follows a word that says so: `CloseCode::Away`, `{:close, :going_away}`.
pub(super) fn constant(text: &[u8], span: Span) -> Option<(Strength, Finding)> {
    let word = &text[span.start..span.end];
    let has = |part: &[u8]| words::contains(word, part);
    if !(4..=64).contains(&word.len()) {
        return None;
    }
    if has(b"code") {
        if let Some(found) = constant_after(text, span) {
            return Some(found);
        }
    }
    let is_close = has(b"clos") || word.starts_with(b"WS_") || word.starts_with(b"LWS_");
    let is_telling = is_close || word.contains(&b'_') || has(b"status") || has(b"unavailable");
    // The shortest have eight letters, and more.
    if word.len() < 8 || !is_telling {
        return None;
    }
    let around = around(text, span);
    let is_after_close = || words::before(text, span.start).next().is_some_and(|w| w.is_close());
    let is_whole = text.len() == word.len();
    if !(is_whole || is_close || around.is_close && around.is_websocket || is_after_close()) {
        return None;
    }
    // Last, because all names are looked at: nearly every line of a log has some word with `_`.
    let code = core::str::from_utf8(word).ok()?.parse::<RawCode>().ok()?;
    let origin = origin(text, span, code);
    Some((Strength::Strong, Finding::general(span, span, code, origin, Certainty::Likely)))
}

/// A constant of one word that follows "code", where that is a close code.
fn constant_after(text: &[u8], span: Span) -> Option<(Strength, Finding)> {
    let next = words::after(text, span.end).next()?.span;
    let gap = &text[span.end..next.start];
    let is_joined = !gap.is_empty() && gap.len() <= 3 && gap.iter().all(|b| b":.= ".contains(b));
    if !is_joined || gap == b" " || text.get(next.end) == Some(&b'(') {
        return None;
    }
    let name = core::str::from_utf8(&text[next.start..next.end]).ok()?;
    let own = words::before(text, span.end).next()?;
    let mut before = words::before(text, span.start).take(3);
    if !own.is_close() && !before.any(|word| word.is_close()) {
        return None;
    }
    let code = RawCode::called_in_code(name)?;
    let range = Span { start: span.start, end: next.end };
    let origin = origin(text, next, code);
    Some((Strength::Strong, Finding::general(range, next, code, origin, Certainty::Likely)))
}
