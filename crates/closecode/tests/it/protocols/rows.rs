//! Every row about a protocol in the data reaches the crate, what nobody confirmed does not, and
//! the registry finds all of it.

use std::collections::BTreeSet;
use std::time::Duration;

use closecode::protocols::{self, Endpoint, Entry, Protocol};
use closecode::{
    Action, Backoff, Cause, Disconnect, Jitter, ProfileRule, Rationale, RawCode, SendableCode,
    decide,
};
use closecode_data::{CodeEntry, EndpointCodes, Reconnect};

use crate::common::{dataset, every_code};

use closecode::protocols::discord_gateway::CloseCode as DiscordCode;

// Whatever can be asked of a code can be asked in a constant.
const CODE: Option<DiscordCode> = DiscordCode::from_code(4004);
const RULE: Option<ProfileRule> = DiscordCode::AuthenticationFailed.rule();
const WORDS: (&str, &str) =
    (DiscordCode::AuthenticationFailed.name(), DiscordCode::AuthenticationFailed.ident());
const DECISION: closecode::Decision = decide(
    &Disconnect::new(Cause::Closed(DiscordCode::AuthenticationFailed.raw()))
        .profile_table(&protocols::discord_gateway::PROFILE),
    u32::MAX,
);

/// A list of somebody else may grow by a number that nobody sends, as that of Colyseus has.
#[test]
fn a_code_is_a_cause_and_is_asked_before_it_is_sent() {
    use closecode::protocols::colyseus::CloseCode as ColyseusCode;
    let code = DiscordCode::AuthenticationFailed;
    assert_eq!(Cause::from(code), Cause::Closed(RawCode::new(4004)));
    assert_eq!(SendableCode::try_from(code), SendableCode::try_from(4004));
    for code in ColyseusCode::ALL.iter().copied() {
        assert_eq!(SendableCode::try_from(code), SendableCode::try_from(code.get()));
    }
    assert!(ColyseusCode::ALL.iter().copied().any(|code| SendableCode::try_from(code).is_err()));
}

/// Every part of the data that has something confirmed, with its endpoint in the crate.
fn each_part(
    mut visit: impl FnMut(&closecode_data::Protocol, &EndpointCodes<'_>, &'static Endpoint),
) {
    let data = dataset();
    let mut seen = 0;
    for protocol in data.protocols.iter().filter(|p| p.rows().any(CodeEntry::is_confirmed)) {
        let found = protocols::by_id(&protocol.id)
            .unwrap_or_else(|| panic!("{} is not in the registry", protocol.id));
        let parts = protocol.parts();
        assert_eq!(found.endpoints().len(), parts.len(), "{}", protocol.id);
        parts
            .iter()
            .zip(found.endpoints())
            .for_each(|(part, endpoint)| visit(protocol, part, endpoint));
        seen += 1;
    }
    assert_eq!(seen, protocols::ALL.len());
    assert!(seen > 3, "the walk lost its way");
}

/// The rule that a row amounts to, written apart from the generator.
fn rule_of(row: &CodeEntry) -> Option<ProfileRule> {
    let action = match *row.reconnect {
        Reconnect::NoNeed => Action::ReconnectIfWanted,
        Reconnect::ShortDelay | Reconnect::Backoff | Reconnect::Immediate => Action::Reconnect,
        Reconnect::Resume => Action::Resume,
        Reconnect::Reauth => Action::Reauthenticate,
        Reconnect::FixClient => Action::FixFirst,
        Reconnect::Never => Action::Stop,
        Reconnect::Unspecified => return None,
    };
    let mut rule = ProfileRule::new(action);
    if let Reconnect::Immediate = *row.reconnect {
        rule = rule.at_once();
    }
    if let Some(backoff) = row.backoff() {
        let jitter = match backoff.jitter {
            closecode_data::Jitter::Full => Jitter::Full,
            closecode_data::Jitter::Equal => Jitter::Equal,
            closecode_data::Jitter::Uniform => Jitter::Uniform,
            closecode_data::Jitter::None => Jitter::None,
        };
        let pace = if backoff.steps.is_empty() {
            Backoff::new(backoff.initial, backoff.max, backoff.factor.into(), jitter)
        } else {
            Backoff::steps(backoff.steps.leak(), jitter)
        };
        rule = rule.paced(pace);
    }
    Some(row.max_attempts.map_or(rule, |attempts| rule.at_most(attempts.value.into())))
}

fn assert_entry(entry: &Entry, numbers: (u16, u16), ident: Option<&str>, row: &CodeEntry) {
    let text =
        |text: &Option<closecode_data::Spanned<String>>| text.as_ref().map(|t| t.value.clone());
    assert_eq!((entry.numbers(), entry.ident()), (numbers.0..=numbers.1, ident));
    assert_eq!(
        (entry.name(), entry.meaning(), entry.sender().as_str()),
        (row.name.as_str(), row.meaning.as_str(), row.sender.as_str())
    );
    assert_eq!(entry.advice().map(str::to_owned), text(&row.rule), "{entry}");
    let remarks = (entry.disputed().map(str::to_owned), entry.retired().map(str::to_owned));
    assert_eq!(remarks, (text(&row.disputed), text(&row.retired)), "{entry}");
    assert_eq!(entry.rule(), rule_of(row), "{entry}");
}

#[test]
fn every_confirmed_row_is_in_the_crate_and_no_other() {
    each_part(|protocol, part, endpoint| {
        assert_eq!(endpoint.id(), part.endpoint.map(|e| e.id.as_str()), "{}", protocol.id);
        let codes: Vec<_> = part.codes.iter().filter(|c| c.row.is_confirmed()).collect();
        let ranges: Vec<_> = part.ranges.iter().filter(|r| r.row.is_confirmed()).collect();
        assert_eq!(
            (endpoint.codes().len(), endpoint.ranges().len()),
            (codes.len(), ranges.len()),
            "{}",
            protocol.id
        );
        for (entry, code) in endpoint.codes().iter().zip(codes) {
            assert_entry(entry, (*code.code, *code.code), Some(&code.ident), &code.row);
        }
        for (entry, range) in endpoint.ranges().iter().zip(ranges) {
            assert_entry(entry, (*range.first, *range.last), None, &range.row);
        }
    });
}

#[test]
fn a_protocol_says_of_itself_what_its_file_says() {
    let data = dataset();
    for protocol in protocols::ALL {
        let file =
            data.protocol(protocol.id()).unwrap_or_else(|| panic!("{} has no file", protocol.id()));
        let text =
            |text: &Option<closecode_data::Spanned<String>>| text.as_ref().map(|t| t.value.clone());
        assert_eq!(
            (protocol.name(), protocol.vendor(), protocol.summary()),
            (file.name.as_str(), file.vendor.as_str(), file.summary.as_str())
        );
        assert_eq!(protocol.status().as_str(), file.status.as_str(), "{}", protocol.id());
        assert_eq!(
            protocol.documentation().map(str::to_owned),
            text(&file.documentation),
            "{}",
            protocol.id()
        );
        assert_eq!(
            protocol.subprotocol().map(str::to_owned),
            text(&file.subprotocol),
            "{}",
            protocol.id()
        );
    }
}

/// The row of the data for a number: its own, else the narrowest range; among all, or among those
/// with a rule about a close.
fn row_of<'a>(part: &EndpointCodes<'a>, code: u16, for_the_profile: bool) -> Option<&'a CodeEntry> {
    let has_rule = |row: &CodeEntry| row.is_close() && *row.reconnect != Reconnect::Unspecified;
    let wanted = |row: &CodeEntry| row.is_confirmed() && (has_rule(row) || !for_the_profile);
    let own = part.codes.iter().find(|c| *c.code == code && wanted(&c.row)).map(|c| &c.row);
    let around = part.ranges.iter().filter(|r| r.contains(code) && wanted(&r.row));
    own.or_else(|| around.min_by_key(|r| *r.last - *r.first).map(|r| &r.row))
}

#[test]
fn the_profile_has_the_rule_of_the_narrowest_row_that_has_one_for_every_number() {
    each_part(|protocol, part, endpoint| {
        for code in every_code() {
            let row = row_of(part, code.get(), true);
            let expected =
                row.and_then(|row| Some(rule_of(row)?.named(row.name.to_string().leak())));
            let rule = endpoint.profile().rule(code);
            let what = |rule: ProfileRule| {
                (rule.action(), rule.is_at_once(), rule.pace(), rule.attempts(), rule.name())
            };
            assert_eq!(rule.map(what), expected.map(what), "{} of {}", code.get(), protocol.id);
        }
    });
}

#[test]
fn decide_does_what_the_row_says_for_every_number() {
    each_part(|protocol, part, endpoint| {
        for code in every_code() {
            let disconnect = Disconnect::new(Cause::Closed(code));
            let with = disconnect.profile_table(&endpoint.profile());
            let is_asked = row_of(part, code.get(), true).is_some();
            assert_eq!(with != disconnect, is_asked, "{} of {}", code.get(), protocol.id);
            let decision = decide(&with, u32::MAX);
            assert_eq!(
                decision.rationale == Rationale::Profile,
                is_asked,
                "{} of {}",
                code.get(),
                protocol.id
            );
            if is_asked {
                let name = endpoint.profile().rule(code).and_then(ProfileRule::name);
                assert_eq!((decision.cause, decision.code_name()), (Cause::Closed(code), name));
                assert_eq!(decision.product(), Some(protocol.name.as_str()));
            }
        }
    });
}

#[test]
fn who_uses_a_number_is_what_a_search_through_the_data_finds() {
    let data = dataset();
    let mut numbers: BTreeSet<u16> = data.used_numbers();
    numbers.extend(data.protocols.iter().flat_map(|p| &p.ranges).flat_map(|r| [*r.first, *r.last]));
    numbers.extend([0, 999, 1006, 2999, 3000, 4000, 4004, 4999, 5000, u16::MAX]);
    for code in numbers {
        let mut expected = Vec::new();
        for protocol in &data.protocols {
            for part in protocol.parts() {
                if let Some(row) = row_of(&part, code, false) {
                    expected.push((
                        protocol.id.as_str(),
                        part.endpoint.map(|e| e.id.as_str()),
                        row.name.as_str(),
                    ));
                }
            }
        }
        let found: Vec<_> = protocols::who_uses(code)
            .map(|f| (f.protocol().id(), f.endpoint().id(), f.entry().name()))
            .collect();
        assert_eq!(found, expected, "{code}");
    }
}

#[test]
fn the_registry_is_sorted_and_finds_by_id() {
    assert!(protocols::ALL.is_sorted_by(|a, b| a.id() < b.id()));
    for protocol in protocols::ALL {
        assert_eq!(protocols::by_id(protocol.id()), Some(*protocol));
    }
    for id in ["", "discord", "Discord-Gateway", "zzz"] {
        assert_eq!(protocols::by_id(id), None, "{id}");
    }
}

#[test]
fn a_code_of_a_protocol_is_as_small_as_one_of_the_registry_and_does_the_same() {
    fn as_a_code<T>()
    where
        T: Copy
            + Ord
            + std::hash::Hash
            + std::fmt::Debug
            + std::fmt::Display
            + std::str::FromStr
            + Send
            + Sync
            + 'static,
        T: Into<u16>
            + Into<RawCode>
            + TryFrom<u16>
            + TryFrom<RawCode>
            + PartialEq<u16>
            + PartialEq<RawCode>,
    {
    }
    as_a_code::<DiscordCode>();
    assert_eq!((size_of::<DiscordCode>(), size_of::<Option<DiscordCode>>()), (2, 2));
    assert_eq!(
        (CODE, RULE),
        (Some(DiscordCode::AuthenticationFailed), Some(ProfileRule::new(Action::Stop)))
    );
    assert_eq!(
        (WORDS, DECISION.delay),
        (("Authentication failed", "AuthenticationFailed"), Duration::ZERO)
    );
    assert_eq!("authentication FAILED".parse(), Ok(DiscordCode::AuthenticationFailed));
    for text in [" 4004\n", "4004 authentication failed", "4004 (Authentication failed)"] {
        assert_eq!(text.parse(), Ok(DiscordCode::AuthenticationFailed), "{text:?}");
    }
    assert!("4004 (Not authenticated)".parse::<DiscordCode>().is_err());
    assert!(
        "4004 Something else".parse::<DiscordCode>().is_err()
            && "4999".parse::<DiscordCode>().is_err()
    );
    assert!(
        DiscordCode::AuthenticationFailed == 4004
            && DiscordCode::AuthenticationFailed == RawCode::new(4004)
    );
    let protocol: &Protocol = &protocols::discord_gateway::PROTOCOL;
    assert_eq!(
        protocol.endpoints()[0].entry(4004),
        Some(DiscordCode::AuthenticationFailed.entry())
    );
}

#[cfg(feature = "serde")]
#[test]
fn a_code_of_a_protocol_is_its_number_in_every_format() {
    assert_eq!(
        serde_json::to_string(&DiscordCode::AuthenticationFailed).expect("a number is JSON"),
        "4004"
    );
    assert_eq!(
        serde_json::from_str::<DiscordCode>("4004").expect("it is a code"),
        DiscordCode::AuthenticationFailed
    );
    let error = serde_json::from_str::<DiscordCode>("4999").expect_err("it is no such code");
    assert!(error.to_string().contains("4999 is not a close code of Discord Gateway"), "{error}");
}
