//! A unit that does not fit its query: a share that is a hundred times too large, or too small.

use gonogo_cel::Diagnostic;
use gonogo_document::{FactNode, GateDocument, Kind};
use gonogo_series::quantity::Unit;

use gonogo_document::codes;
use gonogo_engine::facts::FactKind;
use gonogo_engine::gate::{Fact, Gate};

pub(crate) fn of_facts(document: &GateDocument, gate: &Gate) -> Vec<Diagnostic> {
    document.facts.iter().zip(&gate.facts).filter_map(of_fact).collect()
}

fn of_fact((node, fact): (&FactNode, &Fact)) -> Option<Diagnostic> {
    let unit = match &fact.declaration.kind {
        FactKind::Series { unit, .. } | FactKind::Number(unit) => (*unit)?,
        _ => return None,
    };
    let entry = node.collect.iter().find(|entry| entry.key.value == "query")?;
    let Kind::Scalar(query) = &entry.value.kind else { return None };
    let shape = Shape::of(&query.value)?;
    let (message, help) = match (unit, shape) {
        (Unit::Percent, Shape::Ratio) => (
            "the unit is %, but the query divides without multiplying by 100",
            "write `100 * …`, or `unit: ratio`",
        ),
        (Unit::Ratio, Shape::Percent) => (
            "the unit is a ratio, but the query multiplies by 100",
            "write `unit: \"%\"`, or leave the factor out",
        ),
        _ => return None,
    };
    let span = node.unit.as_ref()?.span;
    let place = (query.span, "the query".to_owned());
    let found = Diagnostic::warning(&codes::ODD_UNIT, span, message).with_help(help);
    Some(found.with_related(place.0, place.1))
}

enum Shape {
    /// `a / b`
    Ratio,
    /// `100 * a / b`
    Percent,
}

impl Shape {
    /// Of queries that divide one sum by another; of others nothing can be told.
    fn of(query: &str) -> Option<Self> {
        let text: String = query.split_whitespace().collect();
        let divides = ["sum(", "rate(", "increase("].iter().any(|call| {
            text.split_once('/').is_some_and(|(above, below)| {
                above.contains(call) && below.contains("sum") | below.contains("rate")
            })
        });
        if !divides {
            return None;
        }
        let times = ["100*", "*100", "1e2*", "*1e2"].iter().any(|factor| text.contains(factor));
        Some(if times { Self::Percent } else { Self::Ratio })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_from_percentages() {
        let is_percent = |query| Shape::of(query).map(|shape| matches!(shape, Shape::Percent));
        assert_eq!(is_percent("sum(rate(a[1m])) / sum(rate(b[1m]))"), Some(false));
        assert_eq!(is_percent("100 * sum(rate(a[1m]))/sum(rate(b[1m]))"), Some(true));
        assert_eq!(is_percent("(sum(increase(a[5m])) / sum(increase(b[5m]))) *100"), Some(true));
        assert_eq!(is_percent("error_ratio"), None);
        assert_eq!(is_percent("select 1 / 2"), None);
    }
}
