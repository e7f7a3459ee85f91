//! The ways in which people write a close code: `code=1006`, `closed with 4004`,
//! `1001 (going away)`, `StatusAbnormalClosure`.
//!
//! A number is a close code only if the words around it say so. Ports, years, sizes, times and
//! lines are numbers, too, and "nothing" is a better answer than a wrong one.

use super::matching::{Span, number};
use super::other::{constant, name, refused, without_code};
use super::words::{self, Word, is_letter};
use super::{Certainty, Finding, Origin};
use crate::{CloseCode, RawCode};

/// How far the words around a number count.
const BEFORE: usize = 200;
const AFTER: usize = 120;
/// How many words before a number are looked at for one that says what it is.
const NEAR: usize = 8;

/// What the words around a number come to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// It may be a close code.
    Weak,
    /// It is called one.
    Strong,
}

/// The best of the numbers and names that the text has as a close code.
pub(super) fn find(text: &[u8]) -> Option<Finding> {
    let mut best: Option<(Strength, Finding)> = None;
    let mut place = 0;
    while place < text.len() {
        let byte = text[place];
        if byte.is_ascii_digit() {
            let digits = text[place..].iter().take_while(|b| b.is_ascii_digit()).count();
            let span = Span { start: place, end: place + digits };
            keep(&mut best, candidate(text, span).or_else(|| refused(text, span)));
            place = span.end;
        } else if is_letter(byte) {
            let length =
                text[place..].iter().take_while(|b| is_letter(**b) || b.is_ascii_digit()).count();
            let span = Span { start: place, end: place + length };
            keep(&mut best, constant(text, span).or_else(|| without_code(text, span)));
            place = span.end;
        } else {
            place += 1;
        }
        if matches!(best, Some((Strength::Strong, _))) {
            break;
        }
    }
    best.map(|(_, finding)| finding).or_else(|| name(text))
}

fn keep(best: &mut Option<(Strength, Finding)>, found: Option<(Strength, Finding)>) {
    if let Some((strength, _)) = &found {
        if best.as_ref().is_none_or(|(other, _)| other < strength) {
            *best = found;
        }
    }
}

/// A number that could be a close code, if the words around it say that it is.
fn candidate(text: &[u8], span: Span) -> Option<(Strength, Finding)> {
    if span.end - span.start != 4 || !is_alone(text, span) {
        return None;
    }
    let code = number(&text[span.start..span.end]).map(RawCode::new)?;
    if !(1000..5000).contains(&code.get()) {
        return None;
    }
    let (strength, start) = strength(text, span, code)?;
    let range = Span { start, end: span.end };
    let finding =
        Finding::general(range, span, code, origin(text, span, code), certainty(strength));
    Some((strength, finding))
}

fn certainty(strength: Strength) -> Certainty {
    match strength {
        Strength::Weak => Certainty::Possible,
        Strength::Strong => Certainty::Likely,
    }
}

/// Whether a number is not a part of something larger: a time, an address, a version, an amount.
pub(super) fn is_alone(text: &[u8], span: Span) -> bool {
    let is_joined = |byte: u8| is_letter(byte) || byte.is_ascii_digit();
    let is_joined_before = match text[..span.start] {
        // `host:4004`, but not `closeCode:1001`.
        [.., last, b':'] if is_letter(last) => {
            let host = words::before(text, span.start).next();
            !host.is_some_and(|word| word.is_close() || word.is_code())
        }
        // `12:1006`, `[::1]:4004`, `3.1006`, `2024-1006`.
        [.., last, b':' | b'.' | b'-'] => is_joined(last) || matches!(last, b']' | b':' | b'*'),
        // `/1006`, `$1000`, `#1006`.
        [.., b'/' | b'$' | b'#' | b'+' | b'@' | b'\\' | b'&' | b'%' | b'-' | b'~'] => true,
        [.., last] => is_joined(last),
        [] => false,
    };
    let is_joined_after = match text[span.end..] {
        [b'%' | b'\\' | b'+' | b'@' | b'~', ..] => true,
        [b'/', next, ..] => is_joined(next),
        [b'.' | b':' | b'-' | b',', next, ..] => next.is_ascii_digit(),
        [first, ..] => is_joined(first),
        [] => false,
    };
    !is_joined_before && !is_joined_after
}

/// How strongly the words around a number say that it is a close code, and where they begin.
fn strength(text: &[u8], span: Span, code: RawCode) -> Option<(Strength, usize)> {
    let following = words::after(text, span.end).next();
    if following.is_some_and(|word| word.is_counted()) {
        return None;
    }
    let near = near(text, span.start, code)?;
    let is_registered = code.known().is_some();
    // What may be any number has to be called a close code in so many words.
    let is_common = !is_registered && code.get() < 3000;
    if near.called == Called::Close && (!is_common || near.is_code) {
        return Some((Strength::Strong, near.start));
    }
    if is_common {
        return None;
    }
    let around = around(text, span);
    let is_labelled =
        following.is_some_and(|word| word.is_code() || (word.is_close() && around.is_websocket));
    let is_named = following.is_some_and(|word| is_first_word(&word, code));
    let is_strong = match near.called {
        Called::Close => true,
        Called::Code => around.is_websocket,
        Called::Frame => is_registered && around.is_close && text[span.end..].starts_with(b" ("),
        Called::Nothing => is_named && around.is_about(),
    };
    if is_strong || near.is_named || has_name(text, span.end, code) {
        return Some((Strength::Strong, near.start));
    }
    // Seldom anything else.
    let is_telling = code == CloseCode::AbnormalClosure || code == CloseCode::NoStatusRcvd;
    let is_weak = match near.called {
        Called::Close | Called::Code => {
            let is_pair = following.is_some_and(|word| word.as_bytes() == b"reason");
            is_short(text)
                || is_named
                || is_pair
                || (around.is_close && !near.is_assigned)
                || (near.is_obtained && (is_telling || !is_registered))
                || (code == CloseCode::AbnormalClosure && !near.is_assigned)
        }
        Called::Frame => false,
        Called::Nothing => {
            (is_labelled && around.is_about() && is_registered)
                || (is_labelled && code == CloseCode::AbnormalClosure)
                || (is_telling && (around.is_websocket || is_short(text)))
                || (is_telling && around.is_close && (around.is_code || around.is_connection))
                || (near.is_literal && is_registered && (is_labelled || around.is_close))
                || around.is_close_code
                || (around.is_close && around.is_code && is_registered && code.get() != 1000)
                || (around.is_close && around.is_websocket && (is_registered || near.is_marked))
                || (is_heading(text, span) && (around.is_close || is_telling))
        }
    };
    is_weak.then_some((Strength::Weak, near.start))
}

/// What the words before a number call it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Called {
    Nothing,
    /// Something that was received or sent.
    Frame,
    /// A code, a status, an error.
    Code,
    /// What a connection was closed with.
    Close,
}

#[allow(clippy::struct_excessive_bools)] // Each is a question about the same words.
struct Near {
    called: Called,
    /// Whether it is called a code.
    is_code: bool,
    /// Whether its name is before it.
    is_named: bool,
    /// Whether it is marked by a colon, a bracket or a quotation mark.
    is_marked: bool,
    /// Whether it is behind an equals sign.
    is_assigned: bool,
    /// Whether it is marked as code.
    is_literal: bool,
    /// Whether somebody got it.
    is_obtained: bool,
    /// Where the words begin.
    start: usize,
}

/// The words before a number, unless they say that it is something else.
fn near(text: &[u8], place: usize, code: RawCode) -> Option<Near> {
    let mark = text[..place].iter().rev().find(|byte| **byte != b' ');
    let is_marked = mark.is_some_and(|byte| b":([=\"'`".contains(byte));
    let mut near = Near {
        called: Called::Nothing,
        is_code: false,
        is_named: false,
        is_marked,
        is_assigned: mark == Some(&b'='),
        is_literal: mark == Some(&b'`'),
        is_obtained: false,
        start: place,
    };
    let mut end = place;
    let mut is_unknown = false;
    for (distance, word) in words::before(text, place).take(NEAR).enumerate() {
        let gap = &text[word.span.end..end];
        end = word.span.start;
        if is_apart(gap) {
            break;
        }
        near.is_obtained |= matches!(word.as_bytes(), b"get" | b"got" | b"gets" | b"received");
        if word.is_close() || (near.is_code && word.is_socket()) || word.has(b"wscode") {
            near.called = Called::Close;
            near.is_code |= word.is_code();
            near.start = word.span.start;
            break;
        } else if word.is_code() {
            near.called = Called::Code;
            near.is_code = true;
            near.start = word.span.start;
        } else if matches!(word.as_bytes(), b"received" | b"sent" | b"sending") {
            if near.called == Called::Nothing {
                near.called = Called::Frame;
                near.start = word.span.start;
            }
        } else if distance == 0 && is_name(text, &word, code) {
            near.is_named = true;
            near.start = word.span.start;
        } else if distance == 0 && (word.is_measure() || gap.starts_with(b"=")) {
            return None;
        } else if !word.is_filler() && !gap.starts_with(b"(") {
            // One word may be a name, unless the number belongs to it.
            if is_unknown || distance == 0 {
                break;
            }
            is_unknown = true;
        }
    }
    Some(near)
}

/// Whether what is between two words keeps them apart: another number, a path, or the end of a
/// quotation and the beginning of another.
fn is_apart(gap: &[u8]) -> bool {
    let quotes = gap.iter().filter(|byte| matches!(byte, b'"' | b'\'')).count();
    gap.iter().any(|byte| byte.is_ascii_digit() || *byte == b'/')
        || (quotes > 1 && !gap.contains(&b':') && !gap.contains(&b','))
}

/// Whether the name of a code ends with this word: `Policy Violation 1008`, `TOO_BIG (1009)`.
fn is_name(text: &[u8], word: &Word, code: RawCode) -> bool {
    let name = code.name().unwrap_or_default().as_bytes();
    let before = &text[..word.span.end];
    let is_registered = name.contains(&b' ')
        && before.len() >= name.len()
        && before[before.len() - name.len()..].eq_ignore_ascii_case(name);
    let constant = &text[word.span.start..word.span.end];
    let constant = core::str::from_utf8(constant).ok().filter(|_| constant.contains(&b'_'));
    is_registered || constant.and_then(|name| name.parse().ok()) == Some(code)
}

/// Whether the name of a code follows: all of it and of several words, or in parentheses what a
/// library calls it.
fn has_name(text: &[u8], place: usize, code: RawCode) -> bool {
    if let [b' ', b'(', rest @ ..] = &text[place..] {
        let end = rest.iter().take(64).position(|byte| *byte == b')');
        let shown = end.map(|end| &text[place - 4..place + 3 + end]);
        let shown = shown.and_then(|shown| core::str::from_utf8(shown).ok());
        if shown.is_some_and(|shown| shown.parse() == Ok(code)) {
            return true;
        }
    }
    let name = code.name().unwrap_or_default().as_bytes();
    let after = &text[place..];
    let skipped = after.iter().take(4).take_while(|byte| !is_letter(**byte)).count();
    name.contains(&b' ')
        && after[skipped..].get(..name.len()).is_some_and(|text| text.eq_ignore_ascii_case(name))
}

/// Whether a text begins with the number, as a list does that explains numbers.
fn is_heading(text: &[u8], span: Span) -> bool {
    let is_first = text[..span.start].iter().all(|byte| matches!(byte, b' ' | b'-' | b'*' | b'|'));
    let after = text[span.end..].trim_ascii_start();
    is_first && (after.starts_with(b"-") || after.starts_with(b":") || after.starts_with(b"|"))
}

/// Whether the name of a code begins with this word.
fn is_first_word(word: &Word, code: RawCode) -> bool {
    let name = code.name().unwrap_or_default().as_bytes();
    let first = name.split(|byte| *byte == b' ').next().unwrap_or_default();
    !first.is_empty() && word.as_bytes().eq_ignore_ascii_case(first)
}

/// What the words around a place are about.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // Each is a question about the same words.
pub(super) struct Around {
    pub(super) is_close: bool,
    pub(super) is_websocket: bool,
    pub(super) is_handshake: bool,
    pub(super) is_connection: bool,
    /// Whether a code or a reason is spoken of.
    pub(super) is_code: bool,
    /// Whether a close code is.
    pub(super) is_close_code: bool,
}

impl Around {
    fn is_about(&self) -> bool {
        self.is_close || self.is_websocket
    }
}

pub(super) fn around(text: &[u8], span: Span) -> Around {
    let mut around = Around::default();
    let mut is_last_close = false;
    let mut see = |word: Word, is_after_close: bool| {
        let is_code = word.has(b"code") || word.as_bytes() == b"reason";
        around.is_code |= is_code;
        around.is_close_code |= word.has(b"code") && (is_after_close || word.is_close());
        around.is_close |= word.is_close();
        around.is_websocket |= word.is_websocket();
        around.is_connection |= word.has(b"connection");
        around.is_handshake |= word.has(b"handshake") || word.has(b"upgrade");
    };
    let first = span.start.saturating_sub(BEFORE);
    for word in words::before(text, span.start).take_while(|word| word.span.start >= first) {
        let before = words::before(text, word.span.start).next();
        see(word, word.has(b"code") && before.is_some_and(|word| word.is_close()));
    }
    let last = span.end.saturating_add(AFTER);
    for word in words::after(text, span.end).take_while(|word| word.span.end <= last) {
        see(word, is_last_close);
        is_last_close = word.is_close() || matches!(word.as_bytes(), b"event" | b"evt");
    }
    around
}

/// Whether a text is no more than a code and what it is called.
fn is_short(text: &[u8]) -> bool {
    let is_known =
        |word: Word| word.is_close() || word.is_websocket() || word.is_code() || word.is_filler();
    text.len() <= 60
        && !text.iter().any(|byte| matches!(byte, b'\n' | b'/'))
        && words::after(text, 0).all(is_known)
}

/// Who ended the connection, as far as the words before the number say.
pub(super) fn origin(text: &[u8], span: Span, code: RawCode) -> Origin {
    let mut origin = Origin::Unknown;
    for word in words::before(text, span.start).take(NEAR + 2) {
        match word.as_bytes() {
            b"received" | b"receive" | b"receives" | b"recv" | b"rcvd" => {
                origin = Origin::Received;
                break;
            }
            b"sent" | b"send" | b"sending" | b"sends" => {
                origin = Origin::Sent;
                break;
            }
            b"invalid" | b"illegal" | b"reserved" => return Origin::Unknown,
            _ => {}
        }
    }
    let is_refused = words::after(text, span.end)
        .take(4)
        .any(|word| matches!(word.as_bytes(), b"invalid" | b"valid" | b"neither"));
    match code.known() {
        _ if is_refused => Origin::Unknown,
        Some(CloseCode::AbnormalClosure | CloseCode::TlsHandshake) => Origin::NoFrame,
        _ => origin,
    }
}
