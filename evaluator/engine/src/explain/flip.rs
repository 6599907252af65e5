//! What would turn a condition: `error_rate falls to 1 % or below`.

mod comparison;
mod question;
mod spans;

use gonogo_cel::Value;
use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Expr, ExprKind, Operator, Quorum};

use super::Site;
use comparison::{Comparison, comparison};

/// What the condition shall come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    True,
    False,
}

/// Bytes of the longest that helps a reader.
const LENGTH: usize = 300;
/// Parts of one kind that are named.
const NAMED: usize = 4;

/// `None` where it is so already, where nobody could read it, and where it would only say the
/// condition again.
pub(crate) fn flip(site: &Site<'_>, wanted: Wanted) -> Option<String> {
    let way = way(site, &site.expression.program.checked().syntax.root, wanted)?.settled();
    if matches!(way, Way::Itself(_) | Way::Never) {
        return None;
    }
    let text = way.text(Joint::None);
    (text.len() <= LENGTH).then_some(text)
}

enum Way {
    One(String),
    Compared(Comparison),
    /// An expression that has no words but its own text.
    Itself(String),
    All(Vec<Way>),
    Any(Vec<Way>),
    /// Parameters do not change while somebody waits.
    Never,
}

/// What a way stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    None,
    And,
    Or,
}

impl Way {
    /// Without what can never be.
    fn settled(self) -> Self {
        match self {
            Self::All(ways) => {
                let ways: Vec<Self> = ways.into_iter().map(Self::settled).collect();
                if ways.iter().any(|way| matches!(way, Self::Never)) {
                    return Self::Never;
                }
                Self::All(joined(ways))
            }
            Self::Any(ways) => {
                let ways = ways.into_iter().map(Self::settled);
                let mut ways: Vec<Self> = ways.filter(|way| !matches!(way, Self::Never)).collect();
                match ways.as_slice() {
                    [] => Self::Never,
                    // A part beside it may say the same.
                    [Self::Compared(_)] => ways.pop().unwrap_or(Self::Never),
                    _ => Self::Any(ways),
                }
            }
            other @ (Self::One(_) | Self::Compared(_) | Self::Itself(_) | Self::Never) => other,
        }
    }

    fn text(&self, within: Joint) -> String {
        let (ways, word, joint) = match self {
            Self::One(text) | Self::Itself(text) => return text.clone(),
            Self::Compared(comparison) => return comparison.text(),
            Self::Never => return String::new(),
            Self::All(ways) => (ways, " and ", Joint::And),
            Self::Any(ways) => (ways, " or ", Joint::Or),
        };
        let mut texts: Vec<String> = Vec::new();
        for way in ways {
            let text = way.text(joint);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        let more = texts.len().saturating_sub(NAMED);
        if more > 1 {
            texts.truncate(NAMED);
            texts.push(format!("{more} more"));
        }
        let several = texts.len() > 1;
        let text = texts.join(word);
        let is_mixed = several && within != Joint::None && within != joint;
        if is_mixed { format!("({text})") } else { text }
    }
}

/// Parts that say together what one can say.
fn joined(ways: Vec<Way>) -> Vec<Way> {
    let mut out: Vec<Way> = Vec::new();
    for way in ways {
        let both = |before: &Way| match (before, &way) {
            (Way::Compared(a), Way::Compared(b)) => a.and(b),
            _ => None,
        };
        let found = out.iter_mut().find_map(|before| both(before).map(|one| (before, one)));
        match found {
            Some((before, one)) => *before = Way::Compared(one),
            None => out.push(way),
        }
    }
    out
}

impl Wanted {
    fn opposite(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
        }
    }

    fn is(self, truth: bool) -> bool {
        truth == (self == Self::True)
    }
}

/// `None` where the part is as wanted.
fn way(site: &Site<'_>, expr: &Expr, wanted: Wanted) -> Option<Way> {
    if truth(site, expr).is_some_and(|truth| wanted.is(truth)) {
        return None;
    }
    if is_settled(site, expr) {
        return Some(Way::Never);
    }
    let of_parts = |parts: &[Expr]| -> Vec<Way> {
        parts.iter().filter_map(|part| way(site, part, wanted)).collect()
    };
    match (&expr.kind, wanted) {
        (ExprKind::And(parts), Wanted::True) | (ExprKind::Or(parts), Wanted::False) => {
            Some(Way::All(of_parts(parts)))
        }
        (ExprKind::Or(parts), Wanted::True) | (ExprKind::And(parts), Wanted::False) => {
            Some(Way::Any(of_parts(parts)))
        }
        (ExprKind::Operator(Operator::Not, operands), _) => {
            way(site, operands.first()?, wanted.opposite())
        }
        (ExprKind::Operator(operator, operands), _) => {
            let [left, right] = operands.as_slice() else { return Some(plain(site, expr, wanted)) };
            let found = comparison(site, (*operator, left, right), wanted);
            Some(found.map_or_else(|| plain(site, expr, wanted), Way::Compared))
        }
        (ExprKind::Conditional(parts), _) => {
            let [condition, yes, no] = &**parts;
            let chosen = if truth(site, condition)? { yes } else { no };
            way(site, chosen, wanted)
        }
        (ExprKind::Quorum(quorum), _) => of_quorum(site, quorum, wanted),
        (ExprKind::Call(call), _) => {
            let text = question::text(site, call, wanted);
            Some(text.map_or_else(|| plain(site, expr, wanted), Way::One))
        }
        (ExprKind::Ident(_) | ExprKind::Select(_), _) => {
            let becomes = if wanted == Wanted::True { "true" } else { "false" };
            let word = match asked(site, expr) {
                Asked::Known => "becomes",
                Asked::Unknown => "is known to be",
                Asked::Never => "is",
            };
            Some(Way::One(format!("{} {word} {becomes}", source(site, expr))))
        }
        (ExprKind::Has(operand), Wanted::True) => {
            Some(Way::One(format!("{} is given", source(site, operand))))
        }
        _ => Some(plain(site, expr, wanted)),
    }
}

/// Whether it reads nothing but parameters.
fn is_settled(site: &Site<'_>, expr: &Expr) -> bool {
    let checked = site.expression.program.checked();
    if let Some(Reference::Slot(_)) = checked.reference(expr) {
        return expr.span.text(&site.expression.source).starts_with("params.");
    }
    let mut all = true;
    expr.for_each_child(|child| all &= is_settled(site, child));
    all
}

/// Enough of those that are not as wanted have to turn.
fn of_quorum(site: &Site<'_>, quorum: &Quorum, wanted: Wanted) -> Option<Way> {
    let Some(Value::Int(needed)) = site.trace.value(quorum.needed.id) else { return None };
    let needed = usize::try_from(*needed).ok()?;
    let hold = |condition: &&Expr| truth(site, condition) == Some(true);
    let holding = quorum.conditions.iter().filter(hold).count();
    // What is not known may hold as well.
    let maybe = quorum.conditions.iter().filter(|part| truth(site, part) != Some(false)).count();
    let missing = match wanted {
        Wanted::True => needed.checked_sub(holding)?,
        Wanted::False => (maybe + 1).checked_sub(needed)?,
    };
    let conditions = quorum.conditions.iter();
    let mut ways: Vec<Way> = conditions.filter_map(|part| way(site, part, wanted)).collect();
    if missing >= ways.len() {
        return Some(Way::All(ways));
    }
    if missing <= 1 {
        return Some(Way::Any(ways));
    }
    ways.truncate(NAMED);
    let texts: Vec<String> = ways.iter().map(|way| way.text(Joint::And)).collect();
    Some(Way::One(format!("{missing} of these turn: {}", texts.join("; "))))
}

fn plain(site: &Site<'_>, expr: &Expr, wanted: Wanted) -> Way {
    let text = source(site, expr);
    let truth = if wanted == Wanted::True { "true" } else { "false" };
    Way::Itself(match asked(site, expr) {
        Asked::Known => format!("`{text}` becomes {truth}"),
        Asked::Unknown => format!("`{text}` is known and {truth}"),
        Asked::Never => format!("`{text}` is {truth}"),
    })
}

/// What is known of a part.
#[derive(Clone, Copy)]
enum Asked {
    Known,
    Unknown,
    /// Others had decided before.
    Never,
}

fn asked(site: &Site<'_>, expr: &Expr) -> Asked {
    match (site.trace.result(expr.id), site.trace.value(expr.id)) {
        (None, _) => Asked::Never,
        (Some(_), Some(_)) => Asked::Known,
        (Some(_), None) => Asked::Unknown,
    }
}

fn truth(site: &Site<'_>, expr: &Expr) -> Option<bool> {
    site.trace.value(expr.id)?.as_bool()
}

/// As it was written, on one line.
fn source(site: &Site<'_>, expr: &Expr) -> String {
    let text = expr.span.text(&site.expression.source);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
