//! How large facts are taken to be, for estimates of what expressions cost.

use gonogo_cel::Size;
use gonogo_series::SeriesRules;

use crate::facts::{FactDeclaration, FactKind};

/// Samples of a series that does not say how many to expect.
const SAMPLES: u64 = 10_000;
/// Series of one query.
const SIBLINGS: u64 = 100;
/// Items of a checklist, roles of sign-offs.
const ITEMS: u64 = 100;

impl FactDeclaration {
    /// A baseline of one series holds the samples of several runs.
    pub fn size(&self) -> Size {
        match (&self.kind, &self.baseline) {
            (FactKind::Series { rules, by, .. }, Some(baseline)) if by.is_empty() => {
                let all = samples(rules).saturating_mul(baseline.runs as u64);
                Size::host(all.div_ceil(10))
            }
            _ => self.kind.size(),
        }
    }
}

impl FactKind {
    /// From the declaration where it tells; otherwise what is common.
    fn size(&self) -> Size {
        match self {
            Self::Number(_) | Self::Bool | Self::Timestamp | Self::Duration => Size::host(1),
            Self::String
            | Self::List
            | Self::Map
            | Self::Json
            | Self::Tests
            | Self::Coverage
            | Self::Scan
            | Self::Probe
            | Self::Certificate => Size::assumed(&self.cel_type()),
            Self::Series { rules, by, .. } => {
                // A sample counts as the tenth part of a unit.
                let series = Size::host(samples(rules).div_ceil(10));
                if by.is_empty() { series } else { Size::list(SIBLINGS, series) }
            }
            Self::Checklist | Self::Signoffs => Size::host(ITEMS),
        }
    }
}

/// Those at both ends of the window are counted too.
fn samples(rules: &SeriesRules) -> u64 {
    let expected = rules.window.zip(rules.step).and_then(|(window, step)| {
        let steps = window.checked_div(step)?;
        u64::try_from(steps).ok()?.checked_add(1)
    });
    expected.unwrap_or(SAMPLES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_as_large_as_their_window() {
        let rules = |window, step| SeriesRules { window, step, ..SeriesRules::default() };
        for (rules, expected) in [
            (rules(Some(600), Some(15)), 41),
            (rules(Some(600), None), SAMPLES),
            (rules(None, Some(15)), SAMPLES),
            (rules(Some(600), Some(0)), SAMPLES),
        ] {
            assert_eq!(samples(&rules), expected, "{rules:?}");
        }
    }
}
