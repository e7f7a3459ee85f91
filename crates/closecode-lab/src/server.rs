//! A server that hands out each request, with a bound on how many connections there are.

use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::play::{self, Outcome};
use crate::request::Request;
use crate::stream::Stream;
#[cfg(feature = "tls")]
use crate::tls::Identity;
use crate::way::Way;

/// For how long the lab waits for a request.
const REQUEST: Duration = Duration::from_secs(10);

/// After what time the lab tries again to accept a connection, if it could not.
const AGAIN: Duration = Duration::from_millis(20);

/// A server that listens.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    open: Arc<AtomicUsize>,
}

/// How a server listens.
#[derive(Clone, Debug)]
pub struct Listen {
    /// At which address; port 0 is any that is free.
    pub address: SocketAddr,
    /// How many connections are open at a time. Others are ended at once.
    pub connections: usize,
    /// With which certificate, if over TLS.
    #[cfg(feature = "tls")]
    pub identity: Option<Identity>,
}

impl Listen {
    /// At an address, without TLS, with at most so many connections.
    pub fn new(address: SocketAddr, connections: usize) -> Self {
        Self {
            address,
            connections,
            #[cfg(feature = "tls")]
            identity: None,
        }
    }
}

impl Server {
    /// Listens, and hands each request to `answer`, in a thread of its own.
    ///
    /// # Errors
    ///
    /// When the address cannot be had.
    pub fn start(
        listen: Listen,
        answer: impl Fn(Visit) -> io::Result<()> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(listen.address)?;
        let address = listener.local_addr()?;
        let open = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&open);
        let all = Arc::new((listen, answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                match stream {
                    Ok(stream) => serve(stream, &all, &count),
                    // Too many files are open, for one: that takes a while to pass.
                    Err(_) => thread::sleep(AGAIN),
                }
            }
        });
        Ok(Self { address, open })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections are open.
    pub fn open(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }
}

fn serve<A>(stream: TcpStream, all: &Arc<(Listen, A)>, open: &Arc<AtomicUsize>)
where
    A: Fn(Visit) -> io::Result<()> + Send + Sync + 'static,
{
    let accepted = Instant::now();
    if open.fetch_add(1, Ordering::Relaxed) >= all.0.connections {
        open.fetch_sub(1, Ordering::Relaxed);
        return;
    }
    let all = Arc::clone(all);
    let open = Arc::clone(open);
    thread::spawn(move || {
        let (listen, answer) = &*all;
        // A client that sends nonsense or goes away has seen the end of its connection.
        let _ = visit(stream, listen, accepted).and_then(answer);
        open.fetch_sub(1, Ordering::Relaxed);
    });
}

fn visit(tcp: TcpStream, listen: &Listen, accepted: Instant) -> io::Result<Visit> {
    tcp.set_read_timeout(Some(REQUEST))?;
    tcp.set_nodelay(true)?;
    let mut stream = opened(tcp, listen)?;
    let request = Request::read(&mut stream)?;
    Ok(Visit { stream, request, accepted })
}

#[cfg(feature = "tls")]
fn opened(tcp: TcpStream, listen: &Listen) -> io::Result<Stream> {
    match &listen.identity {
        Some(identity) => Ok(Stream::Tls(Box::new(identity.accept(tcp)?))),
        None => Ok(Stream::Plain(tcp)),
    }
}

#[cfg(not(feature = "tls"))]
fn opened(tcp: TcpStream, _: &Listen) -> io::Result<Stream> {
    Ok(Stream::Plain(tcp))
}

/// A request that waits for an answer.
#[derive(Debug)]
pub struct Visit {
    stream: Stream,
    request: Request,
    accepted: Instant,
}

impl Visit {
    /// The method.
    pub fn method(&self) -> &str {
        &self.request.method
    }

    /// The path, without what follows a question mark, which is for the client alone.
    pub fn path(&self) -> &str {
        self.request.path.split('?').next().unwrap_or_default()
    }

    /// The host that it names, with the port, or nothing.
    pub fn host(&self) -> &str {
        self.request.header("host").unwrap_or_default()
    }

    /// When the TCP connection came.
    pub fn accepted(&self) -> Instant {
        self.accepted
    }

    /// Whether it asks for a WebSocket.
    pub fn is_websocket(&self) -> bool {
        let upgrade = self.request.header("upgrade");
        upgrade.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket"))
    }

    /// Reads the body.
    ///
    /// # Errors
    ///
    /// When its length is not given or too much, or the connection ends within it.
    pub fn body(&mut self) -> io::Result<Vec<u8>> {
        self.request.body(&mut self.stream)
    }

    /// Answers with a page of HTML.
    ///
    /// # Errors
    ///
    /// When it cannot be sent.
    pub fn page(mut self, status: &str, page: &str) -> io::Result<()> {
        let length = page.len();
        write!(
            self.stream,
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{page}"
        )?;
        self.stream.finish()
    }

    /// Ends the connection in this way, and tells what came back.
    ///
    /// # Errors
    ///
    /// When the handshake is none.
    pub fn play(self, way: &Way) -> io::Result<Outcome> {
        self.play_after(way, Duration::ZERO, &|| ())
    }

    /// Opens the connection, keeps it for a time, answering each Ping, and then ends it in this
    /// way. `ends` is called right before the lab sends what ends it. A client that closes before
    /// the time is answered, and then `ends` is not called.
    ///
    /// # Errors
    ///
    /// When the handshake is none, or the client ends the TCP connection before the time.
    pub fn play_after(self, way: &Way, kept: Duration, ends: &dyn Fn()) -> io::Result<Outcome> {
        play::serve(self.stream, &self.request, way, kept, ends)
    }
}
