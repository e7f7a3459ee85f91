//! A server with axum: `docs/axum.md` and `docs/draining.md`.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use closecode::{Drain, RawCode, SendableCode};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::{interval, timeout};
use tokio_util::task::TaskTracker;

/// How long to wait for the Close frame with which a client answers.
const ANSWER: Duration = Duration::from_secs(5);

/// The application's own code for a client that says something unheard of.
const BAD_COMMAND: SendableCode = SendableCode::of::<4001>();

/// Serves one connection until a side closes it, and returns the code that the client sent: 1005
/// for a Close frame without a code, 1006 if there was no Close frame.
async fn serve(socket: &mut WebSocket, mut closing: oneshot::Receiver<SendableCode>) -> RawCode {
    loop {
        tokio::select! {
            Ok(code) = &mut closing => return close(socket, code, "").await,
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) if text.as_str() != "hello" => {
                    return close(socket, BAD_COMMAND, "expected `hello`").await;
                }
                Some(Ok(Message::Close(frame))) => {
                    // axum sends the answer to a Close frame while it looks for the next message.
                    let _ = timeout(ANSWER, ended(socket)).await;
                    return received(frame.as_ref());
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return RawCode::ABNORMAL_CLOSURE,
            }
        }
    }
}

/// Closes with this code, and returns the one that the client answers with.
async fn close(socket: &mut WebSocket, code: SendableCode, reason: &'static str) -> RawCode {
    let frame = CloseFrame { code: code.get(), reason: Utf8Bytes::from_static(reason) };
    let answer = async {
        // An error says that the client has gone, as does what follows.
        let _ = socket.send(Message::Close(Some(frame))).await;
        ended(socket).await
    };
    timeout(ANSWER, answer).await.unwrap_or(RawCode::ABNORMAL_CLOSURE)
}

/// Reads to the end of the connection, and returns the code that the client sent.
async fn ended(socket: &mut WebSocket) -> RawCode {
    let mut code = RawCode::ABNORMAL_CLOSURE;
    while let Some(Ok(message)) = socket.recv().await {
        if let Message::Close(frame) = message {
            code = received(frame.as_ref());
        }
    }
    code
}

fn received(frame: Option<&CloseFrame>) -> RawCode {
    frame.map_or(RawCode::NO_STATUS_RCVD, |frame| RawCode::new(frame.code))
}

/// The connections of a server.
#[derive(Debug, Default)]
pub struct Connections {
    open: Mutex<Open>,
    /// Counts all that have not ended, including those that are closing.
    tasks: TaskTracker,
}

#[derive(Debug, Default)]
struct Open {
    last: u64,
    /// One for each connection that is not closing yet: it takes the code to close with.
    senders: BTreeMap<u64, oneshot::Sender<SendableCode>>,
    /// How many ended with which code.
    ends: BTreeMap<RawCode, u64>,
}

impl Connections {
    /// Closes all connections, one after the other, and waits for the last of them.
    pub async fn drain(&self, window: Duration) {
        // From here on `accept` refuses.
        self.tasks.close();
        let begun = Instant::now();
        let drain = Drain::new(self.count(), window);
        let mut tick = interval(Duration::from_millis(10));
        while !self.tasks.is_empty() {
            tick.tick().await;
            let mut open = self.open();
            for _ in 0..drain.due(begun.elapsed(), open.senders.len()) {
                if let Some((_, sender)) = open.senders.pop_first() {
                    // An error says that the client has just left.
                    let _ = sender.send(drain.code());
                }
            }
        }
    }
}

async fn accept(
    upgrade: WebSocketUpgrade,
    State(connections): State<Arc<Connections>>,
) -> Response {
    if connections.tasks.is_closed() {
        return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")]).into_response();
    }
    let token = connections.tasks.token();
    upgrade.on_upgrade(async move |socket| {
        connections.run(socket).await;
        drop(token);
    })
}

/// Serves until `stop`, and then drains.
pub async fn run(
    listener: TcpListener,
    connections: Arc<Connections>,
    stop: impl Future<Output = ()> + Send + 'static,
    window: Duration,
) -> io::Result<()> {
    let app = Router::new().route("/", any(accept)).with_state(Arc::clone(&connections));
    // axum listens until the drain is over: clients are refused with 503, a load balancer's health
    // checks are answered.
    let drained = async move {
        stop.await;
        connections.drain(window).await;
    };
    axum::serve(listener, app).with_graceful_shutdown(drained).await
}

impl Connections {
    /// How many connections are open and not closing yet.
    pub fn count(&self) -> usize {
        self.open().senders.len()
    }

    /// How many ended with which code: a metric.
    pub fn ends(&self) -> BTreeMap<RawCode, u64> {
        self.open().ends.clone()
    }

    async fn run(&self, mut socket: WebSocket) {
        let (sender, closing) = oneshot::channel();
        let id = {
            let mut open = self.open();
            open.last += 1;
            let id = open.last;
            open.senders.insert(id, sender);
            id
        };
        let code = serve(&mut socket, closing).await;
        let mut open = self.open();
        open.senders.remove(&id);
        *open.ends.entry(code).or_default() += 1;
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
