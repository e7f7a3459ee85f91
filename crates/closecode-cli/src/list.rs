//! `closecode list`: every registered code, or every product with codes of its own.

use anyhow::Result;
use closecode::{CloseCode, Locale, RawCode, protocols};
use closecode_output::ui;

use crate::explain::{FORMAT, summary};
use crate::json::Json;
use crate::paper::{Paper, padded};
use crate::speaker::{self, Speaker};

/// Prints the registered codes, one a line.
pub(crate) fn codes(locale: Option<Locale>, json: bool) -> Result<bool> {
    let labels = speaker::labels();
    let locale = speaker::locale(locale);
    let speaker = Speaker::new(locale, &labels);
    let codes = || CloseCode::ALL.iter().map(|code| code.raw());
    if json {
        let list = codes().map(|code| Json::Object(summary(&speaker, code)));
        return print("codes", locale, list.collect());
    }
    let title = |code: RawCode| code.text(locale).title;
    let width = codes().map(|code| unicode_width::UnicodeWidthStr::width(title(code))).max();
    let mut paper = Paper::new();
    for code in codes() {
        let title = padded(title(code), width.unwrap_or(0));
        paper.line(&format!("{}  {title}  {}", code.get(), speaker.action(code.policy().action())));
    }
    ui::out(paper.into_text())?;
    Ok(true)
}

/// Prints the products, one a line.
pub(crate) fn protocols(locale: Option<Locale>, json: bool) -> Result<bool> {
    if json {
        let object = |protocol: &&protocols::Protocol| {
            let codes = protocol.endpoints().iter().map(|endpoint| endpoint.codes().len());
            Json::Object(vec![
                ("protocol", protocol.id().into()),
                ("name", protocol.name().into()),
                ("vendor", protocol.vendor().into()),
                ("status", protocol.status().as_str().into()),
                ("summary", protocol.summary().into()),
                ("codes", (codes.sum::<usize>() as u64).into()),
                ("subprotocol", protocol.subprotocol().into()),
                ("documentation", protocol.documentation().into()),
                ("url", Speaker::product_page(protocol).into()),
            ])
        };
        let list = protocols::ALL.iter().map(object).collect();
        return print("protocols", speaker::locale(locale), list);
    }
    let width = protocols::ALL.iter().map(|protocol| protocol.id().len()).max();
    let mut paper = Paper::new();
    for protocol in protocols::ALL {
        paper.line(&format!("{}  {}", padded(protocol.id(), width.unwrap_or(0)), protocol.name()));
    }
    ui::out(paper.into_text())?;
    Ok(true)
}

fn print(key: &'static str, locale: Locale, list: Json) -> Result<bool> {
    let answer =
        Json::Object(vec![("format", FORMAT.into()), ("locale", locale.tag().into()), (key, list)]);
    ui::out(format_args!("{answer}\n"))?;
    Ok(true)
}
