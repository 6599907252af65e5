//! Dates of HTTP, and how long a server asks to wait.

use std::time::Duration;

use gonogo_cel::time::Timestamp;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Retry-After`: seconds, or a date such as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(super) fn wait(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let seconds = date(text)?.seconds().saturating_sub(now.seconds());
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

pub(super) fn date(text: &str) -> Option<Timestamp> {
    let mut words = text.split_ascii_whitespace();
    let (_, day, month, year, time, zone) =
        (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)?.checked_add(1)?;
    let at = Timestamp::parse(&format!("{year}-{month:02}-{day}T{time}Z"))?;
    (zone == "GMT").then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        let now = Timestamp::parse("1994-11-06T08:49:07Z").unwrap();
        let check = |text: &str, expected: Option<u64>| {
            assert_eq!(wait(text, now), expected.map(Duration::from_secs), "{text}");
        };
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("Sun, 06 Nov 1994 08:49:37 GMT", Some(30));
        check("Sun, 06 Nov 1994 08:49:00 GMT", Some(0));
        check("Sun, 06 Nov 1994 08:49:37 CET", None);
        check("-1", None);
        check("soon", None);
        check("", None);
        check("99999999999999999999", None);
    }
}
