use std::fmt::Write as _;

use super::address::SiteAddress;
use super::page::files;

const FILE: &str = r#"
format = "1.0"
name = "A & B"
summary = "Our connection."
extends = "graphql-transport-ws"

[[code]]
code = 4900
ident = "Kicked"
name = "Kicked"
sender = "server"
meaning = "Tom & Jerry closed it."
reconnect = "backoff"
delay = "5s"
max-delay = "30s"
max-attempts = 3

[translations.de.4900]
meaning = "Tom & Jerry haben sie geschlossen."
"#;

fn pages(base: Option<&SiteAddress>) -> std::collections::BTreeMap<String, String> {
    let (own, _) = closecode_data::check_app(
        "closecodes.toml",
        FILE.to_owned(),
        &closecode_codegen::reserved(),
    )
    .expect("the file is right");
    files(&own, &closecode_codegen::reserved(), "closecodes.toml", base)
}

#[test]
fn each_language_has_a_page_and_a_markdown_file() {
    let pages = pages(None);
    assert_eq!(
        pages.keys().collect::<Vec<_>>(),
        ["close-codes.de.md", "close-codes.md", "de.html", "index.html"]
    );
    assert!(
        pages["de.html"].contains("<html lang=\"de\">")
            && pages["de.html"].contains("haben sie geschlossen")
    );
    assert!(
        pages["index.html"].contains("hreflang=\"de\" href=\"de.html\""),
        "{}",
        pages["index.html"]
    );
    assert!(
        pages["close-codes.de.md"].contains("haben sie geschlossen")
            && pages["close-codes.md"].contains("closed it")
    );
}

#[test]
fn texts_are_escaped_and_nothing_is_loaded() {
    let pages = pages(None);
    let page = &pages["index.html"];
    assert!(page.contains("Tom &#38; Jerry") && !page.contains("Tom & Jerry"), "{page}");
    assert!(!page.contains("<script") && !page.contains("src="));
    assert!(
        page.contains(
            "Reconnect with back-off<br>Delay: 0–5 s, doubling to 0–30 s<br>At most 3 attempts"
        ),
        "{page}"
    );
}

#[test]
fn the_standard_codes_and_those_of_the_protocol_are_there() {
    assert!(pages(None)["index.html"].contains("iana.org/assignments/websocket"));
    let base = SiteAddress::parse("https://example.com/ws").expect("it is an address");
    let page = &pages(Some(&base))["index.html"];
    for code in closecode_codegen::reserved().codes {
        let slug = closecode_data::slug(code.code, &code.name);
        let address = format!("https://example.com/ws/en/codes/{slug}/index.html");
        assert!(page.contains(&format!("href=\"{address}\"")), "{address}");
    }
    assert!(page.contains("GraphQL over WebSocket") && page.contains("4409"));
}

/// Every label that a page can have: each sender and answer, a backoff, an HTTP status, a protocol.
fn every_label(language: &str) -> String {
    let mut file = format!(
        "format = \"1.0\"\nname = \"Obrolan\"\nsummary = \"Obrolan.\"\nlanguage = \"{language}\"\n\
         http-alias = 4300\n\
         extends = \"graphql-transport-ws\"\n"
    );
    let senders = closecode_data::ProtocolSender::WORDS.iter().map(|sender| (*sender, "backoff"));
    let answers = closecode_data::Reconnect::WORDS.iter().map(|answer| ("server", *answer));
    for (i, (sender, reconnect)) in senders.chain(answers).enumerate() {
        let code = 4100 + i;
        let backoff = match i {
            0 => "delay = \"5s\"\nmax-delay = \"2min\"\nfactor = 2\nmax-attempts = 3\n",
            1 => "delay = \"1s\"\nmax-attempts = 1\n",
            2 => "delay = \"1s\"\nmax-delay = \"500s\"\njitter = \"uniform\"\n",
            _ => "",
        };
        let _ = write!(
            file,
            "[[code]]\ncode = {code}\nident = \"K{code}\"\nname = \"Kode {code}\"\n\
             sender = \"{sender}\"\n\
             meaning = \"Begitulah.\"\nreconnect = \"{reconnect}\"\n{backoff}"
        );
    }
    file
}

fn page_in(language: &str) -> std::collections::BTreeMap<String, String> {
    let own = closecode_data::check_app(
        "closecodes.toml",
        every_label(language),
        &closecode_codegen::reserved(),
    );
    let (own, _) = own.unwrap_or_else(|report| panic!("{}", report.render("", false)));
    files(&own, &closecode_codegen::reserved(), "closecodes.toml", None)
}

/// The labels of a language, in pieces between what is filled in.
fn pieces(language: &str) -> Vec<String> {
    let labels = closecode_data::Labels::parse(super::page::LABELS).expect("it is whole");
    let localizer = labels.localizer(language);
    let groups = localizer.locale().ui.groups();
    let texts =
        groups.flat_map(|(_, words)| words.fields()).filter_map(|f| Some(f.text?.to_string()));
    let pieces: Vec<String> = texts
        .flat_map(|t| {
            t.split(['{', '}']).step_by(2).map(str::trim).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    pieces.into_iter().filter(|piece| piece.len() > 3).collect()
}

#[test]
fn a_page_in_a_language_of_the_data_has_labels_in_it() {
    for (name, text) in page_in("id") {
        // The names of codes that others defined are English, and the header is for whoever opens
        // the file.
        let text =
            text.replace("<!-- Made by closecode from closecodes.toml. Do not edit. -->", "");
        let (ours, names) = text
            .split_once("Normal Closure")
            .map_or((text.as_str(), ""), |(ours, names)| (ours, names));
        let theirs = pieces("id");
        for piece in pieces("en").iter().filter(|piece| !theirs.contains(piece)) {
            assert!(!ours.contains(piece.as_str()), "{name} has \"{piece}\":\n{ours}");
        }
        for label in [
            "Menyambung ulang?",
            "Paling banyak 3 percobaan",
            "Status HTTP",
            "Kode milik GraphQL over WebSocket",
        ] {
            assert!(ours.contains(label), "{name} lacks \"{label}\":\n{ours}");
        }
        assert!(names.contains("Kode standar") && !names.contains("Standard codes"), "{name}");
        assert_eq!(
            text.matches("lang=\"en\"").count(),
            if name == "index.html" { 2 } else { 0 },
            "the two lists of names:\n{text}"
        );
    }
}

#[test]
fn a_page_in_another_language_has_english_labels_that_are_marked() {
    let page = &page_in("sv")["index.html"];
    for label in
        ["Reconnect?", "The client", "At most 3 attempts", "HTTP statuses", "Standard codes"]
    {
        assert!(page.contains(&format!("<span lang=\"en\">{label}</span>")), "{label}: {page}");
    }
    let own = &page_in("en")["index.html"];
    assert!(!own.contains("<span lang="), "{own}");
}

#[test]
fn a_page_runs_the_way_of_its_language() {
    assert!(page_in("ar")["index.html"].contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page_in("de")["index.html"].contains("<html lang=\"de\">"));
}

#[test]
fn ranges_and_endpoints_are_translated() {
    let file = include_str!("../../../closecode-format/tests/app/pass-endpoints.toml");
    let (own, _) = closecode_data::check_app(
        "closecodes.toml",
        file.to_owned(),
        &closecode_codegen::reserved(),
    )
    .expect("the file is right");
    let pages = files(&own, &closecode_codegen::reserved(), "closecodes.toml", None);
    let page = &pages["de.html"];
    assert!(page.contains("<h2>Neues</h2>\n<p>Was neu ist.</p>"), "{page}");
    assert!(
        page.contains("<h2><span lang=\"en\">Chat</span></h2>\n<p>Was Leute sagen.</p>"),
        "what has no words is marked: {page}"
    );
    assert!(
        page.contains("<strong>Fehler</strong><br>Ein Fehler im Programm.")
            && page.contains("<br>Die App wartet."),
        "{page}"
    );
    assert!(
        page.contains("<strong><span lang=\"en\">Kicked</span></strong>")
            && page.contains("<br>Es ist so."),
        "{page}"
    );
    let markdown = &pages["close-codes.de.md"];
    assert!(
        markdown.contains("## Neues\n\nWas neu ist.\n")
            && markdown.contains("**Fehler.** Ein Fehler im Programm."),
        "{markdown}"
    );
    assert!(
        pages["close-codes.md"].contains("**Bugs.** A bug.")
            && !pages["index.html"].contains("Fehler")
    );
}
