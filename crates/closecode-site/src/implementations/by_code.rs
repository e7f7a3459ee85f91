//! One code in every implementation: what it is called, what is seen when it arrives, and whether
//! it can be sent.

use askama::Template;
use closecode_data::{Code, Dataset, Implementation};

use super::seen::{self, Outcome};
use super::ways;
use crate::facts;
use crate::filters;
use crate::html::Html;
use crate::page::{Link, Page};
use crate::paths::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "implementations_of.html", whitespace = "minimize")]
pub(crate) struct ByCode<'a> {
    page: Page<'a>,
    code: &'a Code,
}

/// What leads to the code, and who does what then.
#[derive(Debug)]
struct Section {
    id: String,
    title: String,
    lines: Vec<Line>,
}

/// One implementation.
#[derive(Debug)]
struct Line {
    name: Html,
    what: String,
    basis: Html,
    outcome: Outcome,
}

/// What it calls the code.
#[derive(Debug)]
struct Named {
    name: Html,
    constants: Html,
}

impl<'a> ByCode<'a> {
    pub(crate) fn new(data: &'a Dataset, code: &'a Code) -> Self {
        let number = *code.code;
        let title = format!("{number} in WebSocket libraries, browsers and proxies");
        let description = format!(
            "What libraries, browsers and proxies call the close code {number}, what they report \
             and reply when it arrives, and whether an application can send it."
        );
        let path = Path::ImplementationsOf(code);
        Self { page: Page::new(data, data.base(), path, title, description), code }
    }

    fn link(&self) -> Link {
        Link { url: self.page.code_url(self.code), text: facts::name(&self.page, self.code) }
    }

    fn matrix(&self) -> Html {
        self.page.href(Path::Implementations, "")
    }

    /// The ways that are about the code, the one that people look for first.
    fn ways(&self) -> Vec<String> {
        let number = *self.code.code;
        let before: &[&str] = match number {
            1002 => &["rsv1", "opcode-3", "masked", "unmasked", "continuation-first"],
            1005 => &["recv-empty"],
            1006 => &["end-fin", "end-rst", "half-frame", "hang-up"],
            1007 => &["text-not-utf8", "recv-reason-not-utf8"],
            1009 => &["over-64k", "over-1m", "over-16m", "over-64m", "over-100m"],
            1015 => &["tls-failure"],
            _ => &[],
        };
        let arrives = format!("recv-{number}");
        let sent = format!("send-{number}");
        let before = before.iter().map(|way| (*way).to_owned());
        // What is generated locally is mostly seen without arriving.
        if *self.code.wire.synthetic {
            before.chain([arrives, sent]).collect()
        } else {
            [arrives, sent].into_iter().chain(before).collect()
        }
    }

    fn sections(&self) -> Vec<Section> {
        let section = |way: String| {
            let about = ways::about(self.page.data, &way);
            Section { title: capitalized(&about), lines: self.lines(&way), id: way }
        };
        let sections = self.ways().into_iter().map(section);
        sections.filter(|section| !section.lines.is_empty()).collect()
    }

    /// Those who depart first, so that they are seen.
    fn lines(&self, way: &str) -> Vec<Line> {
        let ways = [way.to_owned()];
        let mut lines = Vec::new();
        for implementation in seen::by_name(self.page.data) {
            for (seen, outcomes) in seen::merged(self.page.data, implementation, &ways) {
                lines.extend(outcomes.into_iter().flatten().map(|outcome| Line {
                    name: super::link(&self.page, implementation),
                    what: super::language_and_kind(implementation),
                    basis: seen.basis(&self.page),
                    outcome,
                }));
            }
        }
        lines.sort_by_key(|line| !line.outcome.departs);
        lines
    }

    fn names(&self) -> Vec<Named> {
        let named = |implementation: &Implementation| {
            let names = implementation.names.as_ref()?;
            let own = names.codes.iter().filter(|c| *c.code == *self.code.code);
            let constants: Vec<Html> = own.map(|c| Html::code(&c.name)).collect();
            (!constants.is_empty()).then(|| Named {
                name: super::link(&self.page, implementation),
                constants: Html::join(constants, ", "),
            })
        };
        seen::by_name(self.page.data).into_iter().filter_map(named).collect()
    }
}

/// A sentence that begins with a capital letter.
pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
