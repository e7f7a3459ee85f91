//! A strict reader of the pages that we write: every element is closed and every value is quoted.
//!
//! It forgives nothing, so it is many times faster than a browser's parser, and what it returns can
//! be shared between tests. A test compares what both read (`skeleton.rs`).

use std::borrow::Cow;

/// The elements and texts of a page, in the order in which they are written.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
}

#[derive(Debug)]
struct Node<'a> {
    /// The place of the element around it; the outermost is its own.
    parent: usize,
    /// The place after the last node inside it.
    end: usize,
    content: Content<'a>,
}

#[derive(Debug)]
enum Content<'a> {
    Element { name: &'a str, attributes: Vec<(&'a str, &'a str)> },
    Text(&'a str),
}

/// One element of a tree.
#[derive(Clone, Copy)]
pub(crate) struct Element<'t> {
    tree: &'t Tree<'t>,
    at: usize,
}

/// Elements that have no content and no end.
const VOID: [&str; 5] = ["br", "hr", "input", "link", "meta"];

/// The text that was escaped; askama writes numbers, and nothing of ours writes names.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    let Some((start, rest)) = text.split_once("&#") else {
        assert!(!text.contains('&'), "an entity by name in {text:?}");
        return Cow::Borrowed(text);
    };
    let (number, rest) = rest.split_once(';').expect("an entity ends");
    let character =
        number.parse().ok().and_then(char::from_u32).expect("an entity is a character's number");
    Cow::Owned(format!("{start}{character}{}", unescape(rest)))
}

impl<'a> Tree<'a> {
    /// Reads a page.
    pub(crate) fn read(text: &'a str) -> Result<Self, String> {
        let rest = text.strip_prefix("<!doctype html>").ok_or("it does not begin as HTML does")?;
        let mut tree = Self { nodes: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut rest = rest;
        while let Some((words, tag)) = rest.split_once('<') {
            tree.text(words, &open)?;
            if let Some(name) = tag.strip_prefix('/') {
                let (name, after) = name.split_once('>').ok_or("a tag does not end")?;
                let at = open.pop().ok_or_else(|| format!("</{name}> ends nothing"))?;
                if tree.name(at) != name {
                    return Err(format!("</{name}> ends <{}>", tree.name(at)));
                }
                tree.nodes[at].end = tree.nodes.len();
                rest = after;
            } else {
                rest = tree.element(tag, &mut open)?;
            }
        }
        tree.text(rest, &open)?;
        match open.last() {
            Some(at) => Err(format!("<{}> does not end", tree.name(*at))),
            None => Ok(tree),
        }
    }

    fn text(&mut self, words: &'a str, open: &[usize]) -> Result<(), String> {
        if words.contains('>') {
            return Err(format!("a bracket that is not escaped: {words:?}"));
        }
        if let Some(parent) = open.last().filter(|_| !words.is_empty()) {
            let end = self.nodes.len() + 1;
            self.nodes.push(Node { parent: *parent, end, content: Content::Text(words) });
        } else if !words.trim().is_empty() {
            return Err(format!("text outside of all elements: {words:?}"));
        }
        Ok(())
    }

    /// Reads what follows the `<` of a start tag; returns what follows the tag.
    fn element(&mut self, tag: &'a str, open: &mut Vec<usize>) -> Result<&'a str, String> {
        let end = tag.find([' ', '>', '/']).ok_or("a tag does not end")?;
        let (name, mut rest) = tag.split_at(end);
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(format!("<{name} is no element"));
        }
        let mut attributes = Vec::new();
        while let Some(after) = rest.strip_prefix(' ') {
            let end = after.find(['=', ' ', '>', '/']).ok_or("a tag does not end")?;
            let (key, after) = after.split_at(end);
            let (value, after) = match after.strip_prefix("=\"") {
                Some(value) => value.split_once('"').ok_or("a value does not end")?,
                None => ("", after),
            };
            if key.is_empty() || value.contains(['<', '>']) || after.starts_with('=') {
                return Err(format!("an attribute of <{name}> is malformed: {key} {value}"));
            }
            attributes.push((key, value));
            rest = after;
        }
        let at = self.nodes.len();
        let parent = open.last().copied().unwrap_or(at);
        let content = Content::Element { name, attributes };
        self.nodes.push(Node { parent, end: at + 1, content });
        if let Some(after) = rest.strip_prefix("/>") {
            return Ok(after);
        }
        let after = rest.strip_prefix('>').ok_or_else(|| format!("<{name} does not end"))?;
        if VOID.contains(&name) {
            return Ok(after);
        }
        if name == "script" {
            // What stands in it is no markup.
            let (words, after) = after.split_once("</script>").ok_or("a script does not end")?;
            let content = Content::Text(words);
            self.nodes.push(Node { parent: at, end: at + 2, content });
            self.nodes[at].end = at + 2;
            return Ok(after);
        }
        open.push(at);
        Ok(after)
    }

    fn name(&self, at: usize) -> &'a str {
        if let Content::Element { name, .. } = &self.nodes[at].content { name } else { "" }
    }

    /// Every element.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        self.inside(0, self.nodes.len())
    }

    /// Every text with the element that it stands in.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (Element<'_>, &str)> {
        self.nodes.iter().filter_map(|node| match node.content {
            Content::Text(text) => Some((Element { tree: self, at: node.parent }, text)),
            Content::Element { .. } => None,
        })
    }

    fn inside(&self, start: usize, end: usize) -> impl Iterator<Item = Element<'_>> {
        (start..end)
            .filter(|at| matches!(self.nodes[*at].content, Content::Element { .. }))
            .map(|at| Element { tree: self, at })
    }
}

impl<'t> Element<'t> {
    pub(crate) fn name(self) -> &'t str {
        self.tree.name(self.at)
    }

    /// Names and values, as they are written.
    pub(crate) fn attributes(self) -> &'t [(&'t str, &'t str)] {
        match &self.tree.nodes[self.at].content {
            Content::Element { attributes, .. } => attributes,
            Content::Text(_) => &[],
        }
    }

    pub(crate) fn attribute(self, name: &str) -> Option<String> {
        let found = self.attributes().iter().find(|(key, _)| *key == name)?;
        Some(unescape(found.1).into_owned())
    }

    pub(crate) fn has(self, name: &str) -> bool {
        self.attributes().iter().any(|(key, _)| *key == name)
    }

    pub(crate) fn is(self, name: &str, value: &str) -> bool {
        self.attributes().contains(&(name, value))
    }

    pub(crate) fn has_class(self, class: &str) -> bool {
        self.attributes()
            .iter()
            .any(|(key, value)| *key == "class" && value.split(' ').any(|c| c == class))
    }

    /// The elements around it, the nearest first.
    pub(crate) fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |e| {
            let at = e.tree.nodes[e.at].parent;
            (at != e.at).then_some(Self { tree: e.tree, at })
        })
        .skip(1)
    }

    pub(crate) fn parent(self) -> Option<Self> {
        self.ancestors().next()
    }

    pub(crate) fn is_inside(self, name: &str) -> bool {
        self.ancestors().any(|e| e.name() == name)
    }

    /// Its place among the elements beside it, from 1 on.
    pub(crate) fn place(self) -> usize {
        let start = self.tree.nodes[self.at].parent;
        let beside = self.tree.inside(start, self.at + 1);
        beside.filter(|e| self.tree.nodes[e.at].parent == start && e.at != start).count()
    }

    /// The elements inside it.
    pub(crate) fn inside(self) -> impl Iterator<Item = Self> {
        self.tree.inside(self.at + 1, self.tree.nodes[self.at].end)
    }

    /// Its text as a browser shows it: white space collapses.
    pub(crate) fn text(self) -> String {
        self.text_of(|_| true)
    }

    /// Its text without blocks of code.
    pub(crate) fn prose(self) -> String {
        self.text_of(|parent| parent.name() != "pre" && !parent.is_inside("pre"))
    }

    /// The text of those elements in it that are wanted.
    fn text_of(self, is_wanted: impl Fn(Self) -> bool) -> String {
        let nodes = &self.tree.nodes[self.at..self.tree.nodes[self.at].end];
        let texts = nodes.iter().filter_map(|node| match node.content {
            Content::Text(text) => {
                is_wanted(Element { tree: self.tree, at: node.parent }).then(|| unescape(text))
            }
            Content::Element { .. } => None,
        });
        // A no-break space is a part of the text, not of its layout.
        texts.collect::<String>().split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn the_reader_forgives_nothing() {
    let page = |body: &str| format!("<!doctype html><html><body>{body}</body></html>");
    for good in
        ["<p class=\"a\" hidden>x &#38; y</p>", "<svg><path d=\"M1\"/></svg><hr>", "<b></b>"]
    {
        assert!(Tree::read(&page(good)).is_ok(), "{good}");
    }
    for bad in [
        "<p>",
        "</p>",
        "<b><i></b></i>",
        "<p class=a></p>",
        "<p class=\"a></p>",
        "<p class=\"<\"></p>",
        "a > b",
        "a < b",
        "<p  class=\"a\"></p>",
        "<!-- a -->",
        "<script>",
    ] {
        assert!(Tree::read(&page(bad)).is_err(), "{bad}");
    }
    assert!(Tree::read("<html></html>").is_err(), "it has no doctype");
    assert!(Tree::read("<!doctype html><p></p>x").is_err(), "text behind the page");
    let text = page("<p>a &#60;\n b</p>");
    let tree = Tree::read(&text).expect("it is well formed");
    let p = tree.elements().find(|e| e.name() == "p").expect("it is there");
    assert_eq!((p.text().as_str(), p.place(), p.is_inside("body")), ("a < b", 1, true));
}
