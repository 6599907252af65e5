//! Quantities as CEL values: a number with its unit, typed by dimension.

use std::any::Any;
use std::cmp::Ordering;

use gonogo_cel::function::Call;
use gonogo_cel::time::Duration;
use gonogo_cel::{Fault, Opaque, Type, Value, function};
use gonogo_series::quantity::{Dimension, Quantity, Unit};

#[derive(Clone, Copy, Debug)]
pub struct QuantityValue(pub Quantity);

impl Opaque for QuantityValue {
    fn type_name(&self) -> &str {
        "quantity"
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Opaque) -> bool {
        self.order(other) == Some(Ordering::Equal)
    }

    fn order(&self, other: &dyn Opaque) -> Option<Ordering> {
        self.0.compare(other.as_any().downcast_ref::<Self>()?.0)
    }

    fn text(&self) -> String {
        self.0.to_string()
    }

    fn written(&self) -> Option<(&'static str, String)> {
        let text = self.0.to_string().replace(' ', "");
        let is_same = Quantity::parse(&text).is_ok_and(|read| read == self.0);
        is_same.then_some(("quantity", text))
    }
}

/// The type of values in this unit. Times are CEL durations, so that one type serves both.
pub fn type_of_unit(unit: Option<Unit>) -> Type {
    match unit.map(Unit::dimension) {
        None => Type::Double,
        Some(Dimension::Time) => Type::Duration,
        Some(dimension) => quantity_type(dimension),
    }
}

pub fn quantity_type(dimension: Dimension) -> Type {
    Type::opaque("quantity", vec![Type::opaque(dimension.name(), Vec::new())])
}

/// The value of a number in this unit; `None` when a time does not fit into a duration.
pub fn value_in_unit(number: f64, unit: Option<Unit>) -> Option<Value> {
    let Some(unit) = unit else {
        return Some(Value::Double(number));
    };
    quantity_value(Quantity::new(number, unit))
}

pub fn quantity_value(quantity: Quantity) -> Option<Value> {
    if quantity.dimension() != Dimension::Time {
        return Some(Value::opaque(QuantityValue(quantity)));
    }
    quantity.to_nanos().map(|nanos| Value::Duration(Duration::from_nanos(nanos)))
}

/// The number that a value is in this unit; `None` when it is of another kind.
pub fn number_in_unit(value: &Value, unit: Option<Unit>) -> Option<f64> {
    match (value, unit) {
        (Value::Double(number), None) => Some(*number),
        (Value::Int(number), None) => Some(*number as f64),
        (Value::Uint(number), None) => Some(*number as f64),
        (Value::Duration(duration), Some(unit)) => {
            Quantity::new(duration.nanos as f64, Unit::Nanosecond).convert_to(unit)
        }
        (other, Some(unit)) => other.downcast::<QuantityValue>()?.0.convert_to(unit),
        _ => None,
    }
}

function!(
    QUANTITY = "quantity",
    "A number with a unit: `%`, `ms`, `GB`, `/min`; its dimension is known before it runs.",
    not_literal,
    [],
    [("quantity('0.1%')", "0.1 %"), ("quantity('1 GB') > quantity('500 MB')", "true")]
);

/// A literal text never gets here: it becomes a constant when the gate is compiled.
fn not_literal(call: &Call<'_>) -> Result<Value, Fault> {
    Err(call.no_overload())
}
