//! Lines of a paragraph that belong together, and those that name what follows.

use std::borrow::Cow;

use crate::item::{self, Ticks};
use crate::markdown::{Line, Paragraph};
use crate::section::Lasts;
use crate::words::annotation;
use crate::words::checkbox::mark;

/// A label is no longer than this, in bytes.
const LABEL: usize = 120;

/// A line with a box goes on until the next one has one; other lines stand for themselves.
pub(super) fn groups<'p, 't>(
    paragraph: &'p Paragraph<'t>,
    ticks: Ticks,
) -> impl Iterator<Item = Cow<'p, Line<'t>>> {
    let mut lines = paragraph.lines.iter().peekable();
    std::iter::from_fn(move || {
        let mut group = Cow::Borrowed(lines.next()?);
        if !is_boxed(&group, ticks) {
            return Some(group);
        }
        let goes_on = |line: &&Line<'_>| !is_boxed(line, ticks) && item::odd(line).is_none();
        while let Some(line) = lines.next_if(goes_on) {
            let is_said = annotation::alone(&line.text).is_some();
            let text = group.to_mut().text.to_mut();
            text.push_str(if is_said { " — " } else { " " });
            text.push_str(&line.text);
        }
        Some(group)
    })
}

fn is_boxed(line: &Line<'_>, ticks: Ticks) -> bool {
    let found = mark(&line.text).filter(|_| !line.is_escaped);
    found.is_some_and(|mark| mark.kind.is_certain() || ticks == Ticks::AreBoxes)
}

/// How far a paragraph reaches that is nothing but a label.
pub(super) fn label_of(paragraph: &Paragraph<'_>) -> Option<Lasts> {
    let [line] = paragraph.lines.as_slice() else { return None };
    if line.text.len() > LABEL || is_boxed(line, Ticks::AreWords) {
        return None;
    }
    if paragraph.is_bold {
        return Some(Lasts::On);
    }
    is_label(line).then_some(Lasts::Block)
}

/// `Database:` before the lines that it is about.
pub(super) fn is_label(line: &Line<'_>) -> bool {
    let text = line.text.trim();
    text.ends_with(':') && text.len() <= LABEL && text.starts_with(char::is_alphanumeric)
}
