//! What a rule asks, with what it leaves out filled in.

use gonogo_plugin::Request;

/// Which values are bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    High,
    Low,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// Between 0 and 1.
    pub confidence: f64,
    /// A share of the stable median, from 0 on.
    pub least_effect: f64,
    pub direction: Direction,
    pub samples: usize,
}

impl Default for Question {
    fn default() -> Self {
        Self { confidence: 0.98, least_effect: 0.05, direction: Direction::High, samples: 20 }
    }
}

impl Question {
    pub fn of(request: &Request) -> Result<Self, String> {
        let mut question = Self::default();
        if let Some(confidence) = request.number("confidence") {
            if !(0.5..1.0).contains(&confidence) {
                return Err(format!("`confidence` is {confidence}: it lies between 0.5 and 1"));
            }
            question.confidence = confidence;
        }
        if let Some(percent) = request.number("min_effect") {
            if percent.is_nan() || percent < 0.0 {
                return Err(format!("`min_effect` is {percent}%: it is never negative"));
            }
            question.least_effect = percent / 100.0;
        }
        if let Some(samples) = request.number("min_samples") {
            if !(1.0..=1e9).contains(&samples) || samples.fract() != 0.0 {
                return Err(format!("`min_samples` is {samples}: it is a whole number from 1 on"));
            }
            question.samples = samples as usize;
        }
        if request.text("direction") == Some("low") {
            question.direction = Direction::Low;
        }
        Ok(question)
    }
}
