//! The bytes of a connection, and the ways in which TCP, and TLS where it is, end it.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use socket2::SockRef;

#[cfg(feature = "tls")]
use crate::tls::Tls;

/// A connection to the other side.
#[derive(Debug)]
pub(crate) enum Stream {
    /// Over TCP alone.
    Plain(TcpStream),
    /// Over TLS.
    #[cfg(feature = "tls")]
    Tls(Box<Tls>),
}

impl Stream {
    fn tcp(&self) -> &TcpStream {
        match self {
            Self::Plain(tcp) => tcp,
            #[cfg(feature = "tls")]
            Self::Tls(tls) => tls.tcp(),
        }
    }

    /// For how long one read may take.
    pub(crate) fn set_read_timeout(&self, timeout: Duration) -> io::Result<()> {
        self.tcp().set_read_timeout(Some(timeout))
    }

    /// For how long one write may take.
    pub(crate) fn set_write_timeout(&self, timeout: Duration) -> io::Result<()> {
        self.tcp().set_write_timeout(Some(timeout))
    }

    /// Ends with FIN. TLS says before it that this is the end, as it should.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        #[cfg(feature = "tls")]
        if let Self::Tls(tls) = self {
            tls.notify();
        }
        self.cut()
    }

    /// Ends with FIN, and TLS does not learn of it.
    pub(crate) fn cut(&self) -> io::Result<()> {
        self.tcp().shutdown(Shutdown::Write)
    }

    /// Ends with RST.
    pub(crate) fn reset(self) {
        // Else the connection ends with FIN, and that has nobody to be told.
        let _ = SockRef::from(self.tcp()).set_linger(Some(Duration::ZERO));
    }

    /// Sends bytes that are no record of TLS. Over TCP alone, they are no frame.
    pub(crate) fn write_below(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.tcp().write_all(bytes)
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.read(buffer),
            #[cfg(feature = "tls")]
            Self::Tls(tls) => tls.read(buffer),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.write(bytes),
            #[cfg(feature = "tls")]
            Self::Tls(tls) => tls.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(tcp) => tcp.flush(),
            #[cfg(feature = "tls")]
            Self::Tls(tls) => tls.flush(),
        }
    }
}
