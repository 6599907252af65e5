//! What literal texts stand for in gates, and advice on units.

use gonogo_cel::time::{Duration, Timestamp};
use gonogo_cel::types::OpaqueType;
use gonogo_cel::{Host, Type, Value};
use gonogo_series::quantity::{Quantity, QuantityError, parse_duration};

use super::time::read_duration;

use super::quantity::{quantity_type, quantity_value, type_of_unit};
use super::series::comparison;

pub(super) struct GateHost;

impl Host for GateHost {
    fn literal(&self, text: &str, wanted: &Type) -> Option<Result<Value, String>> {
        match wanted {
            Type::Duration => Some(duration(text)),
            Type::Timestamp => Some(timestamp(text)),
            Type::Double => quantity_for_number(text),
            Type::Opaque(opaque) if opaque.name == "quantity" => Some(quantity(text, opaque)),
            Type::Opaque(opaque) if opaque.name == "direction" => Some(comparison::direction(text)),
            _ => None,
        }
    }

    fn literal_call(&self, function: &str, text: &str) -> Option<Result<(Value, Type), String>> {
        match function {
            "quantity" => Some(typed_quantity(text)),
            "duration" => Some(
                read_duration(text).map(|duration| (Value::Duration(duration), Type::Duration)),
            ),
            _ => None,
        }
    }

    fn advice(&self, function: &str, args: &[Type]) -> Option<String> {
        if function == "quantity" {
            return Some("write the text itself: `quantity('5%')`".to_owned());
        }
        let is_without_unit = |of: &Type| matches!(of, Type::Opaque(_)) && is_number(of);
        if function == "vs" && args.iter().any(is_without_unit) {
            return Some("declare the same kind of `unit:` on both facts".to_owned());
        }
        if let Some(advice) = asked_wrongly(function, args) {
            return Some(advice.to_owned());
        }
        let operator = !function.starts_with(|c: char| c.is_ascii_alphabetic());
        if operator && let Some(advice) = args.iter().find_map(ask_for_a_value) {
            return Some(advice.to_owned());
        }
        let dimensions: Vec<&str> = args.iter().filter_map(dimension).collect();
        match dimensions.as_slice() {
            [] => None,
            [a, b, ..] if a != b => Some(format!("a {a} and a {b} have no common unit")),
            [dimension, ..] if args.iter().any(is_number) => Some(unit_advice(dimension)),
            [_, ..] if operator && args.contains(&Type::String) => {
                Some("a text is no quantity: a parameter that is one has no quotes".to_owned())
            }
            _ => None,
        }
    }
}

/// What single functions want, where a number tempts to something else.
fn asked_wrongly(function: &str, args: &[Type]) -> Option<&'static str> {
    let given = |at: usize| args.get(at);
    match (function, given(0)) {
        ("worse", _) if given(2).is_some_and(is_number) => {
            Some("give the floor as a share with its unit, such as `'25%'`")
        }
        ("vs", _) if given(2) == Some(&Type::Double) => {
            Some("the second argument is the number of samples that each side needs, such as `20`")
        }
        ("burns" | "burn_rate", Some(series)) if is_number(series) => Some(
            "this is about shares of errors: declare `unit: \"%\"` or `unit: ratio` on the fact",
        ),
        _ => None,
    }
}

/// What has to be asked before it can be compared.
fn ask_for_a_value(of: &Type) -> Option<&'static str> {
    let Type::Opaque(opaque) = of else {
        return None;
    };
    match opaque.name.as_str() {
        "series" => Some("a series is not one value: ask for one, as in `.latest()` or `.max()`"),
        "spans" => Some("spans are not one value: ask for one, as in `.longest()` or `.count()`"),
        "comparison" => Some("ask the comparison, as in `.worse('high')` or `.ratio()`"),
        "checklist" => Some("ask the checklist, as in `.done()` or `.open()`"),
        "signoffs" => Some("ask the sign-offs, as in `.approved('role')`"),
        _ => None,
    }
}

fn unit_advice(dimension: &str) -> String {
    let example = match dimension {
        "share" => "'1%'",
        "time" => "'200ms'",
        "bytes" => "'2GB'",
        "rate" => "'500/min'",
        _ => "'1000 count'",
    };
    format!("give the number its unit, such as `{example}`, or use a parameter")
}

/// The dimension of a quantity; durations and series of them are times.
fn dimension(of: &Type) -> Option<&str> {
    match of {
        Type::Duration => Some("time"),
        Type::Opaque(opaque) if opaque.name == "quantity" || opaque.name == "series" => {
            match opaque.parameters.first()? {
                Type::Opaque(inner) if inner.name != "quantity" => Some(&inner.name),
                inner => dimension(inner),
            }
        }
        _ => None,
    }
}

fn is_number(of: &Type) -> bool {
    matches!(of, Type::Int | Type::Uint | Type::Double)
        || matches!(of, Type::Opaque(o) if o.name == "series" && o.parameters == [Type::Double])
}

fn duration(text: &str) -> Result<Value, String> {
    parse_duration(text)
        .map(|nanos| Value::Duration(Duration::from_nanos(nanos)))
        .map_err(|error| advised(&error))
}

/// What is wrong with it, and what to write instead.
fn advised(error: &QuantityError) -> String {
    match error.help() {
        Some(help) => format!("{error}: {help}"),
        None => error.to_string(),
    }
}

fn timestamp(text: &str) -> Result<Value, String> {
    let unreadable = || format!("`{text}` is no RFC 3339 time");
    Timestamp::parse(text).map(Value::Timestamp).ok_or_else(unreadable)
}

/// A text with a unit beside a plain number: the likely slip is the fact's missing unit.
fn quantity_for_number(text: &str) -> Option<Result<Value, String>> {
    let quantity = Quantity::parse(text).ok()?;
    Some(Err(format!(
        "`{text}` is a {}, but this is a plain number: declare `unit:` on the fact, or write the \
         number without a unit",
        quantity.dimension().name()
    )))
}

fn quantity(text: &str, wanted: &OpaqueType) -> Result<Value, String> {
    let (value, of) = typed_quantity(text)?;
    if of == Type::Opaque(std::sync::Arc::new(wanted.clone())) {
        return Ok(value);
    }
    let wanted = wanted.parameters.first().map(ToString::to_string).unwrap_or_default();
    let found = dimension(&of).unwrap_or("number").to_owned();
    Err(format!("`{text}` is a {found}, expected a {wanted}"))
}

fn typed_quantity(text: &str) -> Result<(Value, Type), String> {
    let quantity = Quantity::parse(text).map_err(|error| advised(&error))?;
    let value = quantity_value(quantity).ok_or_else(|| format!("`{text}` is out of range"))?;
    let of = match type_of_unit(Some(quantity.unit)) {
        Type::Duration => Type::Duration,
        _ => quantity_type(quantity.dimension()),
    };
    Ok((value, of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gonogo_series::quantity::Unit;

    #[test]
    fn literal_texts_stand_for_what_is_wanted() {
        let share = quantity_type(Unit::Percent.dimension());
        let read = |text: &str, wanted: &Type| {
            GateHost.literal(text, wanted).map(|read| read.map(|value| value.to_string()))
        };
        assert_eq!(read("1%", &share), Some(Ok("1 %".to_owned())));
        assert_eq!(read("2m", &share), Some(Err("`2m` is a time, expected a share".to_owned())));
        assert_eq!(read("2m", &Type::Duration), Some(Ok("120s".to_owned())));
        assert_eq!(read("x", &Type::String), None);
        assert!(read("1%", &Type::Double).is_some_and(|read| read.is_err()));
    }
}
