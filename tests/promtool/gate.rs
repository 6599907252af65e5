//! What gonogo says of a case, from a gate as anybody would write it.

use std::fmt::Write;

use gonogo_engine::decision::Outcome;
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{Gate, decide};

use crate::case::{Case, LIMIT};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
    Undetermined,
}

impl Answer {
    pub(crate) fn of(answer: bool) -> Self {
        if answer { Self::Yes } else { Self::No }
    }

    pub(crate) fn or_false(self) -> bool {
        self == Self::Yes
    }
}

/// `filled` is of the series with its gaps filled as Prometheus fills them.
pub(crate) struct Answers {
    pub(crate) lasting: Answer,
    pub(crate) lasted: Answer,
    pub(crate) filled_lasting: Answer,
    pub(crate) filled_lasted: Answer,
    /// Why `lasting` is undetermined.
    pub(crate) cause: String,
}

pub(crate) struct CaseGate {
    gate: Gate,
    filled: Vec<Option<f64>>,
}

/// `lookback` in seconds.
pub(crate) fn load(case: &Case, lookback: i64) -> CaseGate {
    let text = yaml(case);
    let loaded = gonogo_engine::gate::load("gate.yaml", &text);
    let gate = loaded.gate.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.problems));
    CaseGate { gate, filled: case.filled(lookback) }
}

/// Coverage is another rule than that of gaps, so it is left out. In the filled series
/// every missing sample ends a span and makes the present unknown, as an empty evaluation
/// ends an alert.
fn yaml(case: &Case) -> String {
    let Case { step, hold, window, limits, operator, .. } = case;
    let mut of_gaps = String::new();
    for (key, limit) in [("max_gap", limits.max_gap), ("stale_after", limits.stale_after)] {
        if let Some(limit) = limit {
            write!(of_gaps, ", {key}: {limit}s").expect("texts take everything");
        }
    }
    let held = format!("{}({LIMIT:?})", operator.gonogo);
    let series = format!("type: series, window: {window}s, step: {step}s, min_coverage: 0%");
    format!(
        "gate: for
facts:
  raw: {{{series}{of_gaps}}}
  filled: {{{series}, max_gap: {step}s, stale_after: 1s}}
  filled_past: {{{series}, max_gap: {step}s, stale_after: {window}s}}
rules:
  - {{id: lasting, no_go_if: raw.{held}.lasting('{hold}s')}}
  - {{id: lasted, no_go_if: raw.{held}.lasted('{hold}s')}}
  - {{id: filled-lasting, no_go_if: filled.{held}.lasting('{hold}s')}}
  - {{id: filled-lasted, no_go_if: filled_past.{held}.lasted('{hold}s')}}
"
    )
}

impl CaseGate {
    /// At the time of that step, with the samples up to it.
    pub(crate) fn ask(&self, case: &Case, at: usize) -> Answers {
        let series = |values: &[Option<f64>]| {
            let values: Vec<String> = values[..=at]
                .iter()
                .map(|value| value.map_or("null".to_owned(), |value| format!("{value:?}")))
                .collect();
            let (step, values) = (case.step, values.join(","));
            format!(r#"{{"start": 0, "step": "{step}s", "values": [{values}]}}"#)
        };
        let (raw, filled) = (series(&case.values), series(&self.filled));
        let now = case.time(at);
        let facts = format!(r#""raw": {raw}, "filled": {filled}, "filled_past": {filled}"#);
        let text = format!(r#"{{"now": {now}, "facts": {{{facts}}}}}"#);
        let mut parts = SnapshotParts::default();
        parts.add(("snapshot.json", &text)).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let now = parts.now().expect("`now` is written");
        let stage = self.gate.stage(None, &[]).expect("the gate has rules");
        let decision = decide(&stage, &parts.freeze(now));
        let record = |id: &str| {
            decision.rules.iter().find(|rule| rule.id == id).expect("every rule is recorded")
        };
        let answer = |id: &str| match record(id).outcome {
            Outcome::Fail => Answer::Yes,
            Outcome::Pass => Answer::No,
            Outcome::Undetermined | Outcome::Skipped => Answer::Undetermined,
        };
        Answers {
            lasting: answer("lasting"),
            lasted: answer("lasted"),
            filled_lasting: answer("filled-lasting"),
            filled_lasted: answer("filled-lasted"),
            cause: record("lasting").cause.clone().unwrap_or_default(),
        }
    }
}
