//! The server: listens on this machine, plays a way for each connection, and remembers what came
//! back.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::play::{self, Outcome};
use crate::request::Request;
use crate::role::Role;
use crate::way::{Way, ways};

/// How many connections are served at a time. Others are ended at once.
const CONNECTIONS: usize = 256;

/// For how long the lab waits for a request.
const REQUEST: Duration = Duration::from_secs(10);

/// What the lab saw in each run of a way: by the name of the run, and that of the way.
pub type Seen = BTreeMap<(String, String), Outcome>;

/// A lab that listens.
#[derive(Debug)]
pub struct Lab {
    address: SocketAddr,
    shared: Arc<Shared>,
    reports: Mutex<Receiver<Vec<u8>>>,
}

#[derive(Debug)]
struct Shared {
    ways: Vec<Way>,
    seen: Mutex<Seen>,
    news: Condvar,
    open: AtomicUsize,
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
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            ways: ways(Role::Client),
            seen: Mutex::default(),
            news: Condvar::new(),
            open: AtomicUsize::new(0),
            page,
        });
        let (sender, reports) = channel();
        let all = Arc::clone(&shared);
        thread::spawn(move || {
            // A connection that could not be accepted is the client's to try again.
            for stream in listener.incoming().filter_map(Result::ok) {
                serve(stream, &all, &sender);
            }
        });
        Ok(Self { address, shared, reports: Mutex::new(reports) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
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

/// Serves a connection in a thread of its own.
fn serve(stream: TcpStream, shared: &Arc<Shared>, reports: &Sender<Vec<u8>>) {
    if shared.open.fetch_add(1, Ordering::Relaxed) >= CONNECTIONS {
        shared.open.fetch_sub(1, Ordering::Relaxed);
        return;
    }
    let shared = Arc::clone(shared);
    let reports = reports.clone();
    thread::spawn(move || {
        // A client that sends nonsense or goes away has seen the end of its connection.
        let _ = answer(stream, &shared, &reports);
        shared.open.fetch_sub(1, Ordering::Relaxed);
    });
}

fn answer(mut stream: TcpStream, shared: &Shared, reports: &Sender<Vec<u8>>) -> io::Result<()> {
    stream.set_read_timeout(Some(REQUEST))?;
    stream.set_nodelay(true)?;
    let request = Request::read(&mut stream)?;
    // What follows a question mark is for the client alone.
    let path = request.path.split('?').next().unwrap_or_default();
    let path: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match (request.method.as_str(), path.as_slice()) {
        ("GET", [""]) => write_page(&mut stream, "200 OK", &shared.page),
        ("POST", ["report"]) => {
            let body = request.body(&mut stream)?;
            // The program may have stopped waiting for it.
            let _ = reports.send(body);
            write_page(&mut stream, "204 No Content", "")
        }
        ("GET", [run, id]) => {
            let Some(way) = shared.ways.iter().find(|way| way.id == *id) else {
                return write_page(&mut stream, "404 Not Found", "");
            };
            let outcome = play::serve(stream, &request, way)?;
            let mut seen = shared.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.insert(((*run).to_owned(), (*id).to_owned()), outcome);
            shared.news.notify_all();
            Ok(())
        }
        _ => write_page(&mut stream, "404 Not Found", ""),
    }
}

fn write_page(stream: &mut TcpStream, status: &str, page: &str) -> io::Result<()> {
    let length = page.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{page}"
    )
}
