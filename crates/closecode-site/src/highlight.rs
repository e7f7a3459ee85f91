//! Colours for short programs: keywords, strings and comments, and nothing else.
//!
//! It reads what this site writes, not a language: a comment begins with `//` or `#` and ends with
//! the line, and a string ends with the quote that began it. A grammar for each language, as site
//! generators bring along, would be more than all that the pages show.

use crate::html::Html;

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    JavaScript,
    Python,
    Go,
    Rust,
}

impl Syntax {
    fn comment(self) -> &'static str {
        if self == Self::Python { "#" } else { "//" }
    }

    /// What begins and ends a string. In Rust an apostrophe may begin a lifetime.
    fn quotes(self) -> &'static [&'static str] {
        match self {
            Self::JavaScript => &["\"", "'", "`"],
            Self::Python => &["\"\"\"", "\"", "'"],
            Self::Go => &["\"", "`"],
            Self::Rust => &["\""],
        }
    }

    fn keywords(self) -> &'static [&'static str] {
        match self {
            Self::JavaScript => &[
                "async", "await", "const", "else", "false", "for", "from", "function", "if",
                "import", "let", "new", "return", "true", "while",
            ],
            Self::Python => &[
                "False", "None", "True", "and", "as", "async", "await", "def", "else", "except",
                "for", "from", "if", "import", "in", "not", "or", "return", "try", "while", "with",
            ],
            Self::Go => &[
                "case", "const", "defer", "else", "for", "func", "if", "import", "nil", "package",
                "range", "return", "switch", "type", "var",
            ],
            Self::Rust => &[
                "as", "break", "const", "else", "false", "fn", "for", "if", "let", "loop", "match",
                "mut", "pub", "return", "true", "use", "while",
            ],
        }
    }
}

/// A part of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Keyword(&'a str),
    Text(&'a str),
    Comment(&'a str),
    Other(&'a str),
}

/// The program with `b` around keywords, `span` around strings and `small` around comments: short
/// elements that say nothing to a screen reader.
pub(crate) fn highlight(program: &str, syntax: Syntax) -> Html {
    let piece = |token| match token {
        Token::Keyword(text) => Html::element("b", text),
        Token::Text(text) => Html::element("span", text),
        Token::Comment(text) => Html::element("small", text),
        Token::Other(text) => Html::text(text),
    };
    Html::join(tokens(program, syntax).into_iter().map(piece), "")
}

fn tokens(program: &str, syntax: Syntax) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = program;
    // How much of the rest is neither of the three.
    let mut plain = 0;
    while plain < rest.len() {
        let here = &rest[plain..];
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let word = here.find(|c| !is_word(c)).unwrap_or(here.len());
        let quote = syntax.quotes().iter().find(|quote| here.starts_with(**quote));
        let found = if here.starts_with(syntax.comment()) {
            let end = here.find('\n').unwrap_or(here.len());
            Some(Token::Comment(&here[..end]))
        } else if let Some(quote) = quote {
            Some(Token::Text(&here[..string(here, quote)]))
        } else {
            let keyword = &here[..word];
            syntax.keywords().contains(&keyword).then_some(Token::Keyword(keyword))
        };
        let Some(token) = found else {
            // A word is passed as a whole, so that none of its ends is a keyword.
            plain += word.max(here.chars().next().map_or(1, char::len_utf8));
            continue;
        };
        if plain > 0 {
            tokens.push(Token::Other(&rest[..plain]));
        }
        let (Token::Keyword(text) | Token::Text(text) | Token::Comment(text) | Token::Other(text)) =
            token;
        tokens.push(token);
        rest = &here[text.len()..];
        plain = 0;
    }
    if plain > 0 {
        tokens.push(Token::Other(rest));
    }
    tokens
}

/// Where the string ends that the text begins with.
fn string(text: &str, quote: &str) -> usize {
    let mut at = quote.len();
    while at < text.len() && !text[at..].starts_with(quote) {
        let escaped = text[at..].strip_prefix('\\').and_then(|after| after.chars().next());
        at += match (escaped, text[at..].chars().next()) {
            (Some(escaped), _) => 1 + escaped.len_utf8(),
            (None, next) => next.map_or(1, char::len_utf8),
        };
    }
    (at + quote.len()).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(program: &str, syntax: Syntax) -> String {
        highlight(program, syntax).to_string()
    }

    #[test]
    fn keywords_strings_and_comments_are_told_apart() {
        assert_eq!(
            marked("let url = \"a // b\"; // let\nif (newest) `${new}`", Syntax::JavaScript),
            "<b>let</b> url = <span>&#34;a // b&#34;</span>; <small>// let</small>\n<b>if</b> \
             (newest) \
             <span>`${new}`</span>"
        );
        assert_eq!(
            marked("\"\"\"It's \"one\".\"\"\"\nreturn 'x'  # in", Syntax::Python),
            "<span>&#34;&#34;&#34;It&#39;s &#34;one&#34;.&#34;&#34;&#34;</span>\n<b>return</b> \
             <span>&#39;x&#39;</span>  <small># in</small>"
        );
        assert_eq!(
            marked("func f(x *http.Request) { return \"\\\"<\" }", Syntax::Go),
            "<b>func</b> f(x *http.Request) { <b>return</b> <span>&#34;\\&#34;&#60;&#34;</span> }"
        );
        assert_eq!(marked("fn f<'a>(x: &'a str)", Syntax::Rust), {
            "<b>fn</b> f&#60;&#39;a&#62;(x: &#38;&#39;a str)"
        });
    }

    #[test]
    fn nothing_is_lost_however_it_ends() {
        for program in ["", "\"", "\"open", "\"\\", "é`ü", "// no end", "let", "a\n\n\n", "\"\"\"'"]
        {
            for syntax in [Syntax::JavaScript, Syntax::Python, Syntax::Go, Syntax::Rust] {
                let texts = tokens(program, syntax).into_iter().map(|token| match token {
                    Token::Keyword(text)
                    | Token::Text(text)
                    | Token::Comment(text)
                    | Token::Other(text) => text,
                });
                assert_eq!(texts.collect::<String>(), program);
            }
        }
    }
}
