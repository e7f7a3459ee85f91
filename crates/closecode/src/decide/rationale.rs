//! Which rule decided.

use crate::policy::word_enum;

word_enum! {
    /// Which rule decided; [`Decision::cause`](crate::Decision::cause) is what it decided on. More
    /// may come.
    ///
    /// ```
    /// use closecode::{Cause, Disconnect, HandshakeStatus, Rationale, decide};
    /// let refused = Cause::Handshake(HandshakeStatus::new(401));
    /// let decision = decide(&Disconnect::new(refused), u32::MAX);
    /// assert_eq!((decision.rationale, decision.cause), (Rationale::Policy, refused));
    /// assert_eq!(decision.rationale.as_str(), "policy");
    /// ```
    #[non_exhaustive]
    Rationale {
        /// The application closed the connection.
        ApplicationClosed = "application-closed",
        /// The application no longer wants the connection.
        NotWanted = "not-wanted",
        /// A watchdog on this side closed the connection.
        Watchdog = "watchdog",
        /// The server said not to come back.
        ServerForbids = "server-forbids",
        /// The server said to come back.
        ServerAsks = "server-asks",
        /// The protocol's profile.
        Profile = "profile",
        /// The policy of the cause.
        Policy = "policy",
        /// A browser's 1006 before `open`, for the third time in a row or more: probe the address
        /// over HTTP, or renew the credential, to learn what the browser hides. The action is to
        /// reconnect all the same.
        LookIntoIt = "look-into-it",
        /// A renewed credential was refused too.
        CredentialRefused = "credential-refused",
        /// As many attempts were made as the policy, the profile or the caller allows.
        AttemptsSpent = "attempts-spent",
        /// As much time was spent as the caller allows, or would be by waiting for the next
        /// attempt.
        TimeSpent = "time-spent",
        /// The wait would be longer than the caller allows.
        DelayTooLong = "delay-too-long";
        /// There is no network.
        Offline = "offline"
    }
}
