//! What the tests ask about every page: plain values, read once and in parallel from each page.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::common::{SITE, Texts, has_extension, is_redirect};
use crate::prose;
use crate::tree::{Element, Tree};

/// The facts of one page.
#[derive(Debug, Default)]
pub(crate) struct PageFacts {
    /// What the strict reader refused; then everything else is empty.
    pub(crate) error: Option<String>,
    pub(crate) lang: String,
    pub(crate) dir: String,
    pub(crate) head: Head,
    /// Elements, attributes, and values that hold no words.
    pub(crate) skeleton: u64,
    pub(crate) ids: Vec<String>,
    /// The ids that `aria-labelledby` and its like name.
    pub(crate) named_ids: Vec<String>,
    /// Where `href` and `src` lead.
    pub(crate) links: Vec<String>,
    /// Where forms and the search lead.
    pub(crate) other_targets: Vec<String>,
    pub(crate) headings: Vec<Heading>,
    /// The links to translations in the body: language and address.
    pub(crate) languages: Vec<(String, String)>,
    /// The languages of the links that say that they are where the reader is.
    pub(crate) current: Vec<String>,
    /// Elements that load something, or could, beside the allowed ones.
    pub(crate) loaders: Vec<String>,
    /// Attributes that are scripts.
    pub(crate) handlers: Vec<String>,
    /// For each search form, where it leads, how, and how many fields for a code it has.
    pub(crate) searches: Vec<(String, String, usize)>,
    /// Controls that work only with a script and are shown without.
    pub(crate) dead_controls: Vec<String>,
    /// Elements of `main` in a language other than English.
    pub(crate) not_english: usize,
    /// Passages of `main` that are not translated.
    pub(crate) untranslated: usize,
    /// Notes that say so.
    pub(crate) untranslated_notes: usize,
    /// Passages whose English text is newer.
    pub(crate) stale: usize,
    /// Notes that say so.
    pub(crate) stale_notes: usize,
    /// Seams that a reader would see.
    pub(crate) seams: Vec<String>,
}

/// What stands in the head of a page.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) canonical: Vec<String>,
    /// Language and address of each translation.
    pub(crate) alternates: Vec<(String, String)>,
    /// Name and value of each property for whoever shares the page.
    pub(crate) properties: Vec<(String, String)>,
    pub(crate) linked_data: Vec<String>,
    pub(crate) sheets: Vec<String>,
    pub(crate) icons: Vec<String>,
    /// Address, and whether it waits for the page.
    pub(crate) scripts: Vec<(String, bool)>,
    pub(crate) policies: Vec<String>,
}

/// A heading.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) id: Option<String>,
    pub(crate) text: String,
    /// The permalinks in it: address and text.
    pub(crate) permalinks: Vec<(String, String)>,
}

/// The facts of each page of the real site, by path. Redirects are no pages: nobody reads them.
pub(crate) static PAGES: LazyLock<BTreeMap<String, PageFacts>> = LazyLock::new(|| facts(&SITE));

/// The facts of every page of a site.
pub(crate) fn facts(site: &Texts) -> BTreeMap<String, PageFacts> {
    read(site, page)
}

/// The heads of every page of a site.
pub(crate) fn heads(site: &Texts) -> BTreeMap<String, Head> {
    read(site, |text| {
        let end = text.find("</head>").expect("a page has a head") + "</head>".len();
        let head = format!("{}</html>", &text[..end]);
        Tree::read(&head).map_or_else(|error| panic!("{error}"), |tree| self::head(&tree))
    })
}

/// Reads every page of a site on every processor.
fn read<T: Send>(site: &Texts, read: impl Fn(&str) -> T + Sync) -> BTreeMap<String, T> {
    let is_page = |path: &str, text: &str| has_extension(path, "html") && !is_redirect(text);
    let pages: Vec<(&String, &String)> =
        site.iter().filter(|(path, text)| is_page(path, text)).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((path, text)) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(((*path).clone(), read(text)));
        }
        done
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|t| t.join().expect("a page can be read")).collect()
    })
}

/// The facts of one page.
pub(crate) fn page(text: &str) -> PageFacts {
    let tree = match Tree::read(text) {
        Ok(tree) => tree,
        Err(error) => return PageFacts { error: Some(error), ..PageFacts::default() },
    };
    let mut facts = PageFacts { head: head(&tree), seams: prose::check(&tree), ..body(&tree) };
    facts.skeleton = skeleton(&tree, &facts.lang);
    facts
}

fn head(tree: &Tree<'_>) -> Head {
    let mut head = Head::default();
    for element in tree.elements().filter(|e| e.is_inside("head")) {
        let of = |name: &str| element.attribute(name).unwrap_or_default();
        match element.name() {
            "title" => head.title = element.text(),
            "meta" if element.is("name", "description") => head.description = of("content"),
            "meta" if element.has("property") => {
                head.properties.push((of("property"), of("content")));
            }
            "meta" if element.has("http-equiv") => head.policies.push(of("content")),
            "link" if element.has("hreflang") => {
                head.alternates.push((of("hreflang"), of("href")));
            }
            "link" if element.is("rel", "canonical") => head.canonical.push(of("href")),
            "link" if element.is("rel", "stylesheet") => head.sheets.push(of("href")),
            "link" if element.is("rel", "icon") => head.icons.push(of("href")),
            "script" if element.has("src") => {
                head.scripts.push((of("src"), element.has("defer")));
            }
            "script" if element.is("type", "application/ld+json") => {
                let texts = tree.texts().filter(|(e, _)| e.is("type", "application/ld+json"));
                head.linked_data.extend(texts.map(|(_, text)| text.to_owned()));
            }
            _ => {}
        }
    }
    head
}

fn body(tree: &Tree<'_>) -> PageFacts {
    let mut facts = PageFacts::default();
    for element in tree.elements() {
        let name = element.name();
        let of = |name: &str| element.attribute(name);
        if name == "html" {
            facts.lang = of("lang").unwrap_or_default();
            facts.dir = of("dir").unwrap_or_default();
        }
        facts.ids.extend(of("id"));
        facts
            .named_ids
            .extend(["aria-labelledby", "aria-describedby", "for"].into_iter().filter_map(of));
        facts.links.extend(["href", "src"].into_iter().filter_map(of));
        facts.other_targets.extend(["data-index", "action"].into_iter().filter_map(of));
        let scripts = of("data-scripts").unwrap_or_default();
        facts.other_targets.extend(scripts.split_whitespace().map(str::to_owned));
        facts.headings.extend(heading(element));
        if (element.is_inside("nav") || element.has_class("choice"))
            && let (Some(language), Some(address)) = (of("hreflang"), of("href"))
            // A link to a page that is in English only is none to a translation.
            && (of("lang").is_some() || element.has_class("choice"))
        {
            facts.languages.push((language, address));
        }
        if element.is("aria-current", "true") {
            facts.current.extend(of("lang"));
        }
        if loads(element) {
            facts.loaders.push(format!("{name} {:?}", element.attributes()));
        }
        let handlers = element.attributes().iter().filter(|(key, _)| key.starts_with("on"));
        facts.handlers.extend(handlers.map(|(key, _)| format!("{key} in {name}")));
        if name == "form" && element.is("role", "search") {
            let fields = element.inside().filter(|e| e.is("id", "search"));
            let way = (of("action").unwrap_or_default(), of("method").unwrap_or_default());
            facts.searches.push((way.0, way.1, fields.count()));
        }
        facts.dead_controls.extend(dead_control(element));
        let is_foreign = of("lang").is_some_and(|lang| lang != "en");
        facts.not_english += usize::from(is_foreign && element.is_inside("main"));
        let is_untranslated = element.has_class("untranslated") && element.is_inside("main");
        facts.untranslated += usize::from(is_untranslated);
        facts.untranslated_notes += usize::from(element.has_class("untranslated-note"));
        facts.stale += usize::from(element.has_class("stale"));
        facts.stale_notes += usize::from(element.has_class("stale-note"));
    }
    facts
}

fn heading(element: Element<'_>) -> Option<Heading> {
    let level = element.name().strip_prefix('h')?.parse().ok()?;
    let links = element.inside().filter(|e| e.name() == "a" && e.has_class("permalink"));
    let link = |a: Element<'_>| (a.attribute("href").unwrap_or_default(), a.text());
    let permalinks = links.map(link).collect();
    Some(Heading { level, id: element.attribute("id"), text: element.text(), permalinks })
}

/// Whether an element loads something, or could, in a way that no page of ours needs.
fn loads(element: Element<'_>) -> bool {
    const LOADERS: [&str; 13] = [
        "img", "iframe", "object", "embed", "video", "audio", "source", "track", "use", "image",
        "style", "base", "template",
    ];
    let name = element.name();
    LOADERS.contains(&name)
        || element.has("srcset")
        || element.has("style")
        || name == "script" && !element.has("src") && !element.is("type", "application/ld+json")
}

/// A control that works only with a script, and is shown without one.
fn dead_control(element: Element<'_>) -> Option<String> {
    let ids = ["theme", "search-results", "lookup-result"];
    let waits = ids.iter().any(|id| element.is("id", id)) || element.has_class("filter");
    let is_made =
        element.name() == "button" && (element.has_class("copy") || element.is_inside("th"));
    (waits && !element.has("hidden") || is_made)
        .then(|| format!("{} {:?}", element.name(), element.attributes()))
}

/// Attributes whose values are words, or patterns of them.
const WORDS: [&str; 16] = [
    "aria-label",
    "content",
    "data-copied",
    "data-copy",
    "data-count",
    "data-dark",
    "data-invalid",
    "data-label",
    "data-light",
    "data-lookup",
    "data-registered",
    "data-system",
    "data-text",
    "data-unregistered",
    "placeholder",
    "title",
];

/// A number for the page without its words: the same for two languages of one direction and script.
fn skeleton(tree: &Tree<'_>, language: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let index = format!("search-{language}.js");
    for element in tree.elements() {
        // Links to answers that are in some languages only.
        let is_in_few = |id: &str| element.ancestors().any(|of| of.is("aria-labelledby", id));
        if is_in_few("problems") || is_in_few("scenarios") {
            continue;
        }
        // Which of the languages is the page's own is what a language is.
        let is_choice = element.has("hreflang");
        (element.ancestors().count(), element.name()).hash(&mut hasher);
        for (key, value) in element.attributes() {
            let value = match *key {
                "lang" | "dir" if element.name() == "html" => continue,
                "aria-current" if is_choice => continue,
                "lang" if !is_choice && *value == language => "its own",
                "data-index" if value.ends_with(&index) => "its own",
                key if WORDS.contains(&key) => "",
                _ => value,
            };
            // A page is corrected in the files of its language.
            let value = value
                .replace(&format!("/locales/{language}/"), "/locales/own/")
                .replace(&format!("?title={language}/"), "?title=own/");
            (key, value).hash(&mut hasher);
        }
    }
    hasher.finish()
}
