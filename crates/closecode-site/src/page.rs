//! What surrounds the content of every page.

use closecode_data::{BASE_LOCALE, Code, Dataset, Locale, LocalizedText, Localizer, Range};

use crate::html::Html;
use crate::paths::Path;
use crate::search_field::SearchField;

/// What a page may load: its own style sheet, scripts and pictures, and nothing from elsewhere.
/// `connect-src` is for checkers, which ask for robots.txt under the page's policy; none of
/// our scripts connects.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; \
    script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/// The pages that lead to the others, as the header and the index list them. A page of a new kind
/// adds a line here.
pub(crate) fn nav<'a>(data: &'a Dataset, localizer: &Localizer<'a>) -> Vec<NavEntry<'a>> {
    let index = localizer.index();
    let lookup = localizer.lookup();
    let sources = localizer.bibliography();
    let situation = localizer.situation();
    let policies = localizer.policies();
    let protocol = localizer.protocol();
    let about = localizer.about();
    let page = localizer.page();
    let entry = |path, label, note| NavEntry { path, label, note };
    vec![
        entry(Path::Index, page.home(), index.codes_note()),
        entry(Path::Situations, situation.label(), situation.description()),
        entry(Path::Protocols, protocol.label(), protocol.note()),
        entry(Path::Implementations, page.libraries(), page.libraries_note()),
        entry(Path::Problems(&data.problems), page.problems(), page.problems_note()),
        entry(Path::Scenarios(&data.scenarios), page.scenarios(), page.scenarios_note()),
        entry(Path::Comparisons, index.all_pairs(), index.pairs_note()),
        entry(Path::Policy, policies.title(), policies.description()),
        entry(Path::Lookup, lookup.label(), lookup.description()),
        entry(Path::Sources, sources.title(), sources.description()),
        entry(Path::About, about.title(), about.description()),
    ]
}

/// A page that leads to the others: where it is, what it is called, and what it holds.
#[derive(Debug)]
pub(crate) struct NavEntry<'a> {
    pub(crate) path: Path<'a>,
    pub(crate) label: LocalizedText<'a>,
    pub(crate) note: LocalizedText<'a>,
}

/// How many of them the header shows on a desktop; the others are in its menu.
const MAIN: usize = 4;

/// A link of the header, with what the index says about it.
#[derive(Debug)]
pub(crate) struct NavLink<'a> {
    /// Its address as attributes.
    pub(crate) href: Html,
    pub(crate) label: LocalizedText<'a>,
    pub(crate) note: LocalizedText<'a>,
    /// Whether the header shows it beside the field, and not in the menu only.
    pub(crate) is_main: bool,
    /// Whether it leads to this page, or to the section that the page is of.
    pub(crate) current: Option<&'static str>,
}

/// A link with its text.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) url: String,
    pub(crate) text: Html,
}

/// A link to a page that may be in another language than the page with the link.
#[derive(Debug)]
pub(crate) struct CrossLink {
    /// The attributes of the link: its address, and the language if it is another.
    pub(crate) href: Html,
    pub(crate) text: Html,
}

/// The same page in another language; of a page that is in one language only, where a reader of the
/// other goes on.
#[derive(Debug)]
pub(crate) struct Alternative<'a> {
    pub(crate) url: String,
    pub(crate) tag: &'a str,
    pub(crate) name: &'a str,
    pub(crate) direction: &'static str,
    pub(crate) is_current: bool,
}

/// The frame of a page: language, title, links.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) data: &'a Dataset,
    pub(crate) localizer: Localizer<'a>,
    pub(crate) path: Path<'a>,
    pub(crate) title: String,
    pub(crate) description: String,
}

impl<'a> Page<'a> {
    pub(crate) fn new(
        data: &'a Dataset,
        locale: &'a Locale,
        path: Path<'a>,
        title: String,
        description: String,
    ) -> Self {
        Self { data, localizer: data.localizer(locale), path, title, description }
    }

    pub(crate) fn tag(&self) -> &'a str {
        &self.localizer.locale().language.tag
    }

    pub(crate) fn direction(&self) -> &'static str {
        self.localizer.locale().language.direction.as_str()
    }

    pub(crate) fn root(&self) -> String {
        self.path.root()
    }

    pub(crate) fn home(&self) -> String {
        self.path.to(Path::Index)
    }

    /// Whether its language is written in a script for which the style sheet alone is not right.
    pub(crate) fn needs_script_rules(&self) -> bool {
        // The page for a wrong address says so in every language.
        self.localizer.locale().language.layout.is_some() || matches!(self.path, Path::Missing(_))
    }

    /// Whether it needs the style sheet of the index.
    pub(crate) fn is_of_home(&self) -> bool {
        self.path.is_index() || matches!(self.path, Path::Missing(_))
    }

    /// Whether it needs the style sheet of codes and comparisons.
    pub(crate) fn is_of_codes(&self) -> bool {
        matches!(
            self.path,
            Path::Code(_)
                | Path::Range(_)
                | Path::Compare { .. }
                | Path::Policy
                | Path::Scenario(_)
        )
    }

    /// Whether it needs the style sheet of protocols.
    pub(crate) fn is_of_protocols(&self) -> bool {
        matches!(self.path, Path::Protocols | Path::Protocol(_) | Path::Number(_))
    }

    /// Whether it needs the style sheet of implementations.
    pub(crate) fn is_of_implementations(&self) -> bool {
        self.path.is_of_implementations()
    }

    /// Whether it needs the style sheet of questions.
    pub(crate) fn is_of_problems(&self) -> bool {
        matches!(self.path, Path::Problems(_) | Path::Problem(_))
    }

    /// Whether it needs the style sheet of what goes wrong.
    pub(crate) fn is_of_scenarios(&self) -> bool {
        matches!(self.path, Path::Scenarios(_) | Path::Scenario(_))
    }

    pub(crate) fn comparisons(&self) -> String {
        self.path.to(Path::Comparisons)
    }

    pub(crate) fn policy(&self) -> String {
        self.path.to(Path::Policy)
    }

    pub(crate) fn sources(&self) -> String {
        self.path.to(Path::Sources)
    }

    /// Whether people come here to search, so that the field is in the middle and not in the head.
    pub(crate) fn is_for_searching(&self) -> bool {
        self.path.is_index() || matches!(self.path, Path::Lookup | Path::Missing(_))
    }

    pub(crate) fn search_field(&self) -> Html {
        let action = self.path.to(Path::Lookup);
        SearchField::new(self.localizer, self.root(), self.home(), action).html()
    }

    pub(crate) fn is_index(&self) -> bool {
        self.path.is_index()
    }

    pub(crate) fn is_in_base_language(&self) -> bool {
        self.tag() == BASE_LOCALE
    }

    pub(crate) fn nav(&self) -> Vec<NavLink<'a>> {
        let section = self.path.section();
        let link = |(place, entry): (usize, NavEntry<'a>)| {
            let is_here =
                self.path.is_like(entry.path) || self.path.is_index() && entry.path.is_index();
            let current = if is_here {
                Some("page")
            } else {
                section.is_some_and(|section| section.is_like(entry.path)).then_some("true")
            };
            let href = self.href(entry.path, "");
            let is_main = place < MAIN;
            NavLink { href, label: entry.label, note: entry.note, is_main, current }
        };
        nav(self.data, &self.localizer).into_iter().enumerate().map(link).collect()
    }

    /// The facts of the page as JSON; of all pages, where it has none of its own.
    pub(crate) fn json(&self) -> String {
        format!(
            "{}{}",
            self.root(),
            self.path.json().unwrap_or_else(|| format!("{}/all.json", crate::paths::API))
        )
    }

    pub(crate) fn languages(&self) -> Vec<Alternative<'a>> {
        let current = self.tag();
        let alternative = |locale: &'a Locale| Alternative {
            url: self
                .path
                .across(if self.is_in(locale) { self.path } else { self.elsewhere() }, locale),
            tag: &locale.language.tag,
            name: &locale.language.name,
            direction: locale.language.direction.as_str(),
            is_current: *locale.language.tag == current,
        };
        self.data.locales.iter().map(alternative).collect()
    }

    /// The languages that the page is in.
    pub(crate) fn locales(&self) -> impl Iterator<Item = &'a Locale> {
        self.data.locales.iter().filter(|locale| self.is_in(locale))
    }

    fn is_in(&self, locale: &Locale) -> bool {
        self.path.is_in(&locale.folder)
    }

    /// Where a reader of a language that the page is not in goes on.
    fn elsewhere(&self) -> Path<'a> {
        match self.path {
            Path::Problem(problem) => {
                let code = problem.codes.iter().find_map(|c| self.data.code(c.value));
                code.map_or(Path::Index, Path::Code)
            }
            Path::Scenario(scenario) => {
                let code = scenario.codes.iter().find_map(|c| self.data.code(c.value));
                code.map_or(Path::Index, Path::Code)
            }
            Path::Problems(_) | Path::Scenarios(_) => Path::Index,
            _ => Path::Protocols,
        }
    }

    /// The link to a page, or to a place on it, as attributes.
    pub(crate) fn href(&self, path: Path<'_>, fragment: &str) -> Html {
        let (url, language) = if path.is_in(&self.localizer.locale().folder) {
            (self.path.to(path), None)
        } else {
            (self.path.across(path, self.data.base()), Some(BASE_LOCALE))
        };
        Html::href(&format!("{url}{fragment}"), language)
    }

    /// A date of the data in the page's language.
    pub(crate) fn date(&self, date: &str) -> String {
        self.localizer.formats().date(date)
    }

    pub(crate) fn code_url(&self, code: &Code) -> String {
        self.path.to(Path::Code(code))
    }

    pub(crate) fn range_url(&self, range: &Range) -> String {
        self.path.to(Path::Range(range))
    }

    pub(crate) fn compare_url(&self, a: &Code, b: &Code) -> String {
        self.path.to(Path::compare(a, b))
    }

    /// A text that is only there in English, such as a protocol's name: marked on a page in another
    /// language.
    pub(crate) fn english(&self, text: &str) -> Html {
        if self.is_in_base_language() {
            Html::text(text)
        } else if self.direction() == "ltr" {
            // A table of protocols holds hundreds of such texts, and here the direction says
            // nothing new.
            Html::in_same_direction(text, BASE_LOCALE)
        } else {
            Html::in_language(text, BASE_LOCALE)
        }
    }

    /// A code's title in the page's language.
    pub(crate) fn code_title(&self, code: &Code) -> Html {
        self.localizer.code_texts(*code.code).title().into()
    }

    /// The registry's name, as English text, unless the title is the same but for its case.
    pub(crate) fn registry_name(&self, code: &Code) -> Option<Html> {
        let title = self.localizer.code_texts(*code.code).title();
        (!title.text.eq_ignore_ascii_case(&code.name)).then(|| self.registry_spelling(code))
    }

    /// The registry's name in the registry's spelling.
    pub(crate) fn registry_spelling(&self, code: &Code) -> Html {
        if self.is_in_base_language() {
            Html::text(&code.name)
        } else {
            Html::in_language(&code.name, BASE_LOCALE)
        }
    }
}
