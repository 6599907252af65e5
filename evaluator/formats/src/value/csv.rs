//! One cell of a CSV table with a header: RFC 4180, with `,` between the cells.

use serde_json::Value;

use super::{Kind, of_text};
use crate::error::{FormatError, shown};
use crate::nearest::nearest;

const COLUMNS: usize = 1_000;
const ROWS: usize = 1_000_000;

/// Which row is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The table has no other.
    Only,
    Last,
    /// The only one whose cell in this column is this text.
    Where {
        column: String,
        equals: String,
    },
}

/// Which cell is meant; the column by its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub column: String,
    pub row: Row,
}

/// The cell without the blanks around it, converted to the type. Every row must have as many
/// cells as the header.
pub fn read(text: &str, cell: &Cell, kind: Kind) -> Result<Value, FormatError> {
    let mut table = Table { rest: text.strip_prefix('\u{feff}').unwrap_or(text), line: 1 };
    let header = table.row()?.ok_or_else(|| FormatError::new("the table is empty"))?.cells;
    let wanted = position(&header, &cell.column)?;
    let condition = match &cell.row {
        Row::Only | Row::Last => None,
        Row::Where { column, equals } => Some((position(&header, column)?, equals)),
    };
    let mut found: Option<Cells> = None;
    let mut rows: usize = 0;
    while let Some(row) = table.row()? {
        rows = rows.saturating_add(1);
        if row.cells.len() != header.len() || rows > ROWS {
            return Err(uneven(&row, header.len()));
        }
        let fits = condition.is_none_or(|(at, equals)| row.cells.get(at) == Some(equals));
        if fits && found.is_some() && cell.row != Row::Last {
            return Err(FormatError::on_line(row.line, "a second row; say which one is meant"));
        }
        found = if fits { Some(row) } else { found };
    }
    let found = found.ok_or_else(|| no_row(&cell.row))?;
    let text = found.cells.get(wanted).map_or("", String::as_str);
    of_text(text, kind).map_err(|error| {
        FormatError::on_line(found.line, error.message).within(&shown(&cell.column))
    })
}

fn uneven(row: &Cells, columns: usize) -> FormatError {
    let found = row.cells.len();
    FormatError::on_line(
        row.line,
        match found == columns {
            true => format!("more than {ROWS} rows"),
            false => format!("{found} cells under {columns} headers"),
        },
    )
}

fn no_row(row: &Row) -> FormatError {
    FormatError::new(match row {
        Row::Only | Row::Last => "no row below the header".to_owned(),
        Row::Where { column, equals } => {
            format!("no row whose `{}` is `{}`", shown(column), shown(equals))
        }
    })
}

fn position(header: &[String], column: &str) -> Result<usize, FormatError> {
    let mut places = header.iter().enumerate().filter(|(_, name)| *name == column);
    match (places.next(), places.next()) {
        (Some((at, _)), None) => Ok(at),
        (Some(_), Some(_)) => {
            Err(FormatError::on_line(1, format!("two columns are called `{}`", shown(column))))
        }
        (None, _) => {
            let near = nearest(column, header.iter().map(String::as_str));
            let near = near.map_or(String::new(), |near| format!("; there is `{}`", shown(near)));
            Err(FormatError::on_line(1, format!("no column `{}`{near}", shown(column))))
        }
    }
}

struct Cells {
    line: usize,
    cells: Vec<String>,
}

struct Table<'a> {
    rest: &'a str,
    line: usize,
}

impl Table<'_> {
    /// The next row that is not blank.
    fn row(&mut self) -> Result<Option<Cells>, FormatError> {
        loop {
            if self.rest.is_empty() {
                return Ok(None);
            }
            let line = self.line;
            let cells = self.cells()?;
            if cells.len() > 1 || cells.iter().any(|cell| !cell.is_empty()) {
                return Ok(Some(Cells { line, cells }));
            }
        }
    }

    fn cells(&mut self) -> Result<Vec<String>, FormatError> {
        let mut cells = Vec::new();
        loop {
            if cells.len() >= COLUMNS {
                let message = format!("more than {COLUMNS} cells in a row");
                return Err(FormatError::on_line(self.line, message));
            }
            cells.push(self.cell()?);
            if let Some(rest) = self.rest.strip_prefix(',') {
                self.rest = rest;
                continue;
            }
            let ended = self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix('\n'));
            self.line = self.line.saturating_add(1);
            self.rest = ended.unwrap_or_default();
            return Ok(cells);
        }
    }

    fn cell(&mut self) -> Result<String, FormatError> {
        let Some(quoted) = self.rest.strip_prefix('"') else {
            let end = self.rest.find([',', '\n']).unwrap_or(self.rest.len());
            let (mut cell, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
            if let (Some(bare), true) = (cell.strip_suffix('\r'), !rest.starts_with(',')) {
                cell = bare;
            }
            self.rest = rest;
            return Ok(cell.trim().to_owned());
        };
        self.rest = quoted;
        self.quoted()
    }

    fn quoted(&mut self) -> Result<String, FormatError> {
        let mut cell = String::new();
        let start = self.line;
        loop {
            let unclosed = || FormatError::on_line(start, "a quoted cell does not end");
            let (part, rest) = self.rest.split_once('"').ok_or_else(unclosed)?;
            cell.push_str(part);
            let lines = part.bytes().filter(|byte| *byte == b'\n').count();
            self.line = self.line.saturating_add(lines);
            self.rest = rest;
            let Some(rest) = rest.strip_prefix('"') else {
                break;
            };
            cell.push('"');
            self.rest = rest;
        }
        if self.rest.is_empty()
            || self.rest.starts_with([',', '\n'])
            || self.rest.starts_with("\r\n")
        {
            return Ok(cell);
        }
        Err(FormatError::on_line(self.line, "text after the closing quote of a cell"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "time,region,\"error \"\"rate\"\"\",note\r\n\
        2026-01-04T03:39:00Z,eu, 0.02 ,\"two\nlines, one cell\"\r\n\
        2026-01-04T03:40:00Z,us,0.03,\r\n\r\n";

    fn cell(column: &str, row: Row) -> Cell {
        Cell { column: column.to_owned(), row }
    }

    fn region(equals: &str) -> Row {
        Row::Where { column: "region".to_owned(), equals: equals.to_owned() }
    }

    #[test]
    fn cells_are_found() {
        let check = |column, row, kind, expected: &str| {
            let value = read(TABLE, &cell(column, row), kind).unwrap();
            assert_eq!(value.to_string(), expected);
        };
        check("error \"rate\"", region("eu"), Kind::Number(None), "0.02");
        check("error \"rate\"", Row::Last, Kind::Number(None), "0.03");
        check("note", region("eu"), Kind::String, "\"two\\nlines, one cell\"");
        check("time", Row::Last, Kind::Timestamp, "\"2026-01-04T03:40:00Z\"");
        let single = read("n\n5", &cell("n", Row::Only), Kind::Number(None));
        assert_eq!(single.unwrap(), 5);
    }

    #[track_caller]
    fn refused(text: &str, cell: &Cell, message: &str) {
        let error = read(text, cell, Kind::Number(None)).unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
    }

    #[test]
    fn what_is_missing_or_torn_is_refused() {
        let n = cell("n", Row::Only);
        refused("", &n, "the table is empty");
        refused("n\n", &n, "no row below the header");
        refused("n\n1\n2\n", &n, "a second row; say which one is meant (line 3, column 1)");
        refused("m,nn\n1,2", &n, "no column `n`; there is `m` (line 1, column 1)");
        refused("n,n\n1,2", &n, "two columns are called `n` (line 1, column 1)");
        refused("n,m\n1", &n, "1 cells under 2 headers (line 2, column 1)");
        refused("n\n\"1", &n, "a quoted cell does not end (line 2, column 1)");
        refused("n\n\"1\"2", &n, "text after the closing quote of a cell (line 2, column 1)");
        refused("n,m\n,1", &n, "n: the text is empty (line 2, column 1)");
        refused("n\nfast", &n, "n: `fast` is no number (line 2, column 1)");
        refused(TABLE, &cell("time", region("asia")), "no row whose `region` is `asia`");
        refused(TABLE, &cell("region", Row::Last), "region: `us` is no number (line 4, column 1)");
    }
}
