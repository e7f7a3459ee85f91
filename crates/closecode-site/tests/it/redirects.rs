//! A comparison with the higher number first leads to the one address of the pair.

use std::collections::BTreeSet;

use crate::common::{DATA, SITE, all, is_redirect, one, text, text_of};
use scraper::Html;

fn slug(code: &closecode_data::Code) -> String {
    code.slug()
}

#[test]
fn each_pair_in_the_other_order_leads_to_its_page() {
    for locale in &DATA.locales {
        for (low, high) in DATA.all_pairs() {
            let path =
                format!("{}/compare/{}-vs-{}/index.html", locale.folder, slug(high), slug(low));
            let html = Html::parse_document(&SITE[&path]);
            let folder = format!("{}-vs-{}", slug(low), slug(high));
            let target = format!("../../compare/{folder}/index.html");
            let attribute =
                |css: &str, name: &str| one(&html, css).value().attr(name).map(str::to_owned);
            assert_eq!(
                attribute("meta[http-equiv=refresh]", "content"),
                Some(format!("0; url={target}")),
                "{path}"
            );
            assert_eq!(attribute("link[rel=canonical]", "href").as_ref(), Some(&target), "{path}");
            assert_eq!(attribute("main a", "href").as_ref(), Some(&target), "{path}");
            assert_eq!(
                attribute("meta[name=robots]", "content").as_deref(),
                Some("noindex"),
                "{path}"
            );
            assert!(SITE.contains_key(&format!("{}/compare/{folder}/index.html", locale.folder)));
            assert_eq!(
                text_of(&html, "title"),
                DATA.localizer(locale).compare().page_title(*high.code, *low.code).to_string()
            );
            assert!(!text(one(&html, "main a")).is_empty() && html.errors.is_empty(), "{path}");
            assert_eq!(
                html.root_element().value().attr("lang"),
                Some(locale.language.tag.as_str())
            );
        }
    }
}

#[test]
fn a_short_address_leads_to_the_english_page() {
    for (short, page) in [
        ("1006", "codes/1006-abnormal-closure"),
        ("4004", "numbers/4004"),
        ("3000-3999", "ranges/3000-3999"),
        ("1006-1012", "compare/1006-abnormal-closure-vs-1012-service-restart"),
        ("1012-1006", "compare/1006-abnormal-closure-vs-1012-service-restart"),
    ] {
        let text = &SITE[&format!("{short}/index.html")];
        assert!(text.contains(&format!("url=../en/{page}/index.html\"")), "{short}: {text}");
        assert!(text.len() < 1_200, "{short}: it is a link and little else");
    }
}

#[test]
fn nothing_else_is_a_redirect() {
    let count = SITE.values().filter(|text| is_redirect(text)).count();
    let pairs = DATA.all_pairs().count();
    let numbers: BTreeSet<u16> =
        DATA.used_numbers().into_iter().chain(DATA.codes.iter().map(|c| *c.code)).collect();
    let short = numbers.len() + DATA.ranges.len() + 2 * pairs;
    assert_eq!(count, DATA.locales.len() * pairs + short);
    for text in SITE.values().filter(|text| is_redirect(text)) {
        assert!(all(&Html::parse_document(text), "script").is_empty(), "it works without a script");
    }
}
