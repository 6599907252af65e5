//! The compiled form: names are slots, operators are nodes of their own.
//!
//! Nodes are told apart by what evaluating them gives, so that conditions run without
//! making values and what stands in a fact is looked at where it is.

use std::ops::Range;
use std::sync::Arc;

use regex::Regex;

use crate::env::Slot;
use crate::function::Function;
use crate::syntax::ast::{ExprId, Operator};
use crate::value::Value;

#[derive(Clone, Debug)]
pub(super) enum Node {
    Place(PlaceNode),
    Test(TestNode),
    Made(MadeNode),
}

/// Gives a value that is already there.
#[derive(Clone, Debug)]
pub(super) struct PlaceNode {
    pub(super) id: ExprId,
    pub(super) kind: Place,
}

/// Gives true or false.
#[derive(Clone, Debug)]
pub(super) struct TestNode {
    pub(super) id: ExprId,
    pub(super) kind: Test,
}

/// Gives a new value.
#[derive(Clone, Debug)]
pub(super) struct MadeNode {
    pub(super) id: ExprId,
    pub(super) kind: Made,
}

#[derive(Clone, Debug)]
pub(super) enum Place {
    Constant(Value),
    Slot(Slot),
    /// A macro's variable, counted from the innermost.
    Local(u32),
    Settled(Box<Settled>),
    Field(Box<PlaceNode>, Arc<str>),
    Element(Box<(PlaceNode, Node)>),
}

#[derive(Clone, Debug)]
pub(super) enum Test {
    HasSlot(Slot),
    HasField(Box<Node>, Arc<str>),
    And(Box<[Node]>),
    Or(Box<[Node]>),
    Not(Box<Node>),
    Relation(Relation, Box<[Node; 2]>),
    Threshold(Box<Threshold>),
    Text(TextTest, Box<[Node; 2]>),
    Equal(Box<[Node; 2]>),
    NotEqual(Box<[Node; 2]>),
    In(Box<[Node; 2]>),
    Matches(Box<Node>, Box<Regex>),
    Quantified(Quantifier, Box<Loop>),
}

#[derive(Clone, Debug)]
pub(super) enum Made {
    Conditional(Box<[Node; 3]>),
    /// Falls back to the host's functions for its own types.
    Arithmetic(Operator, Box<[Node]>, Box<[&'static Function]>),
    /// The functions that share the name; the first that takes the arguments is called.
    Call(Box<[&'static Function]>, Box<[Node]>),
    List(Box<[Node]>),
    Map(Box<[(Node, Node)]>),
    /// A field of a value that is made first.
    Field(Box<Node>, Arc<str>),
    /// An element of a value that is made first.
    Element(Box<[Node; 2]>),
    Collected(Collection, Box<Loop>),
    /// Evaluating it is an error with this text.
    Missing(String),
}

/// Something whose value was known before anything ran.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub(super) value: Value,
    /// What finding it costs, each time.
    pub(super) units: u64,
    /// As it was written, for the trace.
    pub(super) written: Node,
}

/// `place < 1.0`: what stands somewhere, against a number that was written.
#[derive(Clone, Debug)]
pub(super) struct Threshold {
    pub(super) relation: Relation,
    pub(super) place: PlaceNode,
    pub(super) limit: f64,
    /// The same, as a value with its id.
    pub(super) written: (ExprId, Value),
}

/// Functions of two texts that copy neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextTest {
    Contains,
    StartsWith,
    EndsWith,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantifier {
    All,
    Exists,
    ExistsOne,
}

/// What a macro that gives a list puts into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Collection {
    /// The elements for which the body holds.
    Elements,
    /// What the body gives.
    Results,
}

#[derive(Clone, Debug)]
pub(super) struct Loop {
    pub(super) range: Node,
    pub(super) condition: Option<Node>,
    pub(super) body: Node,
    /// The ids of the condition and the body.
    pub(super) inside: Range<ExprId>,
}
