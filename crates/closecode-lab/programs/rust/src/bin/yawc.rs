use futures_util::SinkExt as _;
use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use programs::{Seen, addresses, asked, codes, listening, version};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use yawc::close::CloseCode;
use yawc::frame::{Frame, OpCode};
use yawc::{WebSocket, WebSocketError};

#[tokio::main]
async fn main() {
    match asked().as_str() {
        "version" => println!("{}", version("yawc")),
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

async fn client(address: String) {
    let mut seen = Seen::new(&address);
    match WebSocket::connect(address.parse().unwrap()).await {
        Ok(socket) => watch(socket, &mut seen).await,
        Err(error) => {
            seen.failed(&error);
            seen.ended(None, "", None);
        }
    }
}

async fn server(mut request: Request<Incoming>) -> Result<Response<Empty<Bytes>>, WebSocketError> {
    let mut seen = Seen::new(&request.uri().to_string());
    let (response, future) = WebSocket::upgrade(&mut request)?;
    tokio::spawn(async move {
        if let Ok(socket) = future.await {
            watch(socket, &mut seen).await;
        }
    });
    Ok(response)
}

async fn watch<S>(mut socket: WebSocket<S>, seen: &mut Seen)
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    seen.opened();
    let mut told = None;
    if let Some((code, reason)) = seen.closes.clone() {
        let frame = match code {
            Some(code) => Frame::close(CloseCode::from(code), reason),
            None => Frame::close(CloseCode::Normal, ""),
        };
        if let Err(error) = socket.send(frame).await {
            seen.throws(&error);
        }
    }
    loop {
        match socket.next_frame().await {
            Ok(frame) if frame.opcode() == OpCode::Close => told = Some(frame.into_payload()),
            Ok(_) => {}
            Err(WebSocketError::ConnectionClosed) => break,
            Err(error) => {
                seen.failed(&error);
                break;
            }
        }
    }
    let is_clean = told.is_some();
    let body = told.unwrap_or_default();
    let code = body.first_chunk().map(|bytes| u16::from_be_bytes(*bytes));
    let reason = String::from_utf8_lossy(body.get(2..).unwrap_or_default()).into_owned();
    seen.ended(code, &reason, Some(is_clean));
}
