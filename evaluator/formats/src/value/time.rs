//! Times as text: RFC 3339, checked and written.

/// Date, `T` or a blank, time, fraction, offset: as a snapshot takes it.
pub(super) fn is_rfc3339(text: &str) -> bool {
    checked(text).is_some()
}

fn checked(text: &str) -> Option<()> {
    let mut rest = text;
    let year = digits(&mut rest, 4)?;
    skip(&mut rest, &['-'])?;
    let month = digits(&mut rest, 2)?;
    skip(&mut rest, &['-'])?;
    let day = digits(&mut rest, 2)?;
    skip(&mut rest, &['T', 't', ' '])?;
    let hour = digits(&mut rest, 2)?;
    skip(&mut rest, &[':'])?;
    let minute = digits(&mut rest, 2)?;
    skip(&mut rest, &[':'])?;
    let second = digits(&mut rest, 2)?;
    let valid = (1..=days_of(year, month)?).contains(&day) && hour < 24 && minute < 60;
    // A leap second has no place in a count of seconds.
    if !valid || second > 59 {
        return None;
    }
    if skip(&mut rest, &['.']).is_some() {
        let fraction = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest = rest.get(fraction..).filter(|_| fraction > 0)?;
    }
    offset(rest)
}

fn offset(mut rest: &str) -> Option<()> {
    if matches!(rest, "Z" | "z") {
        return Some(());
    }
    skip(&mut rest, &['+', '-'])?;
    let hours = digits(&mut rest, 2)?;
    skip(&mut rest, &[':'])?;
    let minutes = digits(&mut rest, 2)?;
    (rest.is_empty() && hours < 24 && minutes < 60).then_some(())
}

fn digits(rest: &mut &str, count: usize) -> Option<u32> {
    let (number, after) = rest.split_at_checked(count)?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    *rest = after;
    number.parse().ok()
}

fn skip(rest: &mut &str, one_of: &[char]) -> Option<()> {
    *rest = rest.strip_prefix(one_of)?;
    Some(())
}

fn days_of(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

/// Seconds since 1970 as text in UTC; `None` outside of the years 0 to 9999.
pub(crate) fn rfc3339(seconds: i64) -> Option<String> {
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days are counted from the first of March of the year 0, in eras of 400 years, so that the
    // day that a leap year has more is the last one.
    let days = days.checked_add(719_468)?;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era.checked_mul(400)? + i64::from(month <= 2);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    (0..=9_999)
        .contains(&year)
        .then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_checked_to_the_day() {
        let good = [
            "2026-01-04T03:40:00Z",
            "2024-02-29 23:59:59.999999999+14:00",
            "2000-02-29t00:00:00z",
            "2026-12-31T00:00:00-05:30",
        ];
        for text in good {
            assert!(is_rfc3339(text), "{text}");
        }
        let bad = [
            "",
            "2026-01-04",
            "2026-01-04T03:40:00",
            "2026-01-04T03:40Z",
            "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-04T24:00:00Z",
            "2026-01-04T03:60:00Z",
            "2026-01-04T03:40:60Z",
            "2026-01-04T03:40:00.Z",
            "2026-01-04T03:40:00+1:00",
            "2026-01-04T03:40:00+01:00x",
            "2026-01-0üT03:40:00Z",
            "+026-01-04T03:40:00Z",
        ];
        for text in bad {
            assert!(!is_rfc3339(text), "{text}");
        }
    }

    #[test]
    fn seconds_become_dates() {
        let check = |seconds, expected: &str| {
            assert_eq!(rfc3339(seconds).as_deref(), Some(expected), "{seconds}");
        };
        check(0, "1970-01-01T00:00:00Z");
        check(-1, "1969-12-31T23:59:59Z");
        check(951_782_400, "2000-02-29T00:00:00Z");
        check(1_767_498_000, "2026-01-04T03:40:00Z");
        check(4_102_444_799, "2099-12-31T23:59:59Z");
        check(253_402_300_799, "9999-12-31T23:59:59Z");
        assert_eq!(rfc3339(253_402_300_800), None);
        assert_eq!(rfc3339(i64::MAX), None);
    }
}
