//! Which rules, outcomes and cases of case tables the tests have seen.

use gonogo_cel::Slot;
use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::gate::{Case as Branch, Check, Effect, Position, Rule};
use gonogo_engine::{Decision, Gate};

/// Of one gate.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// In the order of the file.
    pub rules: Vec<OfRule>,
}

#[derive(Clone, Debug)]
pub struct OfRule {
    pub id: String,
    /// In the gate, from 1.
    pub line: usize,
    /// How often it was looked at, skipped or not.
    pub judged: usize,
    /// Those that it can come to, and how often it did.
    pub outcomes: Vec<(Outcome, usize)>,
    /// Those of a case table, in order.
    pub branches: Vec<OfBranch>,
}

#[derive(Clone, Debug)]
pub struct OfBranch {
    pub position: Position,
    /// What it gives, such as `rollback`.
    pub then: &'static str,
    /// How often it decided.
    pub taken: usize,
}

/// How many there are, and how many were seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub seen: usize,
    pub all: usize,
}

impl Tally {
    fn add(&mut self, seen: bool) {
        self.seen += usize::from(seen);
        self.all += 1;
    }

    pub fn with(self, other: Self) -> Self {
        Self { seen: self.seen + other.seen, all: self.all + other.all }
    }

    /// In percent, with one decimal, rounded down: 100 only where nothing is left.
    pub fn percent(self) -> f64 {
        match self.all {
            0 => 100.0,
            all => (self.seen as f64 / all as f64 * 1000.0).floor() / 10.0,
        }
    }
}

impl Coverage {
    pub fn new(gate: &Gate) -> Self {
        let of_rule = |rule: &Rule| OfRule {
            id: rule.id.clone(),
            line: rule.position.line,
            judged: 0,
            outcomes: possible(gate, rule).into_iter().map(|outcome| (outcome, 0)).collect(),
            branches: branches(rule),
        };
        Self { rules: gate.rules.iter().map(of_rule).collect() }
    }

    pub fn note(&mut self, decision: &Decision) {
        for record in &decision.rules {
            if let Some(rule) = self.rules.iter_mut().find(|rule| rule.id == record.id) {
                rule.note(record);
            }
        }
    }

    pub fn of_rules(&self) -> Tally {
        let mut tally = Tally::default();
        self.rules.iter().for_each(|rule| tally.add(rule.judged > 0));
        tally
    }

    pub fn of_outcomes(&self) -> Tally {
        let mut tally = Tally::default();
        let outcomes = self.rules.iter().flat_map(|rule| &rule.outcomes);
        outcomes.for_each(|(_, times)| tally.add(*times > 0));
        tally
    }

    pub fn of_branches(&self) -> Tally {
        let mut tally = Tally::default();
        let branches = self.rules.iter().flat_map(|rule| &rule.branches);
        branches.for_each(|branch| tally.add(branch.taken > 0));
        tally
    }

    /// Everything together.
    pub fn total(&self) -> Tally {
        self.of_rules().with(self.of_outcomes()).with(self.of_branches())
    }
}

impl OfRule {
    fn note(&mut self, record: &RuleRecord) {
        self.judged += 1;
        for (_, times) in self.outcomes.iter_mut().filter(|(of, _)| *of == record.outcome) {
            *times += 1;
        }
        if !matches!(record.outcome, Outcome::Pass | Outcome::Fail) {
            return;
        }
        let here = Position { line: record.line, column: record.column };
        for branch in self.branches.iter_mut().filter(|branch| branch.position == here) {
            branch.taken += 1;
        }
    }

    /// What no test has seen, in words.
    pub fn unseen(&self) -> Vec<String> {
        let outcomes = self.outcomes.iter().filter(|(_, times)| *times == 0);
        let outcomes = outcomes.map(|(outcome, _)| outcome_name(*outcome).to_owned());
        let branches = self.branches.iter().filter(|branch| branch.taken == 0);
        let branches = branches
            .map(|branch| format!("case `{}` of line {}", branch.then, branch.position.line));
        outcomes.chain(branches).collect()
    }
}

pub fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Fail => "fail",
        Outcome::Undetermined => "undetermined",
        Outcome::Skipped => "skipped",
    }
}

fn branches(rule: &Rule) -> Vec<OfBranch> {
    let Check::Cases(cases) = &rule.check else { return Vec::new() };
    let branch = |case: &Branch| OfBranch {
        position: case.position,
        then: case.then.map_or("go", Effect::name),
        taken: 0,
    };
    cases.iter().map(branch).collect()
}

fn possible(gate: &Gate, rule: &Rule) -> Vec<Outcome> {
    let fails = |case: &Branch| case.then.is_some();
    let (passes, fails) = match &rule.check {
        Check::Require { .. } | Check::Forbid { .. } | Check::Score(_) | Check::Plugin(_) => {
            (true, true)
        }
        Check::Cases(cases) => (!cases.iter().all(fails), cases.iter().any(fails)),
    };
    let slots = slots(gate, rule);
    let is_skipped = |slot: &Slot| {
        let fact = gate.facts.iter().find(|fact| fact.slot() == *slot);
        let baseline = fact.and_then(|fact| fact.declaration.baseline.as_ref());
        baseline.is_some_and(|baseline| baseline.skipped_on_first_run)
    };
    // A score whose members are all skipped is undetermined: only its own `when` skips it.
    let is_score = matches!(rule.check, Check::Score(_));
    let skips = rule.when.is_some() || (!is_score && slots.iter().any(is_skipped));
    let unknown = slots.iter().any(|slot| may_lack(gate, *slot));
    [
        (passes, Outcome::Pass),
        (fails, Outcome::Fail),
        (unknown, Outcome::Undetermined),
        (skips, Outcome::Skipped),
    ]
    .into_iter()
    .filter_map(|(can, outcome)| can.then_some(outcome))
    .collect()
}

/// What the rule reads; a score reads what its members do.
pub(crate) fn slots(gate: &Gate, rule: &Rule) -> Vec<Slot> {
    let mut slots: Vec<Slot> = rule.slots().collect();
    if let Check::Score(score) = &rule.check {
        let is_member = |rule: &&Rule| score.members.iter().any(|member| member.rule == rule.id);
        slots.extend(gate.rules.iter().filter(is_member).flat_map(Rule::slots));
    }
    slots
}

/// Whether there may be no value there.
fn may_lack(gate: &Gate, slot: Slot) -> bool {
    let built_in = gate.slots();
    gate.facts.iter().any(|fact| fact.slot() == slot)
        || [built_in.phase_started, built_in.phase_elapsed, built_in.phase_traffic].contains(&slot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gonogo_engine::gate::load;

    /// What a rule can come to, and how many cases it has.
    #[track_caller]
    fn check(rule: &str, expected: &[Outcome], branches: usize) {
        let text = format!(
            "gate: g\nparams: {{p: 1}}\nfacts: {{n: {{type: number}}, s: {{type: series, step: 1m}}, \
             b: {{type: baseline, of: s, first_run: skip}}}}\nrules: [{rule}]"
        );
        let loaded = load("gate.yaml", &text);
        let gate = loaded.gate.unwrap_or_else(|| panic!("{:?}", loaded.problems));
        let coverage = Coverage::new(&gate);
        let outcomes: Vec<Outcome> =
            coverage.rules[0].outcomes.iter().map(|(outcome, _)| *outcome).collect();
        assert_eq!(outcomes, expected, "{rule}");
        assert_eq!(coverage.of_branches(), Tally { seen: 0, all: branches }, "{rule}");
    }

    #[test]
    fn only_what_is_possible_is_asked_for() {
        use Outcome::{Fail, Pass, Skipped, Undetermined};
        check("{id: r, require: n < 1.0}", &[Pass, Fail, Undetermined], 0);
        check("{id: r, require: params.p < 1.0}", &[Pass, Fail], 0);
        check("{id: r, require: phase.elapsed > duration('1h')}", &[Pass, Fail, Undetermined], 0);
        check("{id: r, when: n > 0.0, no_go_if: n > 1.0}", &[Pass, Fail, Undetermined, Skipped], 0);
        check("{id: r, require: b.avg() < 1.0}", &[Pass, Fail, Undetermined, Skipped], 0);
        check(
            "{id: r, cases: [{when: n > 1.0, then: no-go}, {then: go}]}",
            &[Pass, Fail, Undetermined],
            2,
        );
        check(
            "{id: r, cases: [{when: n > 1.0, then: no-go}, {then: warn}]}",
            &[Fail, Undetermined],
            2,
        );
        check(
            "{id: r, score: {of: {m: 1}, go: 100%}}, {id: m, require: n > 1.0}",
            &[Pass, Fail, Undetermined],
            0,
        );
    }

    #[test]
    fn shares_are_rounded_down() {
        assert_eq!(Tally { seen: 1999, all: 2000 }.percent(), 99.9);
        assert_eq!(Tally { seen: 2, all: 3 }.percent(), 66.6);
        assert_eq!(Tally::default().percent(), 100.0);
    }
}
