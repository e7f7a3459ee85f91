//! From a text to the code that it is about.

use closecode::RawCode;
use closecode::message::{Finding, classify};
use closecode_data::{App, suggest};
use closecode_output::ui;

/// How much of a text that is no code is shown.
const SHOWN: usize = 60;

/// Names that only some know: those of a product, or of an application.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<(String, u16)>,
}

impl Names {
    /// The names of a file's codes.
    pub(super) fn of_app(app: &App) -> Self {
        let codes = app.protocol.codes.iter();
        let names = |code: &closecode_data::ProtocolCode| {
            [&code.ident, &code.row.name].map(|name| (name.to_string(), *code.code))
        };
        Self { names: codes.flat_map(names).collect() }
    }

    /// The names of a product's codes.
    pub(super) fn of_protocol(protocol: &closecode::protocols::Protocol) -> Self {
        let entries = protocol.endpoints().iter().flat_map(closecode::protocols::Endpoint::codes);
        let names = entries.flat_map(|entry| {
            let number = *entry.numbers().start();
            [entry.ident(), Some(entry.name())].into_iter().flatten().map(move |n| (n, number))
        });
        Self { names: names.map(|(name, number)| (name.to_owned(), number)).collect() }
    }

    fn find(&self, text: &str) -> Option<u16> {
        let mut found = self.names.iter().filter(|(name, _)| name.eq_ignore_ascii_case(text));
        let (_, first) = found.next()?;
        // Sources do not always tell their codes apart by name.
        found.all(|(_, code)| code == first).then_some(*first)
    }
}

/// What a text is about: a code, and how it is told of in a message, if it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Topic {
    /// The code; none where the text tells of an end without one.
    pub(super) code: Option<RawCode>,
    /// The message, where the text is more than a number or a name.
    pub(super) message: Option<Message>,
}

/// A text in which something was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) text: String,
    pub(super) finding: Finding,
}

impl Topic {
    /// Whether both tell of an end without a code, and of the same.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let end = |topic: &Self| {
            let finding = topic.message.as_ref()?.finding;
            Some((finding.origin(), finding.status()))
        };
        self.code.is_none() && other.code.is_none() && end(self) == end(other)
    }
}

impl From<RawCode> for Topic {
    fn from(code: RawCode) -> Self {
        Self { code: Some(code), message: None }
    }
}

/// The code that a text is, as a number, a registered name, or both; or a name of `own`.
pub(super) fn exactly(text: &str, own: &Names) -> Option<Topic> {
    let text = text.trim();
    let code = own.find(text).map(RawCode::new).or_else(|| text.parse().ok());
    code.map(Topic::from)
}

/// What a text is about: the code that it is, or what it says about the end of a connection.
///
/// This is the one place where a text becomes a code.
pub(super) fn about(text: &str, own: &Names) -> Option<Topic> {
    exactly(text, own).or_else(|| {
        let finding = classify(text)?;
        let message = Message { text: text.to_owned(), finding };
        Some(Topic { code: finding.code(), message: Some(message) })
    })
}

/// Why a text is about no code, and what to write instead.
pub(super) fn refusal(text: &str) -> String {
    let text = text.trim();
    let shown: String = text.chars().take(SHOWN).collect();
    let cut = if shown.len() < text.len() { "..." } else { "" };
    let shown = ui::visible(&shown).replace('\n', "\\n");
    let number = text.strip_prefix('-').unwrap_or(text);
    if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{shown}{cut} is not a close code: they are numbers from 0 to 65535");
    }
    let names: Vec<&str> = closecode::CloseCode::ALL.iter().map(|code| code.name()).collect();
    let near = Some(suggest(text, &names)).filter(|hint| hint.starts_with("did you mean"));
    let near = near.map(|hint| format!("; {hint}")).unwrap_or_default();
    format!(
        "`{shown}{cut}` is not a close code: expected a number from 0 to 65535, a name such as \
         `abnormal closure`, or the message of a library{near}; `closecode list` prints the names"
    )
}

#[cfg(test)]
mod tests {
    use super::{Names, about, exactly, refusal};

    #[test]
    fn a_code_is_found_by_number_and_by_name() {
        let found = |text| Some(exactly(text, &Names::default())?.code?.get());
        for text in ["1006", " 1006\n", "abnormal closure", "AbnormalClosure"] {
            assert_eq!(found(text), Some(1006), "{text}");
        }
        assert_eq!(found("1006 (abnormal closure)"), Some(1006));
        assert_eq!((found("0"), found("65535")), (Some(0), Some(65535)));
        for text in ["", "65536", "-1", "+1006", "1006 Going Away", "1e3", "0x3ee", "١٠٠٦"] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn names_of_a_product_count_where_they_name_one_code() {
        let discord = closecode::protocols::by_id("discord-gateway").unwrap();
        let names = Names::of_protocol(discord);
        let code = |text| exactly(text, &names)?.code;
        assert_eq!(code("authentication failed").unwrap(), 4004);
        assert_eq!(code("RateLimited").unwrap(), 4008);
        assert_eq!(code("Session ended by the client"), None, "1000 and 1001 have it");
    }

    #[test]
    fn a_message_is_about_what_it_tells() {
        let names = Names::default();
        let text = "read: websocket: close 1006 (abnormal closure): unexpected EOF";
        let topic = about(text, &names).unwrap();
        assert_eq!(topic.code.unwrap(), 1006);
        assert_eq!(topic.message.unwrap().text, text);
        let refused = about("websocket: bad handshake", &names).unwrap();
        assert_eq!(refused.code, None);
        assert_eq!(about("1006", &names).unwrap().message, None, "it is no message");
        assert_eq!(about("port 4004", &names), None);
    }

    #[test]
    fn what_is_refused_says_what_is_accepted() {
        assert!(refusal("65536").ends_with("numbers from 0 to 65535"));
        assert!(refusal("-1").ends_with("numbers from 0 to 65535"));
        assert!(refusal("Abnormal Clsure").contains("did you mean `Abnormal Closure`?"));
        let long = refusal(&"\u{1b}[2J\n".repeat(99_999));
        assert!(long.len() < 900 && !long.contains(char::is_control), "{long}");
    }
}
