//! The servers and the clients of the guides, against each other on the loopback.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use closecode::{
    Action, Cause, HandshakeStatus, LocalError, ProfileRule, ProfileTable, Rationale, RawCode,
    Reconnector,
};
use fastwebsockets::{OpCode, WebSocketError};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_websockets::{ClientBuilder, CloseCode, MaybeTlsStream, WebSocketStream};

use crate::axum_server::{self, Connections};
use crate::{browser, fastwebsockets_client, run, tokio_websockets_client};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The server of the guides, while it runs.
struct Server {
    address: SocketAddr,
    connections: Arc<Connections>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
}

impl Server {
    async fn start(window: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::<Connections>::default();
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async move { stopped.await.unwrap() };
        let task = axum_server::run(listener, Arc::clone(&connections), stopped, window);
        Self { address, connections, stop, task: tokio::spawn(task) }
    }

    async fn open(&self) -> Socket {
        let client = ClientBuilder::new().uri(&format!("ws://{}/", self.address)).unwrap();
        client.connect().await.unwrap().0
    }

    /// Waits until as many connections have ended.
    async fn ends(&self, count: u64) -> BTreeMap<RawCode, u64> {
        loop {
            let ends = self.connections.ends();
            if ends.values().sum::<u64>() >= count {
                return ends;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

/// The code and the reason of each Close frame that a client receives.
async fn closes(socket: &mut Socket) -> Vec<(u16, String)> {
    let mut closes = Vec::new();
    while let Some(Ok(message)) = socket.next().await {
        closes.extend(message.as_close().map(|(code, reason)| (code.into(), reason.to_owned())));
    }
    closes
}

#[tokio::test]
async fn a_server_is_drained_one_client_after_the_other() {
    const WINDOW: Duration = Duration::from_millis(200);
    const CLIENTS: u32 = 20;
    let server = Server::start(WINDOW).await;
    let mut leaver = server.open().await;
    let mut last = server.open().await;
    let clients: Vec<_> = (0..CLIENTS - 1)
        .map(|client| {
            let address = server.address;
            tokio::spawn(async move {
                let (cause, _) = match client % 2 {
                    0 => tokio_websockets_client::connect(address).await,
                    _ => fastwebsockets_client::connect(address).await,
                };
                (cause, Instant::now())
            })
        })
        .collect();
    while server.connections.count() < 21 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }

    let begun = Instant::now();
    server.stop.send(()).unwrap();
    leaver.close().await.unwrap();
    // The server still listens, but lets nobody in.
    tokio::time::sleep(WINDOW / 4).await;
    let late = tokio_websockets_client::connect(server.address).await;
    assert_eq!(late, (Cause::Handshake(HandshakeStatus::new(503)), None));

    assert_eq!(closes(&mut last).await, [(1012, String::new())]);
    let mut ended = vec![begun.elapsed()];
    for client in clients {
        let (cause, at) = client.await.unwrap();
        assert_eq!(cause, Cause::Closed(RawCode::SERVICE_RESTART));
        ended.push(at - begun);
    }
    server.task.await.unwrap().unwrap();
    // The clients answer with the code that they got. One had left by itself.
    let ends = [(RawCode::SERVICE_RESTART, 20), (RawCode::NO_STATUS_RCVD, 1)];
    let ends_by_itself = [(RawCode::SERVICE_RESTART, 20), (RawCode::NORMAL_CLOSURE, 1)];
    let seen = server.connections.ends();
    assert!([ends, ends_by_itself].map(BTreeMap::from).contains(&seen), "{seen:?}");
    // None is closed before its turn. How late a busy machine is says nothing.
    ended.sort_unstable();
    for (turn, at) in (0..).zip(&ended) {
        let planned = WINDOW * turn / (CLIENTS + 1);
        assert!(*at >= planned, "client {turn} after {at:?} instead of {planned:?}");
    }
    assert!(*ended.last().unwrap() >= WINDOW * 9 / 10, "{ended:?}");
}

#[tokio::test]
async fn a_server_without_clients_stops_at_once() {
    let server = Server::start(Duration::from_secs(3600)).await;
    server.stop.send(()).unwrap();
    server.task.await.unwrap().unwrap();
}

#[tokio::test]
async fn an_axum_server_reports_and_sends_codes() {
    let server = Server::start(Duration::ZERO).await;
    let mut talkative = server.open().await;
    talkative.send(tokio_websockets::Message::text("hello")).await.unwrap();
    talkative.send(tokio_websockets::Message::text("bye")).await.unwrap();
    assert_eq!(closes(&mut talkative).await, [(4001, "expected `hello`".to_owned())]);
    // 1014 is what tungstenite, which axum is made of, reports as 1002.
    for code in [1000, 1001, 1012, 1014, 3000, 4999] {
        let mut socket = server.open().await;
        let code = CloseCode::try_from(code).unwrap();
        socket.send(tokio_websockets::Message::close(Some(code), "bye")).await.unwrap();
        let answered = if code == CloseCode::BAD_GATEWAY { 1002 } else { code.into() };
        assert_eq!(closes(&mut socket).await[0].0, answered, "the server answers");
    }
    let mut silent = server.open().await;
    silent.send(tokio_websockets::Message::close(None, "")).await.unwrap();
    assert_eq!(closes(&mut silent).await, [(1005, String::new())]);
    drop(server.open().await);
    let ends = server.ends(9).await;
    let ends: Vec<_> = ends.iter().map(|(code, count)| (code.get(), *count)).collect();
    let expected = [1000, 1001, 1002, 1005, 1006, 1012, 3000, 4001, 4999].map(|code| (code, 1));
    assert_eq!(ends, expected);
    assert_eq!(server.connections.count(), 0);
}

/// What the scripted server does with one connection.
#[derive(Clone, Copy)]
enum Part {
    /// Closes with a code, legal or not, or without one.
    Close(Option<u16>),
    /// Drops the connection.
    Drop,
    /// Refuses the handshake.
    Refuse(StatusCode),
}

type Script = Arc<Mutex<VecDeque<Part>>>;

async fn play(upgrade: WebSocketUpgrade, State(script): State<Script>) -> Response {
    let part = script.lock().unwrap().pop_front().expect("nobody comes after the last part");
    let frame = match part {
        Part::Refuse(status) => return status.into_response(),
        Part::Drop => return upgrade.on_upgrade(async |_| ()),
        Part::Close(code) => code.map(|code| CloseFrame { code, reason: Utf8Bytes::default() }),
    };
    upgrade.on_upgrade(async |mut socket| {
        socket.send(Message::Close(frame)).await.unwrap();
        while let Some(Ok(_)) = socket.recv().await {}
    })
}

/// The server: one part after another.
async fn scripted(parts: &[Part]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let script: Script = Arc::new(Mutex::new(parts.iter().copied().collect()));
    let app = Router::new().route("/", any(play)).with_state(script);
    tokio::spawn(async { axum::serve(listener, app).await });
    address
}

/// What a client sees and does, the last of which is to stop.
fn evening() -> Vec<(Part, Cause, Action)> {
    let closed = |code| Cause::Closed(RawCode::new(code));
    let close = |code, act| (Part::Close(Some(code)), closed(code), act);
    let refuse = |status: StatusCode, act| {
        (Part::Refuse(status), HandshakeStatus::new(status.as_u16()).into(), act)
    };
    vec![
        close(1012, Action::Reconnect),
        refuse(StatusCode::SERVICE_UNAVAILABLE, Action::Reconnect),
        (Part::Drop, closed(1006), Action::Reconnect),
        (Part::Close(None), closed(1005), Action::Reconnect),
        close(1014, Action::Reconnect),
        close(4000, Action::Resume),
        refuse(StatusCode::UNAUTHORIZED, Action::Reauthenticate),
        // Not allowed in a Close frame.
        (Part::Close(Some(1004)), LocalError::ProtocolError.into(), Action::FixFirst),
        (Part::Close(Some(1016)), LocalError::ProtocolError.into(), Action::FixFirst),
        close(4004, Action::Stop),
    ]
}

/// What a client does on such an evening.
async fn spend<F: AsyncFn(SocketAddr) -> (Cause, Option<Duration>)>(connect: F) {
    const PROFILE: ProfileTable = ProfileTable::new(&[
        (4000..=4000, ProfileRule::new(Action::Resume)),
        (4004..=4004, ProfileRule::new(Action::Stop)),
    ]);
    let evening = evening();
    let parts: Vec<_> = evening.iter().map(|(part, ..)| *part).collect();
    let address = scripted(&parts).await;
    let seen = run(async || connect(address).await, Reconnector::new().profile(PROFILE), 1000);
    let expected: Vec<_> = evening.iter().map(|(_, cause, act)| (*cause, *act)).collect();
    assert_eq!(seen.await, expected);
}

#[tokio::test]
async fn a_client_with_tokio_websockets_comes_back() {
    spend(tokio_websockets_client::connect).await;
}

#[tokio::test]
async fn a_client_with_fastwebsockets_comes_back() {
    spend(fastwebsockets_client::connect).await;
}

/// Why the client of the guide reads Close frames by itself.
#[tokio::test]
async fn fastwebsockets_refuses_1014_and_loses_it() {
    let address = scripted(&[Part::Close(Some(1014)), Part::Close(Some(1013))]).await;
    let mut socket = fastwebsockets_client::open(address).await.unwrap();
    let refused = socket.read_frame().await.err();
    assert!(matches!(refused, Some(WebSocketError::InvalidCloseCode)), "{refused:?}");
    let mut socket = fastwebsockets_client::open(address).await.unwrap();
    assert_eq!(socket.read_frame().await.unwrap().opcode, OpCode::Close);
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    assert_eq!(tokio_websockets_client::connect(address).await, (Cause::Tcp, None));
    assert_eq!(fastwebsockets_client::connect(address).await, (Cause::Tcp, None));
}

#[test]
fn what_a_browser_reports_decides() {
    let hour = Some(Duration::from_secs(3600));
    let decision = |code, lived, online, visible| {
        Reconnector::new().ended(browser::disconnect(code, online, visible), lived, u32::MAX)
    };
    let lost = decision(1006, hour, true, true);
    assert_eq!((lost.action, lost.delay.as_secs()), (Action::Reconnect, 5));
    // Nobody looks: no hurry.
    assert_eq!(decision(1006, hour, true, false).delay.as_secs(), 60);
    let offline = decision(1006, hour, false, true);
    assert_eq!((offline.action, offline.attempt_in()), (Action::PauseUntilOnline, None));
    let hidden = decision(1006, None, true, true);
    assert_eq!((hidden.rationale, hidden.cause), (Rationale::Policy, Cause::NotOpened));
    assert_eq!(decision(4004, hour, true, true).action, decision(4004, None, true, true).action);
}
