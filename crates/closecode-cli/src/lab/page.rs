//! The page of the lab: what each way is, with a button that opens it.

use askama::Template;
use closecode::RawCode;
use closecode_lab::Way;

#[derive(Debug, Template)]
#[template(path = "lab.html", whitespace = "minimize")]
struct Page {
    title: String,
    /// Whether all ways are on it, and not one.
    is_all: bool,
    /// The beginning of each address.
    base: String,
    groups: Vec<Group>,
}

#[derive(Debug)]
struct Group {
    id: &'static str,
    title: &'static str,
    ways: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    id: String,
    about: String,
    /// What the code is called, if the way is about a registered one.
    name: Option<&'static str>,
    closes: Option<Closes>,
}

/// What the page's script passes to the function that closes.
#[derive(Debug)]
struct Closes {
    /// The number, or nothing.
    code: String,
    reason: usize,
}

/// The page of all ways.
pub(super) fn all(ways: &[Way], base: &str) -> String {
    render("closecode lab".to_owned(), ways, base, true)
}

/// The page of one way.
pub(super) fn one(way: &Way, base: &str) -> String {
    render(format!("{} - closecode lab", way.id), std::slice::from_ref(way), base, false)
}

fn render(title: String, ways: &[Way], base: &str, is_all: bool) -> String {
    let mut groups: Vec<Group> = Vec::new();
    for way in ways {
        let [id, title] = group(&way.id);
        let place = groups.iter().position(|group| group.id == id).unwrap_or_else(|| {
            groups.push(Group { id, title, ways: Vec::new() });
            groups.len() - 1
        });
        groups[place].ways.push(entry(way));
    }
    let page = Page { title, is_all, base: base.to_owned(), groups };
    page.render().expect("a page is written into memory")
}

fn entry(way: &Way) -> Entry {
    Entry {
        id: way.id.clone(),
        about: way.about.clone(),
        name: name(way),
        closes: way.closes.map(|closes| Closes {
            code: closes.code.map(|code| code.to_string()).unwrap_or_default(),
            reason: closes.reason_bytes,
        }),
    }
}

/// What the code is called that a way is about.
pub(super) fn name(way: &Way) -> Option<&'static str> {
    let number = way.id.split_once('-')?.1.parse().ok()?;
    let is_code = way.id.starts_with("recv-") || way.id.starts_with("send-");
    is_code.then(|| RawCode::new(number).name()).flatten()
}

/// The group of a way, by the beginning of its name: an id and a title.
pub(super) fn group(id: &str) -> [&'static str; 2] {
    match id.split('-').next().unwrap_or_default() {
        "recv" => ["close-frames", "The lab sends a Close frame"],
        "over" => ["long-messages", "The lab sends a long message"],
        "end" | "half" | "tls" => ["no-close-frame", "The connection ends without a Close frame"],
        "silence" => ["silence", "The lab goes silent"],
        "hang" | "handshake" | "http" | "accept" | "extension" | "protocol" => {
            ["handshakes", "The handshake fails or is slow"]
        }
        "send" | "answer" => ["client-closes", "The client closes first"],
        _ => ["broken-messages", "The lab breaks the protocol"],
    }
}

#[cfg(test)]
mod tests {
    use closecode_lab::{Role, ways};

    use super::*;

    #[test]
    fn each_way_is_on_the_page_once_in_its_group() {
        let ways = ways(Role::Client);
        let page = all(&ways, "ws://127.0.0.1:8014");
        for way in &ways {
            let address = format!("<code>ws://127.0.0.1:8014/{}</code>", way.id);
            assert_eq!(page.matches(&address).count(), 1, "{}", way.id);
        }
        assert!(page.contains("data-code=\"3000\" data-reason=\"124\""));
        assert!(page.contains("(Service Restart)."));
        let headings: Vec<&str> = page.split("<h2 id=\"").skip(1).collect();
        assert_eq!(headings.len(), 7);
        // What breaks the protocol is what no other group has.
        let broken: Vec<&str> = ways.iter().map(|way| &*way.id).collect();
        let broken = broken.iter().filter(|id| group(id)[0] == "broken-messages").count();
        assert!((10..20).contains(&broken), "{broken}");
    }

    #[test]
    fn the_page_loads_nothing() {
        let page = all(&ways(Role::Client), "ws://127.0.0.1:8014");
        for part in ["http://", "https://", "src=", "<link", "@import", "url("] {
            assert!(!page.contains(part), "{part}");
        }
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn a_page_of_one_way_has_that_way_alone() {
        let ways = ways(Role::Client);
        let page = one(&ways[10], "ws://x");
        assert_eq!(page.matches("<button").count(), 1);
        assert!(page.contains("<a href=\"/\">All ways</a>"));
    }
}
