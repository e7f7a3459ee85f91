//! Every page of the real site is well formed, and every link of it leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::common::{DATA, SITE, assert_none, has_extension, is_redirect};
use crate::page_facts::PAGES;

/// Where a link from one page leads: a path in the site, if it stays inside it.
fn resolve(page: &str, link: &str) -> Option<String> {
    // The page for a wrong address is sent from any depth, so it alone links from the root.
    if page == "404.html" {
        return link.strip_prefix('/').map(str::to_owned);
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for step in link.split('/') {
        match step {
            ".." => drop(parts.pop()?),
            "" | "." => return None,
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Whether a protocol's file names an address, as a source or as its documentation.
fn is_of_a_protocol(address: &str) -> bool {
    static ADDRESSES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let of = |p: &closecode_data::Protocol| {
            let sources = p.sources.iter().map(closecode_data::ProtocolSource::address);
            sources.chain(p.documentation.iter().map(|url| url.value.clone())).collect::<Vec<_>>()
        };
        DATA.protocols.iter().flat_map(of).collect()
    });
    ADDRESSES.contains(address)
}

/// What is wrong with the links of one page. `targets` holds the ids of every page.
fn broken_links(
    path: &str,
    links: &[String],
    targets: &BTreeMap<&str, BTreeSet<&str>>,
) -> Vec<String> {
    let mut problems = Vec::new();
    for link in links.iter().map(String::as_str) {
        let (address, fragment) = link.split_once('#').map_or((link, None), |(a, f)| (a, Some(f)));
        if address.starts_with("https://") {
            let source = DATA.sources.iter().find(|s| *s.url == address);
            let is_known = match fragment {
                None => source.is_some() || is_of_a_protocol(address),
                Some(_) if source.is_none() => is_of_a_protocol(link),
                Some(section) => {
                    source.is_some_and(|s| s.kind.as_str() == "rfc")
                        && section.starts_with("section-")
                }
            };
            // Where a page is corrected, and where an error on it is reported.
            let in_repository =
                address.strip_prefix(closecode_site::Repository::default().as_str()).is_some_and(
                    |rest| rest.starts_with("/issues/new?") || rest.starts_with("/edit/main/data/"),
                );
            if !is_known && !in_repository {
                problems.push(format!("{path}: {link} is not the address of a source"));
            }
            continue;
        }
        let target =
            if address.is_empty() { Some(path.to_owned()) } else { resolve(path, address) };
        match target.and_then(|t| targets.get(t.as_str())) {
            None => problems.push(format!("{path}: {link} leads nowhere")),
            Some(ids) if fragment.is_some_and(|f| !ids.contains(f)) => {
                problems.push(format!("{path}: nothing has the id of {link}"));
            }
            Some(_) => {}
        }
    }
    problems
}

#[test]
fn every_link_leads_to_a_page_to_an_id_or_to_a_source() {
    let mut targets: BTreeMap<&str, BTreeSet<&str>> =
        SITE.keys().map(|path| (path.as_str(), BTreeSet::new())).collect();
    for (path, page) in PAGES.iter() {
        targets.insert(path, page.ids.iter().map(String::as_str).collect());
    }
    let problems: Vec<String> =
        PAGES.iter().flat_map(|(path, page)| broken_links(path, &page.links, &targets)).collect();
    assert_none(&problems);
}

#[test]
fn the_check_of_links_finds_broken_ones() {
    let targets = BTreeMap::from([("en/index.html", BTreeSet::from(["main"]))]);
    let count = |page: &str, link: &str| broken_links(page, &[link.to_owned()], &targets).len();
    for good in [
        "index.html",
        "../en/index.html",
        "#main",
        "index.html#main",
        "https://www.rfc-editor.org/rfc/rfc6455.html#section-7.4",
    ] {
        assert_eq!(count("en/index.html", good), 0, "{good}");
    }
    for bad in [
        "../index.html",
        "",
        "../../en/index.html",
        "/en/index.html",
        "//en/index.html",
        "en/",
        "#top",
        "javascript:x",
    ] {
        assert_eq!(count("en/page.html", bad), 1, "{bad}");
    }
    for bad in [
        "http://www.rfc-editor.org/rfc/rfc6455.html",
        "https://example.com",
        "https://www.iana.org/assignments/websocket/websocket.xhtml#x",
    ] {
        assert_eq!(count("en/index.html", bad), 1, "{bad}");
    }
    assert_eq!((count("404.html", "/en/index.html"), count("404.html", "en/index.html")), (0, 1));
}

/// What a file leads to: links, scripts, and for JSON its schema.
fn leads_to(path: &str, text: &str) -> Vec<String> {
    if has_extension(path, "json") {
        let schema =
            text.split_once("\"$schema\": \"").and_then(|(_, rest)| rest.split('"').next());
        // A schema names the standard that it follows.
        return schema
            .filter(|s| !s.starts_with("https://"))
            .and_then(|s| up_and_down(path, s))
            .into_iter()
            .collect();
    }
    if path == "llms.txt" {
        let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        return links.map(|(link, _)| link.to_owned()).collect();
    }
    let Some(page) = PAGES.get(path) else { return Vec::new() };
    let links = page.links.iter().chain(&page.other_targets);
    links.filter_map(|link| resolve(path, link.split('#').next()?)).collect()
}

/// Like [`resolve`], for a file that is not a page.
fn up_and_down(path: &str, link: &str) -> Option<String> {
    let folder = path.rsplit_once('/')?.0;
    match link.strip_prefix("../") {
        Some(rest) => up_and_down(folder, rest),
        None => Some(format!("{folder}/{link}")),
    }
}

#[test]
fn the_json_lies_where_pages_look_for_it() {
    assert_eq!(closecode_site::API, closecode_json::API);
}

#[test]
fn every_file_can_be_reached_from_the_root() {
    // Programs know where to ask for their map.
    let mut seen = BTreeSet::from(["index.html", "404.html", "llms.txt"].map(str::to_owned));
    let mut queue: Vec<String> = seen.iter().cloned().collect();
    while let Some(path) = queue.pop() {
        for target in leads_to(&path, &SITE[&path]) {
            if SITE.contains_key(&target) && seen.insert(target.clone()) {
                queue.push(target);
            }
        }
    }
    // Nobody links to what leads elsewhere.
    let is_lost = |path: &&String| !seen.contains(*path) && !is_redirect(&SITE[*path]);
    let lost: Vec<&String> = SITE.keys().filter(is_lost).collect();
    assert!(lost.is_empty(), "no link leads to {lost:?}");
}

#[test]
fn ids_are_unique_and_what_refers_to_an_id_finds_it() {
    let mut problems = Vec::new();
    for (path, page) in PAGES.iter() {
        let unique: BTreeSet<&String> = page.ids.iter().collect();
        if unique.len() != page.ids.len() {
            problems.push(format!("{path}: an id stands twice in {:?}", page.ids));
        }
        for id in page.named_ids.iter().filter(|id| !unique.contains(id)) {
            problems.push(format!("{path}: nothing has the id {id}, which an attribute names"));
        }
    }
    assert_none(&problems);
}

#[test]
fn every_page_has_one_h1_and_heading_levels_do_not_skip() {
    let mut problems = Vec::new();
    for (path, page) in PAGES.iter() {
        let levels: Vec<u8> = page.headings.iter().map(|h| h.level).collect();
        if levels.first() != Some(&1) || levels[1..].contains(&1) {
            problems.push(format!("{path}: the first heading, and only it, is an h1: {levels:?}"));
        }
        if levels.windows(2).any(|pair| pair[1] > pair[0] + 1) {
            problems.push(format!("{path}: a level is left out: {levels:?}"));
        }
        let empty = page.headings.iter().filter(|h| h.text.is_empty());
        problems.extend(empty.map(|h| format!("{path}: {h:?} is empty")));
    }
    assert_none(&problems);
}

#[test]
fn titles_and_descriptions_are_there_and_unique_in_each_language() {
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (path, page) in PAGES.iter() {
        let folder = path.split('/').next().expect("split yields at least one");
        for (what, words) in [("title", &page.head.title), ("description", &page.head.description)]
        {
            assert!(words.len() > 4, "{path}: the {what} is {words:?}");
            // Two pages alike in a list of search results cannot be told apart.
            assert!(seen.insert((folder, words)), "{path}: another page has the {what} {words:?}");
        }
    }
}

#[test]
fn each_pair_has_one_comparison_in_each_language_with_the_lower_number_first() {
    for locale in &DATA.locales {
        let folder = format!("{}/compare/", locale.folder);
        let names: BTreeSet<(u16, u16)> = PAGES
            .keys()
            .filter_map(|path| path.strip_prefix(&folder)?.strip_suffix("/index.html"))
            .map(|name| {
                let (low, high) = name.split_once("-vs-").expect("the address names two codes");
                (low[..4].parse().expect("a number"), high[..4].parse().expect("a number"))
            })
            .collect();
        assert_eq!(names.len(), 19 * 18 / 2);
        assert_eq!(
            SITE.keys().filter(|path| path.starts_with(&folder)).count(),
            2 * 171 + 1,
            "with the list and the redirects"
        );
        assert!(names.iter().all(|(low, high)| low < high));
    }
}

#[test]
fn a_page_loads_only_files_of_the_site_and_its_policy_says_so() {
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                  connect-src 'self'; form-action 'self'; base-uri 'none'";
    let mut problems = Vec::new();
    for (path, page) in PAGES.iter() {
        problems.extend(page.loaders.iter().map(|e| format!("{path}: {e}")));
        problems.extend(page.handlers.iter().map(|e| format!("{path}: {e}")));
        let root = if path == "404.html" {
            "/".to_owned()
        } else {
            "../".repeat(path.matches('/').count())
        };
        let head = &page.head;
        let below = |files: &[String]| -> Vec<String> {
            files.iter().map(|file| file.replacen(&root, "", 1)).collect()
        };
        let of_protocols = path.contains("/protocols/") || path.contains("/numbers/");
        // Other scripts need rules of their own, as does the page that speaks all.
        let of_scripts = ["ar/", "hi/", "ja/", "ko/", "th/", "zh-Hans/"]
            .iter()
            .any(|folder| path.starts_with(folder))
            || path == "404.html";
        let of_codes =
            ["/codes/", "/ranges/", "-vs-", "/policy/"].iter().any(|part| path.contains(part))
                || path.contains("/what-happens/") && !path.ends_with("/what-happens/index.html");
        let of_home = path.matches('/').count() < 2;
        let of_implementations = path.contains("/implementation");
        let wanted = [
            (true, "style"),
            (of_scripts, "languages"),
            (of_codes, "codes"),
            (of_home, "home"),
            (of_protocols, "protocols"),
            (path.contains("/problems/"), "problems"),
            (path.contains("/what-happens/"), "scenarios"),
            (of_implementations, "implementations"),
        ];
        let sheets: Vec<String> = wanted
            .iter()
            .filter(|(is_wanted, _)| *is_wanted)
            .map(|(_, name)| format!("assets/{name}.css"))
            .collect();
        assert_eq!(below(&head.sheets), sheets, "{path}");
        assert_eq!(below(&head.icons), ["assets/icon.svg"], "{path}");
        let scripts: Vec<(String, bool)> = head
            .scripts
            .iter()
            .map(|(file, waits)| (file.replacen(&root, "", 1), *waits))
            .collect();
        let expected = [("assets/theme.js", false), ("assets/site.js", true)];
        let expected = expected.map(|(file, waits)| (file.to_owned(), waits));
        assert_eq!(scripts, expected, "{path}: what is not needed to paint waits for the page");
        assert_eq!(head.policies, [policy], "{path}");
        if SITE[path].contains("=\"http://") {
            problems.push(format!("{path}: an address is not https"));
        }
    }
    assert_none(&problems);
    for path in ["assets/style.css", "assets/site.js", "assets/theme.js"] {
        let text = &SITE[path];
        let foreign = [
            "url(",
            "@import",
            "http:",
            "https:",
            "//",
            "fetch(",
            "import(",
            "eval(",
            "innerHTML",
            ".style",
        ];
        assert!(
            foreign.iter().all(|mark| !text.contains(mark)),
            "{path} loads something, or does what the policy forbids"
        );
    }
}

#[test]
fn a_heading_with_an_id_links_to_itself() {
    for (path, page) in PAGES.iter() {
        for heading in page.headings.iter().filter(|h| h.level == 2) {
            let Some(id) = &heading.id else { continue };
            // The link is the whole heading.
            let expected = [(format!("#{id}"), heading.text.clone())];
            assert_eq!(heading.permalinks, expected, "{path}");
        }
    }
}
