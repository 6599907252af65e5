//! Trees as CEL text, with the brackets that are needed and no others.

#[cfg(test)]
mod read_back;

use std::fmt::{self, Display, Formatter, Write};

use super::ast::{Call, Comprehension, Entry, Expr, ExprKind, Fold, Literal, Operator, Select};
use super::macros::{index_of_slot, iteration_of_variable};

/// How tightly the outermost part of a tree holds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Conditional,
    Or,
    And,
    Relation,
    Sum,
    Product,
    Prefix,
    Member,
}

/// What was read is written so that it reads as the same tree again.
impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Literal(literal) => write!(f, "{literal}"),
            ExprKind::Ident(ident) => {
                f.write_str(if ident.rooted { "." } else { "" })?;
                name(f, &ident.name)
            }
            ExprKind::Select(select) => selection(f, select, "."),
            ExprKind::OptionalSelect(select) => selection(f, select, ".?"),
            ExprKind::IfPresent(value) => write!(f, "?{value}"),
            ExprKind::Has(operand) => write!(f, "has({operand})"),
            ExprKind::Call(call) => called(f, call),
            ExprKind::Operator(operator, operands) => operation(f, *operator, operands),
            ExprKind::And(operands) => chain(f, operands, " && ", Level::Relation),
            ExprKind::Or(operands) => chain(f, operands, " || ", Level::And),
            ExprKind::Conditional(parts) => conditional(f, parts),
            ExprKind::List(elements) => {
                f.write_str("[")?;
                chain(f, elements, ", ", Level::Conditional)?;
                f.write_str("]")
            }
            ExprKind::Map(entries) => map(f, entries),
            ExprKind::Comprehension(fold) => comprehension(f, fold),
            ExprKind::Quorum(quorum) => {
                write!(f, "quorum({}, [", quorum.needed)?;
                chain(f, &quorum.conditions, ", ", Level::Conditional)?;
                f.write_str("])")
            }
            ExprKind::Broken => f.write_str("…"),
        }
    }
}

fn level(expr: &Expr) -> Level {
    match &expr.kind {
        ExprKind::Conditional(_) => Level::Conditional,
        ExprKind::Or(_) => Level::Or,
        ExprKind::And(_) => Level::And,
        ExprKind::Operator(operator, _) => operator_level(*operator),
        // The sign of a number is part of it: `-5.f()` is `(-5).f()`.
        ExprKind::Literal(_)
        | ExprKind::Ident(_)
        | ExprKind::Select(_)
        | ExprKind::OptionalSelect(_)
        | ExprKind::IfPresent(_)
        | ExprKind::Has(_)
        | ExprKind::Call(_)
        | ExprKind::List(_)
        | ExprKind::Map(_)
        | ExprKind::Comprehension(_)
        | ExprKind::Quorum(_)
        | ExprKind::Broken => Level::Member,
    }
}

fn operator_level(operator: Operator) -> Level {
    match operator {
        Operator::Equal
        | Operator::NotEqual
        | Operator::Less
        | Operator::LessEqual
        | Operator::Greater
        | Operator::GreaterEqual
        | Operator::In => Level::Relation,
        Operator::Add | Operator::Subtract => Level::Sum,
        Operator::Multiply | Operator::Divide | Operator::Modulo => Level::Product,
        Operator::Negate | Operator::Not => Level::Prefix,
        Operator::Index | Operator::OptionalIndex => Level::Member,
    }
}

/// The operator's right side holds tighter: chains lean to the left.
fn right_of(level: Level) -> Level {
    match level {
        Level::Conditional => Level::Or,
        Level::Or => Level::And,
        Level::And => Level::Relation,
        Level::Relation => Level::Sum,
        Level::Sum => Level::Product,
        Level::Product => Level::Prefix,
        Level::Prefix | Level::Member => Level::Member,
    }
}

/// In brackets, unless it holds at least this tightly.
fn part(f: &mut Formatter<'_>, expr: &Expr, least: Level) -> fmt::Result {
    if level(expr) >= least { write!(f, "{expr}") } else { write!(f, "({expr})") }
}

fn chain(f: &mut Formatter<'_>, parts: &[Expr], between: &str, least: Level) -> fmt::Result {
    for (at, operand) in parts.iter().enumerate() {
        f.write_str(if at > 0 { between } else { "" })?;
        part(f, operand, least)?;
    }
    Ok(())
}

fn operation(f: &mut Formatter<'_>, operator: Operator, operands: &[Expr]) -> fmt::Result {
    let level = operator_level(operator);
    match operands {
        [container, index] if operator == Operator::Index => {
            part(f, container, Level::Member)?;
            write!(f, "[{index}]")
        }
        [container, index] if operator == Operator::OptionalIndex => {
            part(f, container, Level::Member)?;
            write!(f, "[?{index}]")
        }
        [operand] if operator == Operator::Negate && starts_with_number(operand) => {
            write!(f, "-({operand})")
        }
        [operand] => {
            f.write_str(operator.symbol())?;
            part(f, operand, level)
        }
        [left, right] => {
            part(f, left, level)?;
            write!(f, " {} ", operator.symbol())?;
            part(f, right, right_of(level))
        }
        // The grammar makes no others.
        _ => chain(f, operands, operator.symbol(), Level::Member),
    }
}

/// A sign before it would become the number's own.
fn starts_with_number(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(Literal::Int(value)) => *value >= 0,
        ExprKind::Literal(Literal::Double(value)) => value.is_sign_positive(),
        ExprKind::Select(select) | ExprKind::OptionalSelect(select) => {
            starts_with_number(&select.operand)
        }
        ExprKind::Call(call) => call.target.as_ref().is_some_and(starts_with_number),
        ExprKind::Comprehension(fold) if fold.fold != Fold::Bind => starts_with_number(&fold.range),
        ExprKind::Operator(Operator::Index | Operator::OptionalIndex, operands) => {
            operands.first().is_some_and(starts_with_number)
        }
        ExprKind::Literal(_)
        | ExprKind::Ident(_)
        | ExprKind::Has(_)
        | ExprKind::IfPresent(_)
        | ExprKind::Comprehension(_)
        | ExprKind::Quorum(_)
        | ExprKind::Operator(..)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Conditional(_)
        | ExprKind::List(_)
        | ExprKind::Map(_)
        | ExprKind::Broken => false,
    }
}

fn conditional(f: &mut Formatter<'_>, [condition, yes, no]: &[Expr; 3]) -> fmt::Result {
    part(f, condition, Level::Or)?;
    f.write_str(" ? ")?;
    part(f, yes, Level::Or)?;
    write!(f, " : {no}")
}

fn selection(f: &mut Formatter<'_>, select: &Select, dot: &str) -> fmt::Result {
    part(f, &select.operand, Level::Member)?;
    f.write_str(dot)?;
    field(f, &select.field)
}

/// A name that is no word of the language stands in backticks.
fn field(f: &mut Formatter<'_>, name: &str) -> fmt::Result {
    let word = !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if word && !matches!(name, "" | "true" | "false" | "null" | "in") {
        return f.write_str(name);
    }
    write!(f, "`{name}`")
}

fn called(f: &mut Formatter<'_>, call: &Call) -> fmt::Result {
    if let Some(target) = &call.target {
        part(f, target, Level::Member)?;
        f.write_str(".")?;
    }
    write!(f, "{}(", call.function)?;
    chain(f, &call.args, ", ", Level::Conditional)?;
    f.write_str(")")
}

fn map(f: &mut Formatter<'_>, entries: &[Entry]) -> fmt::Result {
    f.write_str("{")?;
    for (at, entry) in entries.iter().enumerate() {
        let comma = if at > 0 { ", " } else { "" };
        match &entry.value.kind {
            ExprKind::IfPresent(value) => write!(f, "{comma}?{}: {value}", entry.key)?,
            _ => write!(f, "{comma}{}: {}", entry.key, entry.value)?,
        }
    }
    f.write_str("}")
}

fn comprehension(f: &mut Formatter<'_>, fold: &Comprehension) -> fmt::Result {
    if fold.fold == Fold::Bind {
        return bind(f, fold);
    }
    part(f, &fold.range, Level::Member)?;
    write!(f, ".{}(", fold.fold.name())?;
    name(f, &fold.variable.name)?;
    if let Some(second) = &fold.second {
        f.write_str(", ")?;
        name(f, &second.name)?;
    }
    if let Some(condition) = &fold.condition {
        write!(f, ", {condition}")?;
    }
    write!(f, ", {})", fold.body)
}

fn bind(f: &mut Formatter<'_>, fold: &Comprehension) -> fmt::Result {
    if index_of_slot(&fold.variable.name) != Some("0") {
        f.write_str("cel.bind(")?;
        name(f, &fold.variable.name)?;
        return write!(f, ", {}, {})", fold.range, fold.body);
    }
    f.write_str("cel.block([")?;
    let mut rest = fold;
    let mut next = 1u32;
    loop {
        write!(f, "{}", rest.range)?;
        match &rest.body.kind {
            ExprKind::Comprehension(inner)
                if index_of_slot(&inner.variable.name) == Some(&next.to_string()) =>
            {
                f.write_str(", ")?;
                rest = inner;
                next += 1;
            }
            _ => return write!(f, "], {})", rest.body),
        }
    }
}

/// Names that cannot be written stand for calls.
fn name(f: &mut Formatter<'_>, name: &str) -> fmt::Result {
    if let Some(index) = index_of_slot(name) {
        return write!(f, "cel.index({index})");
    }
    match iteration_of_variable(name) {
        Some((depth, position)) => write!(f, "cel.iterVar({depth}, {position})"),
        None => f.write_str(name),
    }
}

impl Fold {
    /// As it is written; of two spellings the specification's.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Exists => "exists",
            Self::ExistsOne => "exists_one",
            Self::Filter => "filter",
            Self::Map => "map",
            Self::SortBy => "sortBy",
            Self::TransformList => "transformList",
            Self::TransformMap => "transformMap",
            Self::TransformMapEntry => "transformMapEntry",
            Self::OptMap => "optMap",
            Self::OptFlatMap => "optFlatMap",
            Self::Bind => "cel.bind",
        }
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Uint(value) => write!(f, "{value}u"),
            // The shortest digits that give this very number, always with `.` or an exponent.
            Self::Double(value) if value.is_finite() => write!(f, "{value:?}"),
            // No literal stands for these.
            Self::Double(value) => write!(f, "double('{value}')"),
            Self::String(text) => quoted(f, text),
            Self::Bytes(bytes) => quoted_bytes(f, bytes),
        }
    }
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("'")?;
    for character in text.chars() {
        match character {
            '\'' => f.write_str("\\'"),
            '\\' => f.write_str("\\\\"),
            '\n' => f.write_str("\\n"),
            '\r' => f.write_str("\\r"),
            '\t' => f.write_str("\\t"),
            '"' => f.write_char('"'),
            // What nobody can see is written by its number.
            hidden if hidden.escape_debug().len() > 1 && hidden <= '\u{ffff}' => {
                write!(f, "\\u{:04x}", u32::from(hidden))
            }
            hidden if hidden.escape_debug().len() > 1 => {
                write!(f, "\\U{:08x}", u32::from(hidden))
            }
            seen => f.write_char(seen),
        }?;
    }
    f.write_str("'")
}

fn quoted_bytes(f: &mut Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    f.write_str("b'")?;
    for byte in bytes {
        match byte {
            b'\'' => f.write_str("\\'"),
            b'\\' => f.write_str("\\\\"),
            b' '..=b'~' => f.write_char(char::from(*byte)),
            other => write!(f, "\\x{other:02x}"),
        }?;
    }
    f.write_str("'")
}
