//! Turns the dataset into a static web site (`target/site`) and a Markdown reference (`docs/reference`).
//!
//! One struct per page, with its logic in methods; the templates only lay out. Every address comes from `url`, so the site
//! works from a file, under any base path, and without a script. HTML is escaped by askama; the one way around it is
//! `html::Html`.

mod code;
mod compare;
mod facts;
mod html;
mod index;
mod own;
mod page;
mod range;
mod reference;
mod root;
mod url;

use std::collections::BTreeMap;

use askama::Template;
use closecode_data::Dataset;

/// The style sheet; the same for every page.
const STYLE: &str = include_str!("../assets/style.css");

/// The pages of the site, by path below its root.
pub fn site(data: &Dataset) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        ("index.html".to_owned(), render(&root::Root::new(data))),
        ("404.html".to_owned(), render(&root::NotFound::new(data))),
        ("assets/style.css".to_owned(), STYLE.to_owned()),
    ]);
    for locale in &data.locales {
        let mut add = |path: url::Path, text: String| files.insert(path.file(locale), text);
        add(url::Path::Index, render(&index::Index::new(data, locale)));
        add(url::Path::Comparisons, render(&compare::Comparisons::new(data, locale)));
        for code in &data.codes {
            add(url::Path::code(code), render(&code::CodePage::new(data, locale, code)));
        }
        for range in &data.ranges {
            add(url::Path::range(range), render(&range::RangePage::new(data, locale, range)));
        }
        for (a, b) in data.all_pairs() {
            add(url::Path::compare(a, b), render(&compare::Compare::new(data, locale, a, b)));
        }
    }
    files
}

/// Documentation of an application's own codes, by file name: a page and a Markdown file in each of its languages, which need
/// nothing else. `from` is the name of the file that they are made from; the standard codes are linked to the site at `base_url`.
pub fn own(own: &closecode_data::Own, from: &str, base_url: Option<&str>) -> BTreeMap<String, String> {
    own::files(own, from, base_url)
}

/// The Markdown reference, one file for each language.
pub fn reference(data: &Dataset) -> BTreeMap<String, String> {
    data.locales.iter().map(|locale| (format!("{}.md", locale.folder), reference::render(data, locale))).collect()
}

fn render(page: &impl Template) -> String {
    let text = page.render().expect("rendering into a string fails only if a Display fails, and ours do not");
    format!("{}\n", text.trim_end())
}
