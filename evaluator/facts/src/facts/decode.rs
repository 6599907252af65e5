//! One fact of a snapshot, decoded by its declared type.

use gonogo_cel::Value;
use gonogo_cel::suggest;
use gonogo_series::FUTURE_TOLERANCE;
use gonogo_series::quantity::duration_rounded;

use super::json::Json;
use super::kind::{FactDeclaration, FactKind};
use super::problem::{FactProblem, FactState};
use super::snapshot::Snapshot;
use super::{baseline, checklist, scalar, series, signoffs, structured};

/// Figures of a series; ages in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    pub samples: usize,
    pub dropped: usize,
    /// Of the newest sample.
    pub age: Option<i64>,
}

impl Statistics {
    /// For several series: all samples, the greatest age.
    pub(super) fn merge(&mut self, other: &Self) {
        self.samples = self.samples.saturating_add(other.samples);
        self.dropped = self.dropped.saturating_add(other.dropped);
        self.age = self.age.max(other.age);
    }
}

/// A fact's value, or why there is none.
#[derive(Clone, Debug)]
pub struct Decoded {
    pub value: Result<Value, FactProblem>,
    /// Series only.
    pub statistics: Option<Statistics>,
}

impl Decoded {
    pub(super) fn problem(problem: FactProblem) -> Self {
        Self { value: Err(problem), statistics: None }
    }

    pub fn state(&self) -> FactState {
        self.value.as_ref().map_or_else(|problem| problem.state, |_| FactState::Ok)
    }
}

/// Reads what the snapshot holds under the fact's name, or for a baseline what recorded ones
/// hold under the name of the fact that it is of.
pub fn decode(declaration: &FactDeclaration, snapshot: &Snapshot) -> Decoded {
    match &declaration.baseline {
        Some(baseline) => baseline::decode(declaration, baseline, snapshot),
        None => of_snapshot(declaration, snapshot),
    }
}

pub(super) fn of_snapshot(declaration: &FactDeclaration, snapshot: &Snapshot) -> Decoded {
    let name = declaration.name.as_str();
    if let Some(cause) = snapshot.failure(name) {
        return Decoded::problem(FactProblem::new(FactState::Failed, cause));
    }
    let Some(text) = snapshot.fact(name) else {
        return Decoded::problem(missing(declaration, snapshot));
    };
    if let Err(problem) = fresh(declaration, snapshot) {
        return Decoded::problem(problem);
    }
    if let FactKind::Series { unit, rules, by } = &declaration.kind {
        let declared = series::Declared { unit: *unit, rules, by, now: snapshot.now_nanos() };
        return series::decode(text, &declared);
    }
    let value = Json::parse(text)
        .and_then(|json| filled(declaration, json))
        .and_then(|json| value(&declaration.kind, json, snapshot));
    Decoded { value, statistics: None }
}

fn missing(declaration: &FactDeclaration, snapshot: &Snapshot) -> FactProblem {
    if declaration.optional {
        return FactProblem::new(FactState::Absent, "not in the snapshot");
    }
    let near = suggest::nearest(&declaration.name, snapshot.names());
    let cause = match near {
        Some(near) => format!("not in the snapshot, which holds `{near}`"),
        None => "not in the snapshot".to_owned(),
    };
    FactProblem::new(FactState::Missing, cause)
}

/// An empty list passes every `all`: it counts as no evidence, unless the gate says otherwise.
fn filled(declaration: &FactDeclaration, json: Json) -> Result<Json, FactProblem> {
    let empty = match &json {
        Json::Array(elements) => elements.is_empty(),
        Json::Object(fields) => fields.is_empty(),
        Json::String(text) => text.trim().is_empty(),
        Json::Null | Json::Bool(_) | Json::Int(_) | Json::Double(_) => false,
    };
    if empty && !declaration.allow_empty {
        let remedy = match declaration.kind {
            FactKind::String | FactKind::List | FactKind::Map | FactKind::Json => {
                ": say `allow_empty: true` if that is an answer"
            }
            FactKind::Number(_)
            | FactKind::Bool
            | FactKind::Timestamp
            | FactKind::Duration
            | FactKind::Series { .. }
            | FactKind::Checklist
            | FactKind::Signoffs
            | FactKind::Tests
            | FactKind::Coverage
            | FactKind::Scan
            | FactKind::Probe
            | FactKind::Certificate => "",
        };
        let cause = format!("{} that is empty{remedy}", json.kind());
        return Err(FactProblem::new(FactState::Empty, cause));
    }
    Ok(json)
}

/// For what is no series: when it was collected, if the gate asks for that.
fn fresh(declaration: &FactDeclaration, snapshot: &Snapshot) -> Result<(), FactProblem> {
    let at = snapshot.collected_at(&declaration.name);
    let outside = || FactProblem::invalid("collected at a time that is out of range");
    let age = at.map(|at| snapshot.now().since(at).ok_or_else(outside)).transpose()?;
    if let Some(age) = age
        && age.nanos < -FUTURE_TOLERANCE
    {
        let ahead = duration_rounded(age.nanos.saturating_neg());
        return Err(FactProblem::invalid(format!("collected {ahead} after the snapshot's time")));
    }
    match (declaration.stale_after, age) {
        (None, _) => Ok(()),
        (Some(limit), Some(age)) if age.nanos <= limit => Ok(()),
        (Some(limit), Some(age)) => {
            let (age, limit) = (duration_rounded(age.nanos), duration_rounded(limit));
            let cause = format!("collected {age} ago, limit {limit}");
            Err(FactProblem::new(FactState::Stale, cause))
        }
        (Some(_), None) => {
            let cause = "the snapshot does not say when it was collected";
            Err(FactProblem::new(FactState::Stale, cause))
        }
    }
}

fn value(kind: &FactKind, json: Json, snapshot: &Snapshot) -> Result<Value, FactProblem> {
    match kind {
        FactKind::Number(unit) => scalar::number(&json, *unit),
        FactKind::String => scalar::string(json),
        FactKind::Bool => scalar::bool(&json),
        FactKind::Timestamp => scalar::time(&json).map(Value::Timestamp),
        FactKind::Duration => scalar::duration(&json),
        FactKind::List => match json {
            Json::Array(_) => json.into_value(),
            other => Err(scalar::not("a list", &other)),
        },
        FactKind::Map => match json {
            Json::Object(_) => json.into_value(),
            other => Err(scalar::not("an object", &other)),
        },
        FactKind::Json => match json {
            Json::Null => Err(FactProblem::new(FactState::Empty, "null")),
            other => other.into_value(),
        },
        FactKind::Checklist => checklist::decode(json),
        FactKind::Signoffs => signoffs::decode(json, snapshot.now()),
        FactKind::Tests => structured::tests(json),
        FactKind::Coverage => structured::coverage(json),
        FactKind::Scan => structured::scan(json),
        FactKind::Probe => structured::probe(json),
        FactKind::Certificate => structured::certificate(json, snapshot.now()),
        FactKind::Series { .. } => Err(FactProblem::invalid("a series is read on its own")),
    }
}
