//! The errors: what they say, and how they convert.

use std::error::Error;

use closecode::{
    CloseCode, NotSendableError, ParseCodeError, RawCode, SendableCode, UnknownCodeError,
};

fn unknown() -> UnknownCodeError {
    CloseCode::try_from(4004).expect_err("4004 is private")
}

fn not_sendable() -> NotSendableError {
    SendableCode::try_from(CloseCode::AbnormalClosure).expect_err("1006 is never sent")
}

fn parse() -> ParseCodeError {
    "gone".parse::<RawCode>().expect_err("this is no name")
}

#[test]
fn a_message_says_what_is_wrong_with_which_number() {
    assert_eq!(
        (unknown().to_string(), unknown().code()),
        ("4004 is not a registered close code".to_owned(), 4004)
    );
    assert_eq!(
        (not_sendable().to_string(), not_sendable().code()),
        ("1006 is not allowed in a Close frame".to_owned(), 1006)
    );
    assert_eq!(parse().to_string(), "no such close code: expected its number or its name");
}

#[test]
fn an_error_fits_into_a_box_and_comes_out_again() {
    let boxed: [Box<dyn Error + Send + Sync>; 3] =
        [unknown().into(), not_sendable().into(), parse().into()];
    assert_eq!(boxed[0].downcast_ref(), Some(&unknown()));
    assert_eq!(boxed[1].downcast_ref(), Some(&not_sendable()));
    assert_eq!(boxed[2].downcast_ref(), Some(&parse()));
    assert!(boxed.iter().all(|error| error.source().is_none()));
}

#[cfg(feature = "std")]
mod io {
    use std::io;

    use super::*;

    #[test]
    fn a_number_that_names_no_code_is_invalid_data() {
        let error = io::Error::from(unknown());
        assert_eq!(
            (error.kind(), error.to_string()),
            (io::ErrorKind::InvalidData, unknown().to_string())
        );
        assert_eq!(error.get_ref().and_then(|inner| inner.downcast_ref()), Some(&unknown()));
    }

    #[test]
    fn a_number_that_may_not_be_sent_is_invalid_input() {
        let error = io::Error::from(not_sendable());
        assert_eq!(
            (error.kind(), error.to_string()),
            (io::ErrorKind::InvalidInput, not_sendable().to_string())
        );
        assert_eq!(error.get_ref().and_then(|inner| inner.downcast_ref()), Some(&not_sendable()));
    }

    #[test]
    fn a_text_that_is_no_code_is_invalid_data() {
        let error = io::Error::from(parse());
        assert_eq!(
            (error.kind(), error.to_string()),
            (io::ErrorKind::InvalidData, parse().to_string())
        );
        assert_eq!(error.get_ref().and_then(|inner| inner.downcast_ref()), Some(&parse()));
    }

    #[test]
    fn the_question_mark_carries_each_through_a_function_of_io() {
        fn body(text: &str) -> io::Result<[u8; 2]> {
            let raw: RawCode = text.parse()?;
            let known = CloseCode::try_from(raw)?;
            Ok(SendableCode::try_from(known)?.to_be_bytes())
        }
        assert_eq!(body("1000").map_err(|error| error.kind()), Ok([0x03, 0xe8]));
        let kinds = ["x", "4004", "1006"].map(|text| body(text).map_err(|error| error.kind()));
        assert_eq!(
            kinds,
            [
                Err(io::ErrorKind::InvalidData),
                Err(io::ErrorKind::InvalidData),
                Err(io::ErrorKind::InvalidInput)
            ]
        );
    }
}
