//! 1000 to 1003 and 1007 to 1011: what each is about, and what it is not.

use closecode_data::{PolicySeverity, Sender};

use super::clauses::{nothing_says, says};
use crate::common::DATA;

#[test]
fn a_normal_closure_needs_no_agreement() {
    let bad = [
        (1000, "Both endpoints agree that the session is complete."),
        (1000, "Kedua pihak sepakat bahwa sesi selesai."),
    ];
    nothing_says(&bad, |c| c.is_about(1000) && c.asserts(&["agree", "sepakat"], 6));
    says(
        "codes/1000",
        "description",
        &["does not mean that both sides agreed"],
        &["tidak berarti kedua pihak sudah sepakat"],
    );
}

#[test]
fn a_peer_that_goes_away_has_not_failed() {
    let bad = [
        (1001, "The endpoint is going away because of a server failure."),
        (1001, "The connection must be closed."),
        (1001, "Ini akibat kegagalan server."),
    ];
    let failures = [
        "server failure",
        "server has failed",
        "kegagalan server",
        "must be closed",
        "harus ditutup",
    ];
    nothing_says(&bad, |c| c.is_about(1001) && failures.iter().any(|f| c.text().contains(f)));
    says(
        "codes/1001",
        "cases",
        &["treat the close like 1012", "send 1012 instead"],
        &["seperti 1012", "kirim 1012"],
    );
}

#[test]
fn protocol_errors_and_refused_types_are_not_normal_ends() {
    for code in [1002, 1003] {
        assert!(DATA.policy(code).severity.value != PolicySeverity::Info, "{code}");
    }
    let bad = [(1003, "It is sent when a pong is missing."), (1003, "Server tidak menerima ping.")];
    nothing_says(&bad, |c| c.is_about(1003) && c.has(&["ping", "pong"]));
}

#[test]
fn the_payload_of_1007_is_about_utf_8_and_not_about_json() {
    let bad = [
        (1007, "Make sure that your JSON is well formed."),
        (0, "1007 means that the message does not match the schema."),
        (1007, "JSON tidak valid."),
        (1007, "Skema pesan tidak cocok."),
    ];
    nothing_says(&bad, |c| {
        (c.is_about(1007) || c.is_in(1007)) && c.has(&["json", "schema", "xml", "skema"])
    });
    says("codes/1007", "summary", &["not valid UTF-8"], &["bukan UTF-8 yang valid"]);
    says(
        "codes/1007",
        "description",
        &["Whether the text means anything to the application does not matter"],
        &["Bermakna atau tidaknya teks itu bagi aplikasi bukan soal"],
    );
}

#[test]
fn a_size_limit_is_1009_and_not_1008() {
    let bad = [
        (1008, "The message size was exceeded."),
        (1008, "The message is too big."),
        (1008, "Ukuran pesan melebihi batas."),
    ];
    // Hiding that a limit exists is the one reason for 1008, and too many messages are another
    // thing than a big one.
    let exceptions = ["only if", "rather than", "hanya jika", "bukan satu pesan"];
    let sizes = ["size", "too big", "too large", "ukuran", "terlalu besar"];
    nothing_says(&bad, |c| {
        c.is_about(1008)
            && !c.names(1009)
            && c.has(&sizes)
            && !exceptions.iter().any(|e| c.text().contains(e))
    });
}

#[test]
fn message_too_big_is_about_a_message_and_not_a_frame() {
    let bad = [
        (1009, "The data frame is too large."),
        (1009, "It received a frame that is too big."),
        (0, "1009 means a frame that is too big."),
        (1009, "Frame terlalu besar."),
    ];
    nothing_says(&bad, |c| {
        let text = c.text().replace("close frame", "").replace("frame close", "");
        (c.is_about(1009) || c.is_in(1009)) && text.contains("frame")
    });
    says("codes/1009", "summary", &["message was too big"], &["Pesan WebSocket terlalu besar"]);
    says(
        "codes/1009",
        "description",
        &["the whole message after reassembly"],
        &["pesan utuh setelah dirakit kembali"],
    );
}

#[test]
fn only_a_client_sends_1010() {
    assert_eq!(DATA.wire(1010).sender.value, Sender::Client);
    says(
        "codes/1010",
        "description",
        &["fails the handshake instead"],
        &["menggagalkan handshake"],
    );
    let bad = [(1010, "The server sends 1010."), (1010, "Server mengirim 1010.")];
    nothing_says(&bad, |c| {
        c.names(1010)
            && ["server sends 1010", "server may send 1010", "server mengirim 1010"]
                .iter()
                .any(|s| c.text().contains(s))
    });
}

#[test]
fn either_side_may_send_1011() {
    assert_eq!(DATA.wire(1011).sender.value, Sender::Either);
    assert!(DATA.code(1011).is_some_and(|c| c.sources.iter().any(|s| s.id == "errata-3227")));
    let bad = [
        (1011, "Only a server sends it."),
        (0, "1011 is sent by the server only."),
        (1011, "It is server-only."),
        (1011, "A client cannot send 1011."),
        (1011, "Hanya server yang mengirimnya."),
        (1011, "Klien tidak boleh mengirim 1011."),
    ];
    let only = [
        "only a server",
        "only the server",
        "only servers",
        "server only",
        "server-only",
        "client cannot send",
        "client may not send",
        "client must not send",
        "hanya server",
        "klien tidak boleh",
        "klien tidak dapat",
    ];
    nothing_says(&bad, |c| c.is_about(1011) && only.iter().any(|o| c.text().contains(o)));
    says(
        "codes/1011",
        "description",
        &["Erratum 3227", "either side may send 1011"],
        &["Erratum 3227", "pihak mana pun boleh mengirim 1011"],
    );
}

#[test]
fn a_process_that_crashed_sends_nothing() {
    let bad = [
        (1011, "The server crashed."),
        (0, "A server that crashes sends 1011."),
        (1011, "You see it when the process was killed."),
        (1011, "Server crash saat memproses pesan."),
        (1011, "Proses mati mendadak."),
    ];
    nothing_says(&bad, |c| {
        c.is_about(1011)
            && !c.names(1006)
            && c.has(&["crash", "kill", "segfault", "mati mendadak", "dimatikan paksa"])
    });
    says(
        "codes/1011",
        "description",
        &["A process that crashes sends nothing, and the peer sees 1006"],
        &["Proses yang crash tidak mengirim apa pun"],
    );
    says(
        "pairs/1006-1011",
        "difference",
        &["a process that crashes gives 1006"],
        &["proses yang crash menghasilkan 1006"],
    );
}
