use programs::{Seen, addresses, asked, listening, version};
use soketto::connection::Error;
use soketto::handshake::server::Response;
use soketto::handshake::{Client, Server, ServerResponse};
use soketto::{Incoming, Receiver, Sender};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::compat::{Compat, TokioAsyncReadCompatExt as _};

#[tokio::main]
async fn main() {
    match asked().as_str() {
        "version" => println!("{}", version("soketto")),
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
                tokio::spawn(server(stream));
            }
        }
    }
}

async fn client(address: String) {
    let mut seen = Seen::new(&address);
    let (host, path) = address["ws://".len()..].split_once('/').unwrap();
    let path = format!("/{path}");
    let stream = TcpStream::connect(host).await.unwrap();
    let mut client = Client::new(stream.compat(), host, &path);
    match client.handshake().await {
        Ok(ServerResponse::Accepted { .. }) => {
            let (sender, receiver) = client.into_builder().finish();
            watch(sender, receiver, &mut seen).await;
            return;
        }
        Ok(ServerResponse::Redirect { .. }) => seen.failed_as("Redirect"),
        Ok(ServerResponse::Rejected { .. }) => seen.failed_as("Rejected"),
        Err(error) => seen.failed(&error),
    }
    seen.ended(None, "", None);
}

async fn server(stream: TcpStream) {
    let mut server = Server::new(stream.compat());
    let Ok((key, path)) =
        server.receive_request().await.map(|request| (request.key(), request.path().to_owned()))
    else {
        return;
    };
    let response = Response::Accept { key, protocol: None };
    if server.send_response(&response).await.is_ok() {
        let (sender, receiver) = server.into_builder().finish();
        watch(sender, receiver, &mut Seen::new(&path)).await;
    }
}

async fn watch(
    mut sender: Sender<Compat<TcpStream>>,
    mut receiver: Receiver<Compat<TcpStream>>,
    seen: &mut Seen,
) {
    seen.opened();
    if let Some((code, reason)) = seen.closes.clone() {
        if code == Some(1000) && reason.is_empty() || code.is_none() {
            if let Err(error) = sender.close().await {
                seen.throws(&error);
            }
        } else {
            // `close` has neither a code nor a reason to pass.
            seen.cannot_say("unsupported");
            let _ = sender.close().await;
        }
    }
    let mut message = Vec::new();
    loop {
        message.clear();
        match receiver.receive(&mut message).await {
            Ok(Incoming::Closed(reason)) => {
                let text = reason.descr.as_deref().unwrap_or_default();
                seen.ended(Some(reason.code), text, Some(true));
                return;
            }
            Ok(_) => {}
            // The end that was asked for.
            Err(Error::Closed) => break,
            Err(error) => {
                seen.failed(&error);
                break;
            }
        }
    }
    seen.ended(None, "", Some(false));
}
