//! A language is one folder: two files more, and the site has its pages.

use crate::common::{SITE, dataset, one, real_files, site, text};
use scraper::Html;

#[test]
fn a_language_is_added_by_its_folder_alone() {
    let mut files = real_files();
    let language = include_str!("italian/language.toml");
    files.insert("locales/it/language.toml".to_owned(), language.to_owned());
    files.insert("locales/it/cldr.toml".to_owned(), include_str!("italian/cldr.toml").to_owned());
    files.insert(
        "locales/it/codes.toml".to_owned(),
        "[1006]\ntitle = \"Chiusura anomala\"\n".to_owned(),
    );
    let data = dataset(files);
    let site = site(&data);
    let pages = |folder: &str| site.keys().filter(|path| path.starts_with(folder)).count();
    assert!(pages("it/") > 0 && SITE.keys().all(|path| site.contains_key(path)));
    for path in SITE.keys().filter(|path| path.starts_with("en/codes/")) {
        assert!(site.contains_key(&path.replacen("en/", "it/", 1)), "{path}");
    }
    let html = Html::parse_document(&site["it/codes/1006-abnormal-closure/index.html"]);
    assert_eq!(one(&html, "html").value().attr("lang"), Some("it"));
    assert!(text(one(&html, "h1")).contains("Chiusura anomala"));
    let italian = data.locales.iter().find(|l| l.folder == "it").expect("it was added");
    let formats = data.localizer(italian).formats();
    assert_eq!(formats.date("2026-11-02"), "2 novembre 2026");
    assert_eq!(formats.number(65_535), "65.535");
    assert!(!closecode_site::reference(&data)["it.md"].is_empty());
}
