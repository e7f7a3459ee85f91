//! The lab, tried with a real WebSocket library, and with a client over raw bytes.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use closecode_lab::{Lab, Reply, Role, ways};
use tungstenite::protocol::frame::coding::CloseCode;
use tungstenite::{Error, Message, client};

/// Connects with tungstenite and reads until the end: what its user is told.
fn end_of(lab: &Lab, way: &str) -> Result<Option<u16>, String> {
    let stream = TcpStream::connect(lab.address()).expect("the lab listens");
    let address = format!("ws://{}/tungstenite/{way}", lab.address());
    let (mut socket, _) = client(address, stream).map_err(|error| error.to_string())?;
    let told = loop {
        match socket.read() {
            Ok(Message::Close(frame)) => break frame.map(|frame| frame.code.into()),
            Ok(_) => {}
            Err(error) => return Err(error.to_string()),
        }
    };
    // The answer goes out, and the lab ends the connection.
    while socket.read().is_ok() {}
    Ok(told)
}

/// What the lab saw of a way.
fn seen(lab: &Lab, count: usize, way: &str) -> Option<Reply> {
    let seen = lab.seen(count, Duration::from_secs(10));
    let key = ("tungstenite".to_owned(), way.to_owned());
    seen.get(&key).unwrap_or_else(|| panic!("{way} was not seen")).reply.clone()
}

#[test]
fn a_client_sees_each_end_and_the_lab_what_it_sends_back() {
    let lab = Lab::start(String::new()).unwrap();
    let code = |code: u16| Some(Reply::Code(code, Vec::new()));
    let violation = Some(Reply::Code(1002, b"Protocol violation".to_vec()));
    let cases = [
        ("recv-1000", Ok(Some(1000)), code(1000)),
        ("recv-3999", Ok(Some(3999)), code(3999)),
        ("recv-empty", Ok(None), Some(Reply::Empty)),
        // What data/implementations/tungstenite.toml says, which was read.
        ("recv-1004", Ok(Some(1002)), violation.clone()),
        ("recv-1014", Ok(Some(1002)), violation),
    ];
    for (i, (way, told, back)) in cases.into_iter().enumerate() {
        assert_eq!(end_of(&lab, way), told, "{way}");
        assert_eq!(seen(&lab, i + 1, way), back, "{way}");
    }
    for (way, part) in [
        ("end-fin", "without closing handshake"),
        ("half-frame", "without closing handshake"),
        ("http-503", "503"),
        ("accept-wrong", "Sec-WebSocket-Accept"),
        ("rsv1", "Reserved bits"),
        ("text-not-utf8", "UTF-8"),
    ] {
        let error = end_of(&lab, way).unwrap_err();
        assert!(error.contains(part), "{way}: {error}");
    }
}

#[test]
fn a_client_that_closes_first_is_answered() {
    let lab = Lab::start(String::new()).unwrap();
    for (i, (way, answered)) in [("send-3000", 3000), ("answer-1001", 1001)].iter().enumerate() {
        let stream = TcpStream::connect(lab.address()).unwrap();
        let address = format!("ws://{}/tungstenite/{way}", lab.address());
        let (mut socket, _) = client(address, stream).unwrap();
        let frame =
            tungstenite::protocol::CloseFrame { code: CloseCode::from(3000), reason: "".into() };
        socket.close(Some(frame)).unwrap();
        let told = loop {
            match socket.read() {
                Ok(Message::Close(frame)) => break frame.map(|frame| u16::from(frame.code)),
                Ok(_) | Err(Error::Io(_)) => {}
                Err(error) => panic!("{way}: {error}"),
            }
        };
        assert_eq!(told, Some(*answered), "{way}");
        assert_eq!(seen(&lab, i + 1, way), Some(Reply::Code(3000, Vec::new())), "{way}");
    }
}

#[test]
fn what_is_no_way_is_not_found() {
    let lab = Lab::start("the page".to_owned()).unwrap();
    let get = |request: &str| {
        let mut stream = TcpStream::connect(lab.address()).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(get("GET / HTTP/1.1\r\n\r\n").ends_with("\r\n\r\nthe page"));
    assert!(get("GET /run/no-such-way HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404 "));
    let body = "POST /report HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}";
    assert!(get(body).starts_with("HTTP/1.1 204 "));
    assert_eq!(lab.report(Duration::from_secs(1)), Some(b"{}".to_vec()));
    assert_eq!(lab.report(Duration::ZERO), None);
    // A WebSocket request without a key, and nonsense, end the connection and nothing else.
    assert_eq!(get("GET /run/recv-1000 HTTP/1.1\r\n\r\n"), "");
    assert_eq!(get("\r\n\r\n"), "");
    assert!(get("GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 200 "));
}

#[test]
fn the_data_knows_each_way() {
    let is_numbered = |id: &str| {
        let number = id.strip_prefix("recv-").or(id.strip_prefix("send-"));
        number.is_some_and(|number| number.parse::<u16>().is_ok())
    };
    let played = |role| -> BTreeSet<String> {
        ways(role).into_iter().map(|way| way.id).filter(|id| !is_numbered(id)).collect()
    };
    let listed =
        |ways: &[&str]| -> BTreeSet<String> { ways.iter().map(|&way| way.to_owned()).collect() };
    let client = played(Role::Client);
    let server = played(Role::Server);
    let mut both: BTreeSet<String> = &client & &server;
    assert_eq!(&client - &both, listed(closecode_data::CLIENT_WAYS));
    assert_eq!(&server - &both, listed(closecode_data::SERVER_WAYS));
    // Needs a certificate that nobody trusts: read in sources, and not played yet.
    both.insert("tls-failure".to_owned());
    assert_eq!(both, listed(closecode_data::WAYS));
}
