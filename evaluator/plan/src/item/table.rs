//! Tables with boxes: a row is an item, or several if it has several boxes.

use gonogo_criteria::words::date;

use super::{Item, State};
use crate::limits::cut_owned;
use crate::markdown::{Row, Table};
use crate::words::annotation::{self, person};
use crate::words::checkbox::{is_not_applicable, mark};
use crate::words::title::{folded, tidy};

const TEXTS: &[&str] = &[
    "task",
    "item",
    "check",
    "step",
    "activity",
    "action",
    "what",
    "requirement",
    "criterion",
    "test",
    "description",
    "aufgabe",
    "schritt",
    "prüfung",
];
const OWNERS: &[&str] = &[
    "owner",
    "assignee",
    "assigned to",
    "responsible",
    "who",
    "dri",
    "verantwortlich",
    "zuständig",
    "wer",
];
const DUES: &[&str] =
    &["due", "due date", "deadline", "by", "by when", "date", "until", "fällig", "bis", "frist"];

/// In the order of rows.
pub(crate) fn items(table: &Table<'_>) -> Vec<Item> {
    let header = &table.titles;
    let boxed = boxed_columns(table);
    let columns = Columns {
        text: position(header, TEXTS),
        owner: position(header, OWNERS),
        due: position(header, DUES),
    };
    let mut items = Vec::new();
    for row in &table.rows {
        if boxed.is_empty() {
            items.extend(inside(row, &columns));
        }
        // Once for a row: there may be thousands of columns.
        let Some(text) = text(row, &columns, &boxed) else { continue };
        for column in &boxed {
            let name = (boxed.len() > 1).then(|| tidy(title(table, *column)));
            let text = name.map_or(text.clone(), |name| format!("{text} ({name})"));
            items.push(columns.item(row, &text, state(row.cell(*column))));
        }
    }
    items
}

struct Columns {
    text: Option<usize>,
    owner: Option<usize>,
    due: Option<usize>,
}

impl Columns {
    fn item(&self, row: &Row<'_>, text: &str, state: State) -> Item {
        let said = annotation::read(tidy(text));
        let cell = |column: Option<usize>| column.map(|column| tidy(row.cell(column)));
        Item {
            text: cut_owned(said.text),
            state,
            section: None,
            line: row.number,
            owner: cell(self.owner).and_then(|name| person(&name)).or(said.owner),
            due: cell(self.due).and_then(|text| date::of(&text)).or(said.due),
        }
    }
}

fn position(header: &[String], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| header.iter().position(|title| title == name))
}

fn title<'r>(table: &'r Table<'_>, column: usize) -> &'r str {
    table.header.get(column).map_or("", |title| title)
}

/// Columns in which some cell is a box and nothing else.
fn boxed_columns(table: &Table<'_>) -> Vec<usize> {
    let is_box = |cell: &str| mark(cell).is_some_and(|m| m.kind.is_certain() && m.rest.is_empty());
    let has_box = |column: &usize| table.rows.iter().any(|row| is_box(row.cell(*column)));
    (0..table.header.len()).filter(has_box).collect()
}

/// Of a cell in a column of boxes. Only a tick, or a word for it, is done.
fn state(cell: &str) -> State {
    const DONE: [&str; 8] = ["x", "yes", "done", "ok", "complete", "completed", "ja", "erledigt"];
    match mark(cell) {
        Some(mark) => mark.state,
        None if is_not_applicable(cell) => State::NotApplicable,
        None if DONE.contains(&folded(cell).as_str()) => State::Done,
        None => State::Open,
    }
}

/// The named column, or the first that is more than a number.
fn text(row: &Row<'_>, columns: &Columns, boxed: &[usize]) -> Option<String> {
    // Columns of boxes are in order.
    let is_text = |column: &usize| {
        boxed.binary_search(column).is_err() && row.cell(*column).contains(char::is_alphabetic)
    };
    let first = || (0..row.cells.len()).find(is_text);
    let column = columns.text.filter(is_text).or_else(first)?;
    Some(row.cell(column).to_owned())
}

/// Items written into cells: the lines of a cell that begin with a box.
fn inside(row: &Row<'_>, columns: &Columns) -> Vec<Item> {
    let lines = row.cells.iter().flat_map(|cell| cell.lines());
    let boxed = lines.filter_map(|line| {
        let mark = mark(line).filter(|mark| mark.kind.is_certain() && !mark.rest.is_empty())?;
        (!super::is_choice(line)).then(|| columns.item(row, mark.rest, mark.state))
    });
    boxed.collect()
}

#[cfg(test)]
mod tests {
    use crate::read;

    /// In the square of the columns it would take minutes.
    #[test]
    fn a_table_of_thousands_of_columns_of_boxes_is_read() {
        let columns = 20_000;
        let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(columns));
        let text = format!("{}{}{}", row("a"), row("---"), row("[ ]"));
        assert_eq!(read(&text).items.len(), 0);
    }
}
