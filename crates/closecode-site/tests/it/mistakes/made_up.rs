//! 1004, 1005, 1006 and 1015: the numbers that nobody may send.

use closecode_data::{Sender, Visibility};

use super::clauses::{Clause, nothing_says, says};
use crate::common::DATA;

const UNSENDABLE: [u16; 4] = [1004, 1005, 1006, 1015];

#[test]
fn the_facts_of_the_numbers_that_nobody_may_send() {
    for code in &DATA.codes {
        let is_unsendable = UNSENDABLE.contains(&code.code);
        assert_eq!(
            (*code.wire.frame, code.wire.sender.value != Sender::None),
            (!is_unsendable, !is_unsendable),
            "{}",
            *code.code
        );
        assert_eq!(*code.wire.synthetic, is_unsendable && *code.code != 1004, "{}", *code.code);
    }
    assert!(
        *DATA.wire(1005).clean && !*DATA.wire(1006).clean,
        "an empty Close frame is a clean close"
    );
}

/// Whether a statement tells somebody to send one of them, or says that somebody does.
fn suggests_sending(c: &Clause) -> bool {
    let verbs = [
        "send",
        "sends",
        "sending",
        "sent",
        "use",
        "uses",
        "kirim",
        "kirimkan",
        "mengirim",
        "mengirimkan",
        "gunakan",
        "pakai",
        "memakai",
    ];
    UNSENDABLE.iter().any(|code| {
        let between =
            ["", "code ", "a ", "an ", "kode ", "the code ", "status code ", "kode status "];
        let with_verb = verbs.iter().flat_map(|verb| between.map(|b| format!("{verb} {b}{code}")));
        let sent = ["can be sent", "may be sent", "is sent", "dapat dikirim", "boleh dikirim"]
            .map(|v| format!("{code} {v}"));
        let call = format!("close({code}");
        let phrases: Vec<String> = with_verb.chain(sent).chain([call]).collect();
        c.asserts(&phrases.iter().map(String::as_str).collect::<Vec<_>>(), 3)
    })
}

#[test]
fn no_text_suggests_sending_them() {
    let bad = [
        (1005, "Send 1005 if you have nothing to say."),
        (1006, "The server sends 1006 to the client."),
        (1006, "Use 1006 for an abnormal end."),
        (1015, "A server sent 1015 after a failed handshake."),
        (1004, "A proxy may use code 1004 here."),
        (1004, "1004 can be sent by either side."),
        (1006, "Call close(1006) to test it."),
        (1006, "Kirim 1006 jika proses mati."),
        (1005, "Server mengirim kode 1005."),
        (1015, "1015 dapat dikirim oleh server."),
    ];
    // That a peer with a fault sends 1004 is how somebody meets the number.
    let faults = ["the peer sent 1004", "pihak lawan mengirim 1004", "an old draft", "draf lama"];
    nothing_says(&bad, |c| suggests_sending(c) && !faults.iter().any(|f| c.text().contains(f)));
    says("pairs/1005-1006", "which", &["Neither can be sent"], &["Keduanya tidak dapat dikirim"]);
    says("pairs/1006-1015", "which", &["Neither can be sent"], &["Keduanya tidak dapat dikirim"]);
    says(
        "codes/1006",
        "summary",
        &["Nobody sent you 1006"],
        &["1006 tidak dikirim oleh siapa pun"],
    );
    says("codes/1015", "summary", &["Nobody sends 1015"], &["1015 tidak dikirim oleh siapa pun"]);
    says("codes/1005", "description", &["forbids the number itself"], &["melarang nomor ini"]);
}

#[test]
fn nobody_receives_1006_or_1015_from_the_other_side() {
    let bad = [
        (1006, "The client received 1006 from the server."),
        (1006, "It is only for the receiving endpoint."),
        (1015, "You receive 1015 when TLS fails."),
        (1006, "Klien menerima 1006 dari server."),
    ];
    nothing_says(&bad, |c| {
        let text = c.text();
        let received = [
            "receive 1006",
            "received 1006",
            "receive 1015",
            "received 1015",
            "menerima 1006",
            "menerima 1015",
            "receiving endpoint",
        ];
        (c.is_about(1006) || c.is_about(1015)) && received.iter().any(|r| text.contains(r))
    });
}

#[test]
fn an_empty_close_frame_is_legal_and_no_fault_of_the_peer() {
    let bad = [
        (1005, "This may be a bug in the peer."),
        (1005, "Treat it as an abnormal closure."),
        (0, "1005 points to a faulty peer."),
        (1005, "Log it as an error."),
        (1005, "There is no code, so the peer is faulty in most cases."),
        (1005, "Ini mungkin bug di pihak lawan."),
        (1005, "Perlakukan sebagai kesalahan."),
    ];
    let faults = ["bug", "fault", "error", "abnormal", "misbehav", "broken", "kesalahan", "salah"];
    nothing_says(&bad, |c| c.is_about(1005) && !c.names(1006) && c.asserts(&faults, 6));
    says("codes/1005", "summary", &["That is legal"], &["Ini sah"]);
    says(
        "codes/1005",
        "description",
        &["The body is optional, so the close is legal", "wasClean is true"],
        &["opsional, jadi penutupan ini sah", "wasClean bernilai true"],
    );
    says(
        "codes/1005",
        "cases",
        &["Do not log 1005 as an error"],
        &["Jangan mencatat 1005 di log sebagai error"],
    );
    says(
        "pairs/1005-1006",
        "difference",
        &["a clean close and not an error"],
        &["penutupan bersih dan bukan kesalahan"],
    );
}

#[test]
fn with_1005_a_close_frame_did_arrive() {
    let bad = [
        (1005, "The connection was closed without sending a Close frame."),
        (1005, "No Close frame arrived."),
        (1005, "TCP ended without a Close frame."),
        (1005, "Koneksi ditutup tanpa frame Close."),
        (1005, "Tidak ada frame Close yang tiba."),
    ];
    let absent = [
        "without a close frame",
        "without sending a close frame",
        "no close frame",
        "tanpa frame close",
        "tidak ada frame close",
    ];
    nothing_says(&bad, |c| c.is_about(1005) && absent.iter().any(|a| c.text().contains(a)));
    says(
        "codes/1005",
        "description",
        &["receives a Close frame with an empty body"],
        &["menerima frame Close yang isinya kosong"],
    );
}

#[test]
fn closing_without_arguments_gives_1005_and_not_1000() {
    let bad = [
        (1000, "A bare close() sends 1000."),
        (0, "Without a code, close() is automatically set to 1000."),
        (1000, "This is the default code of close()."),
        (0, "close() tanpa argumen mengirim 1000."),
        (1005, "With no arguments, close() gives 1000 to the server, not 1005."),
    ];
    nothing_says(&bad, |c| {
        let is_default = c.has(&["default", "automatic", "otomatis", "bawaan"])
            && (c.is_about(1000) || c.is_in(1000));
        c.text().contains("close()") && (c.asserts(&["1000"], 2) || is_default)
    });
    says(
        "codes/1005",
        "cases",
        &["called close() without arguments", "Your server reports 1005"],
        &["close() tanpa argumen", "Server Anda melaporkan 1005"],
    );
    says(
        "codes/1000",
        "cases",
        &["A bare close() in a browser sends no code, and the server reports 1005"],
        &["tidak mengirim kode, dan server melaporkan 1005"],
    );
    says(
        "pairs/1000-1005",
        "difference",
        &["A bare close() gives the other side 1005, not 1000"],
        &["close() tanpa argumen memberi sisi lain 1005, bukan 1000"],
    );
}

#[test]
fn a_failed_tls_handshake_is_1006_in_a_browser() {
    assert_eq!(DATA.wire(1015).script_visible.value, Visibility::PeerError);
    assert_eq!(DATA.wire(1006).script_visible.value, Visibility::Yes);
    let bad = [
        (1015, "A browser shows 1015 when the certificate has expired."),
        (1015, "Test for 1015 in the browser's close event."),
        (1015, "Browser menampilkan 1015 jika sertifikat kedaluwarsa."),
    ];
    // Firefox shows it in one case, and a faulty server may send it: only that may be told.
    nothing_says(&bad, |c| {
        let scripts = ["browser", "script", "skrip", "page", "halaman"];
        c.asserts(&["1015"], 4)
            && c.has(&scripts)
            && !c.names(1006)
            && !c.has(&["firefox", "only if", "hanya jika"])
    });
    says(
        "codes/1015",
        "description",
        &["makes browsers report 1006 here", "Firefox departs from this"],
        &["mengharuskan browser melaporkan 1006", "Firefox menyimpang"],
    );
    says(
        "pairs/1006-1015",
        "difference",
        &["makes browsers report 1006 for a failed TLS handshake too"],
        &["mengharuskan browser melaporkan 1006"],
    );
}

#[test]
fn the_causes_of_1006_include_a_refused_handshake_and_ones_own_failure() {
    says(
        "codes/1006",
        "cases",
        &[
            "HTTP 401, 403, 404",
            "Content Security Policy",
            "1002, 1007 or 1009",
            "idle connection",
            "while the connection was still opening",
        ],
        &[
            "HTTP 401, 403, 404",
            "Content Security Policy",
            "1002, 1007, atau 1009",
            "koneksi idle",
            "masih dibangun",
        ],
    );
    says(
        "codes/1006",
        "description",
        &["not why", "mixed content"],
        &["bukan apa sebabnya", "mixed content"],
    );
}

#[test]
fn the_reserved_1004_has_no_meaning_and_no_explicit_ban() {
    let bad = [
        (1004, "The frame was too large (CLOSE_TOO_LARGE)."),
        (0, "1004 means that a message is too big."),
        (1004, "Pesan terlalu besar."),
    ];
    let sizes = ["too large", "too big", "close_too_large", "terlalu besar"];
    // That old references say so may be told, and is.
    nothing_says(&bad, |c| {
        c.is_about(1004)
            && c.has(&sizes)
            && !c.has(&["old references", "referensi lama", "old draft", "draf lama"])
            && !c.names(1009)
    });
    let bad = [
        (1004, "RFC 6455 forbids it in a Close frame."),
        (0, "An endpoint MUST NOT send 1004."),
        (1004, "RFC 6455 melarang 1004 dalam frame Close."),
    ];
    let bans = ["must not", "rfc 6455 forbids", "rfc 6455 melarang", "tidak boleh"];
    nothing_says(&bad, |c| c.is_about(1004) && c.has(&bans));
    says(
        "codes/1004",
        "description",
        &["isn't explicitly forbidden"],
        &["tidak dilarang secara eksplisit"],
    );
    says("codes/1004", "summary", &["has no meaning"], &["tidak punya arti"]);
}
