//! The list of all sources: what each is, when it was read, and what rests on it.

use askama::Template;
use closecode_data::{
    BibliographyTexts, Code, Dataset, Locale, Range, Source, SourceKind, WithFallback,
};

use crate::filters;
use crate::html::Html;
use crate::page::{Link, Page};
use crate::paths::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "bibliography.html", whitespace = "minimize")]
pub(crate) struct Bibliography<'a> {
    page: Page<'a>,
}

/// The sources of one kind.
#[derive(Debug)]
struct Group<'a> {
    id: &'static str,
    title: Html,
    entries: Vec<Entry<'a>>,
}

/// One source.
#[derive(Debug)]
struct Entry<'a> {
    source: &'a Source,
    /// The version, or else the revision, that was read.
    version: Option<&'a str>,
    codes: Vec<Link>,
    ranges: Vec<Link>,
    is_surveyed: bool,
}

impl<'a> Bibliography<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = data.localizer(locale).bibliography();
        let page = Page::new(
            data,
            locale,
            Path::Sources,
            words.title().to_string(),
            words.description().to_string(),
        );
        Self { page }
    }

    fn words(&self) -> WithFallback<'a, BibliographyTexts> {
        self.page.localizer.bibliography()
    }

    /// The kinds in the order in which they bind: standards first, the talk about them last.
    fn groups(&self) -> Vec<Group<'a>> {
        let kinds = [
            SourceKind::Rfc,
            SourceKind::Erratum,
            SourceKind::Registry,
            SourceKind::Mail,
            SourceKind::LivingStandard,
            SourceKind::TestSuite,
            SourceKind::SourceCode,
            SourceKind::VendorDoc,
            SourceKind::Issue,
        ];
        let data = self.page.data;
        let cited: Vec<_> = data.codes.iter().map(|code| (code, cited(data, code))).collect();
        let entries = |kind| {
            let sources = data.sources.iter().filter(|s| *s.kind == kind);
            sources.map(|source| self.entry(source, &cited)).collect::<Vec<_>>()
        };
        let group = |kind: SourceKind| Group {
            id: kind.as_str(),
            title: self.page.localizer.text(kind).into(),
            entries: entries(kind),
        };
        kinds.into_iter().map(group).filter(|group| !group.entries.is_empty()).collect()
    }

    /// A source, with the codes of which a fact cites it.
    fn entry(&self, source: &'a Source, cited: &[(&Code, Vec<&str>)]) -> Entry<'a> {
        let page = &self.page;
        let data = self.page.data;
        let codes = cited.iter().filter(|(_, ids)| ids.contains(&source.id.as_str()));
        let ranges = data.ranges.iter().filter(|range| range_rests_on(range, &source.id));
        let numbers = |range: &Range| Html::text(&format!("{}–{}", range.first, range.last));
        Entry {
            source,
            version: source
                .version
                .as_ref()
                .or(source.revision.as_ref())
                .map(|version| version.as_str()),
            codes: codes
                .map(|(code, _)| Link {
                    url: page.code_url(code),
                    text: Html::text(&code.code.to_string()),
                })
                .collect(),
            ranges: ranges
                .map(|range| Link { url: page.range_url(range), text: numbers(range) })
                .collect(),
            is_surveyed: data
                .surveyed()
                .any(|(implementation, _)| implementation.source.id == *source.id),
        }
    }
}

/// The sources that facts about a code cite.
fn cited<'a>(data: &'a Dataset, code: &'a Code) -> Vec<&'a str> {
    let policy = &code.policy;
    let analogy = code.analogy.iter().flat_map(|analogy| &analogy.sources);
    let history = code.history.iter().map(|event| &event.source);
    let deviations = data.deviations(code).into_iter();
    let deviations = deviations.map(|deviation| &deviation.implementation.source);
    let lists = code
        .sources
        .iter()
        .chain(&code.wire.sources)
        .chain(&policy.sources)
        .chain(&policy.departs_from);
    let all = lists.chain(analogy).chain(history).chain(deviations);
    all.map(|citation| citation.id.as_str()).collect()
}

/// Whether a fact about a range cites a source.
fn range_rests_on(range: &Range, id: &str) -> bool {
    let policy = &range.policy;
    range
        .sources
        .iter()
        .chain(&range.wire.sources)
        .chain(&policy.sources)
        .chain(&policy.departs_from)
        .any(|citation| citation.id == id)
}
