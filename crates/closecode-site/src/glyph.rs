//! The sign of each thing that a client does next, so that nobody needs the colour to tell them
//! apart, and the chip that says it.

use std::borrow::Borrow;

use crate::html::Html;

/// The lines of a sign in a square of 16. Bars that grow are waits that grow; a clock is one short
/// wait; a key is a credential.
fn lines(action: &str) -> &'static str {
    match action {
        "no-need" => "M3 8.5 6.5 12 13 4.5",
        "short-delay" => "M8 2.5a5.5 5.5 0 1 0 .01 0M8 5v3l2 1.5",
        "backoff" => "M2.5 13v-2M6.2 13V9M9.8 13V6M13.5 13V3",
        "reauth" => "M5.3 7.4a3 3 0 1 0 .01 0M7.5 8.3l6-6M10.8 5l2.2 2.2",
        "fix-client" => {
            "M13.5 4.6 11 5.5l-.7-.7L11.4 2.5a3.5 3.5 0 0 0-4.6 4.3L2.6 11a1.7 1.7 0 0 0 2.4 2.4\
             l4.2-4.2a3.5 3.5 0 0 0 4.3-4.6"
        }
        "never" => "M8 2.5a5.5 5.5 0 1 0 .01 0M4.1 4.1l7.8 7.8",
        "profile" => "M8 14V9.5L3 4M3 7.5V4h3.5M8 9.5 13 4M9.5 4H13v3.5",
        "immediate" => "M13.3 8.5a5.4 5.4 0 1 1-1.7-4.4l1.7 1.6M13.3 2.3v3.4H9.9",
        "resume" => "M3 3v10M6.5 3.5v9L13.5 8z",
        _ => "M5.3 5.8a2.7 2.7 0 1 1 4 2.4c-.9.5-1.3 1-1.3 2M8 13v.1",
    }
}

/// The sign of an action, by its word in the data such as `short-delay`; a question mark for what
/// no source says.
pub(crate) fn glyph(action: &str) -> Html {
    Html::part(&Glyph { lines: lines(action) })
}

/// What a client does next, with its sign, in its colour.
pub(crate) fn chip(action: &str, word: impl Borrow<Html>) -> Html {
    Html::part(&Chip { action, glyph: glyph(action), word: word.borrow() })
}

#[derive(Debug, askama::Template)]
#[template(
    source = "<svg class=\"glyph\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">\
              <path d=\"{{ lines }}\"/></svg>",
    ext = "html"
)]
struct Glyph {
    lines: &'static str,
}

#[derive(Debug, askama::Template)]
#[template(
    source = r#"<span class="chip" data-action="{{ action }}">{{ glyph }}{{ word }}</span>"#,
    ext = "html"
)]
struct Chip<'a> {
    action: &'a str,
    glyph: Html,
    word: &'a Html,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use closecode_data::{Action, Reconnect};

    use super::*;

    #[test]
    fn each_action_has_a_sign_of_its_own() {
        let actions: BTreeSet<&str> = Action::ALL
            .iter()
            .map(|action| action.as_str())
            .chain(Reconnect::ALL.iter().map(|answer| answer.as_str()))
            .collect();
        let signs: BTreeSet<&str> = actions.iter().map(|action| lines(action)).collect();
        assert_eq!(signs.len(), actions.len());
        assert_eq!(lines("unspecified"), lines("what nobody knows"), "only it is a question mark");
    }

    #[test]
    fn a_chip_says_in_words_what_its_sign_shows() {
        assert_eq!(
            chip("no-need", Html::text("No <need>")).to_string(),
            "<span class=\"chip\" data-action=\"no-need\"><svg class=\"glyph\" \
             viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M3 8.5 6.5 12 13 4.5\"/>\
             </svg>No &#60;need&#62;</span>"
        );
    }
}
