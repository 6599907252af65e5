//! The text that a `/metrics` address gives: Prometheus' format 0.0.4 and OpenMetrics 1.0.

mod line;
mod selector;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Number, Value};

use self::line::Line;
use crate::error::{FormatError, shown};
use crate::nearest::nearest;
use crate::prometheus::{Sample, Track, Wanted, shape};

pub use selector::Selector;

/// Samples that a selector may find.
const SERIES: usize = 10_000;
/// Names that are kept, to suggest one of them.
const NAMES: usize = 1_000;

/// The two dialects differ in times (milliseconds or seconds), exemplars, and in how they end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Prometheus,
    /// Ends with `# EOF`: without it the text is cut off.
    OpenMetrics,
}

impl Dialect {
    /// Of the header `Content-Type`; without one it is Prometheus' own.
    pub fn of_content_type(content_type: Option<&str>) -> Self {
        let kind = content_type.and_then(|text| text.split(';').next()).unwrap_or_default();
        if kind.trim().eq_ignore_ascii_case("application/openmetrics-text") {
            Self::OpenMetrics
        } else {
            Self::Prometheus
        }
    }
}

/// A text, and when it was fetched: seconds since 1970, the time of samples without one.
#[derive(Clone, Debug)]
pub struct Scrape<'a> {
    pub text: &'a str,
    pub dialect: Dialect,
    pub at: Number,
}

/// The samples that the selector finds: exactly one, or one for each set of labels with
/// [`Wanted::SeriesBy`].
pub fn read(
    scrape: &Scrape<'_>,
    selector: &Selector,
    wanted: Wanted<'_>,
) -> Result<Value, FormatError> {
    if scrape.text.trim().is_empty() {
        return Err(FormatError::new("the text is empty, where metrics are expected"));
    }
    let mut reading =
        Reading { scrape, selector, ended: false, types: HashSet::new(), found: Found::default() };
    for (at, line) in scrape.text.split('\n').enumerate() {
        let place = |error: FormatError| match error.place {
            Some(_) => error,
            None => FormatError::on_line(at.saturating_add(1), error.message),
        };
        reading.line(line.strip_suffix('\r').unwrap_or(line)).map_err(place)?;
    }
    if scrape.dialect == Dialect::OpenMetrics && !reading.ended {
        return Err(FormatError::new("the text ends too early: there is no `# EOF`"));
    }
    if !scrape.text.ends_with('\n') {
        return Err(FormatError::new("the text ends too early: its last line is not complete"));
    }
    let found = reading.found;
    if found.tracks.is_empty() {
        return Err(found.nothing(selector));
    }
    shape(found.tracks, wanted)
}

struct Reading<'a> {
    scrape: &'a Scrape<'a>,
    selector: &'a Selector,
    /// `# EOF` was read.
    ended: bool,
    types: HashSet<&'a str>,
    found: Found,
}

#[derive(Default)]
struct Found {
    tracks: Vec<Track>,
    labels: HashSet<BTreeMap<String, String>>,
    /// Samples of the name with other labels.
    others: usize,
    names: BTreeSet<String>,
}

impl<'a> Reading<'a> {
    fn line(&mut self, text: &'a str) -> Result<(), FormatError> {
        if self.ended {
            return match text {
                "" => Ok(()),
                _ => Err(FormatError::new("text after `# EOF`")),
            };
        }
        match line::read(text, self.scrape.dialect)? {
            Line::Blank => Ok(()),
            Line::End => {
                self.ended = true;
                Ok(())
            }
            Line::Type { name, kind } => self.declare(name, kind),
            Line::Sample(sample) => self.sample(sample),
        }
    }

    fn declare(&mut self, name: &'a str, kind: &str) -> Result<(), FormatError> {
        const OF_PROMETHEUS: &[&str] = &["counter", "gauge", "histogram", "summary", "untyped"];
        const OF_OPENMETRICS: &[&str] = &[
            "counter",
            "gauge",
            "histogram",
            "gaugehistogram",
            "stateset",
            "info",
            "summary",
            "unknown",
        ];
        let known = match self.scrape.dialect {
            Dialect::Prometheus => OF_PROMETHEUS,
            Dialect::OpenMetrics => OF_OPENMETRICS,
        };
        if !known.contains(&kind) {
            let message = format!("unknown type `{}` of `{}`", shown(kind), shown(name));
            return Err(FormatError::new(message));
        }
        if !self.types.insert(name) {
            let message = format!("the type of `{}` is given twice", shown(name));
            return Err(FormatError::new(message));
        }
        Ok(())
    }

    fn sample(&mut self, sample: line::Sample<'_>) -> Result<(), FormatError> {
        let found = &mut self.found;
        if sample.name != self.selector.name() {
            if found.names.len() < NAMES && !found.names.contains(sample.name.as_ref()) {
                found.names.insert(sample.name.into_owned());
            }
            return Ok(());
        }
        if !self.selector.fits(&sample.labels) {
            found.others = found.others.saturating_add(1);
            return Ok(());
        }
        if found.tracks.len() >= SERIES {
            return Err(FormatError::new(format!("more than {SERIES} samples are selected")));
        }
        if !found.labels.insert(sample.labels.clone()) {
            return Err(FormatError::new("a second sample with the same labels"));
        }
        let time = sample.time.unwrap_or_else(|| self.scrape.at.clone());
        let one = Sample::new(time, sample.value)?;
        found.tracks.push(Track { labels: sample.labels, samples: vec![one] });
        Ok(())
    }
}

impl Found {
    fn nothing(&self, selector: &Selector) -> FormatError {
        let name = selector.name();
        if self.others > 0 {
            let message =
                format!("no sample fits `{selector}`; `{name}` has {} others", self.others);
            return FormatError::new(message);
        }
        let near = nearest(name, self.names.iter().map(String::as_str));
        let near = near.map_or(String::new(), |near| format!("; there is `{}`", shown(near)));
        FormatError::new(format!("no metric `{}`{near}", shown(name)))
    }
}

#[cfg(test)]
mod tests;
