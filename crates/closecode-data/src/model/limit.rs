//! A limit of an implementation that ends connections, such as the idle time of a proxy.

use closecode_format::{keywords, record};

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
        /// What counts, and what each side sees when the limit strikes: whole sentences.
        about: required String,
        /// The page or the file that says so.
        source: required Citation,
    }
}
