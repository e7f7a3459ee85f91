//! Situations: something has happened, and somebody has to choose what to send.

use super::Authority;
use crate::Citation;
use closecode_format::{keywords, record};

/// What the other side reports for a Close frame with an empty body, RFC 6455 section 7.1.5.
const NO_CODE: u16 = 1005;

/// What it reports where no Close frame arrived, and what a script reports for a refused handshake.
const NO_FRAME: u16 = 1006;

keywords! {
    /// What kind of thing has happened: a branch of the decision tree.
    Trigger: "a kind of situation" {
        /// The connection is no longer wanted here.
        Ending = "ending",
        /// There is too much to do.
        Load = "load",
        /// The peer must not do this.
        Access = "access",
        /// What the peer sent cannot be used.
        Data = "data",
        /// Something broke on this side or behind it.
        Failure = "failure",
        /// A connection on the other side of a proxy has ended.
        Forwarding = "forwarding",
    }
}

keywords! {
    /// Who has to choose.
    Role: "a role" {
        /// A server on an open connection.
        Server = "server",
        /// A script in a browser on an open connection.
        Script = "script",
        /// A gateway or proxy between two open connections.
        Proxy = "proxy",
        /// A server, gateway or proxy that has not yet answered the opening handshake.
        Handshake = "handshake",
    }
}

keywords! {
    /// What is sent.
    Send: "something to send" {
        /// A Close frame with a registered code.
        Code = "code",
        /// A Close frame with a code of one's own, from 4000 to 4999.
        Private = "private",
        /// A Close frame with an empty body.
        Empty = "empty",
        /// Nothing by the script: the browser itself sends a Close frame with a code.
        Browser = "browser",
        /// An HTTP status in place of the handshake's 101.
        Status = "status",
    }
}

record! {
    /// Something that happens, with what each role then sends.
    Situation {
        /// Its key, and the folder name of its page.
        id: required String,
        /// The branch of the decision tree that it hangs on.
        trigger: required Trigger,
        /// What to send, by role. A role to which this does not happen has none.
        advice: tables Advice,
    }
}

record! {
    /// What one role sends.
    Advice {
        /// Who sends.
        role: required Role,
        /// What kind of thing.
        send: required Send,
        /// The code, for `code` and `browser`.
        code: optional u16,
        /// The HTTP statuses that fit, for `status`.
        status: list u16,
        /// Other codes that may fit; the words give the reasons.
        alternatives: list u16,
        /// Who stands behind the advice.
        authority: required Authority,
        /// Where it is said.
        sources: list Citation,
    }
}

impl Situation {
    /// What a role sends, if it can come into this situation.
    pub fn of(&self, role: Role) -> Option<&Advice> {
        self.advice.iter().find(|a| *a.role == role)
    }

    /// Whether some role is told to send this code, or has a browser that sends it.
    pub fn recommends(&self, code: u16) -> bool {
        self.advice.iter().any(|a| a.code.as_ref().is_some_and(|c| c.value == code))
    }
}

impl Advice {
    /// The number that the other side's API reports. `None` for a private code, which is the
    /// application's own choice.
    pub fn seen(&self) -> Option<u16> {
        match *self.send {
            Send::Code | Send::Browser => self.code.as_ref().map(|c| c.value),
            Send::Private => None,
            Send::Empty => Some(NO_CODE),
            Send::Status => Some(NO_FRAME),
        }
    }
}
