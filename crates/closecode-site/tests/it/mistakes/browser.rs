//! What a script in a browser may pass to `close()`, and what an application may show to people.

use super::clauses::{entry, nothing_says, says};
use crate::common::{DATA, page, text_of};

/// What the WHATWG standard lets a script pass to `close()`.
fn may_be_passed(number: u16) -> bool {
    number == 1000 || (3000..=4999).contains(&number)
}

#[test]
fn a_script_may_pass_1000_and_3000_to_4999_only() {
    for number in 0..=u16::MAX {
        // 1000 has a file of its own; the rest of its range may not be passed.
        assert_eq!(*DATA.wire(number).script_sendable, may_be_passed(number), "{number}");
    }
}

/// The numbers between the brackets of `close(…)`.
fn arguments(text: &str) -> Vec<u16> {
    text.match_indices("close(")
        .filter_map(|(at, call)| {
            text[at + call.len()..].split([')', ',']).next()?.trim().parse().ok()
        })
        .collect()
}

#[test]
fn no_sample_passes_a_number_that_throws() {
    let bad = [
        (1001, "Call ws.close(1001, 'bye') when the page goes away."),
        (1003, "Answer with close(1003)."),
        (1012, "Use close(1012) before a restart."),
        (1001, "Panggil close(1001) saat halaman ditinggalkan."),
    ];
    nothing_says(&bad, |c| {
        // A server's library passes what a script may not.
        !c.has(&["npm ws"])
            && arguments(c.text())
                .into_iter()
                .any(|n| !may_be_passed(n) && c.asserts(&[&format!("close({n}")], 3))
    });
}

#[test]
fn no_text_lets_a_script_send_what_throws() {
    let bad = [
        (1001, "A browser script can send 1001."),
        (1008, "A browser script can send 1008 but not 3000."),
        (1008, "A script may pass 1008 to close()."),
        (1009, "A browser script may send it."),
        (1008, "Skrip browser dapat mengirim 1008."),
    ];
    let lets = [
        "script can send",
        "script may send",
        "script can pass",
        "script may pass",
        "skrip browser dapat mengirim",
        "skrip browser boleh mengirim",
    ];
    nothing_says(&bad, |c| {
        let Some((_, rest)) = lets.iter().find_map(|l| c.text().split_once(l)) else {
            return false;
        };
        // What it lets a script send ends where the sentence turns: "1000 but not 1001", "neither".
        let granted =
            rest.split(" but ").next().and_then(|r| r.split(" tetapi ").next()).unwrap_or_default();
        let names_any = granted.contains(|c: char| c.is_ascii_digit());
        let is_granted = |n: u16| {
            if names_any {
                granted.contains(&n.to_string())
            } else {
                c.is_about(n) && !granted.starts_with(" neither")
            }
        };
        DATA.codes.iter().map(|code| *code.code).any(|n| !may_be_passed(n) && is_granted(n))
    });
    says(
        "codes/1001",
        "description",
        &["a script cannot pass 1001 to close()"],
        &["skrip tidak dapat meneruskan 1001 ke close()"],
    );
}

#[test]
fn the_reason_is_never_shown_to_people() {
    let bad = [
        (1008, "Show the reason to the user."),
        (1011, "Display the reason in a message for the user."),
        (1008, "Tampilkan alasan kepada pengguna."),
    ];
    nothing_says(&bad, |c| {
        let forbids =
            ["forbid", "must not", "never", "do not", "melarang", "jangan", "tidak boleh"];
        c.has(&["show", "display", "tampilkan", "ditampilkan", "tunjukkan"])
            && c.has(&["reason", "alasan"])
            && c.has(&["user", "pengguna", "people"])
            && !c.has(&forbids)
    });
    for (folder, note) in
        [("en", "RFC 6455 forbids showing the peer's reason"), ("id", "RFC 6455 melarang alasan")]
    {
        let html = page(&format!("{folder}/codes/1008-policy-violation/index.html"));
        assert!(
            text_of(&html, "section[aria-labelledby=description] > .note").contains(note),
            "{folder}"
        );
    }
}

/// What is wrong with a sentence for people who use an application.
fn too_technical(text: &str) -> bool {
    let words = [
        "reason",
        "alasan",
        "code",
        "kode",
        "websocket",
        "frame",
        "handshake",
        "server",
        "protocol",
        "protokol",
        "tls",
        "http",
    ];
    let lower = text.to_lowercase();
    text.contains(|c: char| c.is_ascii_digit())
        || lower.split(|c: char| !c.is_alphanumeric()).any(|w| words.contains(&w))
        || !text.ends_with('.')
}

#[test]
fn the_sentence_for_people_holds_no_number_and_no_jargon() {
    for bad in [
        "Error 1006.",
        "The reason is unknown.",
        "The server closed it.",
        "Wait 5 seconds.",
        "Alasan: tidak ada.",
        "The connection was lost",
    ] {
        assert!(too_technical(bad), "{bad}");
    }
    let names = DATA
        .codes
        .iter()
        .map(|c| format!("codes/{}", *c.code))
        .chain(DATA.ranges.iter().map(|r| format!("ranges/{}", *r.id)));
    for name in names {
        for tag in ["en", "id"] {
            let message = &entry(tag, &name)["user_message"];
            assert!(!too_technical(message), "{tag} {name}: {message}");
        }
    }
}
