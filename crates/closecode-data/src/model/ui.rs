//! The interface's own words: groups of texts, each an entry of `ui.toml`.

use closecode_format::read::Keyword;

use super::texts::{GroupKeys, TextGroup, texts};
use super::{
    Action, Alert, Authority, Fault, LocalizedText, Localizer, PolicySeverity, Registration,
    Sender, SourceKind, WithFallback,
};
use crate::{Certainty, ProtocolSender, ProtocolSourceKind, ProtocolStatus, Reconnect};
use closecode_format::read::Table;

/// An enum with a group of `ui.toml` that has a text for each of its values.
pub trait HasText: Keyword {
    /// The index of the group.
    #[doc(hidden)]
    const GROUP: usize;
}

/// Declares the interface's words: groups, each an entry of `ui.toml`. A group in braces lists its
/// texts; a group without has one for each value of the enum.
macro_rules! ui {
    ($($(#[$meta:meta])* $group:ident: $name:ident $({ $($body:tt)+ })?)+) => {
        #[allow(non_camel_case_types)]
        enum At { $($group),+ }

        $(ui! { @group $(#[$meta])* $group: $name $({ $($body)+ })? })+

        /// Every group with its key, in the order of their indexes.
        static GROUPS: &[(&str, &GroupKeys)] =
            &[$((stringify!($group), ui!(@keys $name $({ $($body)+ })?))),+];
    };

    (@keys $name:ident) => {
        &GroupKeys { values: <$name as Keyword>::TEXT_KEYS, texts: &[], has_cases: false }
    };
    (@keys $name:ident { $($body:tt)+ }) => { $name::KEYS };

    (@group $(#[$meta:meta])* $group:ident: $name:ident) => {
        impl HasText for $name {
            const GROUP: usize = At::$group as usize;
        }
    };
    (@group $(#[$meta:meta])* $group:ident: $name:ident { $($body:tt)+ }) => {
        texts! { $(#[$meta])* $name { $($body)+ } }

        impl<'a> Localizer<'a> {
            $(#[$meta])*
            #[inline]
            pub fn $group(&self) -> WithFallback<'a, $name> {
                self.ui(At::$group as usize)
            }
        }
    };
}

/// The interface's own words, by group.
#[derive(Clone, Debug)]
pub struct Ui {
    groups: Vec<TextGroup>,
}

impl Default for Ui {
    fn default() -> Self {
        Self { groups: GROUPS.iter().map(|(_, keys)| TextGroup::empty(keys)).collect() }
    }
}

impl Ui {
    pub(crate) fn read(t: Table<'_>) -> Self {
        let group = |(name, keys): &(&'static str, &'static GroupKeys)| match t.table(name) {
            Some(table) => TextGroup::read(table, keys),
            None => TextGroup::empty(keys),
        };
        let groups = GROUPS.iter().map(group).collect();
        t.finish();
        Self { groups }
    }

    pub(crate) fn group(&self, index: usize) -> &TextGroup {
        &self.groups[index]
    }

    /// Every group with its key.
    pub fn groups(&self) -> impl Iterator<Item = (&'static str, &TextGroup)> {
        GROUPS.iter().map(|(name, _)| *name).zip(&self.groups)
    }
}

impl<'a> Localizer<'a> {
    /// The text for a value: `localizer.text(Action::Backoff)`.
    pub fn text<K: HasText>(&self, value: K) -> LocalizedText<'a> {
        let at = K::VALUES.iter().position(|v| *v == value).expect("every value is among them");
        self.text_at::<K>(at)
    }

    /// The text for a value, by its word: `localizer.word::<Sender>("either")`. The crate
    /// `closecode` has types of its own, and the same words.
    pub fn word<K: HasText>(&self, word: &str) -> Option<LocalizedText<'a>> {
        let at = K::TEXT_KEYS.iter().position(|key| *key == word.replace('-', "_"))?;
        Some(self.text_at::<K>(at))
    }

    fn text_at<K: HasText>(&self, at: usize) -> LocalizedText<'a> {
        self.ui::<K>(K::GROUP).text(at, None)
    }
}

ui! {
    /// Texts of the page around the content.
    page: PageTexts {
        site_name, tagline, home, skip, languages, sources, footer, licence, generated,
        other_language_note,
        stale_note,
        breadcrumb, edit, report, libraries, libraries_note, problems, problems_note, scenarios,
        scenarios_note
    }

    /// How pieces are put together.
    punctuation: PunctuationTexts { list(first, rest), label(label, value), aside(text, aside),
        sentences(first, second), versus }

    /// Texts of what helps to find a page and to read it.
    tools: ToolTexts {
        navigation, search, search_none, search_count(count), look_up(code),
        theme_light, theme_dark, copy, copied, filter,
        filter_count(count, total), more
    }

    /// Texts of the page that finds every number, and of addresses that lead elsewhere.
    lookup: LookupTexts {
        label, title, description, lead, registered(code), unregistered(code),
        invalid(query), moved, did_you_mean,
        not_found
    }

    /// What a pasted message says about the end of the connection.
    message: MessageTexts {
        received, invalid, sent, local, no_frame, refused, printed_by(names), unsure
    }

    /// Texts of the index page.
    index: IndexTexts {
        title, description, lead, codes, codes_note, ranges, ranges_note, pairs, pairs_note,
        all_pairs, column_code, column_name,
        column_sender, column_frame, column_action, door_code, door_server, door_client, libraries
    }

    /// Texts of a code's page.
    code: CodePageTexts {
        page_title(code, title), registry_name, description, when_seen, how_to_fix, user_message,
        user_message_note, facts, policy, practice_counts(retry, total),
        practice_conditional(conditional),
        practice_stops(clients), practice_note, deviations, deviation_accepts,
        deviation_rejects, deviation_reports_as(number),
        deviation_reports_received(number), deviation_shows_script,
        deviation_replies(number),
        deviation_replies_empty, deviation_clean, deviation_unclean,
        libraries, libraries_link(code),
        history, history_defined,
        history_proposed, history_registered, history_renamed(was), history_erratum, unconfirmed,
        compare_with, also_seen, clients(count, total)
    }

    /// Texts of a range's section.
    range: RangeTexts { page_title(first, last, title), registration, note }

    /// Texts of a comparison.
    compare: CompareTexts {
        page_title(a, b), page_description(a, b), lead_frames(a, b), lead_frame_one(yes, no),
        lead_frame_none(a, b), axis,
        key_differences, same(count) by count, when_to_use, neither_sendable(a, b),
        one_sendable(yes, no), both_sendable,
        side_by_side
    }

    /// Texts of the code samples.
    sample: SampleTexts { title, note, send, handle, nobody(code), script(code),
        never_seen(code), from_client(code) }

    /// Texts of the pages that say which code to send.
    situation: SituationPageTexts {
        title, label, description, lead, page_title(title), role_question, trigger_question,
        role_server, role_script, role_proxy,
        role_handshake, note_server, note_script, note_proxy, note_handshake, ending, load, access,
        data, failure, forwarding, send,
        send_code(code, title), send_private, send_empty, send_browser(code, title),
        send_status(status), answer_private, answer_empty, answer_browser(code),
        answer_status(status), seen, seen_clean(code), seen_private, seen_empty, seen_refused,
        comes_back, return_unknown, return_server,
        return_refused, authority, reason, alternatives, all, recommended_when
    }

    /// The questions asked of each code, as row headings.
    axis: AxisTexts {
        frame, sender, synthetic, clean, script_sendable, script_visible, fault, action,
        delay, attempts, severity, alert,
        authority, analogy, cause
    }

    /// Answers.
    value: ValueTexts {
        none, frame_yes, frame_no, synthetic_yes, synthetic_no, clean_yes, clean_no,
        clean_called(who), sendable_yes, sendable_no, visible_yes,
        visible_peer_error, visible_no, unlimited, attempts_none, attempts_one,
        attempts_many(count), delay_at_once, delay_none, delay_doubles(first, last),
        delay_grows(first, last, factor), span_seconds(least, most), span_minutes(least, most),
        span_milliseconds(least, most),
        milliseconds(count) by count,
        seconds(count) by count, minutes(count) by count, departs_from(sources)
    }

    /// Who may send a code.
    sender: Sender

    /// What a client does.
    action: Action

    /// Who is at fault.
    fault: Fault

    /// The level to log it at.
    severity: PolicySeverity

    /// When to wake somebody.
    alert: Alert

    /// Who stands behind the advice.
    authority: Authority

    /// Who stands behind one answer about reconnecting.
    basis: BasisTexts { standard, registration, practice(count, total), ours, largest_ours(basis) }

    /// How numbers of a range come to a meaning.
    registration: Registration

    /// Texts of the picture of a closing handshake.
    diagram: DiagramTexts {
        heading, picture(code), steps, client, server, gateway, upstream, step(from, to, what),
        step_at(place, what),
        open, not_open, call(call), offence_frame, offence_type, offence_payload, offence_policy,
        offence_size,
        offence_extension, upstream_fails, close(code), echo(code), close_empty, echo_empty,
        close_faulty, fin, lost,
        hello, tls_fails, reports(code), library(code), only_client(code), only_server(code),
        only_gateway(code), either_client(code),
        either_server(code), unspecified(code), fails(own), synthetic(code), hidden(code, shown),
        nobody(code)
    }

    /// Texts on the delays between attempts.
    delays: DelayTexts {
        no_need, short_delay, backoff, reauth, fix_client, never, profile,
        table, attempt, least, most
    }

    /// Sentences that lead into a comparison nobody has written by hand.
    contrast: ContrastTexts {
        fault_none(code), fault_client(code), fault_server(code), fault_unknown(code),
        fault_none_both, fault_client_both, fault_server_both,
        fault_unknown_both, no_need(code),
        short_delay(code), backoff(code), reauth(code), fix_client(code), never(code),
        profile(code), no_need_both,
        short_delay_both, backoff_both, reauth_both, fix_client_both, never_both, profile_both
    }

    /// Texts of the table of all policies.
    policies: PoliciesTexts {
        title, description, lead, code, action, delay, attempts, fault, severity, alert, authority,
        departs(source)
    }

    /// Texts of the list of all sources.
    bibliography: BibliographyTexts {
        title, description, lead, read(date), version(version), codes, ranges, survey
    }

    /// Kinds of sources.
    source_kind: SourceKind

    /// Texts of the page about the data.
    about: AboutTexts {
        title, description, lead(codes, ranges, sources), sure, sure_facts, sure_advice,
        normative(count, total),
        registry_mail(count, total), convention(count, total), sure_practice(clients),
        crate_heading, crate_text, json_heading,
        json_text, json_all, correct, correct_text, licence, licence_text
    }

    /// Texts of the pages about protocols.
    protocol: ProtocolPageTexts {
        label, note, title, description(protocols), lead(protocols, codes), map, map_note, skyline,
        cell(number, count) by count, shared, shared_note, column_number, column_protocols,
        column_again, column_change, column_stop,
        column_silent, all, status_note, column_name, column_about, column_vendor, column_status,
        column_codes, page_title(name), page_description(name),
        english, facts, documentation, subprotocol, codes, ranges, ranges_note, column_meaning,
        column_sender, column_reconnect,
        column_source, delay(delay), delay_up_to(initial, max),
        delay_steps(steps), delay_steps_below(steps),
        attempts(count) by count,
        session_resume, session_new, name_ours, disputed, retired, rule_from(kind), caveats,
        read(date), not_read, use_it, use_rust, use_json
    }

    /// Texts of the pages about a number and the protocols that use it.
    number: NumberTexts {
        page_title(number, count) by count, page_title_one(number, name),
        page_description(number, names),
        page_description_more(number, names, count) by count,
        registered(number), ranges, ranges_note(number), facts, facts_note(number),
        neighbours, previous, next, column_range, in_protocols, in_protocols_note,
        all_uses(count) by count
    }

    /// Who stands behind a protocol's list of codes.
    protocol_status: ProtocolStatus

    /// Who sends a protocol's code.
    protocol_sender: ProtocolSender

    /// What a protocol's source asks a client to do.
    reconnect: Reconnect

    /// How sure a row is.
    certainty: Certainty

    /// What kind of document a protocol's source is.
    rule_kind: ProtocolSourceKind

    /// What an application may show to its users when a connection has ended, by what happens next.
    user: UserTexts {
        ended, ended_by_server, reconnecting, renewing_session, sign_in_again, offline, trouble,
        given_up
    }

    /// Texts of the documentation of an application's own codes.
    own: AppPageTexts { http, http_text(first, last, base), extended(name), standard }
}
