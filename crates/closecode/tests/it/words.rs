//! The words that go into logs, metrics and JSON: the same in the crate and in the data, and never
//! changed.

use std::fmt::Debug;
use std::str::FromStr;

use closecode::{
    Action, Alert, Authority, CloseCode, Fault, Initiator, Jitter, LocalError, Rationale, Sender,
    Severity, UnknownWordError, Visibility,
};
use closecode_data as data;

use crate::common;

/// Compares each value's word with the list, its `Display` with its word, and the list with the
/// data's words in their order.
macro_rules! words {
    ($($test:ident: $name:ident = $theirs:path { $($variant:ident = $word:literal),+ $(,)? })+) => {
        $(
            #[test]
            fn $test() {
                use $theirs as Theirs;
                let values = [$(($name::$variant, $word)),+];
                for (value, word) in values {
                    assert_eq!((value.as_str(), value.to_string().as_str()), (word, word));
                }
                let theirs: Vec<&str> = Theirs::ALL.iter().map(|value| value.as_str()).collect();
                let words = values.map(|(_, word)| word);
                assert_eq!(words.as_slice(), theirs, "the data has other words");
            }
        )+
    };
}

words! {
    jitters_keep_their_words: Jitter = data::Jitter {
        Full = "full", Equal = "equal", Uniform = "uniform", None = "none"
    }
    faults_keep_their_words: Fault = data::Fault {
        None = "none", Client = "client", Server = "server", Unknown = "unknown"
    }
    severities_keep_their_words: Severity = data::PolicySeverity {
        Info = "info", Warning = "warning", Error = "error"
    }
    alerts_keep_their_words: Alert = data::Alert { No = "no", Rate = "rate", Yes = "yes" }
    authorities_keep_their_words: Authority = data::Authority {
        Normative = "normative", RegistryMail = "registry-mail", Convention = "convention"
    }
    senders_keep_their_words: Sender = data::Sender {
        Client = "client", Server = "server", Gateway = "gateway", Either = "either",
        Unspecified = "unspecified", None = "none"
    }
    visibilities_keep_their_words: Visibility = data::Visibility {
        Yes = "yes", PeerError = "peer-error", No = "no"
    }
}

/// The crate's action for each word of the data, in which the pace is said too.
#[test]
fn every_action_of_the_data_has_one_here() {
    let actions = data::Action::ALL.iter().map(|word| common::action(word.as_str()));
    let expected = [
        Action::ReconnectIfWanted,
        Action::Reconnect,
        Action::Reconnect,
        Action::Reauthenticate,
        Action::FixFirst,
        Action::Stop,
        Action::AskProfile,
    ];
    assert!(actions.eq(expected));
}

/// Words that go into metrics and logs alone: the data has none of them.
#[test]
fn words_of_decisions_are_read_as_they_are_written() {
    fn check<T: FromStr<Err = UnknownWordError> + Copy + PartialEq + Debug>(
        words: &[&str],
        word_of: impl Fn(T) -> &'static str,
    ) {
        let error = "no such word".parse::<T>().unwrap_err();
        assert_eq!(error.expected(), words);
        for word in words {
            assert_eq!(word_of(word.parse().unwrap()), *word);
        }
    }
    check::<Action>(
        &[
            "stop",
            "reconnect",
            "resume",
            "reauthenticate",
            "fix-first",
            "reconnect-if-wanted",
            "ask-profile",
            "pause-until-online",
        ],
        Action::as_str,
    );
    check::<Rationale>(
        &[
            "application-closed",
            "not-wanted",
            "watchdog",
            "server-forbids",
            "server-asks",
            "profile",
            "policy",
            "look-into-it",
            "credential-refused",
            "attempts-spent",
            "time-spent",
            "delay-too-long",
            "offline",
        ],
        Rationale::as_str,
    );
    check::<LocalError>(
        &[
            "message-too-big",
            "invalid-utf8",
            "protocol-error",
            "ping-timeout",
            "code-hidden",
            "bad-request",
        ],
        LocalError::as_str,
    );
    check::<Initiator>(&["application", "watchdog", "remote"], Initiator::as_str);
}

#[test]
fn a_word_fills_the_width_that_it_is_given() {
    assert_eq!(format!("[{:<10}|{:>6}]", Action::Stop, Severity::Info), "[stop      |  info]");
}

#[test]
fn debug_output_of_a_policy_names_every_field() {
    let expected = "Policy { action: Reconnect, initial_delay: 5s, max_delay: 30s, factor: 1, \
                    jitter: Uniform, max_attempts: None, fault: None, severity: Info, alert: No, \
                    authority: RegistryMail }";
    assert_eq!(format!("{:?}", CloseCode::ServiceRestart.policy()), expected);
}
