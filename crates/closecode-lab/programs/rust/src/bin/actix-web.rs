//! The server with actix-ws, and awc as the client. Both hand on a Close frame, and leave it to
//! their users to answer it.

use actix_web::web::{Payload, get};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use actix_ws::{CloseReason, Message};
use awc::ws::{Frame, Message as Sent};
use futures_util::{SinkExt as _, StreamExt as _};
use programs::{Seen, addresses, asked, listening, version};

#[actix_web::main]
async fn main() {
    match asked().as_str() {
        "version" => println!("{}", version("actix-web")),
        "client" => {
            let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
            std::thread::spawn(move || addresses().for_each(|a| sender.send(a).unwrap()));
            while let Some(address) = receiver.recv().await {
                actix_web::rt::spawn(client(address));
            }
        }
        _ => {
            let server = HttpServer::new(|| App::new().route("/{way}", get().to(server)));
            let server = server.workers(2).bind("127.0.0.1:0").unwrap();
            listening(server.addrs()[0].port());
            server.run().await.unwrap();
        }
    }
}

fn reason(code: Option<u16>, text: &str) -> Option<CloseReason> {
    let description = (!text.is_empty()).then(|| text.to_owned());
    code.map(|code| CloseReason { code: code.into(), description })
}

fn told(seen: &mut Seen, reason: Option<&CloseReason>) {
    let text = reason.and_then(|reason| reason.description.as_deref()).unwrap_or_default();
    seen.ended(reason.map(|reason| reason.code.into()), text, Some(true));
}

async fn client(address: String) {
    let mut seen = Seen::new(&address);
    let mut socket = match awc::Client::new().ws(&address).connect().await {
        Ok((_, socket)) => socket,
        Err(error) => {
            seen.failed(&error);
            seen.ended(None, "", None);
            return;
        }
    };
    seen.opened();
    if let Some((code, text)) = seen.closes.clone()
        && let Err(error) = socket.send(Sent::Close(reason(code, &text))).await
    {
        seen.throws(&error);
    }
    while let Some(result) = socket.next().await {
        match result {
            Ok(Frame::Close(reason)) => {
                if seen.closes.is_none() {
                    let _ = socket.send(Sent::Close(reason.clone())).await;
                }
                told(&mut seen, reason.as_ref());
                break;
            }
            Ok(Frame::Ping(bytes)) => drop(socket.send(Sent::Pong(bytes)).await),
            Ok(_) => {}
            Err(error) => {
                seen.failed(&error);
                break;
            }
        }
    }
    seen.ended(None, "", Some(false));
}

async fn server(request: HttpRequest, body: Payload) -> actix_web::Result<HttpResponse> {
    let (response, session, mut messages) = actix_ws::handle(&request, body)?;
    actix_web::rt::spawn(async move {
        let mut seen = Seen::new(&request.uri().to_string());
        seen.opened();
        let mut session = Some(match seen.closes.clone() {
            None => session,
            Some((code, text)) => {
                if let Err(error) = session.clone().close(reason(code, &text)).await {
                    seen.throws(&error);
                }
                session
            }
        });
        while let Some(result) = messages.recv().await {
            match result {
                Ok(Message::Close(reason)) => {
                    if let Some(session) = session.take() {
                        let _ = session.close(reason.clone()).await;
                    }
                    told(&mut seen, reason.as_ref());
                    break;
                }
                Ok(Message::Ping(bytes)) => {
                    if let Some(session) = &mut session {
                        let _ = session.pong(&bytes).await;
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    seen.failed(&error);
                    break;
                }
            }
        }
        seen.ended(None, "", Some(false));
    });
    Ok(response)
}
