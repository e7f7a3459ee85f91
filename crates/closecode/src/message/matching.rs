//! Whether a text of the table is at a place of a line.
//!
//! A text is read from its rare bytes on, backward to its beginning and forward to its end, as it
//! is written in the table. What a hole takes is clear at each place, so nothing is tried twice.

/// The most bytes that `{*}` takes the place of.
const REACH: usize = 1024;

/// Some bytes of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A number in a text, and where it is.
pub(super) type Value = Option<(u16, Span)>;

/// Where a text of the table is, and the numbers in its holes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Match {
    pub(super) span: Span,
    pub(super) code: Value,
    pub(super) received: Value,
    pub(super) sent: Value,
    pub(super) status: Value,
}

/// The match of a pattern whose bytes, by which it is found, end at the anchor in the pattern and
/// at this place of the text.
pub(super) fn match_at(pattern: &[u8], anchor: usize, text: &[u8], end: usize) -> Option<Match> {
    let (before, after) = pattern.split_at(anchor);
    let mut found = Match::default();
    let start = backward(before, text, end, &mut found)?;
    // The bytes end with the first of a run.
    let is_in_run = before.last() == Some(&b' ');
    let end = if is_in_run { end + spaces(&text[end..]) } else { end };
    let (mut end, mut rest) = forward(after, text, end, &mut found)?;
    while !rest.is_empty() {
        (end, rest) = nearest(rest, text, end, &mut found)?;
    }
    found.span = Span { start, end };
    Some(found)
}

/// The nearest place on the line where a part of the pattern is, after `{*}`: where it ends, and
/// what of the pattern is left.
fn nearest<'a>(
    pattern: &'a [u8],
    text: &[u8],
    start: usize,
    found: &mut Match,
) -> Option<(usize, &'a [u8])> {
    let first = pattern[0].to_ascii_lowercase();
    let line = text[start..].iter().take(REACH + 1).take_while(|b| !matches!(b, b'\n' | b'\r'));
    line.enumerate().find_map(|(skipped, byte)| {
        (fold(*byte) == first).then(|| forward(pattern, text, start + skipped, found))?
    })
}

/// Where a part of the pattern ends that is at this place, up to the next `{*}`, and what of the
/// pattern is left.
fn forward<'a>(
    mut pattern: &'a [u8],
    text: &[u8],
    mut place: usize,
    found: &mut Match,
) -> Option<(usize, &'a [u8])> {
    loop {
        match *pattern {
            [] => return Some((place, pattern)),
            [b'{', b'*', b'}', ..] => return Some((place, &pattern[3..])),
            [b'{', a, b, ..] if a != b'{' => {
                let rest = &text[place..];
                let sign = usize::from([a, b] == NUMBER && rest.first() == Some(&b'-'));
                let digits = rest[sign..].iter().take_while(|b| b.is_ascii_digit()).count();
                let span = Span { start: place + sign, end: place + sign + digits };
                take([a, b], text, span, found)?;
                place = span.end;
                pattern = &pattern[pattern.iter().position(|b| *b == b'}')? + 1..];
            }
            [b' ', ..] => {
                let is_inside = place > 0 && fold(text[place - 1]) == b' ';
                let count = if is_inside { 0 } else { spaces(&text[place..]) };
                if count == 0 {
                    return None;
                }
                place += count;
                pattern = &pattern[1..];
            }
            [byte, ..] => {
                if !text.get(place)?.eq_ignore_ascii_case(&byte) {
                    return None;
                }
                place += 1;
                // A brace is written twice.
                pattern = &pattern[1 + usize::from(matches!(byte, b'{' | b'}'))..];
            }
        }
    }
}

/// Where a part of the pattern begins that ends at this place and has no `{*}`.
fn backward(mut pattern: &[u8], text: &[u8], mut place: usize, found: &mut Match) -> Option<usize> {
    loop {
        match *pattern {
            [] => return Some(place),
            [.., a, b'}'] if a != b'}' => {
                let name = pattern.iter().rposition(|b| *b == b'{')?;
                let (before, hole) = pattern.split_at(name);
                let hole = [hole[1], hole[2]];
                let rest = &text[..place];
                let digits = rest.iter().rev().take_while(|b| b.is_ascii_digit()).count();
                let span = Span { start: place - digits, end: place };
                take(hole, text, span, found)?;
                // A sign belongs to the number, unless it is the text before it.
                let is_sign = hole == NUMBER
                    && before.last() != Some(&b'-')
                    && text[..span.start].last() == Some(&b'-');
                place = span.start - usize::from(is_sign);
                pattern = before;
            }
            [.., b' '] => {
                let count = text[..place].iter().rev().take_while(|b| fold(**b) == b' ').count();
                if count == 0 {
                    return None;
                }
                place -= count;
                pattern = &pattern[..pattern.len() - 1];
            }
            [.., byte] => {
                if !text[..place].last()?.eq_ignore_ascii_case(&byte) {
                    return None;
                }
                place -= 1;
                let width = 1 + usize::from(matches!(byte, b'{' | b'}'));
                pattern = &pattern[..pattern.len() - width];
            }
        }
    }
}

/// The first two letters in the names of holes.
const CODE: [u8; 2] = *b"co";
const RECEIVED: [u8; 2] = *b"re";
const SENT: [u8; 2] = *b"se";
const STATUS: [u8; 2] = *b"st";
const NUMBER: [u8; 2] = *b"nu";

/// Keeps the number that takes the place of a hole, if it is one that can.
fn take(hole: [u8; 2], text: &[u8], span: Span, found: &mut Match) -> Option<()> {
    let digits = &text[span.start..span.end];
    if hole == NUMBER {
        return (!digits.is_empty()).then_some(());
    }
    let number = number(digits)?;
    let slot = match hole {
        CODE => &mut found.code,
        RECEIVED => &mut found.received,
        SENT => &mut found.sent,
        STATUS if digits.len() == 3 && matches!(number, 100..=599) => &mut found.status,
        _ => return None,
    };
    *slot = Some((number, span));
    Some(())
}

/// One to five digits as a number.
pub(super) fn number(digits: &[u8]) -> Option<u16> {
    if !(1..=5).contains(&digits.len()) {
        return None;
    }
    let value = digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
    value.try_into().ok()
}

/// A byte in the form in which texts are compared.
pub(super) const fn fold(byte: u8) -> u8 {
    if byte == b'\t' { b' ' } else { byte.to_ascii_lowercase() }
}

/// How many blanks a text begins with.
fn spaces(text: &[u8]) -> usize {
    text.iter().take_while(|byte| fold(**byte) == b' ').count()
}
