//! The facts of protocols put into words.

use super::{LocalizedText, Localizer};
use crate::{
    Certainty, CodeEntry, Jitter, ProtocolSender, ProtocolSourceKind, ProtocolStatus, Reconnect,
};

impl<'a> Localizer<'a> {
    /// Who stands behind a protocol's list of codes.
    pub fn status_word(&self, status: ProtocolStatus) -> LocalizedText<'a> {
        let words = self.protocol_status();
        match status {
            ProtocolStatus::Official => words.official(),
            ProtocolStatus::Community => words.community(),
            ProtocolStatus::Retired => words.retired(),
        }
    }

    /// Who sends a protocol's code.
    pub fn protocol_sender_word(&self, sender: ProtocolSender) -> LocalizedText<'a> {
        let words = self.protocol_sender();
        match sender {
            ProtocolSender::Client => words.client(),
            ProtocolSender::Server => words.server(),
            ProtocolSender::Either => words.either(),
            ProtocolSender::ClientLocal => words.client_local(),
            ProtocolSender::Message => words.message(),
        }
    }

    /// What a protocol's source asks a client to do.
    pub fn reconnect_word(&self, reconnect: Reconnect) -> LocalizedText<'a> {
        let words = self.reconnect();
        match reconnect {
            Reconnect::NoNeed => words.no_need(),
            Reconnect::Immediate => words.immediate(),
            Reconnect::ShortDelay => words.short_delay(),
            Reconnect::Backoff => words.backoff(),
            Reconnect::Resume => words.resume(),
            Reconnect::Reauth => words.reauth(),
            Reconnect::FixClient => words.fix_client(),
            Reconnect::Never => words.never(),
            Reconnect::Unspecified => words.unspecified(),
        }
    }

    /// How sure a row is.
    pub fn certainty_word(&self, certainty: Certainty) -> LocalizedText<'a> {
        let words = self.certainty();
        match certainty {
            Certainty::Verified => words.verified(),
            Certainty::Corroborated => words.corroborated(),
            Certainty::Unconfirmed => words.unconfirmed(),
        }
    }

    /// What kind of document a protocol's source is.
    pub fn rule_kind_word(&self, kind: ProtocolSourceKind) -> LocalizedText<'a> {
        let words = self.rule_kind();
        match kind {
            ProtocolSourceKind::Specification => words.specification(),
            ProtocolSourceKind::VendorDoc => words.vendor_doc(),
            ProtocolSourceKind::SourceCode => words.source_code(),
            ProtocolSourceKind::Community => words.community(),
        }
    }

    /// How long a client waits, where the source names a delay: no more than it says, while
    /// [`CodeEntry::backoff`] fills in the rest.
    pub fn row_delay(&self, row: &CodeEntry) -> Option<LocalizedText<'a>> {
        let initial = row.delay?.value;
        let (words, value) = (self.protocol(), self.value());
        let jitter = row.jitter.map_or(Jitter::None, |j| j.value);
        let max = row.max_delay.map(|m| m.value).filter(|max| *max > initial);
        let first = self.duration(initial);
        Some(match (jitter, max, row.factor.map(|f| f.value).filter(|factor| *factor > 1)) {
            (Jitter::None, None, _) if initial.is_zero() => value.delay_at_once(),
            (Jitter::Full, None, _) => value.delay_full_constant(first),
            (Jitter::None | Jitter::Uniform, None, _) => first,
            (Jitter::Uniform, Some(max), _) => value.delay_uniform(first, self.duration(max)),
            (Jitter::Full, Some(max), Some(factor)) => {
                value.delay_full(first, self.duration(max), factor)
            }
            (Jitter::None, Some(max), Some(factor)) => {
                words.delay_grows(first, factor, self.duration(max))
            }
            (Jitter::None | Jitter::Full, Some(max), None) => {
                words.delay_up_to(first, self.duration(max))
            }
        })
    }
}
