//! The compiled form: names are slots, operators are nodes of their own.
//!
//! Nodes are told apart by what evaluating them gives, so that conditions run without
//! making values and what stands in a fact is looked at where it is.

use std::ops::Range;
use std::sync::Arc;

use crate::env::Slot;
use crate::function::{Function, Pattern};
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
    Matches(Box<Node>, Box<Pattern>),
    Quantified(Quantifier, Box<Loop>),
    /// Whether so many of the conditions hold.
    Quorum(Box<Node>, Box<[Node]>),
}

#[derive(Clone, Debug)]
pub(super) enum Made {
    Conditional(Box<[Node; 3]>),
    /// Falls back to the host's functions for its own types.
    Arithmetic(Operator, Box<[Node]>, Box<[&'static Function]>),
    /// The functions that share the name; the first that takes the arguments is called.
    Call(Box<[&'static Function]>, Box<[Node]>),
    List(Box<[Item]>),
    Map(Box<[(Node, Item)]>),
    /// A field of a value that is made first, or of an optional value.
    Field(Box<Node>, Arc<str>),
    OptionalField(Box<Node>, Arc<str>),
    /// An element of a value that is made first, or of an optional value.
    Element(Box<[Node; 2]>),
    OptionalElement(Box<[Node; 2]>),
    Otherwise(Otherwise, Box<[Node; 2]>, Box<[&'static Function]>),
    Collected(Collection, Box<Loop>),
    /// Sorted by the keys that the body gives; the functions do the sorting.
    Sorted(Box<[&'static Function]>, Box<Loop>),
    OptionalMap(Box<Loop>),
    OptionalFlatMap(Box<Loop>),
    /// The body, with the range as the variable's value.
    Bind(Box<Loop>),
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

/// What a macro that gives a list or map puts into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Collection {
    /// The elements for which the body holds.
    Elements,
    /// What the body gives.
    Results,
    /// What the body gives, by index or key.
    Values,
    /// The entries of the maps that the body gives.
    Entries,
}

/// An element of a list or the value of a key as it is written.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) node: Node,
    /// Written with `?`: there only if it has a value.
    pub(super) is_optional: bool,
}

/// What stands in for an optional value that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Otherwise {
    Optional,
    Value,
}

#[derive(Clone, Debug)]
pub(super) struct Loop {
    pub(super) range: Node,
    pub(super) condition: Option<Node>,
    pub(super) body: Node,
    /// Index and element, or key and value.
    pub(super) has_two_variables: bool,
    /// The ids of the condition and the body.
    pub(super) inside: Range<ExprId>,
}
