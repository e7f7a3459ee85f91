//! The search index of one language: a script file, because a page that was opened from a file may
//! load scripts but not fetch data.

use closecode_data::{CodeTexts, Dataset, Locale, Localizer, WithFallback, markdown};
use serde_json::{Value, json};

use crate::page::nav;
use crate::protocols;
use crate::url::Path;

/// What can be found: where it is, what it is called, what the result shows below, and what else is
/// searched.
struct Entry {
    path: Path,
    title: String,
    note: String,
    text: String,
}

/// The file of one language. Its one statement is a call of what `site.js` defined.
pub(crate) fn index(data: &Dataset, locale: &Locale) -> String {
    let entries: Vec<Value> = entries(data, &data.localizer(locale))
        .into_iter()
        .map(|entry| {
            json!([
                format!("{}index.html", entry.path.folder()),
                entry.title,
                entry.note,
                entry.text
            ])
        })
        .collect();
    let lines: Vec<String> = entries.iter().map(Value::to_string).collect();
    format!("closecodeIndex([\n{}\n]);\n", lines.join(",\n"))
}

/// Everything that can be found, what is likely meant first. A page of a new kind adds its entries
/// here.
fn entries(data: &Dataset, localizer: &Localizer<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for code in &data.codes {
        let words = localizer.code_texts(*code.code);
        // People paste what a log says: the registry's name, or the name in a programming language.
        entries.push(entry(
            Path::code(code),
            &code.code.to_string(),
            &words,
            format!("{} {}", *code.name, *code.ident),
        ));
    }
    for range in &data.ranges {
        let words = localizer.range_texts(&range.id);
        entries.push(entry(
            Path::range(range),
            &format!("{}–{}", range.first, range.last),
            &words,
            range.ident.value.clone(),
        ));
    }
    for (a, b) in data.all_pairs() {
        let title = localizer.compare().page_title(*a.code, *b.code).to_string();
        let words = localizer.pair_texts(*a.code, *b.code);
        let note = words.as_ref().map_or_else(String::new, |w| w.difference().to_string());
        let text = words.map_or_else(String::new, |w| w.which().to_string());
        entries.push(Entry { path: Path::compare(a, b), title, note, text });
    }
    for situation in &data.situations {
        let words = localizer.situation_texts(&situation.id);
        let (title, note) = (words.title().to_string(), words.summary().to_string());
        let text = format!("{} {}", words.reason(), words.alternatives());
        entries.push(Entry { path: Path::situation(situation), title, note, text });
    }
    for protocol in &data.protocols {
        let names = protocol
            .codes
            .iter()
            .map(|c| format!("{} {}", *c.code, *c.row.name))
            .collect::<Vec<_>>()
            .join(" ");
        let note = protocol.vendor.value.clone();
        entries.push(Entry {
            path: Path::protocol(protocol),
            title: protocol.name.value.clone(),
            note,
            text: names,
        });
    }
    for number in data.used_numbers().into_iter().filter(|n| data.code(*n).is_none()) {
        let (title, note) = protocols::found(data, localizer, number);
        entries.push(Entry { path: Path::Number(number), title, note, text: String::new() });
    }
    let nav = nav(localizer).into_iter();
    entries.extend(nav.map(|(path, label, note)| Entry {
        path,
        title: label.to_string(),
        note: note.to_string(),
        text: String::new(),
    }));
    entries
}

fn entry(path: Path, number: &str, words: &WithFallback<'_, CodeTexts>, names: String) -> Entry {
    let mut text = vec![names, words.description().to_string()];
    for case in words.cases() {
        text.extend([case.when_seen.to_string(), case.how_to_fix.to_string()]);
    }
    text.push(words.user_message().to_string());
    Entry {
        path,
        title: format!("{number} {}", words.title()),
        note: words.summary().to_string(),
        text: markdown::plain(&text.join(" ")),
    }
}
