//! The types that facts can be declared with, and what expressions see of them.

mod size;

use gonogo_cel::{ObjectType, Type};
use gonogo_series::SeriesRules;
use gonogo_series::quantity::{Dimension, Unit};

use super::baseline::Baseline;
use crate::functions::quantity::{quantity_type, type_of_unit};
use crate::functions::series::series_type;

/// One fact as a gate declares it.
#[derive(Clone, Debug)]
pub struct FactDeclaration {
    pub name: String,
    pub kind: FactKind,
    /// Need not be there.
    pub optional: bool,
    /// An empty text, list or object is a value; otherwise it counts as no evidence.
    pub allow_empty: bool,
    /// For facts that are no series: the greatest age of what was collected.
    pub stale_after: Option<i64>,
    /// It is read from recorded snapshots, with everything else as for the fact it is of.
    pub baseline: Option<Baseline>,
}

#[derive(Clone, Debug)]
pub enum FactKind {
    Number(Option<Unit>),
    String,
    Bool,
    Timestamp,
    Duration,
    List,
    Map,
    Json,
    Series { unit: Option<Unit>, rules: SeriesRules, by: Vec<String> },
    Checklist,
    Signoffs,
    Tests,
    Coverage,
    Scan,
    Probe,
    Certificate,
}

impl FactKind {
    /// As it is written after `type:`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::String => "string",
            Self::Bool => "bool",
            Self::Timestamp => "timestamp",
            Self::Duration => "duration",
            Self::List => "list",
            Self::Map => "map",
            Self::Json => "json",
            Self::Series { .. } => "series",
            Self::Checklist => "checklist",
            Self::Signoffs => "signoffs",
            Self::Tests => "tests",
            Self::Coverage => "coverage",
            Self::Scan => "scan",
            Self::Probe => "probe",
            Self::Certificate => "certificate",
        }
    }

    pub fn is_series(&self) -> bool {
        matches!(self, Self::Series { .. })
    }

    /// What expressions see.
    pub fn cel_type(&self) -> Type {
        match self {
            Self::Number(unit) => type_of_unit(*unit),
            Self::String => Type::String,
            Self::Bool => Type::Bool,
            Self::Timestamp => Type::Timestamp,
            Self::Duration => Type::Duration,
            Self::List => Type::list(Type::Dyn),
            Self::Map => Type::map(Type::String, Type::Dyn),
            Self::Json => Type::Dyn,
            Self::Series { unit, by, .. } if by.is_empty() => series_type(*unit),
            Self::Series { unit, .. } => Type::list(series_type(*unit)),
            Self::Checklist => Type::opaque("checklist", Vec::new()),
            Self::Signoffs => Type::opaque("signoffs", Vec::new()),
            Self::Tests => tests(),
            Self::Coverage => coverage(),
            Self::Scan => scan(),
            Self::Probe => probe(),
            Self::Certificate => certificate(),
        }
    }
}

impl FactKind {
    /// Fields of its values, with their types; those of the elements of a list as `list[].field`.
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut listed = Vec::new();
        list_fields("", &self.cel_type(), &mut listed);
        listed
    }
}

fn list_fields(before: &str, of: &Type, listed: &mut Vec<(String, String)>) {
    let Type::Object(object) = of else { return };
    for (field, of) in object.fields() {
        let path = format!("{before}{field}");
        listed.push((path.clone(), of.to_string()));
        if let Type::List(element) = of {
            list_fields(&format!("{path}[]."), element, listed);
        }
    }
}

fn object(name: &str, fields: Vec<(&str, Type)>) -> Type {
    Type::Object(ObjectType::new(name, fields))
}

fn tests() -> Type {
    let failure = object(
        "failure",
        vec![("name", Type::String), ("suite", Type::String), ("message", Type::String)],
    );
    object(
        "tests",
        vec![
            ("total", Type::Int),
            ("passed", Type::Int),
            ("failed", Type::Int),
            ("skipped", Type::Int),
            ("failures", Type::list(failure)),
            ("duration", Type::Duration),
        ],
    )
}

fn coverage() -> Type {
    let share = || quantity_type(Dimension::Share);
    object("coverage", vec![("lines", share()), ("branches", share()), ("functions", share())])
}

fn scan() -> Type {
    let severities = ["critical", "high", "medium", "low", "unknown", "total"];
    object("scan", severities.into_iter().map(|severity| (severity, Type::Int)).collect())
}

fn probe() -> Type {
    object(
        "probe",
        vec![
            ("status", Type::Int),
            ("ok", Type::Bool),
            ("latency", Type::Duration),
            ("headers", Type::map(Type::String, Type::String)),
            ("body", Type::String),
            ("json", Type::Dyn),
        ],
    )
}

fn certificate() -> Type {
    let fields = || {
        vec![
            ("expires_at", Type::Timestamp),
            ("expires_in", Type::Duration),
            ("subject", Type::String),
            ("issuer", Type::String),
        ]
    };
    let above = object("authority", fields());
    let own = vec![("names", Type::list(Type::String)), ("chain", Type::list(above))];
    object("certificate", [fields(), own].concat())
}
