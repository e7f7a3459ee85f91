//! `FragmentCollector`, as the library's own examples have it.

use std::future::Future;

use fastwebsockets::{
    CloseCode, FragmentCollector, Frame, OpCode, Payload, WebSocketError, handshake, upgrade,
};
use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::upgrade::Upgraded;
use hyper::{Request, Response, Uri};
use hyper_util::rt::TokioIo;
use programs::{Seen, addresses, asked, codes, listening, version};
use tokio::net::{TcpListener, TcpStream};

#[tokio::main]
async fn main() {
    match asked().as_str() {
        "version" => println!("{}", version("fastwebsockets")),
        "codes" => codes("received", |n| CloseCode::from(n).is_allowed()),
        "client" => {
            let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
            std::thread::spawn(move || addresses().for_each(|a| sender.send(a).unwrap()));
            while let Some(address) = receiver.recv().await {
                tokio::spawn(client(address));
            }
        }
        _ => {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            listening(listener.local_addr().unwrap().port());
            while let Ok((stream, _)) = listener.accept().await {
                let service = service_fn(server);
                let http = hyper::server::conn::http1::Builder::new();
                tokio::spawn(http.serve_connection(TokioIo::new(stream), service).with_upgrades());
            }
        }
    }
}

struct Spawn;

impl<F: Future<Output = ()> + Send + 'static> hyper::rt::Executor<F> for Spawn {
    fn execute(&self, future: F) {
        tokio::spawn(future);
    }
}

async fn client(address: String) {
    let mut seen = Seen::new(&address);
    let uri: Uri = address.parse().unwrap();
    let host = uri.authority().unwrap().as_str();
    let stream = TcpStream::connect(host).await.unwrap();
    let request = Request::get(uri.path_and_query().unwrap().as_str())
        .header("Host", host)
        .header("Upgrade", "websocket")
        .header("Connection", "upgrade")
        .header("Sec-WebSocket-Key", handshake::generate_key())
        .header("Sec-WebSocket-Version", "13")
        .body(Empty::<Bytes>::new())
        .unwrap();
    match handshake::client(&Spawn, request, stream).await {
        Ok((socket, _)) => watch(FragmentCollector::new(socket), &mut seen).await,
        Err(error) => {
            seen.failed(&error);
            seen.ended(None, "", None);
        }
    }
}

async fn server(mut request: Request<Incoming>) -> Result<Response<Empty<Bytes>>, WebSocketError> {
    let mut seen = Seen::new(&request.uri().to_string());
    let (response, future) = upgrade::upgrade(&mut request)?;
    tokio::spawn(async move {
        if let Ok(socket) = future.await {
            watch(FragmentCollector::new(socket), &mut seen).await;
        }
    });
    Ok(response)
}

async fn watch(mut socket: FragmentCollector<TokioIo<Upgraded>>, seen: &mut Seen) {
    seen.opened();
    if let Some((code, reason)) = seen.closes.clone() {
        let frame = match code {
            Some(code) => Frame::close(code, reason.as_bytes()),
            None => Frame::close_raw(Payload::Borrowed(&[])),
        };
        if let Err(error) = socket.write_frame(frame).await {
            seen.throws(&error);
        }
    }
    let mut told = None;
    while told.is_none() {
        match socket.read_frame().await {
            Ok(frame) if frame.opcode == OpCode::Close => told = Some(frame.payload.to_vec()),
            Ok(_) => {}
            Err(error) => {
                seen.failed(&error);
                break;
            }
        }
    }
    let is_clean = told.is_some();
    let body = told.unwrap_or_default();
    let code = body.first_chunk().map(|bytes| u16::from_be_bytes(*bytes));
    let reason = String::from_utf8_lossy(body.get(2..).unwrap_or_default());
    seen.ended(code, &reason, Some(is_clean));
}
