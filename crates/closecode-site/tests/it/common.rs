//! What the tests of the site share: the real dataset, the pages made from it, and ways to look
//! into a page.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use closecode_data::{Action, Dataset, Files, Locale, Localizer, Reconnect};
use closecode_site::{BaseUrl, Repository};
use scraper::{ElementRef, Html, Selector};

/// Path and text, of data files or of generated ones.
pub(crate) type Texts = BTreeMap<String, String>;

/// The real data.
pub(crate) static DATA: LazyLock<Dataset> = LazyLock::new(|| dataset(real_files()));

/// The real site.
pub(crate) static SITE: LazyLock<Texts> = LazyLock::new(|| site(&DATA));

/// The languages that stand for all where a test looks into pages: the one that the others are
/// translated from, the other one that every page is written in, one from right to left, one in a
/// script with a style sheet of its own, and one in Latin letters that leads to English pages. That
/// the others differ from them in words only is a test of its own.
pub(crate) const SHOWN: [&str; 5] = ["en", "id", "ar", "ja", "de"];

/// The languages of [`SHOWN`].
pub(crate) fn shown() -> impl Iterator<Item = &'static Locale> {
    SHOWN.into_iter().map(locale)
}

/// The site of a dataset.
pub(crate) fn site(data: &Dataset) -> Texts {
    closecode_site::site(data, closecode_json::api(data), None, &Repository::default())
}

/// The same, of a site that knows where it is served.
pub(crate) fn site_at(data: &Dataset, base: &BaseUrl) -> Texts {
    closecode_site::site(data, closecode_json::api(data), Some(base), &Repository::default())
}

/// The files of the real data.
pub(crate) static FILES: LazyLock<Texts> = LazyLock::new(|| files_below("../../data"));

/// The files of the real data, to change some of them.
pub(crate) fn real_files() -> Texts {
    FILES.clone()
}

/// The files of the real data in a few of its languages, which are rendered sooner than all.
pub(crate) fn real_files_in(languages: &[&str]) -> Texts {
    let is_kept = |path: &str| match path.strip_prefix("locales/") {
        Some(rest) => languages.iter().any(|tag| rest.starts_with(&format!("{tag}/"))),
        None => true,
    };
    real_files().into_iter().filter(|(path, _)| is_kept(path)).collect()
}

/// The files of the miniature dataset, whose output is small enough to read.
pub(crate) fn mini_files() -> Texts {
    files_below("../closecode-data/tests/mini")
}

/// The miniature dataset with one more language, written from right to left, into which nothing has
/// been translated yet.
pub(crate) fn mini_files_with_arabic() -> Texts {
    let mut files = mini_files();
    let real = real_files();
    for file in ["language", "cldr"].map(|name| format!("locales/ar/{name}.toml")) {
        files.insert(file.clone(), real[&file].replace("complete = true\n", ""));
    }
    files
}

fn files_below(folder: &str) -> Texts {
    let mut files = Texts::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), "", &mut files);
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Texts) {
    for entry in std::fs::read_dir(folder).expect("the folder is part of the repository") {
        let entry = entry.expect("its entries can be listed");
        let path = format!("{prefix}{}", entry.file_name().to_str().expect("our names are ASCII"));
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if entry.path().extension().is_some_and(|e| e == "toml") {
            files
                .insert(path, std::fs::read_to_string(entry.path()).expect("data files are UTF-8"));
        }
    }
}

/// Files as a dataset; what breaks a rule shows as the report that a contributor would see.
pub(crate) fn dataset(files: Texts) -> Dataset {
    match closecode_data::check(Files::from_memory(files)).into_dataset() {
        Ok(data) => data,
        Err(report) => panic!("{}", report.render("", false)),
    }
}

/// Puts another text in the place of one that must be there, in one data file.
pub(crate) fn replace(files: &mut Texts, path: &str, from: &str, to: &str) {
    let text = files.get_mut(path).unwrap_or_else(|| panic!("there is no {path}"));
    assert!(text.contains(from), "{path} does not hold {from:?}");
    *text = text.replace(from, to);
}

/// A language by its tag.
pub(crate) fn locale(tag: &str) -> &'static Locale {
    DATA.locales.iter().find(|l| *l.language.tag == tag).expect("the language is there")
}

/// The page at a path of the real site, parsed.
pub(crate) fn page(path: &str) -> Html {
    Html::parse_document(SITE.get(path).unwrap_or_else(|| panic!("there is no page {path}")))
}

/// Every page of a site, but not the redirects: nobody reads them.
pub(crate) fn parse(site: &Texts) -> Vec<(String, Html)> {
    let pages =
        site.iter().filter(|(path, text)| has_extension(path, "html") && !is_redirect(text));
    pages.map(|(path, text)| (path.clone(), Html::parse_document(text))).collect()
}

/// Whether a page only leads to another.
pub(crate) fn is_redirect(text: &str) -> bool {
    // It holds little else.
    text.len() < 4_000 && text.contains("http-equiv=\"refresh\"")
}

/// Whether a page retells English sources, so that it is in no other language.
pub(crate) fn is_english_only(path: &str) -> bool {
    let list = "en/protocols/index.html";
    let folders = ["en/protocols/", "en/numbers/", "en/implementation"];
    path != list && folders.iter().any(|folder| path.starts_with(folder))
}

/// Whether it is a page about what people ask or what goes wrong, which is in the languages in
/// which somebody wrote the answer.
pub(crate) fn is_of_problems(path: &str) -> bool {
    path.contains("/problems/") || path.contains("/what-happens/")
}

/// Whether a path names a file of a kind.
pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|e| e == extension)
}

/// The path of a code's page.
pub(crate) fn code_path(tag: &str, code: u16) -> String {
    format!("{tag}/codes/{}/index.html", slug(code))
}

/// The path of a comparison.
pub(crate) fn compare_path(tag: &str, low: u16, high: u16) -> String {
    format!("{tag}/compare/{}-vs-{}/index.html", slug(low), slug(high))
}

fn slug(code: u16) -> String {
    DATA.code(code).expect("the code is registered").slug()
}

/// The elements that a CSS selector finds, in order.
pub(crate) fn all<'a>(html: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    html.select(&selector(css)).collect()
}

/// The same below an element.
pub(crate) fn below<'a>(element: ElementRef<'a>, css: &str) -> Vec<ElementRef<'a>> {
    element.select(&selector(css)).collect()
}

/// The one element that a CSS selector finds.
pub(crate) fn one<'a>(html: &'a Html, css: &str) -> ElementRef<'a> {
    let found = all(html, css);
    assert_eq!(found.len(), 1, "{css}");
    found[0]
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("the selector is written in a test")
}

/// The text of an element as a browser shows it: white space collapses.
pub(crate) fn text(element: ElementRef<'_>) -> String {
    // A no-break space is a part of the text, not of its layout.
    element.text().collect::<String>().split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of the one element that a CSS selector finds.
pub(crate) fn text_of(html: &Html, css: &str) -> String {
    text(one(html, css))
}

/// What a client does next, as chips say it: in few words.
pub(crate) fn short(localizer: Localizer<'_>, action: Action) -> String {
    match action {
        Action::NoNeed => localizer.text(Reconnect::NoNeed).to_string(),
        _ => localizer.text(action).to_string(),
    }
}

/// Fails with every problem at once, because one broken template breaks hundreds of pages.
pub(crate) fn assert_none(problems: &[String]) {
    let shown = problems.iter().take(12).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(problems.is_empty(), "{} problems, the first:\n{shown}", problems.len());
}

/// The rows of a search index without the pattern of addresses, which only some products have.
pub(crate) fn without_servers(rows: &serde_json::Value) -> serde_json::Value {
    let five = |row: &serde_json::Value| -> serde_json::Value {
        row.as_array().expect("a row is a list").iter().take(5).cloned().collect::<Vec<_>>().into()
    };
    rows.as_array().expect("the rows are a list").iter().map(five).collect::<Vec<_>>().into()
}

/// Questions and answers of a page, in order.
pub(crate) type Answers = Vec<(String, String)>;

/// The one paragraph of a section, by the id of its heading.
pub(crate) fn section(html: &Html, id: &str) -> String {
    text_of(html, &format!("section[aria-labelledby={id}] > p"))
}

pub(crate) fn answers(html: &Html, css: &str) -> Answers {
    let pair = |row: ElementRef<'_>| (text(below(row, "dt")[0]), answer(below(row, "dd")[0]));
    all(html, &format!("{css} dl.facts > div")).into_iter().map(pair).collect()
}

/// An answer without the aside that says whose it is.
pub(crate) fn answer(answer: ElementRef<'_>) -> String {
    let Some(aside) = below(answer, ".quiet").first().map(|aside| text(*aside)) else {
        return text(answer);
    };
    let whole = text(answer);
    let bare = whole.trim_end_matches([')', '）', ' ']).strip_suffix(&aside).expect("it is last");
    bare.trim_end_matches(['(', '（', ' ']).to_owned()
}

pub(crate) fn texts(html: &Html, css: &str) -> Vec<String> {
    all(html, css).into_iter().map(text).collect()
}

/// The whole numbers in a text.
pub(crate) fn numbers(text: &str) -> Vec<usize> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}
