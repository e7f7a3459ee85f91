//! `closecode lab check`: ends the connections of a client, watches how it comes back, and compares
//! that with the policy.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _};
use closecode_lab::Listen;
use closecode_output::ui;

use super::judge::{Finding, Level, Seen, judge};
use super::plan::{Must, Plan, Step};
use super::time::{self, shown};
use super::watch::Watch;
use crate::cli::{Cli, Format};
use crate::json::Json;
use crate::paper::Paper;

/// What is checked if nothing is said: ends after which a client comes back, and others after which
/// it must not.
const USUAL: [&str; 10] = [
    "end-fin",
    "recv-1012",
    "http-503",
    "http-429",
    "recv-1000",
    "recv-1008",
    "recv-1010",
    "recv-3003",
    "http-401",
    "http-403",
];

/// The version of the JSON.
const FORMAT: &str = "1.0";

/// The arguments of `closecode lab check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    closecode lab check -- node client.mjs {url}       starts it, three times for each way\n  \
    closecode lab check --code 1012 --code 4001 -- ./client {url}\n  \
    closecode lab check --way end-rst,http-429 -- ./client {url}\n  \
    closecode lab check --time-scale 0.1 -- ./client {url}   if its delays can be scaled too\n  \
    closecode lab check --code 1012      prints an address, for a client that you start\n  \
    closecode lab check --format json -- ./client {url} | jq .conforms\n\n\
    A client is a program that opens a WebSocket and comes back when it ends. `{url}` in its \
    arguments is the address; it is also in CLOSECODE_LAB_URL, and the scale in \
    CLOSECODE_LAB_TIME_SCALE.\n\n\
    What is compared: whether it comes back, whether it stops, whether no wait is shorter than the \
    policy allows, whether waits are random and differ between clients, whether it starts anew \
    after a stable connection, and whether it does what a Retry-After asks. All ways are watched \
    at the same time; at scale 1 that takes up to three and a half minutes.\n\n\
    Exit status: 0 the client conforms, 1 it does not, or could not be started, 2 the command line \
    is wrong.")]
pub(crate) struct Check {
    /// A way to end connections; `closecode lab --list` has them
    #[arg(long, value_name = "WAY", value_delimiter = ',')]
    way: Vec<String>,
    /// A code to end connections with, the same as `--way recv-CODE`
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    code: Vec<u16>,
    /// How many waits to see of each client; without it 3, or 4 if there is one client
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=10))]
    attempts: Option<u32>,
    /// How many clients to start for each way; without it 3, or 1 without a program
    #[arg(long, value_name = "COUNT", requires = "program",
          value_parser = clap::value_parser!(u16).range(1..=100))]
    clients: Option<u16>,
    /// Expect this part of the policy's delays, from 0.01 to 1
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = time::parse_scale)]
    time_scale: f64,
    /// The port on 127.0.0.1; without it, any that is free
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// For how long to wait for the first connection of a client that you start
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = time::parse)]
    wait: Duration,
    /// Show what the clients print on standard error
    #[arg(long)]
    show_output: bool,
    /// How to print what was seen
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The client and its arguments
    #[arg(last = true, value_name = "PROGRAM")]
    program: Vec<String>,
}

impl Check {
    /// Watches and compares.
    pub(super) fn run(self) -> Result<ExitCode> {
        let has_program = !self.program.is_empty();
        let clients = self.clients.unwrap_or(if has_program { 3 } else { 1 });
        let plans = self.plans(clients);
        let longest = plans.iter().map(Plan::longest).max().unwrap_or_default();
        // Each client is closing one connection while it opens the next.
        let connections = plans.len() * usize::from(clients) * 4 + 16;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let listen = Listen::new(address, connections);
        let mut watch = Watch::start(listen, plans, clients.into())
            .with_context(|| format!("cannot listen at {address}"))?;
        let ways = ui::count(watch.plans().len(), "way");
        let what = format!("{ways}, for {} at most", shown(longest));
        if has_program {
            watch.spawn(&self.program, self.time_scale, self.show_output)?;
            let clients = ui::count(clients.into(), "client");
            ui::status("Watching", format!("{clients} in each of {what}"));
        } else {
            for plan in 0..watch.plans().len() {
                ui::err(format_args!("{}\n", watch.url(plan, 0)));
            }
            ui::status("Waiting", format!("for a client at each address, then {what}"));
        }
        let plans = watch.plans().to_vec();
        let patience = (!has_program).then_some(self.wait);
        let seen = watch.finish(patience, |plan, seen| {
            let verdict = verdict(&judge(plan, seen));
            let say = if verdict == "fail" { ui::bad } else { ui::status };
            say("Seen", format!("{}: {verdict}", plan.way.id));
        });
        let rows: Vec<Row<'_>> = plans.iter().zip(&seen).map(Row::new).collect();
        let conforms = rows.iter().all(|row| verdict(&row.findings) != "fail");
        match self.format {
            Format::Text => ui::out(text(&rows))?,
            Format::Json => ui::out(format_args!("{}\n", json(&rows, conforms, self.time_scale)))?,
        }
        let fails = rows.iter().filter(|row| verdict(&row.findings) == "fail").count();
        if conforms {
            ui::status("Conforms", ways);
        } else {
            ui::bad("Differs", format!("in {fails} of {ways}"));
        }
        Ok(if conforms { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    /// The plans; a way that cannot be checked is an error of the command line.
    fn plans(&self, clients: u16) -> Vec<Plan> {
        let codes = self.code.iter().map(|code| format!("recv-{code}"));
        let mut ids: Vec<String> = self.way.iter().cloned().chain(codes).collect();
        if ids.is_empty() {
            ids = USUAL.map(str::to_owned).to_vec();
        }
        ids.dedup();
        let attempts = self.attempts.unwrap_or(if clients == 1 { 4 } else { 3 });
        let mut plans: Vec<Plan> = Vec::new();
        for id in ids {
            if plans.iter().any(|plan| plan.way.id == id) {
                continue;
            }
            match Plan::of(&id, attempts, self.time_scale) {
                Ok(plan) => plans.push(plan),
                Err(error) => {
                    let message = format!("`{}` cannot be checked: {error}", ui::visible(&id));
                    Cli::command().error(ErrorKind::InvalidValue, message).exit();
                }
            }
        }
        plans
    }
}

/// A way with all that was seen.
struct Row<'a> {
    plan: &'a Plan,
    clients: &'a [Seen],
    findings: Vec<Finding>,
}

impl<'a> Row<'a> {
    fn new((plan, clients): (&'a Plan, &'a Vec<Seen>)) -> Self {
        Self { plan, clients, findings: judge(plan, clients) }
    }
}

fn verdict(findings: &[Finding]) -> &'static str {
    match findings.iter().map(|finding| finding.level).max() {
        None => "ok",
        Some(Level::Note) => "note",
        Some(Level::Fail) => "fail",
    }
}

/// The table, and what differs below it.
fn text(rows: &[Row<'_>]) -> String {
    let mut paper = Paper::new();
    let head = ["Way", "Expected", "Waits", "Verdict"].map(str::to_owned);
    let cells = rows.iter().map(|row| {
        let seen: Vec<String> = row.clients.iter().map(waits).collect();
        let verdict = verdict(&row.findings).to_owned();
        [row.plan.way.id.clone(), expected(&row.plan.steps), seen.join("; "), verdict]
    });
    paper.table(&std::iter::once(head).chain(cells).collect::<Vec<_>>());
    paper.gap();
    for row in rows {
        for finding in &row.findings {
            let before = format!("{}: ", row.plan.way.id);
            paper.marked(
                &before,
                verdict(std::slice::from_ref(finding)),
                &format!(": {}", finding.text),
            );
        }
    }
    paper.into_text()
}

/// The waits of a client.
fn waits(seen: &Seen) -> String {
    let reset = seen.reset.map(|wait| format!("then {}", shown(wait)));
    let waits: Vec<String> = seen.waits.iter().copied().map(shown).chain(reset).collect();
    match waits.as_slice() {
        [] => "none".to_owned(),
        waits => waits.join(", "),
    }
}

/// What the policy says, in a few words.
fn expected(steps: &[Step]) -> String {
    let first = &steps[0];
    let range = |step: &Step| {
        if step.earliest.is_zero() {
            format!("within {}", shown(step.latest))
        } else {
            format!("after {} to {}", shown(step.earliest), shown(step.latest))
        }
    };
    let stops = steps.last().is_some_and(|step| step.must == Must::Stay);
    match first.must {
        Must::Stay => "stops".to_owned(),
        Must::May if stops => {
            let tries = steps.iter().filter(|step| step.must == Must::May).count();
            format!("stops, or tries {} {}", times(tries), range(first))
        }
        Must::May => format!("as it wants, {}", range(first)),
        Must::Come => {
            let last = steps.last().filter(|last| last.latest > first.latest);
            let grows = last.map(|last| format!(", later {}", shown(last.latest)));
            format!("comes back {}{}", range(first), grows.unwrap_or_default())
        }
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

fn json(rows: &[Row<'_>], conforms: bool, scale: f64) -> Json {
    let step = |step: &Step| {
        let must = match step.must {
            Must::Come => "reconnect",
            Must::May => "either",
            Must::Stay => "stop",
        };
        let [earliest, latest]: [Json; 2] = [step.earliest.into(), step.latest.into()];
        Json::Object(vec![("must", must.into()), ("earliest_ms", earliest), ("latest_ms", latest)])
    };
    let client = |seen: &Seen| {
        Json::Object(vec![
            ("waits_ms", seen.waits.iter().copied().collect()),
            ("reset_ms", seen.reset.into()),
            ("end", seen.end.as_str().into()),
        ])
    };
    let finding = |finding: &Finding| {
        Json::Object(vec![
            ("level", verdict(std::slice::from_ref(finding)).into()),
            ("id", finding.id.into()),
            ("text", finding.text.clone().into()),
        ])
    };
    let ways = rows.iter().map(|row| {
        Json::Object(vec![
            ("way", row.plan.way.id.clone().into()),
            ("action", row.plan.action.as_str().into()),
            ("verdict", verdict(&row.findings).into()),
            ("expected", row.plan.steps.iter().map(step).collect()),
            ("clients", row.clients.iter().map(client).collect()),
            ("findings", row.findings.iter().map(finding).collect()),
        ])
    });
    Json::Object(vec![
        ("format", FORMAT.into()),
        ("conforms", conforms.into()),
        ("time_scale", scale.to_string().into()),
        ("ways", ways.collect()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::judge::End;

    fn plan(id: &str) -> Plan {
        Plan::of(id, 3, 1.0).unwrap()
    }

    #[test]
    fn what_is_usual_can_be_checked() {
        for id in USUAL {
            assert!(!plan(id).steps.is_empty());
        }
        // As the help says.
        let longest = USUAL.map(|id| plan(id).longest()).into_iter().max().unwrap();
        assert!(longest <= Duration::from_secs(220), "{longest:?}");
    }

    #[test]
    fn expectations_are_said() {
        for (id, text) in [
            ("end-fin", "comes back within 5 s, later 20 s"),
            ("recv-1012", "comes back after 5 s to 30 s"),
            ("recv-3003", "stops"),
            ("recv-1008", "stops, or tries once within 5 s"),
            ("recv-1000", "as it wants, within 5 s"),
        ] {
            assert_eq!(expected(&plan(id).steps), text, "{id}");
        }
    }

    #[test]
    fn a_report_is_a_table_with_what_differs_below() {
        let kicked = plan("recv-3003");
        let seen = vec![Seen {
            waits: vec![Duration::from_millis(1500)],
            reset: None,
            end: End::Complete,
        }];
        let rows = [Row::new((&kicked, &seen))];
        let text = anstream_free(&text(&rows));
        assert_eq!(
            text,
            "  Way        Expected  Waits  Verdict\n  recv-3003  stops     1.5 s  fail\n\n\
             recv-3003: fail: it came back 1.5 s after end 1, and should have stopped\n"
        );
        let json = json(&rows, false, 0.5).to_string();
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["ways"][0]["clients"][0]["waits_ms"][0], 1500);
        assert_eq!(read["ways"][0]["findings"][0]["id"], "came-back");
        assert_eq!(read["conforms"], false);
        assert_eq!(read["ways"][0]["action"], "stop");
    }

    /// The text without styles.
    fn anstream_free(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            out += before;
            rest = after.split_once('m').map_or("", |(_, rest)| rest);
        }
        out + rest
    }
}
