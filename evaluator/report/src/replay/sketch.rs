//! Series as rows of blocks, with the time below them: pictures for a terminal.

use anstyle::Style;
use gonogo_replay::picture::words::counted;
use gonogo_replay::picture::{self, Axis, Range};

use super::super::paint::{BOLD, CYAN, DIM, RED, YELLOW, clipped, paint, printable, wrapped};
use super::chart::{Chart, Drawn, Limit};
use super::value_text;

/// Facts that are drawn, and series of one of them.
const CHARTS: usize = 8;
const SERIES: usize = 6;
/// Lines of a series that is alone, each of eight steps; of several each has one.
const ROWS: usize = 2;
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Characters of a name.
const LETTERS: usize = 36;
/// Columns between marks of the time.
const MARKS: usize = 12;

/// Each series that rules read: its values, and where these rules failed.
pub(super) fn series(charts: &[Chart<'_>], axis: &Axis, out: &mut String) {
    for chart in charts.iter().take(CHARTS) {
        block(chart, axis, out);
        out.push('\n');
    }
    let more = charts.len().saturating_sub(CHARTS);
    if more > 0 {
        out.push_str(&format!("… and {} more that rules read\n\n", counted(more, "fact")));
    }
}

/// What the lines below the series mean, as far as there are any.
pub(super) fn marks(charts: &[Chart<'_>]) -> Vec<(Style, char, &'static str)> {
    let levels = || charts.iter().flat_map(|chart| &chart.shades).map(|run| run.level);
    let names = [(3, "no-go"), (4, "rollback"), (2, "warning"), (1, "not determined")];
    let shown = names.into_iter().filter(|(level, _)| levels().any(|one| one == *level));
    shown.map(|(level, name)| (look(level).0, look(level).1, name)).collect()
}

fn look(shade: u8) -> (Style, char) {
    match shade {
        1 => (DIM, '?'),
        2 => (CYAN, '┄'),
        3 => (YELLOW, '─'),
        4 => (RED, '━'),
        _ => (Style::new(), ' '),
    }
}

fn block(chart: &Chart<'_>, axis: &Axis, out: &mut String) {
    let shades = levels(chart, axis.columns);
    let name = clipped(&printable(chart.name), LETTERS);
    let limits: Vec<String> =
        chart.limits.iter().map(|limit| value_text(limit.value, chart.unit)).collect();
    let limits = match limits.as_slice() {
        [] => String::new(),
        [one] => format!("limit {one}"),
        several => format!("limits {}", several.join(", ")),
    };
    let at = name.chars().count() + 2;
    let name = paint(BOLD, &name);
    match chart.lines.as_slice() {
        [only] if only.label.is_empty() => {
            let dot = if limits.is_empty() { "" } else { " · " };
            let said = format!("{}{dot}{limits}", extent(chart, only));
            out.push_str(&format!("{name}  {}\n", wrapped(&said, at)));
            out.push_str(&values(chart, only, axis, Some(&shades)));
        }
        several => {
            out.push_str(format!("{name}  {}", wrapped(&limits, at)).trim_end());
            out.push('\n');
            for drawn in several.iter().take(SERIES) {
                let label = printable(&drawn.label);
                out.push_str(&format!(
                    "{}\n",
                    paint(DIM, &format!("{label}  {}", extent(chart, drawn)))
                ));
                out.push_str(&values(chart, drawn, axis, None));
            }
            let more = several.len().saturating_sub(SERIES) + chart.left_out;
            if more > 0 {
                out.push_str(&format!("… and {more} more series\n"));
            }
        }
    }
    if shades.iter().any(|shade| *shade > 0) {
        let line = shades.iter().map(|shade| look(*shade));
        out.push_str(&painted(line));
    }
}

/// From the least to the greatest value.
fn extent(chart: &Chart<'_>, drawn: &Drawn<'_>) -> String {
    match drawn.line.range() {
        None => "no samples".to_owned(),
        Some(Range { low, high }) if low == high => value_text(low, chart.unit),
        Some(Range { low, high }) => {
            format!("{} to {}", value_text(low, None), value_text(high, chart.unit))
        }
    }
}

fn levels(chart: &Chart<'_>, columns: usize) -> Vec<u8> {
    let mut levels = vec![0; columns];
    for run in &chart.shades {
        levels.iter_mut().take(run.to).skip(run.from).for_each(|level| *level = run.level);
    }
    levels
}

/// Of each column the value that is nearest to failing, where that is to be told by the limits.
fn values(chart: &Chart<'_>, drawn: &Drawn<'_>, axis: &Axis, shades: Option<&[u8]>) -> String {
    let rows = if shades.is_some() { ROWS } else { 1 };
    let cells = drawn.line.cells(axis);
    let shown: fn(&Range) -> f64 =
        if keeps_above_limits(chart, &cells) { |cell| cell.low } else { |cell| cell.high };
    let height = |cell: &Range| step(&chart.range, shown(cell), rows);
    let steps: Vec<usize> = cells.iter().map(|cell| cell.as_ref().map_or(0, height)).collect();
    let line = |row: usize| {
        let cells = steps.iter().enumerate().map(|(column, step)| {
            let eighths = step.saturating_sub(row * 8).min(8);
            let shade = shades.and_then(|shades| shades.get(column)).copied().unwrap_or(0);
            (look(shade).0, BLOCKS.get(eighths).copied().unwrap_or(' '))
        });
        painted(cells)
    };
    (0..rows).rev().map(line).collect()
}

/// Most of the time it is above all of its limits, as what must not fall is.
fn keeps_above_limits(chart: &Chart<'_>, cells: &[Option<Range>]) -> bool {
    let filled = cells.iter().flatten().count();
    let is_floor = |limit: &Limit| {
        cells.iter().flatten().filter(|cell| cell.high > limit.value).count() * 2 > filled
    };
    !chart.limits.is_empty() && chart.limits.iter().all(is_floor)
}

/// At least one, so that a value of nothing differs from no value.
fn step(range: &Range, value: f64, rows: usize) -> usize {
    ((range.share(value) * (rows * 8) as f64).round() as usize).max(1)
}

/// A line, without what is blank at its end.
fn painted(cells: impl Iterator<Item = (Style, char)>) -> String {
    let mut runs: Vec<(Style, String)> = Vec::new();
    for (style, sign) in cells {
        let style = if sign == ' ' { Style::new() } else { style };
        match runs.last_mut() {
            Some((last, text)) if *last == style => text.push(sign),
            _ => runs.push((style, sign.to_string())),
        }
    }
    let blank = |text: &str| text.trim_end().is_empty();
    while runs.last().is_some_and(|(_, text)| blank(text)) {
        runs.pop();
    }
    let count = runs.len();
    let text = runs.iter().enumerate().map(|(at, (style, text))| {
        let text = if at + 1 == count { text.trim_end() } else { text };
        if *style == Style::new() { text.to_owned() } else { paint(*style, text) }
    });
    format!("{}\n", text.collect::<String>())
}

/// Marks of the time in UTC, as many as there is room for.
pub(super) fn time(axis: &Axis, out: &mut String) {
    const ZONE: &str = " UTC";
    let ticks = picture::times(axis, (axis.columns / MARKS).max(2));
    let mut line = vec!['─'; axis.columns];
    let mut names = vec![' '; axis.columns.saturating_sub(ZONE.len())];
    let mut free = 0;
    for tick in ticks {
        let column =
            ((tick.share * axis.columns as f64) as usize).min(axis.columns.saturating_sub(1));
        let length = tick.label.chars().count();
        let start = column.saturating_sub(length / 2);
        if let Some(place) = line.get_mut(column) {
            *place = '┬';
        }
        if start < free || start + length > names.len() {
            continue;
        }
        for (place, letter) in names.iter_mut().skip(start).zip(tick.label.chars()) {
            *place = letter;
        }
        free = start + length + 1;
    }
    let line: String = line.into_iter().collect();
    let names: String = names.into_iter().collect();
    out.push_str(&format!("{}\n{}\n", paint(DIM, &line), paint(DIM, &format!("{names}{ZONE}"))));
}
