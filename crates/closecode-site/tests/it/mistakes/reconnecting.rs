//! Delays, retries, and whose advice they are.

use closecode_data::{Authority, Jitter, Visibility};

use super::clauses::{nothing_says, says};
use crate::common::DATA;

#[test]
fn after_1012_a_client_waits_5_to_30_seconds_at_random() {
    let policy = DATA.policy(1012);
    assert_eq!((policy.initial_delay.as_secs(), policy.max_delay.as_secs()), (5, 30));
    assert_eq!(
        (policy.jitter.value, policy.authority.value),
        (Jitter::Uniform, Authority::RegistryMail)
    );
    // How long is said from the policy.
    says("codes/1012", "summary", &["wait a random time"], &["waktu acak"]);
    let bad = [
        (1012, "Wait 1-5 seconds and reconnect."),
        (1012, "Reconnect after 1 to 5 s."),
        (0, "After 1012, retry within 5 seconds."),
        (1012, "Tunggu 1 sampai 5 detik."),
        (1012, "Back off, starting at 1 second."),
    ];
    // A clause that compares it with 1006 tells that code's delay after its own.
    nothing_says(&bad, |c| {
        let times = c.seconds();
        (c.is_about(1012) || c.is_in(1012))
            && !times.is_empty()
            && !times.starts_with(&[5, 30])
            && !c.names(1006)
    });
}

#[test]
fn after_1013_a_client_goes_to_another_address_or_waits_for_the_user() {
    let policy = DATA.policy(1013);
    assert_eq!(
        policy.authority.value,
        Authority::Convention,
        "backing off by itself is not what the registration asks for"
    );
    assert!(policy.departs_from.iter().any(|c| c.id == "hybi-1012-1013"), "and the page says so");
    says(
        "codes/1013",
        "description",
        &["departs from what the registration email asks"],
        &["menyimpang dari yang diminta email pendaftarannya"],
    );
    says(
        "codes/1013",
        "summary",
        &["another IP address", "user action"],
        &["alamat IP lain", "tindakan pengguna"],
    );
    let bad = [
        (1013, "Retry with exponential back-off from 1 s."),
        (0, "After 1013 wait for 1 second and double it."),
        (1013, "Coba lagi setelah 1 detik."),
    ];
    nothing_says(&bad, |c| {
        (c.is_about(1013) || c.is_in(1013)) && !c.names(1012) && c.seconds().iter().any(|s| *s < 10)
    });
}

#[test]
fn after_1006_the_first_delay_is_random_and_later_ones_grow() {
    let policy = DATA.policy(1006);
    assert_eq!(
        (policy.authority.value, policy.jitter.value, policy.initial_delay.as_secs()),
        (Authority::Normative, Jitter::Full, 5)
    );
    assert!(*policy.factor > 1);
    says(
        "codes/1006",
        "description",
        &["random first delay", "growing delays"],
        &["jeda pertama yang acak", "makin panjang"],
    );
}

#[test]
fn no_automatic_attempt_goes_without_jitter() {
    let all = DATA
        .codes
        .iter()
        .map(|c| (*c.code, &c.policy))
        .chain(DATA.ranges.iter().map(|r| (*r.first, &r.policy)));
    for (number, policy) in all {
        let is_retried = policy.max_attempts.is_none_or(|n| n.value > 0);
        assert!(!is_retried || policy.jitter.value != Jitter::None, "{number}");
    }
}

#[test]
fn a_fault_that_comes_back_with_every_attempt_is_not_retried_for_ever() {
    for code in [1002, 1003, 1004, 1007, 1008, 1009, 1010, 3000, 3003] {
        assert!(DATA.policy(code).max_attempts.is_some_and(|n| n.value <= 3), "{code}");
    }
    // A crash gets repaired and a network comes back: after these two somebody waits for the
    // connection.
    for code in [1006, 1011] {
        assert!(DATA.policy(code).max_attempts.is_none_or(|n| n.value >= 10), "{code}");
    }
}

#[test]
fn advice_says_who_stands_behind_it() {
    for code in &DATA.codes {
        let number = *code.code;
        let expected = match number {
            1006 => Authority::Normative,
            1012 => Authority::RegistryMail,
            _ => Authority::Convention,
        };
        assert_eq!(
            code.policy.authority.value, expected,
            "RFC 6455 leaves the action open, except after 1006: {number}"
        );
    }
}

#[test]
fn a_browser_may_show_a_number_that_no_endpoint_may_send() {
    // So "the code is between 1000 and 4999" is no guarantee for a script.
    for number in [0, 999, 1004, 1016, 2000, 2999, 5000, 65535] {
        assert_eq!(DATA.wire(number).script_visible.value, Visibility::PeerError, "{number}");
        assert!(!*DATA.wire(number).frame, "{number}");
    }
}
