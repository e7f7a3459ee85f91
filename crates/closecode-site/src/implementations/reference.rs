//! The implementations as Markdown, in English: what each is, where it departs, its limits.

use std::fmt::Write as _;

use closecode_data::markdown::{self, escape};
use closecode_data::{Dataset, Implementation, few};

use super::page::sentence;
use super::{accepts, limits, seen, ways};

/// The file.
pub(crate) fn reference(data: &Dataset) -> String {
    let generated = data.localizer(data.base()).page().generated().text;
    let mut out = format!(
        "{}\n\n# WebSocket close codes in libraries, browsers and proxies\n\n",
        markdown::comment(&generated)
    );
    let implementations = seen::by_name(data);
    let _ = write!(
        out,
        "What {} implementations are known to do when a connection ends. Departures are computed: \
         a row that does not say what the standards let follow. The JSON has every row.\n\n",
        implementations.len()
    );
    out.push_str("| name | language | what | constants | messages | measured | read |\n");
    out.push_str("|---|---|---|---|---|---|---|\n");
    for own in &implementations {
        let measured: usize = own.measured.iter().map(|m| m.ways.len()).sum();
        let _ = writeln!(
            out,
            "| [{}](#{}) | {} | {} | {} | {} | {} | {} |",
            escape(&own.name),
            own.id,
            escape(&own.language),
            super::kind(own),
            own.names.as_ref().map_or(0, |names| names.codes.len()),
            own.messages.len(),
            measured,
            own.ways.len()
        );
    }
    for own in implementations {
        out.push_str(&section(data, own));
    }
    out
}

fn section(data: &Dataset, own: &Implementation) -> String {
    let cited = |citation| {
        let cited = data.cited([citation]);
        cited.iter().map(|(title, url)| markdown::link(title, url)).collect::<String>()
    };
    let mut out = format!("\n<a id=\"{}\"></a>\n\n## {}\n\n", own.id, escape(&own.name));
    let _ = writeln!(out, "- Read: {} ({})", escape(&own.version), cited(&own.source));
    for measured in &own.measured {
        let date = data.localizer(data.base()).formats().date(&measured.date);
        let _ = writeln!(out, "- Measured: {}, {date}", escape(&measured.version));
    }
    for limit in &own.limits {
        let setting = limit.setting.as_ref().map_or("fixed", |setting| setting.as_str());
        let default = limit.default.as_ref().map_or("not known", |default| default.as_str());
        let _ = writeln!(
            out,
            "- Limit ({}): {}, {}. {}{} ({})",
            limit.kind.as_str(),
            markdown_code(setting),
            escape(default),
            limits::at_the_limit(limit),
            escape(&limit.about),
            cited(&limit.source)
        );
    }
    if let Some(retries) = &own.retries {
        let parts: Vec<String> = limits::parts(retries).into_iter().flatten().collect();
        let _ = writeln!(
            out,
            "- Connects again: {}. {}({})",
            escape(&parts.join("; ")),
            retries.about.as_ref().map_or_else(String::new, |about| escape(about) + " "),
            cited(&retries.source)
        );
    }
    if let Some(accepts) = &own.accepts {
        for (question, answer) in accepts::facts(data, accepts) {
            let _ = writeln!(out, "- {question}: {}", escape(&answer));
        }
        let _ = writeln!(out, "- The list: `{}` ({})", *accepts.function, cited(&accepts.source));
    }
    let mut lines: Vec<String> = Vec::new();
    for seen in seen::seen(own) {
        for row in seen.ways.iter().filter(|row| seen::departure(data, row).is_any()) {
            let Some(outcome) = seen.outcome(data, &row.id) else { continue };
            lines.push(format!(
                "- {}: {} ({})\n",
                escape(&ways::about(data, &row.id)),
                escape(&sentence(&outcome)),
                escape(&seen.short_basis())
            ));
        }
    }
    few::sort_by_key(&mut lines, Clone::clone);
    lines.dedup();
    if !lines.is_empty() {
        let _ = write!(out, "\nDeparts from what the standards say:\n\n{}", lines.concat());
    }
    out
}

/// A name in a program. None here has a backtick.
fn markdown_code(text: &str) -> String {
    format!("`{text}`")
}
