//! Durations as gate files write them: `5m`, `1h30m`, `250ms`, `7d`.

use gonogo_series::quantity::parse_duration;

/// A length of time in nanoseconds, never negative when read from a gate file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nanos(pub i64);

/// The duration, or what to do about the text.
pub(super) fn parse(text: &str) -> Result<Nanos, String> {
    parse_duration(text).map(Nanos).map_err(|error| match error.help() {
        // Of the units that could be missing only times are meant.
        Some(_) if text.parse::<f64>().is_ok() => format!("add a unit, such as `{text}s`"),
        Some(help) => help,
        None => "write numbers with units, such as `90s`, `1h30m` or `250ms`".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        assert_eq!(parse("1h30m"), Ok(Nanos(5_400_000_000_000)));
        assert_eq!(parse("15"), Err("add a unit, such as `15s`".to_owned()));
        for text in ["", "m", "5x", "5m5m", "30m1h", "1.", "1.2.3s", "5M", "-5m", "5%"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
