//! The protocols and their codes as Markdown: one file in English, since the texts are retold from
//! English sources.

use std::fmt::Write as _;

use closecode_data::{
    CodeEntry, Dataset, Localizer, LookedAt, Protocol, few, markdown, markdown::escape,
};

use crate::reference::md;

/// The file.
pub(crate) fn reference(data: &Dataset) -> String {
    let localizer = data.localizer(data.base());
    let words = localizer.protocol();
    let codes: usize = data.protocols.iter().map(|p| p.codes.len()).sum();
    let mut out = format!(
        "{}\n\n# {}\n\n",
        markdown::comment(&localizer.page().generated().text),
        escape(&words.title().text)
    );
    let _ = write!(out, "{}\n\n", escape(&words.lead(data.protocols.len(), codes).text));
    let _ = writeln!(
        out,
        "| {} | {} | {} | {} |",
        md(&words.column_name()),
        md(&words.column_vendor()),
        md(&words.column_codes()),
        md(&words.column_status())
    );
    out.push_str("|---|---|---|---|\n");
    let mut protocols: Vec<&Protocol> = data.protocols.iter().collect();
    few::sort_by_key(&mut protocols, |p| p.name.to_lowercase());
    for protocol in &protocols {
        let name = escape(&protocol.name);
        let vendor = escape(&protocol.vendor);
        let status = md(&localizer.text(protocol.status.value));
        let _ = writeln!(
            out,
            "| [{name}](#{}) | {vendor} | {} | {status} |",
            protocol.id,
            protocol.codes.len()
        );
    }
    for protocol in protocols {
        out.push_str(&section(localizer, protocol));
    }
    if let Some(list) = &data.looked_at {
        out.push_str(&looked_at(localizer, list));
    }
    out
}

fn looked_at(localizer: Localizer<'_>, list: &LookedAt) -> String {
    let mut out = format!("\n## {}\n\n{}\n\n", escape(&list.title), escape(&list.note));
    for product in &list.products {
        let _ = writeln!(
            out,
            "- **{}**: {} {} ({})",
            escape(&product.name),
            escape(&product.found),
            escape(&product.read),
            localizer.formats().date(&product.date)
        );
    }
    out
}

fn section(localizer: Localizer<'_>, protocol: &Protocol) -> String {
    let words = localizer.protocol();
    let mut out = format!(
        "\n<a id=\"{}\"></a>\n\n## {}\n\n{}\n\n",
        protocol.id,
        escape(&protocol.name),
        escape(&protocol.summary)
    );
    let _ = writeln!(out, "- {}: {}", md(&words.column_vendor()), escape(&protocol.vendor));
    let _ = writeln!(
        out,
        "- {}: {}",
        md(&words.column_status()),
        md(&localizer.text(protocol.status.value))
    );
    if let Some(url) = &protocol.documentation {
        let _ = writeln!(out, "- {}", markdown::link(&words.documentation().text, url));
    }
    if let Some(name) = &protocol.subprotocol {
        let _ = writeln!(out, "- {}: {}", md(&words.subprotocol()), escape(name));
    }
    for sentence in &protocol.caveats {
        let _ = writeln!(out, "- {}", escape(sentence));
    }
    for part in protocol.parts() {
        if let Some(endpoint) = part.endpoint {
            let _ =
                write!(out, "\n### {}\n\n{}\n", escape(&endpoint.name), escape(&endpoint.summary));
        }
        let _ = write!(
            out,
            "\n| {} | {} | {} | {} | {} |\n|---|---|---|---|---|\n",
            md(&words.column_number()),
            md(&words.column_meaning()),
            md(&words.column_sender()),
            md(&words.column_reconnect()),
            md(&words.column_source())
        );
        for code in part.codes {
            let _ = writeln!(out, "| {} {}", *code.code, cells(localizer, protocol, &code.row));
        }
        for range in part.ranges {
            let _ = writeln!(
                out,
                "| {}–{} {}",
                *range.first,
                *range.last,
                cells(localizer, protocol, &range.row)
            );
        }
    }
    out
}

/// The cells after the number.
fn cells(localizer: Localizer<'_>, protocol: &Protocol, row: &CodeEntry) -> String {
    let words = localizer.protocol();
    let mut meaning = vec![format!("**{}**", escape(&row.name)), escape(&row.meaning)];
    meaning.extend(
        row.disputed.as_ref().map(|text| format!("{} {}", md(&words.disputed()), escape(text))),
    );
    meaning.extend(
        row.retired.as_ref().map(|text| format!("{} {}", md(&words.retired()), escape(text))),
    );
    let mut reconnect = vec![format!("{}.", md(&localizer.text(row.reconnect.value)))];
    reconnect.extend(row.rule.as_ref().map(|rule| escape(rule)));
    reconnect.extend(localizer.row_delay(row).map(|delay| format!("{}.", md(&words.delay(delay)))));
    let cited: Vec<String> =
        protocol.cited(row).iter().map(|(title, url)| markdown::link(title, url)).collect();
    format!(
        "| {} | {} | {} | {} ({}) |",
        meaning.join(" "),
        md(&localizer.text(row.sender.value)),
        reconnect.join(" "),
        cited.join("; "),
        escape(&localizer.text(row.certainty.value).text.to_lowercase())
    )
}
