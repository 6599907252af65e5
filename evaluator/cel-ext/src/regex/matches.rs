//! The matches of a pattern in a text; each search is charged for before it is made.

use gonogo_cel::{Call, Fault};
use regex::{Captures, Match, Regex};

/// Bytes of the text for which a search costs a unit for each four places of the pattern.
const LOOKED_AT: usize = 10;
/// The same for a search behind a match: it mostly ends soon, but some patterns look at the
/// whole rest of the text before they decide.
const LOOKED_AHEAD: usize = 20;

pub(super) struct Matches<'c, 'r, 't> {
    call: &'c Call<'c>,
    regex: &'r Regex,
    found: regex::Matches<'r, 't>,
    text: &'t str,
    /// Where the last match ended.
    end: Option<usize>,
}

impl<'c, 'r, 't> Matches<'c, 'r, 't> {
    pub(super) fn new(call: &'c Call<'c>, regex: &'r Regex, text: &'t str) -> Self {
        Self { call, regex, found: regex.find_iter(text), text, end: None }
    }

    pub(super) fn next(&mut self) -> Result<Option<Match<'t>>, Fault> {
        match self.end {
            None => self.charge_search(0, LOOKED_AT)?,
            Some(end) => self.charge_search(end, LOOKED_AHEAD)?,
        }
        let found = self.found.next();
        self.end = found.map(|whole| whole.end());
        Ok(found)
    }

    /// What the groups took in a match.
    pub(super) fn groups(&self, found: &Match<'t>) -> Result<Option<Captures<'t>>, Fault> {
        self.charge_search(found.start(), LOOKED_AT)?;
        let followed = found.len().saturating_add(1).saturating_mul(width(self.regex.as_str()));
        self.call.charge(followed.div_ceil(10))?;
        Ok(self.regex.captures_at(self.text, found.start()))
    }

    fn charge_search(&self, start: usize, looked_at: usize) -> Result<(), Fault> {
        let left = self.text.len().saturating_sub(start);
        let units = left.saturating_add(1).div_ceil(looked_at);
        let places = width(self.regex.as_str()).div_ceil(4).max(1);
        self.call.charge(units.saturating_mul(places))
    }
}

/// At most so many places of the pattern are followed at once: its bytes, times every number
/// in braces, since a part is compiled as often as it may come.
fn width(pattern: &str) -> usize {
    let braces = pattern.split('{').skip(1);
    let times = braces.map(|after| {
        let inside = after.split('}').next().unwrap_or_default();
        let numbers = inside.split(|c: char| !c.is_ascii_digit());
        numbers.filter_map(|number| number.parse().ok()).max().unwrap_or(1).max(1)
    });
    times.fold(pattern.len(), usize::saturating_mul)
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn repeated_parts_count_as_often_as_they_may_come() {
        for (pattern, places) in [
            ("", 0),
            ("(a+)", 4),
            ("(a{3})", 6 * 3),
            ("(a{2,50}){1,}", 13 * 50),
            ("(a{ 1 , 40 }){40}", 17 * 40 * 40),
            ("(\\p{Greek}{0})", 14),
            ("{9}{", 4 * 9),
            ("(a{99999999999999999999999})", 28),
        ] {
            assert_eq!(width(pattern), places, "{pattern}");
        }
        assert_eq!(width(&"{999999999}".repeat(9)), usize::MAX);
    }
}
