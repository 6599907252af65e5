//! What was taken of a plan, and what was not.

use gonogo_plan::NotTaken;
use serde_json::{Value, json};

use crate::draft::Parts;
use crate::text::words::line;

/// Of a text of the plan, in characters.
const TEXT: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Of the gate.
    pub name: String,
    /// In the order of the plan.
    pub taken: Vec<Taken>,
    /// In the order of the plan.
    pub left: Vec<Left>,
    /// What was taken, and is less than it seems; in the order of the plan.
    pub warnings: Vec<Left>,
    /// Of the gate.
    pub rules: usize,
    pub phases: usize,
    /// Facts that come from nowhere yet.
    pub open_facts: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// In the plan, from 1; 0 of what it does not say.
    pub line: usize,
    pub text: String,
    pub what: What,
    /// The name in the gate.
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Phase,
    Rule,
}

impl What {
    pub fn word(self) -> &'static str {
        match self {
            Self::Phase => "phase",
            Self::Rule => "rule",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub line: usize,
    pub text: String,
    pub why: String,
}

pub(crate) fn of(parts: &Parts) -> Summary {
    let phases = parts.steps.iter().map(|step| Taken {
        line: step.line,
        text: step.title.clone(),
        what: What::Phase,
        name: step.name.clone(),
    });
    let rules = parts.rules.iter().flat_map(|rule| {
        let taken = |(at, text): (usize, &str)| Taken {
            line: at,
            text: line(text, TEXT),
            what: What::Rule,
            name: rule.id.clone(),
        };
        let from = rule.from.iter().map(move |(at, text)| taken((*at, text)));
        let unsaid = rule.from.is_empty().then(|| taken((0, &rule.title)));
        from.chain(unsaid).collect::<Vec<_>>()
    });
    let mut taken: Vec<Taken> = phases.chain(rules).collect();
    taken.sort_by_key(|one| one.line);
    let left =
        |one: &NotTaken| Left { line: one.line, text: line(&one.text, TEXT), why: one.why.clone() };
    let facts = parts.facts.all.iter().map(|fact| fact.name.clone());
    let asked = parts.questions.iter().map(|question| question.fact.clone());
    Summary {
        name: parts.name.clone(),
        taken,
        left: parts.left.iter().map(left).collect(),
        warnings: parts.warnings.iter().map(left).collect(),
        rules: parts.rules.len(),
        phases: parts.steps.len(),
        open_facts: facts.chain(asked).collect(),
    }
}

impl Summary {
    pub fn to_json(&self) -> Value {
        let taken = |one: &Taken| json!({"line": one.line, "text": one.text, "as": one.what.word(), "name": one.name});
        let left = |one: &Left| json!({"line": one.line, "text": one.text, "why": one.why});
        json!({
            "gate": self.name,
            "taken": self.taken.iter().map(taken).collect::<Vec<_>>(),
            "left": self.left.iter().map(left).collect::<Vec<_>>(),
            "warnings": self.warnings.iter().map(left).collect::<Vec<_>>(),
            "open_facts": self.open_facts,
        })
    }
}
