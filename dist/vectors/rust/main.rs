//! Runs the frames of closecode-vectors.json against a WebSocket library: docs/vectors.md says how.
//! License: CC0-1.0. Reads tests/closecode-vectors.json and tests/known-differences.txt.

mod adapter;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;
use std::{fs, thread};

use data_encoding::{BASE64, HEXLOWER};
use serde_json::Value;
use sha1::{Digest, Sha1};

const UPGRADE: &str = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-";
const KEY: &str = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// Plays the other side of a connection, and gives what comes back as a Close frame.
fn play(mut link: TcpStream, vector: &Value) -> io::Result<String> {
    let bytes = |key: &str| HEXLOWER.decode(vector[key].as_str().unwrap_or("").as_bytes()).unwrap();
    let mut stream = BufReader::new(link.try_clone()?);
    if vector["role"] == "server" {
        write!(link, "GET / HTTP/1.1\r\nHost: localhost\r\n{UPGRADE}Version: 13\r\n{KEY}")?;
    }
    let head = stream.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let is_key = |line: &String| line.to_lowercase().starts_with("sec-websocket-key: ");
    // To the last: all lines are read. The key begins after 19 bytes.
    if let Some(line) = head.filter(is_key).last() {
        let digest = Sha1::digest(line[19..].to_owned() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
        write!(link, "HTTP/1.1 101 OK\r\n{UPGRADE}Accept: {}\r\n\r\n", BASE64.encode(&digest))?;
    }
    link.write_all(&bytes("bytes"))?;
    if vector["ends"] == true {
        link.shutdown(Shutdown::Write)?;
    }
    link.set_read_timeout(Some(Duration::from_secs(1)))?;
    if stream.fill_buf().is_err() {
        link.write_all(&bytes("then"))?;
    }
    loop {
        let mut head = [0; 2];
        stream.read_exact(&mut head)?;
        let mut xor = [0; 4];
        stream.read_exact(&mut xor[..usize::from(head[1] >> 7) * 4])?;
        let mut body = vec![0; usize::from(head[1] & 0x7F)];
        stream.read_exact(&mut body)?;
        match (head[0] & 0xF, body.as_slice()) {
            (8, []) => return Ok("empty".into()),
            (8, [_]) => return Ok("malformed".into()),
            (8, [a, b, ..]) => return Ok(u16::from_be_bytes([a ^ xor[0], b ^ xor[1]]).to_string()),
            _ => {}
        }
    }
}

#[test]
fn closecode_vectors() {
    let vectors: Value = serde_json::from_str(include_str!("../closecode-vectors.json")).unwrap();
    let mut differences = String::new();
    for vector in vectors["frames"].as_array().unwrap() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let far = listener.accept().unwrap().0;
        let (link, ended) = match vector["role"].as_str() {
            Some("client") => (far, thread::spawn(|| adapter::client(near))),
            _ => (near, thread::spawn(|| adapter::server(far))),
        };
        // An error is the end of the connection, or too long a silence.
        let replies = play(link, vector).unwrap_or("none".into());
        let reports = ended.join().unwrap();
        let has = |list: &Value, word: &str| list.as_array().unwrap().contains(&word.into());
        let fits = |o: &Value| has(&o["reports"], &reports) && has(&o["replies"], &replies);
        if !vector["outcomes"].as_array().unwrap().iter().any(fits) {
            differences += vector["id"].as_str().unwrap();
            differences += &format!(": reports {reports}, replies {replies}\n");
        }
    }
    assert_eq!(differences, fs::read_to_string("tests/known-differences.txt").unwrap_or_default());
}
