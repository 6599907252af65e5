//! Samples of facts whose source has no history of its own.

use rusqlite::{Connection, OptionalExtension, Statement, params};

use crate::{StateError, Store, limits};

/// One sample of a fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample<'s> {
    pub fact: &'s str,
    /// In a canonical form, or empty.
    pub labels: &'s str,
    /// Nanoseconds since 1970.
    pub time: i64,
    /// NaN is kept as "no number". Zero has no sign.
    pub value: f64,
}

/// What was sampled of a fact with the same labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub labels: String,
    /// Times strictly increase.
    pub samples: Vec<(i64, f64)>,
}

/// The samples of one source of one gate.
#[derive(Clone, Copy, Debug)]
pub struct Samples<'s> {
    store: &'s Store,
    scope: &'s str,
}

impl Store {
    /// The scope names gate, source and request: samples of another request are other samples.
    pub fn samples<'s>(&'s self, scope: &'s str) -> Samples<'s> {
        Samples { store: self, scope }
    }
}

impl Samples<'_> {
    /// Keeps all of them or none, and says how many were new. The same sample again is no error;
    /// another value at a time that has one is.
    pub fn append(&self, samples: &[Sample<'_>]) -> Result<usize, StateError> {
        limits::name("the scope", self.scope)?;
        limits::count("samples", samples.len(), limits::BATCH)?;
        for sample in samples {
            limits::name("the name of a fact", sample.fact)?;
            limits::name("the labels of a sample", sample.labels)?;
        }
        self.store.write(|transaction| {
            let mut writer = Writer::new(transaction)?;
            let mut new = 0;
            for sample in samples {
                new += writer.append(self.scope, sample)?;
            }
            Ok(new)
        })
    }

    /// The samples of a fact with `from <= time <= to`, by labels.
    pub fn window(&self, fact: &str, from: i64, to: i64) -> Result<Vec<Series>, StateError> {
        let mut statement = self.store.connection().prepare(
            "SELECT labels, time, value FROM series JOIN sample ON series = id
             WHERE scope = ?1 AND fact = ?2 AND time BETWEEN ?3 AND ?4
             ORDER BY labels, time",
        )?;
        let mut rows = statement.query(params![self.scope, fact, from, to])?;
        let mut found: Vec<Series> = Vec::new();
        let mut count = 0;
        while let Some(row) = rows.next()? {
            count += 1;
            limits::count("samples", count, limits::WINDOW)?;
            let labels = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let sample = (row.get(1)?, row.get::<_, Option<f64>>(2)?.unwrap_or(f64::NAN));
            match found.last_mut() {
                Some(series) if series.labels == labels => series.samples.push(sample),
                _ => found.push(Series { labels: labels.to_owned(), samples: vec![sample] }),
            }
        }
        Ok(found)
    }

    /// Deletes the samples of the scope from before the time, and says how many.
    pub fn prune(&self, before: i64) -> Result<usize, StateError> {
        self.store.write(|transaction| {
            Ok(transaction.execute(
                "DELETE FROM sample WHERE time < ?2
                 AND series IN (SELECT id FROM series WHERE scope = ?1)",
                params![self.scope, before],
            )?)
        })
    }
}

struct Writer<'c> {
    find: Statement<'c>,
    name: Statement<'c>,
    add: Statement<'c>,
    kept: Statement<'c>,
}

impl<'c> Writer<'c> {
    fn new(connection: &'c Connection) -> Result<Self, StateError> {
        Ok(Self {
            find: connection
                .prepare("SELECT id FROM series WHERE scope = ?1 AND fact = ?2 AND labels = ?3")?,
            name: connection
                .prepare("INSERT INTO series (scope, fact, labels) VALUES (?1, ?2, ?3)")?,
            add: connection.prepare(
                "INSERT INTO sample (series, time, value) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO NOTHING",
            )?,
            kept: connection.prepare("SELECT value FROM sample WHERE series = ?1 AND time = ?2")?,
        })
    }

    fn append(&mut self, scope: &str, sample: &Sample<'_>) -> Result<usize, StateError> {
        let Sample { fact, labels, time, value: given } = *sample;
        let found =
            self.find.query_row(params![scope, fact, labels], |row| row.get(0)).optional()?;
        let series: i64 = match found {
            Some(id) => id,
            None => self.name.insert(params![scope, fact, labels])?,
        };
        let number = (!given.is_nan()).then_some(given);
        if self.add.execute(params![series, time, number])? == 1 {
            return Ok(1);
        }
        let kept: Option<f64> = self.kept.query_row(params![series, time], |row| row.get(0))?;
        if kept == number {
            return Ok(0);
        }
        let kept = kept.unwrap_or(f64::NAN);
        Err(StateError::SampleDiffers { fact: fact.to_owned(), time, kept, given })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::Scratch;

    fn sample(time: i64, value: f64) -> Sample<'static> {
        Sample { fact: "queue", labels: "", time, value }
    }

    #[test]
    fn values_come_back() {
        let scratch = Scratch::new();
        let store = scratch.open();
        let samples = store.samples("s");
        let check = |time: i64, value: f64| {
            samples.append(&[sample(time, value)]).unwrap();
            let found = samples.window("queue", time, time).unwrap();
            let [(at, back)] = found[0].samples[..] else { panic!("{found:?}") };
            assert!(at == time && (back == value || back.is_nan() && value.is_nan()), "{value}");
        };
        check(0, 0.0);
        check(1, 0.1);
        check(-1, -3.0);
        check(i64::MIN, f64::MAX);
        check(i64::MAX, f64::MIN_POSITIVE);
        check(2, f64::INFINITY);
        check(3, f64::NEG_INFINITY);
        check(4, f64::NAN);
        check(5, 9_007_199_254_740_993.0);
    }

    #[test]
    fn the_same_time_again_must_say_the_same() {
        let scratch = Scratch::new();
        let store = scratch.open();
        let samples = store.samples("s");
        let check = |value: f64, expected: Result<usize, &str>| {
            let got = samples.append(&[sample(1_000_000_000, value)]);
            let expected = expected.map_err(str::to_owned);
            assert_eq!(got.map_err(|error| error.to_string()), expected);
        };
        check(3.0, Ok(1));
        check(3.0, Ok(0));
        check(4.0, Err("`queue` has already the sample 3 at 1970-01-01T00:00:01Z, not 4"));
        check(f64::NAN, Err("`queue` has already the sample 3 at 1970-01-01T00:00:01Z, not NaN"));
    }

    #[test]
    fn a_refused_batch_leaves_nothing() {
        let scratch = Scratch::new();
        let store = scratch.open();
        let samples = store.samples("s");
        samples.append(&[sample(2, 1.0)]).unwrap();
        assert!(samples.append(&[sample(1, 1.0), sample(2, 2.0)]).is_err());
        assert_eq!(samples.window("queue", 0, 9).unwrap()[0].samples, [(2, 1.0)]);
    }

    #[test]
    fn scopes_facts_and_labels_are_apart() {
        let scratch = Scratch::new();
        let store = scratch.open();
        let of = |fact: &'static str, labels: &'static str, value: f64| Sample {
            fact,
            labels,
            time: 1,
            value,
        };
        let all = [of("a", "", 1.0), of("a", "x", 2.0), of("b", "", 3.0)];
        store.samples("s").append(&all).unwrap();
        store.samples("t").append(&[of("a", "", 4.0)]).unwrap();
        let labels = |scope: &str, fact: &str| -> Vec<(String, f64)> {
            let found = store.samples(scope).window(fact, 1, 1).unwrap();
            found.into_iter().map(|series| (series.labels, series.samples[0].1)).collect()
        };
        assert_eq!(labels("s", "a"), [("".to_owned(), 1.0), ("x".to_owned(), 2.0)]);
        assert_eq!(labels("t", "a"), [("".to_owned(), 4.0)]);
        assert_eq!(labels("t", "b"), []);
        assert_eq!(store.samples("s").prune(2).unwrap(), 3);
        assert_eq!(labels("s", "a"), []);
        assert_eq!(labels("t", "a").len(), 1);
    }

    #[test]
    fn long_names_are_refused() {
        let scratch = Scratch::new();
        let store = scratch.open();
        let long = "x".repeat(limits::NAME_BYTES + 1);
        let error = store.samples(&long).append(&[]).unwrap_err();
        assert_eq!(error.to_string(), "the scope has 4097 bytes, at most 4096 are kept");
    }
}
