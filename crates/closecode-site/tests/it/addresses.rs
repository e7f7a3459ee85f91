//! A site that knows where it is served says so, in full and on every page; one that does not says
//! nothing of it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::common::{
    DATA, SITE, Texts, all, assert_none, dataset, has_extension, is_english_only, is_redirect,
    mini_files, replace, site_at,
};
use crate::page_facts::{Head, PAGES, heads};
use closecode_site::BaseUrl;
use expect_test::expect_file;
use scraper::Html;
use serde_json::Value;

const BASE: &str = "https://example.org/path/";

fn base() -> BaseUrl {
    BaseUrl::parse(BASE).expect("it is an address")
}

/// The heads of its pages: the rest does not differ, as a test says.
static HEADS: LazyLock<BTreeMap<String, Head>> = LazyLock::new(|| heads(&BASED));

static BASED: LazyLock<Texts> = LazyLock::new(|| site_at(&DATA, &base()));

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
    let languages: Vec<&str> = DATA.locales.iter().map(|l| l.language.tag.as_str()).collect();
    for (path, head) in HEADS.iter().filter(|(path, _)| *path != "404.html") {
        // The root is a copy of the English index, and says so.
        let own = if path == "index.html" { "en/index.html" } else { path };
        assert_eq!(head.canonical, [url(own)], "{path}");
        let tags: Vec<&str> = head.alternates.iter().map(|(tag, _)| tag.as_str()).collect();
        let urls: Vec<&String> = head.alternates.iter().map(|(_, url)| url).collect();
        let all: &[&str] = if is_english_only(path) { &["en"] } else { &languages };
        assert_eq!(tags, [all, &["x-default"]].concat(), "{path}");
        assert_eq!(urls.last(), Some(&urls[0]), "{path}");
        // Each of them names this page in turn.
        for other in urls.iter().map(|u| file(u)) {
            let back = &HEADS[&other].alternates;
            assert!(
                back.iter().any(|(_, address)| *address == url(own)),
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
    let pages: Vec<&String> = HEADS.keys().filter(|path| path.contains('/')).collect();
    assert_eq!(listed.iter().collect::<Vec<_>>(), pages);
    assert_eq!(
        BASED["robots.txt"],
        format!("User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n")
    );
}

#[test]
fn what_is_shared_has_a_title_a_text_and_a_picture() {
    let mut problems = Vec::new();
    for (path, head) in HEADS.iter().filter(|(path, _)| path.contains('/')) {
        let of = |property: &str| {
            let found = head.properties.iter().filter(|(name, _)| name == property);
            found.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(of("og:title"), head.title, "{path}");
        assert_eq!(of("og:description"), head.description, "{path}");
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
    let site = site_at(&data, &base());
    let properties = heads(&site).into_values().flat_map(|head| head.properties);
    let named: Vec<String> =
        properties.filter(|(name, _)| name == "og:image").map(|(_, url)| url).collect();
    let is_drawn = |url: &String| pictures.iter().any(|picture| picture.path == file(url));
    assert!(named.iter().all(is_drawn) && !named.is_empty());
    let is_named = |picture: &closecode_site::Picture| named.contains(&url(&picture.path));
    assert!(pictures.iter().all(is_named), "no picture is drawn in vain");
    assert_eq!(pictures.len(), 1 + data.codes.len());
}

#[test]
fn codes_are_defined_terms_and_comparisons_are_articles() {
    for (path, head) in HEADS.iter() {
        let data = head.linked_data.first();
        let data: Option<Value> = data.map(|text| serde_json::from_str(text).expect("it is JSON"));
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
    for (path, page) in PAGES.iter() {
        let head = &page.head;
        assert!(
            head.canonical.is_empty() && head.properties.is_empty() && head.linked_data.is_empty(),
            "{path}"
        );
        assert!(head.alternates.iter().all(|(tag, _)| tag != "x-default"), "{path}");
    }
}

#[test]
fn links_stay_relative_and_the_page_for_wrong_addresses_begins_at_the_base() {
    let relative = |text: &'static str| text.split_once("</head>").map(|(_, body)| body);
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
            .filter(|link| !link.starts_with('#'))
            .all(|link| link.strip_prefix("/path/").is_some_and(|path| BASED.contains_key(path)))
    );
}

#[test]
fn the_feed_looks_as_recorded_and_escapes_what_it_must() {
    let site = site_at(&dataset(mini_files()), &base());
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
        let feed = site_at(&dataset(files), &base()).remove("feed.xml").expect("there is a feed");
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
