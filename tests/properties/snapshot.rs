//! Snapshots of four facts, each in some state.

use std::collections::BTreeMap;

use gonogo_engine::Snapshot;
use gonogo_engine::facts::SnapshotParts;
use proptest::prelude::*;

/// Seconds since 1970.
pub(crate) const NOW: i64 = 1_767_498_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fact {
    First,
    Second,
    Series,
    Optional,
}

pub(crate) const FACTS: [Fact; 4] = [Fact::First, Fact::Second, Fact::Series, Fact::Optional];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Good(i8),
    Missing,
    Failed,
    Null,
    Text,
    NotANumber,
    Stale,
}

pub(crate) const BROKEN: [State; 6] =
    [State::Missing, State::Failed, State::Null, State::Text, State::NotANumber, State::Stale];

pub(crate) type States = BTreeMap<Fact, State>;

impl Fact {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Series => "series",
            Self::Optional => "optional",
        }
    }

    pub(crate) fn declaration(self) -> &'static str {
        match self {
            Self::First | Self::Second => "{type: number, stale_after: 10m}",
            Self::Series => "{type: series, stale_after: 10m}",
            Self::Optional => "{type: number, stale_after: 10m, optional: true}",
        }
    }

    /// As expressions read its number.
    pub(crate) fn value(self) -> String {
        match self {
            Self::First | Self::Second | Self::Optional => self.name().to_owned(),
            Self::Series => "series.latest()".to_owned(),
        }
    }

    /// JSON, unless it is not there.
    fn json(self, state: State) -> Option<String> {
        let plain = match state {
            State::Good(value) => value.to_string(),
            State::Missing | State::Failed => return None,
            State::Null => return Some("null".to_owned()),
            State::Text => "\"5 or so\"".to_owned(),
            State::NotANumber => "\"NaN\"".to_owned(),
            State::Stale => "0".to_owned(),
        };
        let newest = if state == State::Stale { NOW - 3600 } else { NOW };
        Some(match self {
            Self::First | Self::Second | Self::Optional => plain,
            Self::Series => format!("[[{}, {plain}], [{newest}, {plain}]]", newest - 15),
        })
    }
}

/// The parts of the JSON object, in the order given.
pub(crate) fn text(states: &States, order: &[Fact]) -> String {
    let (mut facts, mut collected, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    for fact in order {
        let (name, state) = (fact.name(), states[fact]);
        facts.extend(fact.json(state).map(|json| format!("\"{name}\": {json}")));
        let age = if state == State::Stale { 3600 } else { 5 };
        collected.push(format!("\"{name}\": {}", NOW - age));
        if state == State::Failed {
            failed.push(format!("\"{name}\": {{\"cause\": \"timed out\"}}"));
        }
    }
    let mut parts = [
        format!("\"now\": {NOW}"),
        format!("\"facts\": {{{}}}", facts.join(", ")),
        format!("\"collected\": {{{}}}", collected.join(", ")),
        format!("\"failed\": {{{}}}", failed.join(", ")),
    ];
    if order.first() != Some(&Fact::First) {
        parts.reverse();
    }
    format!("{{{}}}", parts.join(", "))
}

pub(crate) fn read(text: &str) -> Snapshot {
    let mut parts = SnapshotParts::default();
    parts.add(("snapshot.json", text)).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let now = parts.now().expect("`now` is written");
    parts.freeze(now)
}

pub(crate) fn snapshot(states: &States) -> Snapshot {
    read(&text(states, &FACTS))
}

pub(crate) fn states() -> impl Strategy<Value = States> {
    let state = || {
        prop_oneof![
            5 => (0..11_i8).prop_map(State::Good),
            2 => prop::sample::select(BROKEN.to_vec()),
        ]
    };
    [state(), state(), state(), state()].prop_map(|states| FACTS.into_iter().zip(states).collect())
}
