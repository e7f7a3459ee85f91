//! The pages of questions: what the data says reaches them, as it is written.

use expect_test::{ExpectFile, expect_file};

use crate::common::{
    DATA, SITE, all, assert_none, code_path, dataset, mini_files, page, site, text,
};

/// A question with everything that one can have, beside the one of the miniature dataset.
const EVERYTHING: &str = r#"
kind = "decision"
codes = [1012, 1006]
sources = ["rfc6455#7.1.5", "mail"]
authority = "convention"
messages = ["lost <b> & gone"]
survey = [1012]

[[steps]]
command = ["if (a < b) {", "  run();", "}"]
output = "1006 ..."

[[steps]]

[[fixes]]
implementation = "alpha"
config = "idle 1h;"

[[fixes]]

[[options]]
code = 1012
who = ["alpha", "beta"]

[[options]]
status = 503

[text.en]
title = "Close & restart?"
summary = "Send `1012`."
tells = ["It says so."]
steps = ["Run this.", "Look there."]
fixes = ["Raise it.", "Or wait."]
options = ["Close.", "Refuse."]
advice = "Close `slowly`."
prevention = ["Try it."]

[text.id]
title = "Tutup & mulai ulang?"
summary = "Kirim `1012`."
tells = ["Kode ini mengatakannya."]
steps = ["Jalankan ini.", "Lihat di sana."]
fixes = ["Naikkan.", "Atau tunggu."]
options = ["Tutup.", "Tolak."]
advice = "Tutup `perlahan`."
prevention = ["Cobalah."]
"#;

#[test]
fn each_kind_of_page_looks_as_recorded() {
    let mut files = mini_files();
    files.insert("problems/restart.toml".to_owned(), EVERYTHING.to_owned());
    let data = dataset(files);
    let site = site(&data);
    let golden: [(&str, ExpectFile); 3] = [
        ("en/problems/index.html", expect_file!["golden/problems.html"]),
        ("en/problems/restart/index.html", expect_file!["golden/problem.html"]),
        ("id/problems/restart/index.html", expect_file!["golden/problem-id.html"]),
    ];
    for (path, file) in golden {
        file.assert_eq(&site[path]);
    }
    let reference = closecode_site::problem_reference(&data);
    expect_file!["golden/reference-problems.md"].assert_eq(&reference);
}

#[test]
fn every_text_message_and_line_of_code_is_on_the_page_and_in_the_reference() {
    let reference = closecode_site::problem_reference(&DATA);
    let mut problems = Vec::new();
    for problem in &DATA.problems {
        let commands = problem.steps.iter().flat_map(|step| [&step.command, &step.output]);
        let configs = problem.fixes.iter().map(|fix| &fix.config);
        let code: Vec<&str> = commands.chain(configs).flatten().map(|lines| &***lines).collect();
        for (tag, texts) in &problem.texts {
            let path = format!("{}/problems/{}/index.html", **tag, problem.id);
            let page = page(&path);
            let main = text(page.root_element());
            let lists = [
                &texts.tells,
                &texts.steps,
                &texts.fixes,
                &texts.options,
                &texts.prevention,
                &problem.messages,
            ];
            let one = [&texts.title, &texts.summary].into_iter().chain(&texts.advice);
            for part in lists.into_iter().flatten().chain(one) {
                let shown = part.replace('`', "");
                if !main.contains(&shown) {
                    problems.push(format!("{path} lacks {shown:?}"));
                }
            }
            let selector = scraper::Selector::parse("pre").expect("it is one");
            let blocks: Vec<String> =
                page.select(&selector).map(|pre| pre.text().collect()).collect();
            for block in code.iter().filter(|block| !blocks.iter().any(|b| b == *block)) {
                problems.push(format!("{path} lacks {block:?} in one block"));
            }
        }
        for line in code.iter().flat_map(|block| block.lines()) {
            if !reference.contains(line.trim_end()) {
                problems.push(format!("the reference lacks {line:?}"));
            }
        }
    }
    assert_none(&problems);
    assert!(SITE.keys().filter(|path| path.starts_with("id/problems/")).count() > 15);
}

/// The elements of a page's own part, each with its id and classes: all but words, code in them,
/// and addresses, which lead to the English page where a language has none.
fn elements(path: &str) -> Vec<String> {
    let page = page(path);
    let elements = all(&page, "main *").into_iter().map(|element| element.value());
    elements
        .filter(|element| element.name() != "code")
        .map(|element| {
            let [id, class] = ["id", "class"].map(|name| element.attr(name).unwrap_or_default());
            format!("{} {id} {class}", element.name())
        })
        .collect()
}

#[test]
fn a_language_differs_from_english_in_words_only() {
    let mut count = 0;
    for path in SITE.keys().filter(|path| path.contains("/problems/") && path.ends_with(".html")) {
        let (folder, rest) = path.split_once('/').expect("it is below a language");
        assert_eq!(elements(path), elements(&format!("en/{rest}")), "{path}");
        count += usize::from(folder != "en");
    }
    assert!(count > 15, "{count} pages in other languages");
}

#[test]
fn a_case_leads_to_the_questions_that_say_more_about_it() {
    let mut seen = 0;
    for problem in &DATA.problems {
        for case in &problem.cases {
            let (code, id) = case.split_once('/').expect("the rule wants both");
            let code = code.parse().expect("the rule wants a code");
            let address = format!("../../problems/{}/index.html", problem.id);
            for (folder, from) in [("en", ""), ("id", ""), ("ja", "../../../en/problems/")] {
                let html = page(&code_path(folder, code));
                let links = all(&html, &format!("#case-{id} > .more > a"));
                let hrefs: Vec<_> = links.iter().filter_map(|a| a.value().attr("href")).collect();
                let wanted = match from {
                    "" => address.clone(),
                    from => format!("{from}{}/index.html", problem.id),
                };
                assert!(hrefs.contains(&wanted.as_str()), "{folder}: {}: {hrefs:?}", **case);
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "there are cases to look at: {seen}");
}
