//! Layouts of Go: Monday the 2nd of January 2006, 15:04:05 MST, written as one likes it.

/// What a part of a layout stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Year,
    LongYear,
    NumMonth,
    ZeroMonth,
    Month,
    LongMonth,
    Weekday,
    LongWeekday,
    Day,
    UnderDay,
    ZeroDay,
    UnderYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    UpperHalf,
    LowerHalf,
    Zone,
    Offset(Offset),
    Fraction(Fraction),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Offset {
    /// `Z` for Greenwich.
    pub(super) z: bool,
    pub(super) colon: bool,
    /// Hours, minutes, seconds: how many of them.
    pub(super) parts: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    pub(super) digits: usize,
    /// Without zeros at the end.
    pub(super) trimmed: bool,
    pub(super) separator: char,
}

const fn offset(z: bool, colon: bool, parts: usize) -> Field {
    Field::Offset(Offset { z, colon, parts })
}

/// The first that fits is meant.
const FIELDS: &[(&str, Field)] = &[
    ("January", Field::LongMonth),
    ("Jan", Field::Month),
    ("Monday", Field::LongWeekday),
    ("Mon", Field::Weekday),
    ("MST", Field::Zone),
    ("01", Field::ZeroMonth),
    ("002", Field::ZeroYearDay),
    ("02", Field::ZeroDay),
    ("03", Field::ZeroHour12),
    ("04", Field::ZeroMinute),
    ("05", Field::ZeroSecond),
    ("06", Field::Year),
    ("15", Field::Hour),
    ("1", Field::NumMonth),
    ("2006", Field::LongYear),
    ("2", Field::Day),
    ("_2", Field::UnderDay),
    ("__2", Field::UnderYearDay),
    ("3", Field::Hour12),
    ("4", Field::Minute),
    ("5", Field::Second),
    ("PM", Field::UpperHalf),
    ("pm", Field::LowerHalf),
    ("-070000", offset(false, false, 3)),
    ("-07:00:00", offset(false, true, 3)),
    ("-0700", offset(false, false, 2)),
    ("-07:00", offset(false, true, 2)),
    ("-07", offset(false, false, 1)),
    ("Z070000", offset(true, false, 3)),
    ("Z07:00:00", offset(true, true, 3)),
    ("Z0700", offset(true, false, 2)),
    ("Z07:00", offset(true, true, 2)),
    ("Z07", offset(true, false, 1)),
];

/// The text before the first field, that field, and the rest of the layout.
pub(super) fn next(layout: &str) -> (&str, Option<Field>, &str) {
    for (place, _) in layout.char_indices() {
        let Some((before, rest)) = layout.split_at_checked(place) else { continue };
        if let Some((field, rest)) = field(rest) {
            return (before, Some(field), rest);
        }
    }
    (layout, None, "")
}

fn field(text: &str) -> Option<(Field, &str)> {
    // An underscore and a year.
    if text.starts_with("_2006") {
        return None;
    }
    if let Some(rest) = text.strip_prefix(['.', ',']) {
        return fraction(text, rest);
    }
    let fits = |(start, field): &(&str, Field)| {
        let rest = text.strip_prefix(start)?;
        let short = matches!(field, Field::Month | Field::Weekday);
        let goes_on = rest.starts_with(|c: char| c.is_ascii_lowercase());
        (!(short && goes_on)).then_some((*field, rest))
    };
    FIELDS.iter().find_map(fits)
}

fn fraction<'l>(text: &str, rest: &'l str) -> Option<(Field, &'l str)> {
    let digit = rest.chars().next().filter(|c| matches!(c, '0' | '9'))?;
    let behind = rest.trim_start_matches(digit);
    if behind.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let separator = text.chars().next().unwrap_or('.');
    let digits = rest.len().saturating_sub(behind.len());
    Some((Field::Fraction(Fraction { digits, trimmed: digit == '9', separator }), behind))
}
