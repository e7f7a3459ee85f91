//! Files that programs read before any page: the map for language models, the map for search
//! engines, and their rules.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use closecode_data::{Dataset, markdown};

use crate::head::BaseUrl;
use crate::html::escape;
use crate::paths::Path;

/// `llms.txt`: what the site holds, in Markdown, with the JSON first, because a program reads that
/// better than a page.
pub(crate) fn llms(data: &Dataset, base: Option<&BaseUrl>) -> String {
    let root = base.map_or("", BaseUrl::as_str);
    let api = format!("{root}{}", crate::paths::API);
    let localizer = data.localizer(data.base());
    let folder = &data.base().folder;
    let index = localizer.index();
    let md = markdown::escape;
    let mut out = format!(
        "# {}\n\n> {}\n\n",
        md(&localizer.page().site_name().text),
        md(&index.description().text)
    );
    let _ = write!(out, "{}\n\n## JSON\n\n", md(&index.lead().text));
    let _ = writeln!(
        out,
        "- [all.json]({api}/all.json): codes, ranges, pairs, implementations, sources"
    );
    let _ = writeln!(out, "- [codes.schema.json]({api}/codes.schema.json): the shape of all.json");
    let _ = writeln!(
        out,
        "- [codes/1006.json]({api}/codes/1006.json): one code; every registered number has such a \
         file"
    );
    let _ = writeln!(
        out,
        "- [pairs/1005-1006.json]({api}/pairs/1005-1006.json): two codes and where their facts \
         differ"
    );
    let _ = writeln!(
        out,
        "- [problems/closed-before-open.json]({api}/problems/closed-before-open.json): a question \
         that people ask, with commands that find the cause and fixes by proxy and library"
    );
    let _ = writeln!(
        out,
        "- [scenarios/server-killed.json]({api}/scenarios/server-killed.json): what happens when \
         something goes wrong: what is on the wire, step by step, and what a good client does next"
    );
    let _ = writeln!(
        out,
        "- [changes.json]({api}/changes.json): what each version of the data changed"
    );
    let _ = writeln!(
        out,
        "- [codes.csv]({api}/codes.csv), [ranges.csv]({api}/ranges.csv): tables to join with logs, \
         described in [datapackage.json]({api}/datapackage.json)"
    );
    let _ = writeln!(
        out,
        "- [closecode-vectors.json]({api}/closecode-vectors.json): test vectors for WebSocket \
         libraries and for clients that reconnect, with their \
         [schema]({api}/closecode-vectors.schema.json)"
    );
    others(&mut out, root, folder);
    let _ = write!(out, "\n## {}\n\n", md(&index.codes().text));
    for code in &data.codes {
        let words = localizer.code_texts(*code.code);
        let url = format!("{root}{folder}/{}index.html", Path::Code(code).folder());
        let _ = writeln!(
            out,
            "- [{} {}]({url}): {}",
            *code.code,
            md(&words.title().text),
            md(&words.summary().text)
        );
    }
    problems(&mut out, data, root, folder);
    let _ = write!(out, "\n## {}\n\n", md(&index.ranges().text));
    for range in &data.ranges {
        let words = localizer.range_texts(&range.id);
        let url = format!("{root}{folder}/{}index.html", Path::Range(range).folder());
        let title = md(&words.title().text);
        let _ = writeln!(
            out,
            "- [{}–{} {title}]({url}): {}",
            range.first,
            range.last,
            md(&words.summary().text)
        );
    }
    if !data.protocols.is_empty() {
        let _ = write!(out, "\n## {}\n\n", md(&localizer.protocol().label().text));
        for protocol in &data.protocols {
            let url = format!("{api}/protocols/{}.json", protocol.id);
            let _ = writeln!(out, "- [{}]({url}): {}", md(&protocol.name), md(&protocol.summary));
        }
    }
    let _ = write!(out, "\n## {}\n\n", md(&index.pairs().text));
    for pair in &data.pairs {
        let (low, high) = pair.codes();
        let (Some(a), Some(b), Some(words)) =
            (data.code(low), data.code(high), localizer.pair_texts(low, high))
        else {
            continue;
        };
        let url = format!("{root}{folder}/{}index.html", Path::compare(a, b).folder());
        let _ = writeln!(out, "- [{low} / {high}]({url}): {}", md(&words.difference().text));
    }
    out
}

/// What else there is: pages in English, and short addresses.
fn others(out: &mut String, root: &str, folder: &str) {
    let _ = writeln!(
        out,
        "- [Implementations]({root}{folder}/implementations/index.html): what libraries, browsers \
         and runtimes report and reply, code by code, as measured or as read in their sources"
    );
    let _ = writeln!(
        out,
        "- [1006/]({root}1006/index.html), [1005-1006/]({root}1005-1006/index.html): short \
         addresses of codes, of the numbers that products use, of ranges and of pairs; they lead \
         to the English pages"
    );
    let _ = writeln!(
        out,
        "- [What happens when …]({root}{folder}/what-happens/index.html): a process is killed, a \
         proxy cuts, a token is refused: the frames, and what each library tells its user"
    );
}

/// The questions that people ask, which are what a reader of this file is asked.
fn problems(out: &mut String, data: &Dataset, root: &str, folder: &str) {
    let page = data.localizer(data.base()).page();
    let written = data.problems.iter().filter_map(|p| Some((p, p.texts_in(folder)?)));
    let _ = write!(out, "\n## {}\n\n", markdown::escape(&page.problems().text));
    for (problem, texts) in written {
        let url = format!("{root}{folder}/{}index.html", Path::Problem(problem).folder());
        let _ = writeln!(
            out,
            "- [{}]({url}): {}",
            escape(&texts.title),
            markdown::text(&texts.summary)
        );
    }
}

/// `sitemap.xml`: the address of every page that a search engine should list. Pages name their
/// translations themselves.
pub(crate) fn sitemap(files: &BTreeMap<String, String>, base: &BaseUrl) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    for (path, text) in files {
        let Some(folder) = path.strip_suffix("index.html") else { continue };
        // The root is a copy of the English index.
        if folder.is_empty() {
            continue;
        }
        if !text.contains("<meta name=\"robots\" content=\"noindex\">") {
            let _ = writeln!(out, "<url><loc>{}</loc></url>", escape(&base.file(folder)));
        }
    }
    out.push_str("</urlset>\n");
    out
}

/// `robots.txt`: everything may be read. Robots ask for it at the root of a host, so below a path
/// it is there for whoever copies it.
pub(crate) fn robots(base: &BaseUrl) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", base.file("sitemap.xml"))
}
