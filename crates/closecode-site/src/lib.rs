//! Turns the dataset into a static web site (`target/site`) and a Markdown reference
//! (`docs/reference`).
//!
//! One struct per page, with its logic in methods; the templates only lay out. Every address comes
//! from `paths`, so the site works from a file, under any base path, and without a script. HTML is
//! escaped by askama; the one way around it is `html::Html`.

mod about;
mod bibliography;
mod changes;
mod code;
mod compare;
mod corrections;
mod crumbs;
mod delays;
mod diagram;
mod facts;
mod filters;
mod frame;
mod glyph;
mod head;
mod highlight;
mod html;
mod implementations;
mod index;
mod lookup;
mod messages;
mod not_found;
mod overview;
mod page;
mod paths;
mod picture;
mod policies;
mod postprocess;
mod problems;
mod protocols;
mod range;
mod redirect;
mod reference;
mod robots;
mod samples;
mod scenarios;
mod search;
mod search_field;
mod served;
mod short;
mod situations;
mod style;
mod verdict;

use std::collections::BTreeMap;

use askama::Template;
use closecode_data::{Dataset, Locale};

use closecode_data::parallel::{self, Job};
pub use corrections::Repository;
pub use head::BaseUrl;
pub use page::CONTENT_SECURITY_POLICY;
pub use paths::API;
use paths::Path;
pub use picture::Picture;
pub use samples::{Program, Task, mark, programs, refused_by_browsers};
use served::Served;

/// The files of the site, by path below its root.
///
/// `api` holds the JSON files, by path below the folder that they are served from. Of a site that
/// knows where it will be served, pages name their full addresses, and there are a sitemap and a
/// feed. Links to correct a page lead to `repository`.
pub fn site(
    data: &Dataset,
    api: BTreeMap<String, String>,
    base: Option<&BaseUrl>,
    repository: &Repository,
) -> BTreeMap<String, String> {
    let served = Served { base, repository };
    let mut jobs: Vec<Job<'_>> = Vec::new();
    for locale in &data.locales {
        pages(data, locale, served, &mut jobs);
    }
    english_pages(data, served, &mut jobs);
    short::pages(data, base, &mut jobs);
    let mut files = parallel::run(&jobs);
    files.extend(style::assets(data));
    files.insert("index.html".to_owned(), render(&index::Index::root(data), served));
    files.insert("404.html".to_owned(), render(&not_found::NotFound::new(data, base), served));
    files.insert("llms.txt".to_owned(), robots::llms(data, base));
    files.extend(api.into_iter().map(|(path, text)| (format!("{API}/{path}"), text)));
    if let Some(base) = base {
        let sitemap = robots::sitemap(&files, base);
        files.insert("sitemap.xml".to_owned(), sitemap);
        files.insert("robots.txt".to_owned(), robots::robots(base));
        files.insert("feed.xml".to_owned(), changes::feed(data, base));
    }
    files
}

/// Adds the pages of one language. A page of a new kind adds a line here.
fn pages<'a>(data: &'a Dataset, locale: &'a Locale, served: Served<'a>, jobs: &mut Vec<Job<'a>>) {
    let mut add = |path: Path<'_>, page: Box<dyn Fn() -> String + Sync + 'a>| {
        jobs.push((path.file(locale), page));
    };
    add(Path::Index, Box::new(move || render(&index::Index::new(data, locale), served)));
    add(
        Path::Comparisons,
        Box::new(move || render(&compare::Comparisons::new(data, locale), served)),
    );
    add(Path::Policy, Box::new(move || render(&policies::Policies::new(data, locale), served)));
    add(
        Path::Sources,
        Box::new(move || render(&bibliography::Bibliography::new(data, locale), served)),
    );
    add(Path::About, Box::new(move || render(&about::About::new(data, locale), served)));
    add(Path::Lookup, Box::new(move || render(&lookup::Lookup::new(data, locale), served)));
    for code in &data.codes {
        add(
            Path::Code(code),
            Box::new(move || render(&code::CodePage::new(data, locale, code), served)),
        );
    }
    for range in &data.ranges {
        add(
            Path::Range(range),
            Box::new(move || render(&range::RangePage::new(data, locale, range), served)),
        );
    }
    add(
        Path::Situations,
        Box::new(move || render(&situations::DecisionTree::new(data, locale), served)),
    );
    for situation in &data.situations {
        add(
            Path::Situation(situation),
            Box::new(move || {
                render(&situations::SituationPage::new(data, locale, situation), served)
            }),
        );
    }
    for (a, b) in data.all_pairs() {
        add(
            Path::compare(a, b),
            Box::new(move || render(&compare::Compare::new(data, locale, a, b), served)),
        );
        add(
            Path::Reversed { low: a, high: b },
            Box::new(move || {
                render_redirect(&redirect::Redirect::reversed(data, locale, a, b, served.base))
            }),
        );
    }
    for problem in &data.problems {
        if let Some(page) = problems::ProblemPage::new(data, locale, problem) {
            add(Path::Problem(problem), Box::new(move || render(&page, served)));
        }
    }
    let list = Path::Problems(&data.problems);
    if list.is_in(&locale.folder) {
        add(list, Box::new(move || render(&problems::Problems::new(data, locale), served)));
    }
    for scenario in &data.scenarios {
        if let Some(page) = scenarios::ScenarioPage::new(data, locale, scenario) {
            add(Path::Scenario(scenario), Box::new(move || render(&page, served)));
        }
    }
    let list = Path::Scenarios(&data.scenarios);
    if list.is_in(&locale.folder) {
        add(list, Box::new(move || render(&scenarios::Scenarios::new(data, locale), served)));
    }
    add(
        Path::Protocols,
        Box::new(move || render(&protocols::Protocols::new(data, locale), served)),
    );
    let index = format!("assets/search-{}.js", *locale.language.tag);
    jobs.push((index, Box::new(move || search::index(data, locale))));
}

/// Adds the pages that are in English only. A page of a new kind adds a line here, and to
/// `Path::is_english_only`.
fn english_pages<'a>(data: &'a Dataset, served: Served<'a>, jobs: &mut Vec<Job<'a>>) {
    jobs.push(("assets/messages.js".to_owned(), Box::new(move || messages::table(data))));
    let mut add = |path: Path<'_>, page: Box<dyn Fn() -> String + Sync + 'a>| {
        jobs.push((path.file(data.base()), page));
    };
    for protocol in &data.protocols {
        add(
            Path::Protocol(protocol),
            Box::new(move || render(&protocols::ProtocolPage::new(data, protocol), served)),
        );
    }
    for number in data.used_numbers() {
        add(
            Path::Number(number),
            Box::new(move || render(&protocols::NumberPage::new(data, number), served)),
        );
    }
    add(
        Path::Implementations,
        Box::new(move || render(&implementations::Matrix::new(data), served)),
    );
    add(
        Path::ImplementationEvents,
        Box::new(move || render(&implementations::Events::new(data), served)),
    );
    add(
        Path::ImplementationLimits,
        Box::new(move || render(&implementations::Limits::new(data), served)),
    );
    for code in &data.codes {
        add(
            Path::ImplementationsOf(code),
            Box::new(move || render(&implementations::ByCode::new(data, code), served)),
        );
    }
    for implementation in &data.implementations {
        add(
            Path::Implementation(implementation),
            Box::new(move || {
                render(&implementations::ImplementationPage::new(data, implementation), served)
            }),
        );
    }
}

/// The Markdown reference, one file for each language.
pub fn reference(data: &Dataset) -> BTreeMap<String, String> {
    data.locales
        .iter()
        .map(|locale| (format!("{}.md", locale.folder), reference::render(data, locale)))
        .collect()
}

/// What there is of the Markdown reference: a line for each language, and what is in English only.
pub fn reference_index(data: &Dataset) -> String {
    reference::index(data)
}

/// The protocols and their codes as Markdown, in English, the language that their texts are written
/// in.
pub fn protocol_reference(data: &Dataset) -> String {
    protocols::reference(data)
}

/// The questions that people ask, as Markdown, in English.
pub fn problem_reference(data: &Dataset) -> String {
    problems::reference(data)
}

/// What libraries, browsers and proxies do with the end of a connection as Markdown, in English.
pub fn implementation_reference(data: &Dataset) -> String {
    implementations::reference(data)
}

/// The changes of the data as Markdown, the newest first.
pub fn changelog(data: &Dataset) -> String {
    changes::markdown(data)
}

/// What stands on the pictures that stand for a page where somebody shares its address.
///
/// They go with [`site`], whose pages name them by their full addresses.
pub fn pictures(data: &Dataset) -> Vec<Picture> {
    picture::pictures(data)
}

/// A page that leads to another says nothing of where it is but that.
fn render_redirect(page: &redirect::Redirect<'_>) -> String {
    let text = page.render().expect("a redirect is a few texts");
    postprocess::postprocess(&text)
}

fn render(page: &impl Template, served: Served<'_>) -> String {
    let text = page
        .render_with_values(&served)
        .expect("rendering into a string fails only if a Display fails, and ours do not");
    postprocess::postprocess(&text)
}
