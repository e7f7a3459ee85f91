//! `explain`, `list`, `compare` and `man`, as people and scripts see them.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use expect_test::expect_file;
use serde_json::Value;

/// Runs the program in an environment without a language and without a width.
fn program(arguments: &[impl AsRef<OsStr>], environment: &[(&str, &str)], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_closecode"));
    command.args(arguments).env_clear().envs(environment.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that needs no input may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn run(arguments: &str) -> Output {
    let arguments: Vec<&str> = arguments.split(' ').collect();
    program(&arguments, &[], b"")
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

fn stdout(arguments: &str) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments}: {}", text(&output.stderr));
    text(&output.stdout).to_owned()
}

fn json(arguments: &str) -> Value {
    serde_json::from_str(&stdout(arguments)).unwrap()
}

/// Answers in two widths. Each is made of texts of the data, so that these files change with them:
/// there are few, and `UPDATE_EXPECT=1` writes them.
#[test]
fn answers_look_like_this() {
    let cases = [
        ("1006", "explain 1006", "en de ar ja"),
        ("discord-4004", "explain 4004 --protocol discord-gateway", "en de ar ja"),
        ("compare", "compare 1006 1012", "en de ar ja"),
        ("unused", "explain 2999 65535", "en"),
        ("discord-1006", "explain 1006 --protocol discord-gateway", "en"),
        ("list", "list", "en"),
    ];
    let message = "2026/11/30 12:00:01 read: websocket: close 1006 (abnormal closure): \
                   unexpected EOF";
    for (locale, width) in [("en", "80"), ("en", "40"), ("de", "80"), ("ja", "40")] {
        let arguments = ["explain", message, "--locale", locale];
        let output = program(&arguments, &[("COLUMNS", width)], b"");
        let file = format!("golden/explain/message.{locale}.{width}.txt");
        expect_file![file].assert_eq(text(&output.stdout));
    }
    for (name, arguments, locales) in cases {
        for locale in locales.split(' ') {
            for width in ["80", "40"] {
                let arguments = format!("{arguments} --locale {locale}");
                let arguments: Vec<&str> = arguments.split(' ').collect();
                let output = program(&arguments, &[("COLUMNS", width)], b"");
                assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
                let file = format!("golden/explain/{name}.{locale}.{width}.txt");
                expect_file![file].assert_eq(text(&output.stdout));
            }
        }
    }
}

#[test]
fn a_private_number_is_explained_by_every_product_that_uses_it() {
    let said = stdout("explain 4004");
    let uses = closecode::protocols::who_uses(4004);
    assert!(uses.clone().count() > 20);
    for found in uses {
        assert!(said.contains(found.protocol().id()), "{}", found.protocol().id());
    }
    assert!(said.starts_with("4004 Private Use (4000-4999)\n"), "{said}");
}

#[test]
fn the_language_comes_from_the_environment() {
    let title = |environment: &[(&str, &str)]| {
        let output = program(&["explain", "1000"], environment, b"");
        text(&output.stdout).lines().next().unwrap().to_owned()
    };
    let english = "1000 Normal Closure";
    let german = "1000 Normales Verbindungsende (Normal Closure)";
    assert_eq!(title(&[]), english);
    assert_eq!(title(&[("LANG", "de_DE.UTF-8")]), german);
    assert_eq!(title(&[("LC_MESSAGES", "de_AT"), ("LANG", "fr_FR")]), german);
    assert_eq!(title(&[("LC_ALL", "de"), ("LC_MESSAGES", "fr")]), german);
    assert_eq!(title(&[("LC_ALL", ""), ("LANG", "de")]), german, "an empty one is not set");
    for none in ["C", "C.UTF-8", "POSIX", "tlh", "\u{1b}[31m"] {
        assert_eq!(title(&[("LC_ALL", none), ("LANG", "de")]), english, "{none}");
    }
    let output = program(&["explain", "1000", "--locale", "de"], &[("LC_ALL", "fr")], b"");
    assert!(text(&output.stdout).starts_with(german), "an argument outranks the environment");
}

#[test]
fn a_name_says_the_same_as_its_number() {
    let number = stdout("explain 1006");
    for name in ["abnormal closure", "AbnormalClosure", "1006 (abnormal closure)"] {
        let output = program(&["explain", name], &[], b"");
        assert_eq!(text(&output.stdout), number, "{name}");
    }
    assert_eq!(stdout("explain Abnormal Closure"), number, "without quotes");
    let product = stdout("explain 4004 --protocol discord-gateway");
    let output =
        program(&["explain", "--protocol", "discord-gateway", "authentication failed"], &[], b"");
    assert_eq!(text(&output.stdout), product);
}

#[test]
fn codes_come_from_standard_input() {
    let output = program(&["explain"], &[], b"ping timeout\n1012\n\n1006\r\n1012\n");
    assert_eq!(text(&output.stdout), stdout("explain 1012 1006"));
    assert_eq!(text(&output.stderr), "     Skipped 1 line without a code\n");
    for empty in [&b""[..], b"no code\n", &[0xff; 99], &vec![b'1'; 3 << 20]] {
        let output = program(&["explain"], &[], empty);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        assert!(text(&output.stderr).contains("expected a line with a number"));
    }
}

#[test]
fn messages_are_explained() {
    let explain = |message: &str, more: &[&str]| {
        let output = program(&[&["explain", message], more].concat(), &[], b"");
        assert!(output.status.success(), "{message}: {}", text(&output.stderr));
        text(&output.stdout).to_owned()
    };
    let message = "read: websocket: close 1006 (abnormal closure): unexpected EOF";
    let said = explain(message, &[]);
    assert!(said.starts_with(message), "{said}");
    assert!(said.contains("gorilla/websocket (Go)") && said.contains("Certain"), "{said}");
    assert!(said.ends_with(&stdout("explain 1006")), "the code's own page follows");
    // Without quotes, too, and from standard input.
    assert_eq!(stdout(&format!("explain {message}")), said);
    assert_eq!(text(&program(&["explain"], &[], message.as_bytes()).stdout), said);
    let read: Value = serde_json::from_str(&explain(message, &["--json"])).unwrap();
    let read = &read["codes"][0];
    assert_eq!(read["code"], 1006);
    assert_eq!(read["message"]["origin"], "no-frame");
    assert_eq!(read["message"]["certainty"], "certain");
    assert_eq!(read["message"]["implementations"][0]["id"], "gorilla-websocket");
    assert_eq!(read["message"]["range"]["start"], 6);
    assert_eq!(json("explain 1006 --json")["codes"][0]["message"], Value::Null);
    // A handshake that was refused has no code, and a rule.
    let refused = "websocket: bad handshake (status 503)";
    assert!(explain(refused, &[]).contains("refused with HTTP 503"));
    let read: Value = serde_json::from_str(&explain(refused, &["--json"])).unwrap();
    assert_eq!(read["codes"][0]["code"], Value::Null);
    assert_eq!(read["codes"][0]["message"]["status"], 503);
    // The number of a port is not explained.
    let output = program(&["explain", "listening on port 4004"], &[], b"");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn exit_statuses_tell_what_was_found() {
    for (arguments, status) in [
        ("explain 1006", 0),
        ("explain 65535", 0),
        ("explain 4004 --protocol discord-gateway", 0),
        ("list", 0),
        ("list --protocols --json", 0),
        ("compare 1006 1012", 0),
        ("man explain", 0),
        ("explain 65536", 1),
        ("explain -1", 1),
        ("explain nonsense", 1),
        ("explain 1006 nonsense", 1),
        ("compare 1006 nonsense", 1),
        ("explain 4001 --file none.toml", 1),
        ("man nonsense", 1),
        ("explain 1006 --protocol nonsense", 2),
        ("explain 1006 --locale tlh", 2),
        ("explain 1006 --nonsense", 2),
        ("compare 1006", 2),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments}");
        assert_eq!(output.stderr.is_empty(), status == 0, "{arguments}: {}", text(&output.stderr));
    }
    let output = run("explain 1006 nonsense");
    assert_eq!(text(&output.stdout), stdout("explain 1006"), "what is a code is explained");
    assert!(text(&run("explain 65536").stderr).contains("numbers from 0 to 65535"));
    assert!(text(&run("explain 4004 --protocol discord-gatewy").stderr).contains("did you mean"));
}

/// Whatever somebody pastes, the terminal gets text.
#[cfg(unix)]
#[test]
fn nothing_raw_reaches_the_terminal() {
    use std::os::unix::ffi::OsStrExt as _;

    let hostile: [&[u8]; 5] = [
        b"\x1b]0;title\x07\x1b[2J",
        b"\xff\xfe\x1b[31m",
        "\u{202e}6001\u{9b}31m".as_bytes(),
        b"--\x1b[31m",
        &[0x1b; 9_000],
    ];
    let file = OsStr::new("--file");
    let locale = OsStr::new("--locale");
    let protocol = OsStr::new("--protocol");
    for bytes in hostile {
        let text = OsStr::from_bytes(bytes);
        let explain = OsStr::new("explain");
        let number = OsStr::new("4001");
        for arguments in [
            vec![explain, text],
            vec![OsStr::new("compare"), text, text],
            vec![explain, number, file, text],
            vec![explain, number, locale, text],
            vec![explain, number, protocol, text],
            vec![OsStr::new("man"), text],
            vec![text],
        ] {
            let output = program(&arguments, &[], b"");
            assert!(!output.status.success(), "{arguments:?}");
            let printed = [output.stdout, output.stderr].concat();
            let printed = str::from_utf8(&printed).expect("it is UTF-8");
            let is_raw = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
            assert!(!printed.contains(is_raw), "{printed:?}");
        }
    }
    let output = program(&["explain"], &[], b"\x1b[31m\xff\n1000\n");
    assert!(!text(&output.stderr).contains('\u{1b}') && output.status.success());
}

#[test]
fn programs_read_the_same_facts() {
    let answer = json("explain 1006 4004 --json --locale de");
    assert_eq!((&answer["format"], &answer["locale"]), (&"1.0".into(), &"de".into()));
    let [lost, private] = answer["codes"].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!(lost["title"], "Anormales Verbindungsende");
    assert_eq!(lost["name"], "Abnormal Closure");
    assert_eq!(lost["policy"]["action"], "reconnect");
    assert_eq!(lost["policy"]["max_delay_ms"], 60000);
    assert!(lost["policy"]["max_attempts"].is_null() && lost["own"].is_null());
    assert_eq!(lost["wire"]["frame"], false);
    assert_eq!((&private["registered"], &private["name"]), (&false.into(), &Value::Null));
    let products = private["protocols"].as_array().unwrap();
    assert_eq!(products.len(), closecode::protocols::who_uses(4004).count());
    let discord = json("explain 4004 --protocol discord-gateway --json");
    let discord = &discord["codes"][0]["protocols"];
    assert_eq!(discord.as_array().unwrap().len(), 1);
    assert_eq!(discord[0]["rule"]["action"], "stop");
    let steps = &json("explain 1006 --protocol webex-mercury --json")["codes"][0]["protocols"][0];
    assert_eq!(steps["rule"]["steps_ms"][1], 1000);
}

/// Readers depend on the keys; a new one is a new minor version of the format.
#[test]
fn the_keys_are_promised() {
    fn keys(value: &Value) -> String {
        let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        keys.join(" ")
    }
    let answer = json("explain 4004 --protocol discord-gateway --json");
    let code = &answer["codes"][0];
    assert_eq!(keys(&answer), "codes format locale");
    assert_eq!(
        keys(code),
        "cases code description ident message name own policy protocols range registered summary \
         title url user_message wire"
    );
    assert_eq!(
        keys(&code["policy"]),
        "action alert authority factor fault initial_delay_ms jitter max_attempts max_delay_ms \
         severity steps_ms"
    );
    assert_eq!(keys(&code["wire"]), "clean frame script_sendable script_visible sender synthetic");
    assert_eq!(
        keys(&code["protocols"][0]),
        "advice disputed documentation endpoint first ident last meaning name protocol \
         protocol_name retired rule sender status url vendor"
    );
}

#[test]
fn lists_have_everything() {
    assert_eq!(stdout("list").lines().count(), closecode::CloseCode::ALL.len());
    let codes = json("list --json");
    assert_eq!(codes["codes"].as_array().unwrap().len(), closecode::CloseCode::ALL.len());
    let all = closecode::protocols::ALL;
    let lines = stdout("list --protocols");
    assert_eq!(lines.lines().count(), all.len());
    assert!(lines.contains("\ndiscord-gateway "));
    assert_eq!(json("list --protocols --json")["protocols"].as_array().unwrap().len(), all.len());
}

#[test]
fn a_comparison_begins_with_what_differs() {
    let same = stdout("compare 1006 1006");
    assert!(same.contains("Alike in 13 more points"), "{same}");
    let answer = json("compare 1000 4000 --json");
    let keys: Vec<&str> =
        answer["differing"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    assert!(keys.contains(&"policy.action") && !keys.contains(&"wire.frame"), "{keys:?}");
    let differing = json("compare 1006 1006 --json");
    assert_eq!(differing["differing"], Value::Array(Vec::new()));
}

#[test]
fn an_applications_own_codes_come_first() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../example-chat/closecodes.toml");
    let file = file.to_str().unwrap();
    let explain = |code: &str, more: &[&str]| {
        let output = program(&[&["explain", code, "--file", file], more].concat(), &[], b"");
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout).to_owned()
    };
    expect_file!["golden/explain/own-4001.en.80.txt"].assert_eq(&explain("4001", &[]));
    expect_file!["golden/explain/own-4001.de.80.txt"]
        .assert_eq(&explain("4001", &["--locale", "de"]));
    expect_file!["golden/explain/own-4001.ja.80.txt"]
        .assert_eq(&explain("4001", &["--locale", "ja"]));
    let by_name = explain("signed in elsewhere", &[]);
    assert_eq!(by_name, explain("4001", &[]));
    let general = explain("1006", &[]);
    assert!(general.starts_with("1006 Abnormal Closure\n\nAcme Chat: Not said\n"), "{general}");
    let read: Value = serde_json::from_str(&explain("4001", &["--json"])).unwrap();
    assert_eq!(read["codes"][0]["own"]["application"], "Acme Chat");
    assert_eq!(read["codes"][0]["own"]["reconnect"], "no-need");
}

#[test]
fn a_file_may_extend_a_protocol_and_stand_for_http() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("own.toml");
    let start = "format = \"1.0\"\nname = \"Acme\"\nsummary = \"It is so.\"\n";
    let row = "\n[[code]]\ncode = 4900\nident = \"Kicked\"\nname = \"Kicked\"\n\
               sender = \"server\"\nmeaning = \"It is so.\"\nreconnect = \"backoff\"\n\
               delay = \"2s\"\n";
    let explain = |keys: &str, code: &str| {
        std::fs::write(&file, format!("{start}{keys}{row}")).unwrap();
        let output = program(&["explain", code, "--file", file.to_str().unwrap()], &[], b"");
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout).to_owned()
    };
    let own = explain("", "4900");
    assert!(own.contains("Reconnect with back-off\n"), "{own}");
    assert!(own.contains("Delay: 0–2 s, doubling to 0–60 s"), "{own}");
    let extended = explain("extends = \"graphql-transport-ws\"\n", "4400");
    assert!(extended.contains("(GraphQL over WebSocket)"), "{extended}");
    let status = explain("http-alias = 4000\n", "4404");
    assert!(status.contains("4400 to 4599 mean the HTTP statuses 400 to 599"), "{status}");
    std::fs::write(&file, "format = \"1.0\"\n").unwrap();
    let output = program(&["explain", "4900", "--file", file.to_str().unwrap()], &[], b"");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(text(&output.stderr).contains("closecode check"));
}

/// A width that is none does no harm, and neither does a very small one.
#[test]
fn any_width_will_do() {
    let usual = stdout("explain 1006");
    for width in ["", "0", "-1", "x", "80"] {
        let output = program(&["explain", "1006"], &[("COLUMNS", width)], b"");
        assert_eq!(text(&output.stdout), usual, "{width}");
    }
    for width in ["1", "20", "99999999"] {
        assert!(program(&["explain", "4004"], &[("COLUMNS", width)], b"").status.success());
    }
}

#[test]
fn there_is_a_manual_page_for_each_command() {
    let page = stdout("man");
    assert!(page.contains(".TH closecode 1"), "{page}");
    for command in ["explain", "list", "compare", "check", "rust", "docs", "new", "completions"] {
        assert!(page.contains(command), "{command}");
        assert!(stdout(&format!("man {command}")).contains(&format!("closecode {command}")));
    }
    assert!(stdout("completions bash").contains("explain"));
}
