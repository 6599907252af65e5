//! The syntax tree: what was written, macros already recognised, with a span for every node.

use crate::source::Span;

/// Dense, unique within one expression.
pub type ExprId = u32;

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub id: ExprId,
    pub span: Span,
    /// Height of the tree below and including this node; bounded by the limits.
    pub depth: u32,
    pub kind: ExprKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Double(f64),
    String(String),
    Bytes(Vec<u8>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    Literal(Literal),
    Ident(Ident),
    Select(Box<Select>),
    /// `a.?b`: none when there is no such field.
    OptionalSelect(Box<Select>),
    /// `has(e.f)`, or `has(name)` for a variable that may be absent.
    Has(Box<Expr>),
    Call(Box<Call>),
    Operator(Operator, Vec<Expr>),
    /// Two or more operands.
    And(Vec<Expr>),
    /// Two or more operands.
    Or(Vec<Expr>),
    Conditional(Box<[Expr; 3]>),
    List(Vec<Expr>),
    Map(Vec<Entry>),
    /// `?x` as an element of a list or the value of a key: there only if `x` has a value.
    IfPresent(Box<Expr>),
    Comprehension(Box<Comprehension>),
    /// `quorum(2, [a, b, c])`: whether so many conditions hold, known or not.
    Quorum(Box<Quorum>),
    /// Stands where a syntax error was reported.
    Broken,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Ident {
    pub name: String,
    /// `.a`: looked up at the root, past containers and comprehension variables.
    pub rooted: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Select {
    pub operand: Expr,
    pub field: String,
    pub field_span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub function: String,
    pub name_span: Span,
    pub target: Option<Expr>,
    pub args: Vec<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Negate,
    Not,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    Index,
    /// `a[?b]`: none when there is no such element.
    OptionalIndex,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: Expr,
    pub value: Expr,
}

/// What a macro with variables makes of what it goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    All,
    Exists,
    ExistsOne,
    Filter,
    /// `map`, with or without a condition.
    Map,
    /// The list in the order of a key that the body gives for each element.
    SortBy,
    TransformList,
    /// A map with the same keys.
    TransformMap,
    /// A map of the entries that the body gives.
    TransformMapEntry,
    /// Goes over an optional value, and wraps what the body gives.
    OptMap,
    /// Like `OptMap`; the body gives an optional value itself.
    OptFlatMap,
    /// `cel.bind`: the range is the variable's value.
    Bind,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    pub fold: Fold,
    pub range: Expr,
    pub variable: Variable,
    /// With two variables, index and element or key and value.
    pub second: Option<Variable>,
    /// The condition of `map(x, condition, e)`.
    pub condition: Option<Expr>,
    pub body: Expr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Quorum {
    pub needed: Expr,
    pub conditions: Vec<Expr>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    pub name: String,
    pub span: Span,
}

impl Operator {
    /// The name under which overloads are declared.
    pub fn function(self) -> &'static str {
        match self {
            Self::Add => "_+_",
            Self::Subtract => "_-_",
            Self::Multiply => "_*_",
            Self::Divide => "_/_",
            Self::Modulo => "_%_",
            Self::Negate => "-_",
            Self::Not => "!_",
            Self::Equal => "_==_",
            Self::NotEqual => "_!=_",
            Self::Less => "_<_",
            Self::LessEqual => "_<=_",
            Self::Greater => "_>_",
            Self::GreaterEqual => "_>=_",
            Self::In => "@in",
            Self::Index => "_[_]",
            Self::OptionalIndex => "_[?_]",
        }
    }

    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract | Self::Negate => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
            Self::Not => "!",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::In => "in",
            Self::Index => "[]",
            Self::OptionalIndex => "[?]",
        }
    }
}

impl Expr {
    /// Calls `visit` for each direct part, in source order.
    pub fn for_each_child<'e>(&'e self, mut visit: impl FnMut(&'e Expr)) {
        match &self.kind {
            ExprKind::Literal(_) | ExprKind::Ident(_) | ExprKind::Broken => {}
            ExprKind::Select(select) | ExprKind::OptionalSelect(select) => visit(&select.operand),
            ExprKind::Has(operand) | ExprKind::IfPresent(operand) => visit(operand),
            ExprKind::Call(call) => call.target.iter().chain(&call.args).for_each(visit),
            ExprKind::Operator(_, parts)
            | ExprKind::And(parts)
            | ExprKind::Or(parts)
            | ExprKind::List(parts) => {
                parts.iter().for_each(visit);
            }
            ExprKind::Conditional(parts) => parts.iter().for_each(visit),
            ExprKind::Map(entries) => entries.iter().for_each(|entry| {
                visit(&entry.key);
                visit(&entry.value);
            }),
            ExprKind::Quorum(quorum) => {
                visit(&quorum.needed);
                quorum.conditions.iter().for_each(visit);
            }
            ExprKind::Comprehension(fold) => {
                visit(&fold.range);
                fold.condition.iter().for_each(&mut visit);
                visit(&fold.body);
            }
        }
    }
}
