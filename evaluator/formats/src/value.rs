//! One value out of a file or an answer: by JSONPath from JSON or YAML, a cell of a CSV table, or
//! the whole of a plain text; converted to the fact's type.

mod convert;
mod csv;
mod path;
mod time;
mod yaml;

use gonogo_quantity::Unit;
use serde_json::Value;

use crate::error::FormatError;
use crate::json;

pub use convert::{of_json, of_text};
pub use csv::{Cell, Row, read as read_csv};
pub use path::JsonPath;
pub(crate) use time::rfc3339;

/// The types of facts that hold a plain value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// With a unit, a text such as `35ms` is a number as well.
    Number(Option<Unit>),
    String,
    Bool,
    Timestamp,
    Duration,
    List,
    Map,
    Json,
}

/// The value at the path of a JSON text.
pub fn read_json(text: &str, path: &JsonPath, kind: Kind) -> Result<Value, FormatError> {
    of_json(path.find(&json::parse(text)?, kind)?, kind)
}

/// The value at the path of a YAML text, read as JSON would be.
pub fn read_yaml(text: &str, path: &JsonPath, kind: Kind) -> Result<Value, FormatError> {
    of_json(path.find(&yaml::parse(text)?, kind)?, kind)
}

/// The whole text without the blanks around it.
pub fn read_text(text: &str, kind: Kind) -> Result<Value, FormatError> {
    of_text(text.strip_prefix('\u{feff}').unwrap_or(text).trim(), kind)
}
