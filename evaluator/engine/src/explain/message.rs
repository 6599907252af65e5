//! A rule's own message, with its values filled in.

use gonogo_cel::{Bindings, Budget};

use super::value_text;
use crate::gate::{Part, Template};

/// A value that cannot be had is shown as `?`; the rule's cause says why.
pub(crate) fn message(template: &Template, bindings: &Bindings, budget: &Budget) -> String {
    let mut text = String::new();
    for part in &template.parts {
        match part {
            Part::Text(literal) => text.push_str(literal),
            Part::Value(expression) => match expression.program.evaluate(bindings, budget) {
                Ok(value) => text.push_str(&value_text(&value)),
                Err(_) => text.push('?'),
            },
        }
    }
    text.trim().to_owned()
}
