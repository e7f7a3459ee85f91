//! What implementations print when a connection ends.

use super::Rule;
use crate::{
    Dataset, Diagnostics, GRAM, Hole, Implementation, MESSAGES, Meaning, Message, Pattern, Piece,
    Spanned, Unchecked,
};

pub(super) const RULE: Rule = Rule {
    name: MESSAGES,
    summary: "a text that is printed has enough words to be told from others, matches its example \
              and no example of another meaning, and says in one way which code it means; its \
              source names the line",
    check,
};

/// The fewest letters and digits that a pattern has besides its placeholders.
const LETTERS: usize = 12;

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    for (implementation, message) in all(data) {
        check_pattern(&message.text, diagnostics);
        check_example(message, diagnostics);
        check_code(message, diagnostics);
        check_unlike(unchecked, implementation, message, diagnostics);
        if message.source.section.is_none() {
            let message_text = format!("`{}` does not say where it is printed", message.source.id);
            let remedy =
                format!("write the file and the line: \"{}#src/close.c:12\"", message.source.id);
            diagnostics.error(RULE.name, message.source.span, message_text, remedy);
        }
    }
    check_against_others(data, diagnostics);
}

/// Every message, by implementation.
fn all(data: &Dataset) -> impl Iterator<Item = (&Implementation, &Message)> {
    data.implementations.iter().flat_map(|i| i.messages.iter().map(move |message| (i, message)))
}

fn check_pattern(pattern: &Spanned<Pattern>, diagnostics: &Diagnostics) {
    let letters = pattern.literals().flat_map(str::chars).filter(|c| c.is_alphanumeric()).count();
    if letters < LETTERS {
        let message = format!("{letters} letters are too few: this is found in other lines, too");
        let remedy = format!("take more of the text that is printed, {LETTERS} letters at least");
        diagnostics.error(RULE.name, pattern.span, message, remedy);
    }
    let first = pattern.pieces.iter().take_while(|p| **p != Piece::Hole(Hole::Any));
    let longest = first.filter_map(|piece| match piece {
        Piece::Literal(text) => Some(text.len()),
        Piece::Hole(_) => None,
    });
    if longest.max().unwrap_or_default() < GRAM {
        let message = format!("there are no {GRAM} bytes together before the first `{{*}}`");
        let remedy = "begin the pattern where the text begins to be its own";
        diagnostics.error(RULE.name, pattern.span, message, remedy);
    }
}

fn check_example(message: &Message, diagnostics: &Diagnostics) {
    if message.text.find(&message.example).is_none() {
        let text = "the pattern does not match its example";
        let remedy = "correct one of them: the example is a whole text, as it was printed";
        diagnostics.error(RULE.name, message.example.span, text, remedy);
    }
}

/// What a message says is a code: at most one place, and what the meaning allows.
fn check_code(message: &Message, diagnostics: &Diagnostics) {
    let count = |hole| message.text.holes().filter(|found| *found == hole).count();
    let report = |span, text: &str, remedy: &str| diagnostics.error(RULE.name, span, text, remedy);
    let both = (count(Hole::Received), count(Hole::Sent));
    let codes = count(Hole::Code) + both.0 + both.1;
    let is_frame = [Meaning::Received, Meaning::Sent].contains(&message.means);
    if (both != (0, 0) && both != (1, 1)) || count(Hole::Code) > 1 || codes > 2 {
        let text = "it is not clear which code is meant";
        let remedy = "write `{code}` once, or `{received}` and `{sent}` once each; another number \
                      is `{number}`";
        report(message.text.span, text, remedy);
    }
    if both.0 > 0 && !is_frame {
        let remedy = "say who was first: `received` or `sent`";
        report(message.means.span, "a text with both codes has two frames", remedy);
    }
    if let Some(code) = &message.code {
        if codes > 0 {
            let remedy = "remove `code`, or write `{number}` in the text if that is another number";
            report(code.span, "the text says which code it is", remedy);
        }
        if is_frame && [1006, 1015].contains(&**code) {
            let text = "this code is in no Close frame";
            report(code.span, text, "`means` is `none` or `local` where nothing was on the wire");
        }
    }
    if *message.means == Meaning::Invalid && codes == 0 && message.code.is_none() {
        let remedy = "write `{code}` where the text has it; if it has none, this is `local`";
        report(message.means.span, "there is no code that is not accepted", remedy);
    }
    if count(Hole::Status) > 0 && *message.means != Meaning::Refused {
        let remedy = "write `refused`, or `{number}` in the text if it is no HTTP status";
        report(message.means.span, "an HTTP status is of a handshake that was refused", remedy);
    }
}

fn check_unlike(
    unchecked: &Unchecked,
    implementation: &Implementation,
    message: &Message,
    diagnostics: &Diagnostics,
) {
    for other in &message.unlike {
        let mut those = all(&unchecked.dataset).filter(|(i, _)| i.id == **other);
        let is_there = those.any(|(i, m)| {
            i.id != implementation.id && m.text.pieces == message.text.pieces && !message.agrees(m)
        });
        if !is_there {
            let text = format!("`{}` does not mean something else by the same text", **other);
            let remedy = "name the id of an implementation that does, or remove it";
            diagnostics.error(RULE.name, other.span, text, remedy);
        }
    }
}

/// The text that an example is of must be the one that says most in it, or agree with that.
fn check_against_others(data: &Dataset, diagnostics: &Diagnostics) {
    for (implementation, message) in all(data) {
        let weight = message.text.weight();
        let example = fold(&message.example);
        for (other, rival) in all(data).filter(|(_, rival)| rival.text.weight() >= weight) {
            let is_known = message.unlike.iter().any(|id| **id == other.id);
            let is_twice =
                implementation.id == other.id && rival.text.pieces == message.text.pieces;
            if std::ptr::eq(message, rival)
                || is_known
                || (message.agrees(rival) && !is_twice)
                // Of two that are the same, the second is reported.
                || (rival.text.pieces == message.text.pieces && message.span < rival.span)
                // Nearly all are done with here.
                || !rival.text.literals().all(|literal| example.contains(literal))
                || rival.text.find(&message.example).is_none()
            {
                continue;
            }
            let text = format!("`{}` of `{}` claims this example", rival.text.text, other.id);
            let remedy = if is_twice {
                "write one text once"
            } else {
                "write more of the text that is printed, or, if two implementations print the \
                 same and mean something else, name the other in `unlike`"
            };
            let first = rival.text.span;
            diagnostics.error_again(RULE.name, message.example.span, first, text, remedy);
        }
    }
}

/// A text in lower case, with one space for each run.
fn fold(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars() {
        let c = if c == '\t' { ' ' } else { c.to_ascii_lowercase() };
        if !(c == ' ' && folded.ends_with(' ')) {
            folded.push(c);
        }
    }
    folded
}
