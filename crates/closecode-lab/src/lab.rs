//! The lab for measuring: listens on this machine, plays a way for each connection, and remembers
//! what came back.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::play::Outcome;
use crate::role::Role;
use crate::server::{Listen, Server, Visit};
use crate::way::{Way, ways};

/// How many connections are served at a time. Others are ended at once.
const CONNECTIONS: usize = 256;

/// What the lab saw in each run of a way: by the name of the run, and that of the way.
pub type Seen = BTreeMap<(String, String), Outcome>;

/// A lab that listens.
#[derive(Debug)]
pub struct Lab {
    server: Server,
    shared: Arc<Shared>,
    reports: Mutex<Receiver<Vec<u8>>>,
}

#[derive(Debug)]
struct Shared {
    ways: Vec<Way>,
    seen: Mutex<Seen>,
    news: Condvar,
    page: String,
}

impl Lab {
    /// Listens on a free port of 127.0.0.1. `GET /` is answered with `page`; a body that is posted
    /// to `/report` is handed out by [`Lab::report`]; and `/<run>/<way>` is a WebSocket that ends
    /// in this way, where the run is any word.
    ///
    /// # Errors
    ///
    /// When no port can be had.
    pub fn start(page: String) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            ways: ways(Role::Client),
            seen: Mutex::default(),
            news: Condvar::new(),
            page,
        });
        let (sender, reports) = channel();
        let all = Arc::clone(&shared);
        let listen = Listen::new((Ipv4Addr::LOCALHOST, 0).into(), CONNECTIONS);
        let server = Server::start(listen, move |visit| answer(visit, &all, &sender))?;
        Ok(Self { server, shared, reports: Mutex::new(reports) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The next report, or `None` if none comes within the time.
    pub fn report(&self, within: Duration) -> Option<Vec<u8>> {
        let reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        reports.recv_timeout(within).ok()
    }

    /// What came back, once `count` connections have ended, or else after the time.
    pub fn seen(&self, count: usize, within: Duration) -> Seen {
        let seen = self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.shared.news.wait_timeout_while(seen, within, |seen| seen.len() < count);
        let (seen, _) = waited.unwrap_or_else(PoisonError::into_inner);
        seen.clone()
    }

    /// What the lab saw of a way in a run, once its connection has ended, or `None` after the time.
    pub(crate) fn outcome(&self, run: &str, way: &str, within: Duration) -> Option<Outcome> {
        let key = (run.to_owned(), way.to_owned());
        let seen = self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_missing = |seen: &mut Seen| !seen.contains_key(&key);
        let waited = self.shared.news.wait_timeout_while(seen, within, is_missing);
        let (seen, _) = waited.unwrap_or_else(PoisonError::into_inner);
        seen.get(&key).cloned()
    }
}

fn answer(mut visit: Visit, shared: &Shared, reports: &Sender<Vec<u8>>) -> io::Result<()> {
    let path = visit.path().trim_start_matches('/').to_owned();
    let path: Vec<&str> = path.split('/').collect();
    match (visit.method(), path.as_slice()) {
        ("GET", [""]) => visit.page("200 OK", &shared.page),
        ("POST", ["report"]) => {
            let body = visit.body()?;
            // The program may have stopped waiting for it.
            let _ = reports.send(body);
            visit.page("204 No Content", "")
        }
        ("GET", [run, id]) => {
            let Some(way) = shared.ways.iter().find(|way| way.id == *id) else {
                return visit.page("404 Not Found", "");
            };
            let outcome = visit.play(way)?;
            let mut seen = shared.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.insert(((*run).to_owned(), (*id).to_owned()), outcome);
            shared.news.notify_all();
            Ok(())
        }
        _ => visit.page("404 Not Found", ""),
    }
}
