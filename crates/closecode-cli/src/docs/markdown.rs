//! The page as Markdown.

use std::fmt::Write as _;

use closecode_data::markdown::{comment, escape, link};

use super::localizer::Text;
use super::page::{AppPage, Entry};

impl AppPage<'_> {
    pub(super) fn markdown(&self) -> String {
        let name = escape(self.name);
        let summary = self.summary.markdown();
        let mut out = format!(
            "{}\n\n# {name}\n\n{summary}\n",
            comment(&format!("Made by closecode from {}. Do not edit.", self.from))
        );
        for section in &self.sections {
            if let Some([name, summary]) = &section.title {
                let _ = write!(out, "\n## {}\n\n{}\n", name.markdown(), summary.markdown());
            }
            let _ = write!(
                out,
                "\n| {} |\n|---|---|---|---|\n",
                self.columns.each_ref().map(Text::markdown).join(" | ")
            );
            section.entries.iter().for_each(|entry| line(&mut out, entry));
        }
        if let Some([heading, text]) = &self.http {
            let _ = write!(out, "\n## {}\n\n{}\n", heading.markdown(), text.markdown());
        }
        if let Some((heading, numbers)) = &self.extended {
            let [number, meaning, ..] = self.columns.each_ref().map(Text::markdown);
            let _ =
                write!(out, "\n## {}\n\n| {number} | {meaning} |\n|---|---|\n", heading.markdown());
            for number in *numbers {
                let _ = writeln!(out, "| {} | {} |", number.numbers(), escape(&number.name));
            }
        }
        let _ = write!(out, "\n## {}\n\n", self.standard_heading.markdown());
        for (code, name, url) in &self.standard {
            let _ = writeln!(out, "- {}", link(&format!("{code} {name}"), url));
        }
        out
    }
}

fn line(out: &mut String, entry: &Entry<'_>) {
    let mut meaning = vec![format!("**{}.**", entry.name.markdown()), entry.meaning.markdown()];
    meaning.extend(entry.retired.as_ref().map(Text::markdown));
    let reconnect: Vec<String> = entry.reconnect.iter().map(Text::markdown).collect();
    let id = &entry.id;
    let numbers = &entry.numbers;
    let sender = entry.sender.markdown();
    let _ = writeln!(
        out,
        "| <a id=\"{id}\"></a>{numbers} | {} | {sender} | {} |",
        meaning.join(" "),
        reconnect.join("<br>")
    );
}
