use super::files;

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

fn pages(base: Option<&crate::BaseUrl>) -> std::collections::BTreeMap<String, String> {
    let (own, _) = closecode_data::check_own("closecodes.toml", FILE.to_owned()).expect("the file is right");
    files(&own, "closecodes.toml", base)
}

#[test]
fn each_language_has_a_page_and_a_markdown_file() {
    let pages = pages(None);
    assert_eq!(pages.keys().collect::<Vec<_>>(), ["close-codes.de.md", "close-codes.md", "de.html", "index.html"]);
    assert!(pages["de.html"].contains("<html lang=\"de\">") && pages["de.html"].contains("haben sie geschlossen"));
    assert!(pages["index.html"].contains("hreflang=\"de\" href=\"de.html\""), "{}", pages["index.html"]);
    assert!(pages["close-codes.de.md"].contains("haben sie geschlossen") && pages["close-codes.md"].contains("closed it"));
}

#[test]
fn texts_are_escaped_and_nothing_is_loaded() {
    let pages = pages(None);
    let page = &pages["index.html"];
    assert!(page.contains("Tom &#38; Jerry") && !page.contains("Tom & Jerry"), "{page}");
    assert!(!page.contains("<script") && !page.contains("src="));
    assert!(page.contains("5 s to 30 s, at most 3 attempts"));
}

#[test]
fn the_standard_codes_and_those_of_the_protocol_are_there() {
    assert!(pages(None)["index.html"].contains("iana.org/assignments/websocket"));
    let base = crate::BaseUrl::parse("https://example.com/ws").expect("it is an address");
    let page = &pages(Some(&base))["index.html"];
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let data = closecode_data::load(&data).into_dataset().expect("the data is right");
    for code in &data.codes {
        let path = crate::url::Path::code(code).file(data.base());
        assert!(page.contains(&format!("href=\"https://example.com/ws/{path}\"")), "the site has {path}");
    }
    assert!(page.contains("GraphQL over WebSocket") && page.contains("4409"));
}
