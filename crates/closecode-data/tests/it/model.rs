//! What the emitters ask of a dataset: addresses, the survey, and words with English behind them.

use std::time::Duration;

use closecode_data::{Backoff, Dataset, Jitter, LocalizedText, Reconnect, Session};

use crate::support;

fn mini() -> Dataset {
    support::check(&support::mini()).into_dataset().unwrap()
}

#[test]
fn a_slug_is_the_number_and_the_letters_and_digits_of_the_name() {
    let slug = |name: &str| {
        let mut tree = support::mini();
        support::edit(&mut tree, "codes/1000.toml", "\"Normal Closure\"", &format!("{name:?}"));
        support::check(&tree).into_dataset().unwrap().code(1000).unwrap().slug()
    };
    assert_eq!(slug("Normal Closure"), "1000-normal-closure");
    assert_eq!(slug("TLS handshake"), "1000-tls-handshake");
    assert_eq!(slug("(No) Status -- Rcvd. 2!"), "1000-no-status-rcvd-2");
}

#[test]
fn a_survey_puts_each_client_into_one_group() {
    let data = mini();
    let groups = |code: u16| {
        let survey = data.survey(code);
        let ids = |group: &[&closecode_data::Implementation]| {
            group.iter().map(|i| i.id.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(survey.total(), 2);
        (ids(&survey.retry), ids(&survey.stop), ids(&survey.conditional))
    };
    let text = str::to_owned;
    assert_eq!(groups(1000), (text(""), text("alpha beta"), text("")));
    assert_eq!(groups(1006), (text("beta"), text(""), text("alpha")));
    assert_eq!(groups(1012), (text("alpha beta"), text(""), text("")));
}

#[test]
fn a_number_without_a_file_has_the_facts_of_its_range() {
    let data = mini();
    assert_eq!(*data.range(999).id, "not-used");
    assert_eq!(*data.range(1000).id, "protocol");
    assert_eq!(*data.range(65535).id, "outside");
    assert!(*data.wire(1012).frame && !*data.wire(1013).frame && *data.wire(3000).frame);
    assert_eq!(data.policy(1006).max_attempts.unwrap().value, 5);
    assert_eq!(data.policy(1007).max_attempts.unwrap().value, 3);
    let pairs: Vec<(u16, u16)> = data.all_pairs().map(|(a, b)| (*a.code, *b.code)).collect();
    assert_eq!(pairs, [(1000, 1006), (1000, 1012), (1006, 1012)]);
    assert!(data.pair(1006, 1012).is_some() && data.pair(1012, 1006).is_none());
}

/// A passage as its text and the language that it is marked with.
fn shown(passage: &LocalizedText<'_>) -> (String, Option<&'static str>) {
    (passage.to_string(), passage.lang)
}

#[test]
fn a_missing_text_falls_back_to_english_and_says_so() {
    let data = mini();
    let [english, indonesian] = [0, 1].map(|n| data.localizer(&data.locales[n]));
    let message = "The service is restarting.".to_owned();
    assert_eq!(shown(&english.code_texts(1012).user_message()), (message.clone(), None));
    assert_eq!(shown(&indonesian.code_texts(1012).user_message()), (message, Some("en")));
    assert_eq!(
        shown(&indonesian.code_texts(1012).title()),
        ("Layanan Dimulai Ulang".to_owned(), None)
    );
    assert!(
        indonesian.pair_texts(1006, 1012).is_some() && indonesian.pair_texts(1000, 1006).is_none()
    );
}

#[test]
fn a_case_falls_back_to_english_as_a_whole() {
    let mut tree = support::mini();
    let path = "locales/id/codes.toml";
    let text = String::from_utf8(tree[path].clone()).unwrap();
    let start = text.find("[1006.when_seen.before-open]").unwrap();
    let end = text.find("[1006.when_seen.vanished]").unwrap();
    let text = format!("{}{}", &text[..start], &text[end..]);
    let steps = text.lines().filter(|line| !line.starts_with("before-open = "));
    tree.insert(path.to_owned(), steps.collect::<Vec<_>>().join("\n").into_bytes());
    let data = support::check(&tree).into_dataset().unwrap();
    let cases = data.localizer(&data.locales[1]).code_texts(1006).cases();
    for case in &cases {
        let expected = (case.id == "before-open").then_some("en");
        assert!(case.texts().all(|text| text.lang == expected), "{}", case.id);
    }
    assert_eq!(cases[0].sign.text, "It never opens.");
}

#[test]
fn placeholders_are_filled_in() {
    let data = mini();
    let localizer = data.localizer(data.base());
    assert_eq!(
        localizer.code().page_title(1006_u16, "Abnormal").to_string(),
        "Page title (code.page_title) 1006 Abnormal"
    );
}

#[test]
fn a_duration_is_told_in_the_largest_unit_that_keeps_it_whole() {
    let data = mini();
    let localizer = data.localizer(data.base());
    let told = |millis| localizer.duration(Duration::from_millis(millis)).to_string();
    for (millis, words) in [
        (0, "Seconds (value.seconds.other) 0"),
        (1, "Milliseconds (value.milliseconds.one) 1"),
        (999, "Milliseconds (value.milliseconds.other) 999"),
        (1_000, "Seconds (value.seconds.one) 1"),
        (1_500, "Milliseconds (value.milliseconds.other) 1,500"),
        (59_000, "Seconds (value.seconds.other) 59"),
        (60_000, "Minutes (value.minutes.one) 1"),
        (61_000, "Seconds (value.seconds.other) 61"),
        (120_000, "Minutes (value.minutes.other) 2"),
    ] {
        assert_eq!(told(millis), words, "{millis}");
    }
}

/// The delay and the attempts of 1000 in words, with another policy.
fn told(delays: &str) -> (String, String) {
    let mut tree = support::mini();
    let former = "action = \"no-need\"\ninitial-delay = \"1s\"\nmax-delay = \"30s\"\nfactor = 2\n\
                  jitter = \"full\"";
    support::edit(
        &mut tree,
        "codes/1000.toml",
        former,
        &delays.replace("; ", "\n").replace('\'', "\""),
    );
    let data = support::check(&tree).into_dataset().unwrap();
    let localizer = data.localizer(data.base());
    let policy = data.policy(1000);
    let bare = |passage: LocalizedText<'_>| {
        passage.to_string().split_once("(value.").unwrap().1.to_owned()
    };
    (bare(localizer.delay(policy)), bare(localizer.attempts(policy)))
}

#[test]
fn a_policy_is_told_by_its_jitter_and_its_limit() {
    for (delays, delay, attempts) in [
        (
            "action = 'backoff'; initial-delay = '1s'; max-delay = '30s'; factor = 2; jitter = \
             'full'",
            "delay_doubles) Span seconds (value.span_seconds) 0 1 Span seconds \
             (value.span_seconds) 0 30",
            "unlimited)",
        ),
        (
            "action = 'backoff'; initial-delay = '1s'; max-delay = '30s'; factor = 3; jitter = \
             'none'",
            "delay_grows) Seconds (value.seconds.one) 1 Seconds (value.seconds.other) 30 3",
            "unlimited)",
        ),
        (
            "action = 'backoff'; initial-delay = '5s'; max-delay = '5s'; factor = 2; jitter = \
             'full'; max-attempts = 2",
            "span_seconds) 0 5",
            "attempts_many) 2",
        ),
        (
            "action = 'reauth'; initial-delay = '2s'; max-delay = '5s'; factor = 2; jitter = \
             'full'; max-attempts = 1",
            "span_seconds) 0 2",
            "attempts_one)",
        ),
        (
            "action = 'reauth'; initial-delay = '0s'; max-delay = '5s'; factor = 2; jitter = \
             'full'; max-attempts = 1",
            "delay_at_once)",
            "attempts_one)",
        ),
        (
            "action = 'reauth'; initial-delay = '0s'; max-delay = '5s'; factor = 1; jitter = \
             'uniform'; max-attempts = 1",
            "span_seconds) 0 5",
            "attempts_one)",
        ),
        (
            "action = 'backoff'; initial-delay = '5s'; max-delay = '5s'; factor = 1; jitter = \
             'none'",
            "seconds.other) 5",
            "unlimited)",
        ),
        (
            "action = 'backoff'; initial-delay = '0s'; max-delay = '0s'; factor = 1; jitter = \
             'none'",
            "delay_none)",
            "unlimited)",
        ),
        (
            "action = 'fix-client'; initial-delay = '5s'; max-delay = '5s'; factor = 1; jitter = \
             'none'; max-attempts = 0",
            "delay_none)",
            "attempts_none)",
        ),
    ] {
        assert_eq!(told(delays), (delay.to_owned(), attempts.to_owned()), "{delays}");
    }
}

#[test]
fn a_citation_leads_to_the_section_of_an_rfc_only() {
    let data = mini();
    let address = |code: u16, n: usize| {
        let citation = &data.code(code).unwrap().sources[n];
        data.source(&citation.id).unwrap().url_of(citation)
    };
    assert_eq!(address(1000, 1), "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1");
    assert_eq!(address(1012, 1), "https://mailarchive.ietf.org/arch/msg/hybi/mini/");
}

#[test]
fn protocols_are_found_by_id_and_by_number() {
    let data = mini();
    assert_eq!(
        data.protocols.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(),
        ["room-chat", "ticker"]
    );
    assert!(data.protocol("ticker").is_some() && data.protocol("tickers").is_none());
    let uses = |code: u16| {
        data.uses(code).map(|(p, c)| format!("{} {}", p.id, *c.ident)).collect::<Vec<_>>()
    };
    assert_eq!(uses(4004), ["room-chat AuthenticationFailed", "room-chat Muted"]);
    assert_eq!(uses(4001), ["ticker UnknownSymbol"]);
    assert!(uses(4002).is_empty());
    let around = |code: u16| data.ranges_around(code).map(|(_, r)| *r.first).collect::<Vec<_>>();
    assert_eq!((around(4250), around(4400)), (vec![4100, 4200], vec![]));
    assert!(data.used_numbers().into_iter().eq([1000, 4001, 4004, 4009, 4010, 4250, 4901]));
}

#[test]
fn a_row_that_nobody_could_check_is_not_confirmed() {
    let data = mini();
    let rumoured = |row: &&closecode_data::ProtocolCode| *row.ident == "Rumoured";
    let rows: Vec<_> = data.protocols.iter().flat_map(|p| &p.codes).collect();
    assert!(rows.iter().all(|row| row.row.is_confirmed() != rumoured(row)));
    assert!(rows.iter().any(rumoured));
}

#[test]
fn a_protocol_falls_into_its_endpoints() {
    let data = mini();
    let parts = |id: &str| {
        let protocol = data.protocol(id).unwrap();
        let part = |p: closecode_data::EndpointCodes<'_>| {
            (p.endpoint.map(closecode_data::Endpoint::module), p.codes.len(), p.ranges.len())
        };
        protocol.parts().into_iter().map(part).collect::<Vec<_>>()
    };
    assert_eq!(
        parts("room-chat"),
        [(Some("rooms".to_owned()), 4, 0), (Some("voice".to_owned()), 2, 0)]
    );
    assert_eq!(parts("ticker"), [(None, 2, 4)]);
    assert_eq!(data.protocol("room-chat").unwrap().module(), "room_chat");
}

#[test]
fn a_row_says_what_its_source_says_and_fills_in_a_pace() {
    let data = mini();
    let rows: Vec<_> = data.protocols.iter().flat_map(closecode_data::Protocol::rows).collect();
    let row = |name: &str| *rows.iter().find(|r| *r.name == name).unwrap();
    let backoff = |name: &str| row(name).backoff();
    let seconds = |initial, max, factor, jitter| {
        Some(Backoff {
            initial: Duration::from_secs(initial),
            max: Duration::from_secs(max),
            factor,
            jitter,
            steps: Vec::new(),
        })
    };
    let slow = backoff("Come back slowly").unwrap();
    let steps = [2, 30, 300].map(Duration::from_secs);
    assert_eq!((slow.steps.as_slice(), slow.initial, slow.max), (&steps[..], steps[0], steps[2]));
    assert_eq!(backoff("Reconnect later"), seconds(1, 60, 2, Jitter::None));
    assert_eq!(backoff("Reconnect"), seconds(1, 5, 1, Jitter::Uniform));
    assert_eq!(backoff("Ping timeout"), None);
    let timed_out = backoff("Session timed out").unwrap();
    assert_eq!(
        (timed_out.initial.as_millis(), timed_out.max.as_secs(), timed_out.factor),
        (250, 10, 3)
    );
    assert_eq!(
        (row("Session timed out").session(), row("authentication_failed").session()),
        (Some(Session::Resume), Some(Session::New))
    );
    assert!(
        !row("Left").is_named
            && row("Moved").is_named
            && *row("Moved").reconnect == Reconnect::Unspecified
    );
    assert!(
        !row("Rumoured").is_confirmed()
            && !row("Muted").is_close()
            && row("Ping timeout").is_close()
    );
    let cited = data.protocol("room-chat").unwrap().cited(row("Session timed out"));
    let docs = "https://github.com/example/room-docs/blob/0123abc/docs/close%20codes.md";
    let expected = [
        ("Close codes of Room Chat, rooms", docs),
        ("connection.ts in room-client", "https://example.com/room-client/connection.ts"),
    ];
    assert!(
        cited.iter().map(|(title, url)| (title.as_str(), url.as_str())).eq(expected),
        "{cited:?}"
    );
}

/// Whoever copies the specimen of the guide begins with a file that is right.
#[test]
fn the_specimen_in_the_guide_is_a_protocol() {
    let guide = std::fs::read_to_string(support::real_data().join("README.md")).unwrap();
    let section = guide.split("## A protocol, with comments").nth(1).unwrap();
    let specimen = section.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let (protocol, report) =
        closecode_data::check_protocol("acme-feed", "specimen.toml", specimen.to_owned())
            .unwrap_or_else(|report| panic!("{}", report.render("", false)));
    assert!(report.diagnostics().is_empty(), "{}", report.render("", false));
    assert_eq!((protocol.codes.len(), protocol.ranges.len(), protocol.endpoints.len()), (1, 1, 1));
}

#[test]
fn the_list_of_allowed_numbers_answers_as_each_number_does() {
    let data = mini();
    let each: Vec<bool> = (0..=u16::MAX).map(|number| data.is_allowed_in_frame(number)).collect();
    assert!(data.allowed_in_frame() == each);
}
