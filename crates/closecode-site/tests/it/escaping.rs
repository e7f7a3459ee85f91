//! Whatever the data lets through stands on a page as text, never as markup.

use crate::common::{
    Texts, all, assert_none, dataset, has_extension, mini_files, parse, replace, site, text,
    text_of,
};
use scraper::Html;

const TITLE: &str = "<script>alert('&amp;')</script> & \\\"quoted\\\"";
const SHOWN: &str = "<script>alert('&amp;')</script> & \"quoted\"";

/// The rules keep `<` out of texts in any language, but names and titles are copied from elsewhere
/// as they are.
fn hostile() -> Texts {
    let mut files = mini_files();
    replace(&mut files, "sources.toml", "hybi: Additional codes", TITLE);
    replace(
        &mut files,
        "codes/1006.toml",
        "\"Abnormal Closure\"",
        "\"Abnormal</p><img src=x onerror='y'> Closure\"",
    );
    let alpha = "implementations/alpha.toml";
    replace(&mut files, alpha, "name = \"alpha\"", "name = \"<b>alpha</b>\"");
    replace(
        &mut files,
        "codes/1012.toml",
        "\"Service Restarting\"",
        "\"Service & <i>Restarting</i>\"",
    );
    replace(&mut files, "implementations/beta.toml", "\"beta (Rust)\"", "\"beta <style>\"");
    replace(&mut files, "locales/id/language.toml", "\"Bahasa Indonesia\"", "\"Bahasa <hr>\"");
    files
}

#[test]
fn nothing_in_the_data_becomes_an_element_or_an_attribute() {
    let plain = site(&dataset(mini_files()));
    let hostile = site(&dataset(hostile()));
    // Elements and their attributes' names, in order: the same, whatever the texts are. The address
    // of 1006 holds its new name.
    let shape = |html: &Html| -> Vec<String> {
        let element = |e: scraper::ElementRef<'_>| {
            format!(
                "{} {:?}",
                e.value().name(),
                e.value().attrs().map(|(name, _)| name).collect::<Vec<_>>()
            )
        };
        all(html, "*").into_iter().map(element).collect()
    };
    assert_eq!(plain.len(), hostile.len());
    let slug =
        |path: &str| path.replace("abnormal-p-img-src-x-onerror-y-closure", "abnormal-closure");
    let mut problems = Vec::new();
    for (path, html) in &parse(&hostile) {
        let before = Html::parse_document(&plain[&slug(path)]);
        problems.extend(html.errors.iter().map(|error| format!("{path}: {error}")));
        // English hides a registry name that equals the title, so that a changed one adds its own
        // element there.
        let is_english = path.starts_with("en/") || path == "index.html";
        if !is_english && shape(html) != shape(&before) {
            problems.push(format!("{path}: the elements differ"));
        }
        problems.extend(
            all(html, "script:not([src]), img, style, hr, i, [onerror]")
                .iter()
                .map(|e| format!("{path}: {}", e.html())),
        );
    }
    assert_none(&problems);
    let addresses: Vec<&String> = hostile
        .keys()
        .filter(|path| path.contains("/1006-abnormal") || path.contains("-vs-1006-"))
        .collect();
    assert!(
        addresses.len() == 10
            && addresses
                .iter()
                .all(|p| p.bytes().all(|b| b.is_ascii_alphanumeric() || b"-/.".contains(&b))),
        "{addresses:?}"
    );
}

#[test]
fn what_was_escaped_reads_as_it_was_written() {
    let site = site(&dataset(hostile()));
    let page = |path: &str| Html::parse_document(&site[path]);
    let html = page("en/codes/1012-service-restart/index.html");
    let sources: Vec<String> =
        all(&html, "section[aria-labelledby=sources] a").into_iter().map(text).collect();
    assert!(sources.contains(&SHOWN.to_owned()), "{sources:?}");
    assert!(
        text_of(&html, "#deviations + ul > li:first-child > ul > li:first-child")
            .contains("<b>alpha</b> 1.0.0")
    );
    assert!(
        text_of(&html, "section[aria-labelledby=history] li:last-child")
            .contains("Service & <i>Restarting</i>")
    );
    assert!(text_of(&html, ".languages a[lang=id]").contains("Bahasa <hr>"));

    let html = page("en/codes/1006-abnormal-p-img-src-x-onerror-y-closure/index.html");
    let summary =
        "It broke: _x_, *y*, [z], a | b, a & b, 2 > 1, 50 \\ 5, \"quoted\", #1 and it's over.";
    assert_eq!(text_of(&html, ".head > .lead"), summary);
    let description =
        all(&html, "meta[name=description]")[0].value().attr("content").map(str::to_owned);
    assert_eq!(description.as_deref(), Some(summary), "in an attribute too");
    assert!(
        text_of(&html, ".head > .registry")
            .ends_with(": Abnormal</p><img src=x onerror='y'> Closure")
    );
    let html = page("en/codes/1000-normal-closure/index.html");
    assert!(text_of(&html, "#practice").contains("beta <style>"));
}

#[test]
fn every_character_that_html_knows_is_escaped_in_the_files() {
    let site = site(&dataset(hostile()));
    for (path, text) in site.iter().filter(|(path, _)| has_extension(path, "html")) {
        for raw in ["<script>", "<img", "<b>alpha", "<i>", "<style", "onerror='", "& ", "&amp;')"] {
            assert!(!text.contains(raw), "{path} holds {raw}");
        }
    }
}
