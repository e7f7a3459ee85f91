//! Writes `locale/text_<tag>.rs`: the words of one language.

use closecode_data::markdown::escape;
use closecode_data::{CodeTexts, Dataset, Locale, LocalizedText, WithFallback};

use crate::layout::{Class, Layout};
use crate::source::{Source, literal};

/// The module of a language: `text_pt_br`. A tag alone may be a keyword, such as `as`.
pub(crate) fn module_name(locale: &Locale) -> String {
    format!("text_{}", locale.folder.to_ascii_lowercase().replace('-', "_"))
}

pub(crate) fn file(data: &Dataset, layout: &Layout<'_>, locale: &Locale) -> String {
    let localizer = data.localizer(locale);
    let mut out = Source::file(&format!("The words in {}.", escape(&locale.language.english_name)));
    out.lines("use crate::locale::Messages;\nuse crate::{Case, Text};");
    out.blank();
    out.doc("The words about each class, in the order of `ClassId`.");
    out.open(&format!("pub(crate) static TEXTS: [Text; {}] = [", layout.classes.len()));
    for class in &layout.classes {
        out.lines(format!("// {}", class.numbers()));
        match class {
            Class::Code(code) => text(&mut out, &localizer.code_texts(*code.code)),
            Class::Range(range) => text(&mut out, &localizer.range_texts(&range.id)),
        }
    }
    out.close("];");
    out.blank();
    out.doc("What a user may read when a connection has ended, by what happens next.");
    out.open("pub(crate) static MESSAGES: Messages = Messages {");
    let user = localizer.user();
    field(&mut out, "ended", &user.ended().text);
    field(&mut out, "ended_by_server", &user.ended_by_server().text);
    field(&mut out, "reconnecting", &user.reconnecting().text);
    field(&mut out, "renewing_session", &user.renewing_session().text);
    field(&mut out, "sign_in_again", &user.sign_in_again().text);
    field(&mut out, "offline", &user.offline().text);
    field(&mut out, "trouble", &user.trouble().text);
    field(&mut out, "given_up", &user.given_up().text);
    out.close("};");
    out.finish()
}

/// One text on a line of its own, however long: a translation is compared as a whole.
fn text(out: &mut Source, words: &WithFallback<'_, CodeTexts>) {
    out.open("Text {");
    field(out, "title", &words.title().text);
    field(out, "summary", &words.summary().text);
    field(out, "description", &words.description().text);
    out.open("cases: &[");
    for case in words.cases() {
        out.open("Case {");
        field(out, "id", case.id);
        field(out, "title", &case.title.text);
        field(out, "sign", &case.sign.text);
        list(out, "causes", &case.causes);
        list(out, "steps", &case.steps);
        out.close("},");
    }
    out.close("],");
    field(out, "user_message", &words.user_message().text);
    out.close("},");
}

fn list(out: &mut Source, name: &str, texts: &[LocalizedText<'_>]) {
    out.open(&format!("{name}: &["));
    for text in texts {
        out.lines(format!("{},", literal(&text.text)));
    }
    out.close("],");
}

fn field(out: &mut Source, name: &str, text: &str) {
    out.lines(format!("{name}: {},", literal(text)));
}
