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
mod page;
mod range;
mod reference;
mod root;
mod situations;
mod style;
mod url;

use std::collections::BTreeMap;

use askama::Template;
use closecode_data::Dataset;

/// The pages of the site, by path below its root.
pub fn site(data: &Dataset) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        ("index.html".to_owned(), render(&root::Root::new(data))),
        ("404.html".to_owned(), render(&root::NotFound::new(data))),
        ("assets/style.css".to_owned(), style::sheet()),
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
        add(url::Path::Situations, render(&situations::Tree::new(data, locale)));
        for situation in &data.situations {
            add(url::Path::situation(situation), render(&situations::SituationPage::new(data, locale, situation)));
        }
        for (a, b) in data.all_pairs() {
            add(url::Path::compare(a, b), render(&compare::Compare::new(data, locale, a, b)));
        }
    }
    files
}

/// The Markdown reference, one file for each language.
pub fn reference(data: &Dataset) -> BTreeMap<String, String> {
    data.locales.iter().map(|locale| (format!("{}.md", locale.folder), reference::render(data, locale))).collect()
}

fn render(page: &impl Template) -> String {
    let text = page.render().expect("rendering into a string fails only if a Display fails, and ours do not");
    format!("{}\n", text.trim_end())
}
