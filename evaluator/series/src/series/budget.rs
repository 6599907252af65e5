//! Error budgets: how fast a series of error shares uses up what an objective allows.

use super::{ArgumentFault, Series, SeriesFault};

impl Series {
    /// The average share of errors over the share that the objective allows, after the public
    /// SRE workbook of Google (Beyer and others 2018, chapter 5): at 1 the budget is used up
    /// exactly at the end of the objective's period, at 14.4 two per cent of 30 days' budget
    /// go in an hour.
    ///
    /// Values and objective are shares, 0.999 for 99.9 %.
    pub fn burn_rate(&self, objective: f64) -> Result<f64, SeriesFault> {
        if !(objective > 0.0 && objective < 1.0) {
            return Err(ArgumentFault::Objective { share: objective }.into());
        }
        let rate = self.avg()? / (1.0 - objective);
        if rate.is_finite() { Ok(rate) } else { Err(SeriesFault::TooLarge) }
    }
}
