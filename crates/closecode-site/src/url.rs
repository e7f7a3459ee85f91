//! Every address of the site. Links are relative and name `index.html`, so that they work from a
//! file and under any base path.

use closecode_data::{Code, Locale, Protocol, Range, Situation};
use closecode_json::API;

/// A page of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Path {
    Index,
    Comparisons,
    Policy,
    Sources,
    About,
    Lookup,
    Code(String),
    Range(String),
    Compare(String),
    Situations,
    Situation(String),
    Protocols,
    Protocol(String),
    Number(u16),
}

impl Path {
    pub(crate) fn code(code: &Code) -> Self {
        Self::Code(code.slug())
    }

    pub(crate) fn range(range: &Range) -> Self {
        Self::Range(format!("{}-{}", range.first, range.last))
    }

    /// The comparison of two codes; the lower number comes first, so that each pair has one
    /// address.
    pub(crate) fn compare(a: &Code, b: &Code) -> Self {
        let (low, high) = if *a.code < *b.code { (a, b) } else { (b, a) };
        Self::Compare(format!("{}-vs-{}", low.slug(), high.slug()))
    }

    pub(crate) fn situation(situation: &Situation) -> Self {
        Self::Situation(situation.id.value.clone())
    }

    /// The same with the higher number first: an address that people make up, and that leads to the
    /// other.
    pub(crate) fn reversed(low: &Code, high: &Code) -> Self {
        Self::Compare(format!("{}-vs-{}", high.slug(), low.slug()))
    }

    pub(crate) fn protocol(protocol: &Protocol) -> Self {
        Self::Protocol(protocol.id.clone())
    }

    /// The folder below the language's.
    pub(crate) fn folder(&self) -> String {
        match self {
            Self::Index => String::new(),
            Self::Comparisons => "compare/".to_owned(),
            Self::Policy => "policy/".to_owned(),
            Self::Sources => "sources/".to_owned(),
            Self::About => "about/".to_owned(),
            Self::Lookup => "lookup/".to_owned(),
            Self::Code(slug) => format!("codes/{slug}/"),
            Self::Range(slug) => format!("ranges/{slug}/"),
            Self::Compare(slug) => format!("compare/{slug}/"),
            Self::Situations => "situations/".to_owned(),
            Self::Situation(id) => format!("situations/{id}/"),
            Self::Protocols => "protocols/".to_owned(),
            Self::Protocol(id) => format!("protocols/{id}/"),
            Self::Number(number) => format!("numbers/{number}/"),
        }
    }

    /// The file below the site's root.
    pub(crate) fn file(&self, locale: &Locale) -> String {
        self.file_in(&locale.folder)
    }

    /// The same, of the language with this folder.
    pub(crate) fn file_in(&self, folder: &str) -> String {
        format!("{folder}/{}index.html", self.folder())
    }

    /// The links from this page to itself in each of these languages, which every page has.
    pub(crate) fn in_languages<'a>(
        &self,
        locales: impl Iterator<Item = &'a Locale>,
    ) -> impl Iterator<Item = String> {
        let (root, folder) = (self.root(), self.folder());
        locales.map(move |locale| format!("{root}{}/{folder}index.html", locale.folder))
    }

    /// The way from this page to the site's root: `../../../`.
    pub(crate) fn root(&self) -> String {
        "../".repeat(1 + self.folder().matches('/').count())
    }

    /// The way from this page to another of the same language.
    pub(crate) fn to(&self, other: &Self) -> String {
        let up = "../".repeat(self.folder().matches('/').count());
        let link = format!("{up}{}index.html", other.folder());
        link
    }

    /// The number of the code that the page is about.
    pub(crate) fn code_number(&self) -> Option<u16> {
        if let Self::Code(slug) = self { number(slug) } else { None }
    }

    /// The numbers of the two codes that the page compares.
    pub(crate) fn compared(&self) -> Option<[u16; 2]> {
        let Self::Compare(slug) = self else { return None };
        let (low, high) = slug.split_once("-vs-")?;
        Some([number(low)?, number(high)?])
    }

    /// The same facts as JSON, from the site's root, where a page has them.
    pub(crate) fn json(&self) -> Option<String> {
        if let Some([low, high]) = self.compared() {
            return Some(format!("{API}/pairs/{low}-{high}.json"));
        }
        if let Self::Protocol(id) = self {
            return Some(format!("{API}/protocols/{id}.json"));
        }
        self.code_number().map(|code| format!("{API}/codes/{code}.json"))
    }
}

/// The number that a code's address begins with.
fn number(slug: &str) -> Option<u16> {
    slug.split('-').next()?.parse().ok()
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

    /// One page of each kind, with the way from it up to the site's root.
    fn pages() -> [(Path, &'static str); 5] {
        [
            (Path::Index, "../"),
            (Path::Comparisons, "../../"),
            (Path::Code("1006-abnormal-closure".to_owned()), "../../../"),
            (Path::Range("0-999".to_owned()), "../../../"),
            (Path::Compare("1005-no-status-rcvd-vs-1006-abnormal-closure".to_owned()), "../../../"),
        ]
    }

    #[test]
    fn the_way_to_the_root_has_a_step_for_each_folder() {
        let data = data();
        for (page, root) in pages() {
            assert_eq!(page.root(), root, "{page:?}");
            let file = page.file(data.base());
            assert_eq!(file.matches('/').count(), root.matches("../").count(), "{file}");
        }
    }

    #[test]
    fn links_are_relative_from_every_depth() {
        let [index, comparisons, code, range, compare] = pages().map(|(page, _)| page);
        assert_eq!(index.to(&index), "index.html");
        assert_eq!(index.to(&code), "codes/1006-abnormal-closure/index.html");
        assert_eq!(index.to(&comparisons), "compare/index.html");
        assert_eq!(comparisons.to(&index), "../index.html");
        assert_eq!(
            comparisons.to(&compare),
            "../compare/1005-no-status-rcvd-vs-1006-abnormal-closure/index.html"
        );
        assert_eq!(code.to(&index), "../../index.html");
        assert_eq!(code.to(&range), "../../ranges/0-999/index.html");
        assert_eq!(compare.to(&code), "../../codes/1006-abnormal-closure/index.html");
        assert_eq!(range.to(&range), "../../ranges/0-999/index.html");
    }

    #[test]
    fn protocols_and_numbers_have_folders_of_their_own() {
        let (all, protocol, number) =
            (Path::Protocols, Path::Protocol("discord-gateway".to_owned()), Path::Number(4004));
        assert_eq!(all.to(&number), "../numbers/4004/index.html");
        assert_eq!(number.to(&protocol), "../../protocols/discord-gateway/index.html");
        assert_eq!(protocol.root(), "../../../");
        assert_eq!(protocol.json().as_deref(), Some("api/v2/protocols/discord-gateway.json"));
        assert_eq!((all.json(), number.json(), number.code_number()), (None, None, None));
    }

    #[test]
    fn a_page_links_itself_in_another_language_through_the_root() {
        let data = data();
        let indonesian =
            data.locales.iter().find(|l| l.folder == "id").expect("the language is there");
        let [index, comparisons, code, ..] = pages()
            .map(|(page, _)| page.in_languages(std::iter::once(indonesian)).collect::<String>());
        assert_eq!(index, "../id/index.html");
        assert_eq!(comparisons, "../../id/compare/index.html");
        assert_eq!(code, "../../../id/codes/1006-abnormal-closure/index.html");
    }

    #[test]
    fn a_comparison_has_one_address_whichever_code_comes_first() {
        let data = data();
        for (a, b) in data.all_pairs() {
            let path = Path::compare(a, b);
            assert_eq!(path, Path::compare(b, a));
            assert_eq!(
                path,
                Path::Compare(format!("{}-vs-{}", a.slug(), b.slug())),
                "the lower number comes first"
            );
        }
    }

    #[test]
    fn addresses_hold_lower_case_letters_digits_and_hyphens() {
        let data = data();
        let folders = data
            .codes
            .iter()
            .map(|c| Path::code(c).folder())
            .chain(data.ranges.iter().map(|r| Path::range(r).folder()));
        for folder in folders {
            assert!(
                folder
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-/".contains(&b)),
                "{folder}"
            );
        }
        assert_eq!(
            Path::code(data.code(1010).expect("it is registered")).folder(),
            "codes/1010-mandatory-ext/"
        );
        assert_eq!(Path::range(data.range(5000)).folder(), "ranges/5000-65535/");
    }
}
