//! The search index of one language: a script file, because a page that was opened from a file may
//! load scripts but not fetch data.

use closecode_data::{
    BASE_LOCALE, Code, CodeTexts, Dataset, Locale, Localizer, Scenario, WithFallback, markdown,
};
use serde_json::{Value, json};

use crate::implementations;
use crate::page::nav;
use crate::paths::Path;
use crate::protocols;
use crate::scenarios;

/// What can be found: where it is, what it is called, what the result shows below, by which other
/// names it is found, what else is searched, and of a product a pattern of its servers' addresses.
struct Entry<'a> {
    path: Path<'a>,
    title: String,
    note: String,
    names: Vec<String>,
    text: String,
    servers: String,
}

impl<'a> Entry<'a> {
    fn new(path: Path<'a>, title: impl Into<String>, note: impl Into<String>) -> Entry<'a> {
        Entry {
            path,
            title: title.into(),
            note: note.into(),
            names: Vec::new(),
            text: String::new(),
            servers: String::new(),
        }
    }
}

/// The file of one language. Its one statement is a call of what `site.js` defined.
pub(crate) fn index(data: &Dataset, locale: &Locale) -> String {
    let entries: Vec<Value> = entries(data, &data.localizer(locale))
        .into_iter()
        .map(|entry| {
            let url = from_index(data, locale, entry.path);
            let mut row = vec![json!(url), json!(entry.title), json!(entry.note)];
            row.extend([json!(entry.names), json!(entry.text)]);
            if !entry.servers.is_empty() {
                row.push(json!(entry.servers));
            }
            Value::Array(row)
        })
        .collect();
    let lines: Vec<String> = entries.iter().map(Value::to_string).collect();
    let words = words(&data.localizer(locale));
    format!("closecodeIndex({{\"words\":{words},\n\"rows\":[\n{}\n]}});\n", lines.join(",\n"))
}

/// What the script says: here and not in each page, which is read more often than searched.
fn words(localizer: &Localizer<'_>) -> Value {
    let tools = localizer.tools();
    let message = localizer.message();
    json!({
        "count": tools.search_count("{count}").text,
        "none": tools.search_none().text,
        "lookUp": tools.look_up("{code}").text,
        "received": message.received().text,
        "invalid": message.invalid().text,
        "sent": message.sent().text,
        "local": message.local().text,
        "noFrame": message.no_frame().text,
        "refused": message.refused().text,
        "printedBy": message.printed_by("{names}").text,
        "unsure": message.unsure().text,
        "comma": localizer.punctuation().list("{first}", "{rest}").text,
    })
}

/// The way from the index of a language to a page, which may be in English only, or in few
/// languages.
fn from_index(data: &Dataset, locale: &Locale, path: Path<'_>) -> String {
    if path.is_in(&locale.folder) {
        Path::Index.to(path)
    } else {
        Path::Index.across(path, data.base())
    }
}

/// Everything that can be found, what is likely meant first. A page of a new kind adds its entries
/// here.
fn entries<'a>(data: &'a Dataset, localizer: &Localizer<'a>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for code in &data.codes {
        let words = localizer.code_texts(*code.code);
        // People paste what a log says: the registry's name, or the name in a programming language.
        entries.push(entry(
            Path::Code(code),
            &code.code.to_string(),
            &words,
            names(data, code, localizer),
        ));
    }
    for range in &data.ranges {
        let words = localizer.range_texts(&range.id);
        let mut names = vec![range.ident.value.clone()];
        names.extend(data.search_words(&format!("ranges/{}", *range.id)));
        let number = format!("{}–{}", range.first, range.last);
        entries.push(entry(Path::Range(range), &number, &words, names));
    }
    for (a, b) in data.all_pairs() {
        let title = localizer.compare().page_title(*a.code, *b.code).to_string();
        let words = localizer.pair_texts(*a.code, *b.code);
        let note = words.as_ref().map_or_else(String::new, |w| w.difference().to_string());
        let text = words.map_or_else(String::new, |w| w.which().to_string());
        entries.push(Entry { text, ..Entry::new(Path::compare(a, b), title, note) });
    }
    for situation in &data.situations {
        let words = localizer.situation_texts(&situation.id);
        let title = words.title().to_string();
        let note = words.summary().to_string();
        let text = format!("{} {}", words.reason(), words.alternatives());
        let names = data.search_words(&format!("situations/{}", *situation.id));
        entries.push(Entry { names, text, ..Entry::new(Path::Situation(situation), title, note) });
    }
    for problem in &data.problems {
        let own = problem.texts_in(&localizer.locale().folder);
        let Some(texts) = own.or_else(|| problem.texts_in(BASE_LOCALE)) else { continue };
        let messages = problem.messages.iter().map(|message| message.value.clone());
        let typed = data.search_words(&format!("problems/{}", problem.id));
        // Where the page is in English only, its title is enough of another language.
        let note = own.map_or_else(String::new, |texts| markdown::plain(&texts.summary));
        entries.push(Entry {
            names: messages.chain(typed).collect(),
            ..Entry::new(Path::Problem(problem), texts.title.as_str(), note)
        });
    }
    entries.extend(data.scenarios.iter().filter_map(|s| scenario(data, localizer, s)));
    for protocol in &data.protocols {
        // What it calls a code is what its client prints.
        let names = protocol.codes.iter().map(|c| format!("{} {}", *c.code, *c.row.name));
        entries.push(Entry {
            names: names.collect(),
            servers: protocols::address_pattern(protocol),
            ..Entry::new(Path::Protocol(protocol), protocol.name.as_str(), protocol.vendor.as_str())
        });
    }
    // Their pages are in English only, and there are more than a hundred.
    let is_english = localizer.locale().folder == data.base().folder;
    for implementation in data.implementations.iter().filter(|_| is_english) {
        let kind = implementations::kind(implementation);
        let path = Path::Implementation(implementation);
        entries.push(Entry {
            text: implementation.language.value.clone(),
            ..Entry::new(path, implementation.name.as_str(), kind)
        });
    }
    if let Some(list) = &data.looked_at {
        entries.extend(list.products.iter().map(|product| {
            let found = if is_english { product.found.as_str() } else { "" };
            Entry::new(Path::Protocols, product.name.as_str(), found)
        }));
    }
    for number in data.used_numbers().into_iter().filter(|n| data.code(*n).is_none()) {
        let (title, note) = protocols::found(data, localizer, number);
        entries.push(Entry::new(Path::Number(number), title, note));
    }
    let nav = nav(data, localizer).into_iter();
    entries.extend(nav.map(|entry| {
        let names = match entry.path {
            Path::Policy => data.search_words("policy"),
            Path::Index => data.search_words("index"),
            Path::Situations => data.search_words("situations"),
            _ => Vec::new(),
        };
        Entry { names, ..Entry::new(entry.path, entry.label.to_string(), entry.note.to_string()) }
    }));
    entries
}

/// What goes wrong, by its question.
fn scenario<'a>(
    data: &'a Dataset,
    localizer: &Localizer<'_>,
    scenario: &'a Scenario,
) -> Option<Entry<'a>> {
    let own = localizer.locale();
    let texts = scenario.texts_in(&own.folder);
    let title = match texts {
        Some(texts) => scenarios::title(own, texts),
        None => scenarios::title(data.base(), scenario.texts_in(BASE_LOCALE)?),
    };
    // The index of a language is loaded whole, and few search in it for English.
    let note = texts.map_or_else(String::new, |texts| markdown::plain(&texts.summary));
    let names = data.search_words(&format!("scenarios/{}", scenario.id));
    Some(Entry { names, ..Entry::new(Path::Scenario(scenario), title, note) })
}

/// What a code is called: the registry's name, the name in Rust and, in English, what libraries
/// call it, each spelling once; and what people type for it.
fn names(data: &Dataset, code: &Code, localizer: &Localizer<'_>) -> Vec<String> {
    let mut names = vec![code.name.as_str(), code.ident.as_str()];
    let is_english = localizer.locale().folder == data.base().folder;
    let constants = data.implementations.iter().filter_map(|i| i.names.as_ref());
    for constant in constants.flat_map(|names| &names.codes).filter(|_| is_english) {
        let is_new = !names.iter().any(|name| name.eq_ignore_ascii_case(&constant.name));
        if *constant.code == *code.code && is_new {
            names.push(&constant.name);
        }
    }
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    names.extend(data.search_words(&format!("codes/{}", *code.code)));
    names
}

fn entry<'a>(
    path: Path<'a>,
    number: &str,
    words: &WithFallback<'_, CodeTexts>,
    names: Vec<String>,
) -> Entry<'a> {
    let mut text = vec![words.description().to_string()];
    for case in words.cases() {
        text.extend(case.texts().map(ToString::to_string));
    }
    text.push(words.user_message().to_string());
    Entry {
        names,
        text: markdown::plain(&text.join(" ")),
        ..Entry::new(path, format!("{number} {}", words.title()), words.summary().to_string())
    }
}
