//! A text that stands where room is short fits there.

use unicode_width::UnicodeWidthStr as _;

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "lengths",
    summary: "in a complete language, a label, a title or a line of a picture is no longer than \
              the layout takes",
    check,
};

/// The room, in columns as of a terminal: a wide character takes two, a mark above or below a
/// letter none. A star stands for every entry or every key. The first line that fits decides. The
/// pictures are 320 units wide, a column some 6.3 of them.
const ROOM: &[(&str, usize)] = &[
    // The largest letters of a page, on one line of a phone or two, and on a picture to share.
    ("codes/*/title", 44),
    ("ranges/*/title", 52),
    ("situations/*/title", 64),
    // The links of the header, which stand in a row.
    ("ui/page/home", 28),
    ("ui/page/libraries", 28),
    ("ui/situation/label", 30),
    ("ui/index/all_pairs", 30),
    ("ui/policies/title", 32),
    ("ui/lookup/label", 30),
    ("ui/protocol/label", 30),
    ("ui/bibliography/title", 30),
    ("ui/about/title", 30),
    // Controls.
    ("ui/page/skip", 40),
    ("ui/tools/search", 44),
    ("ui/tools/copy", 18),
    ("ui/tools/copied", 18),
    ("ui/tools/filter", 24),
    ("ui/tools/theme_light", 32),
    ("ui/tools/theme_dark", 32),
    // Heads of columns.
    ("ui/index/column_code", 26),
    ("ui/index/column_name", 26),
    ("ui/index/column_sender", 26),
    ("ui/index/column_frame", 26),
    ("ui/index/column_action", 26),
    ("ui/policies/code", 26),
    ("ui/policies/action", 26),
    ("ui/policies/delay", 26),
    ("ui/policies/attempts", 26),
    ("ui/policies/fault", 26),
    ("ui/policies/severity", 26),
    ("ui/policies/alert", 26),
    ("ui/policies/authority", 26),
    ("ui/protocol/column_*", 26),
    ("ui/number/column_*", 26),
    // Labels in a rounded frame, and answers in narrow columns.
    ("ui/action/*", 68),
    ("ui/reconnect/*", 48),
    ("ui/severity/*", 16),
    ("ui/alert/*", 34),
    ("ui/protocol_status/*", 18),
    // The picture of a closing handshake: who takes part, the boxes, and the lines over the arrows.
    ("ui/diagram/client", 13),
    ("ui/diagram/server", 13),
    ("ui/diagram/gateway", 13),
    ("ui/diagram/upstream", 13),
    ("ui/diagram/open", 48),
    ("ui/diagram/not_open", 48),
    ("ui/diagram/call", 30),
    ("ui/diagram/reports", 22),
    ("ui/diagram/library", 22),
    ("ui/diagram/upstream_fails", 23),
    ("ui/diagram/offence_*", 36),
    ("ui/diagram/close", 34),
    ("ui/diagram/echo", 34),
    ("ui/diagram/close_*", 34),
    ("ui/diagram/echo_*", 34),
    ("ui/diagram/fin", 34),
    ("ui/diagram/lost", 34),
    ("ui/diagram/hello", 34),
    ("ui/diagram/tls_fails", 34),
    // The picture of the delays.
    ("ui/delays/attempt", 20),
    ("ui/delays/least", 20),
    ("ui/delays/most", 20),
];

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for locale in unchecked.dataset.locales.iter().filter(|l| l.language.is_complete) {
        for (name, text) in locale.texts() {
            let Some(room) = room(&name) else { continue };
            for text in text.fields.iter().filter_map(|f| f.text) {
                // What is filled in is a status code.
                let width = text.replace("{code}", "1006").width();
                if width > room {
                    let message =
                        format!("{name} is {width} columns wide, and there is room for {room}");
                    diagnostics.error(
                        RULE.name,
                        text.span,
                        message,
                        "find a shorter wording; a wide character takes two columns",
                    );
                }
            }
        }
    }
}

/// The columns that a text has, if they are few.
fn room(name: &str) -> Option<usize> {
    ROOM.iter().find(|(pattern, _)| fits(pattern, name)).map(|(_, room)| *room)
}

/// Whether a name has the pattern's shape: `*` stands for any part, and at the end of a part for
/// any rest of it.
fn fits(pattern: &str, name: &str) -> bool {
    let mut patterns = pattern.split('/');
    let mut parts = name.split('/');
    loop {
        match (patterns.next(), parts.next()) {
            (None, None) => return true,
            (Some(pattern), Some(part)) if pattern == part => {}
            (Some(pattern), Some(part))
                if pattern.strip_suffix('*').is_some_and(|start| part.starts_with(start)) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::room;

    #[test]
    fn the_room_is_found_by_the_shape_of_the_name() {
        assert_eq!(room("codes/1006/title"), Some(44));
        assert_eq!(room("ui/protocol/column_again"), Some(26));
        assert_eq!(room("ui/diagram/close"), Some(34));
        assert_eq!(room("ui/protocol/columns"), None);
        assert_eq!(room("codes/1006/summary"), None);
        assert_eq!(room("codes/title"), None);
    }
}
