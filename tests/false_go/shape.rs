//! Shapes of rules: each passes when the condition about the healthy fact is true.

/// Where the rule reads the fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    Condition,
    When,
}

pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// Lines of the rule; `GOOD` and `BAD` stand for the conditions.
    lines: &'static str,
    /// The rule by itself only warns when it is undetermined.
    pub(crate) warns: bool,
}

pub(crate) const SHAPES: [Shape; 9] = [
    Shape { name: "require", lines: "require: GOOD", warns: false },
    Shape { name: "require else warn", lines: "require: GOOD\n    else: warn", warns: false },
    Shape {
        name: "require else rollback",
        lines: "require: GOOD\n    else: rollback",
        warns: false,
    },
    Shape { name: "no_go_if", lines: "no_go_if: BAD", warns: false },
    Shape { name: "rollback_if", lines: "rollback_if: BAD", warns: false },
    Shape { name: "warn_if", lines: "warn_if: BAD", warns: true },
    Shape {
        name: "cases, go first",
        lines: "cases: [{when: GOOD, then: go}, {then: rollback}]",
        warns: false,
    },
    Shape {
        name: "cases, rollback first",
        lines: "cases: [{when: BAD, then: rollback}, {then: go}]",
        warns: false,
    },
    Shape {
        name: "cases, warn first",
        lines: "cases: [{when: BAD, then: warn}, {then: go}]",
        warns: false,
    },
];

impl Shape {
    /// A gate with one fact and one rule.
    pub(crate) fn gate(&self, declaration: &str, good: &str, reads: Reads) -> String {
        let (when, good) = match reads {
            Reads::Condition => (String::new(), good),
            Reads::When => (format!("    when: {}\n", quoted(good)), "phase.live"),
        };
        let lines = self
            .lines
            .replace("GOOD", &quoted(good))
            .replace("BAD", &quoted(&format!("!({good})")));
        format!(
            "gate: matrix\nfacts:\n  fact: {{{declaration}}}\nrules:\n  - id: base\n    \
             require: true\n  - id: rule\n{when}    {lines}\n"
        )
    }
}

/// In YAML's single quotes.
fn quoted(expression: &str) -> String {
    format!("'{}'", expression.replace('\'', "''"))
}
