//! Intervals in ISO 8601, as durations.

/// `P1DT2H3M4.5S` as `93784.5s`. A day has 24 hours; months have no length.
pub(super) fn read(text: &str) -> Result<String, &'static str> {
    const UNREADABLE: &str = "cannot be read";
    let rest = text.strip_prefix('P').ok_or(UNREADABLE)?;
    let (date, time) = rest.split_once('T').unwrap_or((rest, ""));
    let mut micros: i128 = 0;
    for (part, units) in [(date, DATE), (time, TIME)] {
        let mut rest = part;
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_ascii_alphabetic()).ok_or(UNREADABLE)?;
            let (number, behind) = rest.split_at(end);
            let unit = behind.chars().next().ok_or(UNREADABLE)?;
            rest = behind.get(1..).ok_or(UNREADABLE)?;
            let number = in_micros(number).ok_or(UNREADABLE)?;
            let known = units.iter().find(|(name, _)| *name == unit);
            match known.map(|(_, seconds)| *seconds).ok_or(UNREADABLE)? {
                Some(seconds) => micros += number * seconds,
                None if number == 0 => {}
                None => return Err("has months, whose length is not fixed: subtract two times"),
            }
        }
    }
    if micros < 0 {
        return Err("is negative: a duration is not");
    }
    let (seconds, rest) = (micros / MICROS, micros % MICROS);
    let fraction = format!("{rest:06}");
    match fraction.trim_end_matches('0') {
        "" => Ok(format!("{seconds}s")),
        fraction => Ok(format!("{seconds}.{fraction}s")),
    }
}

const MICROS: i128 = 1_000_000;
/// Seconds of a unit; none for those without a length.
type Units = &'static [(char, Option<i128>)];
const DATE: Units = &[('Y', None), ('M', None), ('W', Some(604_800)), ('D', Some(86_400))];
const TIME: Units = &[('H', Some(3_600)), ('M', Some(60)), ('S', Some(1))];

fn in_micros(text: &str) -> Option<i128> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain(whole) || !is_plain(fraction) || fraction.len() > 6 || whole.len() > 12 {
        return None;
    }
    let fraction: i128 = format!("{fraction:0<6}").parse().ok()?;
    let micros = whole.parse::<i128>().ok()? * MICROS + fraction;
    Some(if is_negative { -micros } else { micros })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_durations() {
        let check = |text: &str, expected: Result<&str, &str>| {
            assert_eq!(read(text).as_deref().map_err(|problem| *problem), expected, "{text}");
        };
        check("PT0S", Ok("0s"));
        check("P1DT2H3M4.5S", Ok("93784.5s"));
        check("PT-1M61.000001S", Ok("1.000001s"));
        check("P1DT-1H", Ok("82800s"));
        check("PT-5S", Err("is negative: a duration is not"));
        let months = Err("has months, whose length is not fixed: subtract two times");
        check("P1M", months);
        check("P1Y2DT1S", months);
        check("P", Ok("0s"));
        for odd in ["", "1 day", "P1", "PT1X", "PT1.1234567S", "PTS", "PT1.S", "infinity"] {
            check(odd, Err("cannot be read"));
        }
    }
}
