//! What surrounds the content of every page.

use closecode_data::{BASE_LOCALE, Code, Dataset, Locale, LocalizedText, Localizer, Range};

use crate::html::Html;
use crate::url::Path;

/// What a page may load: its own style sheet, scripts and pictures, and nothing from elsewhere.
/// `connect-src` is for checkers, which ask for robots.txt under the page's policy; no script of
/// ours connects.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; \
    script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/// The pages that lead to the others, as the header and the index list them. A page of a new kind
/// adds a line here.
pub(crate) fn nav<'a>(
    localizer: &Localizer<'a>,
) -> Vec<(Path, LocalizedText<'a>, LocalizedText<'a>)> {
    let (index, lookup) = (localizer.index(), localizer.lookup());
    vec![
        (Path::Index, localizer.page().home(), index.codes_note()),
        (Path::Situations, localizer.situation().label(), localizer.situation().description()),
        (Path::Comparisons, index.all_pairs(), index.pairs_note()),
        (Path::Policy, localizer.policies().title(), localizer.policies().description()),
        (Path::Lookup, lookup.label(), lookup.description()),
        (Path::Protocols, localizer.protocol().label(), localizer.protocol().note()),
        (Path::Sources, localizer.bibliography().title(), localizer.bibliography().description()),
        (Path::About, localizer.about().title(), localizer.about().description()),
    ]
}

/// A link of the header, with what the index says about it.
#[derive(Debug)]
pub(crate) struct NavLink<'a> {
    pub(crate) url: String,
    pub(crate) label: LocalizedText<'a>,
    pub(crate) note: LocalizedText<'a>,
    pub(crate) is_current: bool,
}

/// A link with its text.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) url: String,
    pub(crate) text: Html,
}

/// The same page in another language.
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
    pub(crate) path: Path,
    pub(crate) title: String,
    pub(crate) description: String,
}

impl<'a> Page<'a> {
    pub(crate) fn new(
        data: &'a Dataset,
        locale: &'a Locale,
        path: Path,
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
        self.path.to(&Path::Index)
    }

    /// The language's name for itself.
    pub(crate) fn language_name(&self) -> &'a str {
        &self.localizer.locale().language.name
    }

    /// Whether its language is written in a script for which the style sheet alone is not right.
    pub(crate) fn needs_script_rules(&self) -> bool {
        !crate::style::is_latin_or_cyrillic(self.tag())
    }

    /// Whether it needs the style sheet of protocols.
    pub(crate) fn is_of_protocols(&self) -> bool {
        matches!(self.path, Path::Protocols | Path::Protocol(_) | Path::Number(_))
    }

    pub(crate) fn comparisons(&self) -> String {
        self.path.to(&Path::Comparisons)
    }

    pub(crate) fn policy(&self) -> String {
        self.path.to(&Path::Policy)
    }

    pub(crate) fn sources(&self) -> String {
        self.path.to(&Path::Sources)
    }

    pub(crate) fn lookup(&self) -> String {
        self.path.to(&Path::Lookup)
    }

    pub(crate) fn is_index(&self) -> bool {
        self.path == Path::Index
    }

    pub(crate) fn is_in_base_language(&self) -> bool {
        self.tag() == BASE_LOCALE
    }

    pub(crate) fn nav(&self) -> Vec<NavLink<'a>> {
        let link = |(path, label, note)| NavLink {
            url: self.path.to(&path),
            label,
            note,
            is_current: self.path == path,
        };
        nav(&self.localizer).into_iter().map(link).collect()
    }

    /// The facts of the page as JSON; of all pages, where it has none of its own.
    pub(crate) fn json(&self) -> String {
        format!(
            "{}{}",
            self.root(),
            self.path.json().unwrap_or_else(|| format!("{}/all.json", closecode_json::API))
        )
    }

    pub(crate) fn languages(&self) -> Vec<Alternative<'a>> {
        let current = self.tag();
        let alternative = |(locale, url): (&'a Locale, String)| Alternative {
            url,
            tag: &locale.language.tag,
            name: &locale.language.name,
            direction: locale.language.direction.as_str(),
            is_current: *locale.language.tag == current,
        };
        let locales = self.data.locales.iter();
        locales.clone().zip(self.path.in_languages(locales)).map(alternative).collect()
    }

    /// A date of the data in the page's language.
    pub(crate) fn date(&self, date: &str) -> String {
        self.localizer.formats().date(date)
    }

    pub(crate) fn code_url(&self, code: &Code) -> String {
        self.path.to(&Path::code(code))
    }

    pub(crate) fn range_url(&self, range: &Range) -> String {
        self.path.to(&Path::range(range))
    }

    pub(crate) fn compare_url(&self, a: &Code, b: &Code) -> String {
        self.path.to(&Path::compare(a, b))
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
