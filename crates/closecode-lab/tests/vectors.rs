//! The frames of the test vectors are what the lab sends in the way of that name.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use closecode_data::from_hex;
use closecode_json::vectors::vectors;
use closecode_lab::Lab;

const REQUEST: &str = "HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\
                       Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
                       Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

#[test]
fn the_lab_sends_the_bytes_of_each_vector_for_a_client() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let data = closecode_data::load(&data).into_dataset().expect("the data has no errors");
    let lab = Lab::start(String::new()).unwrap();
    let mut count = 0;
    for vector in vectors(&data).frames.iter().filter(|vector| vector.role == "client") {
        let mut stream = TcpStream::connect(lab.address()).unwrap();
        write!(stream, "GET /vectors/{} {REQUEST}", vector.way).unwrap();
        let mut reader = BufReader::new(stream);
        let head = reader.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty());
        assert_eq!(
            head.collect::<Vec<_>>()[0],
            "HTTP/1.1 101 Switching Protocols",
            "{}",
            vector.id
        );
        let expected = from_hex(&vector.bytes).expect("the bytes are hex");
        let mut bytes = vec![0; expected.len()];
        reader.read_exact(&mut bytes).unwrap();
        assert_eq!(bytes, expected, "{}", vector.id);
        if vector.ends {
            assert_eq!(reader.read(&mut [0]).unwrap(), 0, "{}: it ends", vector.id);
        }
        count += 1;
    }
    assert!(count > 50, "only {count} were compared");
}
