//! The words that go into logs, metrics and JSON: the same in the crate and in the data, and never
//! changed.

use closecode::{Action, Alert, Authority, CloseCode, Fault, Jitter, Sender, Severity, Visibility};
use closecode_data as data;

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
    actions_keep_their_words: Action = data::Action {
        NoNeed = "no-need", ShortDelay = "short-delay", Backoff = "backoff", Reauth = "reauth",
        FixClient = "fix-client", Never = "never",
        Profile = "profile"
    }
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

#[test]
fn a_word_fills_the_width_that_it_is_given() {
    assert_eq!(format!("[{:<10}|{:>6}]", Action::Never, Severity::Info), "[never     |  info]");
}

#[test]
fn debug_output_of_a_policy_names_every_field() {
    let expected = "Policy { action: ShortDelay, initial_delay: 5s, max_delay: 30s, factor: 1, \
                    jitter: Uniform, max_attempts: None, fault: None, severity: Info, alert: No, \
                    authority: RegistryMail }";
    assert_eq!(format!("{:?}", CloseCode::ServiceRestart.policy()), expected);
}
