//! A rule's own message, with its values filled in.

use gonogo_cel::{Bindings, Budget, Value};

use super::text::value_texts;
use crate::gate::{Part, Template};

/// A value that cannot be had is shown as `?`; the rule's cause says why.
pub(crate) fn message(template: &Template, bindings: &Bindings, budget: &Budget) -> String {
    let evaluate = |part: &Part| match part {
        Part::Text(_) => None,
        Part::Value(expression) => Some(expression.program.evaluate(bindings, budget)),
    };
    let results: Vec<_> = template.parts.iter().map(evaluate).collect();
    let values: Vec<Value> = results.iter().flatten().flatten().cloned().collect();
    let mut texts = value_texts(&values).into_iter();
    let mut message = String::new();
    for (part, result) in template.parts.iter().zip(&results) {
        match (part, result) {
            (Part::Text(literal), _) => message.push_str(literal),
            (Part::Value(_), Some(Ok(_))) => message.push_str(&texts.next().unwrap_or_default()),
            (Part::Value(_), _) => message.push('?'),
        }
    }
    message.trim().to_owned()
}
