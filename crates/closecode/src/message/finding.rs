//! What a text says about the end of a connection.

use core::ops::Range;

use super::index::Found;
use super::matching::{Span, Value};
use super::other::status_after;
use super::printed::Means;
use super::{Certainty, Implementations, Origin};
use crate::generated::{BY, PRINTED};
use crate::{CloseCode, HandshakeStatus, RawCode};

/// What a text says about the end of a connection.
///
/// ```
/// use closecode::message::{Origin, classify};
/// let text = "sent 1011 (internal error) keepalive ping timeout; no close frame received";
/// let finding = classify(text).unwrap();
/// assert_eq!(finding.origin(), Origin::Sent);
/// assert_eq!(finding.sent().unwrap(), 1011);
/// assert_eq!(finding.received(), None);
/// assert_eq!(&text[finding.values().next().unwrap()], "1011");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    span: Span,
    first: Value,
    second: Value,
    code: Option<RawCode>,
    status: Option<HandshakeStatus>,
    by: u128,
    origin: Origin,
    certainty: Certainty,
}

impl Finding {
    /// A text of the table that was found.
    pub(super) fn printed(text: &[u8], found: &Found) -> Self {
        let row = PRINTED[found.row];
        let means = row.means();
        let certainty = if row.is_clear() { Certainty::Certain } else { Certainty::Likely };
        let mut place = found.place;
        if means == Means::Refused && place.status.is_none() {
            place.status = status_after(text, place.span.end);
        }
        let is_sent_first = means == Means::Sent;
        // Of two codes, that of the side that closed.
        let (first, second) = match (place.received, place.sent) {
            (Some(received), Some(sent)) if is_sent_first => (Some(sent), Some(received)),
            (Some(received), sent) => (Some(received), sent),
            _ => (place.code.or(place.status), None),
        };
        let written = place.code.or(place.received.and(first));
        let code = written.map(|(code, _)| code).or(row.code()).map(RawCode::new);
        let origin = match means {
            Means::Received if second.is_some() => Origin::ReceivedThenSent,
            Means::Sent if second.is_some() => Origin::SentThenReceived,
            // It is in no frame: who prints received codes like this prints what it made up, too.
            Means::Received if code.is_some_and(is_of_no_frame) => Origin::NoFrame,
            Means::Received => Origin::Received,
            Means::Invalid => Origin::Invalid,
            Means::Sent => Origin::Sent,
            Means::Local => Origin::Local,
            Means::None => Origin::NoFrame,
            Means::Refused => Origin::Refused,
            Means::Unclear => Origin::Unknown,
        };
        Self {
            span: place.span,
            first,
            second,
            code,
            status: place.status.map(|(status, _)| HandshakeStatus::new(status)),
            by: BY[row.by as usize],
            origin,
            certainty,
        }
    }

    /// A code in a way of writing that nobody in particular has.
    pub(super) fn general(
        span: Span,
        value: Span,
        code: RawCode,
        origin: Origin,
        certainty: Certainty,
    ) -> Self {
        Self {
            span,
            first: Some((code.get(), value)),
            second: None,
            code: Some(code),
            status: None,
            by: 0,
            origin,
            certainty,
        }
    }

    /// A handshake that was refused with this status.
    pub(super) fn refused(value: Span, status: u16) -> Self {
        let status = HandshakeStatus::new(status);
        Self {
            status: Some(status),
            first: Some((status.get(), value)),
            ..Self::unreachable(value)
        }
    }

    /// A connection that was refused.
    pub(super) fn unreachable(span: Span) -> Self {
        Self {
            span,
            first: None,
            second: None,
            code: None,
            status: None,
            by: 0,
            origin: Origin::Refused,
            certainty: Certainty::Possible,
        }
    }

    /// A connection that was reset.
    pub(super) fn reset(span: Span) -> Self {
        let code = Some(CloseCode::AbnormalClosure.raw());
        Self { code, origin: Origin::NoFrame, ..Self::unreachable(span) }
    }

    /// The code that the text is about, whether it names it or means it: where both sides sent one,
    /// that of the side that closed. Where no Close frame arrived it is 1006, as RFC 6455 section
    /// 7.1.5 has it, unless the library reports another.
    ///
    /// ```
    /// use closecode::message::classify;
    /// let code = |text| classify(text)?.code();
    /// assert_eq!(code("no close frame received or sent").unwrap(), 1006);
    /// assert_eq!(code("Max payload size exceeded").unwrap(), 1009);
    /// assert_eq!(code("sent 1001 (going away); then received 1000 (OK)").unwrap(), 1001);
    /// assert_eq!(code("websocket: close sent"), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(&self) -> Option<RawCode> {
        self.code
    }

    /// The code in the Close frame that arrived, if the text says that one did.
    ///
    /// ```
    /// use closecode::message::classify;
    /// let finding = classify("sent 1001 (going away); then received 1000 (OK)").unwrap();
    /// assert_eq!(finding.received().unwrap(), 1000);
    /// ```
    #[inline]
    #[must_use]
    pub const fn received(&self) -> Option<RawCode> {
        match (self.origin, self.second) {
            (Origin::SentThenReceived, Some((code, _))) => Some(RawCode::new(code)),
            (Origin::Received | Origin::Invalid | Origin::ReceivedThenSent, _) => self.code,
            _ => None,
        }
    }

    /// The code in the Close frame that this side sent, if the text says that it did.
    ///
    /// ```
    /// use closecode::message::classify;
    /// let finding = classify("sent 1001 (going away); then received 1000 (OK)").unwrap();
    /// assert_eq!(finding.sent().unwrap(), 1001);
    /// ```
    #[inline]
    #[must_use]
    pub const fn sent(&self) -> Option<RawCode> {
        match (self.origin, self.second) {
            (Origin::ReceivedThenSent, Some((code, _))) => Some(RawCode::new(code)),
            (Origin::Sent | Origin::SentThenReceived, _) => self.code,
            _ => None,
        }
    }

    /// The HTTP status with which the handshake was refused, if the text has it.
    ///
    /// ```
    /// use closecode::message::classify;
    /// let finding = classify("Unexpected server response: 401").unwrap();
    /// assert_eq!(finding.status().unwrap().get(), 401);
    /// ```
    #[inline]
    #[must_use]
    pub const fn status(&self) -> Option<HandshakeStatus> {
        self.status
    }

    /// Who ended the connection, as far as the text says.
    ///
    /// ```
    /// use closecode::message::{Origin, classify};
    /// let finding = classify("websocket: bad handshake").unwrap();
    /// assert_eq!(finding.origin(), Origin::Refused);
    /// ```
    #[inline]
    #[must_use]
    pub const fn origin(&self) -> Origin {
        self.origin
    }

    /// How certain it is.
    ///
    /// ```
    /// use closecode::message::{Certainty, classify};
    /// let finding = classify("websocket: bad handshake").unwrap();
    /// assert_eq!(finding.certainty(), Certainty::Certain);
    /// ```
    #[inline]
    #[must_use]
    pub const fn certainty(&self) -> Certainty {
        self.certainty
    }

    /// The implementations that print such a text; none if it is a way of writing that many have.
    ///
    /// ```
    /// use closecode::message::classify;
    /// let finding = classify("Invalid WebSocket frame: RSV1 must be clear").unwrap();
    /// assert_eq!(finding.implementations().map(|i| i.id()).next(), Some("ws"));
    /// ```
    #[inline]
    #[must_use]
    pub const fn implementations(&self) -> Implementations {
        Implementations(self.by)
    }

    /// Where in the text it was found.
    ///
    /// ```
    /// use closecode::message::classify;
    /// let text = "read: websocket: close 1001 (going away)";
    /// assert_eq!(&text[classify(text).unwrap().range()], "websocket: close 1001");
    /// ```
    #[inline]
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.span.start..self.span.end
    }

    /// Where in the text the codes are written, or the status, in the order in which they count:
    /// none, one or two places.
    ///
    /// ```
    /// use closecode::message::classify;
    /// let text = "sent 1001 (going away); then received 1000 (OK)";
    /// let values: Vec<_> = classify(text).unwrap().values().map(|range| &text[range]).collect();
    /// assert_eq!(values, ["1001", "1000"]);
    /// ```
    #[inline]
    pub fn values(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        [self.first, self.second].into_iter().flatten().map(|(_, span)| span.start..span.end)
    }
}

/// Whether no Close frame has it, and an end without one is reported as it.
fn is_of_no_frame(code: RawCode) -> bool {
    code == CloseCode::AbnormalClosure || code == CloseCode::TlsHandshake
}
