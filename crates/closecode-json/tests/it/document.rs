//! The document says what the data and the published crate say, and every reference in it leads
//! somewhere.

use std::collections::BTreeSet;

use closecode::{Action, Locale, RawCode, Text};
use serde_json::{Value, json};

use crate::common::{dataset, generated, list, number, path, text};

#[test]
fn it_has_every_code_range_and_pair() {
    let document = generated("codes.json");
    let data = dataset();
    assert_eq!((list(&document, "codes").len(), list(&document, "ranges").len()), (19, 5));
    let codes: Vec<u16> =
        list(&document, "codes").iter().map(|code| number(code, "code")).collect();
    assert_eq!(
        codes,
        [
            1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013,
            1014, 1015, 3000, 3003, 3008
        ]
    );
    let pairs: Vec<(&Value, &str)> =
        list(&document, "pairs").iter().map(|pair| (&pair["codes"], text(pair, "axis"))).collect();
    let expected: Vec<_> = data
        .pairs
        .iter()
        .map(|p| (json!([p.codes[0].value, p.codes[1].value]), p.axis.as_str()))
        .collect();
    assert!(
        !expected.is_empty()
            && pairs.into_iter().eq(expected.iter().map(|(codes, axis)| (codes, *axis)))
    );
    let situations: Vec<&str> =
        list(&document, "situations").iter().map(|situation| text(situation, "id")).collect();
    assert!(
        !situations.is_empty()
            && situations.into_iter().eq(data.situations.iter().map(|s| s.id.as_str()))
    );
    assert_eq!(list(&document, "implementations").len(), data.implementations.len());
    let problems: Vec<&str> =
        list(&document, "problems").iter().map(|problem| text(problem, "id")).collect();
    assert!(problems.into_iter().eq(data.problems.iter().map(|problem| problem.id.as_str())));
    let scenarios: Vec<&str> =
        list(&document, "scenarios").iter().map(|scenario| text(scenario, "id")).collect();
    assert!(scenarios.into_iter().eq(data.scenarios.iter().map(|scenario| scenario.id.as_str())));
    assert_eq!(document["sources"].as_object().map(serde_json::Map::len), Some(data.sources.len()));
}

#[test]
fn its_head_names_schema_format_and_licence() {
    let document = generated("codes.json");
    assert_eq!((text(&document, "format"), text(&document, "license")), ("2.5", "CC0-1.0"));
    assert_eq!(text(&document, "version"), dataset().version().to_string());
    assert!(
        path("dist").join(text(&document, "$schema")).is_file(),
        "the schema lies beside the document"
    );
    assert_eq!(generated("codes.schema.json")["$id"], document["$schema"]);
    let tags: Vec<&str> =
        list(&document, "locales").iter().map(|locale| text(locale, "tag")).collect();
    assert_eq!(
        tags,
        dataset().locales.iter().map(|locale| locale.language.tag.as_str()).collect::<Vec<_>>()
    );
    assert_eq!(tags[0], "en");
}

/// What a reader of the document does: the code if there is one, else the range that the number
/// lies in.
fn resolve(document: &Value, wanted: u16) -> (&Value, &Value) {
    let mut ranges = list(document, "ranges")
        .iter()
        .filter(|range| (number(range, "first")..=number(range, "last")).contains(&wanted));
    let range = ranges.next().expect("every number lies in a range");
    assert!(ranges.next().is_none(), "{wanted} lies in two ranges");
    let entry =
        list(document, "codes").iter().find(|code| number(code, "code") == wanted).unwrap_or(range);
    (entry, range)
}

#[test]
fn every_number_resolves_to_what_the_crate_says() {
    let document = generated("codes.json");
    for code in (0..=u16::MAX).map(RawCode::new) {
        let (entry, range) = resolve(&document, code.get());
        assert_eq!(range["ident"], format!("{:?}", code.range()), "{code}");
        assert_eq!(entry.get("code").is_some(), code.known().is_some(), "{code}");
        if let Some(known) = code.known() {
            assert_eq!(
                (text(entry, "ident"), text(entry, "name"), &entry["range"]),
                (known.ident(), known.name(), &range["id"])
            );
        }
        let wire = &entry["wire"];
        assert_eq!(wire["frame"], code.is_allowed_in_frame(), "{code}");
        assert_eq!(wire["sender"], code.sender().as_str(), "{code}");
        assert_eq!(wire["synthetic"], code.is_synthetic(), "{code}");
        assert_eq!(wire["clean"], code.can_be_clean(), "{code}");
        assert_eq!(wire["script_sendable"], code.is_script_sendable(), "{code}");
        assert_eq!(wire["script_visible"], code.script_visibility().as_str(), "{code}");
        let json = &entry["policy"];
        let policy = code.policy();
        // The word has the pace in it, which the crate has apart.
        let action = match text(json, "action") {
            "no-need" => Action::ReconnectIfWanted,
            "short-delay" | "backoff" => Action::Reconnect,
            "reauth" => Action::Reauthenticate,
            "fix-client" => Action::FixFirst,
            "never" => Action::Stop,
            "profile" => Action::AskProfile,
            other => panic!("this test knows no action `{other}`"),
        };
        assert_eq!(action, policy.action(), "{code}");
        assert_eq!(
            json["initial_delay_ms"].as_u64().map(u128::from),
            Some(policy.initial_delay().as_millis()),
            "{code}"
        );
        assert_eq!(
            json["max_delay_ms"].as_u64().map(u128::from),
            Some(policy.max_delay().as_millis()),
            "{code}"
        );
        assert_eq!(json["factor"], policy.factor(), "{code}");
        assert_eq!(json["jitter"], policy.jitter().as_str(), "{code}");
        assert_eq!(
            json["max_attempts"],
            policy.max_attempts().map_or(Value::Null, Value::from),
            "{code}"
        );
        assert_eq!(json["fault"], policy.fault().as_str(), "{code}");
        assert_eq!(json["severity"], policy.severity().as_str(), "{code}");
        assert_eq!(json["alert"], policy.alert().as_str(), "{code}");
        assert_eq!(json["authority"], policy.authority().as_str(), "{code}");
    }
}

/// One entry by hand, so that a field cannot land under another's key unseen.
#[test]
fn service_restart_stands_as_its_file_says() {
    let document = generated("codes.json");
    let (entry, _) = resolve(&document, 1012);
    let mut entry = entry.clone();
    let mail = json!({ "source": "hybi-1012-1013",
        "url": "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/" });
    let wire = entry["wire"].take();
    let policy = entry["policy"].take();
    assert_eq!(
        (&entry["ident"], &entry["name"], &entry["slug"]),
        (&json!("ServiceRestart"), &json!("Service Restart"), &json!("1012-service-restart"))
    );
    assert_eq!((&entry["range"], &entry["sources"][1]), (&json!("protocol"), &mail));
    assert_eq!(
        entry["history"][0],
        json!({ "event": "registered", "date": "2012-05", "source": mail,
            "certainty": "unconfirmed" })
    );
    let expected = json!({
        "frame": true, "sender": "server", "synthetic": false, "clean": true,
            "script_sendable": false, "script_visible": "yes",
        "sources": wire["sources"],
    });
    assert_eq!(wire, expected);
    let expected = json!({
        "action": "short-delay", "initial_delay_ms": 5000, "max_delay_ms": 30000, "factor": 1,
            "jitter": "uniform", "max_attempts": null,
        "fault": "none", "severity": "info", "alert": "no", "authority": "registry-mail",
        "sources": policy["sources"], "departs_from": [], "basis": policy["basis"],
    });
    assert_eq!(policy, expected);
    assert_eq!(
        resolve(&document, 1006).0["sources"][1]["url"],
        "https://www.rfc-editor.org/rfc/rfc6455.html#section-7.4.1"
    );
}

/// Calls `visit` with every object of the document.
fn objects<'a>(value: &'a Value, visit: &mut impl FnMut(&'a serde_json::Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            visit(map);
            map.values().for_each(|value| objects(value, visit));
        }
        Value::Array(list) => list.iter().for_each(|value| objects(value, visit)),
        _ => {}
    }
}

#[test]
fn every_citation_leads_to_a_source_and_begins_with_its_address() {
    let mut document = generated("codes.json");
    let protocols = document["protocols"].take();
    all_citations_lead_somewhere(&document);
    protocols.as_array().expect("a list").iter().for_each(all_citations_lead_somewhere);
}

/// In the document without its protocols, or in one of these.
fn all_citations_lead_somewhere(document: &Value) {
    let sources = document["sources"].as_object().expect("an object");
    let mut cited = BTreeSet::new();
    objects(document, &mut |map| {
        let Some(id) = map.get("source").and_then(Value::as_str) else { return };
        let source = sources.get(id).unwrap_or_else(|| panic!("{id} is cited and is no source"));
        let start = text(source, "url");
        let url = map["url"].as_str().expect("an address");
        assert!(url.starts_with("https://") && url.starts_with(start), "{url} of {id}");
        cited.insert(id);
    });
    assert_eq!(cited.len(), sources.len(), "a source that nobody cites");
}

#[test]
fn every_number_that_is_named_is_there() {
    let document = generated("codes.json");
    let codes: BTreeSet<u16> =
        list(&document, "codes").iter().map(|code| number(code, "code")).collect();
    let is_code = |value: &Value| {
        value.as_u64().is_some_and(|n| codes.iter().any(|code| u64::from(*code) == n))
    };
    for code in list(&document, "codes") {
        assert!(
            list(code, "related").iter().all(|n| is_code(n) && *n != code["code"]),
            "{}",
            code["code"]
        );
    }
    for pair in list(&document, "pairs") {
        let [low, high] = list(pair, "codes") else { panic!("{pair} is no pair") };
        assert!(is_code(low) && is_code(high) && low.as_u64() < high.as_u64(), "{}", pair["codes"]);
    }
}

/// Written out once more from the questions of validity, apart from the rule on the data.
#[test]
fn a_situation_recommends_only_what_its_sender_may_send() {
    let document = generated("codes.json");
    for (situation, advice) in list(&document, "situations")
        .iter()
        .flat_map(|s| list(s, "advice").iter().map(move |a| (s, a)))
    {
        let name = format!("{} {}", text(situation, "id"), text(advice, "role"));
        let wire = |code: u16| &resolve(&document, code).0["wire"];
        let codes = list(advice, "alternatives").iter().chain(advice.get("code"));
        for code in
            codes.map(|code| u16::try_from(code.as_u64().expect("a number")).expect("a code"))
        {
            assert_eq!(wire(code)["frame"], true, "{name} {code}");
        }
        let seen = advice.get("seen").map(|_| number(advice, "seen"));
        let code = advice.get("code").map(|_| number(advice, "code"));
        match text(advice, "send") {
            "code" => {
                assert!(seen.is_some() && seen == code, "{name}");
                assert!(
                    text(advice, "role") != "script"
                        || wire(seen.expect("it is there"))["script_sendable"] == true,
                    "{name}"
                );
            }
            "browser" => assert!(
                seen == code && wire(seen.expect("it is there"))["script_sendable"] == false,
                "{name}"
            ),
            "private" => assert_eq!((seen, code), (None, None), "{name}"),
            "empty" => assert_eq!((seen, code), (Some(1005), None), "{name}"),
            "status" => assert!(
                seen == Some(1006) && code.is_none() && !list(advice, "status").is_empty(),
                "{name}"
            ),
            other => panic!("{name} sends {other}"),
        }
    }
}

#[test]
fn the_survey_of_a_code_counts_those_that_reconnect() {
    let document = generated("codes.json");
    let clients: Vec<&Value> =
        list(&document, "implementations").iter().filter_map(|i| i.get("reconnecting")).collect();
    assert!(clients.len() > 10);
    for code in list(&document, "codes") {
        let naming = |key: &str| {
            clients.iter().filter(|client| list(client, key).contains(&code["code"])).count()
        };
        let stop = naming("stops");
        let conditional = naming("conditional");
        let expected = json!({ "total": clients.len(), "retry": clients.len() - stop - conditional,
            "stop": stop, "conditional": conditional });
        assert_eq!(code["survey"], expected, "{}", code["code"]);
    }
}

#[test]
fn english_is_complete_and_no_text_is_empty() {
    let document = generated("codes.json");
    let texts = |entry: &Value| {
        entry["texts"]["en"].as_object().expect("English texts").keys().cloned().collect::<Vec<_>>()
    };
    for entry in list(&document, "codes").iter().chain(list(&document, "ranges")) {
        assert_eq!(
            texts(entry),
            ["cases", "description", "how_to_fix", "summary", "title", "user_message", "when_seen"],
            "{}",
            entry["ident"]
        );
        for table in ["cases", "when_seen", "how_to_fix"] {
            let texts = entry["texts"]["en"][table].as_object().expect("a text for each case");
            let cases: BTreeSet<&str> =
                list(entry, "cases").iter().filter_map(Value::as_str).collect();
            assert_eq!(texts.keys().map(String::as_str).collect::<BTreeSet<_>>(), cases);
        }
    }
    for pair in list(&document, "pairs") {
        assert_eq!(texts(pair), ["difference", "which"], "{}", pair["codes"]);
    }
    for situation in list(&document, "situations") {
        assert_eq!(
            texts(situation),
            ["alternatives", "reason", "summary", "title"],
            "{}",
            situation["id"]
        );
    }
    let tags: Vec<&str> =
        list(&document, "locales").iter().map(|locale| text(locale, "tag")).collect();
    for entry in
        ["codes", "ranges", "pairs", "situations"].iter().flat_map(|key| list(&document, key))
    {
        for (tag, texts) in entry["texts"].as_object().expect("texts by language") {
            assert!(tags.contains(&tag.as_str()), "{tag} is no language of the document");
            assert!(is_full(texts), "{tag}: {texts}");
        }
    }
}

/// Whether a text, or each text below a key, says something.
fn is_full(value: &Value) -> bool {
    match value {
        Value::Object(texts) => !texts.is_empty() && texts.values().all(is_full),
        Value::Array(texts) => !texts.is_empty() && texts.iter().all(is_full),
        other => other.as_str().is_some_and(|text| !text.trim().is_empty()),
    }
}

/// A text that has not been translated is absent here, and English in the crate.
#[test]
fn the_words_are_those_of_the_crate() {
    let document = generated("codes.json");
    let codes = list(&document, "codes").iter().map(|code| (number(code, "code"), code));
    for (sample, entry) in
        codes.chain(list(&document, "ranges").iter().map(|range| (number(range, "last"), range)))
    {
        for locale in Locale::ALL {
            let text = RawCode::new(sample).text(*locale);
            let Text { title, summary, description, user_message, cases, .. } = *text;
            let mut texts = vec![
                ("/title".to_owned(), title),
                ("/summary".to_owned(), summary),
                ("/description".to_owned(), description),
                ("/user_message".to_owned(), user_message),
            ];
            let mut lines = Vec::new();
            for case in cases {
                let at = |key: &str| format!("/cases/{}/{key}", case.id);
                texts.extend([(at("title"), case.title), (at("sign"), case.sign)]);
                for (key, list) in [("causes", case.causes), ("steps", case.steps)] {
                    texts.extend(
                        (0..).zip(list).map(|(n, text)| (at(&format!("{key}/{n}")), *text)),
                    );
                }
                let seen: Vec<&str> =
                    std::iter::once(&case.sign).chain(case.causes).copied().collect();
                lines.push((format!("/when_seen/{}", case.id), seen.join("\n")));
                lines.push((format!("/how_to_fix/{}", case.id), case.steps.join("\n")));
            }
            let lines = lines.iter().map(|(pointer, text)| (pointer.clone(), text.as_str()));
            for (pointer, text) in texts.into_iter().chain(lines) {
                let own = entry["texts"].get(locale.tag()).and_then(|own| own.pointer(&pointer));
                let english = entry["texts"]["en"].pointer(&pointer);
                assert_eq!(
                    own.or(english).and_then(Value::as_str),
                    Some(text),
                    "{pointer} of {sample} in {}",
                    locale.tag()
                );
            }
            let ids = cases.iter().map(|case| case.id);
            assert!(ids.eq(list(entry, "cases").iter().filter_map(Value::as_str)), "{sample}");
        }
    }
    assert_eq!(Locale::ALL.len(), list(&document, "locales").len());
}
