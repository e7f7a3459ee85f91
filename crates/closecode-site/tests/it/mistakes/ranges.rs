//! The ranges: what RFC 6455 says of them, and what is only copied from page to page.

use closecode_data::Registration;

use super::clauses::{Clause, entry, nothing_says, says};
use crate::common::DATA;

#[test]
fn every_number_lies_in_one_range() {
    for number in 0..=u16::MAX {
        assert_eq!(DATA.ranges.iter().filter(|r| r.contains(number)).count(), 1, "{number}");
    }
    let edges: Vec<(u16, u16)> = DATA.ranges.iter().map(|r| (*r.first, *r.last)).collect();
    assert_eq!(
        edges,
        [(0, 999), (1000, 2999), (3000, 3999), (4000, 4999), (5000, 65535)],
        "2000 to 2999 is no range of its own"
    );
}

/// Whether a statement is about the numbers below 1000.
fn is_about_low_numbers(c: &Clause) -> bool {
    ["0 to 999", "0-999", "0–999", "below 1000", "under 1000", "0 sampai 999", "di bawah 1000"]
        .iter()
        .any(|r| c.text().contains(r))
}

#[test]
fn numbers_below_1000_are_not_used_which_is_not_reserved() {
    let bad = [
        (0, "Codes from 0 to 999 are reserved."),
        (0, "Numbers below 1000 are reserved for the protocol."),
        (0, "Nomor 0 sampai 999 dicadangkan."),
    ];
    nothing_says(&bad, |c| {
        is_about_low_numbers(c)
            && c.has(&["reserved", "reserves", "dicadangkan", "mencadangkan", "cadangan"])
    });
    for tag in ["en", "id"] {
        for (key, text) in entry(tag, "ranges/not-used") {
            let calls_reserved =
                text.to_lowercase().contains("reserved") || text.contains("icadangkan");
            assert!(!calls_reserved || key == "description", "{tag} {key}: {text}");
        }
    }
    says(
        "ranges/not-used",
        "description",
        &["are not used", "not the same as reserved"],
        &["tidak digunakan", "tidak sama dengan dicadangkan"],
    );
    assert_eq!(DATA.range(999).registration.value, Registration::None);
}

#[test]
fn the_protocols_range_is_one_without_a_part_for_extensions() {
    let bad = [
        (0, "2000 to 2999 are for extensions."),
        (0, "1016-2999 are reserved for extensions only."),
        (0, "2000 sampai 2999 untuk ekstensi."),
    ];
    // That old references have the split may be told, with what RFC 6455 has.
    nothing_says(&bad, |c| {
        let text = c.text().replace(['-', '–'], " to ").replace("sampai", "to");
        let is_split = text.contains("2000 to 2999") || text.contains("1016 to 2999");
        is_split
            && c.has(&["extension", "ekstensi"])
            && !c.has(&["no such split", "tidak mengenal pembagian"])
    });
    says(
        "ranges/protocol",
        "description",
        &["1000 to 2999, as one range"],
        &["1000 sampai 2999, sebagai satu rentang"],
    );
    says(
        "ranges/protocol",
        "description",
        &["RFC 6455 has no such split"],
        &["RFC 6455 tidak mengenal pembagian seperti itu"],
    );
}

#[test]
fn numbers_from_3000_are_for_applications_too() {
    let bad = [
        (0, "3000 to 3999 are for libraries and frameworks."),
        (0, "They may not be used by applications: libraries and frameworks only."),
        (0, "Nomor 3000 sampai 3999 untuk pustaka dan framework."),
    ];
    let omits = |c: &Clause| {
        c.has(&["librar", "pustaka"])
            && c.has(&["framework"])
            && !c.has(&["application", "aplikasi"])
    };
    nothing_says(&bad, |c| {
        omits(c) || c.has(&["may not be used by applications", "tidak boleh dipakai aplikasi"])
    });
    for key in ["title", "summary", "description"] {
        let phrases: (&[&str], &[&str]) = (&["pplications"], &["plikasi"]);
        says("ranges/registered", key, phrases.0, phrases.1);
    }
    assert_eq!(DATA.range(3500).registration.value, Registration::FirstComeFirstServed);
}

#[test]
fn private_numbers_belong_to_products_and_are_never_registered() {
    let bad = [
        (0, "4000 to 4999 are for libraries that register them."),
        (0, "4001 means that authentication failed, everywhere."),
    ];
    nothing_says(&bad, |c| {
        let is_private = c.named().iter().any(|n| (4000..5000).contains(n));
        let text = c.text();
        is_private
            && (text.contains("register") || text.contains("everywhere"))
            && !text.contains("registered code")
    });
    says(
        "ranges/private-use",
        "description",
        &["Nobody can register a number here"],
        &["tidak dapat didaftarkan oleh siapa pun"],
    );
    says(
        "ranges/private-use",
        "summary",
        &["means different things in different products"],
        &["berbeda arti di produk lain"],
    );
    assert_eq!(DATA.range(4000).registration.value, Registration::PrivateUse);
}
