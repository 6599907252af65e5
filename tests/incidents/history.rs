//! The recorded series of an incident, by the names of their facts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gonogo_engine::Timestamp;
use serde_json::{Value, json};

/// Times in seconds since 1970.
pub(crate) struct History(BTreeMap<String, Vec<(i64, f64)>>);

impl History {
    /// A file called `history` is a snapshot; any other is the record of the fact it is named
    /// for.
    pub(crate) fn read(folder: &Path) -> Self {
        let mut series = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let extension = path.extension().unwrap_or_default().to_str().unwrap();
            let text = || fs::read_to_string(&path).unwrap();
            match (name.as_str(), extension) {
                ("incidents", _) => {}
                ("history", "json") => series.extend(snapshot(&text())),
                (_, "json") => series.extend([(name, answer(&text()))]),
                (_, "csv") => series.extend([(name, csv(&text()))]),
                _ => {}
            }
        }
        Self(series)
    }

    /// Of all samples, sorted.
    pub(crate) fn times(&self) -> impl Iterator<Item = i64> {
        let times: BTreeSet<i64> = self.0.values().flatten().map(|(time, _)| *time).collect();
        times.into_iter()
    }

    /// Facts in JSON. What comes later is left out: gonogo would take a sample up to a minute
    /// ahead for the present.
    pub(crate) fn until(&self, now: i64) -> String {
        let past = |points: &[(i64, f64)]| -> Vec<(i64, f64)> {
            points.iter().copied().filter(|(time, _)| *time <= now).collect()
        };
        json!(self.0.iter().map(|(name, points)| (name, past(points))).collect::<BTreeMap<_, _>>())
            .to_string()
    }
}

pub(crate) fn seconds(text: &str) -> i64 {
    Timestamp::parse(text).and_then(|time| time.epoch_nanos()).unwrap() / 1_000_000_000
}

fn snapshot(text: &str) -> Vec<(String, Vec<(i64, f64)>)> {
    let json: Value = serde_json::from_str(text).unwrap();
    let facts = json["facts"].as_object().unwrap();
    facts.iter().map(|(name, series)| (name.clone(), spaced(series))).collect()
}

/// Steps in whole minutes.
fn spaced(series: &Value) -> Vec<(i64, f64)> {
    let start = seconds(series["start"].as_str().unwrap());
    let step = series["step"].as_str().unwrap().strip_suffix('m').unwrap();
    let step = 60 * step.parse::<i64>().unwrap();
    let values = series["values"].as_array().unwrap().iter().map(|value| value.as_f64().unwrap());
    (0..).map(|at| start + at * step).zip(values).collect()
}

/// Of Prometheus to a range query.
fn answer(text: &str) -> Vec<(i64, f64)> {
    let json: Value = serde_json::from_str(text).unwrap();
    let values = json["data"]["result"][0]["values"].as_array().unwrap();
    let point =
        |pair: &Value| (pair[0].as_i64().unwrap(), pair[1].as_str().unwrap().parse().unwrap());
    values.iter().map(point).collect()
}

fn csv(text: &str) -> Vec<(i64, f64)> {
    let rows = text.lines().skip(1).map(|line| line.split_once(',').unwrap());
    rows.map(|(time, value)| (time.parse().unwrap(), value.parse().unwrap())).collect()
}
