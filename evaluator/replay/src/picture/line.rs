//! A series as a line: of each column the first, least, greatest and last value.

use crate::Replay;

use super::Axis;
use super::Range;

/// A moment, nanoseconds since 1970, and the value there.
pub type Sample = (i64, f64);

/// Times and values of one series, as far as the picture goes.
#[derive(Clone, Copy, Debug)]
pub struct Line<'l> {
    times: &'l [i64],
    values: &'l [f64],
    /// The longest distance that is drawn through; nanoseconds.
    max_gap: Option<i64>,
}

impl<'l> Line<'l> {
    pub fn new(samples: &'l gonogo_series::Samples, max_gap: Option<i64>, replay: &Replay) -> Self {
        let times = samples.times();
        let start = times.partition_point(|time| *time < replay.from);
        let end = times.partition_point(|time| *time <= replay.to);
        let values = samples.values().get(start..end).unwrap_or_default();
        Self { times: times.get(start..end).unwrap_or_default(), values, max_gap }
    }

    /// `None` without samples.
    pub fn range(&self) -> Option<Range> {
        let first = *self.values.first()?;
        let widen = |range: Range, value: &f64| Range {
            low: range.low.min(*value),
            high: range.high.max(*value),
        };
        Some(self.values.iter().fold(Range { low: first, high: first }, widen))
    }

    /// The last sample, the first of the least and the first of the greatest ones.
    pub fn extremes(&self) -> Option<[Sample; 3]> {
        let samples = || self.times.iter().copied().zip(self.values.iter().copied());
        let by = |a: &Sample, b: &Sample| a.1.total_cmp(&b.1);
        let greatest = samples().reduce(|a, b| if b.1 > a.1 { b } else { a });
        Some([samples().next_back()?, samples().min_by(by)?, greatest?])
    }

    /// An SVG path in a box of this width and height; samples without a neighbour are dots.
    pub fn path(&self, axis: &Axis, range: &Range, size: (f64, f64)) -> String {
        let mut path = Path { out: String::new(), size, pen_down: false, alone: false };
        let mut cell: Option<Cell> = None;
        let mut before = None;
        for (time, value) in self.times.iter().zip(self.values) {
            let column = axis.column(*time);
            let gap = self.is_gap(before, *time);
            before = Some(*time);
            match &mut cell {
                Some(cell) if cell.column == column && !gap => cell.add(*value),
                _ => {
                    if let Some(done) = cell.take() {
                        path.cell(&done, range);
                    }
                    if gap {
                        path.lift();
                    }
                    cell = Some(Cell::new(column, axis.share(*time), *value));
                }
            }
        }
        if let Some(done) = cell {
            path.cell(&done, range);
        }
        path.lift();
        path.out
    }

    /// The least and the greatest value of each column; what was last holds up to the next
    /// sample, but not through a gap.
    pub fn cells(&self, axis: &Axis) -> Vec<Option<Range>> {
        let mut cells: Vec<Option<Range>> = vec![None; axis.columns];
        let mut before: Option<(i64, f64)> = None;
        for (time, value) in self.times.iter().zip(self.values) {
            let column = axis.column(*time);
            let joined = before.filter(|(earlier, _)| !self.is_gap(Some(*earlier), *time));
            if let Some((earlier, held)) = joined {
                let between = cells.iter_mut().take(column).skip(axis.column(earlier) + 1);
                between.for_each(|cell| *cell = Some(Range { low: held, high: held }));
            }
            if let Some(cell) = cells.get_mut(column) {
                let Range { low, high } = cell.unwrap_or(Range { low: *value, high: *value });
                *cell = Some(Range { low: low.min(*value), high: high.max(*value) });
            }
            before = Some((*time, *value));
        }
        cells
    }

    fn is_gap(&self, before: Option<i64>, time: i64) -> bool {
        let distance = before.map(|before| time.saturating_sub(before));
        distance.zip(self.max_gap).is_some_and(|(distance, longest)| distance > longest)
    }
}

/// The samples of one column.
struct Cell {
    column: usize,
    share: f64,
    /// First, least, greatest, last.
    values: [f64; 4],
}

impl Cell {
    fn new(column: usize, share: f64, value: f64) -> Self {
        Self { column, share, values: [value; 4] }
    }

    fn add(&mut self, value: f64) {
        let [_, least, greatest, last] = &mut self.values;
        *least = least.min(value);
        *greatest = greatest.max(value);
        *last = value;
    }
}

struct Path {
    out: String,
    size: (f64, f64),
    pen_down: bool,
    /// The line has a single point up to now.
    alone: bool,
}

impl Path {
    fn cell(&mut self, cell: &Cell, range: &Range) {
        let (mut before, mut is_first) = (None, true);
        for value in cell.values {
            if before == Some(value) {
                continue;
            }
            before = Some(value);
            let x = cell.share * self.size.0;
            let y = (1.0 - range.share(value)) * self.size.1;
            self.alone = !self.pen_down;
            self.out.push_str(&match (self.pen_down, is_first) {
                (false, _) => format!("M{x:.1} {y:.1}"),
                (true, true) => format!("L{x:.1} {y:.1}"),
                (true, false) => format!("V{y:.1}"),
            });
            self.pen_down = true;
            is_first = false;
        }
    }

    fn lift(&mut self) {
        if self.alone {
            self.out.push_str("h.1");
        }
        self.pen_down = false;
        self.alone = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extremes_of_a_column_are_drawn() {
        let (times, values) = ([0, 1, 2, 3, 50], [1.0, 9.0, 0.0, 4.0, 5.0]);
        let line = Line { times: &times, values: &values, max_gap: None };
        let axis = Axis { from: 0, to: 100, columns: 10 };
        let range = Range { low: 0.0, high: 10.0 };
        let path = line.path(&axis, &range, (100.0, 10.0));
        assert_eq!(path, "M0.0 9.0V10.0V1.0V6.0L50.0 5.0");
        assert_eq!(line.extremes(), Some([(50, 5.0), (2, 0.0), (1, 9.0)]));
    }

    #[test]
    fn a_value_holds_up_to_the_next_but_not_through_a_gap() {
        let line = Line {
            times: &[0, 10, 11, 30, 70],
            values: &[1.0, 2.0, 5.0, 3.0, 4.0],
            max_gap: Some(20),
        };
        let axis = Axis { from: 0, to: 100, columns: 10 };
        let shown = |cell: Option<Range>| cell.map_or((0.0, 0.0), |cell| (cell.low, cell.high));
        let cells: Vec<(f64, f64)> = line.cells(&axis).into_iter().map(shown).collect();
        let (none, one) = ((0.0, 0.0), |value: f64| (value, value));
        let start = [one(1.0), (2.0, 5.0), one(5.0), one(3.0)];
        let rest = [none, none, none, one(4.0), none, none];
        assert_eq!(cells, [&start[..], &rest].concat());
    }
}
