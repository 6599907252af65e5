//! How old an answer is: a cache on the way may have kept it.

use gonogo_cel::time::{Duration, Timestamp};
use reqwest::header::{AGE, DATE, HeaderMap};

use super::http_date;
use crate::failure::Failure;

const SECOND: i64 = 1_000_000_000;
/// Clocks differ a little, and an answer takes its time.
pub(super) const TOLERANCE: i64 = 60 * SECOND;

/// Nanoseconds. What caches say counts as it is, what the clocks say beyond their tolerance.
pub(super) fn of(headers: &HeaderMap, now: Timestamp) -> Result<i64, Failure> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let date = text(DATE).and_then(http_date::date);
    let since = date.and_then(|date| now.since(date)).map_or(0, |since| since.nanos);
    if since < -TOLERANCE {
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        let cause = format!("the `Date` of the answer lies ahead, at {date}: check the clocks");
        return Err(Failure::new(cause));
    }
    let unclear = || Failure::new("the `Age` of the answer is no number of seconds");
    let kept = match headers.get(AGE) {
        None => 0,
        Some(_) => {
            text(AGE).and_then(|age| age.trim().parse::<u32>().ok()).ok_or_else(unclear)?.into()
        }
    };
    let since = if since > TOLERANCE { since } else { 0 };
    Ok(since.max(i64::saturating_mul(kept, SECOND)))
}

/// What an answer stands for that is so old.
pub(super) fn before(now: Timestamp, age: i64) -> Timestamp {
    now.checked_sub(Duration::from_nanos(age)).unwrap_or(Timestamp::EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caches_and_clocks_say_how_old_an_answer_is() {
        let now = Timestamp::parse("1994-11-06T08:50:00Z").unwrap();
        let check = |age: &str, date: &str, expected: Option<i64>| {
            let mut headers = HeaderMap::new();
            for (name, value) in [(AGE, age), (DATE, date)] {
                if !value.is_empty() {
                    headers.insert(name, value.parse().unwrap());
                }
            }
            let found = of(&headers, now).ok().map(|age| age / SECOND);
            assert_eq!(found, expected, "{age} {date}");
        };
        check("", "", Some(0));
        check("30", "", Some(30));
        check("30", "Sun, 06 Nov 1994 08:49:55 GMT", Some(30));
        check("0", "Sun, 06 Nov 1994 08:49:00 GMT", Some(0));
        check("0", "Sun, 06 Nov 1994 08:48:59 GMT", Some(61));
        check("5", "Sat, 05 Nov 1994 08:50:00 GMT", Some(86_400));
        check("", "Sun, 06 Nov 1994 08:51:00 GMT", Some(0));
        check("", "Sun, 06 Nov 1994 08:51:01 GMT", None);
        check("soon", "", None);
        check("-1", "", None);
        // Not every server has a clock.
        check("", "today", Some(0));
    }
}
