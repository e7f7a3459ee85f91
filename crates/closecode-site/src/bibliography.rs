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
        let sources = &self.page.data.sources;
        let entries = |kind| {
            sources.iter().filter(|s| *s.kind == kind).map(|s| self.entry(s)).collect::<Vec<_>>()
        };
        let group = |kind: SourceKind| Group {
            id: kind.as_str(),
            title: self.page.localizer.text(kind).into(),
            entries: entries(kind),
        };
        kinds.into_iter().map(group).filter(|group| !group.entries.is_empty()).collect()
    }

    fn entry(&self, source: &'a Source) -> Entry<'a> {
        let page = &self.page;
        let data = self.page.data;
        let codes = data.codes.iter().filter(|code| rests_on(data, code, &source.id));
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
                .map(|code| Link {
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

/// Whether a fact about a code cites a source.
fn rests_on(data: &Dataset, code: &Code, id: &str) -> bool {
    let policy = &code.policy;
    let analogy = code.analogy.iter().flat_map(|analogy| &analogy.sources);
    let history = code.history.iter().map(|event| &event.source);
    let deviations = data.deviations(code);
    let deviations = deviations.iter().map(|deviation| &deviation.implementation.source);
    let lists = code
        .sources
        .iter()
        .chain(&code.wire.sources)
        .chain(&policy.sources)
        .chain(&policy.departs_from);
    lists.chain(analogy).chain(history).chain(deviations).any(|citation| citation.id == id)
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
