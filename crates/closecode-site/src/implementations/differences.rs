//! The differences that cost users most. Each is a question to the rows; who departs, and how, is
//! computed.

use std::collections::BTreeMap;

use closecode_data::{Dataset, Expected, Reply, Reported, WayRow};

use super::seen::{self, Seen};
use crate::html::Html;
use crate::page::Page;

/// A difference, and the question that finds it.
struct Difference {
    title: &'static str,
    /// What follows for a program. It judges nobody: where the standards leave a choice, it says
    /// so.
    text: &'static str,
    ways: &'static [&'static str],
    /// What a row does that makes the difference, in words.
    find: fn(&Dataset, &WayRow) -> Option<String>,
}

/// A difference with its evidence.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) evidence: Vec<Evidence>,
}

/// What is done, and by whom.
#[derive(Debug)]
pub(super) struct Evidence {
    pub(super) what: String,
    pub(super) who: Vec<Html>,
}

const ALL: &[Difference] = &[
    Difference {
        title: "1014 becomes another number",
        text: "1014 was registered after RFC 6455, and a library with the list of the RFC does not \
               take it: a proxy that sends it to say “bad gateway” looks like a peer that breaks \
               the protocol. Treat such a 1002, 1006 or error as a possible 1014.",
        ways: &["recv-1014"],
        find: another_number,
    },
    Difference {
        title: "1012 and 1013 become another number",
        text: "A server that restarts or is overloaded sends 1012 or 1013 so that clients come \
               back later. These libraries do not take the numbers, so their users see a failure \
               and not the request to wait.",
        ways: &["recv-1012", "recv-1013"],
        find: another_number,
    },
    Difference {
        title: "A number that nobody may send is believed",
        text: "1005, 1006 and 1015 are generated locally, and RFC 6455 forbids sending them. These \
               report them as they arrive, so a peer can make a program believe that the \
               connection was lost.",
        ways: &["recv-1005", "recv-1006", "recv-1015"],
        find: |_, row| {
            let code = row.received()?;
            (reported(row) == Some(Reported::Code(code))).then(|| format!("reports {code}"))
        },
    },
    Difference {
        title: "A lost connection is not 1006",
        text: "RFC 6455 calls the end without a Close frame 1006, and does not say how a library \
               tells its user. Some have an error without a number. Code that waits for 1006 waits \
               for ever there.",
        ways: &["end-fin", "end-rst", "half-frame"],
        find: |_, row| match reported(row)? {
            Reported::Code(1006) => None,
            Reported::Code(code) => Some(format!("reports {code}")),
            Reported::Error => Some("reports an error without a number".to_owned()),
            Reported::End => Some("reports the end, without a number".to_owned()),
        },
    },
    Difference {
        title: "The answer is not the code that arrived",
        text: "RFC 6455 says that an endpoint typically echoes the code, and any answer completes \
               the handshake. The side that closed with 4000 sees what came back, not what it \
               sent.",
        ways: &["recv-4000"],
        find: |_, row| match row.replies.as_ref()?.value {
            Reply::Code(4000) => None,
            Reply::None => Some("answers without a Close frame".to_owned()),
            reply => Some(format!("answers with {}", seen::reply(reply))),
        },
    },
    Difference {
        title: "A Close frame without a code is not 1005",
        text: "RFC 6455 calls it 1005. A library may have no number for it, so code that compares \
               with 1005 has to know what its library says.",
        ways: &["recv-empty"],
        find: |_, row| match reported(row)? {
            Reported::Code(1005) => None,
            Reported::Code(code) => Some(format!("reports {code}")),
            Reported::Error => Some("reports an error".to_owned()),
            Reported::End => Some("reports the end, without a number".to_owned()),
        },
    },
    Difference {
        title: "Text that is not UTF-8",
        text: "RFC 6455 fails the connection, with 1007. Whoever answers otherwise hides from the \
               sender which of its messages was wrong.",
        ways: &["text-not-utf8", "text-surrogate"],
        find: |_, row| match row.replies.as_ref()?.value {
            Reply::Code(1007) => None,
            reply => Some(answer(reply)),
        },
    },
    Difference {
        title: "Which codes an application can send",
        text: "The same call sends 1012 in one library and fails in the next. Scripts in a \
               browser can send 1000 and 3000 to 4999 only; choose a code that every client of \
               yours can send.",
        ways: &["send-1001", "send-1012", "send-1014", "send-4000"],
        find: |_, row| {
            let code = row.sent()?;
            row.throws.as_ref().map(|_| format!("does not send {code}"))
        },
    },
    Difference {
        title: "A number that must not be sent can be sent",
        text: "These pass the number on as the application gave it. The peer then refuses the \
               Close frame, and neither side sees the code that was meant.",
        ways: &["send-1005", "send-1006", "send-1015", "send-0", "send-999"],
        find: |_, row| {
            let code = row.sent()?;
            let sends = row.sends.as_ref()?.value;
            (sends == Reply::Code(code)).then(|| format!("sends {code}"))
        },
    },
    Difference {
        title: "Whether a protocol error reaches the other side",
        text: "RFC 6455 lets an endpoint drop the connection or send 1002 first. Without a Close \
               frame the side with the fault sees a lost connection, 1006, and tries again.",
        ways: &["rsv1", "opcode-3"],
        find: |_, row| match row.replies.as_ref()?.value {
            Reply::Code(1002) => None,
            reply => Some(answer(reply)),
        },
    },
    Difference {
        title: "Whose code is reported",
        text: "One side closes with 3000 and the other answers with 1001. RFC 6455 defines the \
               code of the connection as that of the first Close frame that was received.",
        ways: &["answer-1001"],
        find: |_, row| match reported(row)? {
            Reported::Code(1001) => None,
            Reported::Code(code) => Some(format!("reports {code}")),
            Reported::Error => Some("reports an error".to_owned()),
            Reported::End => Some("reports the end, without a number".to_owned()),
        },
    },
];

/// How many are shown.
const SHOWN: usize = 10;

fn reported(row: &WayRow) -> Option<Reported> {
    row.reports.as_ref().map(|reports| reports.value)
}

/// What follows a frame that breaks the protocol. The lab sends a Close frame with 1000 after it,
/// which only who has taken it answers.
fn answer(reply: Reply) -> String {
    match reply {
        Reply::Code(1000) => "takes it".to_owned(),
        Reply::None => "ends the connection without a Close frame".to_owned(),
        reply => format!("answers with {}", seen::reply(reply)),
    }
}

/// What is reported in place of the number that arrived.
fn another_number(data: &Dataset, row: &WayRow) -> Option<String> {
    let allowed = data.allowed(&row.id)?;
    if !allowed.departure(row).reports || !allowed.reports.contains(&Expected::Same) {
        return None;
    }
    let arrived = row.received()?;
    Some(match reported(row)? {
        Reported::Code(code) => format!("{arrived} is reported as {code}"),
        Reported::Error => format!("{arrived} is an error without a number"),
        Reported::End => format!("{arrived} is the end, without a number"),
    })
}

/// The differences for which there is evidence.
pub(super) fn shown(page: &Page<'_>) -> Vec<Shown> {
    let shown = ALL.iter().filter_map(|difference| {
        let evidence = evidence(page, difference);
        (!evidence.is_empty()).then_some(Shown {
            title: difference.title,
            text: difference.text,
            evidence,
        })
    });
    shown.take(SHOWN).collect()
}

/// Who does what: each implementation once, as it was measured if it was, and else as it was read.
fn evidence(page: &Page<'_>, difference: &Difference) -> Vec<Evidence> {
    let mut found: BTreeMap<String, Vec<Html>> = BTreeMap::new();
    for implementation in seen::by_name(page.data) {
        let mut told: Vec<String> = Vec::new();
        let mut is_measured = false;
        for seen in seen::seen(implementation) {
            if is_measured && seen.measured.is_empty() {
                continue;
            }
            for way in difference.ways {
                let Some(row) = seen.row(way) else { continue };
                is_measured |= !seen.measured.is_empty();
                let Some(what) = (difference.find)(page.data, row) else { continue };
                if !told.contains(&what) {
                    found.entry(what.clone()).or_default().push(who(page, &seen));
                    told.push(what);
                }
            }
        }
    }
    found.into_iter().map(|(what, who)| Evidence { what, who }).collect()
}

fn who(page: &Page<'_>, seen: &Seen<'_>) -> Html {
    let basis = Html::text(&format!("({})", seen.short_basis())).quiet();
    Html::join([super::link(page, seen.implementation), basis], " ")
}
