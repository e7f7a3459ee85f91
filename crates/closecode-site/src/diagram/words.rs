//! The words of a picture: one label for each step, which the picture and the list of steps share.

use closecode_data::{
    Code, DiagramTexts, LocalizedText, Offence, Sender, Value, Visibility, WithFallback,
};

use super::NO_FRAME;
use super::model::{End, Message, Step};

/// A text and, where it is not in the page's language, the language that it is in: a passage that
/// an SVG can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) lang: Option<&'static str>,
    /// Whether it is the name of something in a program, which is never mirrored.
    pub(super) is_code: bool,
}

impl From<LocalizedText<'_>> for Label {
    fn from(passage: LocalizedText<'_>) -> Self {
        Self { text: passage.text.into_owned(), lang: passage.lang, is_code: false }
    }
}

impl Label {
    fn code(text: String) -> Self {
        Self { text, lang: None, is_code: true }
    }
}

/// The name of one who takes part.
pub(super) fn end(words: &WithFallback<'_, DiagramTexts>, end: End) -> Label {
    let name = match end {
        End::Client => words.client(),
        End::Server => words.server(),
        End::Gateway => words.gateway(),
        End::Upstream => words.upstream(),
    };
    name.into()
}

/// The lines that are in the picture for a step.
pub(super) fn label(words: &WithFallback<'_, DiagramTexts>, step: Step) -> Vec<Label> {
    let label = match step {
        Step::Open(true) => words.open(),
        Step::Open(false) => words.not_open(),
        Step::Call(code) => {
            words.call(format!("close({})", code.map_or_else(String::new, |c| c.to_string())))
        }
        Step::Send { what, .. } => message(words, what),
        Step::Report { at: End::Client, code } => words.library(code),
        Step::Report { code, .. } => words.reports(code),
        Step::Onclose { code, clean, .. } => {
            return vec![
                Label::code(format!("onclose: {code}")),
                Label::code(format!("wasClean: {clean}")),
            ];
        }
    };
    vec![label.into()]
}

fn message<'a>(words: &WithFallback<'a, DiagramTexts>, message: Message) -> LocalizedText<'a> {
    match message {
        Message::Offence(Offence::Frame) => words.offence_frame(),
        Message::Offence(Offence::Type) => words.offence_type(),
        Message::Offence(Offence::Payload) => words.offence_payload(),
        Message::Offence(Offence::Policy) => words.offence_policy(),
        Message::Offence(Offence::Size) => words.offence_size(),
        Message::Offence(Offence::Extension) => words.offence_extension(),
        Message::UpstreamFails => words.upstream_fails(),
        Message::Close(Some(code)) => words.close(code),
        Message::Close(None) => words.close_empty(),
        Message::Echo(Some(code)) => words.echo(code),
        Message::Echo(None) => words.echo_empty(),
        Message::Faulty => words.close_faulty(),
        Message::Fin => words.fin(),
        Message::Lost => words.lost(),
        Message::Hello => words.hello(),
        Message::TlsFails => words.tls_fails(),
    }
}

/// A step as a line of the list.
pub(super) fn sentence(words: &WithFallback<'_, DiagramTexts>, step: Step) -> Label {
    let lines = label(words, step);
    let is_code = lines.iter().all(|line| line.is_code);
    let what = lines.into_iter().map(|l| l.text).collect::<Vec<_>>().join(", ");
    // Names in a program are kept apart from a sentence that runs from right to left; our own words
    // are a part of it.
    let what: Box<dyn Value> = if is_code { Box::new(what) } else { Box::new(said(what)) };
    let at = |place| words.step_at(said(end(words, place).text), &*what).into();
    match step {
        Step::Open(true) => words.open().into(),
        Step::Open(false) => words.not_open().into(),
        Step::Send { from, to, .. } => {
            words.step(said(end(words, from).text), said(end(words, to).text), &*what).into()
        }
        Step::Report { at: place, .. } | Step::Onclose { at: place, .. } => at(place),
        Step::Call(_) => at(End::Client),
    }
}

fn said(text: String) -> LocalizedText<'static> {
    LocalizedText { text: text.into(), lang: None, is_stale: false }
}

/// What the picture cannot show: who else may send the code, and who sees it.
pub(super) fn captions<'a>(
    words: &WithFallback<'a, DiagramTexts>,
    code: &Code,
) -> Vec<LocalizedText<'a>> {
    let wire = &code.wire;
    let number = *code.code;
    let mut captions = vec![match wire.sender.value {
        Sender::Client => words.only_client(number),
        Sender::Server => words.only_server(number),
        Sender::Gateway => words.only_gateway(number),
        Sender::Either if *wire.script_sendable => words.either_client(number),
        Sender::Either => words.either_server(number),
        Sender::Unspecified => words.unspecified(number),
        Sender::None if *wire.synthetic => words.synthetic(number),
        Sender::None => words.nobody(number),
    }];
    if wire.answers.as_ref().is_some_and(|offence| offence.fails_connection()) {
        captions.push(words.fails(NO_FRAME));
    }
    if *wire.synthetic && *wire.script_visible != Visibility::Yes {
        captions.push(words.hidden(number, NO_FRAME));
    }
    captions
}
