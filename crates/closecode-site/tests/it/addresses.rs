//! A site that knows where it is served says so, in full and on every page; one that does not says
//! nothing of it.

use std::sync::LazyLock;

use crate::common::{
    DATA, SITE, Texts, all, assert_none, dataset, has_extension, is_redirect, mini_files, one,
    parse, replace,
};
use closecode_site::BaseUrl;
use expect_test::expect_file;
use scraper::Html;
use serde_json::Value;

const BASE: &str = "https://example.org/path/";

fn base() -> BaseUrl {
    BaseUrl::parse(BASE).expect("it is an address")
}

static BASED: LazyLock<Texts> = LazyLock::new(|| closecode_site::site_at(&DATA, Some(&base())));

/// The address at which a file is served.
fn url(path: &str) -> String {
    format!("{BASE}{}", path.strip_suffix("index.html").unwrap_or(path))
}

/// The path of the file that is served at an address.
fn file(url: &str) -> String {
    let path = url.strip_prefix(BASE).unwrap_or_else(|| panic!("{url} is not below the base"));
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

fn attributes(html: &Html, css: &str, name: &str) -> Vec<String> {
    all(html, css).iter().filter_map(|e| e.value().attr(name)).map(str::to_owned).collect()
}

#[test]
fn every_page_names_its_own_address_and_those_of_its_translations() {
    for (path, html) in parse(&BASED).iter().filter(|(path, _)| path != "404.html") {
        assert_eq!(attributes(html, "link[rel=canonical]", "href"), [url(path)], "{path}");
        let (tags, urls) = (
            attributes(html, "head [hreflang]", "hreflang"),
            attributes(html, "head [hreflang]", "href"),
        );
        let languages = DATA.locales.iter().map(|l| l.language.tag.as_str());
        assert_eq!(tags, languages.chain(["x-default"]).collect::<Vec<_>>(), "{path}");
        assert!(urls.iter().all(|u| BASED.contains_key(&file(u))), "{path}: {urls:?}");
        let rest = if path.matches('/').count() < 2 { BASE } else { urls[0].as_str() };
        assert_eq!(urls.last().map(String::as_str), Some(rest), "{path}");
        // Each of them names this page in turn.
        for other in urls.iter().map(|u| file(u)) {
            assert!(
                BASED[&other].contains(&format!("href=\"{}\"", url(path))),
                "{path}: {other} does not name it"
            );
        }
    }
}

#[test]
fn a_redirect_names_the_address_that_it_leads_to() {
    for (path, text) in BASED.iter().filter(|(_, text)| is_redirect(text)) {
        let html = Html::parse_document(text);
        let target = &attributes(&html, "link[rel=canonical]", "href")[0];
        assert!(!is_redirect(&BASED[&file(target)]), "{path}");
    }
}

#[test]
fn the_map_lists_every_page_once() {
    let map = &BASED["sitemap.xml"];
    let listed: Vec<String> = map
        .split("<loc>")
        .skip(1)
        .map(|s| file(s.split("</loc>").next().expect("it ends")))
        .collect();
    let pages: Vec<String> =
        parse(&BASED).into_iter().map(|(path, _)| path).filter(|path| path != "404.html").collect();
    assert_eq!(listed, pages);
    assert_eq!(
        BASED["robots.txt"],
        format!("User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n")
    );
}

#[test]
fn what_is_shared_has_a_title_a_text_and_a_picture() {
    let mut problems = Vec::new();
    for (path, html) in parse(&BASED).iter().filter(|(path, _)| path.contains('/')) {
        let of = |property: &str| {
            attributes(html, &format!("meta[property='{property}']"), "content").join("|")
        };
        assert_eq!(of("og:title"), crate::common::text_of(html, "head > title"), "{path}");
        assert_eq!(
            of("og:description"),
            one(html, "meta[name=description]").value().attr("content").unwrap_or_default(),
            "{path}"
        );
        assert_eq!(of("og:url"), url(path), "{path}");
        let code = path.split_once("/codes/").and_then(|(_, slug)| slug.split('-').next());
        let image = format!("{BASE}assets/social/{}.png", code.unwrap_or("index"));
        if of("og:image") != image {
            problems.push(format!("{path}: {}", of("og:image")));
        }
    }
    assert_none(&problems);
}

#[test]
fn every_picture_that_a_page_names_is_drawn() {
    let data = dataset(mini_files());
    let pictures = closecode_site::pictures(&data);
    let site = closecode_site::site_at(&data, Some(&base()));
    let named = parse(&site)
        .iter()
        .flat_map(|(_, html)| attributes(html, "meta[property='og:image']", "content"))
        .collect::<Vec<_>>();
    let is_drawn = |url: &String| pictures.iter().any(|picture| picture.path == file(url));
    assert!(named.iter().all(is_drawn) && !named.is_empty());
    let is_named = |picture: &closecode_site::Picture| named.contains(&url(&picture.path));
    assert!(pictures.iter().all(is_named), "no picture is drawn in vain");
    assert_eq!(pictures.len(), 1 + data.codes.len());
}

fn linked_data(html: &Html) -> Option<Value> {
    let script = all(html, "script[type='application/ld+json']").into_iter().next()?;
    Some(serde_json::from_str(&script.text().collect::<String>()).expect("it is JSON"))
}

#[test]
fn codes_are_defined_terms_and_comparisons_are_articles() {
    for (path, html) in &parse(&BASED) {
        let data = linked_data(html);
        let kind = if path.contains("/codes/") {
            Some("DefinedTerm")
        } else if path.contains("-vs-") {
            Some("TechArticle")
        } else {
            None
        };
        assert_eq!(data.as_ref().and_then(|d| d["@type"].as_str()), kind, "{path}");
        let Some(data) = data else { continue };
        assert_eq!(
            (data["@context"].as_str(), data["url"].as_str()),
            (Some("https://schema.org"), Some(url(path).as_str())),
            "{path}"
        );
        for term in data["about"]
            .as_array()
            .into_iter()
            .flatten()
            .chain((kind == Some("DefinedTerm")).then_some(&data))
        {
            let page = file(term["url"].as_str().expect("it has an address"));
            assert!(
                page.contains(term["termCode"].as_str().expect("it has a number"))
                    && BASED.contains_key(&page),
                "{path}"
            );
        }
    }
}

#[test]
fn without_an_address_a_page_says_nothing_of_it() {
    for path in ["sitemap.xml", "robots.txt", "feed.xml"] {
        assert!(!SITE.contains_key(path) && BASED.contains_key(path), "{path}");
    }
    for (path, html) in crate::common::pages().iter() {
        assert!(
            all(
                html,
                "link[rel=canonical], [property], [type='application/ld+json'], \
                 [hreflang=x-default]"
            )
            .is_empty(),
            "{path}"
        );
    }
}

#[test]
fn links_stay_relative_and_the_page_for_wrong_addresses_begins_at_the_base() {
    let relative = |text: &str| text.split("</head>").nth(1).map(str::to_owned);
    for (path, text) in SITE.iter().filter(|(path, text)| {
        has_extension(path, "html") && *path != "404.html" && !is_redirect(text)
    }) {
        assert_eq!(relative(text), relative(&BASED[path]), "{path}: only the head differs");
    }
    let html = Html::parse_document(&BASED["404.html"]);
    let links =
        attributes(&html, "a, link", "href").into_iter().chain(attributes(&html, "script", "src"));
    assert!(
        links
            .into_iter()
            .all(|link| link.strip_prefix("/path/").is_some_and(|path| BASED.contains_key(path)))
    );
}

#[test]
fn the_feed_looks_as_recorded_and_escapes_what_it_must() {
    let site = closecode_site::site_at(&dataset(mini_files()), Some(&base()));
    expect_file!["golden/feed.xml"].assert_eq(&site["feed.xml"]);
    expect_file!["golden/code-with-address.html"]
        .assert_eq(&site["en/codes/1012-service-restart/index.html"]);
    assert!(
        site["feed.xml"].contains("&#60;deviation&#62;")
            && !site["feed.xml"].contains("<deviation>")
    );
}

#[test]
fn an_entry_of_the_feed_keeps_its_id_when_a_newer_one_comes() {
    let ids = |files: Texts| -> Vec<String> {
        let feed = closecode_site::site_at(&dataset(files), Some(&base()))
            .remove("feed.xml")
            .expect("there is a feed");
        feed.split("<id>")
            .skip(2)
            .map(|s| s.split("</id>").next().expect("it ends").to_owned())
            .collect()
    };
    let mut files = mini_files();
    let before = ids(files.clone());
    replace(
        &mut files,
        "changes.toml",
        "[[change]]\nversion = \"1.1.0\"\ndate = \"2026-11-22\"\nkind = \"added\"\n",
        "[[change]]\nversion = \"1.1.0\"\ndate = \"2026-11-22\"\nkind = \"added\"\n\
         text = \"New.\"\n\n\
         [[change]]\nversion = \"1.1.0\"\ndate = \"2026-11-22\"\nkind = \"added\"\n",
    );
    let after = ids(files);
    assert_eq!(after[1..], before[..]);
    assert!(!before.contains(&after[0]));
}
