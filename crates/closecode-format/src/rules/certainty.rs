//! How sure a row is follows from who said it and whether it was read.

use super::{ProtocolFile, Rule};
use crate::{Certainty, CodeEntry, Diagnostics, ProtocolSourceKind, ProtocolStatus};

pub(super) const RULE: Rule = Rule {
    name: "certainty",
    summary: "a row is verified if a source of the owner's was read, corroborated if somebody \
              else's was, and unconfirmed if none was; a protocol whose codes have a source of the \
              owner's is not the community's",
    check,
};

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    if file.is_app || !file.is_whole {
        return;
    }
    let protocol = file.protocol;
    let is_owners = |kind| kind != ProtocolSourceKind::Community;
    for row in protocol.rows() {
        // What is not there is the business of the rule `citations`.
        let cited = row.sources.iter().map(|citation| protocol.source(&citation.id));
        let Some(cited) = cited.collect::<Option<Vec<_>>>().filter(|cited| !cited.is_empty())
        else {
            continue;
        };
        let read: Vec<ProtocolSourceKind> = cited
            .into_iter()
            .filter(|source| source.read.is_some())
            .map(|source| source.kind.value)
            .collect();
        let due = if read.iter().any(|kind| is_owners(*kind)) {
            Certainty::Verified
        } else if read.is_empty() {
            Certainty::Unconfirmed
        } else {
            Certainty::Corroborated
        };
        if row.certainty.value != due {
            let word = row.certainty.as_str();
            let message = format!("`{word}`, but by its sources it is {}", due.as_str());
            let remedy = "cite what was read, or correct the certainty";
            diagnostics.error(RULE.name, row.certainty.span, message, remedy);
        }
    }
    // An owner may document where to connect, and no code.
    let mut cited = protocol.rows().flat_map(CodeEntry::citations);
    let has_owners =
        cited.any(|cited| protocol.source(&cited.id).is_some_and(|s| is_owners(s.kind.value)));
    if protocol.status.value == ProtocolStatus::Community && has_owners {
        let message = "a source of a code is the owner's, so it is official";
        let remedy = "correct the status, or the kind of the source";
        diagnostics.error(RULE.name, protocol.status.span, message, remedy);
    }
}
