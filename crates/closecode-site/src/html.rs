//! The one value that askama does not escape, and the only ways to make one.

use std::fmt;

use askama::filters::{Escaper, Html as HtmlEscaper, HtmlSafe};
use closecode_data::markdown::{Piece, pieces};
use closecode_data::{Direction, LocalizedText, Localizer};

/// HTML that is safe to be in a page: each constructor escapes what it is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// Escapes text for HTML and XML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    HtmlEscaper.write_escaped_str(&mut out, text).expect("writing into a string does not fail");
    out
}

impl Html {
    /// Plain text.
    pub(crate) fn text(text: &str) -> Self {
        Self(escape(text))
    }

    /// Text in another language than the page's.
    pub(crate) fn in_language(text: &str, tag: &str) -> Self {
        Self(format!("<span lang=\"{}\" dir=\"ltr\">{}</span>", escape(tag), escape(text)))
    }

    /// The same on a page that runs from left to right too.
    pub(crate) fn in_same_direction(text: &str, tag: &str) -> Self {
        Self(format!("<span lang=\"{}\">{}</span>", escape(tag), escape(text)))
    }

    /// A text of the page's language, with code between backticks.
    pub(crate) fn prose(text: &str) -> Self {
        Self(with_code(text))
    }

    /// A link.
    pub(crate) fn link(text: &str, url: &str) -> Self {
        Self(format!("<a href=\"{}\">{}</a>", escape(url), escape(text)))
    }

    /// A link around markup.
    pub(crate) fn link_to(content: &Self, url: &str) -> Self {
        Self::linked(content, &Self::href(url, None))
    }

    /// A link around markup, with attributes that [`Html::href`] made.
    pub(crate) fn linked(content: &Self, href: &Self) -> Self {
        Self(format!("<a {}>{}</a>", href.0, content.0))
    }

    /// The attributes of a link: its address, and the language of the page that it leads to, if it
    /// is another.
    pub(crate) fn href(url: &str, language: Option<&str>) -> Self {
        let language = language.map(|tag| format!(" hreflang=\"{}\"", escape(tag)));
        Self(format!("href=\"{}\"{}", escape(url), language.unwrap_or_default()))
    }

    /// A part of a page with a template of its own, whose escaping is askama's.
    pub(crate) fn part(part: &impl askama::Template) -> Self {
        Self(
            part.render()
                .expect("rendering into a string fails only if a Display fails, and ours do not"),
        )
    }

    /// A part of a page that needs to know where the site is served.
    pub(crate) fn rendered(
        part: &impl askama::Template,
        values: &dyn askama::Values,
    ) -> askama::Result<Self> {
        part.render_with_values(values).map(Self)
    }

    /// Data for machines in a `script` element that no browser runs; a text in it cannot end the
    /// element.
    pub(crate) fn script_data(kind: &str, value: &serde_json::Value) -> Self {
        Self(format!(
            "<script type=\"{}\">{}</script>",
            escape(kind),
            value.to_string().replace('<', "\\u003c")
        ))
    }

    /// A name in a program.
    pub(crate) fn code(text: &str) -> Self {
        Self(format!("<code>{}</code>", escape(text)))
    }

    /// Text in an element without attributes.
    pub(crate) fn element(name: &'static str, text: &str) -> Self {
        Self(format!("<{name}>{}</{name}>", escape(text)))
    }

    /// A date: as machines read it, and as it is said.
    pub(crate) fn time(date: &str, said: &str) -> Self {
        Self(format!("<time datetime=\"{}\">{}</time>", escape(date), escape(said)))
    }

    /// Lines of markup.
    pub(crate) fn lines(lines: &[Self]) -> Self {
        Self(lines.iter().map(|l| l.0.as_str()).collect::<Vec<_>>().join("\n"))
    }

    /// An element without content, such as `link` or `meta`.
    pub(crate) fn void(name: &str, attributes: &[(&str, &str)]) -> Self {
        let attributes: Vec<String> = attributes
            .iter()
            .map(|(name, value)| format!(" {name}=\"{}\"", escape(value)))
            .collect();
        Self(format!("<{name}{}>", attributes.concat()))
    }

    /// Pieces one after the other.
    pub(crate) fn join(pieces: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let pieces: Vec<String> = pieces.into_iter().map(|p| p.0).collect();
        Self(pieces.join(&escape(between)))
    }
}

impl Html {
    /// A passage with markup in place of names in braces, as `{label}: {value}`.
    pub(crate) fn filled(passage: &LocalizedText<'_>, values: &[(&str, &Self)]) -> Self {
        let mut out = String::new();
        let mut rest = passage.text.as_ref();
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|n| open + n) else { break };
            out.push_str(&escape(&rest[..open]));
            match values.iter().find(|(name, _)| *name == &rest[open + 1..close]) {
                Some((_, value)) => out.push_str(&value.0),
                None => out.push_str(&escape(&rest[open..=close])),
            }
            rest = &rest[close + 1..];
        }
        out.push_str(&escape(rest));
        match passage.lang.filter(|_| passage.text.contains(char::is_alphabetic)) {
            Some(tag) => Self(format!(
                "<span class=\"untranslated\" lang=\"{tag}\" dir=\"ltr\">{out}</span>"
            )),
            None if passage.is_stale => Self(format!("<span class=\"stale\">{out}</span>")),
            None => Self(out),
        }
    }

    /// Less loud than what stands around it.
    pub(crate) fn quiet(&self) -> Self {
        Self(format!("<span class=\"quiet\">{}</span>", self.0))
    }

    /// Words that somebody says.
    pub(crate) fn quoted(&self) -> Self {
        Self(format!("<q>{}</q>", self.0))
    }
}

/// A heading that links to itself, so that its address can be copied without a script.
pub(crate) fn heading(id: impl fmt::Display, content: impl Into<Html>) -> Html {
    let id = escape(&id.to_string());
    let content = content.into().0;
    Html(format!("<h2 id=\"{id}\"><a class=\"permalink\" href=\"#{id}\">{content}</a></h2>"))
}

/// How a language puts pieces together: with its commas, colons, brackets and spaces.
pub(crate) trait Punctuation {
    /// `label: value`
    fn label(&self, label: impl Into<Html>, value: impl Into<Html>) -> Html;

    /// `text (aside)`
    fn aside(&self, text: impl Into<Html>, aside: impl Into<Html>) -> Html;

    /// `one, two, three`
    fn list_of(&self, pieces: impl IntoIterator<Item = Html>) -> Html;

    /// One sentence after the other.
    fn sentences(&self, pieces: impl IntoIterator<Item = Html>) -> Html;
}

impl Punctuation for Localizer<'_> {
    fn label(&self, label: impl Into<Html>, value: impl Into<Html>) -> Html {
        Html::filled(
            &bare(self.punctuation().label("{label}", "{value}")),
            &[("label", &label.into()), ("value", &value.into())],
        )
    }

    fn aside(&self, text: impl Into<Html>, aside: impl Into<Html>) -> Html {
        Html::filled(
            &bare(self.punctuation().aside("{text}", "{aside}")),
            &[("text", &text.into()), ("aside", &aside.into())],
        )
    }

    fn list_of(&self, pieces: impl IntoIterator<Item = Html>) -> Html {
        let pattern = bare(self.punctuation().list("{first}", "{rest}"));
        // Titles in Latin letters would take the commas between them along, and stand in the wrong
        // order.
        let is_rtl = *self.locale().language.direction == Direction::Rtl;
        let piece = |piece: Html| if is_rtl { Html(format!("<bdi>{piece}</bdi>")) } else { piece };
        let join =
            |first: Html, rest: Html| Html::filled(&pattern, &[("first", &first), ("rest", &rest)]);
        pieces.into_iter().map(piece).reduce(join).unwrap_or_default()
    }

    fn sentences(&self, pieces: impl IntoIterator<Item = Html>) -> Html {
        let pattern = bare(self.punctuation().sentences("{first}", "{second}"));
        pieces
            .into_iter()
            .reduce(|first, second| {
                Html::filled(&pattern, &[("first", &first), ("second", &second)])
            })
            .unwrap_or_default()
    }
}

/// Punctuation is in no language: what it puts together says for itself which it is in.
fn bare(passage: LocalizedText<'_>) -> LocalizedText<'_> {
    LocalizedText { lang: None, is_stale: false, ..passage }
}

/// Escaped text, with its code marked up as such.
fn with_code(text: &str) -> String {
    let piece = |piece| match piece {
        Piece::Prose(prose) => escape(prose),
        Piece::Code(code) => Html::code(code).0,
    };
    if text.contains('`') { pieces(text).map(piece).collect() } else { escape(text) }
}

/// A passage that fell back to English says so, for screen readers, hyphenation and fonts.
impl From<LocalizedText<'_>> for Html {
    fn from(passage: LocalizedText<'_>) -> Self {
        match passage.lang {
            Some(tag) => Self(format!(
                "<span class=\"untranslated\" lang=\"{tag}\" dir=\"ltr\">{}</span>",
                with_code(&passage.text)
            )),
            None if passage.is_stale => {
                Self(format!("<span class=\"stale\">{}</span>", with_code(&passage.text)))
            }
            None => Self(with_code(&passage.text)),
        }
    }
}

impl From<&Html> for Html {
    fn from(html: &Html) -> Self {
        html.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn passage(text: &str, lang: Option<&'static str>) -> Html {
        LocalizedText { text: Cow::Borrowed(text), lang, is_stale: false }.into()
    }

    #[test]
    fn each_character_that_html_knows_is_escaped() {
        assert_eq!(
            Html::text("<b> & \"x\" 'y'").to_string(),
            "&#60;b&#62; &#38; &#34;x&#34; &#39;y&#39;"
        );
        assert_eq!(Html::text("&lt;").to_string(), "&#38;lt;", "what looks escaped is text too");
        assert_eq!(Html::text("1006 – kode, العربية").to_string(), "1006 – kode, العربية");
    }

    #[test]
    fn markup_is_filled_into_a_passage_and_the_rest_is_escaped() {
        let pattern = |text: &'static str, lang| {
            Html::filled(
                &LocalizedText { text: Cow::Borrowed(text), lang, is_stale: false },
                &[("x", &Html::text("<").quoted())],
            )
        };
        assert_eq!(pattern("a < {x} {y} }", None).to_string(), "a &#60; <q>&#60;</q> {y} }");
        assert_eq!(pattern("{x", None).to_string(), "{x");
        assert_eq!(
            pattern("is {x}", Some("en")).to_string(),
            "<span class=\"untranslated\" lang=\"en\" dir=\"ltr\">is <q>&#60;</q></span>"
        );
    }

    #[test]
    fn a_link_escapes_its_address_and_its_text() {
        let link = Html::link("a < b", "https://example.com/?a=1&b='\"><script>");
        assert_eq!(
            link.to_string(),
            "<a href=\"https://example.com/?a=1&#38;b=&#39;&#34;&#62;&#60;script&#62;\">a &#60; b\
             </a>"
        );
    }

    #[test]
    fn a_passage_that_fell_back_says_in_which_language_it_is() {
        assert_eq!(passage("it's", None).to_string(), "it&#39;s");
        assert_eq!(
            passage("call `a<b>` & go", None).to_string(),
            "call <code>a&#60;b&#62;</code> &#38; go"
        );
        assert_eq!(
            passage("it's", Some("en")).to_string(),
            "<span class=\"untranslated\" lang=\"en\" dir=\"ltr\">it&#39;s</span>"
        );
        assert_eq!(
            Html::in_language("x", "a\"b").to_string(),
            "<span lang=\"a&#34;b\" dir=\"ltr\">x</span>"
        );
    }

    #[test]
    fn a_heading_links_to_itself() {
        assert_eq!(
            heading("facts", Html::text("<x>")).to_string(),
            "<h2 id=\"facts\"><a class=\"permalink\" href=\"#facts\">&#60;x&#62;</a></h2>"
        );
    }

    #[test]
    fn data_cannot_end_its_element() {
        let data = Html::script_data(
            "application/ld+json",
            &serde_json::json!({ "name": "</script><!-- & \"x\"" }),
        )
        .to_string();
        let expected = concat!(
            r#"<script type="application/ld+json">"#,
            r#"{"name":"\u003c/script>\u003c!-- & \"x\""}</script>"#
        );
        assert_eq!(data, expected);
    }

    #[test]
    fn attributes_are_escaped() {
        let link =
            Html::void("link", &[("rel", "canonical"), ("href", "https://example.com/?a=\"b\"&c")]);
        assert_eq!(
            link.to_string(),
            "<link rel=\"canonical\" href=\"https://example.com/?a=&#34;b&#34;&#38;c\">"
        );
    }

    #[test]
    fn joining_escapes_what_stands_between_and_nothing_twice() {
        let pieces = || [Html::text("a & b"), Html::text("c")];
        assert_eq!(Html::join(pieces(), " < ").to_string(), "a &#38; b &#60; c");
        assert_eq!(Html::join([], ", ").to_string(), "");
    }
}
