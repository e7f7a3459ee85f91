//! The limits and timers of proxies, gateways and libraries that end connections, and how clients
//! connect again, in one page.

use askama::Template;
use closecode_data::{
    Dataset, Implementation, ImplementationKind, Limit, LimitKind, Reply, Reported, Retries,
};

use super::seen;
use crate::facts;
use crate::filters;
use crate::html::Html;
use crate::page::Page;
use crate::paths::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "implementation_limits.html", whitespace = "minimize")]
pub(crate) struct Limits<'a> {
    page: Page<'a>,
}

/// The limits of one kind: of what is on the way, or of what is at its ends.
#[derive(Debug)]
struct Section {
    id: String,
    title: &'static str,
    lines: Vec<Line>,
}

/// One limit.
#[derive(Debug)]
struct Line {
    name: Html,
    limit: LimitCells,
}

/// The cells of a limit, which the page of its implementation shows too.
#[derive(Debug)]
pub(super) struct LimitCells {
    pub(super) kind: &'static str,
    pub(super) setting: Html,
    pub(super) value: Html,
    pub(super) about: Html,
    pub(super) source: Html,
}

/// The cells of how a client connects again.
#[derive(Debug)]
pub(super) struct RetriesCells {
    pub(super) name: Html,
    pub(super) cells: Vec<(&'static str, Html)>,
    pub(super) has_note: bool,
    pub(super) about: Html,
    pub(super) source: Html,
}

/// The columns of the table of how clients connect again, besides its first and its last two.
const RETRIES: [&str; 5] = ["First delay", "Growth", "Longest", "Random", "Gives up after"];

/// What a limit is about, as a heading.
fn title(kind: LimitKind) -> &'static str {
    match kind {
        LimitKind::Idle => "Idle: nothing is sent",
        LimitKind::Lifetime => "Lifetime of a connection",
        LimitKind::Reload => "A new configuration is loaded, or the instance goes away",
        LimitKind::Message => "Size of a message",
        LimitKind::Ping => "How often a Ping is sent",
        LimitKind::Pong => "Waiting for a Pong",
        LimitKind::Close => "Waiting for the answer to a Close frame",
        LimitKind::Open => "Opening a connection",
    }
}

/// What goes out and what the user is told when a limit strikes, as sentences that end with a
/// space.
pub(super) fn at_the_limit(limit: &Limit) -> String {
    let sends = limit.sends.as_ref().map(|sends| match sends.value {
        Reply::Code(code) => format!("Sends {code}. "),
        Reply::Empty => "Sends a Close frame without a code. ".to_owned(),
        Reply::Malformed => "Sends a malformed Close frame. ".to_owned(),
        Reply::None => "Sends no Close frame. ".to_owned(),
    });
    let told = limit.reports.as_ref().map(|reports| match reports.value {
        Reported::Code(code) => format!("Its user is told {code}. "),
        Reported::Error => "Its user gets an error without a code. ".to_owned(),
        Reported::End => "Its user is told of the end, without a code. ".to_owned(),
    });
    sends.unwrap_or_default() + &told.unwrap_or_default()
}

/// The cells of one limit.
pub(super) fn cells(page: &Page<'_>, limit: &Limit) -> LimitCells {
    let setting = limit.setting.as_ref();
    let mut value = match &limit.default {
        Some(default) => default.value.clone(),
        None => "not known".to_owned(),
    };
    if let Some(max) = &limit.max {
        value += &format!(", at most {}", **max);
    }
    LimitCells {
        kind: title(*limit.kind),
        setting: setting.map_or_else(|| Html::text("cannot be set"), |s| Html::code(s)),
        value: Html::text(&value),
        about: Html::text(&(at_the_limit(limit) + &limit.about)),
        source: Html::join(facts::sources(page.data, [&limit.source]), ", "),
    }
}

/// How a client connects again, in the order of the columns of the table.
pub(super) fn parts(retries: &Retries) -> [Option<String>; 5] {
    let text = |what: &str, said: &Option<closecode_data::Spanned<String>>| {
        said.as_ref().map(|said| format!("{what}{}", said.value))
    };
    [
        Some(format!("first after {}", retries.delay.value)),
        text("then ", &retries.growth),
        text("at most ", &retries.max_delay),
        text("at random: ", &retries.jitter),
        text("gives up after ", &retries.attempts),
    ]
}

/// The cells of how a client connects again, if that is known.
pub(super) fn retries(page: &Page<'_>, own: &Implementation) -> Option<RetriesCells> {
    let retries = own.retries.as_ref()?;
    let text = |said: &Option<closecode_data::Spanned<String>>, absent| {
        Html::text(said.as_ref().map_or(absent, |said| said.as_str()))
    };
    let cells = [
        Html::text(&retries.delay),
        text(&retries.growth, "none"),
        text(&retries.max_delay, "no limit of its own"),
        text(&retries.jitter, "nothing"),
        text(&retries.attempts, "never"),
    ];
    let cells = RETRIES.into_iter().zip(cells).collect();
    Some(RetriesCells {
        name: super::link(page, own),
        cells,
        has_note: retries.about.is_some(),
        about: text(&retries.about, ""),
        source: Html::join(facts::sources(page.data, [&retries.source]), ", "),
    })
}

/// Whether it is between the two ends of a connection.
fn is_on_the_way(own: &Implementation) -> bool {
    matches!(*own.kind, ImplementationKind::Proxy | ImplementationKind::Gateway)
}

impl<'a> Limits<'a> {
    pub(crate) fn new(data: &'a Dataset) -> Self {
        let title = "Timeouts and limits that end WebSocket connections".to_owned();
        let description = "The limits and timers of proxies, gateways and libraries: setting, \
                           default, source, and what each side sees. And how clients reconnect."
            .to_owned();
        Self { page: Page::new(data, data.base(), Path::ImplementationLimits, title, description) }
    }

    fn matrix(&self) -> Html {
        self.page.href(Path::Implementations, "")
    }

    fn sections(&self, is_on_the_way: bool) -> Vec<Section> {
        let section = |kind: &LimitKind| {
            let mut lines = Vec::new();
            for implementation in seen::by_name(self.page.data) {
                if self::is_on_the_way(implementation) != is_on_the_way {
                    continue;
                }
                let own = implementation.limits.iter().filter(|limit| *limit.kind == *kind);
                lines.extend(own.map(|limit| Line {
                    name: super::link(&self.page, implementation),
                    limit: cells(&self.page, limit),
                }));
            }
            let prefix = if is_on_the_way { "" } else { "library-" };
            Section { id: format!("{prefix}{}", kind.as_str()), title: title(*kind), lines }
        };
        LimitKind::ALL.iter().map(section).filter(|s| !s.lines.is_empty()).collect()
    }

    fn columns() -> [&'static str; 5] {
        RETRIES
    }

    fn retries(&self) -> Vec<RetriesCells> {
        let all = seen::by_name(self.page.data).into_iter();
        all.filter_map(|own| retries(&self.page, own)).collect()
    }
}
