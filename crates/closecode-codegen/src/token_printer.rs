//! Prints tokens without syn and prettyplease, which take longer to compile than everything else
//! here.
//!
//! The result is for the compiler, and for a person who follows an error into it: a statement a
//! line, indented. What people read every day is printed by `format`.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The source, item by item.
pub(crate) fn print(tokens: &TokenStream) -> String {
    let mut printer = Printer { out: String::new(), depth: 0, at_line_start: true };
    printer.stream(tokens, true);
    printer.line();
    printer.out
}

struct Printer {
    out: String,
    depth: usize,
    at_line_start: bool,
}

impl Printer {
    fn stream(&mut self, tokens: &TokenStream, in_block: bool) {
        let mut tokens = tokens.clone().into_iter().peekable();
        let mut glued = true;
        while let Some(token) = tokens.next() {
            let next = tokens.peek();
            glued = match &token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    self.word("{", false);
                    self.depth += 1;
                    self.line();
                    self.stream(&group.stream(), true);
                    self.line();
                    self.depth -= 1;
                    self.word("}", true);
                    // What goes on after a brace, as a list does, stays on its line.
                    if !matches!(next, Some(TokenTree::Punct(p)) if ",;.?)".contains(p.as_char())) {
                        self.line();
                    }
                    true
                }
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        _ => ("", ""),
                    };
                    // An attribute and a call hold on to what is before them.
                    self.word(
                        open,
                        glued
                            || self
                                .out
                                .ends_with(|c: char| c.is_alphanumeric() || "#!&>_".contains(c)),
                    );
                    self.stream(&group.stream(), false);
                    self.word(close, true);
                    let is_attribute =
                        group.delimiter() == Delimiter::Bracket && in_block && self.is_attribute();
                    if is_attribute {
                        self.line();
                    }
                    false
                }
                TokenTree::Punct(punct) => {
                    let mark = punct.as_char();
                    self.word(mark.encode_utf8(&mut [0; 4]), glued || ",;.?".contains(mark));
                    if in_block && ",;".contains(mark) {
                        self.line();
                    }
                    punct.spacing() == Spacing::Joint || "&#!.".contains(mark)
                }
                other => {
                    self.word(&other.to_string(), glued);
                    false
                }
            };
        }
    }

    /// Whether the present line is an attribute and nothing else.
    fn is_attribute(&self) -> bool {
        self.out.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with("#["))
    }

    fn word(&mut self, word: &str, glued: bool) {
        if self.at_line_start {
            self.out.push_str(&"    ".repeat(self.depth));
        } else if !glued {
            self.out.push(' ');
        }
        self.at_line_start = false;
        self.out.push_str(word);
    }

    fn line(&mut self) {
        if !self.at_line_start {
            self.out.push('\n');
        }
        self.at_line_start = true;
    }
}

#[cfg(test)]
mod tests {
    use super::print;
    use quote::quote;

    #[test]
    fn what_is_printed_is_what_was_meant() {
        let tokens = quote! {
            /// A "quoted" line.
            #[derive(Clone, Copy)]
            pub enum Code { A = 1, B = 2 }
            pub const ALL: &[(core::ops::RangeInclusive<u16>, &'static str)] = &[(1..=2, "x"), (-3 as u16..=!4, r"y\")];
            fn f<'a>(x: &&'a u8) -> Option<&'a u8> { match x { 1 | 2 => return None, _ => Some(*x) } }
            m!(A, "b");
        };
        let text = print(&tokens);
        let again: proc_macro2::TokenStream = text.parse().unwrap();
        // Tokens remember which marks touch; what they are is the rest.
        let plain = |tokens: &proc_macro2::TokenStream| tokens.to_string().replace(' ', "");
        assert_eq!(plain(&again), plain(&tokens), "{text}");
        assert!(
            text.contains("#[derive(Clone, Copy)]\npub enum Code {\n    A = 1,\n    B = 2\n}\n"),
            "{text}"
        );
    }
}
