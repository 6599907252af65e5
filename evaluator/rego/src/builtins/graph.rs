//! Paths through graphs, given as what can be reached from each node.

use std::collections::{BTreeMap, BTreeSet};

use super::{Builtin, of};
use crate::call::{Answer, Call, Fault, set};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Builtin] = &[of("graph.reachable_paths", 2, reachable_paths)];

type Graph = BTreeMap<Value, Value>;

fn reachable_paths(call: &Call<'_>) -> Answer {
    let Value::Object(graph) = call.value(0)? else {
        return Err(Fault::new("operand 1 must be object"));
    };
    let mut walk = Walk { call, graph, found: BTreeSet::new(), size: 0 };
    for start in call.members(1)? {
        let Some(edges) = graph.get(start) else { continue };
        let next = neighbours(edges);
        if next.is_empty() {
            walk.end(vec![start.clone()])?;
        }
        for neighbour in next {
            walk.on(vec![start.clone()], neighbour)?;
        }
    }
    set(walk.found)
}

fn neighbours(edges: &Value) -> Vec<&Value> {
    edges.members().unwrap_or_default()
}

struct Walk<'c> {
    call: &'c Call<'c>,
    graph: &'c Graph,
    found: BTreeSet<Value>,
    /// Nodes of all paths: there may be exponentially many.
    size: usize,
}

impl Walk<'_> {
    fn end(&mut self, path: Vec<Value>) -> Result<(), Fault> {
        self.size = self.size.saturating_add(path.len());
        self.call.charge(path.len());
        self.call.within(self.size.saturating_mul(16))?;
        self.found.insert(Value::Array(path));
        Ok(())
    }

    /// Nodes that are not in the graph end a path before them; a circle ends it as well.
    fn on(&mut self, path: Vec<Value>, node: &Value) -> Result<(), Fault> {
        let mut waiting = vec![(path, node)];
        while let Some((mut path, node)) = waiting.pop() {
            self.call.charge(path.len());
            let Some(edges) = self.graph.get(node) else {
                self.end(path)?;
                continue;
            };
            path.push(node.clone());
            let next = neighbours(edges);
            if next.is_empty() {
                self.end(path)?;
                continue;
            }
            for neighbour in next {
                if path.contains(neighbour) {
                    self.end(path.clone())?;
                } else {
                    self.call.within(waiting.len().saturating_mul(64))?;
                    waiting.push((path.clone(), neighbour));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn paths_end_where_nothing_follows() {
        check(
            "graph.reachable_paths",
            r#"[{"a": {"b", "c"}, "b": ["d"], "c": ["a"], "d": []}, ["a", "x"]]"#,
            r#"{["a", "b", "d"], ["a", "c"]}"#,
        );
        check("graph.reachable_paths", r#"[{"a": ["z"]}, {"a"}]"#, r#"{["a"]}"#);
        check("graph.reachable_paths", r#"[{"a": []}, ["a"]]"#, r#"{["a"]}"#);
        check("graph.reachable_paths", "[1, []]", "undefined: operand 1 must be object");
    }

    #[test]
    fn exponentially_many_paths_are_refused() {
        let all: Vec<String> = (0..12).map(|node| node.to_string()).collect();
        let edges = all.join(", ");
        let graph: Vec<String> = all.iter().map(|node| format!("{node}: [{edges}]")).collect();
        let operands = format!("[{{{}}}, [0]]", graph.join(", "));
        check(
            "graph.reachable_paths",
            &operands,
            "halt: the answer is larger than 1048576 bytes or parts",
        );
    }
}
