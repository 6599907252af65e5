//! Rows as the fact's type wants them.

use std::collections::BTreeSet;

use gonogo_sources::FactType;
use serde_json::{Map, Value};
use tokio_postgres::types::Type;

use super::session::{Column, Table};
use super::value;
use crate::failure::Failure;

/// | type | |
/// |---|---|
/// | `list` | the rows: the values of one column, or a map for each row |
/// | `map` | the columns of the only row |
/// | `json` | the only value, where it is JSON; else as `list` |
/// | others | the first column of the only row |
pub(super) fn value(table: &Table, kind: FactType) -> Result<Value, Failure> {
    match (kind, table.columns.as_slice()) {
        (FactType::Map, _) => {
            named(&table.columns)?;
            map(&table.columns, only(table)?)
        }
        (FactType::Json, [column]) if is_json(&column.kind) => {
            known(column, only(table)?).and_then(|text| value::read(text, column))
        }
        (FactType::List | FactType::Json, _) => list(table),
        (FactType::String, [column, ..]) => {
            known(column, only(table)?).and_then(|text| value::as_text(text, column))
        }
        (_, [column, ..]) => {
            known(column, only(table)?).and_then(|text| value::read_alone(text, column))
        }
        (_, []) => Err(Failure::new("the query gives no columns")),
    }
}

fn is_json(kind: &Type) -> bool {
    matches!(*kind, Type::JSON | Type::JSONB)
}

fn only(table: &Table) -> Result<&[Option<String>], Failure> {
    match table.rows.as_slice() {
        [] => Err(Failure::new("the query gave no row")),
        [row] => Ok(row),
        rows => Err(Failure::new(format!(
            "{} rows where one is asked for: add `limit 1` or `sum(…)`, or declare a `list`",
            rows.len()
        ))),
    }
}

/// The first value of a row. NULL is what is not known, never 0 and never an empty text.
fn known<'t>(column: &Column, row: &'t [Option<String>]) -> Result<&'t str, Failure> {
    let text = row.first().and_then(Option::as_deref);
    text.ok_or_else(|| {
        let name = &column.name;
        Failure::new(format!("the value of `{name}` is NULL: it is not known"))
    })
}

fn list(table: &Table) -> Result<Value, Failure> {
    if let [column] = table.columns.as_slice() {
        let cell = |row: &Vec<Option<String>>| cell(row.first(), column);
        return Ok(Value::Array(table.rows.iter().map(cell).collect::<Result<_, _>>()?));
    }
    named(&table.columns)?;
    let rows = table.rows.iter().map(|row| map(&table.columns, row));
    Ok(Value::Array(rows.collect::<Result<_, _>>()?))
}

fn map(columns: &[Column], row: &[Option<String>]) -> Result<Value, Failure> {
    let mut fields = Map::new();
    for (at, column) in columns.iter().enumerate() {
        fields.insert(column.name.clone(), cell(row.get(at), column)?);
    }
    Ok(Value::Object(fields))
}

fn cell(text: Option<&Option<String>>, column: &Column) -> Result<Value, Failure> {
    match text.and_then(Option::as_deref) {
        Some(text) => value::read(text, column),
        None => Ok(Value::Null),
    }
}

/// One of two columns of a name would get lost.
fn named(columns: &[Column]) -> Result<(), Failure> {
    let mut names = BTreeSet::new();
    match columns.iter().find(|column| !names.insert(column.name.as_str())) {
        Some(twice) => Err(Failure::new(format!(
            "two columns are called `{}`: tell them apart by `as`",
            twice.name
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn table(columns: &[(&str, Type)], rows: &[&[Option<&str>]]) -> Table {
        let column =
            |(name, kind): &(&str, Type)| Column { name: (*name).to_owned(), kind: kind.clone() };
        let row = |row: &&[Option<&str>]| row.iter().map(|text| text.map(str::to_owned)).collect();
        Table {
            columns: columns.iter().map(column).collect(),
            rows: rows.iter().map(row).collect(),
            bytes: 0,
        }
    }

    fn check(kind: FactType, table: &Table, expected: Result<Value, &str>) {
        let value = value(table, kind).map_err(|failure| failure.cause);
        assert_eq!(value, expected.map_err(str::to_owned), "{kind:?} {table:?}");
    }

    #[test]
    fn single_values_come_from_the_only_row() {
        let count = ("count", Type::INT8);
        let of = |rows: &[&[Option<&str>]]| table(&[count.clone(), ("b", Type::TEXT)], rows);
        check(FactType::Number, &of(&[&[Some("3"), Some("x")]]), Ok(json!(3)));
        check(FactType::Series, &of(&[&[Some("3"), None]]), Ok(json!(3)));
        check(FactType::String, &of(&[&[Some("3"), None]]), Ok(json!("3")));
        check(FactType::Number, &of(&[]), Err("the query gave no row"));
        let three: &[&[Option<&str>]] = &[&[Some("3")], &[None], &[None]];
        check(
            FactType::Number,
            &of(three),
            Err("3 rows where one is asked for: add `limit 1` or `sum(…)`, or declare a `list`"),
        );
        let null = Err("the value of `count` is NULL: it is not known");
        check(FactType::Number, &of(&[&[None, Some("x")]]), null.clone());
        check(FactType::String, &of(&[&[None, Some("x")]]), null);
    }

    #[test]
    fn lists_and_maps_have_what_is_there() {
        let ids = table(&[("id", Type::INT4)], &[&[Some("1")], &[None]]);
        check(FactType::List, &ids, Ok(json!([1, null])));
        check(FactType::Json, &ids, Ok(json!([1, null])));
        check(FactType::List, &table(&[("id", Type::INT4)], &[]), Ok(json!([])));
        let columns = [("id", Type::INT4), ("name", Type::TEXT)];
        let one = table(&columns, &[&[Some("1"), Some("a")]]);
        check(FactType::List, &one, Ok(json!([{"id": 1, "name": "a"}])));
        check(FactType::Json, &one, Ok(json!([{"id": 1, "name": "a"}])));
        check(FactType::Map, &one, Ok(json!({"id": 1, "name": "a"})));
        check(FactType::Map, &table(&columns, &[]), Err("the query gave no row"));
        let twice = table(&[("a", Type::INT4), ("a", Type::INT4)], &[]);
        let cause = "two columns are called `a`: tell them apart by `as`";
        check(FactType::List, &twice, Err(cause));
        let document = table(&[("d", Type::JSONB)], &[&[Some(r#"{"a": [1, null]}"#)]]);
        check(FactType::Json, &document, Ok(json!({"a": [1, null]})));
        check(FactType::List, &document, Ok(json!([{"a": [1, null]}])));
    }
}
