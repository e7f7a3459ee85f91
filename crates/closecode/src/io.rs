//! From errors of the standard library to causes.

use std::io::{Error, ErrorKind};

use crate::Cause;

/// What an error of the transport says: a failure of TLS if the data on it made no sense, as TLS
/// libraries report it, and otherwise one of TCP. A name that cannot be resolved has no kind of its
/// own in the standard library; whoever resolves by itself says [`Cause::Dns`].
impl From<&Error> for Cause {
    fn from(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::InvalidData => Self::Tls,
            _ => Self::Tcp,
        }
    }
}
