//! Every step decided from scratch, as `decide` does it.

use gonogo_engine::gate::Stage;
use gonogo_engine::{Timestamp, decide};

use crate::history::Moment;
use crate::standing::{RuleName, Standing};

pub(crate) struct Ordinary<'r> {
    pub(crate) stage: &'r Stage<'r>,
    pub(crate) rules: &'r [RuleName],
    pub(crate) moment: Moment<'r>,
}

impl Ordinary<'_> {
    pub(crate) fn stand(&mut self, now: Timestamp) -> Standing {
        self.moment.move_to(now);
        Standing::of(&decide(self.stage, &self.moment), self.rules)
    }
}
