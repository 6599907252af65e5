//! Data sets with the figures that belong to them, read from `fixtures/statistics`.

use std::fmt;

use serde_json::{Map, Value};

pub(crate) struct Case {
    file: &'static str,
    number: usize,
    fields: Map<String, Value>,
}

pub(crate) fn cases(file: &'static str) -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/statistics");
    let text = std::fs::read_to_string(format!("{folder}/{file}.json")).unwrap();
    let cases: Vec<Map<String, Value>> = serde_json::from_str(&text).unwrap();
    let cases = cases.into_iter().zip(1..);
    cases.map(|(fields, number)| Case { file, number, fields }).collect()
}

impl Case {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.fields[name].as_bool().unwrap()
    }

    pub(crate) fn numbers(&self, name: &str) -> Vec<f64> {
        list(&self.fields[name])
    }

    /// A sample every 15 s, or so many steps of 15 s after the one before.
    pub(crate) fn times(&self, count: usize) -> Vec<f64> {
        let steps = self.numbers("steps");
        let steps = if steps.is_empty() { vec![1.0; count] } else { steps };
        let times = steps.iter().scan(0.0, |time, step| {
            *time += step * 15.0;
            Some(*time)
        });
        times.collect()
    }

    /// Within `share` of the larger one.
    #[track_caller]
    pub(crate) fn check(&self, name: &str, found: f64, share: f64) {
        let expected = self.fields[name].as_f64().unwrap();
        self.check_near(name, found, share * expected.abs().max(found.abs()));
    }

    #[track_caller]
    pub(crate) fn check_near(&self, name: &str, found: f64, near: f64) {
        let expected = self.fields[name].as_f64().unwrap();
        assert!((found - expected).abs() <= near, "{self}: {name} {found:e}, not {expected:e}");
    }

    /// Within 1e-9 of the larger one each; `None` is written as null.
    #[track_caller]
    pub(crate) fn check_all(&self, name: &str, found: Option<&[f64]>) {
        let expected = &self.fields[name];
        let Some(found) = found else {
            return assert!(expected.is_null(), "{self}: no {name}, not {expected}");
        };
        assert!(expected.is_array(), "{self}: {name} {found:?}, not {expected}");
        for (found, expected) in found.iter().zip(list(expected)) {
            let near = 1e-9 * found.abs().max(expected.abs());
            assert!((found - expected).abs() <= near, "{self}: {name} {found:e}, not {expected:e}");
        }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.file, self.number, self.fields["shape"])
    }
}

fn list(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}
