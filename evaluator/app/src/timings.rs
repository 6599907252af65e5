//! How long each step took, for `--timings`.

use std::time::Instant;

pub(crate) struct Timings {
    start: Instant,
    last: Instant,
    steps: Vec<(&'static str, f64)>,
}

impl Timings {
    pub(crate) fn start() -> Self {
        let now = Instant::now();
        Self { start: now, last: now, steps: Vec::new() }
    }

    /// Ends a step.
    pub(crate) fn step(&mut self, name: &'static str) {
        let now = Instant::now();
        self.steps.push((name, millis(now.duration_since(self.last))));
        self.last = now;
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for (name, time) in &self.steps {
            text.push_str(&format!("{name:<28}{time:>9.3} ms\n"));
        }
        let total = millis(self.last.duration_since(self.start));
        text.push_str(&format!("{:<28}{total:>9.3} ms\n", "total"));
        text
    }
}

fn millis(duration: std::time::Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
