//! What expressions may cost: a gate can allow less than gonogo does, never more.

use gonogo_cel::limits::Limits;

use crate::codes;
use crate::document::reader::Reader;
use crate::document::tree::{Node, Spanned, quoted};

const KEYS: [&str; 2] = ["expression", "gate"];

/// Cost units for all conditions of a gate together, as in Kubernetes.
const GATE_UNITS: u64 = 10_000_000;

/// Cost units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BudgetNode {
    /// For one evaluation of one expression.
    pub expression: u64,
    /// For all conditions of the gate together.
    pub gate: u64,
}

impl Default for BudgetNode {
    fn default() -> Self {
        Self { expression: Limits::DEFAULT.cost, gate: GATE_UNITS }
    }
}

pub(super) fn read(reader: &mut Reader, node: &Node) -> Option<BudgetNode> {
    let fields = reader.fields(node, "a budget", &KEYS)?;
    let most = BudgetNode::default();
    let expression = reader.optional(&fields, "expression", Reader::count);
    let gate = reader.optional(&fields, "gate", Reader::count);
    Some(BudgetNode {
        expression: within(reader, "expression", expression, most.expression),
        gate: within(reader, "gate", gate, most.gate),
    })
}

fn within(reader: &mut Reader, key: &str, units: Option<Spanned<u32>>, most: u64) -> u64 {
    let Some(units) = units else { return most };
    let value = u64::from(units.value);
    if value > most {
        let message = format!("{} is at most {most} units, found {value}", quoted(key));
        let help = format!("a gate can only allow less: write up to `{most}`, or leave it out");
        reader.refuse(&codes::BAD_QUANTITY, units.span, (message, help));
    }
    value.min(most)
}
