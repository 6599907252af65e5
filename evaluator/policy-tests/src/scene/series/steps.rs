//! What becomes of a series from a moment on.

use gonogo_document::reader::Fields;
use gonogo_document::reader::Reader;
use gonogo_document::{Kind, Node};

use super::{Declared, number};
use crate::codes;
use crate::scene::moment;

/// A value from a moment on, until the next.
pub(super) struct Step {
    pub(super) at: i64,
    /// `None`: no samples.
    value: Option<f64>,
    /// What it becomes by the end, evenly.
    to: Option<f64>,
}

impl Step {
    pub(super) fn value_at(&self, time: i64, end: i64) -> Option<f64> {
        let value = self.value?;
        let Some(to) = self.to else { return Some(value) };
        let length = end.saturating_sub(self.at).max(1) as f64;
        let part = (time.saturating_sub(self.at) as f64 / length).clamp(0.0, 1.0);
        Some(value + (to - value) * part)
    }
}

/// One, or a list; `None` when one was reported.
pub(super) fn steps(
    reader: &mut Reader,
    fields: &Fields<'_>,
    declared: &Declared<'_>,
) -> Option<Vec<Step>> {
    let Some(node) = fields.get("then") else { return Some(Vec::new()) };
    let items = match &node.kind {
        Kind::Map(_) => std::slice::from_ref(node),
        Kind::List(_) | Kind::Scalar(_) | Kind::Null | Kind::Broken => {
            reader.items("then", node)?
        }
    };
    let mut steps: Vec<Step> = Vec::new();
    for item in items {
        let step = step(reader, item, declared)?;
        if steps.last().is_some_and(|before| before.at >= step.at) {
            let message = "this is not later than what stands before it".to_owned();
            let help = "write the steps in the order of time, such as `-3m` before `-2m`";
            reader.refuse(&codes::BAD_SERIES, item.head(), (message, help.to_owned()));
            return None;
        }
        steps.push(step);
    }
    Some(steps)
}

fn step(reader: &mut Reader, node: &Node, declared: &Declared<'_>) -> Option<Step> {
    let fields = reader.fields(node, "a step of a series", &["at", "value", "to"])?;
    let at = reader.required(&fields, "at", Reader::text);
    let value = reader.required(&fields, "value", |reader, key, node| match &node.kind {
        // Nothing is measured from here on.
        Kind::Null => Some(None),
        Kind::Scalar(_) | Kind::List(_) | Kind::Map(_) | Kind::Broken => {
            let text = reader.text(key, node)?;
            number(reader, &text, declared).map(Some)
        }
    });
    let to = match fields.get("to") {
        None => None,
        Some(node) => {
            let text = reader.text("to", node)?;
            Some(number(reader, &text, declared)?)
        }
    };
    let at = moment::read(reader, &at?, declared.place.now)?.epoch_nanos()?;
    Some(Step { at, value: value?, to })
}
