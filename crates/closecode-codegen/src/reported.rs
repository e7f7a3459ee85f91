//! Writes `reported.rs`: what a number that a library reports may stand for.

use std::collections::{BTreeMap, BTreeSet};

use closecode_data::{Dataset, Implementation, Reported};

use crate::source::{Source, literal, number};

/// A way in which a connection ends: by its code first, if a Close frame with it is all there is.
type Way = (Option<u16>, String);

pub(crate) fn file(data: &Dataset) -> String {
    let rows: Vec<_> = data.implementations.iter().map(|i| (i, sets(data, i))).collect();
    let ways: BTreeSet<&Way> = rows.iter().flat_map(|(_, sets)| sets.values().flatten()).collect();
    let mut out = Source::file("What a number that a library reports may stand for.");
    out.lines("use crate::reported::reported;");
    out.blank();
    out.open("reported! {");
    out.open("ways {");
    for way in &ways {
        out.lines(format!("{} {},", constant(way), literal(&way.1)));
    }
    out.close("}");
    for (implementation, sets) in rows.iter().filter(|(_, sets)| !sets.is_empty()) {
        out.open(&format!("{} {{", literal(&implementation.id)));
        for (code, ways) in sets {
            let ways: Vec<String> = ways.iter().map(constant).collect();
            out.list(&format!("{} [", number(*code)), &ways, "]");
        }
        out.close("}");
    }
    out.close("}");
    out.finish()
}

/// What may have happened where an implementation reports a number, in either role. A number that
/// stands for itself alone has no set.
fn sets(data: &Dataset, implementation: &Implementation) -> BTreeMap<u16, BTreeSet<Way>> {
    let measured = implementation.measured.iter().flat_map(|measured| &measured.ways);
    let rows = || measured.clone().chain(&implementation.ways);
    let mut sets: BTreeMap<u16, BTreeSet<Way>> = BTreeMap::new();
    // Who closes first knows that it did.
    let is_own = |id: &str| ["send-", "answer-"].iter().any(|own| id.starts_with(own));
    for row in rows().filter(|row| !is_own(&row.id.value)) {
        let Some(Reported::Code(code)) = row.reports.as_deref() else { continue };
        if *code != 1000 || !has_1000(&row.id.value) {
            let way = (received(&row.id.value), row.id.value.clone());
            sets.entry(*code).or_default().insert(way);
        }
    }
    // That a number stands for itself is left out where only what departs was read.
    for (code, ways) in &mut sets {
        let way = (Some(*code), format!("recv-{code}"));
        let is_known = rows().any(|row| row.id.value == way.1);
        if !is_known && is_allowed(data, *code) {
            ways.insert(way);
        }
    }
    sets.retain(|code, ways| ways.iter().any(|(received, _)| *received != Some(*code)));
    sets
}

/// Whether the lab sends a Close frame with 1000 after something else: who reports 1000 then
/// reports what it received.
fn has_1000(id: &str) -> bool {
    let is_none = ["end-", "half-", "hang-up", "http-", "accept-", "tls-"];
    let is_none = is_none.iter().any(|beginning| id.starts_with(beginning));
    let is_silent = ["handshake-silence", "handshake-half", "silence", "silence-mid-frame"];
    let is_other = ["recv-empty", "recv-one-byte", "recv-digits"];
    let is_none = is_none || is_silent.contains(&id) || is_other.contains(&id);
    !is_none && received(id).is_none()
}

/// Whether a Close frame may have the code.
fn is_allowed(data: &Dataset, code: u16) -> bool {
    let is_it = |other: &closecode_data::Code| *other.code == code && *other.wire.frame;
    (3000..=4999).contains(&code) || data.codes.iter().any(is_it)
}

/// The code that a Close frame has in a way, if that is all there is to it.
fn received(id: &str) -> Option<u16> {
    id.strip_prefix("recv-").and_then(|code| code.parse().ok())
}

/// The name of a way in the table.
fn constant((_, id): &Way) -> String {
    id.replace('-', "_")
}
