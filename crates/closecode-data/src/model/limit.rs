//! The limits and timers of an implementation that end connections, such as the idle time of a
//! proxy, and what a client does by default to connect again.

use closecode_format::{keywords, record};

use super::implementation::{Reply, Reported};
use crate::Citation;

keywords! {
    /// What a limit is about.
    LimitKind: "a kind of limit" {
        /// For how long nothing may be sent.
        Idle = "idle",
        /// For how long a connection may live at all.
        Lifetime = "lifetime",
        /// For how long connections live on after a new configuration was loaded.
        Reload = "reload",
        /// How large a message may be.
        Message = "message",
        /// How often it sends a Ping of its own accord.
        Ping = "ping",
        /// For how long it waits for the answer to its Ping.
        Pong = "pong",
        /// For how long it waits for the answer to its Close frame.
        Close = "close",
        /// For how long the opening may take.
        Open = "open",
    }
}

record! {
    /// One limit.
    Limit {
        /// What it is about.
        kind: required LimitKind,
        /// The directive or the attribute that sets it, as its users write it; absent if it cannot
        /// be set.
        setting: optional String,
        /// The default, as its source says; absent if there is none, or if it is not known.
        default: optional String,
        /// Up to what it can be set, if there is an end.
        max: optional String,
        /// The Close frame that goes out when it strikes, if that is known.
        sends: optional Reply,
        /// What its user is told when it strikes, if that is known.
        reports: optional Reported,
        /// What counts, and what each side sees when the limit strikes: whole sentences.
        about: required String,
        /// The page or the file that says so.
        source: required Citation,
    }
}

record! {
    /// How a client connects again by default, in the words of a table's cells.
    Retries {
        /// The first delay.
        delay: required String,
        /// How the delays grow; absent if they do not.
        growth: optional String,
        /// The longest delay, if there is one.
        max_delay: optional String,
        /// What is drawn at random; absent if nothing is.
        jitter: optional String,
        /// After how many attempts it gives up; absent if it never does.
        attempts: optional String,
        /// What else a user needs to know: whole sentences.
        about: optional String,
        /// The file that says so.
        source: required Citation,
    }
}
