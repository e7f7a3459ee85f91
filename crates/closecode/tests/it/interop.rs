//! Conversions between this crate's types and those of tungstenite and http, and the traps on the
//! way.

#[cfg(feature = "tungstenite-0_30")]
mod tungstenite_codes {
    use std::io::{Cursor, Read, Write};

    use closecode::{NotSendableError, RawCode, Relay, SendableCode};
    use tungstenite_0_30::protocol::frame::coding::CloseCode as Theirs;
    use tungstenite_0_30::protocol::{CloseFrame, Role, WebSocket};
    use tungstenite_0_30::{Message, Utf8Bytes};

    #[test]
    fn every_number_survives_the_way_there_and_back() {
        for number in 0..=u16::MAX {
            let raw = RawCode::new(number);
            assert_eq!(RawCode::from(Theirs::from(raw)), raw);
            assert_eq!(u16::from(Theirs::from(raw)), number);
            let back = SendableCode::try_from(Theirs::from(number));
            assert_eq!(back.map_err(NotSendableError::code), raw.sendable().ok_or(number));
            assert!(raw.sendable().is_none_or(|code| Theirs::from(code) == Theirs::from(number)));
        }
    }

    #[cfg(feature = "protocol-discord-gateway")]
    #[test]
    fn a_code_of_a_protocol_is_compared_with_theirs() {
        use closecode::protocols::discord_gateway::CloseCode;
        for code in CloseCode::ALL.iter().copied() {
            assert_eq!(Theirs::from(code), Theirs::from(code.get()));
        }
    }

    /// Where the two differ about what is legal, so that nobody mistakes `is_allowed` for
    /// `sendable`.
    #[test]
    fn they_differ_about_1014_alone() {
        let differing: Vec<u16> = (0..=u16::MAX)
            .filter(|number| {
                Theirs::from(*number).is_allowed() != RawCode::new(*number).is_allowed_in_frame()
            })
            .collect();
        assert_eq!(differing, [1014]);
    }

    #[test]
    fn errors_are_causes() {
        use closecode::{Cause, HandshakeStatus, LocalError};
        use std::io::{Error as Io, ErrorKind};
        use tungstenite_0_30::Error;
        use tungstenite_0_30::error::{CapacityError, ProtocolError, UrlError};
        use tungstenite_0_30::http::Response;

        let refused = Response::builder().status(401).body(None).unwrap();
        let too_long = CapacityError::MessageTooLong { size: 17, max_size: 16 };
        for (error, cause) in [
            (Error::ConnectionClosed, Cause::Closed(RawCode::new(1005))),
            (Error::Io(Io::from(ErrorKind::ConnectionReset)), Cause::Tcp),
            (Error::Io(Io::from(ErrorKind::InvalidData)), Cause::Tls),
            (Error::Capacity(too_long), LocalError::MessageTooBig.into()),
            (Error::Capacity(CapacityError::TooManyHeaders), LocalError::ProtocolError.into()),
            (
                Error::Protocol(ProtocolError::ResetWithoutClosingHandshake),
                Cause::Closed(RawCode::new(1006)),
            ),
            (Error::Protocol(ProtocolError::NonZeroReservedBits), LocalError::ProtocolError.into()),
            (Error::Utf8(String::new()), LocalError::InvalidUtf8.into()),
            (Error::Http(Box::new(refused)), HandshakeStatus::new(401).into()),
            (Error::Url(UrlError::UnableToConnect(String::new())), Cause::Tcp),
            (Error::Url(UrlError::NoHostName), LocalError::BadRequest.into()),
        ] {
            assert_eq!(Cause::from(&error), cause, "{error}");
        }
    }

    #[test]
    fn frames() {
        let frame =
            CloseFrame { code: Theirs::Library(4004), reason: Utf8Bytes::from_static("bye") };
        assert_eq!(RawCode::from(&frame), RawCode::new(4004));
        assert_eq!(SendableCode::try_from(&frame).map(SendableCode::get), Ok(4004));
        assert_eq!(RawCode::from(&Some(frame)), RawCode::new(4004));
        assert_eq!(RawCode::from(&None::<CloseFrame>), RawCode::new(1005));
        let ours = CloseFrame::from(SendableCode::SERVICE_RESTART);
        assert_eq!((ours.code, ours.reason.as_str()), (Theirs::Restart, ""));
        let forwarded: Option<CloseFrame> = RawCode::new(1006).for_relay().into();
        assert_eq!(forwarded.map(|frame| frame.code), Some(Theirs::Error));
        assert_eq!(Option::<CloseFrame>::from(Relay::EmptyBody), None);
        let lying = CloseFrame { code: Theirs::Abnormal, reason: Utf8Bytes::default() };
        assert_eq!(SendableCode::try_from(&lying).unwrap_err().code(), 1006);
    }

    /// A peer that has sent its bytes; what is written to it is lost.
    struct Sent(Cursor<Vec<u8>>);

    impl Read for Sent {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(buffer)
        }
    }

    impl Write for Sent {
        fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
            Ok(buffer.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// What a tungstenite client reports when the server closes with `code`.
    fn reported(code: u16) -> RawCode {
        let [high, low] = code.to_be_bytes();
        let bytes = Sent(Cursor::new(vec![0x88, 2, high, low]));
        let mut socket = WebSocket::from_raw_socket(bytes, Role::Client, None);
        match socket.read() {
            Ok(Message::Close(frame)) => RawCode::from(&frame),
            other => panic!("{code}: {other:?}"),
        }
    }

    /// A frame is recognised as the one that tungstenite makes; a peer's own 1002 stays one.
    #[test]
    fn a_hidden_code_is_a_cause_of_its_own() {
        use closecode::{Action, Cause, CloseCode, Disconnect, LocalError, decide};

        let hidden = CloseFrame {
            code: Theirs::Protocol,
            reason: Utf8Bytes::from_static("Protocol violation"),
        };
        let cause = Cause::from(&hidden);
        assert_eq!(cause, Cause::Local(LocalError::CodeHidden));
        assert_eq!(decide(&Disconnect::from(Some(hidden)), 0).action, Action::Reconnect);
        for reason in ["", "protocol violation", "Protocol violation."] {
            let own = CloseFrame { code: Theirs::Protocol, reason: reason.to_owned().into() };
            assert_eq!(Cause::from(&own), CloseCode::ProtocolError.into(), "{reason}");
        }
        assert_eq!(Cause::from(None::<CloseFrame>), CloseCode::NoStatusRcvd.into());
        assert_eq!(RawCode::from(None::<&CloseFrame>), CloseCode::NoStatusRcvd);
    }

    #[test]
    fn a_refused_handshake_brings_its_retry_after() {
        use closecode::Disconnect;
        use std::time::Duration;
        use tungstenite_0_30::Error;
        use tungstenite_0_30::http::Response;

        let asked = |value: &[u8]| {
            let response = Response::builder().status(429).header("Retry-After", value);
            let error = Error::Http(Box::new(response.body(None).unwrap()));
            Disconnect::from(&error).get_hint().get_retry_after()
        };
        assert_eq!(asked(b"120"), Some(Duration::from_secs(120)));
        assert_eq!(asked(b"Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::ZERO));
        let far = asked(b"Fri, 31 Dec 9999 23:59:59 GMT").unwrap();
        assert!(far > Duration::from_secs(7000 * 365 * 86_400), "{far:?}");
        for nonsense in [&b""[..], b"soon", b"\xff"] {
            assert_eq!(asked(nonsense), None);
        }
        assert_eq!(Disconnect::from(Error::ConnectionClosed).get_hint(), closecode::Hint::new());
    }

    /// axum 0.8 has the version before.
    #[cfg(feature = "tungstenite-0_29")]
    #[test]
    fn the_version_before_converts_as_this_one() {
        use closecode::{Cause, LocalError};
        use tungstenite_0_29::protocol::CloseFrame;
        use tungstenite_0_29::{Error, Message};

        let frame = CloseFrame::from(SendableCode::GOING_AWAY);
        let Message::Close(frame) = Message::Close(Some(frame)) else { unreachable!() };
        assert_eq!(RawCode::from(&frame), 1001);
        assert_eq!(Cause::from(frame), Cause::from(RawCode::new(1001)));
        assert_eq!(Cause::from(&Error::Utf8(String::new())), LocalError::InvalidUtf8.into());
    }

    /// The trap that the module's documentation names.
    #[test]
    fn tungstenite_reports_a_received_1014_as_1002() {
        assert_eq!(reported(1012), RawCode::new(1012));
        assert_eq!(reported(1013), RawCode::new(1013));
        assert_eq!(reported(1014), RawCode::new(1002));
        assert_eq!(
            [4000, 3000, 1004, 1016].map(|code| reported(code).get()),
            [4000, 3000, 1002, 1002]
        );
    }
}

#[cfg(feature = "http")]
mod http_statuses {
    use closecode::HandshakeStatus;
    use http::StatusCode;

    #[test]
    fn every_status_survives_the_way_there_and_back() {
        for number in 0..=u16::MAX {
            let status = StatusCode::try_from(HandshakeStatus::new(number));
            assert_eq!(status.is_ok(), (100..1000).contains(&number), "{number}");
            assert!(
                status.is_ok_and(|status| HandshakeStatus::from(status).get() == number)
                    || !(100..1000).contains(&number)
            );
        }
        assert_eq!(HandshakeStatus::from(StatusCode::UNAUTHORIZED), HandshakeStatus::new(401));
    }
}
