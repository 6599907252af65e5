//! Texts as times, by a layout: as strict and as lenient as Go.

use super::calendar::{self, MONTHS, WEEKDAYS};
use super::layout::{self, Field, Fraction, Offset};

/// Nanoseconds since 1970.
pub(super) fn parse(layout: &str, text: &str) -> Option<i128> {
    let mut reader = Reader { rest: text, read: Read { year: 0, ..Read::default() } };
    let mut rest = layout;
    loop {
        let (before, field, behind) = layout::next(rest);
        reader.skip(before)?;
        let Some(field) = field else {
            return if reader.rest.is_empty() { reader.read.time() } else { None };
        };
        reader.field(field, behind)?;
        rest = behind;
    }
}

#[derive(Default)]
struct Read {
    year: i64,
    month: Option<i64>,
    day: Option<i64>,
    day_of_year: Option<i64>,
    hour: i64,
    minute: i64,
    second: i64,
    fraction: i64,
    afternoon: Option<bool>,
    /// Seconds east. The last one that was read counts, Greenwich before all others.
    offset: Option<i64>,
    greenwich: bool,
}

impl Read {
    fn time(&self) -> Option<i128> {
        let hour = match self.afternoon {
            Some(true) if self.hour < 12 => self.hour + 12,
            Some(false) if self.hour == 12 => 0,
            _ => self.hour,
        };
        let days = match self.day_of_year {
            Some(day_of_year) => self.of_year(day_of_year)?,
            None => {
                let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
                if day < 1 || day > calendar::days_in(self.year, month) {
                    return None;
                }
                calendar::days(self.year, month, day)
            }
        };
        let offset = if self.greenwich { 0 } else { self.offset.unwrap_or(0) };
        let seconds = ((days * 24 + hour) * 60 + self.minute) * 60 + self.second - offset;
        Some(i128::from(seconds) * 1_000_000_000 + i128::from(self.fraction))
    }

    /// A month and a day that are there as well must be the same.
    fn of_year(&self, day_of_year: i64) -> Option<i64> {
        let first = calendar::days(self.year, 1, 1);
        let length = calendar::days(self.year + 1, 1, 1) - first;
        if !(1..=length).contains(&day_of_year) {
            return None;
        }
        let days = first + day_of_year - 1;
        let (_, month, day) = calendar::date(days);
        let same = self.month.is_none_or(|given| given == month)
            && self.day.is_none_or(|given| given == day);
        same.then_some(days)
    }
}

struct Reader<'t> {
    rest: &'t str,
    read: Read,
}

impl<'t> Reader<'t> {
    /// Text that must be there; spaces may be more or fewer.
    fn skip(&mut self, wanted: &str) -> Option<()> {
        let mut wanted = wanted;
        while let Some(first) = wanted.chars().next() {
            if first == ' ' {
                if !self.rest.is_empty() && !self.rest.starts_with(' ') {
                    return None;
                }
                wanted = wanted.trim_start_matches(' ');
                self.rest = self.rest.trim_start_matches(' ');
            } else {
                self.rest = self.rest.strip_prefix(first)?;
                wanted = wanted.strip_prefix(first)?;
            }
        }
        Some(())
    }

    fn field(&mut self, field: Field, behind: &str) -> Option<()> {
        match field {
            Field::Year => {
                let year = number(self.take(2)?)?;
                self.read.year = if year >= 69 { year + 1_900 } else { year + 2_000 };
            }
            Field::LongYear => self.read.year = number(self.take(4)?)?,
            Field::NumMonth | Field::ZeroMonth => {
                let month = self.digits(field == Field::ZeroMonth)?;
                self.read.month = Some(month).filter(|month| (1..=12).contains(month));
                self.read.month?;
            }
            Field::Month => self.read.month = Some(self.name(&MONTHS, 3)?),
            Field::LongMonth => self.read.month = Some(self.name(&MONTHS, 9)?),
            Field::Weekday => _ = self.name(&WEEKDAYS, 3)?,
            Field::LongWeekday => _ = self.name(&WEEKDAYS, 9)?,
            Field::Day | Field::UnderDay | Field::ZeroDay => {
                self.spaces(usize::from(field == Field::UnderDay));
                self.read.day = Some(self.digits(field == Field::ZeroDay)?);
            }
            Field::UnderYearDay | Field::ZeroYearDay => {
                self.spaces(if field == Field::UnderYearDay { 2 } else { 0 });
                self.read.day_of_year = Some(self.three(field == Field::ZeroYearDay)?);
            }
            Field::Zone => self.zone()?,
            Field::Offset(offset) => self.offset(offset)?,
            _ => self.clock(field, behind)?,
        }
        Some(())
    }

    fn clock(&mut self, field: Field, behind: &str) -> Option<()> {
        match field {
            Field::Hour => self.read.hour = below(24, self.digits(false)?)?,
            Field::Hour12 => self.read.hour = below(13, self.digits(false)?)?,
            Field::ZeroHour12 => self.read.hour = below(13, self.digits(true)?)?,
            Field::Minute => self.read.minute = below(60, self.digits(false)?)?,
            Field::ZeroMinute => self.read.minute = below(60, self.digits(true)?)?,
            Field::Second | Field::ZeroSecond => {
                self.read.second = below(60, self.digits(field == Field::ZeroSecond)?)?;
                // A fraction may follow although the layout has none.
                if !matches!(layout::next(behind).1, Some(Field::Fraction(_))) {
                    self.fraction();
                }
            }
            Field::UpperHalf => self.read.afternoon = Some(half(self.take(2)?, ["AM", "PM"])?),
            Field::LowerHalf => self.read.afternoon = Some(half(self.take(2)?, ["am", "pm"])?),
            Field::Fraction(Fraction { trimmed: true, .. }) => self.fraction(),
            Field::Fraction(Fraction { digits, .. }) => {
                let digits = self.take(digits.checked_add(1)?)?;
                self.read.fraction = nanoseconds(digits.strip_prefix(['.', ','])?)?;
            }
            _ => return None,
        }
        Some(())
    }

    /// However many digits there are behind a point or a comma.
    fn fraction(&mut self) {
        let Some(digits) = self.rest.strip_prefix(['.', ',']) else { return };
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (digits, rest) = digits.split_at_checked(end).unwrap_or((digits, ""));
        if let Some(fraction) = nanoseconds(digits) {
            self.read.fraction = fraction;
            self.rest = rest;
        }
    }

    fn offset(&mut self, offset: Offset) -> Option<()> {
        if offset.z && self.rest.starts_with('Z') {
            self.take(1)?;
            self.read.greenwich = true;
            return Some(());
        }
        let sign = match self.take(1)? {
            "+" => 1,
            "-" => -1,
            _ => return None,
        };
        let mut seconds = 0;
        for (part, limit) in [25, 61, 61].into_iter().enumerate() {
            let value = if part < offset.parts {
                if part > 0 && offset.colon && self.take(1)? != ":" {
                    return None;
                }
                below(limit, number(self.take(2)?)?)?
            } else {
                0
            };
            seconds = seconds * 60 + value;
        }
        self.read.offset = Some(sign * seconds);
        Some(())
    }

    /// A name says nothing of where the zone is, but for UTC; nor does `GMT+3`, in Go.
    fn zone(&mut self) -> Option<()> {
        if let Some(rest) = self.rest.strip_prefix("UTC") {
            (self.rest, self.read.greenwich) = (rest, true);
            return Some(());
        }
        let rest = self.rest;
        if let Some(behind) = rest.strip_prefix("GMT") {
            self.rest = signed(behind).unwrap_or(behind);
        } else if rest.starts_with(['+', '-']) {
            self.rest = signed(rest)?;
        } else {
            self.take(name_length(rest)?)?;
        }
        Some(())
    }

    fn take(&mut self, bytes: usize) -> Option<&'t str> {
        let (taken, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        Some(taken)
    }

    fn spaces(&mut self, most: usize) {
        for _ in 0..most {
            self.rest = self.rest.strip_prefix(' ').unwrap_or(self.rest);
        }
    }

    /// One digit or two.
    fn digits(&mut self, two: bool) -> Option<i64> {
        let count = self.rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
        if two && count < 2 { None } else { number(self.take(count)?) }
    }

    fn three(&mut self, all: bool) -> Option<i64> {
        let count = self.rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
        if all && count < 3 { None } else { number(self.take(count)?) }
    }

    /// The number of a name, from 1; of each so many letters count.
    fn name(&mut self, names: &[&str], letters: usize) -> Option<i64> {
        for (place, name) in names.iter().enumerate() {
            let name = name.get(..letters).unwrap_or(name);
            let start = self.rest.get(..name.len());
            if start.is_some_and(|start| start.eq_ignore_ascii_case(name)) {
                self.take(name.len())?;
                return i64::try_from(place + 1).ok();
            }
        }
        None
    }
}

fn number(digits: &str) -> Option<i64> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

fn below(limit: i64, number: i64) -> Option<i64> {
    (number < limit).then_some(number)
}

fn half(text: &str, [morning, afternoon]: [&str; 2]) -> Option<bool> {
    match text {
        _ if text == morning => Some(false),
        _ if text == afternoon => Some(true),
        _ => None,
    }
}

/// Nine digits count.
fn nanoseconds(digits: &str) -> Option<i64> {
    let digits = digits.get(..9).unwrap_or(digits);
    number(digits)?;
    number(&format!("{digits:0<9}"))
}

/// What is behind a sign and hours.
fn signed(text: &str) -> Option<&str> {
    let digits = text.strip_prefix(['+', '-'])?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at_checked(end)?;
    below(24, number(digits)?).map(|_| rest)
}

fn name_length(text: &str) -> Option<usize> {
    if text.starts_with("ChST") || text.starts_with("MeST") {
        return Some(4);
    }
    let letters = text.bytes().take(6).take_while(u8::is_ascii_uppercase).count();
    let ends_in_t = text.get(..letters).is_some_and(|name| name.ends_with('T'));
    match letters {
        3 => Some(3),
        4 => (ends_in_t || text.starts_with("WITA")).then_some(4),
        5 => ends_in_t.then_some(5),
        _ => None,
    }
}
