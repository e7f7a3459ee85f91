//! Every text of the interface is asked for by something.
//!
//! In a copy of the data, each English text is one character that stands nowhere else, with its
//! placeholders. What is written from it holds the characters of the texts that are asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use closecode_data::Files;
use toml::{Table, Value};

/// Texts that no page of the site says, each with its reason.
const ELSEWHERE: &[(&str, &str)] = &[
    ("own/", "documentation of an application's codes, by `closecode docs`"),
    ("user/", "what the crate says to users, by `Decision::user_message`"),
    ("page/stale_note", "no translation of ours is older than its English at present"),
    ("protocol/delay_up_to", "every delay of a row has a first one at present"),
    ("value/delay_at_once", "no policy and no row begins with a delay of zero at present"),
    ("value/visible_no", "a script can see every number at present, if the peer sends it"),
    ("protocol/delay_steps_below", "documentation of an application's codes"),
    ("contrast/fault_unknown_both", NO_PAIR),
    ("contrast/never_both", NO_PAIR),
    ("contrast/no_need_both", NO_PAIR),
    ("contrast/profile", NO_PAIR),
    ("contrast/profile_both", NO_PAIR),
    ("contrast/reauth_both", NO_PAIR),
    ("contrast/short_delay_both", NO_PAIR),
];

const NO_PAIR: &str = "no two codes without words of their own are so at present";

const FILE: &str = "locales/en/ui.toml";

/// The data in English, and in one more language, which the changes name and which has no text.
fn files(root: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let checked = closecode_data::load(&root);
    let is_kept = |path: &str| match path.strip_prefix("locales/") {
        // Of a term that only the interface speaks of, no text is left.
        Some("en/glossary.toml") => false,
        Some(rest) => {
            ["en/", "id/language.toml", "id/cldr.toml"].iter().any(|p| rest.starts_with(p))
        }
        None => true,
    };
    let files = checked.report.files().iter().filter(|(_, path, _)| is_kept(path));
    files.map(|(_, path, text)| (path.to_owned(), text.replace("complete = true\n", ""))).collect()
}

/// A text as the mark, and its placeholders, as TOML.
fn marked(text: &Value, mark: char) -> String {
    let text = text.as_str().expect("it is a text");
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let placeholders: String = names.map(|(name, _)| format!("{{{name}}}")).collect();
    format!("\"{mark}{placeholders}\"\n")
}

/// The interface's texts marked, and the name of the text for each mark.
fn mark(ui: &str) -> (String, BTreeMap<char, String>) {
    let ui: Table = ui.parse().expect("it is TOML");
    let mut marks = '\u{a000}'..='\u{a48c}';
    let mut names = BTreeMap::new();
    let mut out = String::new();
    for (group, texts) in &ui {
        out += &format!("[{group}]\n");
        for (key, text) in texts.as_table().expect("a group is a table") {
            let mark = marks.next().expect("there are fewer texts than letters of Yi");
            names.insert(mark, format!("{group}/{key}"));
            match text.as_table() {
                Some(forms) => forms.iter().for_each(|(form, text)| {
                    out += &format!("{key}.{form} = {}", marked(text, mark));
                }),
                None => out += &format!("{key} = {}", marked(text, mark)),
            }
        }
    }
    (out, names)
}

/// The names of all texts, and of those that something says, in what is written from a folder.
fn texts(root: &str) -> [BTreeSet<String>; 2] {
    let mut files = files(root);
    let (ui, names) = mark(&files[FILE]);
    files.insert(FILE.to_owned(), ui);
    let data = closecode_data::check(Files::from_memory(files))
        .into_dataset()
        .unwrap_or_else(|report| panic!("{}", report.render("", false)));
    let base = closecode_site::BaseUrl::parse("https://example.org/").expect("it is an address");
    let site = crate::common::site_at(&data, &base).into_values();
    let reference = closecode_site::reference(&data).into_values();
    let written = site.chain(reference).chain([closecode_site::protocol_reference(&data)]);
    let mut said = BTreeSet::new();
    for text in written {
        said.extend(text.chars().filter_map(|c| names.get(&c).cloned()));
    }
    [names.into_values().collect(), said]
}

#[test]
fn every_text_is_asked_for() {
    // The miniature has values that no fact of the data has at present.
    let [names, mut said] = texts("../../data");
    said.extend(texts("../closecode-data/tests/mini")[1].iter().cloned());
    let is_elsewhere = |name: &&String| ELSEWHERE.iter().any(|(start, _)| name.starts_with(start));
    let silent: Vec<&String> = names.difference(&said).filter(|name| !is_elsewhere(name)).collect();
    assert!(silent.is_empty(), "nothing asks for these texts of ui.toml: {silent:?}");
    let needless: Vec<&String> = said.iter().filter(is_elsewhere).collect();
    assert!(needless.is_empty(), "the site says these: remove the exceptions: {needless:?}");
}
