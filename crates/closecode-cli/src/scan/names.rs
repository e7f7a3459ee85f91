//! What the ends that were found are called, and what a client does after them.

use closecode::protocols::Protocol;
use closecode::{Action, HandshakeStatus, ProfileRule, RawCode};

use super::finding::Outcome;
use crate::explain::{OwnCodes, uses};
use crate::speaker::Speaker;

/// Who knows the codes: first an application's file, then a product, then everybody.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    pub(crate) speaker: Speaker<'a>,
    pub(crate) own: Option<OwnCodes>,
    pub(crate) protocol: Option<&'static Protocol>,
}

impl Names<'_> {
    /// The name of a code without its number, if it has one.
    pub(crate) fn name(&self, code: u16) -> Option<String> {
        let code = RawCode::new(code);
        let own = self.own.as_ref().and_then(|own| own.named(code, &self.speaker));
        let product = || Some(uses(code, Some(self.product()?)).first()?.entry().name().to_owned());
        let registered = || code.name().map(str::to_owned);
        own.map(|(name, _)| name).or_else(product).or_else(registered)
    }

    /// An outcome in words.
    pub(crate) fn outcome(&self, outcome: Outcome) -> String {
        match outcome {
            Outcome::Code(code) => {
                let range = || format!("({})", RawCode::new(code).text(self.speaker.locale).title);
                format!("{code} {}", self.name(code).unwrap_or_else(range))
            }
            Outcome::NoCode => "No code".to_owned(),
            Outcome::Refused(Some(status)) => format!("Handshake refused with {status}"),
            Outcome::Refused(None) => "Handshake failed".to_owned(),
        }
    }

    /// What a client does about reconnecting.
    pub(crate) fn action(&self, outcome: Outcome) -> Action {
        let code = match outcome {
            Outcome::Code(code) => RawCode::new(code),
            Outcome::Refused(Some(status)) => return HandshakeStatus::new(status).rule().action(),
            // What everybody reports who has received no Close frame.
            Outcome::NoCode | Outcome::Refused(None) => RawCode::ABNORMAL_CLOSURE,
        };
        let own = self.own.as_ref().and_then(|own| own.named(code, &self.speaker)?.1);
        let product = || uses(code, Some(self.product()?)).first()?.entry().rule();
        own.or_else(|| product().map(ProfileRule::action)).unwrap_or_else(|| code.policy().action())
    }

    fn product(&self) -> Option<&'static Protocol> {
        self.protocol.or_else(|| Some(self.own.as_ref()?.extended()?.0))
    }
}
