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
pub(super) fn groups(paragraph: &Paragraph, ticks: Ticks) -> Vec<Cow<'_, Line>> {
    let mut groups: Vec<Cow<'_, Line>> = Vec::new();
    let mut goes_on = false;
    for line in &paragraph.lines {
        let is_boxed = is_boxed(line, ticks);
        match groups.last_mut() {
            Some(last) if goes_on && !is_boxed && item::odd(line).is_none() => {
                let is_said = annotation::alone(&line.text).is_some();
                let last = &mut last.to_mut().text;
                last.push_str(if is_said { " — " } else { " " });
                last.push_str(&line.text);
            }
            Some(_) | None => {
                goes_on = is_boxed;
                groups.push(Cow::Borrowed(line));
            }
        }
    }
    groups
}

fn is_boxed(line: &Line, ticks: Ticks) -> bool {
    let found = mark(&line.text).filter(|_| !line.is_escaped);
    found.is_some_and(|mark| mark.kind.is_certain() || ticks == Ticks::AreBoxes)
}

/// How far a paragraph reaches that is nothing but a label.
pub(super) fn label_of(paragraph: &Paragraph) -> Option<Lasts> {
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
pub(super) fn is_label(line: &Line) -> bool {
    let text = line.text.trim();
    text.ends_with(':') && text.len() <= LABEL && text.starts_with(char::is_alphanumeric)
}
