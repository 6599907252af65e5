//! Whether a test notices a mutant.

use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::gate::{self, Effect, FACTS_RULE, Plugins};
use gonogo_engine::{Decision, Gate, Stage, decide};

use super::Mutant;
use super::reach::together;
use crate::Case;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is no gate, which `check` would say: it does not count.
    Refused,
    /// The case with this number fails with it.
    Noticed(usize),
    /// All pass; so many of them look at what was changed.
    Survived(usize),
}

/// Cases that pass, and what the rules came to in them.
pub struct Trials<'t> {
    file: &'t str,
    text: &'t str,
    /// Those of the gate: what a mutant changes is not in them.
    plugins: Plugins,
    cases: Vec<Tried<'t>>,
}

struct Tried<'t> {
    case: &'t Case,
    phase: String,
    /// In the order of the decision.
    findings: Vec<(String, Finding)>,
    /// Every required fact can be used. As no mutant asks for more, that stays so.
    is_sound: bool,
}

/// All that an expectation can see of a rule.
type Finding = (Outcome, Option<Effect>, Option<String>, Option<String>);

impl std::fmt::Debug for Trials<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Trials").field("cases", &self.cases.len()).finish_non_exhaustive()
    }
}

impl<'t> Trials<'t> {
    /// Of a gate's text, cases that pass, and what was decided in them.
    pub fn new(
        (file, text): (&'t str, &'t str),
        gate: &Gate,
        passed: impl Iterator<Item = (&'t Case, &'t Decision)>,
    ) -> Self {
        let tried = |(case, decision): (&'t Case, &'t Decision)| Tried {
            case,
            phase: decision.phase.clone(),
            findings: decision.rules.iter().map(named).collect(),
            is_sound: decision.rules.iter().any(is_sound),
        };
        Self { file, text, plugins: gate.plugins(), cases: passed.map(tried).collect() }
    }

    pub fn fate(&self, mutant: &Mutant) -> Fate {
        let text = mutant.text(self.text);
        let Some(mut mutated) = text.and_then(|text| gate::load(self.file, &text).gate) else {
            return Fate::Refused;
        };
        mutated.attach(&self.plugins);
        let mut looked = 0;
        for at in self.order(mutant) {
            let Some(tried) = self.cases.get(at) else { continue };
            let concerned = mutant.reach.rules_in(&tried.phase);
            if concerned.is_empty() {
                continue;
            }
            looked += 1;
            // A phase that could no longer be stopped is refused as well.
            let Ok(stage) = tried.case.stage(&mutated) else { return Fate::Refused };
            if tried.may_differ(&stage, &concerned) && tried.differs(&mutated) {
                return Fate::Noticed(at);
            }
        }
        Fate::Survived(looked)
    }

    /// Those first that say what becomes of a rule that was changed.
    fn order(&self, mutant: &Mutant) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.cases.len()).collect();
        let names = |at: &usize| {
            let case = self.cases.get(*at).map(|tried| tried.case);
            case.is_some_and(|case| mutant.reach.rules().any(|rule| case.expected.names(rule)))
        };
        order.sort_by_key(|at| !names(at));
        order
    }
}

impl Tried<'_> {
    /// Judges only the rules that were changed, and the scores that count them.
    fn may_differ(&self, stage: &Stage<'_>, concerned: &[&str]) -> bool {
        if !self.is_sound {
            return true;
        }
        let mut part = stage.clone();
        part.rules = together(&stage.rules, concerned);
        let decision = decide(&part, &self.case.scene);
        let judged = decision
            .rules
            .iter()
            .filter(|record| part.rules.iter().any(|rule| rule.id == record.id));
        judged.map(named).any(|finding| !self.findings.contains(&finding))
    }

    fn differs(&self, mutated: &Gate) -> bool {
        self.case.run(mutated).is_none_or(|run| !run.differences.is_empty())
    }
}

fn is_sound(record: &RuleRecord) -> bool {
    record.id == FACTS_RULE && record.outcome == Outcome::Pass
}

fn named(record: &RuleRecord) -> (String, Finding) {
    let finding = (record.outcome, record.effect, record.message.clone(), record.cause.clone());
    (record.id.clone(), finding)
}
