//! An item on a line of its own.

use super::{Item, State};
use crate::limits::cut_owned;
use crate::markdown::Line;
use crate::words::annotation;
use crate::words::checkbox::{Kind, Mark, is_odd, mark};
use crate::words::title::tidy;

/// Whether ticks such as `✅` are boxes in this plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ticks {
    AreBoxes,
    AreWords,
}

/// The item that a line has, if it begins with a box.
pub(crate) fn item(line: &Line<'_>, ticks: Ticks) -> Option<Item> {
    let mark = mark(&line.text).filter(|_| !line.is_escaped)?;
    let is_box = match (mark.kind, ticks) {
        (Kind::Bracket | Kind::Box, _) | (Kind::Tick, Ticks::AreBoxes) => true,
        (Kind::Tick, Ticks::AreWords) => false,
    };
    if !is_box || mark.rest.is_empty() || is_choice(&line.text) {
        return None;
    }
    let said = annotation::read(tidy(mark.rest));
    Some(Item {
        text: cut_owned(said.text),
        state: state(&mark, line),
        section: None,
        line: line.number,
        owner: said.owner,
        due: said.due,
    })
}

/// What looks like an item and is none: open, whatever it says, so that nobody takes it for done.
pub(crate) fn odd(line: &Line<'_>) -> Option<Item> {
    if line.is_escaped || line.struck.is_some() || !is_odd(&line.text) || is_choice(&line.text) {
        return None;
    }
    Some(Item {
        text: tidy(&line.text),
        state: State::Open,
        section: None,
        line: line.number,
        owner: None,
        due: None,
    })
}

/// What is struck through was given up, unless it was done before.
fn state(mark: &Mark<'_>, line: &Line<'_>) -> State {
    let before = line.text.len().saturating_sub(mark.rest.len());
    let end = line.text.trim_end().len();
    let is_struck = line.struck.as_ref().is_some_and(|at| at.start <= before && end <= at.end);
    match mark.state {
        State::Open if is_struck => State::NotApplicable,
        state => state,
    }
}

/// `☐ Approved / ☐ Rejected`: one of two is to be ticked, nothing is to be done.
pub(crate) fn is_choice(text: &str) -> bool {
    crate::signoff::choice(text).is_some()
}
