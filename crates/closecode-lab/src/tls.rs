//! The lab over TLS, with a certificate of its own that nobody trusts until told to.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// The names for which the certificate holds.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// A certificate with its key.
///
/// It is made anew for each server, so that no key lies in a repository, where somebody could find
/// it who is trusted with it.
#[derive(Clone, Debug)]
pub struct Identity {
    certificate: String,
    config: Arc<ServerConfig>,
}

impl Identity {
    /// A new certificate for `localhost`, 127.0.0.1 and `::1`, signed by itself.
    ///
    /// # Errors
    ///
    /// When the system has no randomness for a key.
    pub fn new() -> io::Result<Self> {
        let made = rcgen::generate_simple_self_signed(NAMES.map(str::to_owned));
        let made = made.map_err(io::Error::other)?;
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                let chain = vec![made.cert.der().clone()];
                builder.with_no_client_auth().with_single_cert(chain, PrivateKeyDer::Pkcs8(key))
            })
            .map_err(io::Error::other)?;
        Ok(Self { certificate: made.cert.pem(), config: Arc::new(config) })
    }

    /// The certificate, as PEM, for those who should trust it.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// The handshake of TLS. A client that does not trust the certificate ends it.
    pub(crate) fn accept(&self, tcp: TcpStream) -> io::Result<Tls> {
        let connection = ServerConnection::new(Arc::clone(&self.config));
        let connection = connection.map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(connection, tcp);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock)?;
        }
        Ok(Tls { stream })
    }
}

/// A connection over TLS.
#[derive(Debug)]
pub(crate) struct Tls {
    stream: StreamOwned<ServerConnection, TcpStream>,
}

impl Tls {
    pub(crate) fn tcp(&self) -> &TcpStream {
        &self.stream.sock
    }

    /// Says that this is the end.
    pub(crate) fn notify(&mut self) {
        self.stream.conn.send_close_notify();
        // The other side may have gone already.
        let _ = self.stream.flush();
    }
}

impl Read for Tls {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer)
    }
}

impl Write for Tls {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::time::Duration;

    use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject as _};
    use rustls::{ClientConfig, ClientConnection, RootCertStore};

    use super::*;
    use crate::{Listen, Server, Way};

    const REQUEST: &str = "HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\
                           Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
                           Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    fn way(id: &str) -> Way {
        let all = crate::ways(crate::Role::Client).into_iter().chain(crate::tls_ways());
        all.into_iter().find(|way| way.id == id).unwrap()
    }

    /// What a client reads after the handshake, if it trusts the certificate, and how it ends.
    fn end(id: &str, is_trusted: bool) -> (Vec<u8>, Result<(), io::ErrorKind>) {
        let identity = Identity::new().unwrap();
        let mut roots = RootCertStore::empty();
        let trusted = if is_trusted { identity.clone() } else { Identity::new().unwrap() };
        let trusted = CertificateDer::from_pem_slice(trusted.certificate().as_bytes()).unwrap();
        roots.add(trusted).unwrap();
        let mut listen = Listen::new((Ipv4Addr::LOCALHOST, 0).into(), 4);
        listen.identity = Some(identity);
        let way = way(id);
        let server = Server::start(listen, move |visit| visit.play(&way).map(drop)).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from("localhost").unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let tcp = TcpStream::connect(server.address()).unwrap();
        tcp.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut stream = StreamOwned::new(connection, tcp);
        if let Err(error) = write!(stream, "GET /x {REQUEST}") {
            return (Vec::new(), Err(error.kind()));
        }
        let mut bytes = Vec::new();
        let mut byte = [0];
        let end = loop {
            match stream.read(&mut byte) {
                Ok(0) => break Ok(()),
                Ok(_) => bytes.push(byte[0]),
                Err(error) => break Err(error.kind()),
            }
        };
        let head = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        (head.map_or(bytes.clone(), |head| bytes[head + 4..].to_vec()), end)
    }

    #[test]
    fn each_end_is_told_from_the_others() {
        // A Close frame with 1014, and after it TLS says that this is the end, or the connection
        // just ends: a client that read the frame does not care.
        assert_eq!(end("recv-1014", true).0, [0x88, 2, 0x03, 0xF6]);
        assert_eq!(end("end-fin", true), (Vec::new(), Ok(())));
        assert_eq!(end("tls-cut", true), (Vec::new(), Err(io::ErrorKind::UnexpectedEof)));
        assert_eq!(end("tls-garbage", true), (Vec::new(), Err(io::ErrorKind::InvalidData)));
    }

    #[test]
    fn a_certificate_that_is_not_trusted_ends_the_handshake() {
        assert_eq!(end("recv-1000", false), (Vec::new(), Err(io::ErrorKind::InvalidData)));
    }
}
