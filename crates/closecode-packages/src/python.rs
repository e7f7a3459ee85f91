//! The package for Python.
//!
//! Its files lie in `python/package` beside this source and are copied as they are, except that a
//! comment with a name in braces makes place for rows of the data.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use closecode_data::{Cldr, Code, CodeEntry, Dataset, EndpointCodes, Locale, Policy, Range, Wire};
use serde_json::{Map, Value, json};

use crate::words::{self, Refused};

/// The version of the package: that of the crates.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where the modules lie.
const MODULES: &str = "src/websocket_close_codes";

/// The widest line of a comment.
const COLUMNS: usize = 98;

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        [$(($path, include_str!(concat!("../python/package/", $path)))),+]
    };
}

/// What is the same whatever the data.
const FILES: [(&str, &str); 14] = files![
    "README.md",
    "pyproject.toml",
    "src/websocket_close_codes/__init__.py",
    "src/websocket_close_codes/_backoff.py",
    "src/websocket_close_codes/_decide.py",
    "src/websocket_close_codes/_errors.py",
    "src/websocket_close_codes/_products.py",
    "src/websocket_close_codes/_reconnector.py",
    "src/websocket_close_codes/_retry_after.py",
    "src/websocket_close_codes/_words.py",
    "src/websocket_close_codes/aiohttp.py",
    "src/websocket_close_codes/py.typed",
    "src/websocket_close_codes/websocket_client.py",
    "src/websocket_close_codes/websockets.py",
];

/// Modules with places for rows.
const CODES: &str = include_str!("../python/package/src/websocket_close_codes/_codes.py");
const TEXTS: &str = include_str!("../python/package/src/websocket_close_codes/_texts.py");

/// The licences: of the code, at the user's option, and of the data.
const LICENSES: [(&str, &str); 3] = [
    ("LICENSE-MIT", include_str!("../../../LICENSE-MIT")),
    ("LICENSE-APACHE", include_str!("../../../LICENSE-APACHE")),
    ("LICENSE-CC0", include_str!("../../../data/LICENSE")),
];

/// The files of `dist/python`, by path.
pub fn python(data: &Dataset) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = FILES
        .iter()
        .chain(&LICENSES)
        .map(|&(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    for path in ["README.md", "pyproject.toml"] {
        let text = files[path].replace("{version}", VERSION);
        files.insert(path.to_owned(), text);
    }
    files.insert(format!("{MODULES}/_codes.py"), codes(data));
    files.insert(format!("{MODULES}/_texts.py"), texts(data));
    for locale in &data.locales {
        let tag = &locale.language.tag;
        files.insert(format!("{MODULES}/texts/{}.json", **tag), texts_in(data, locale));
    }
    files.insert(format!("{MODULES}/products.json"), products(data));
    files
}

fn codes(data: &Dataset) -> String {
    let english = data.localizer(&data.locales[0]);
    let members = |out: &mut String| {
        for code in &data.codes {
            let _ = writeln!(out, "    {} = {}", constant(&code.ident), *code.code);
            comment(out, &english.code_texts(*code.code).summary().text);
        }
    };
    let ranges = |out: &mut String| {
        for range in &data.ranges {
            let _ = writeln!(out, "    {} = \"{}\"", constant(&range.ident), *range.id);
            comment(out, &english.range_texts(&range.id).summary().text);
        }
    };
    let code_rows = |out: &mut String| {
        for code in &data.codes {
            code_row(out, code);
        }
    };
    let range_rows = |out: &mut String| {
        for range in &data.ranges {
            range_row(out, range);
        }
    };
    let status_rows = |out: &mut String| {
        for row in words::handshake(data) {
            status_row(out, data, &row);
        }
    };
    let mut text = CODES.replace("{version}", &data.version().to_string());
    put(&mut text, "codes", members);
    put(&mut text, "ranges", ranges);
    put(&mut text, "code rows", code_rows);
    put(&mut text, "range rows", range_rows);
    put(&mut text, "status rows", status_rows);
    text
}

/// Puts rows in the place of the comment with this name.
fn put(text: &mut String, name: &str, rows: impl Fn(&mut String)) {
    let mark = format!("    # {{{name}}}\n");
    let mut out = String::new();
    rows(&mut out);
    let place = text.find(&mark).expect("the module has a place for the rows");
    text.replace_range(place..place + mark.len(), &out);
}

fn code_row(out: &mut String, code: &Code) {
    let _ = writeln!(out, "    {}: CodeRow(\n        {},", *code.code, quoted(&code.name));
    facts(out, &code.wire, &code.policy);
}

fn range_row(out: &mut String, range: &Range) {
    let ident = constant(&range.ident);
    let end = u32::from(*range.last) + 1;
    let _ =
        writeln!(out, "    CodeRange.{ident}: RangeRow(\n        range({}, {end}),", *range.first);
    facts(out, &range.wire, &range.policy);
}

/// The rest of a row.
fn facts(out: &mut String, wire: &Wire, facts: &Policy) {
    let truth = |is_so: bool| if is_so { "True" } else { "False" };
    let _ = writeln!(
        out,
        "        Wire({}, Sender.{}, {}, {}, {}, Visibility.{}),\n        {},\n    ),",
        truth(*wire.frame),
        word(wire.sender.as_str()),
        truth(*wire.synthetic),
        truth(*wire.clean),
        truth(*wire.script_sendable),
        word(wire.script_visible.as_str()),
        policy("        ", facts),
    );
}

fn status_row(out: &mut String, data: &Dataset, row: &(u16, u16, Refused<'_>)) {
    let (first, last, refused) = row;
    let rule = match refused {
        Refused::Like(like) => {
            let code = data.code(*like).expect("the rule `handshake` checks it");
            format!("CloseCode.{}", constant(&code.ident))
        }
        Refused::Policy(own) => policy("        ", own),
    };
    let end = u32::from(*last) + 1;
    let _ = writeln!(out, "    (\n        range({first}, {end}),\n        {rule},\n    ),");
}

fn policy(indent: &str, policy: &Policy) -> String {
    let seconds = |delay: std::time::Duration| format!("{:?}", delay.as_secs_f64());
    let attempts = policy.max_attempts.map_or_else(|| "None".to_owned(), |n| n.to_string());
    let fields = [
        format!("Action.{}", word(words::action(*policy.action))),
        seconds(policy.initial_delay.value),
        seconds(policy.max_delay.value),
        policy.factor.to_string(),
        format!("Jitter.{}", word(policy.jitter.as_str())),
        attempts,
        format!("Fault.{}", word(policy.fault.as_str())),
        format!("Severity.{}", word(policy.severity.as_str())),
        format!("Alert.{}", word(policy.alert.as_str())),
        format!("Authority.{}", word(policy.authority.as_str())),
    ];
    let fields: String = fields.iter().map(|field| format!("{indent}    {field},\n")).collect();
    format!("Policy(\n{fields}{indent})")
}

fn texts(data: &Dataset) -> String {
    let mut text = TEXTS.to_owned();
    put(&mut text, "languages", |out| {
        for locale in &data.locales {
            let Cldr { languages, script, other_script_regions, .. } = locale.formats.cldr();
            let _ = writeln!(
                out,
                "    {}: _language(\n{}        {},\n{}    ),",
                quoted(&locale.language.tag),
                words_of(languages),
                quoted(&script.to_lowercase()),
                words_of(other_script_regions),
            );
        }
    });
    text
}

/// Words in lower case as a literal of one or more lines.
fn words_of(words: &[String]) -> String {
    let lines = lines(&words.join(" ").to_lowercase(), COLUMNS - 12);
    let lines: Vec<_> = lines.iter().map(|line| format!("        {}", quoted(line))).collect();
    // Literals that follow one another are one.
    lines.join(" \n").replace("\" \n", " \"\n") + ",\n"
}

/// The words of a language, one text a line: a translation is compared as a whole.
fn texts_in(data: &Dataset, locale: &Locale) -> String {
    let localizer = data.localizer(locale);
    let text = |words: &closecode_data::WithFallback<'_, closecode_data::CodeTexts>| {
        let case = |case: closecode_data::CaseTexts<'_>| {
            let list = |texts: Vec<closecode_data::LocalizedText<'_>>| {
                texts.into_iter().map(|text| text.text.into_owned()).collect::<Vec<_>>()
            };
            json!({
                "id": case.id,
                "title": case.title.text,
                "sign": case.sign.text,
                "causes": list(case.causes),
                "steps": list(case.steps),
            })
        };
        json!({
            "title": words.title().text,
            "summary": words.summary().text,
            "description": words.description().text,
            "cases": words.cases().into_iter().map(case).collect::<Vec<_>>(),
            "user": words.user_message().text,
        })
    };
    let mut codes: BTreeMap<String, Value> = BTreeMap::new();
    for code in &data.codes {
        codes.insert(code.code.to_string(), text(&localizer.code_texts(*code.code)));
    }
    for range in &data.ranges {
        codes.insert(range.id.value.clone(), text(&localizer.range_texts(&range.id)));
    }
    let user = localizer.user();
    let document = json!({
        "license": "CC0-1.0",
        "messages": {
            "ended": user.ended().text,
            "ended_by_server": user.ended_by_server().text,
            "reconnecting": user.reconnecting().text,
            "renewing_session": user.renewing_session().text,
            "sign_in_again": user.sign_in_again().text,
            "offline": user.offline().text,
            "trouble": user.trouble().text,
            "given_up": user.given_up().text,
        },
        "codes": codes,
    });
    serde_json::to_string_pretty(&document).expect("texts are JSON") + "\n"
}

/// The private codes of products, a row a line. What nobody could confirm is left out, and so is a
/// product of which nothing is left.
fn products(data: &Dataset) -> String {
    let mut out = "{\"license\": \"CC0-1.0\", \"products\": {\n".to_owned();
    let products = data.protocols.iter().filter(|p| p.rows().any(CodeEntry::is_confirmed));
    for (place, product) in products.enumerate() {
        let comma = if place == 0 { "" } else { ",\n" };
        let name = quoted(&product.name);
        let _ = write!(out, "{comma}\"{}\": {{\"name\": {name}, \"endpoints\": {{", product.id);
        for (place, part) in product.parts().iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let endpoint = part.endpoint.map_or("", |endpoint| &endpoint.id);
            let rows: Vec<String> = rows(part).iter().map(Value::to_string).collect();
            let _ = write!(out, "{comma}\n \"{endpoint}\": [\n  {}]", rows.join(",\n  "));
        }
        out.push_str("}}");
    }
    out + "\n}}\n"
}

/// The rows of one kind of connection, those for single codes first.
fn rows(part: &EndpointCodes<'_>) -> Vec<Value> {
    let codes = part.codes.iter().map(|code| {
        let ident = Some(code.ident.value.clone());
        (*code.code, *code.code, ident, &code.row)
    });
    let ranges = part.ranges.iter().map(|range| (*range.first, *range.last, None, &range.row));
    let confirmed = codes.chain(ranges).filter(|(_, _, _, row)| row.is_confirmed());
    confirmed
        .map(|(first, last, ident, row)| {
            let mut fields = Map::new();
            fields.insert("numbers".to_owned(), json!([first, last]));
            fields.insert("name".to_owned(), json!(row.name.value));
            if let Some(ident) = ident {
                fields.insert("ident".to_owned(), json!(ident));
            }
            if let (Some((action, at_once)), true) =
                (words::reconnect(*row.reconnect), row.is_close())
            {
                fields.insert("rule".to_owned(), rule(row, action, at_once));
            }
            Value::Object(fields)
        })
        .collect()
}

fn rule(row: &CodeEntry, action: &str, at_once: bool) -> Value {
    let mut fields = Map::new();
    fields.insert("action".to_owned(), json!(action));
    if at_once {
        fields.insert("at_once".to_owned(), json!(true));
    }
    if let Some(pace) = row.backoff() {
        let steps: Vec<f64> = pace.steps.iter().map(std::time::Duration::as_secs_f64).collect();
        let jitter = pace.jitter.as_str();
        let pace = if steps.is_empty() {
            let seconds = (pace.initial.as_secs_f64(), pace.max.as_secs_f64());
            json!([seconds.0, seconds.1, pace.factor, jitter])
        } else {
            json!([steps, jitter])
        };
        fields.insert("pace".to_owned(), pace);
    }
    if let Some(attempts) = row.max_attempts.as_ref() {
        fields.insert("attempts".to_owned(), json!(attempts.value));
    }
    Value::Object(fields)
}

/// `NormalClosure` as `NORMAL_CLOSURE`.
fn constant(ident: &str) -> String {
    let mut name = String::new();
    for (place, letter) in ident.char_indices() {
        if place > 0 && letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
    }
    name
}

/// `registry-mail` as `REGISTRY_MAIL`.
fn word(word: &str) -> String {
    word.replace('-', "_").to_ascii_uppercase()
}

/// A text of one line as a literal: that of JSON is one of Python, too.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// What a member of an enum means, below it.
fn comment(out: &mut String, text: &str) {
    let text = format!("\"\"\"{text}\"\"\"");
    for line in lines(&text, COLUMNS - 4) {
        let _ = writeln!(out, "    {line}");
    }
}

/// The words of a text, in lines.
fn lines(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
