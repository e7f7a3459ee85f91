//! Every public item is documented with an example, and the features are the languages and
//! protocols of the data.

use std::fs;
use std::path::Path;

use syn::parse::{ParseStream, Parser as _};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, Visibility};
use toml::de::DeTable;

use crate::common::{dataset, path};

/// What an item must have.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    Words,
    WordsAndExample,
}

/// Collects what lacks its documentation, and counts what has it.
#[derive(Default)]
struct Review {
    /// Whether the file is a protocol's: of those the enum has the example, and each item its
    /// words. An example for each of their many codes would be one and the same line, compiled a
    /// thousand times.
    is_protocol: bool,
    seen: usize,
    lacking: Vec<String>,
}

impl Review {
    fn item(&mut self, name: &str, attrs: &[Attribute], at: &impl Spanned, need: Need) {
        self.seen += 1;
        let text: String = attrs.iter().filter_map(doc_line).collect();
        let lack = match need {
            _ if text.trim().is_empty() => "no documentation",
            Need::WordsAndExample if !text.contains("```") && !self.is_protocol => "no example",
            _ => return,
        };
        self.lacking.push(format!("line {}: `{name}` has {lack}", at.span().start().line));
    }

    fn public(&mut self, vis: &Visibility, name: &syn::Ident, attrs: &[Attribute], need: Need) {
        if matches!(vis, Visibility::Public(_)) {
            self.item(&name.to_string(), attrs, name, need);
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items.iter().filter(|item| !is_hidden(item)) {
            match item {
                Item::Enum(e) => {
                    if self.is_protocol
                        && !e.attrs.iter().filter_map(doc_line).any(|line| line.contains("```"))
                    {
                        self.lacking.push(format!(
                            "line {}: `{}` has no example",
                            e.ident.span().start().line,
                            e.ident
                        ));
                    }
                    self.public(&e.vis, &e.ident, &e.attrs, Need::WordsAndExample);
                    // Codes and ranges are what people look up, so each shows how it is used.
                    let need = if e.ident == "CloseCode" || e.ident == "CodeRange" {
                        Need::WordsAndExample
                    } else {
                        Need::Words
                    };
                    e.variants.iter().for_each(|v| self.public(&e.vis, &v.ident, &v.attrs, need));
                }
                Item::Struct(s) => {
                    self.public(&s.vis, &s.ident, &s.attrs, Need::WordsAndExample);
                    for field in &s.fields {
                        let name = field.ident.clone().unwrap_or_else(|| s.ident.clone());
                        self.public(&field.vis, &name, &field.attrs, Need::Words);
                    }
                }
                Item::Fn(f) => self.public(&f.vis, &f.sig.ident, &f.attrs, Need::WordsAndExample),
                Item::Const(c) => self.public(&c.vis, &c.ident, &c.attrs, Need::WordsAndExample),
                Item::Static(s) => self.public(&s.vis, &s.ident, &s.attrs, Need::WordsAndExample),
                Item::Type(t) => self.public(&t.vis, &t.ident, &t.attrs, Need::WordsAndExample),
                Item::Trait(t) => self.public(&t.vis, &t.ident, &t.attrs, Need::WordsAndExample),
                Item::Impl(i) if i.trait_.is_none() => self.methods(&i.items),
                // What is in a file of its own has its words there, where `missing_docs` asks for
                // them.
                Item::Mod(m) if m.content.is_none() => {}
                Item::Mod(m) => {
                    self.public(&m.vis, &m.ident, &m.attrs, Need::Words);
                    m.content.iter().for_each(|(_, items)| self.items(items));
                }
                Item::Macro(m) => match &m.ident {
                    None => self.invocation(&m.mac),
                    Some(ident) => self.definition(&ident.to_string(), m.mac.tokens.clone()),
                },
                // The documentation of a trait's implementation is the trait's.
                Item::Impl(_) | Item::Use(_) | Item::ExternCrate(_) => {}
                _ => self.lacking.push(format!(
                    "line {}: this test knows no such item",
                    item.span().start().line
                )),
            }
        }
    }

    fn methods(&mut self, items: &[ImplItem]) {
        for item in items {
            match item {
                ImplItem::Fn(f) => {
                    self.public(&f.vis, &f.sig.ident, &f.attrs, Need::WordsAndExample);
                }
                ImplItem::Const(c) => {
                    self.public(&c.vis, &c.ident, &c.attrs, Need::WordsAndExample);
                }
                ImplItem::Type(t) => self.public(&t.vis, &t.ident, &t.attrs, Need::WordsAndExample),
                _ => self.lacking.push(format!(
                    "line {}: this test knows no such item",
                    item.span().start().line
                )),
            }
        }
    }

    /// What a macro of ours makes. Methods are left to `definition`; the variants of a `word_enum`
    /// are words, and the enum has the example.
    fn invocation(&mut self, mac: &syn::Macro) {
        let name = mac.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
        match name.as_str() {
            "word_enum" => {
                let head = |input: ParseStream<'_>| {
                    let head = (input.call(Attribute::parse_outer)?, input.parse::<syn::Ident>()?);
                    input.parse::<proc_macro2::TokenStream>().map(|_| head)
                };
                let (attrs, ident) = head
                    .parse2(mac.tokens.clone())
                    .expect("word_enum begins with attributes and a name");
                self.item(&ident.to_string(), &attrs, &ident, Need::WordsAndExample);
            }
            // Codes and ranges are what people look up, so each shows how it is used.
            "close_codes" | "code_ranges" => self.rows(&mac.tokens, Need::WordsAndExample),
            // A row has its words in its texts; what is above it says where that is said.
            "endpoint" => self.rows(&mac.tokens, Need::Words),
            // Functions of the crate's own, implementations of traits, methods (`getters`)
            // or constants whose words and examples are in the macro, beside which they are written
            // once; and languages and protocols, each a name or a module of its own.
            "lookups" | "fields" | "as_number" | "into_io" | "from_causes" | "conversions"
            | "getters" | "class_ids" | "constants" | "locales" | "protocols"
            // Rows of the table of messages, of which nothing is public.
            | "implementations" | "beginnings" | "printed" | "reported" => {}
            _ => self
                .lacking
                .push(format!("line {}: is what `{name}!` makes public?", mac.span().start().line)),
        }
    }

    /// The rows of a macro that make variants: documentation, a number or a range, a name, and what
    /// else is up to the semicolon.
    fn rows(&mut self, tokens: &proc_macro2::TokenStream, need: Need) {
        let row = |input: ParseStream<'_>| {
            let mut rows = Vec::new();
            while !input.is_empty() {
                let attrs = input.call(Attribute::parse_outer)?;
                let is_row = input.peek(syn::LitInt);
                let mut name = None;
                while !input.is_empty() && !input.peek(syn::Token![;]) {
                    match input.parse::<proc_macro2::TokenTree>()? {
                        proc_macro2::TokenTree::Ident(ident) if is_row && name.is_none() => {
                            name = Some(ident);
                        }
                        _ => {}
                    }
                }
                input.parse::<Option<syn::Token![;]>>()?;
                rows.extend(name.map(|name| (attrs, name)));
            }
            Ok(rows)
        };
        let rows = row.parse2(tokens.clone()).expect("rows end in semicolons");
        assert!(!rows.is_empty() || self.is_protocol, "the walk through the rows lost its way");
        for (attrs, name) in rows {
            self.item(&name.to_string(), &attrs, &name, need);
        }
    }

    /// What a macro of ours makes public of itself: each such item in its text has words and an
    /// example, but the enums and methods of protocols, of which the enum of each has one.
    fn definition(&mut self, name: &str, tokens: proc_macro2::TokenStream) {
        // A `word_enum` has one method, and its example would be the row once more.
        let is_protocol = name.starts_with("__");
        let need =
            if is_protocol || name == "word_enum" { Need::Words } else { Need::WordsAndExample };
        let mut attrs: Vec<String> = Vec::new();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                proc_macro2::TokenTree::Punct(p) if p.as_char() == '#' => {
                    attrs.extend(tokens.next().map(|attr| attr.to_string()));
                }
                proc_macro2::TokenTree::Group(group) => {
                    // What the call passes on is looked at where it is called.
                    if group.stream().to_string().starts_with("# [$") {
                        attrs.push("[doc = \"```\"]".to_owned());
                    }
                    self.definition(name, group.stream());
                }
                proc_macro2::TokenTree::Ident(ident) if ident == "pub" => {
                    let is_restricted =
                        matches!(tokens.peek(), Some(proc_macro2::TokenTree::Group(_)));
                    let docs: Vec<&String> =
                        attrs.iter().filter(|attr| attr.starts_with("[doc")).collect();
                    let words = tokens.clone().take(3).filter_map(|token| match token {
                        proc_macro2::TokenTree::Ident(word) => Some(word.to_string()),
                        _ => None,
                    });
                    let item: Vec<String> = words.collect();
                    let at = ident.span().start().line;
                    let lack = match need {
                        // What is exported again has its words where it is written.
                        _ if is_restricted || matches!(item[0].as_str(), "mod" | "use") => None,
                        _ if docs.is_empty() => Some("no documentation"),
                        Need::WordsAndExample if !docs.iter().any(|doc| doc.contains("```")) => {
                            Some("no example")
                        }
                        _ => None,
                    };
                    self.seen += 1;
                    self.lacking.extend(
                        lack.map(|lack| format!("line {at}: `{}` has {lack}", item.join(" "))),
                    );
                    attrs.clear();
                }
                proc_macro2::TokenTree::Punct(p) if ";,".contains(p.as_char()) => attrs.clear(),
                _ => {}
            }
        }
    }
}

/// What is for generated code alone is no part of what people use.
fn is_hidden(item: &Item) -> bool {
    let attrs = match item {
        Item::Impl(i) => &i.attrs,
        Item::Mod(m) => &m.attrs,
        Item::Fn(f) => &f.attrs,
        Item::Enum(e) => &e.attrs,
        _ => return false,
    };
    let is_hidden = |attr: &Attribute| {
        let Meta::List(list) = &attr.meta else { return false };
        list.path.is_ident("doc") && list.tokens.to_string() == "hidden"
    };
    attrs.iter().any(is_hidden)
}

fn doc_line(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attr.meta else { return None };
    let Expr::Lit(value) = &pair.value else { return None };
    let Lit::Str(line) = &value.lit else { return None };
    pair.path.is_ident("doc").then(|| line.value() + "\n")
}

fn review(source: &str) -> Review {
    review_of(source, false)
}

fn review_of(source: &str, is_protocol: bool) -> Review {
    let mut review = Review { is_protocol, ..Review::default() };
    review.items(&syn::parse_file(source).expect("the source is Rust").items);
    review
}

fn sources(dir: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(dir).expect("the source folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_public_item_has_words_and_an_example() {
    let mut files = Vec::new();
    sources(&path("src"), &mut files);
    sources(&path("../closecode-batch/src"), &mut files);
    let mut seen = 0;
    let mut lacking = Vec::new();
    for file in files {
        let is_protocol = file.parent().is_some_and(|dir| dir.ends_with("generated/protocols"))
            && !file.ends_with("mod.rs");
        let found =
            review_of(&fs::read_to_string(&file).expect("a source file is text"), is_protocol);
        seen += found.seen;
        lacking.extend(found.lacking.into_iter().map(|lack| format!("{}, {lack}", file.display())));
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
    // 19 codes, 5 ranges, and several times as many functions: less means that the walk lost its
    // way.
    assert!(seen > 90, "only {seen} items were seen");
}

#[test]
fn the_review_sees_what_is_lacking() {
    let bad = [
        ("pub fn f() {}", "line 1: `f` has no documentation"),
        ("/// Words.\npub fn f() {}", "line 2: `f` has no example"),
        ("/// Words.\npub struct S { /// ```\n a: u8 }", "line 2: `S` has no example"),
        ("/// ```\npub struct S { pub a: u8 }", "line 2: `a` has no documentation"),
        ("impl S {\n/// Words.\npub const C: u8 = 0; }", "line 3: `C` has no example"),
        ("/// ```\npub enum CloseCode {\n/// Words.\nA }", "line 4: `A` has no example"),
        ("mod m { pub fn g() {} }", "line 1: `g` has no documentation"),
        ("word_enum! {\n/// Words.\nE { A = \"a\" } }", "line 3: `E` has no example"),
        ("novel! {}", "line 1: is what `novel!` makes public?"),
        ("crate::code::close_codes! {\n/// Words.\n1000 A; }", "line 3: `A` has no example"),
        ("code_ranges! {\n/// ```\n0..=9 A;\n10..=19 B; }", "line 4: `B` has no documentation"),
        ("macro_rules! m { () => {\npub fn f() {} } }", "line 2: `fn f` has no documentation"),
        (
            "macro_rules! m { () => {\n/// Words.\npub const C: u8 = 0; } }",
            "line 3: `const C` has no example",
        ),
    ];
    for (source, lack) in bad {
        assert_eq!(review(source).lacking, [lack], "{source}");
    }
    let protocol = |source| review_of(source, true).lacking;
    assert_eq!(
        protocol("/// Words.\npub enum CloseCode {\n/// Words.\nA }"),
        ["line 2: `CloseCode` has no example"]
    );
    assert_eq!(protocol("/// ```\npub enum CloseCode { A }"), ["line 2: `A` has no documentation"]);
    assert_eq!(
        protocol(
            "crate::protocols::endpoint! { \"A\" in a;\n/// Words.\n1000 A \"a\";\n1001 B \"b\"; }"
        ),
        ["line 4: `B` has no documentation"]
    );
    assert!(
        protocol(
            "/// ```\npub enum CloseCode {\n/// Words.\nA }\n/// Words.\npub const C: u8 = 0;"
        )
        .is_empty()
    );
    let good = [
        "#[doc(hidden)]\npub fn f() {}",
        "#[doc(hidden)]\nimpl S { pub fn f() {} }",
        "fn f() {}",
        "pub(crate) fn f() {}",
        "impl T for S { fn f() {} }",
        "/// ```\npub enum E {\n/// Words.\nA }",
        "pub use a::B;",
        "macro_rules! m { () => { fn f() {} pub(crate) fn g() {} } }",
        "macro_rules! m { ($(#[$doc:meta])*) => { $(#[$doc])* pub enum E {} } }",
        "macro_rules! __m { () => {\n/// Words.\npub fn f() {} } }",
    ];
    for source in good {
        assert!(review(source).lacking.is_empty(), "{source}");
    }
}

#[test]
fn the_features_are_the_languages_and_protocols_of_the_data() {
    let manifest = fs::read_to_string(path("Cargo.toml")).expect("the manifest is text");
    let document = DeTable::parse(&manifest).expect("the manifest is TOML");
    let features =
        document.get_ref()["features"].get_ref().as_table().expect("[features] is a table");
    let mut languages: Vec<&str> = features
        .keys()
        .map(|key| key.get_ref().as_ref())
        .filter(|key| key.starts_with("locale-"))
        .collect();
    languages.sort_unstable();
    let data = dataset();
    let mut folders: Vec<String> =
        data.locales.iter().map(|locale| format!("locale-{}", locale.folder)).collect();
    folders.sort_unstable();
    assert_eq!(languages, folders, "one feature for each folder of data/locales");
    let all = features["locales"].get_ref().as_array().expect("a feature is an array");
    let mut all: Vec<&str> = all.iter().filter_map(|feature| feature.get_ref().as_str()).collect();
    all.sort_unstable();
    assert_eq!(all, folders, "`locales` asks for every language");
    let protocols: Vec<&str> = features
        .keys()
        .map(|key| key.get_ref().as_ref())
        .filter(|key| key.starts_with("protocol-"))
        .collect();
    let confirmed =
        data.protocols.iter().filter(|p| p.rows().any(closecode_data::CodeEntry::is_confirmed));
    let ids: Vec<String> = confirmed.map(|p| format!("protocol-{}", p.id)).collect();
    assert_eq!(protocols, ids, "one feature for each file of data/protocols");
    let all = features["protocols"].get_ref().as_array().expect("a feature is an array");
    assert!(
        all.iter()
            .filter_map(|feature| feature.get_ref().as_str())
            .eq(ids.iter().map(String::as_str)),
        "`protocols` asks for all"
    );
    assert!(
        features["default"].get_ref().as_array().is_some_and(|list| list.is_empty()),
        "nothing is on by default"
    );
}

#[test]
fn the_crate_documentation_names_every_feature() {
    let manifest = fs::read_to_string(path("Cargo.toml")).expect("the manifest is text");
    let document = DeTable::parse(&manifest).expect("the manifest is TOML");
    let docs = fs::read_to_string(path("src/lib.rs")).expect("the source is text");
    for key in
        document.get_ref()["features"].get_ref().as_table().expect("[features] is a table").keys()
    {
        let feature = key.get_ref();
        // There are many languages and many protocols, and the manifest lists them.
        let feature = match feature.split_once('-') {
            Some(("locale", _)) => "locale-<tag>",
            Some(("protocol", _)) => "protocol-<id>",
            _ => feature,
        };
        assert!(
            feature == "default" || docs.contains(&format!("`{feature}`")),
            "{feature} is not in the table of features"
        );
    }
}
