//! Code to send and to handle each code, in five languages: whole programs, filled in from one
//! template for each task.
//!
//! The pages show what [`programs`] hands to the tests, and these run every one of them against a
//! real peer.

use closecode_data::{Action, Behaviour, Code, Dataset, Deviation, Localizer, Policy, Sender};

use crate::html::Html;
use crate::page::Page;

/// What a program does about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// It sends a Close frame with the code.
    Send,
    /// It sees the code and reacts.
    Handle,
}

/// A program that a page shows, to be run.
#[derive(Debug)]
pub struct Program {
    /// The language's key: `rust`, `browser`, `node`, `python`, `go`.
    pub language: &'static str,
    /// The code.
    pub code: u16,
    /// What it does.
    pub task: Task,
    /// Whether it is the server of the connection.
    pub is_server: bool,
    /// The ending of its file's name.
    pub extension: &'static str,
    /// Its text, as it stands on the page. It uses port 8080.
    pub text: String,
}

/// One language and its library.
struct Language {
    key: &'static str,
    /// What the page calls it. What it is called, in English; where that is no name, the page's own
    /// words stand in its place.
    name: &'static str,
    /// What the data calls its library where it departs from the facts.
    library: &'static str,
    extension: &'static str,
    send_server: Option<&'static str>,
    send_client: &'static str,
    handle_client: &'static str,
    handle_server: Option<&'static str>,
}

macro_rules! template {
    ($file:literal) => {
        include_str!(concat!("../samples/", $file))
    };
}

const LANGUAGES: &[Language] = &[
    Language {
        key: "rust",
        name: "Rust: closecode and tungstenite",
        library: "tungstenite",
        extension: "rs",
        send_server: Some(template!("rust/send_server.rs")),
        send_client: template!("rust/send_client.rs"),
        handle_client: template!("rust/handle_client.rs"),
        handle_server: Some(template!("rust/handle_server.rs")),
    },
    Language {
        key: "browser",
        name: "JavaScript in a browser",
        library: "Chromium",
        extension: "js",
        send_server: None,
        send_client: template!("browser/send_client.js"),
        handle_client: template!("browser/handle_client.js"),
        handle_server: None,
    },
    Language {
        key: "node",
        name: "Node.js: ws",
        library: "ws",
        extension: "mjs",
        send_server: Some(template!("node/send_server.mjs")),
        send_client: template!("node/send_client.mjs"),
        handle_client: template!("node/handle_client.mjs"),
        handle_server: Some(template!("node/handle_server.mjs")),
    },
    Language {
        key: "python",
        name: "Python: websockets",
        library: "websockets",
        extension: "py",
        send_server: Some(template!("python/send_server.py")),
        send_client: template!("python/send_client.py"),
        handle_client: template!("python/handle_client.py"),
        handle_server: Some(template!("python/handle_server.py")),
    },
    Language {
        key: "go",
        name: "Go: gorilla/websocket",
        library: "gorilla/websocket",
        extension: "go",
        send_server: Some(template!("go/send_server.go")),
        send_client: template!("go/send_client.go"),
        handle_client: template!("go/handle_client.go"),
        handle_server: Some(template!("go/handle_server.go")),
    },
];

/// Why there is nothing to run.
#[derive(Clone, Copy, Debug)]
enum Absent<'a> {
    /// The code may not stand in a Close frame.
    Nobody,
    /// A script may not pass it to `close()`.
    Script,
    /// No library hands it to a program.
    NeverSeen,
    /// Only a client sends it, and a browser is one.
    FromClient,
    /// The library reports another number, or refuses the code.
    Library(Deviation<'a>),
}

/// The program for a task, or why there is none.
fn program<'a>(
    data: &'a Dataset,
    code: &'a Code,
    language: &Language,
    task: Task,
) -> Result<Program, Absent<'a>> {
    let from_client = *code.wire.sender == Sender::Client;
    let is_browser = language.send_server.is_none();
    let (template, is_server) = match task {
        Task::Send if !*code.wire.frame => return Err(Absent::Nobody),
        Task::Send if is_browser && !*code.wire.script_sendable => return Err(Absent::Script),
        Task::Send => match language.send_server.filter(|_| !from_client) {
            Some(template) => (template, true),
            None => (language.send_client, false),
        },
        // 1005 and 1006 are what every library makes up. For 1015 they raise an error of TLS, and
        // 1004 they refuse.
        Task::Handle if !*code.wire.frame && !matches!(*code.code, 1005 | 1006) => {
            return Err(Absent::NeverSeen);
        }
        Task::Handle => {
            // What a library does when a number arrives that may not is another matter.
            let differs = |d: &Deviation<'_>| {
                *code.wire.frame
                    && *d.implementation.name == language.library
                    && matches!(d.behaviour, Behaviour::Rejects | Behaviour::ReportsAs)
            };
            if let Some(deviation) = data.deviations(code).into_iter().find(differs) {
                return Err(Absent::Library(deviation));
            }
            match (from_client, language.handle_server) {
                (true, None) => return Err(Absent::FromClient),
                (true, Some(template)) => (template, true),
                (false, _) => (language.handle_client, false),
            }
        }
    };
    let text = fill(template, data.localizer(data.base()), code);
    Ok(Program {
        language: language.key,
        code: *code.code,
        task,
        is_server,
        extension: language.extension,
        text,
    })
}

/// What a client does after the code, as the templates mark their lines.
fn reaction(policy: &Policy) -> &'static str {
    let gives_up = matches!(*policy.action, Action::Never | Action::FixClient)
        || policy.max_delay.value.is_zero();
    match (gives_up, policy.initial_delay.value.is_zero()) {
        (true, _) => "stop",
        (false, true) => "once",
        (false, false) => "retry",
    }
}

/// A template with the code's facts. A line that ends in a comment such as `// retry` stays only if
/// that is what follows.
fn fill(template: &str, english: Localizer<'_>, code: &Code) -> String {
    let policy = &code.policy;
    let reaction = reaction(policy);
    let initial = policy.initial_delay.value.as_millis();
    let max = policy.max_delay.value.as_millis();
    let (low, span) = match *policy.jitter {
        closecode_data::Jitter::Uniform => (initial, max.saturating_sub(initial)),
        closecode_data::Jitter::Full => (0, initial),
        closecode_data::Jitter::Equal => (initial / 2, initial - initial / 2),
        closecode_data::Jitter::None => (initial, 1),
    };
    let mut text = String::with_capacity(template.len());
    for line in template.lines() {
        let mark = ["stop", "once", "retry"].into_iter().find_map(|word| {
            let line = line.strip_suffix(word)?.trim_end();
            let line = line.strip_suffix("//").or_else(|| line.strip_suffix('#'))?;
            Some((word, line.trim_end()))
        });
        match mark {
            Some((word, _)) if word != reaction => continue,
            Some((_, line)) => text.push_str(line),
            None => text.push_str(line),
        }
        text.push('\n');
    }
    // A delay that is drawn from zero is its span.
    let least = |plus: &str| if low == 0 { String::new() } else { format!("{low}{plus}") };
    let advice = format!("{}.", english.text(*policy.action));
    text.replace("__CODE__", &code.code.to_string())
        .replace("__ADVICE__", &advice)
        .replace("__LOW__ + ", &least(" + "))
        .replace("__LOW__+", &least("+"))
        .replace("__SPAN__", &span.to_string())
}

/// Every program that the pages show.
pub fn programs(data: &Dataset) -> Vec<Program> {
    let tasks = |code| {
        LANGUAGES
            .iter()
            .flat_map(move |language| [Task::Send, Task::Handle].map(|task| (code, language, task)))
    };
    data.codes
        .iter()
        .flat_map(tasks)
        .filter_map(|(code, language, task)| program(data, code, language, task).ok())
        .collect()
}

/// The codes that the pages say a script cannot send.
pub fn refused_by_browsers(data: &Dataset) -> Vec<u16> {
    data.codes.iter().filter(|c| !*c.wire.script_sendable).map(|c| *c.code).collect()
}

/// What a page shows of one language.
#[derive(Debug)]
pub(crate) struct Shown {
    /// The language and its library: names, in English.
    pub(crate) name: Html,
    pub(crate) figures: Vec<Figure>,
}

/// A program, or the sentence in its place.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) caption: Html,
    pub(crate) text: Option<String>,
    pub(crate) absent: Option<Html>,
}

/// The samples of a code's page.
pub(crate) fn shown(page: &Page<'_>, code: &Code) -> Vec<Shown> {
    let words = page.localizer.sample();
    let figure = |language: &Language, task: Task| {
        let caption = match task {
            Task::Send => words.send(),
            Task::Handle => words.handle(),
        };
        let (text, absent) = match program(page.data, code, language, task) {
            Ok(program) => (Some(program.text.trim_end().to_owned()), None),
            Err(absent) => (None, Some(reason(page, code, absent))),
        };
        Figure { caption: caption.into(), text, absent }
    };
    let name = |language: &Language| {
        // The others are called by names, of a language and its library.
        if language.key == "browser" { words.browser().into() } else { page.english(language.name) }
    };
    let language = |language: &Language| Shown {
        name: name(language),
        figures: [Task::Send, Task::Handle].map(|task| figure(language, task)).into(),
    };
    LANGUAGES.iter().map(language).collect()
}

fn reason(page: &Page<'_>, code: &Code, absent: Absent<'_>) -> Html {
    let words = page.localizer.sample();
    let number = *code.code;
    match absent {
        Absent::Nobody => words.nobody(number).into(),
        Absent::Script => words.script(number).into(),
        Absent::NeverSeen => words.never_seen(number).into(),
        Absent::FromClient => words.from_client(number).into(),
        Absent::Library(deviation) => crate::facts::deviation(page, &deviation),
    }
}
