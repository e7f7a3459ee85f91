//! Code to send and to handle each code, in five languages, filled in from one template for each
//! task.
//!
//! What handles a code is a whole program: a loop that comes back as the policy says. What sends it
//! is a line or two, and the tests put them into a program. The pages show what [`programs`] hands
//! to the tests, and these run them against a real peer.

mod fill;

use closecode_data::{Behaviour, Code, Dataset, Deviation, Sender};

use crate::facts;
use crate::highlight::{Syntax, highlight};
use crate::html::{Html, Punctuation as _};
use crate::page::Page;
use fill::{Shape, Unit, fill, marked};

/// What a program does about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// It sends a Close frame with the code.
    Send,
    /// It connects, and when the connection ends it connects again, unless the policy says not to.
    Handle,
}

/// A program to be run.
#[derive(Debug)]
pub struct Program {
    /// The language's key: `browser`, `node`, `python`, `go`, `rust`.
    pub language: &'static str,
    /// The code.
    pub code: u16,
    /// What it does.
    pub task: Task,
    /// Whether it is the server of the connection.
    pub is_server: bool,
    /// Two loops of one shape and language differ in nothing but numbers and the comment that has
    /// them.
    pub shape: String,
    /// The ending of its file's name.
    pub extension: &'static str,
    /// The part that a page shows.
    pub shown: String,
    /// Its text. It uses port 8080.
    pub text: String,
}

/// One language and its library.
struct Language {
    key: &'static str,
    /// What the page calls it.
    name: &'static str,
    /// What the data calls its library where it departs from the facts.
    library: &'static str,
    extension: &'static str,
    syntax: Syntax,
    unit: Unit,
    handle: &'static str,
    send: &'static str,
    send_client: &'static str,
    /// None if nothing in it is a server.
    send_server: Option<&'static str>,
}

macro_rules! template {
    ($file:literal) => {
        include_str!(concat!("../samples/", $file))
    };
}

const LANGUAGES: &[Language] = &[
    Language {
        key: "browser",
        name: "JavaScript",
        library: "Chromium",
        extension: "js",
        syntax: Syntax::JavaScript,
        unit: Unit::Millis,
        handle: template!("browser/loop.js"),
        send: template!("browser/send.js"),
        send_client: template!("browser/send_client.js"),
        send_server: None,
    },
    Language {
        key: "node",
        name: "Node.js",
        library: "ws",
        extension: "mjs",
        syntax: Syntax::JavaScript,
        unit: Unit::Millis,
        handle: template!("node/loop.mjs"),
        send: template!("node/send.mjs"),
        send_client: template!("node/send_client.mjs"),
        send_server: Some(template!("node/send_server.mjs")),
    },
    Language {
        key: "python",
        name: "Python",
        library: "websockets",
        extension: "py",
        syntax: Syntax::Python,
        unit: Unit::Seconds,
        handle: template!("python/loop.py"),
        send: template!("python/send.py"),
        send_client: template!("python/send_client.py"),
        send_server: Some(template!("python/send_server.py")),
    },
    Language {
        key: "go",
        name: "Go",
        library: "gorilla/websocket",
        extension: "go",
        syntax: Syntax::Go,
        unit: Unit::Go,
        handle: template!("go/loop.go"),
        send: template!("go/send.go"),
        send_client: template!("go/send_client.go"),
        send_server: Some(template!("go/send_server.go")),
    },
    Language {
        key: "rust",
        name: "Rust",
        library: "tungstenite",
        extension: "rs",
        syntax: Syntax::Rust,
        unit: Unit::None,
        handle: template!("rust/loop.rs"),
        send: template!("rust/send.rs"),
        send_client: template!("rust/send_client.rs"),
        send_server: Some(template!("rust/send_server.rs")),
    },
];

/// Why there is no program.
#[derive(Clone, Copy, Debug)]
enum Absent<'a> {
    /// The code must not be in a Close frame.
    Nobody,
    /// No library hands it to a program.
    NeverSeen,
    /// Only a client sends it.
    FromClient,
    /// A script must not pass it to `close()`.
    Script,
    /// The library reports another number, or refuses the code.
    Library(Deviation<'a>),
}

impl Absent<'_> {
    /// Whether it is so in every language.
    fn is_everywhere(&self) -> bool {
        matches!(self, Self::Nobody | Self::NeverSeen | Self::FromClient)
    }
}

/// The program for a task, or why there is none. Its times are multiplied by `scale`.
fn program<'a>(
    data: &'a Dataset,
    code: &'a Code,
    language: &Language,
    task: Task,
    scale: f64,
) -> Result<Program, Absent<'a>> {
    let from_client = *code.wire.sender == Sender::Client;
    let is_browser = language.send_server.is_none();
    let server = language.send_server.filter(|_| !from_client);
    let shape = match task {
        Task::Send if !*code.wire.frame => return Err(Absent::Nobody),
        Task::Send if is_browser && !*code.wire.script_sendable => return Err(Absent::Script),
        Task::Send => Shape::of_send(server.is_some() || is_browser),
        // 1005 and 1006 are what every library reports by itself. For 1015 they raise an error of
        // TLS, and 1004 they refuse.
        Task::Handle if !*code.wire.frame && !matches!(*code.code, 1005 | 1006) => {
            return Err(Absent::NeverSeen);
        }
        Task::Handle if from_client => return Err(Absent::FromClient),
        Task::Handle => {
            // What a library does when a number arrives that may not is another matter.
            let differs = |d: &Deviation<'_>| {
                *code.wire.frame && matches!(d.behaviour, Behaviour::Rejects | Behaviour::ReportsAs)
            };
            let own = data.implementations.iter().filter(|i| *i.name == language.library);
            if let Some(deviation) = own.flat_map(|i| i.deviations(code)).find(differs) {
                return Err(Absent::Library(deviation));
            }
            Shape::of_loop(data, code)
        }
    };
    let filled = |template| fill(data, code, template, &shape, language.unit, scale);
    let shown = filled(if task == Task::Send { language.send } else { language.handle });
    let text = match task {
        Task::Handle => shown.clone(),
        Task::Send => put(server.unwrap_or(language.send_client), &shown),
    };
    Ok(Program {
        language: language.key,
        code: *code.code,
        task,
        is_server: task == Task::Send && server.is_some(),
        shape: shape.name(),
        extension: language.extension,
        shown,
        text,
    })
}

/// A program with lines in their place.
fn put(program: &str, lines: &str) -> String {
    let mut text = String::with_capacity(program.len() + lines.len());
    for line in program.lines() {
        match line.strip_suffix("__SEND__") {
            Some(indent) => text.extend(lines.lines().map(|line| match line {
                "" => "\n".to_owned(),
                line => format!("{indent}{line}\n"),
            })),
            None => text.extend([line, "\n"]),
        }
    }
    text
}

/// Every program that the pages show, with its times multiplied by `scale`: those of the pages are
/// at scale 1.
pub fn programs(data: &Dataset, scale: f64) -> Vec<Program> {
    let tasks = |code| {
        LANGUAGES
            .iter()
            .flat_map(move |language| [Task::Handle, Task::Send].map(|task| (code, language, task)))
    };
    data.codes
        .iter()
        .flat_map(tasks)
        .filter_map(|(code, language, task)| program(data, code, language, task, scale).ok())
        .collect()
}

/// The codes that the pages say a script cannot send.
pub fn refused_by_browsers(data: &Dataset) -> Vec<u16> {
    data.codes.iter().filter(|c| !*c.wire.script_sendable).map(|c| *c.code).collect()
}

/// The mark of a template at the end of a line, of which a page shows none.
pub fn mark(line: &str) -> Option<&'static str> {
    marked(line).1
}

/// What a page shows.
#[derive(Debug)]
pub(crate) struct Samples {
    /// Why a task has no program, where that is so in every language.
    pub(crate) absent: Vec<(Html, Html)>,
    /// The languages that have a program.
    pub(crate) tabs: Vec<Tab>,
}

/// What a page shows of one language.
#[derive(Debug)]
pub(crate) struct Tab {
    pub(crate) key: &'static str,
    pub(crate) name: Html,
    pub(crate) figures: Vec<Figure>,
}

/// A program, or the sentence in its place.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) caption: Html,
    pub(crate) text: Option<Html>,
    pub(crate) absent: Option<Html>,
}

/// The samples of a code's page.
pub(crate) fn shown(page: &Page<'_>, code: &Code) -> Samples {
    let words = page.localizer.sample();
    let caption = |task: Task| match task {
        Task::Send => words.send(),
        Task::Handle => words.handle(),
    };
    let mut absent: Vec<(Html, Html)> = Vec::new();
    let mut tabs: Vec<Tab> = Vec::new();
    for language in LANGUAGES {
        let mut figures = Vec::new();
        for task in [Task::Handle, Task::Send] {
            let caption = Html::from(caption(task));
            match program(page.data, code, language, task, 1.0) {
                Ok(program) => figures.push(Figure {
                    caption,
                    text: Some(highlight(program.shown.trim_end(), language.syntax)),
                    absent: None,
                }),
                Err(why) if why.is_everywhere() => {
                    let reason = (caption, reason(page, code, why));
                    if !absent.contains(&reason) {
                        absent.push(reason);
                    }
                }
                Err(why) => figures.push(Figure {
                    caption,
                    text: None,
                    absent: Some(reason(page, code, why)),
                }),
            }
        }
        if figures.iter().any(|figure| figure.text.is_some()) {
            tabs.push(Tab { key: language.key, name: page.english(language.name), figures });
        }
    }
    // What no library reports need not be sent either.
    if tabs.is_empty() {
        absent.truncate(1);
    }
    Samples { absent, tabs }
}

fn reason(page: &Page<'_>, code: &Code, absent: Absent<'_>) -> Html {
    let words = page.localizer.sample();
    let number = *code.code;
    match absent {
        Absent::Nobody => words.nobody(number).into(),
        Absent::Script => words.script(number).into(),
        Absent::NeverSeen => words.never_seen(number).into(),
        Absent::FromClient => words.from_client(number).into(),
        Absent::Library(deviation) => page
            .localizer
            .label(page.english(&facts::departing(&deviation)), facts::deviation(page, &deviation)),
    }
}
