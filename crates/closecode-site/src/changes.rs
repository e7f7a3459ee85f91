//! The changes of the data: for people as Markdown, for programs as an Atom feed.

use std::fmt::Write as _;

use closecode_data::{Change, Dataset, markdown};

use crate::head::BaseUrl;
use crate::html::escape;
use crate::paths::Path;

/// The changes as Markdown, below a heading for each version.
pub(crate) fn markdown(data: &Dataset) -> String {
    let mut out = format!(
        "{}\n\n# Changes of the data\n",
        markdown::comment(&data.localizer(data.base()).page().generated().text)
    );
    let mut version = None;
    for change in &data.changes {
        if version != Some(*change.version) {
            version = Some(*change.version);
            let _ = write!(out, "\n## {}, {}\n\n", *change.version, *change.date);
        }
        let codes: Vec<String> =
            change.codes().iter().map(|code| format!("[{code}](en.md#{code})")).collect();
        let codes =
            if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) };
        let _ = writeln!(out, "- {}{codes}", markdown::escape(&change.text));
    }
    out
}

/// The changes as an Atom feed. Atom wants full addresses, so there is a feed only where the site's
/// address is known.
pub(crate) fn feed(data: &Dataset, base: &BaseUrl) -> String {
    let localizer = data.localizer(data.base());
    let english = data.base();
    let feed = base.file("feed.xml");
    let site = base.page(english, Path::Index);
    let updated = data.changes.first().map_or_else(String::new, time);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{}</id>\n\
         <title>{}</title>\n\
         <subtitle>{}</subtitle>\n<updated>{updated}</updated>\n<author><name>{}</name></author>\n\
         <rights>CC0 1.0</rights>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        *english.language.tag,
        escape(&feed),
        escape(&localizer.index().title().text),
        escape(&localizer.index().description().text),
        escape(&localizer.page().site_name().text),
        escape(&feed),
        escape(&site),
    );
    for (place, change) in data.changes.iter().enumerate() {
        // The id must stay when newer changes come, so it counts the changes of one day from the
        // oldest.
        let number = data.changes[place..]
            .iter()
            .filter(|other| other.date.as_str() == change.date.as_str())
            .count();
        let page = change.codes().first().and_then(|code| data.code(*code));
        let link = page.map_or_else(|| site.clone(), |code| base.page(english, Path::Code(code)));
        let codes: Vec<String> =
            change.codes().iter().map(|code| format!("<category term=\"{code}\"/>\n")).collect();
        let _ = writeln!(
            out,
            "<entry>\n<id>{}#{}-{number}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
             {}</entry>",
            escape(&feed),
            *change.date,
            escape(&change.text),
            time(change),
            escape(&link),
            codes.concat(),
        );
    }
    out.push_str("</feed>\n");
    out
}

/// Midnight of the day, as Atom writes it.
fn time(change: &Change) -> String {
    format!("{}T00:00:00Z", *change.date)
}
