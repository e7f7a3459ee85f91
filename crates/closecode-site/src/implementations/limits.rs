//! The limits of proxies, gateways and libraries that end connections, in one table.

use askama::Template;
use closecode_data::{Dataset, Limit, LimitKind};

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

/// The limits of one kind.
#[derive(Debug)]
struct Section {
    id: &'static str,
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

/// What a limit is about, as a heading.
fn title(kind: LimitKind) -> &'static str {
    match kind {
        LimitKind::Idle => "Idle: nothing is sent",
        LimitKind::Lifetime => "Lifetime of a connection",
        LimitKind::Reload => "A new configuration is loaded, or the instance goes away",
        LimitKind::Message => "Size of a message",
    }
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
        about: Html::text(&limit.about),
        source: Html::join(facts::sources(page.data, [&limit.source]), ", "),
    }
}

impl<'a> Limits<'a> {
    pub(crate) fn new(data: &'a Dataset) -> Self {
        let title = "Timeouts of proxies that end WebSocket connections".to_owned();
        let description = "The idle and lifetime limits of proxies, gateways and load balancers: \
                           setting, default, source, and what each side sees."
            .to_owned();
        Self { page: Page::new(data, data.base(), Path::ImplementationLimits, title, description) }
    }

    fn matrix(&self) -> Html {
        self.page.href(Path::Implementations, "")
    }

    fn sections(&self) -> Vec<Section> {
        let section = |kind: &LimitKind| {
            let mut lines = Vec::new();
            for implementation in seen::by_name(self.page.data) {
                let own = implementation.limits.iter().filter(|limit| *limit.kind == *kind);
                lines.extend(own.map(|limit| Line {
                    name: super::link(&self.page, implementation),
                    limit: cells(&self.page, limit),
                }));
            }
            Section { id: kind.as_str(), title: title(*kind), lines }
        };
        LimitKind::ALL.iter().map(section).filter(|s| !s.lines.is_empty()).collect()
    }
}
