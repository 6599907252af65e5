//! The compiled form: names are slots, operators are nodes of their own.

use std::sync::Arc;

use regex::Regex;

use crate::env::Slot;
use crate::function::Function;
use crate::syntax::ast::{ExprId, Fold, Operator};
use crate::value::Value;

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) id: ExprId,
    pub(super) kind: NodeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    Constant(Value),
    Slot(Slot),
    /// A macro's variable, counted from the innermost.
    Local(u32),
    Field(Box<Node>, Arc<str>),
    HasSlot(Slot),
    HasField(Box<Node>, Arc<str>),
    And(Box<[Node]>),
    Or(Box<[Node]>),
    Not(Box<Node>),
    Conditional(Box<[Node; 3]>),
    Relation(Relation, Box<[Node; 2]>),
    Equal(Box<[Node; 2]>),
    NotEqual(Box<[Node; 2]>),
    In(Box<[Node; 2]>),
    Index(Box<[Node; 2]>),
    /// Falls back to the host's functions for its own types.
    Arithmetic(Operator, Box<[Node]>, Box<[&'static Function]>),
    Matches(Box<Node>, Box<Regex>),
    /// The functions that share the name; the first that takes the arguments is called.
    Call(Box<[&'static Function]>, Box<[Node]>),
    List(Box<[Node]>),
    Map(Box<[(Node, Node)]>),
    Fold(Box<FoldNode>),
    /// Evaluating it is an error with this text.
    Missing(String),
}

#[derive(Clone, Debug)]
pub(super) struct FoldNode {
    pub(super) fold: Fold,
    pub(super) range: Node,
    pub(super) condition: Option<Node>,
    pub(super) body: Node,
}
