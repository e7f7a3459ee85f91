//! The picture of a closing handshake: who sends what for a code, who answers, and what each side's
//! interface reports.
//!
//! `model` computes the steps from the code's facts, `words` puts them into the page's language,
//! `draw` gives them places. The template writes the picture and, from the same labels, the steps
//! as a list for those who do not see it.

mod draw;
mod model;
mod words;

use closecode_data::{Code, DiagramTexts, Direction, Localizer, WithFallback};

use askama::Template;

use self::draw::{Lane, PlacedStep};
use self::words::Label;
use crate::filters;
use crate::html::{Html, Punctuation as _};

/// The number that stands for a missing Close frame (RFC 6455, section 7.1.5).
const NO_FRAME: u16 = 1006;

/// One figure, ready for its template.
#[derive(Debug, Template)]
#[template(path = "sequence.html", whitespace = "minimize")]
struct Figure<'a> {
    words: WithFallback<'a, DiagramTexts>,
    code: u16,
    height: u16,
    lanes: Vec<Lane>,
    rows: Vec<PlacedStep>,
    steps: Vec<Label>,
    captions: Html,
}

/// The figure for one code, as a part of a page.
pub(crate) fn part(localizer: Localizer<'_>, code: &Code) -> Html {
    Html::part(&figure(localizer, code))
}

fn figure<'a>(localizer: Localizer<'a>, code: &Code) -> Figure<'a> {
    let words = localizer.diagram();
    let model = model::of(code);
    let mirrored = *localizer.locale().language.direction == Direction::Rtl;
    let (lanes, rows, height) = draw::place(&words, &model, mirrored);
    let steps = model.steps.iter().map(|step| words::sentence(&words, *step)).collect();
    let captions = localizer.sentences(words::captions(&words, code).into_iter().map(Html::from));
    Figure { words, code: *code.code, height, lanes, rows, steps, captions }
}
