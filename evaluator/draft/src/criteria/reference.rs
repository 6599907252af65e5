//! Criteria that compare with a baseline or with the other version.

use gonogo_plan::{Amount, Comparator, Criterion, Effect, Reference, Relation};

use super::fact::{Kind, Wish};
use super::figure::{self, Measure};
use super::metric::{said, stem};
use super::reading::{Role, Said, operator, prefix, relation, role, series, spans};

/// How the value is bounded by the base: each bound with its own figure.
struct Bounds {
    /// The operator, and the base with the figure.
    all: Vec<(Comparator, String)>,
    figures: Vec<Role>,
    /// Between the bounds.
    joined: &'static str,
}

pub(super) fn read(
    criterion: &Criterion,
    (comparator, amount): (Comparator, &Amount),
    (way, to): (Relation, Reference),
    known: Measure,
) -> Result<Said, String> {
    let known = match amount.unit.as_deref() {
        None | Some("%") => known,
        Some(_) => figure::of(amount, known)?.measure,
    };
    let comparator = match (way, comparator) {
        (Relation::Around, Comparator::Equal) => Comparator::AtMost,
        (Relation::Around, Comparator::NotEqual) => Comparator::Above,
        (_, comparator) => comparator,
    };
    let base = base(criterion, to, known);
    let is_series = matches!(base.kind, Kind::Series { .. });
    let of_base = if is_series { "$b.avg()" } else { "$b" };
    let bounds = bounds(criterion.effect, (comparator, amount), way, of_base)?;
    let mut figures = bounds.figures;
    let window = criterion.sustained.map_or(0, |sustained| sustained.seconds);
    let mut because = format!(
        "{} {{{}}}, compared with {{{of_base}}}",
        relation(criterion.effect, comparator_of(&bounds.all, comparator)),
        bounds.all.first().map_or("", |(_, limit)| limit.as_str())
    );
    let condition = match criterion.sustained {
        None => {
            let one = |(comparator, limit): &(Comparator, String)| {
                format!("$f.avg() {} {limit}", operator(*comparator))
            };
            bounds.all.iter().map(one).collect::<Vec<_>>().join(bounds.joined)
        }
        Some(sustained) => {
            let spans = bounds.all.iter().map(|(comparator, limit)| spans(*comparator, limit));
            let mut spans = spans.collect::<Vec<_>>().into_iter();
            let first = spans.next().unwrap_or_default();
            let call = if bounds.joined == " && " { "and" } else { "or" };
            let joined = spans.fold(first, |joined, next| format!("{joined}.{call}({next})"));
            let place = super::reading::place(figures.len());
            let before = prefix(criterion.effect, comparator);
            figures.push(role(before, "change_for", figure::time(sustained)?));
            because.push_str(&format!(" for {{${place}}}"));
            format!("{joined}.lasting(${place})")
        }
    };
    Ok(Said {
        condition,
        because,
        value: "$f.avg()".to_owned(),
        figures,
        base: Some(base),
        kind: series(known, window),
        shape: format!("{comparator:?} {way:?} {to:?} {}", criterion.sustained.is_some()),
    })
}

fn comparator_of(all: &[(Comparator, String)], otherwise: Comparator) -> Comparator {
    all.first().map_or(otherwise, |(comparator, _)| *comparator)
}

/// What was before is one number, which somebody wrote down; the other version is measured at
/// the same time.
fn base(criterion: &Criterion, to: Reference, known: Measure) -> Wish {
    let metric = said(&criterion.metric, criterion.statistic);
    let (suffix, kind, description) = match to {
        Reference::Baseline => ("baseline", Kind::Number { measure: known }, "as it normally is"),
        Reference::Before => ("baseline", Kind::Number { measure: known }, "before the deployment"),
        Reference::Other => ("stable", series(known, 0), "of the version that is replaced"),
    };
    Wish {
        stem: stem(&criterion.metric, criterion.statistic),
        suffix: Some(suffix),
        kind,
        description: format!("{metric} {description}"),
    }
}

fn bounds(
    effect: Effect,
    (comparator, amount): (Comparator, &Amount),
    way: Relation,
    base: &str,
) -> Result<Bounds, String> {
    let before = prefix(effect, comparator);
    let is_share = amount.unit.as_deref() == Some("%");
    let is_relative = is_share || (amount.unit.is_none() && way == Relation::Share);
    let no_figure = || format!("`{}` is no share that a gate can have", amount.number);
    let one = |comparator, value: String, limit: String, behind| Bounds {
        all: vec![(comparator, limit)],
        figures: vec![role(before, behind, value)],
        joined: "",
    };
    if !is_relative {
        return absolute(effect, (comparator, amount), way, base);
    }
    let factor = |how| figure::factor(amount, how).ok_or_else(no_figure);
    let times = |place: usize| format!("{base} * ${place}");
    Ok(match way {
        Relation::Share => one(comparator, factor((0, 1))?, times(0), "factor"),
        Relation::More => one(comparator, factor((100, 1))?, times(0), "factor"),
        Relation::Less => one(flipped(comparator), factor((100, -1))?, times(0), "factor"),
        Relation::Around => {
            let figures = vec![
                role(before, "factor_up", factor((100, 1))?),
                role(before, "factor_down", factor((100, -1))?),
            ];
            let all = vec![(comparator, times(0)), (flipped(comparator), times(1))];
            Bounds { all, figures, joined: joined(comparator) }
        }
    })
}

/// `no more than 50 ms above the baseline`
fn absolute(
    effect: Effect,
    (comparator, amount): (Comparator, &Amount),
    way: Relation,
    base: &str,
) -> Result<Bounds, String> {
    let figure = figure::of(amount, Measure::default())?;
    let before = prefix(effect, comparator);
    let (more, less) = (format!("{base} + $0"), format!("{base} - $0"));
    let all = match way {
        Relation::Share => {
            return Err(
                "an amount with a unit is no share: say by how much it may differ".to_owned()
            );
        }
        Relation::More => vec![(comparator, more)],
        Relation::Less => vec![(flipped(comparator), less)],
        Relation::Around => vec![(comparator, more), (flipped(comparator), less)],
    };
    let figures = vec![role(before, "change", figure.value)];
    Ok(Bounds { all, figures, joined: joined(comparator) })
}

/// Within both bounds, or beyond one of them.
fn joined(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Below | Comparator::AtMost | Comparator::Equal => " && ",
        Comparator::Above | Comparator::AtLeast | Comparator::NotEqual => " || ",
    }
}

/// Of how much smaller it is: more than 10 % below is below 90 %.
fn flipped(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Below => Comparator::Above,
        Comparator::AtMost => Comparator::AtLeast,
        Comparator::Above => Comparator::Below,
        Comparator::AtLeast => Comparator::AtMost,
        Comparator::Equal => Comparator::Equal,
        Comparator::NotEqual => Comparator::NotEqual,
    }
}
