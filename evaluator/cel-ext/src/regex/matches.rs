//! The matches of a pattern in a text; each search is charged for before it is made.

use gonogo_cel::{Call, Fault, Pattern};
use regex::{Captures, Match};

/// Bytes of the text for which a search costs a unit for each four places of the pattern.
const LOOKED_AT: usize = 10;
/// The same for a search behind a match: it mostly ends soon, but some patterns look at the
/// whole rest of the text before they decide.
const LOOKED_AHEAD: usize = 20;

pub(super) struct Matches<'c, 'r, 't> {
    call: &'c Call<'c>,
    pattern: &'r Pattern,
    found: regex::Matches<'r, 't>,
    text: &'t str,
    /// Where the last match ended.
    end: Option<usize>,
}

impl<'c, 'r, 't> Matches<'c, 'r, 't> {
    pub(super) fn new(call: &'c Call<'c>, pattern: &'r Pattern, text: &'t str) -> Self {
        Self { call, pattern, found: pattern.regex().find_iter(text), text, end: None }
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
        let followed = found.len().saturating_add(1).saturating_mul(self.pattern.places());
        self.call.charge(followed.div_ceil(10))?;
        Ok(self.pattern.regex().captures_at(self.text, found.start()))
    }

    fn charge_search(&self, start: usize, looked_at: usize) -> Result<(), Fault> {
        let left = self.text.len().saturating_sub(start);
        let units = left.saturating_add(1).div_ceil(looked_at);
        let places = self.pattern.places().div_ceil(4).max(1);
        self.call.charge(units.saturating_mul(places))
    }
}
