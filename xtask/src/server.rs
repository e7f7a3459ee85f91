//! A web server for one folder on this machine: GET and HEAD on 127.0.0.1.
//!
//! It answers one request per connection and then closes it. A connection holds one of a few
//! threads for a bounded time, however slowly its client reads or writes. What it is not: a server
//! for other machines, or for anything but files.

mod answer;
mod request;
mod status;

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use self::answer::Answer;

/// How many connections are served at once; further ones wait. Browsers open six to one host, and
/// some of them only in case they need them.
const THREADS: usize = 24;

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Until the head of the request has arrived.
    pub(crate) request: Duration,
    /// Until the answer has been taken.
    pub(crate) answer: Duration,
    /// Between the answer and the end of the connection.
    pub(crate) close: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request: Duration::from_secs(10),
            answer: Duration::from_secs(30),
            close: Duration::from_millis(500),
        }
    }
}

/// A folder, and the socket on which it is served.
#[derive(Debug)]
pub(crate) struct Server {
    listener: TcpListener,
    root: PathBuf,
    limits: Limits,
}

impl Server {
    /// Listens on a port of 127.0.0.1; on any free one if the port is 0.
    pub(crate) fn bind(folder: &Path, port: u16, limits: Limits) -> Result<Self> {
        let root = folder
            .canonicalize()
            .with_context(|| format!("cannot find the folder {}", folder.display()))?;
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => listener,
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => bail!(
                "port {port} is in use by another program; choose another with --port, or any free \
                 one with --port 0"
            ),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen on 127.0.0.1:{port}"));
            }
        };
        Ok(Self { listener, root, limits })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> Result<SocketAddr> {
        self.listener.local_addr().context("the socket has no address")
    }

    /// Serves until the program ends.
    pub(crate) fn run(&self) {
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| self.accept());
            }
        });
    }

    fn accept(&self) -> ! {
        loop {
            match self.listener.accept() {
                // A client that hangs up early is no problem of ours.
                Ok((stream, _)) => drop(self.serve(&stream)),
                // Such as too many open files: it passes, but not at once.
                Err(_) => thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        let Some(received) = request::read(&mut Timed::new(stream, self.limits.request)) else {
            return Ok(());
        };
        let answer = match &received.request {
            Ok(request) => Answer::to(request, &self.root),
            Err(status) => Answer::error(*status, &self.root),
        };
        answer.write(&mut Timed::new(stream, self.limits.answer), received.is_head)?;
        // Closing a socket that has unread bytes resets the connection, and a reset can overtake
        // the answer. So what the client still sends is read, for a short time.
        stream.shutdown(Shutdown::Write)?;
        let mut rest = Timed::new(stream, self.limits.close);
        while rest.read(&mut [0; 4096])? > 0 {}
        Ok(())
    }
}

/// A connection until a point in time. A timeout of the socket alone would begin anew with each
/// byte.
struct Timed<'a> {
    stream: &'a TcpStream,
    end: Instant,
}

impl<'a> Timed<'a> {
    fn new(stream: &'a TcpStream, time: Duration) -> Self {
        Self { stream, end: Instant::now() + time }
    }

    fn left(&self) -> io::Result<Option<Duration>> {
        match self.end.saturating_duration_since(Instant::now()) {
            Duration::ZERO => Err(io::ErrorKind::TimedOut.into()),
            left => Ok(Some(left)),
        }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(self.left()?)?;
        self.stream.read(buffer)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(self.left()?)?;
        self.stream.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests;
