//! What can be said of two answers that differ.

/// An expression that two read differently, and their answers.
pub(crate) struct Difference<'a> {
    pub(crate) source: &'a str,
    pub(crate) ours: &'a str,
    pub(crate) theirs: &'a str,
}

impl Difference<'_> {
    pub(crate) fn is_total_of_part(&self) -> bool {
        match (self.ours.parse::<i64>(), self.theirs.parse::<i64>()) {
            (Ok(part), Ok(total)) => total % 1_000 == part,
            _ => true,
        }
    }

    /// Durations that differ by what a double cannot hold.
    pub(crate) fn is_near(&self) -> bool {
        let seconds = |text: &str| text.strip_suffix('s').and_then(|text| text.parse::<f64>().ok());
        match (seconds(self.ours), seconds(self.theirs)) {
            (Some(ours), Some(theirs)) => (ours - theirs).abs() < 1e-6,
            _ => false,
        }
    }

    pub(crate) fn is_extreme(&self) -> bool {
        ["math.least(", "math.greatest("].iter().any(|name| self.source.contains(name))
    }

    pub(crate) fn is_same_double(&self) -> bool {
        let number = |text: &str| text.parse::<f64>().ok();
        let is_inside = self.ours == "false" && self.source.contains("9223372036854775808.0");
        is_inside || number(self.ours).is_some() && number(self.ours) == number(self.theirs)
    }

    pub(crate) fn is_alternative(&self) -> bool {
        self.source.contains(".or(") || self.source.contains(".orValue(")
    }

    pub(crate) fn is_comparison(&self) -> bool {
        [" < ", " <= ", " > ", " >= "].iter().any(|sign| self.source.contains(sign))
    }

    /// Texts that are, or hold, the same number.
    pub(crate) fn is_same_number(&self) -> bool {
        let plain = |text: &str| {
            let infinite = text.replace("infinity", "inf").replace("Inf", "inf");
            infinite.replace("+inf", "inf").replace(".0'", "'")
        };
        if plain(self.ours) == plain(self.theirs) {
            return true;
        }
        let number = |text: &str| text.trim_matches('\'').parse::<f64>().ok();
        match (number(self.ours), number(self.theirs)) {
            (Some(ours), Some(theirs)) => ours.to_bits() == theirs.to_bits(),
            _ => false,
        }
    }
}
