//! The registry: which numbers it has, how it spells them, and what comes from mails and not from
//! RFC 6455.

use closecode_data::{Authority, Sender};

use super::clauses::{nothing_says, says};
use crate::common::DATA;

/// The names as the registry prints them, with its own uneven capitals and cuts.
const NAMES: [(u16, &str); 19] = [
    (1000, "Normal Closure"),
    (1001, "Going Away"),
    (1002, "Protocol error"),
    (1003, "Unsupported Data"),
    (1004, "Reserved"),
    (1005, "No Status Rcvd"),
    (1006, "Abnormal Closure"),
    (1007, "Invalid frame payload data"),
    (1008, "Policy Violation"),
    (1009, "Message Too Big"),
    (1010, "Mandatory Ext."),
    (1011, "Internal Error"),
    (1012, "Service Restart"),
    (1013, "Try Again Later"),
    (1014, "Bad Gateway"),
    (1015, "TLS handshake"),
    (3000, "Unauthorized"),
    (3003, "Forbidden"),
    (3008, "Timeout"),
];

#[test]
fn every_registered_code_is_here_under_its_registered_name() {
    let names: Vec<(u16, &str)> = DATA.codes.iter().map(|c| (*c.code, c.name.as_str())).collect();
    assert_eq!(names, NAMES);
}

#[test]
fn three_codes_come_from_mails_and_not_from_rfc_6455() {
    for code in [1012, 1013, 1014] {
        let sources = &DATA.code(code).expect("it is registered").sources;
        assert!(
            sources.iter().any(|s| s.id.starts_with("hybi-"))
                && !sources.iter().any(|s| s.id.starts_with("rfc")),
            "{code}"
        );
        assert!(
            [Sender::Server, Sender::Gateway].contains(&DATA.wire(code).sender.value),
            "{code}"
        );
    }
    let bad = [
        (1012, "RFC 6455 defines it for restarts."),
        (0, "1014 is defined in RFC 6455."),
        (0, "RFC 6455 defines 1000 to 1015, 1013 among them."),
        (1013, "Kode ini didefinisikan dalam RFC 6455."),
    ];
    let defines = [
        "rfc 6455 defines",
        "defined in rfc 6455",
        "defined by rfc 6455",
        "didefinisikan dalam rfc 6455",
        "rfc 6455 mendefinisikan",
    ];
    nothing_says(&bad, |c| {
        [1012, 1013, 1014].iter().any(|n| c.is_about(*n)) && c.asserts(&defines, 2)
    });
    says("codes/1012", "description", &["is not in RFC 6455"], &["tidak ada dalam RFC 6455"]);
    says("codes/1013", "description", &["is not in RFC 6455"], &["tidak ada dalam RFC 6455"]);
    says(
        "codes/1014",
        "description",
        &["RFC 6455 does not define the code"],
        &["RFC 6455 tidak mendefinisikan kode ini"],
    );
}

#[test]
fn a_bad_gateway_is_reported_after_the_handshake_succeeded() {
    let bad = [
        (1014, "The gateway failed to establish the upstream WebSocket."),
        (1014, "Fix the upgrade routing of the proxy."),
        (0, "1014 tells that the upgrade failed."),
        (1014, "Gateway gagal membangun koneksi ke upstream."),
    ];
    nothing_says(&bad, |c| {
        c.is_about(1014)
            && c.has(&[
                "establish",
                "upgrade",
                "could not connect",
                "gagal membangun",
                "gagal menyambung",
            ])
    });
    says(
        "codes/1014",
        "summary",
        &["after the WebSocket connection had opened"],
        &["setelah koneksi WebSocket terbuka"],
    );
    says(
        "codes/1014",
        "description",
        &["the handshake with the client has already succeeded", "HTTP 502"],
        &["handshake dengan klien sudah berhasil", "HTTP 502"],
    );
    says(
        "pairs/1013-1014",
        "which",
        &["Before the handshake is complete send neither"],
        &["Sebelum handshake selesai, jangan kirim"],
    );
}

#[test]
fn service_unavailable_is_nearest_to_overload_and_restart() {
    let http = |code| {
        DATA.code(code)
            .and_then(|c| c.analogy.as_ref())
            .map(|a| a.http.iter().map(|h| h.value).collect::<Vec<_>>())
    };
    assert_eq!(
        (http(1012), http(1013), http(1014)),
        (Some(vec![503]), Some(vec![503]), Some(vec![502]))
    );
    says("codes/1013", "description", &["HTTP 503"], &["HTTP 503"]);
    let bad =
        [(1001, "Send 1001 where HTTP would answer 503."), (1001, "Ini setara dengan HTTP 503.")];
    nothing_says(&bad, |c| c.is_about(1001) && c.text().contains("503"));
}

#[test]
fn likeness_to_http_is_called_an_analogy() {
    for code in &DATA.codes {
        let Some(analogy) = &code.analogy else { continue };
        let stated = *code.code == 1014;
        assert_eq!(
            analogy.authority.value == Authority::RegistryMail,
            stated,
            "only the mail on 1014 names HTTP: {}",
            *code.code
        );
        assert!(analogy.authority.value != Authority::Normative, "{}", *code.code);
    }
    for code in [3000, 3003, 3008] {
        says(
            &format!("codes/{code}"),
            "summary",
            &["by analogy with HTTP"],
            &["analog dengan HTTP"],
        );
        says(
            &format!("codes/{code}"),
            "description",
            &["RFC 6455 assigns the number no meaning", "is an analogy"],
            &["RFC 6455 tidak memberi nomor ini arti", "analogi"],
        );
    }
}

#[test]
fn a_close_frame_need_not_carry_a_code() {
    let bad = [
        (0, "Both sides exchange a Close frame that always contains a numeric code."),
        (0, "Every Close frame carries a code."),
        (1006, "The Close frame with 1006 tells why."),
        (0, "Setiap frame Close memuat kode."),
    ];
    let always = [
        "always contains",
        "always carries",
        "every close frame",
        "close frame with 1006",
        "setiap frame close",
        "frame close dengan 1006",
    ];
    nothing_says(&bad, |c| always.iter().any(|a| c.text().contains(a)));
    says("codes/1005", "description", &["The body is optional"], &["bersifat opsional"]);
}
