//! Mistakes that a picture of the closing handshake could make.

use crate::common::{DATA, all, code_path, page, text_of, texts};

fn steps(code: u16) -> Vec<String> {
    texts(&page(&code_path("en", code)), ".sequence ol li")
}

#[test]
fn an_empty_close_frame_is_not_the_loss_of_one() {
    let empty = steps(1005);
    let lost = steps(1006);
    assert!(
        empty.iter().any(|step| step.contains("Close frame without a body"))
            && empty.iter().all(|step| !step.contains("lost")),
        "{empty:?}"
    );
    assert!(lost.iter().any(|step| step.contains("Connection lost, no Close frame")), "{lost:?}");
    assert!(
        empty.iter().any(|step| step.contains("wasClean: true")),
        "an empty Close frame is a clean close"
    );
}

#[test]
fn nobody_receives_1006_or_1015_and_no_script_sees_1015() {
    for code in [1006, 1015] {
        let received = steps(code)
            .into_iter()
            .filter(|step| step.contains(" to ") && step.contains(&code.to_string()));
        assert_eq!(received.collect::<Vec<_>>(), [""; 0], "{code}");
    }
    for code in DATA.codes.iter().map(|c| *c.code) {
        assert!(steps(code).iter().all(|step| !step.contains("onclose: 1015")), "{code}");
    }
    assert!(steps(1015).iter().any(|step| step.contains("onclose: 1006")));
}

#[test]
fn a_bad_gateway_and_a_restart_need_an_open_connection() {
    for code in [1012, 1013, 1014] {
        assert_eq!(
            steps(code)[0],
            "The connection is open",
            "{code}: before that it is an HTTP status"
        );
    }
}

#[test]
fn no_script_in_a_picture_calls_close_with_what_throws() {
    for code in DATA.codes.iter().map(|c| *c.code) {
        let calls: Vec<String> =
            steps(code).into_iter().filter(|step| step.contains("close(")).collect();
        assert!(
            calls.iter().all(|call| call.ends_with("close()") || call.ends_with("close(1000)")),
            "{calls:?}"
        );
    }
}

#[test]
fn an_endpoint_that_fails_the_connection_does_not_report_its_own_code() {
    for code in [1002, 1007, 1009] {
        let steps = steps(code);
        assert!(steps.contains(&"Server: Reports 1006".to_owned()), "{code}: {steps:?}");
        assert!(
            steps.iter().any(|step| step.contains(&format!("onclose: {code}"))),
            "{code}: the other end does: {steps:?}"
        );
    }
}

#[test]
fn a_bar_of_a_delay_spans_what_may_be_drawn_from_the_registrations_interval() {
    let html = page(&code_path("en", 1012));
    assert_eq!(all(&html, ".waits").len(), 1, "they are drawn");
    let told = text_of(&html, ".verdict");
    assert!(told.contains("5–30 s"), "at random, and not 1 to 5: {told}");
}
