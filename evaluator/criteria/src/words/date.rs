//! Dates as people write them, where only one day can be meant.

use std::ops::Range;

/// A day, and the time of it where its zone is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub place: Range<usize>,
    /// `2026-01-04`
    day: String,
    /// `T03:40:00Z`
    time: Option<String>,
}

impl Found {
    /// `2026-01-04`, or `2026-01-04T03:40:00Z`.
    pub fn text(&self) -> String {
        format!("{}{}", self.day, self.time.as_deref().unwrap_or_default())
    }

    /// As RFC 3339 has it: a day without a time is its beginning in UTC.
    pub fn moment(&self) -> String {
        format!("{}{}", self.day, self.time.as_deref().unwrap_or("T00:00:00Z"))
    }
}

/// The date that the text is, and nothing else.
pub fn of(text: &str) -> Option<String> {
    let text = text.trim();
    find(text).filter(|found| found.place == (0..text.len())).map(|found| found.text())
}

/// The first date in a text.
pub fn find(text: &str) -> Option<Found> {
    if !has_year(text) {
        return None;
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = !before.is_alphanumeric() && !matches!(before, '.' | '-' | '/' | ':');
        before = c;
        if !begins || !c.is_ascii_alphanumeric() {
            continue;
        }
        let from = text.get(at..).unwrap_or_default();
        if let Some((day, length)) = day(from) {
            let (time, more) = time(from.get(length..).unwrap_or_default());
            return Some(Found { place: at..at + length + more, day, time });
        }
    }
    None
}

/// Four digits together; most texts have no date.
pub fn has_year(text: &str) -> bool {
    let mut digits = 0;
    text.bytes().any(|byte| {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        digits == 4
    })
}

/// Year, month, day.
type Day = (u32, u32, u32);

/// Reads a text from its beginning; every step says what it took.
#[derive(Clone, Copy)]
struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// So many digits.
    fn number(&mut self, digits: Range<usize>) -> Option<u32> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if !digits.contains(&length) {
            return None;
        }
        let (number, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        number.parse().ok()
    }

    fn word(&mut self) -> &'t str {
        let is_letter = |c: &char| c.is_alphabetic();
        let length: usize =
            self.rest.chars().take(12).take_while(is_letter).map(char::len_utf8).sum();
        let (word, rest) = self.rest.split_at_checked(length).unwrap_or(("", self.rest));
        self.rest = rest;
        word
    }

    fn mark(&mut self, marks: &[&str]) -> Option<()> {
        let rest = marks.iter().find_map(|mark| self.rest.strip_prefix(mark))?;
        self.rest = rest;
        Some(())
    }

    /// How much of `text` was taken, where a date may end.
    fn taken(self, text: &str) -> Option<usize> {
        let goes_on = self.rest.starts_with(|c: char| c.is_alphanumeric() && c != 'T');
        (!goes_on).then(|| text.len() - self.rest.len())
    }
}

fn day(text: &str) -> Option<(String, usize)> {
    const FORMS: [fn(&mut Reader<'_>) -> Option<Day>; 4] =
        [year_first, day_first, month_first, day_and_month];
    FORMS.iter().find_map(|form| {
        let mut reader = Reader { rest: text };
        let (year, month, day) = form(&mut reader)?;
        let length = reader.taken(text)?;
        is_day(year, month, day).then(|| (format!("{year:04}-{month:02}-{day:02}"), length))
    })
}

/// `2026-01-04`, `2026/01/04`
fn year_first(reader: &mut Reader<'_>) -> Option<Day> {
    let year = reader.number(4..5)?;
    let mark: &[&str] = if reader.rest.starts_with('-') { &["-"] } else { &["/"] };
    reader.mark(mark)?;
    let month = reader.number(2..3)?;
    reader.mark(mark)?;
    Some((year, month, reader.number(2..3)?))
}

/// `4.1.2026`, `04. 01. 2026`; with strokes either number may be the month.
fn day_first(reader: &mut Reader<'_>) -> Option<Day> {
    let day = reader.number(1..3)?;
    reader.mark(&[". ", "."])?;
    let month = reader.number(1..3)?;
    reader.mark(&[". ", "."])?;
    Some((reader.number(4..5)?, month, day))
}

/// `Jan 4, 2026`, `January 4th 2026`
fn month_first(reader: &mut Reader<'_>) -> Option<Day> {
    let month = month(reader.word())?;
    reader.mark(&[". ", " "])?;
    let day = reader.number(1..3)?;
    let _ = reader.mark(&["st", "nd", "rd", "th"]);
    reader.mark(&[", ", " ", ","])?;
    Some((reader.number(4..5)?, month, day))
}

/// `4 January 2026`, `4. Januar 2026`
fn day_and_month(reader: &mut Reader<'_>) -> Option<Day> {
    let day = reader.number(1..3)?;
    let _ = reader.mark(&["st", "nd", "rd", "th"]);
    reader.mark(&[". ", " ", "-"])?;
    let month = month(reader.word())?;
    reader.mark(&[", ", ". ", " ", "-"])?;
    Some((reader.number(4..5)?, month, day))
}

fn month(word: &str) -> Option<u32> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const GERMAN: [&str; 12] = [
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ];
    let word = word.to_lowercase();
    let is_name = |name: &&str| word.chars().count() >= 3 && name.starts_with(&word);
    let at = [ENGLISH, GERMAN].iter().find_map(|names| names.iter().position(is_name))?;
    u32::try_from(at + 1).ok()
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1970..2100).contains(&year) && (1..=days).contains(&day)
}

/// After a day: `T03:40:00Z`, ` 03:40 UTC`, ` 03:40+01:00`, and the length of it. A time whose
/// zone is not said could be any of a day's.
fn time(text: &str) -> (Option<String>, usize) {
    let mut reader = Reader { rest: text };
    let found = clock(&mut reader).and_then(|clock| Some((clock, zone(&mut reader)?)));
    match (found, reader.taken(text)) {
        (Some((clock, zone)), Some(length)) => (Some(format!("T{clock}{zone}")), length),
        (Some(_) | None, _) => (None, 0),
    }
}

fn clock(reader: &mut Reader<'_>) -> Option<String> {
    reader.mark(&["T", ", ", " at ", " "])?;
    let hour = reader.number(1..3)?;
    reader.mark(&[":"])?;
    let minute = reader.number(2..3)?;
    let second = match reader.mark(&[":"]) {
        Some(()) => reader.number(2..3)?,
        None => 0,
    };
    let is_time = hour < 24 && minute < 60 && second < 60;
    is_time.then(|| format!("{hour:02}:{minute:02}:{second:02}"))
}

fn zone(reader: &mut Reader<'_>) -> Option<String> {
    if reader.mark(&["Z", " UTC", " GMT", " Z"]).is_some() {
        return Some("Z".to_owned());
    }
    let _ = reader.mark(&[" "]);
    let sign = if reader.rest.starts_with('-') { '-' } else { '+' };
    reader.mark(&["+", "-"])?;
    let hours = reader.number(2..3)?;
    reader.mark(&[":"])?;
    let minutes = reader.number(2..3)?;
    (hours < 15 && minutes < 60).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(find(text).map(|found| found.text()).as_deref(), expected, "{text}");
        };
        for text in [
            "2026-01-04",
            "(2026/01/04)",
            "due 4.1.2026.",
            "04. 01. 2026",
            "Jan 4, 2026",
            "Sunday, January 4th 2026",
            "4 January 2026",
            "4. Januar 2026",
            "4-Jan-2026",
            "2026-01-04 03:40",
            "2026-01-04 25:00 UTC",
            "Sept. 2026-01-04",
        ] {
            check(text, Some("2026-01-04"));
        }
        check("2026-01-04T03:40:00Z", Some("2026-01-04T03:40:00Z"));
        check("on 2026-01-04 3:40 UTC by", Some("2026-01-04T03:40:00Z"));
        check("4 March 2026 at 12:05 +01:00", Some("2026-03-04T12:05:00+01:00"));
        check("4. März 2026", Some("2026-03-04"));
        for text in [
            "",
            "01/04/2026",
            "2026-13-01",
            "2026-02-29",
            "v2026-01-041",
            "1.2.3",
            "10.1.2026.5.1",
            "06:00 UTC",
            "YYYY-MM-DD",
            "2026-1-4",
            "12026-01-04",
            "mayor 4, 2026",
            "🟡 2026",
        ] {
            check(text, if text == "10.1.2026.5.1" { Some("2026-01-10") } else { None });
        }
        assert_eq!(find("2026-01-04").unwrap().moment(), "2026-01-04T00:00:00Z");
        assert_eq!(of(" 2026-01-04 "), Some("2026-01-04".to_owned()));
        assert_eq!(of("2026-01-04 or so"), None);
    }
}
