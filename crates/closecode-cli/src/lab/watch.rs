//! Ends the connections of clients, and writes down when each comes back.

use std::io;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use closecode_lab::{Listen, Server, Visit};

use super::judge::{End, Seen};
use super::plan::{Must, Plan};

/// For how long a program may take until it connects for the first time.
const START: Duration = Duration::from_secs(60);

/// How often the lab looks whether a process has ended.
const LOOK: Duration = Duration::from_millis(100);

/// What is known of one client.
#[derive(Debug, Default)]
struct Record {
    /// When each of its connections came.
    arrivals: Vec<Instant>,
    /// When the lab ended each of them.
    ends: Vec<Instant>,
    /// Whether it closed the connection that was to be stable.
    has_left: bool,
    /// When nothing more was to be seen.
    end: Option<End>,
}

/// Plans with what is known of their clients.
#[derive(Debug)]
struct Shared {
    plans: Vec<Plan>,
    records: Mutex<Vec<Vec<Record>>>,
    news: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Vec<Vec<Record>>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A lab that watches.
#[derive(Debug)]
pub(super) struct Watch {
    server: Server,
    shared: Arc<Shared>,
    clients: usize,
    /// The process of each client, if the lab has started them.
    children: Vec<Vec<Option<Child>>>,
    started: Instant,
}

impl Watch {
    /// Listens for so many clients of each plan.
    pub(super) fn start(listen: Listen, plans: Vec<Plan>, clients: usize) -> io::Result<Self> {
        let none = || (0..clients).map(|_| Record::default()).collect();
        let records = Mutex::new(plans.iter().map(|_| none()).collect());
        let shared = Arc::new(Shared { plans, records, news: Condvar::new() });
        let all = Arc::clone(&shared);
        let server = Server::start(listen, move |visit| answer(visit, &all))?;
        let children = shared.plans.iter().map(|_| (0..clients).map(|_| None).collect()).collect();
        Ok(Self { server, shared, clients, children, started: Instant::now() })
    }

    pub(super) fn plans(&self) -> &[Plan] {
        &self.shared.plans
    }

    /// The address for a client of a plan.
    pub(super) fn url(&self, plan: usize, client: usize) -> String {
        let id = &self.shared.plans[plan].way.id;
        let address = self.server.address();
        match self.clients {
            1 => format!("ws://{address}/{id}"),
            _ => format!("ws://{address}/{id}/{}", client + 1),
        }
    }

    /// Starts a process for each client.
    pub(super) fn spawn(&mut self, command: &[String], scale: f64, shows: bool) -> Result<()> {
        let (program, arguments) = command.split_first().context("there is no program to run")?;
        for plan in 0..self.shared.plans.len() {
            for client in 0..self.clients {
                let url = self.url(plan, client);
                let with_url = |word: &String| word.replace("{url}", &url);
                let output = || if shows { Stdio::inherit() } else { Stdio::null() };
                let child = Command::new(with_url(program))
                    .args(arguments.iter().map(with_url))
                    .env("CLOSECODE_LAB_URL", &url)
                    .env("CLOSECODE_LAB_TIME_SCALE", scale.to_string())
                    .stdin(Stdio::null())
                    // Standard output is the report's.
                    .stdout(Stdio::null())
                    .stderr(output())
                    .spawn()
                    .with_context(|| format!("cannot start {program}"))?;
                self.children[plan][client] = Some(child);
            }
        }
        self.started = Instant::now();
        Ok(())
    }

    /// Watches until all is seen, and says when a plan is done. Without processes of its own, it
    /// waits for the first connection for `patience`.
    pub(super) fn finish(
        mut self,
        patience: Option<Duration>,
        mut done: impl FnMut(&Plan, &[Seen]),
    ) -> Vec<Vec<Seen>> {
        let start = patience.unwrap_or(START);
        let mut told = vec![false; self.shared.plans.len()];
        let shared = Arc::clone(&self.shared);
        let mut records = shared.lock();
        loop {
            for (index, (plan, clients)) in shared.plans.iter().zip(&mut *records).enumerate() {
                for (record, child) in clients.iter_mut().zip(&mut self.children[index]) {
                    if record.end.is_some() {
                        continue;
                    }
                    record.end = plan_end(plan, record, child, self.started + start);
                    if record.end.is_some() {
                        end(child);
                    }
                }
                if !told[index] && clients.iter().all(|record| record.end.is_some()) {
                    told[index] = true;
                    done(
                        plan,
                        &clients.iter().map(|record| seen(plan, record)).collect::<Vec<_>>(),
                    );
                }
            }
            if told.iter().all(|told| *told) {
                break;
            }
            let waited = shared.news.wait_timeout(records, LOOK);
            records = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let plans = shared.plans.iter().zip(&*records);
        plans.map(|(plan, clients)| clients.iter().map(|r| seen(plan, r)).collect()).collect()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.children.iter_mut().flatten().for_each(end);
    }
}

/// Ends a process.
fn end(child: &mut Option<Child>) {
    if let Some(mut child) = child.take() {
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Why there is nothing more to see of a client, if there is not.
fn plan_end(
    plan: &Plan,
    record: &Record,
    child: &mut Option<Child>,
    start: Instant,
) -> Option<End> {
    let now = Instant::now();
    let total = plan.steps.len() + usize::from(plan.stable.is_some());
    let waits = record.arrivals.len().saturating_sub(1);
    if waits >= total {
        return Some(End::Complete);
    }
    if record.has_left {
        return Some(End::Left);
    }
    // What comes after an end that is under way is known when it has come.
    let is_waiting = record.ends.len() == record.arrivals.len();
    let has_exited = is_waiting
        && child.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(Some(_)) | Err(_)));
    let Some(last) = record.ends.last() else {
        let is_late = is_waiting && now >= start;
        return (has_exited || is_late).then_some(End::Absent);
    };
    if has_exited {
        return Some(End::Exited);
    }
    let step = plan.steps.get(waits).unwrap_or(&plan.steps[0]);
    (is_waiting && now >= *last + plan.patience(step)).then_some(End::Silent)
}

/// What was seen of a client, from when its connections came and ended.
fn seen(plan: &Plan, record: &Record) -> Seen {
    let pairs = record.arrivals.iter().skip(1).zip(&record.ends);
    let mut waits: Vec<Duration> =
        pairs.map(|(came, ended)| came.saturating_duration_since(*ended)).collect();
    let reset = (waits.len() > plan.steps.len()).then(|| waits[plan.steps.len()]);
    waits.truncate(plan.steps.len());
    Seen { waits, reset, end: record.end.unwrap_or_default() }
}

/// Ends a connection as the plan of its path says.
fn answer(visit: Visit, shared: &Shared) -> io::Result<()> {
    let mut path = visit.path().trim_start_matches('/').split('/');
    let id = path.next().unwrap_or_default();
    let client = path.next().map_or(Some(0), |client| client.parse::<usize>().ok()?.checked_sub(1));
    let plan = shared.plans.iter().position(|plan| plan.way.id == id);
    let (Some(plan), Some(client)) = (plan, client) else {
        return visit.page("404 Not Found", "There is no such way.");
    };
    if !visit.is_websocket() {
        return visit.page("426 Upgrade Required", "This address is for a WebSocket.");
    }
    let number = {
        let mut records = shared.lock();
        let Some(record) = records[plan].get_mut(client) else {
            drop(records);
            return visit.page("404 Not Found", "There is no such client.");
        };
        record.arrivals.push(visit.accepted());
        shared.news.notify_all();
        record.arrivals.len() - 1
    };
    let plan_of = &shared.plans[plan];
    let is_stable =
        number == plan_of.steps.len() && plan_of.steps.iter().all(|step| step.must == Must::Come);
    let kept = plan_of.stable.filter(|_| is_stable).unwrap_or_default();
    let ended = || {
        let mut records = shared.lock();
        records[plan][client].ends.push(Instant::now());
        shared.news.notify_all();
    };
    let outcome = visit.play_after(&plan_of.way, kept, &ended);
    let mut records = shared.lock();
    let record = &mut records[plan][client];
    if record.ends.len() <= number {
        // It went before the lab could end the connection.
        record.ends.push(Instant::now());
        record.has_left = record.has_left || is_stable;
    }
    shared.news.notify_all();
    outcome.map(drop)
}
