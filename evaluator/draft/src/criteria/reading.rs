//! What a criterion says, in the words of a gate, with names and figures left open.

use gonogo_plan::{Amount, Comparator, Comparison, Criterion, Effect, Statistic, Trend};
use gonogo_quantity::Unit;

use super::eased::eased;
use super::fact::{Kind, TREND_WINDOW, Wish};
use super::figure::{self, Figure, Measure};
use super::metric::{self, said, stem};
use super::reference;
use super::sense::{self, Turned};
use crate::text::{cel, words::line};

/// Templates are filled by [`cel::filled`]; figures are named by their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) fact: Wish,
    /// What it is compared with.
    pub(crate) base: Option<Wish>,
    /// Criteria with the same key differ in figures only.
    pub(crate) key: String,
    pub(crate) figures: Vec<Role>,
    pub(crate) body: Body,
    pub(crate) because: String,
    /// Behind the fact's name in the rule's: how it is looked at, and what follows.
    pub(crate) aspect: &'static str,
    pub(crate) suffix: &'static str,
    pub(crate) title: String,
    /// What follows where what is required does not hold, if not no-go.
    pub(crate) otherwise: Option<&'static str>,
    /// For whoever reads the draft.
    pub(crate) note: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// The key of the rule, and the condition.
    One { key: &'static str, condition: String },
    /// Conditions with what follows; otherwise no-go.
    Cases(Vec<(String, &'static str)>),
}

/// A figure, and the name of its parameter around that of the fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) before: &'static str,
    pub(crate) behind: &'static str,
    pub(crate) value: String,
}

/// What is put together to a [`Reading`].
pub(super) struct Said {
    pub(super) condition: String,
    /// After the value of the metric: `must be below {$0}`.
    pub(super) because: String,
    /// What the message shows as the value.
    pub(super) value: String,
    pub(super) figures: Vec<Role>,
    pub(super) base: Option<Wish>,
    pub(super) kind: Kind,
    pub(super) shape: String,
}

/// `known` is what the metric is measured in elsewhere in the plan. An error says why a gate
/// cannot say it.
pub(crate) fn read(criterion: &Criterion, known: Measure) -> Result<Reading, String> {
    let Turned { criterion, otherwise } = sense::turned(criterion);
    let mut reading = put_together(&criterion, said_of(&criterion, known)?);
    let Some(otherwise) = otherwise else { return Ok(reading) };
    let before = prefix(otherwise.effect, Comparator::Below);
    reading.figures.iter_mut().for_each(|figure| figure.before = before);
    (reading.suffix, reading.otherwise) = (otherwise.suffix, Some(otherwise.word));
    reading.title.push_str(otherwise.title);
    reading.key.push_str(otherwise.word);
    Ok(reading)
}

fn said_of(criterion: &Criterion, known: Measure) -> Result<Said, String> {
    Ok(match &criterion.comparison {
        Comparison::Limit { comparator, amount } => limit(criterion, (*comparator, amount), known)?,
        Comparison::Between { low, high } => between(criterion, (low, high), known)?,
        Comparison::Reference { comparator, amount, relation, to } => {
            reference::read(criterion, (*comparator, amount), (*relation, *to), known)?
        }
        Comparison::Quorum { comparator, passed, of } => {
            quorum(criterion, *comparator, (*passed, *of))
        }
        Comparison::Trend(trend) => self::trend(criterion, *trend, known)?,
    })
}

fn put_together(criterion: &Criterion, said: Said) -> Reading {
    let metric = self::said(&line(&criterion.metric, 60), criterion.statistic);
    let is_trend = matches!(criterion.comparison, Comparison::Trend(_));
    let aspect = match &criterion.comparison {
        Comparison::Trend(_) => "trend",
        Comparison::Reference { .. } => "compared",
        Comparison::Limit { .. } | Comparison::Between { .. } | Comparison::Quorum { .. } => "",
    };
    // By chance alone one calm window in twenty has a trend.
    let is_softened = is_trend && criterion.effect == Effect::RollbackIf;
    let effect = if is_softened { Effect::NoGoIf } else { criterion.effect };
    let (key, suffix, behind) = match effect {
        Effect::Require => ("require", "", ""),
        Effect::NoGoIf => ("no_go_if", "no-go", ", no-go"),
        Effect::RollbackIf => ("rollback_if", "rollback", ", rollback"),
        Effect::WarnIf => ("warn_if", "warning", ", warning"),
    };
    let stem = match &said.kind {
        Kind::Tests => metric::tests(&criterion.metric),
        Kind::Series { .. } | Kind::Number { .. } => stem(&criterion.metric, criterion.statistic),
    };
    let fact = Wish {
        stem,
        suffix: matches!(said.kind, Kind::Series { is_counter: true, .. }).then_some("total"),
        kind: said.kind,
        description: metric.clone(),
    };
    let against = if aspect.is_empty() { String::new() } else { format!(", {aspect}") };
    let shape = format!("{key} {} {}", said.shape, fact.key());
    Reading {
        fact,
        base: said.base,
        key: format!("{shape} {:?}", criterion.statistic),
        figures: said.figures,
        body: Body::One { key, condition: said.condition },
        because: format!("$m: {{{}}}, {}", said.value, said.because),
        aspect,
        suffix,
        title: format!("{}{against}{behind}", crate::text::words::sentence(&metric)),
        otherwise: None,
        note: is_softened
            .then_some("a trend alone is too little for a rollback: add by how much it grows"),
    }
}

/// Before the fact's name in those of parameters.
pub(super) fn prefix(effect: Effect, comparator: Comparator) -> &'static str {
    match (effect, comparator) {
        (Effect::Require, Comparator::Below | Comparator::AtMost) => "max",
        (Effect::Require, Comparator::Above | Comparator::AtLeast) => "min",
        (Effect::Require, Comparator::Equal) => "wanted",
        (Effect::Require, Comparator::NotEqual) => "unwanted",
        (Effect::NoGoIf, _) => "stop",
        (Effect::RollbackIf, _) => "rollback",
        (Effect::WarnIf, _) => "warn",
    }
}

pub(super) fn role(before: &'static str, behind: &'static str, value: String) -> Role {
    Role { before, behind, value }
}

/// One number of a series.
pub(super) fn value(statistic: Option<Statistic>, series: &str) -> String {
    let call = match statistic {
        Some(Statistic::Average) => "avg",
        Some(Statistic::Maximum) => "max",
        Some(Statistic::Minimum) => "min",
        Some(Statistic::Total) => "sum",
        Some(Statistic::Percentile(_) | Statistic::Median) | None => "latest",
    };
    format!("{series}.{call}()")
}

pub(super) fn operator(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Below => "<",
        Comparator::AtMost => "<=",
        Comparator::Above => ">",
        Comparator::AtLeast => ">=",
        Comparator::Equal => "==",
        Comparator::NotEqual => "!=",
    }
}

/// Where the series is so, as spans.
pub(super) fn spans(comparator: Comparator, limit: &str) -> String {
    match comparator {
        Comparator::Below => format!("$f.below({limit})"),
        Comparator::AtMost => format!("$f.at_most({limit})"),
        Comparator::Above => format!("$f.above({limit})"),
        Comparator::AtLeast => format!("$f.at_least({limit})"),
        Comparator::Equal => format!("$f.at_least({limit}).and($f.at_most({limit}))"),
        Comparator::NotEqual => format!("$f.outside({limit}, {limit})"),
    }
}

/// `must be below …` of what must hold; what must not is only said.
pub(super) fn relation(effect: Effect, comparator: Comparator) -> String {
    let words = match comparator {
        Comparator::Below => "below",
        Comparator::AtMost => "at most",
        Comparator::Above => "above",
        Comparator::AtLeast => "at least",
        Comparator::Equal => "exactly",
        Comparator::NotEqual => "other than",
    };
    match effect {
        Effect::Require => format!("must be {words}"),
        Effect::NoGoIf | Effect::RollbackIf | Effect::WarnIf => words.to_owned(),
    }
}

pub(super) fn series(measure: Measure, window: u64) -> Kind {
    Kind::Series { measure, is_counter: false, window }
}

fn limit(
    criterion: &Criterion,
    (comparator, amount): (Comparator, &Amount),
    known: Measure,
) -> Result<Said, String> {
    let Figure { value: limit, measure } = figure::of(amount, known)?;
    let comparator = eased(criterion, comparator, &limit);
    let (effect, before) = (criterion.effect, prefix(criterion.effect, comparator));
    let mut figures = vec![role(before, "", limit)];
    let because = format!("{} {{$0}}", relation(effect, comparator));
    if let Some(sustained) = criterion.sustained {
        let (measure, per) = per_window(criterion, measure)?;
        figures.iter_mut().for_each(|figure| figure.value.push_str(per));
        figures.push(role(before, "for", figure::time(sustained)?));
        return Ok(Said {
            condition: format!("{}.lasting($1)", spans(comparator, "$0")),
            because: format!("{because} for {{$1}}"),
            value: "$f.latest()".to_owned(),
            figures,
            base: None,
            kind: series(measure, sustained.seconds),
            shape: format!("{comparator:?} sustained"),
        });
    }
    let Some(window) = criterion.window else {
        let value = value(criterion.statistic, "$f");
        return Ok(Said {
            condition: format!("{value} {} $0", operator(comparator)),
            because,
            value,
            figures,
            base: None,
            kind: series(measure, 0),
            shape: format!("{comparator:?}"),
        });
    };
    figures.push(role(before, "over", figure::time(window)?));
    let is_counter = measure.0.is_none();
    let value = if is_counter { "$f.last($1).increase()" } else { "$f.last($1).avg()" };
    Ok(Said {
        condition: format!("{value} {} $0", operator(comparator)),
        because: format!("{because} in {{$1}}"),
        value: value.to_owned(),
        figures,
        base: None,
        kind: Kind::Series { measure, is_counter, window: window.seconds },
        shape: format!("{comparator:?} in a window"),
    })
}

/// `5 errors a minute, for 10 minutes` is a rate that lasts. With what to write behind its limit.
fn per_window(criterion: &Criterion, measure: Measure) -> Result<(Measure, &'static str), String> {
    let unit = match (criterion.window.map(|window| window.seconds), measure.0) {
        (None, _) | (Some(_), Some(_)) => return Ok((measure, "")),
        (Some(1), None) => Unit::PerSecond,
        (Some(60), None) => Unit::PerMinute,
        (Some(3600), None) => Unit::PerHour,
        (Some(_), None) => {
            let why =
                "it is counted over one time and lasts for another: write it as a rate, `/min`";
            return Err(why.to_owned());
        }
    };
    Ok((Measure(Some(unit)), unit.symbol()))
}

fn between(
    criterion: &Criterion,
    (low, high): (&Amount, &Amount),
    known: Measure,
) -> Result<Said, String> {
    let high = figure::of(high, known)?;
    let low = match low.unit {
        Some(_) => low.clone(),
        None => Amount { unit: high.measure.0.map(|unit| unit.symbol().to_owned()), ..low.clone() },
    };
    let low = figure::of(&low, high.measure)?;
    if low.measure.dimension() != high.measure.dimension() {
        return Err("its two ends are measured in different things".to_owned());
    }
    let roles = match criterion.effect {
        Effect::Require => (("min", ""), ("max", "")),
        Effect::NoGoIf => (("stop", "from"), ("stop", "to")),
        Effect::RollbackIf => (("rollback", "from"), ("rollback", "to")),
        Effect::WarnIf => (("warn", "from"), ("warn", "to")),
    };
    let mut figures =
        vec![role(roles.0.0, roles.0.1, low.value), role(roles.1.0, roles.1.1, high.value)];
    let must = if criterion.effect == Effect::Require { "must be " } else { "" };
    let mut because = format!("{must}from {{$0}} to {{$1}}");
    let value = value(criterion.statistic, "$f");
    let mut condition = format!("{value} >= $0 && {value} <= $1");
    if let Some(sustained) = criterion.sustained {
        figures.push(role(roles.0.0, "for", figure::time(sustained)?));
        because.push_str(" for {$2}");
        condition = "$f.at_least($0).and($f.at_most($1)).lasting($2)".to_owned();
    }
    let window = criterion.sustained.map_or(0, |sustained| sustained.seconds);
    let shape = format!("between {}", criterion.sustained.is_some());
    let kind = series(high.measure, window);
    Ok(Said { condition, because, value, figures, base: None, kind, shape })
}

fn quorum(criterion: &Criterion, comparator: Comparator, (passed, of): (u32, u32)) -> Said {
    let comparator = match comparator {
        Comparator::Equal if passed == of => Comparator::AtLeast,
        comparator => comparator,
    };
    let before = prefix(criterion.effect, comparator);
    let passes = format!("$f.passed {} $0", operator(comparator));
    // Tests that were not run prove nothing, neither good nor bad.
    let condition = match criterion.effect {
        Effect::Require | Effect::RollbackIf | Effect::WarnIf => {
            format!("$f.total >= $1 && {passes}")
        }
        Effect::NoGoIf => format!("$f.total < $1 || {passes}"),
    };
    Said {
        condition,
        because: format!(
            "of {{$f.total}}; {} {{$0}} of {{$1}}",
            relation(criterion.effect, comparator)
        ),
        value: "$f.passed".to_owned(),
        figures: vec![
            role(before, "passed", passed.to_string()),
            role(before, "total", of.to_string()),
        ],
        base: None,
        kind: Kind::Tests,
        shape: format!("quorum {comparator:?}"),
    }
}

fn trend(criterion: &Criterion, trend: Trend, known: Measure) -> Result<Said, String> {
    let time = criterion.sustained.or(criterion.window);
    let mut figures = Vec::new();
    let mut of = "$f".to_owned();
    if let Some(time) = time {
        figures.push(role("trend", "over", figure::time(time)?));
        "$f.last($0)".clone_into(&mut of);
    }
    let (condition, is, must) = match trend {
        Trend::Rising => (format!("{of}.rising()"), "rising", "must rise"),
        Trend::Falling => (format!("{of}.falling()"), "falling", "must fall"),
        Trend::NotRising => (format!("!{of}.rising()"), "not rising", "must not rise"),
        Trend::NotFalling => (format!("!{of}.falling()"), "not falling", "must not fall"),
    };
    let because = if criterion.effect == Effect::Require { must } else { is };
    let window = time.map_or(TREND_WINDOW / 2, |time| time.seconds);
    Ok(Said {
        condition,
        because: because.to_owned(),
        value: "$f.latest()".to_owned(),
        figures,
        base: None,
        kind: series(known, window),
        shape: format!("{trend:?} {}", time.is_some()),
    })
}

impl Reading {
    /// With figures that are named from so many on.
    pub(super) fn shifted(template: &str, by: usize) -> String {
        cel::filled(template, |c| match c.to_digit(10) {
            Some(digit) => format!("${}", place(digit as usize + by)),
            None => format!("${c}"),
        })
    }
}

/// The sign of a figure in templates.
pub(crate) fn place(figure: usize) -> char {
    u8::try_from(figure).ok().and_then(|figure| figure.checked_add(b'0')).map_or('0', char::from)
}
