//! Requests over real sockets. Each read ends after some seconds, so that a server which does not
//! answer fails the test and does not hang it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{Limits, Server, THREADS, request};

const PATIENCE: Duration = Duration::from_secs(20);

/// Short, so that tests of slow clients are quick; long enough for a busy machine.
const LIMITS: Limits = Limits {
    request: Duration::from_secs(2),
    answer: Duration::from_secs(2),
    close: Duration::from_millis(200),
};

/// A folder with something of each kind, and a server that runs until the tests end.
fn server() -> (TempDir, SocketAddr) {
    let parent = tempfile::tempdir().unwrap();
    let root = parent.path().join("site");
    fs::create_dir_all(root.join("en/codes")).unwrap();
    fs::create_dir(root.join("empty")).unwrap();
    for (path, text) in [
        ("index.html", "<p>home"),
        ("404.html", "<p>nothing here"),
        ("en/index.html", "<p>hello"),
        ("en/codes/1006.html", "<p>1006"),
        ("style.css", "p {}"),
        ("script.js", "0"),
        ("codes.json", "{}"),
        ("codes.csv", "code\n"),
        ("icon.svg", "<svg/>"),
        ("日本.txt", "にほん"),
        (".closecode-site", "the marker"),
        ("../secret.txt", "the secret"),
    ] {
        fs::write(root.join(path), text).unwrap();
    }
    let large = fs::File::create(root.join("large.bin")).unwrap();
    large.set_len(64 * 1024 * 1024).unwrap();
    (parent, start(&root))
}

fn start(root: &Path) -> SocketAddr {
    let server = Server::bind(root, 0, LIMITS).unwrap();
    let address = server.address().unwrap();
    thread::spawn(move || server.run());
    address
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Sends bytes and returns all that comes back.
fn send(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = connect(address);
    stream.write_all(bytes).unwrap();
    rest(&mut stream)
}

fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8(answer).unwrap()
}

fn get(address: SocketAddr, path: &str) -> String {
    send(address, format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes())
}

fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).unwrap().parse().unwrap()
}

fn field<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let (head, _) = answer.split_once("\r\n\r\n").unwrap();
    let mut fields = head.lines().skip(1).map(|line| line.split_once(": ").unwrap());
    fields.find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

#[test]
fn files_come_with_their_type() {
    let (_folder, address) = server();
    for (path, content_type, text) in [
        ("/", "text/html; charset=utf-8", "<p>home"),
        ("/en/", "text/html; charset=utf-8", "<p>hello"),
        ("/en/codes/1006.html?a=b", "text/html; charset=utf-8", "<p>1006"),
        ("/style.css", "text/css; charset=utf-8", "p {}"),
        ("/script.js", "text/javascript; charset=utf-8", "0"),
        ("/codes.json", "application/json", "{}"),
        ("/codes.csv", "text/csv; charset=utf-8", "code\n"),
        ("/icon.svg", "image/svg+xml; charset=utf-8", "<svg/>"),
        ("/%E6%97%A5%e6%9c%ac.txt", "text/plain; charset=utf-8", "にほん"),
    ] {
        let answer = get(address, path);
        assert_eq!(status(&answer), 200, "{path}");
        assert_eq!(field(&answer, "Content-Type"), Some(content_type), "{path}");
        assert_eq!(field(&answer, "Content-Length"), Some(&*text.len().to_string()), "{path}");
        assert_eq!(field(&answer, "X-Content-Type-Options"), Some("nosniff"));
        let policy = field(&answer, "Content-Security-Policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert_eq!(body(&answer), text, "{path}");
    }
}

#[test]
fn head_is_get_without_the_body() {
    let (_folder, address) = server();
    for (path, expected, length) in [("/en/", 200, "8"), ("/gone", 404, "15")] {
        let request = format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let answer = send(address, request.as_bytes());
        assert_eq!(status(&answer), expected);
        assert_eq!(field(&answer, "Content-Length"), Some(length));
        assert_eq!(body(&answer), "");
    }
    let refused = send(address, b"HEAD / HTTP/1.1\r\nHost: example.org\r\n\r\n");
    assert_eq!((status(&refused), body(&refused)), (421, ""));
}

#[test]
fn a_folder_is_shown_under_its_slash() {
    let (_folder, address) = server();
    let answer = get(address, "/en?a=b");
    assert_eq!((status(&answer), field(&answer, "Location")), (307, Some("/en/?a=b")));
    assert_eq!(status(&get(address, "/empty/")), 404);
    assert_eq!(status(&get(address, "/style.css/")), 404);
}

#[test]
fn what_is_not_there_has_a_page() {
    let (folder, address) = server();
    for path in ["/gone", "/en/gone/", "//", "//example.org", "/en//", "/.closecode-site"] {
        let answer = get(address, path);
        assert_eq!((status(&answer), body(&answer)), (404, "<p>nothing here"), "{path}");
    }
    fs::remove_file(folder.path().join("site/404.html")).unwrap();
    assert_eq!(body(&get(address, "/gone")), "404 Not Found\n");
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let (_folder, address) = server();
    for path in [
        "/../secret.txt",
        "/en/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/en/%2E%2E%2F..%2Fsecret.txt",
        "/..%5csecret.txt",
        "/%00/secret.txt",
        "/c:/secret.txt",
        "//etc/passwd",
    ] {
        assert_eq!(status(&get(address, path)), 404, "{path}");
    }
    assert_eq!(status(&get(address, "etc/passwd")), 400);
    assert_eq!(status(&get(address, "http://localhost/")), 400);
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_folder_only() {
    let (folder, address) = server();
    let root = folder.path().join("site");
    for (link, target) in [
        ("inside.txt", "style.css"),
        ("outside.txt", "../secret.txt"),
        ("out", ".."),
        ("loop", "loop"),
    ] {
        std::os::unix::fs::symlink(target, root.join(link)).unwrap();
    }
    assert_eq!(status(&get(address, "/inside.txt")), 200);
    for path in ["/outside.txt", "/out/secret.txt", "/out", "/out/", "/loop"] {
        assert_eq!(status(&get(address, path)), 404, "{path}");
    }
    // Nor is it with the page for what is not there.
    fs::remove_file(root.join("404.html")).unwrap();
    std::os::unix::fs::symlink("../secret.txt", root.join("404.html")).unwrap();
    assert_eq!(body(&get(address, "/gone")), "404 Not Found\n");
    // Opening a pipe would hold a thread for ever.
    let made = std::process::Command::new("mkfifo").arg(root.join("pipe")).status().unwrap();
    assert!(made.success());
    assert_eq!(status(&get(address, "/pipe")), 404);
}

#[test]
fn other_methods_are_refused_with_a_list() {
    let (_folder, address) = server();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "get", "M-SEARCH"] {
        let request =
            format!("{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
        let answer = send(address, request.as_bytes());
        assert_eq!(
            (status(&answer), field(&answer, "Allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let (_folder, address) = server();
    let with =
        |hosts: &str| status(&send(address, format!("GET / HTTP/1.1\r\n{hosts}\r\n").as_bytes()));
    for host in ["localhost", "LocalHost:8000", "127.0.0.1:80", "[::1]:8000", "[::1]"] {
        assert_eq!(with(&format!("Host: {host}\r\n")), 200, "{host}");
    }
    for host in ["example.org", "localhost.example.org", "127.0.0.1.example.org:80", "", "::1"] {
        assert_eq!(with(&format!("Host: {host}\r\n")), 421, "{host}");
    }
    for hosts in ["", "Host: localhost\r\nHost: localhost\r\n", "Host : localhost\r\n"] {
        assert_eq!(with(hosts), 400, "{hosts}");
    }
}

#[test]
fn what_is_not_http_is_refused() {
    let (_folder, address) = server();
    for (head, expected) in [
        (&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"[..], 400),
        (b"GET\r\n\r\n", 400),
        (b"\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\n\r\n", 400),
        (b"GET / FTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /\x7f HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /% HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /%4 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ] {
        let shown = head.escape_ascii();
        assert_eq!(status(&send(address, head)), expected, "{shown}");
    }
}

#[test]
fn a_request_has_a_longest_path_and_a_largest_head() {
    let (_folder, address) = server();
    let path = |length: usize| format!("/{}", "a".repeat(length - 1));
    assert_eq!(status(&get(address, &path(request::MAX_TARGET))), 404);
    assert_eq!(status(&get(address, &path(request::MAX_TARGET + 1))), 414);
    assert_eq!(status(&get(address, &path(100_000))), 414);
    let head = |length: usize| {
        let start = "GET / HTTP/1.1\r\nHost: localhost\r\nX: ";
        format!("{start}{}\r\n\r\n", "a".repeat(length - start.len()))
    };
    assert_eq!(status(&send(address, head(request::MAX_HEAD).as_bytes())), 200);
    assert_eq!(status(&send(address, head(request::MAX_HEAD + 1).as_bytes())), 431);
}

#[test]
fn a_head_without_an_end_is_cut_off() {
    let (_folder, address) = server();
    let mut stream = connect(address);
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n").unwrap();
    let start = Instant::now();
    // The answer may come, and the connection end, before this has noticed.
    while stream.write_all(&b"X: a\r\n".repeat(500)).is_ok() {
        assert!(start.elapsed() < PATIENCE, "the server reads for ever");
    }
    // A client that stops in time reads the reason.
    let answer = send(address, &b"GET / HTTP/1.1\r\n".repeat(1000));
    assert_eq!(status(&answer), 431);
}

#[test]
fn a_slow_client_is_not_waited_for() {
    let (_folder, address) = server();
    let start = Instant::now();
    let mut stream = connect(address);
    // Each byte comes soon after the one before, and the head never ends.
    while stream.write_all(b"G").is_ok() && start.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(20));
        stream.set_nonblocking(true).unwrap();
        let is_answered = stream.peek(&mut [0]).is_ok();
        stream.set_nonblocking(false).unwrap();
        if is_answered {
            break;
        }
    }
    assert_eq!(status(&rest(&mut stream)), 408);
    assert!(start.elapsed() < PATIENCE);
}

#[test]
fn a_client_that_does_not_read_is_not_waited_for() {
    let (_folder, address) = server();
    let mut stream = connect(address);
    stream.write_all(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    thread::sleep(LIMITS.answer + Duration::from_secs(1));
    let mut answer = Vec::new();
    // The connection is reset or ends early; either way not all of the file has come.
    let _ = stream.read_to_end(&mut answer);
    assert!(answer.starts_with(b"HTTP/1.1 200 OK"));
    assert!(answer.len() < 64 * 1024 * 1024, "the server waited");
}

#[test]
fn a_half_closed_connection_is_answered() {
    let (_folder, address) = server();
    let mut whole = connect(address);
    whole.write_all(b"GET /en/ HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    whole.shutdown(Shutdown::Write).unwrap();
    assert_eq!(body(&rest(&mut whole)), "<p>hello");
    let mut half = connect(address);
    half.write_all(b"GET /en/ HTT").unwrap();
    half.shutdown(Shutdown::Write).unwrap();
    assert_eq!(status(&rest(&mut half)), 400);
    let mut nothing = connect(address);
    nothing.shutdown(Shutdown::Write).unwrap();
    assert_eq!(rest(&mut nothing), "");
}

#[test]
fn silent_clients_do_not_keep_others_out() {
    let (_folder, address) = server();
    let silent: Vec<TcpStream> = (0..THREADS * 2).map(|_| connect(address)).collect();
    assert_eq!(status(&get(address, "/en/")), 200);
    drop(silent);
}

#[test]
fn a_port_in_use_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let other = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = other.local_addr().unwrap().port();
    let error = Server::bind(folder.path(), port, LIMITS).unwrap_err().to_string();
    assert!(error.starts_with(&format!("port {port} is in use by another program; ")), "{error}");
    let missing = Server::bind(&folder.path().join("gone"), 0, LIMITS).unwrap_err();
    assert!(missing.to_string().starts_with("cannot find the folder"), "{missing}");
}

#[test]
fn only_this_machine_is_listened_to() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::bind(folder.path(), 0, LIMITS).unwrap();
    assert!(server.address().unwrap().ip().is_loopback());
}
