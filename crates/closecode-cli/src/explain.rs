//! `closecode explain`: what a code means, who may send it, what to do, and whether to reconnect.

mod input;
mod message;
mod own;
mod page;
mod record;
mod subject;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::Result;
use closecode::protocols::{CodeUse, Protocol, who_uses};
use closecode::{Locale, RawCode};
use closecode_output::ui;

use crate::json::Json;
use crate::paper::Paper;
use crate::speaker::{self, Speaker};
pub(crate) use own::OwnCodes;
pub(crate) use record::summary;
use subject::{Message, Names, Topic};

/// The version of what `--json` prints. New keys come with a new minor version.
pub(crate) const FORMAT: &str = "1.0";

/// What to explain, and how.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    pub(crate) codes: &'a [OsString],
    pub(crate) protocol: Option<&'static Protocol>,
    pub(crate) file: Option<&'a Path>,
    pub(crate) locale: Option<Locale>,
    pub(crate) json: bool,
}

impl Question<'_> {
    /// Whether nobody has said which code: there is no argument, and a person at the keyboard.
    pub(crate) fn is_empty(&self) -> bool {
        self.codes.is_empty() && std::io::stdin().is_terminal()
    }

    /// Prints the answers. False if one of the arguments is not a code.
    pub(crate) fn answer(&self) -> Result<bool> {
        let own = match self.file {
            Some(file) => match OwnCodes::read(file)? {
                Some(own) => Some(own),
                None => return Ok(false),
            },
            None => None,
        };
        let names = match (&own, self.protocol) {
            (Some(own), _) => own.names(),
            (None, Some(protocol)) => Names::of_protocol(protocol),
            (None, None) => Names::default(),
        };
        let (topics, is_all) = if self.codes.is_empty() {
            (input::read(std::io::stdin().lock(), &names)?, true)
        } else {
            topics(self.codes, &names)
        };
        if topics.is_empty() {
            return Ok(false);
        }
        let labels = speaker::labels();
        let locale = speaker::locale(self.locale);
        let speaker = Speaker::new(locale, &labels);
        // The protocol that an application builds on is the next to ask.
        let product = self.protocol.map(|protocol| (protocol, None));
        let product = product.or_else(|| own.as_ref()?.extended());
        let subject = |code: RawCode| Subject {
            code,
            product: product.map(|(protocol, endpoint)| {
                let mut uses = uses(code, Some(protocol));
                uses.retain(|found| endpoint.is_none() || found.endpoint().id() == endpoint);
                (protocol, uses)
            }),
            own: own.as_ref(),
        };
        let subjects = topics.into_iter().map(|topic| (topic.message, topic.code.map(subject)));
        if self.json {
            let object = |(message, subject): (Option<Message>, Option<Subject<'_>>)| {
                let mut object = subject.map_or_else(
                    || vec![("code", Json::Null)],
                    |subject| record::object(&speaker, &subject),
                );
                object.push(("message", message.map_or(Json::Null, |m| m.object())));
                Json::Object(object)
            };
            let codes: Json = subjects.map(object).collect();
            let answer = Json::Object(vec![
                ("format", FORMAT.into()),
                ("locale", locale.tag().into()),
                ("codes", codes),
            ]);
            ui::out(format_args!("{answer}\n"))?;
        } else {
            let mut paper = Paper::new();
            for (message, subject) in subjects {
                if let Some(message) = message {
                    message.write(&mut paper, &speaker);
                }
                if let Some(subject) = subject {
                    page::write(&mut paper, &speaker, &subject);
                }
            }
            ui::out(paper.into_text())?;
        }
        Ok(is_all)
    }
}

/// A code, and whose meaning of it was asked for.
#[derive(Debug)]
struct Subject<'a> {
    code: RawCode,
    /// The product, with what it says about the number: once for each of its endpoints.
    product: Option<(&'static Protocol, Vec<CodeUse>)>,
    own: Option<&'a OwnCodes>,
}

impl Subject<'_> {
    /// The names of those whose meaning was asked for, where they have none.
    fn asked(&self) -> Vec<&str> {
        let own = self.own.map(OwnCodes::name);
        own.into_iter().chain(self.product.as_ref().map(|(protocol, _)| protocol.name())).collect()
    }
}

/// Who uses a number: all products, or one.
pub(crate) fn uses(code: RawCode, protocol: Option<&'static Protocol>) -> Vec<CodeUse> {
    let uses = who_uses(code.get());
    uses.filter(|found| protocol.is_none_or(|p| p.id() == found.protocol().id())).collect()
}

/// What the arguments are about, each once, and whether all are about something; what is about
/// nothing is said.
fn topics(arguments: &[OsString], names: &Names) -> (Vec<Topic>, bool) {
    let texts: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    // A name of two words, or a message, without quotes around it; not two numbers.
    let is_each = texts.iter().all(|text| subject::exactly(text, names).is_some());
    if let Some(topic) = subject::about(&texts.join(" "), names).filter(|_| !is_each) {
        return (vec![topic], true);
    }
    let mut topics: Vec<Topic> = Vec::new();
    let mut is_all = true;
    for text in texts {
        match subject::about(&text, names) {
            Some(topic) if topics.contains(&topic) => {}
            Some(topic) => topics.push(topic),
            None => {
                is_all = false;
                ui::bad("Not found", subject::refusal(&text));
            }
        }
    }
    (topics, is_all)
}

/// The code of one argument; if it is none, that is said.
pub(crate) fn code(argument: &OsString) -> Option<RawCode> {
    let (topics, _) = topics(std::slice::from_ref(argument), &Names::default());
    topics.first()?.code
}

#[cfg(test)]
mod tests {
    use super::{Names, Subject, page, record, who_uses};
    use crate::json::Json;
    use crate::paper::Paper;
    use crate::speaker::{self, Speaker};
    use closecode::{Locale, RawCode};

    /// Every number has an answer, for people and for programs. Where its range and those who use
    /// it are the same as for the number before, the page is, too, and only its head is made.
    #[test]
    fn every_number_is_explained() {
        let labels = speaker::labels();
        let speaker = Speaker::new(Locale::En, &labels);
        let mut before = None;
        let mut pages = 0;
        for code in (0..=u16::MAX).map(RawCode::new) {
            assert!(speaker.title(code).starts_with(&code.get().to_string()));
            assert_eq!(
                super::subject::about(&code.get().to_string(), &Names::default()),
                Some(code.into())
            );
            let uses: Vec<_> = who_uses(code.get()).map(|found| found.entry()).collect();
            let like = (code.known(), code.range(), uses);
            if before.as_ref() == Some(&like) {
                continue;
            }
            before = Some(like);
            pages += 1;
            let subject = Subject { code, product: None, own: None };
            let mut paper = Paper::new();
            page::write(&mut paper, &speaker, &subject);
            let text = paper.into_text();
            assert!(text.contains(code.text(Locale::En).title), "{code}: {text}");
            let json = Json::Object(record::object(&speaker, &subject)).to_string();
            let read: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(read["code"], code.get());
            for used in uses_of(&read) {
                assert!(text.contains(&used), "{code}, {used}: {text}");
            }
        }
        assert!(pages > 100, "{pages}");
    }

    fn uses_of(code: &serde_json::Value) -> Vec<String> {
        let uses = code["protocols"].as_array().unwrap().iter();
        uses.map(|used| used["protocol"].as_str().unwrap().to_owned()).collect()
    }

    /// Words that are missing in a language would be in English, or be an empty cell.
    #[test]
    fn every_language_has_the_labels() {
        let labels = speaker::labels();
        for locale in Locale::ALL {
            let speaker = Speaker::new(*locale, &labels);
            for code in (0..=5000).step_by(500).chain(1000..=1015).map(RawCode::new) {
                for [label, value] in [speaker.facts(code), speaker.policy(code)].concat() {
                    assert!(!label.is_empty() && !value.is_empty(), "{locale} {code} {label}");
                    assert!(!format!("{label}{value}").contains(['{', '}']), "{label} {value}");
                }
            }
        }
    }
}
