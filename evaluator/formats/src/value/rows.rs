//! A CSV table as a list of objects, so that a JSONPath can choose among its rows.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::csv::{Table, uneven};
use super::{JsonPath, Kind, of_json, of_text};
use crate::error::{FormatError, shown};
use crate::json;

/// Cells of a table; each of them becomes a text with its column's name.
const CELLS: usize = 400_000;

/// `[{"column": "cell", …}, …]`, and what the path chooses of it. All cells are texts; the one
/// that a plain value is taken from is converted to the type.
pub fn read(text: &str, path: &JsonPath, kind: Kind) -> Result<Value, FormatError> {
    let found = path.find(&rows(text)?, kind)?;
    match (kind, found) {
        (Kind::List | Kind::Map | Kind::Json, found) => of_json(found, kind),
        (_, Value::String(cell)) => of_text(&cell, kind),
        (_, other) => Err(FormatError::new(format!(
            "this is {} of the table, not a cell: choose one by a path such as `$[-1].column`",
            json::kind(&other)
        ))),
    }
}

fn rows(text: &str) -> Result<Value, FormatError> {
    let mut table = Table::new(text);
    let header = table.row()?.ok_or_else(|| FormatError::new("the table is empty"))?.cells;
    let mut seen = BTreeSet::new();
    if let Some(twice) = header.iter().find(|name| !seen.insert(name.as_str())) {
        let message = format!("two columns are called `{}`", shown(twice));
        return Err(FormatError::on_line(1, message));
    }
    let mut rows = Vec::new();
    while let Some(row) = table.row()? {
        if row.cells.len() != header.len() {
            return Err(uneven(&row, header.len()));
        }
        if rows.len().saturating_add(1).saturating_mul(header.len()) > CELLS {
            return Err(FormatError::on_line(row.line, format!("more than {CELLS} cells")));
        }
        let cells = row.cells.into_iter().map(Value::String);
        rows.push(Value::Object(header.iter().cloned().zip(cells).collect::<Map<_, _>>()));
    }
    Ok(Value::Array(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "region,rate,note\neu,0.02,\"a, b\"\nus,0.03,\n";

    fn asked(text: &str, path: &str, kind: Kind) -> String {
        match read(text, &JsonPath::parse(path).unwrap(), kind) {
            Ok(value) => value.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn rows_are_chosen_by_path() {
        let check = |path, kind, expected: &str| assert_eq!(asked(TABLE, path, kind), expected);
        check("$[-1].rate", Kind::Number(None), "0.03");
        check("$[?@.region == 'eu'].rate", Kind::Number(None), "0.02");
        check("$[0].note", Kind::String, "\"a, b\"");
        check("$[*].region", Kind::List, r#"["eu","us"]"#);
        check("$[0]", Kind::Map, r#"{"region":"eu","rate":"0.02","note":"a, b"}"#);
        check("$[1].note", Kind::String, "the text is empty");
        check("$[2].rate", Kind::Number(None), "`$` has nothing at `[2]`");
        check("$[0].region", Kind::Number(None), "`eu` is no number");
        check(
            "$",
            Kind::Number(None),
            "this is a list of the table, not a cell: choose one by a path such as `$[-1].column`",
        );
        check(
            "$[*].rate",
            Kind::Number(None),
            "`$[*].rate` leads to 2 values, where one is wanted",
        );
    }

    #[test]
    fn tables_that_are_torn_are_refused() {
        let check =
            |text, expected: &str| assert_eq!(asked(text, "$[0].a", Kind::String), expected);
        check("", "the table is empty");
        check("a,a\n1,2", "two columns are called `a` (line 1, column 1)");
        check("a,b\n1", "1 cells under 2 headers (line 2, column 1)");
        let huge = format!("a,b\n{}", "1,2\n".repeat(200_001));
        check(&huge, "more than 400000 cells (line 200002, column 1)");
    }
}
