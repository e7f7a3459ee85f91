//! Every address of the site. Links are relative and name `index.html`, so that they work from a
//! file and under any base path.

use closecode_data::{
    BASE_LOCALE, Code, Implementation, Locale, Problem, Protocol, Range, Scenario, Situation,
};

/// The folder of the JSON files, with the version of their format.
pub const API: &str = "api/v2";

/// A page of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Path<'a> {
    Index,
    /// The English index at the root of the site.
    Root,
    /// What a server sends for an address that does not exist, from any depth: its links begin at
    /// the root of the site, which is this path of its host.
    Missing(&'a str),
    Comparisons,
    Policy,
    Sources,
    About,
    Lookup,
    Code(&'a Code),
    Range(&'a Range),
    Compare {
        low: &'a Code,
        high: &'a Code,
    },
    /// The same with the higher number first: an address that people type, and that leads to the
    /// other.
    Reversed {
        low: &'a Code,
        high: &'a Code,
    },
    Situations,
    Situation(&'a Situation),
    /// All questions; the page is there in the languages that one of them is in.
    Problems(&'a [Problem]),
    Problem(&'a Problem),
    /// All that can go wrong; the page is there in the languages that one of them is in.
    Scenarios(&'a [Scenario]),
    Scenario(&'a Scenario),
    Protocols,
    Protocol(&'a Protocol),
    Number(u16),
    Implementations,
    /// What ends a connection besides a code that arrives.
    ImplementationEvents,
    ImplementationLimits,
    /// One code in all implementations.
    ImplementationsOf(&'a Code),
    Implementation(&'a Implementation),
}

impl<'a> Path<'a> {
    /// The comparison of two codes; the lower number comes first, so that each pair has one
    /// address.
    pub(crate) fn compare(a: &'a Code, b: &'a Code) -> Self {
        let (low, high) = if *a.code < *b.code { (a, b) } else { (b, a) };
        Self::Compare { low, high }
    }

    /// Whether the page exists in the base language only, because it retells English sources.
    pub(crate) fn is_english_only(self) -> bool {
        matches!(self, Self::Protocol(_) | Self::Number(_)) || self.is_of_implementations()
    }

    /// Whether the page exists in the language with this folder.
    pub(crate) fn is_in(self, folder: &str) -> bool {
        match self {
            Self::Problem(problem) => problem.texts_in(folder).is_some(),
            Self::Problems(all) => all.iter().any(|problem| problem.texts_in(folder).is_some()),
            Self::Scenario(scenario) => scenario.texts_in(folder).is_some(),
            Self::Scenarios(all) => all.iter().any(|s| s.texts_in(folder).is_some()),
            _ => !self.is_english_only() || folder == BASE_LOCALE,
        }
    }

    /// Whether the page is about what libraries, browsers and proxies do.
    pub(crate) fn is_of_implementations(self) -> bool {
        matches!(
            self,
            Self::Implementations
                | Self::ImplementationEvents
                | Self::ImplementationLimits
                | Self::ImplementationsOf(_)
                | Self::Implementation(_)
        )
    }

    /// Whether both are pages of one kind; of most kinds there is one page.
    pub(crate) fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// The page that leads to all pages of this one's kind.
    pub(crate) fn section(self) -> Option<Path<'static>> {
        match self {
            Self::Code(_) | Self::Range(_) => Some(Path::Index),
            Self::Compare { .. } | Self::Reversed { .. } => Some(Path::Comparisons),
            Self::Situation(_) => Some(Path::Situations),
            Self::Protocol(_) | Self::Number(_) => Some(Path::Protocols),
            Self::ImplementationEvents
            | Self::ImplementationLimits
            | Self::ImplementationsOf(_)
            | Self::Implementation(_) => Some(Path::Implementations),
            // Compared with others of its kind, whatever they list.
            Self::Problem(_) => Some(Path::Problems(&[])),
            Self::Scenario(_) => Some(Path::Scenarios(&[])),
            Self::Index
            | Self::Root
            | Self::Missing(_)
            | Self::Comparisons
            | Self::Policy
            | Self::Sources
            | Self::About
            | Self::Lookup
            | Self::Situations
            | Self::Protocols
            | Self::Problems(_)
            | Self::Scenarios(_)
            | Self::Implementations => None,
        }
    }

    /// The folder below the language's.
    pub(crate) fn folder(self) -> String {
        match self {
            Self::Index | Self::Root | Self::Missing(_) => String::new(),
            Self::Comparisons => "compare/".to_owned(),
            Self::Policy => "policy/".to_owned(),
            Self::Sources => "sources/".to_owned(),
            Self::About => "about/".to_owned(),
            Self::Lookup => "lookup/".to_owned(),
            Self::Code(code) => format!("codes/{}/", code.slug()),
            Self::Range(range) => format!("ranges/{}-{}/", range.first, range.last),
            Self::Compare { low, high } => format!("compare/{}-vs-{}/", low.slug(), high.slug()),
            Self::Reversed { low, high } => format!("compare/{}-vs-{}/", high.slug(), low.slug()),
            Self::Situations => "situations/".to_owned(),
            Self::Situation(situation) => format!("situations/{}/", *situation.id),
            Self::Problems(_) => "problems/".to_owned(),
            Self::Problem(problem) => format!("problems/{}/", problem.id),
            Self::Scenarios(_) => "what-happens/".to_owned(),
            Self::Scenario(scenario) => format!("what-happens/{}/", scenario.id),
            Self::Protocols => "protocols/".to_owned(),
            Self::Protocol(protocol) => format!("protocols/{}/", protocol.id),
            Self::Number(number) => format!("numbers/{number}/"),
            Self::Implementations => "implementations/".to_owned(),
            Self::ImplementationEvents => "implementation-events/".to_owned(),
            Self::ImplementationLimits => "implementation-limits/".to_owned(),
            // An id begins with a letter.
            Self::ImplementationsOf(code) => format!("implementations/{}/", code.code),
            Self::Implementation(implementation) => {
                format!("implementations/{}/", implementation.id)
            }
        }
    }

    /// The file below the site's root.
    pub(crate) fn file(self, locale: &Locale) -> String {
        self.below(&locale.folder)
    }

    /// The file below the folder of a language.
    fn below(self, folder: &str) -> String {
        format!("{folder}/{}index.html", self.folder())
    }

    /// Whether it lies in the folder of no language.
    fn is_at_root(self) -> bool {
        matches!(self, Self::Root | Self::Missing(_))
    }

    /// Whether it is the index of a language, wherever it lies.
    pub(crate) fn is_index(self) -> bool {
        matches!(self, Self::Index | Self::Root)
    }

    /// The link from this page to a page of another language, or to any page by its language.
    pub(crate) fn across(self, other: Self, locale: &Locale) -> String {
        format!("{}{}", self.root(), other.below(&locale.folder))
    }

    /// The way from this page to the site's root: `../../../`.
    pub(crate) fn root(self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Missing(root) => root.to_owned(),
            _ => "../".repeat(1 + self.depth()),
        }
    }

    /// The way from this page to another of the same language.
    pub(crate) fn to(self, other: Self) -> String {
        if self.is_at_root() {
            return format!("{}{}", self.root(), other.below(BASE_LOCALE));
        }
        format!("{}{}index.html", "../".repeat(self.depth()), other.folder())
    }

    /// How many folders lie between the language's and the page.
    fn depth(self) -> usize {
        match self {
            Self::Root | Self::Missing(_) | Self::Index => 0,
            Self::Code(_)
            | Self::Range(_)
            | Self::Compare { .. }
            | Self::Reversed { .. }
            | Self::Situation(_)
            | Self::Problem(_)
            | Self::Scenario(_)
            | Self::Protocol(_)
            | Self::Number(_)
            | Self::ImplementationsOf(_)
            | Self::Implementation(_) => 2,
            Self::Comparisons
            | Self::Policy
            | Self::Sources
            | Self::About
            | Self::Lookup
            | Self::Situations
            | Self::Problems(_)
            | Self::Scenarios(_)
            | Self::Protocols
            | Self::Implementations
            | Self::ImplementationEvents
            | Self::ImplementationLimits => 1,
        }
    }

    /// The number of the code that the page is about.
    pub(crate) fn code_number(self) -> Option<u16> {
        if let Self::Code(code) = self { Some(*code.code) } else { None }
    }

    /// The same facts as JSON, from the site's root, where a page has them.
    pub(crate) fn json(self) -> Option<String> {
        match self {
            Self::Code(code) => Some(format!("{API}/codes/{}.json", code.code)),
            Self::Compare { low, high } => {
                Some(format!("{API}/pairs/{}-{}.json", low.code, high.code))
            }
            Self::Protocol(protocol) => Some(format!("{API}/protocols/{}.json", protocol.id)),
            Self::Implementation(implementation) => {
                Some(format!("{API}/implementations/{}.json", implementation.id))
            }
            Self::Problem(problem) => Some(format!("{API}/problems/{}.json", problem.id)),
            Self::Scenario(scenario) => Some(format!("{API}/scenarios/{}.json", scenario.id)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use closecode_data::Dataset;

    use super::*;

    fn data() -> Dataset {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
        closecode_data::load(std::path::Path::new(root))
            .into_dataset()
            .expect("the data follows its rules")
    }

    fn code(data: &Dataset, number: u16) -> &Code {
        data.code(number).expect("it is registered")
    }

    #[test]
    fn the_way_to_the_root_has_a_step_for_each_folder() {
        let data = data();
        for (page, root) in [
            (Path::Index, "../"),
            (Path::Comparisons, "../../"),
            (Path::Code(code(&data, 1006)), "../../../"),
            (Path::Range(data.range(0)), "../../../"),
            (Path::compare(code(&data, 1006), code(&data, 1005)), "../../../"),
        ] {
            assert_eq!(page.root(), root, "{page:?}");
            let file = page.file(data.base());
            assert_eq!(file.matches('/').count(), root.matches("../").count(), "{file}");
        }
    }

    #[test]
    fn links_are_relative_from_every_depth() {
        let data = data();
        let index = Path::Index;
        let comparisons = Path::Comparisons;
        let one = Path::Code(code(&data, 1006));
        let range = Path::Range(data.range(0));
        let compare = Path::compare(code(&data, 1005), code(&data, 1006));
        assert_eq!(index.to(index), "index.html");
        assert_eq!(index.to(one), "codes/1006-abnormal-closure/index.html");
        assert_eq!(index.to(comparisons), "compare/index.html");
        assert_eq!(comparisons.to(index), "../index.html");
        assert_eq!(
            comparisons.to(compare),
            "../compare/1005-no-status-rcvd-vs-1006-abnormal-closure/index.html"
        );
        assert_eq!(one.to(index), "../../index.html");
        assert_eq!(one.to(range), "../../ranges/0-999/index.html");
        assert_eq!(compare.to(one), "../../codes/1006-abnormal-closure/index.html");
        assert_eq!(range.to(range), "../../ranges/0-999/index.html");
    }

    #[test]
    fn protocols_and_numbers_have_folders_of_their_own() {
        let data = data();
        let discord = data.protocols.iter().find(|p| p.id == "discord-gateway");
        let all = Path::Protocols;
        let number = Path::Number(4004);
        let protocol = Path::Protocol(discord.expect("it has codes of its own"));
        assert_eq!(all.to(number), "../numbers/4004/index.html");
        assert_eq!(number.to(protocol), "../../protocols/discord-gateway/index.html");
        assert_eq!(protocol.root(), "../../../");
        assert_eq!(protocol.json().as_deref(), Some("api/v2/protocols/discord-gateway.json"));
        assert_eq!((all.json(), number.json(), number.code_number()), (None, None, None));
        assert!(protocol.is_english_only() && number.is_english_only() && !all.is_english_only());
    }

    #[test]
    fn a_page_of_another_language_is_reached_through_the_root() {
        let data = data();
        let indonesian =
            data.locales.iter().find(|l| l.folder == "id").expect("the language is there");
        let one = Path::Code(code(&data, 1006));
        assert_eq!(Path::Index.across(Path::Index, indonesian), "../id/index.html");
        assert_eq!(
            Path::Comparisons.across(Path::Comparisons, indonesian),
            "../../id/compare/index.html"
        );
        assert_eq!(
            one.across(one, indonesian),
            "../../../id/codes/1006-abnormal-closure/index.html"
        );
        assert_eq!(
            one.across(Path::Number(4004), data.base()),
            "../../../en/numbers/4004/index.html"
        );
    }

    #[test]
    fn a_comparison_has_one_address_whichever_code_comes_first() {
        let data = data();
        for (a, b) in data.all_pairs() {
            let folder = Path::compare(a, b).folder();
            assert_eq!(folder, Path::compare(b, a).folder());
            assert_eq!(
                folder,
                format!("compare/{}-vs-{}/", a.slug(), b.slug()),
                "the lower number comes first"
            );
            assert_ne!(folder, Path::Reversed { low: a, high: b }.folder());
        }
    }

    #[test]
    fn addresses_hold_lower_case_letters_digits_and_hyphens() {
        let data = data();
        let codes = data.codes.iter().map(|c| Path::Code(c).folder());
        for folder in codes.chain(data.ranges.iter().map(|r| Path::Range(r).folder())) {
            assert!(
                folder
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-/".contains(&b)),
                "{folder}"
            );
        }
        assert_eq!(Path::Code(code(&data, 1010)).folder(), "codes/1010-mandatory-ext/");
        assert_eq!(Path::Range(data.range(5000)).folder(), "ranges/5000-65535/");
    }
}
