//! Summaries of k6: `--summary-export`, and what `handleSummary` is given.
//!
//! Both become `{"metrics": {"http_req_duration": {"avg", "p(95)", …}}, "thresholds": {"passed",
//! "failed", "failures": [{"metric", "threshold"}]}, "checks": {"passes", "fails"}}`.

use serde_json::{Map, Value, json};

use crate::error::{FormatError, shown};
use crate::json::{self, Fields};

const METRICS: usize = 10_000;

/// A run without a completed iteration is no evidence.
pub fn read(text: &str) -> Result<Value, FormatError> {
    let root = json::parse(text)?;
    let summary = json::object(&root, "the summary")?;
    let metrics = summary.need_object("metrics")?;
    let mut whole = Summary::default();
    for (name, metric) in metrics.iter() {
        let one = json::object(metric, name).and_then(|metric| whole.metric(name, metric));
        one.map_err(|error| error.within(&shown(name)))?;
    }
    whole.finish()
}

#[derive(Default)]
struct Summary {
    metrics: Map<String, Value>,
    passed: u64,
    failures: Vec<Value>,
}

impl Summary {
    fn metric(&mut self, name: &str, metric: Fields<'_>) -> Result<(), FormatError> {
        if self.metrics.len() >= METRICS {
            return Err(FormatError::new(format!("more than {METRICS} metrics")));
        }
        let values = metric.object("values")?;
        let thresholds = metric.object("thresholds")?;
        for (threshold, outcome) in thresholds.iter().flat_map(|thresholds| thresholds.iter()) {
            if is_met(outcome, values)? {
                self.passed = self.passed.saturating_add(1);
            } else {
                self.failures.push(json!({"metric": name, "threshold": threshold}));
            }
        }
        self.metrics.insert(name.to_owned(), Value::Object(figures(values.unwrap_or(metric))?));
        Ok(())
    }

    fn count(&self, metric: &str, figure: &str) -> Option<f64> {
        self.metrics.get(metric)?.get(figure)?.as_f64()
    }

    fn finish(self) -> Result<Value, FormatError> {
        if !self.count("iterations", "count").is_some_and(|count| count > 0.0) {
            return Err(FormatError::new("no iteration was completed"));
        }
        let failed = self.failures.len();
        let checks = ["passes", "fails"].map(|figure| self.count("checks", figure));
        let mut value = json!({
            "metrics": self.metrics,
            "thresholds": {"passed": self.passed, "failed": failed, "failures": self.failures},
        });
        if let ([Some(passes), Some(fails)], Some(fields)) = (checks, value.as_object_mut()) {
            let checks = json!({"passes": passes as u64, "fails": fails as u64});
            fields.insert("checks".to_owned(), checks);
        }
        Ok(value)
    }
}

/// `handleSummary` says `{"ok": true}` of a threshold that is met. `--summary-export` says
/// `false`, since there the value means that it was crossed.
fn is_met(outcome: &Value, values: Option<Fields<'_>>) -> Result<bool, FormatError> {
    let ok = outcome.get("ok").and_then(Value::as_bool);
    match (values, outcome) {
        (Some(_), Value::Object(_)) if ok.is_some() => Ok(ok == Some(true)),
        (None, Value::Bool(crossed)) => Ok(!crossed),
        _ => Err(FormatError::new("a threshold without its outcome")),
    }
}

/// The numbers of a metric. The share of a rate is called `rate` in both forms.
fn figures(metric: Fields<'_>) -> Result<Map<String, Value>, FormatError> {
    let is_rate = metric.has("passes") && metric.has("fails");
    let mut figures = Map::new();
    for (name, value) in metric.iter() {
        if name == "thresholds" {
            continue;
        }
        if !value.is_number() {
            let message = format!("`{}` is {}, not a number", shown(name), json::kind(value));
            return Err(FormatError::new(message));
        }
        let name = if is_rate && name == "value" { "rate" } else { name };
        figures.insert(name.to_owned(), value.clone());
    }
    if figures.is_empty() {
        return Err(FormatError::new("a metric without numbers"));
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = include_str!("../../../../fixtures/formats/k6/summary_export.json");
    const HANDLE: &str = include_str!("../../../../fixtures/formats/k6/handle_summary.json");

    #[test]
    fn both_forms_say_the_same() {
        let value = read(EXPORT).unwrap();
        assert_eq!(value, read(HANDLE).unwrap());
        assert_eq!(value["metrics"]["http_req_duration"]["p(95)"], 231.84);
        assert_eq!(value["metrics"]["http_req_failed"]["rate"], 0.0125);
        assert_eq!(
            value["thresholds"].to_string(),
            r#"{"passed":1,"failed":1,"failures":[{"metric":"http_req_failed","threshold":"rate<0.01"}]}"#
        );
        assert_eq!(value["checks"].to_string(), r#"{"passes":790,"fails":10}"#);
    }

    #[track_caller]
    fn refused(text: &str, message: &str) {
        assert_eq!(read(text).unwrap_err().message, message, "{text}");
    }

    #[test]
    fn runs_that_prove_nothing_are_refused() {
        let metrics = |metrics: &str| format!("{{\"metrics\": {{{metrics}}}}}");
        refused("{}", "`metrics` is missing");
        refused(&metrics(""), "no iteration was completed");
        refused(&metrics(r#""iterations": {"count": 0, "rate": 0}"#), "no iteration was completed");
        refused(&metrics(r#""a": {"avg": "1"}"#), "a: `avg` is a text, not a number");
        refused(&metrics(r#""a": {}"#), "a: a metric without numbers");
        refused(
            &metrics(r#""a": {"avg": 1, "thresholds": {"avg<2": "ok"}}"#),
            "a: a threshold without its outcome",
        );
        refused(
            &metrics(r#""a": {"values": {"avg": 1}, "thresholds": {"avg<2": true}}"#),
            "a: a threshold without its outcome",
        );
        assert!(read(&EXPORT[..EXPORT.len() / 2]).is_err());
    }
}
