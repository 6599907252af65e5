//! `decide`: pure and total. No clock, no I/O, no randomness, no error.

mod asking;
mod policy;

use std::collections::BTreeMap;

use gonogo_cel::{Budget, Fault, Slot, Value};

use super::bind::{Asked, Bound, bind};
use super::budget;
use super::conclude::conclude;
use super::first_run;
use super::heard::{Judged, judged};
use super::implicit::{bake_rule, evidence_rule, facts_rule, plugins_rule};
use super::observed::Observed;
use super::record::{Decision, Outcome, RuleRecord};
use super::score::{Tally, tally};
use super::settle::{Answer, Applies, Decider, Settled, if_it_applies, parts, settle};
use super::table::{Finding, Standing, Truth, judge_score};
use crate::explain::onset::{self, Known};
use crate::explain::{self, Evidence, Site, Wanted};
use crate::gate::{Case, Check, Effect, Expression, Rule, Score, Stage, Template};

/// Cost units for the values in one message.
pub(crate) const MESSAGE_BUDGET: u64 = 500_000;

/// The decision of a gate at a phase about a snapshot: the same input, the same bytes.
pub fn decide(stage: &Stage<'_>, snapshot: &impl Observed) -> Decision {
    let bound = bind(stage, snapshot);
    let in_order = stage.in_order();
    let ruled = budget::judge_all(stage.gate.budget, &in_order, |rule, budget| {
        Ruling { stage, bound: &bound, budget, snapshot }.rule(rule)
    });
    let nothing = Budget::new(0);
    let counting = Ruling { stage, bound: &bound, budget: &nothing, snapshot };
    let judged = counting.count(ruled);
    let mut rules = vec![facts_rule(stage, &bound.facts)];
    rules.extend(evidence_rule(stage, in_order.iter().copied().zip(&judged)));
    rules.extend(bake_rule(stage));
    rules.extend(plugins_rule(stage));
    rules.extend(judged);
    conclude(stage, snapshot, rules, &bound.facts)
}

/// Cost units that each rule of the stage may use, whatever the others do.
pub fn units_of_a_rule(stage: &Stage<'_>) -> u64 {
    budget::part(stage.gate.budget, stage.rules.len())
}

struct Ruling<'r, 'g> {
    stage: &'r Stage<'g>,
    bound: &'r Bound<'g>,
    /// Of one rule.
    budget: &'r Budget,
    snapshot: &'r dyn Observed,
}

/// What came of a rule at first sight.
enum Ruled<'r> {
    Judged(Box<RuleRecord>),
    /// A score that applies; it waits for the rules that it counts.
    Waiting {
        blank: Box<RuleRecord>,
        rule: &'r Rule,
        score: &'r Score,
        /// What its `when` gave, if that waits for a baseline.
        when: Option<Box<Evidence>>,
    },
}

impl Ruling<'_, '_> {
    fn rule<'r>(&self, rule: &'r Rule) -> Ruled<'r> {
        let mut record = self.blank(rule);
        let mut heard: Vec<Evidence> = Vec::new();
        let settled = settle(rule, |condition| {
            let (answer, evidence) = self.answer(condition, wanted(rule, condition));
            heard.push(evidence);
            answer
        });
        match settled {
            Settled::Policy(check, applies) => {
                let when = heard.pop().filter(|_| applies == Applies::Perhaps);
                self.policy((rule, when.as_ref()), &mut record, check);
            }
            Settled::Members(score, applies) => {
                let when = heard.pop().filter(|_| applies == Applies::Perhaps).map(Box::new);
                return Ruled::Waiting { blank: Box::new(record), rule, score, when };
            }
            Settled::Skipped => {
                let when = rule.when.as_ref().map(|when| format!("`when` is false: {}", when.text));
                record.outcome = Outcome::Skipped;
                record.cause = when;
                record.values = heard.pop().unwrap_or_default().values;
            }
            Settled::Waiting(decider) => {
                let finding = Finding::Undetermined(Effect::NoGo);
                self.fill(rule, &mut record, judged(rule, (finding, decider), heard));
                first_run::skip(&mut record, self.snapshot.no_baseline());
            }
            Settled::Found(finding, decider) => {
                if decider == Decider::When {
                    record.notes.push("it is not known whether the rule applies".to_owned());
                }
                self.fill(rule, &mut record, judged(rule, (finding, decider), heard));
            }
        }
        Ruled::Judged(Box::new(record))
    }

    /// Scores have no say about each other, so that one round is enough.
    fn count(&self, ruled: Vec<Ruled<'_>>) -> Vec<RuleRecord> {
        let judged: BTreeMap<&str, &RuleRecord> = ruled
            .iter()
            .filter_map(|ruled| match ruled {
                Ruled::Judged(record) => Some((record.id.as_str(), &**record)),
                Ruled::Waiting { .. } => None,
            })
            .collect();
        let scores = ruled.iter().filter_map(|ruled| match ruled {
            Ruled::Judged(_) => None,
            Ruled::Waiting { blank, rule, score, when } => {
                Some(self.score((rule, when.as_deref()), (**blank).clone(), tally(score, &judged)))
            }
        });
        let mut scores = scores.collect::<Vec<_>>().into_iter();
        let records = ruled.into_iter().filter_map(|ruled| match ruled {
            Ruled::Judged(record) => Some(*record),
            Ruled::Waiting { .. } => scores.next(),
        });
        records.collect()
    }

    /// With what its `when` gave, if that waits for a baseline.
    fn score(
        &self,
        (rule, when): (&Rule, Option<&Evidence>),
        mut record: RuleRecord,
        tally: Tally<'_>,
    ) -> RuleRecord {
        let text = tally.record.text.clone();
        let evidence = Evidence {
            cause: Some(text.clone()),
            unknown: tally.unknown,
            margin: Some(tally.margin),
            passes_if: tally.passes_if,
            ..Evidence::default()
        };
        // Where facts that may not be missing leave it open, a warning is not enough: for any
        // other rule the implicit one about facts would see to it.
        let is_needed = |asked: &&Asked<'_>| {
            let declaration = &asked.fact.declaration;
            !declaration.optional && tally.missing.contains(&declaration.name)
        };
        let is_soft = !self.bound.facts.iter().any(|asked| is_needed(&asked));
        let on_undetermined =
            rule.on_undetermined.filter(|effect| is_soft || *effect > Effect::Warn);
        let mut finding = judge_score(tally.score, tally.standing, on_undetermined);
        if let Some(when) = when {
            let Some(found) = if_it_applies(finding, rule.on_undetermined) else {
                record.unknown = when.unknown.clone();
                first_run::skip(&mut record, self.snapshot.no_baseline());
                return record;
            };
            finding = found;
            record.notes.push(first_run::perhaps(when));
        }
        let because = rule.because.as_ref().filter(|_| tally.standing != Standing::Few);
        let judged = Judged { finding, evidence, expression: None, because, case: None };
        self.fill(rule, &mut record, judged);
        if tally.standing == Standing::Few {
            // They are for a score that is missed: this one only warns.
            record.action = None;
            onset::clear(&mut record);
        }
        if record.outcome == Outcome::Fail && record.message.is_none() {
            record.message = Some(text);
        }
        record.expression = Some(tally.condition);
        record.score = Some(tally.record);
        record
    }

    fn answer(&self, condition: &Expression, wanted: Option<Wanted>) -> (Answer, Evidence) {
        let (result, trace) = condition.program.explain(&self.bound.bindings, self.budget);
        let site = Site { expression: condition, trace: &trace };
        let (truth, cause) = match &result {
            Ok(Value::Bool(true)) => (Truth::True, None),
            Ok(Value::Bool(false)) => (Truth::False, None),
            Ok(other) => {
                let cause = format!("the condition gave {}, not true or false", other.brief());
                (Truth::Undetermined, Some(cause))
            }
            Err(fault) => (Truth::Undetermined, Some(self.cause(fault))),
        };
        let mut evidence = explain::evidence(&site);
        evidence.cause = cause;
        evidence.passes_if = wanted.and_then(|wanted| explain::flip(&site, wanted));
        let Err(Fault::Unknown(unknowns)) = &result else {
            return (Answer::Given(truth), evidence);
        };
        let slots = unknowns.slots.iter();
        evidence.unknown = slots.filter_map(|slot| self.fact_name(*slot)).collect();
        evidence.open = explain::open(&site);
        let waits = first_run::is_all_that_lacks(unknowns, &self.bound.facts);
        (if waits { Answer::Waiting } else { Answer::Given(truth) }, evidence)
    }

    /// Why an expression has no value, with the facts that it needs.
    fn cause(&self, fault: &Fault) -> String {
        match fault {
            Fault::Error(error) => error.message.clone(),
            Fault::Unknown(unknowns) => {
                let causes = unknowns.slots.iter().map(|slot| self.unknown(*slot));
                let error = unknowns.error.iter().map(|error| error.message.clone());
                causes.chain(error).collect::<Vec<String>>().join("; ")
            }
        }
    }

    fn unknown(&self, slot: Slot) -> String {
        let asked = self.bound.facts.iter().find(|asked| asked.fact.slot == slot);
        if let Some(Asked { fact, decoded, .. }) = asked {
            let name = &fact.declaration.name;
            return match &decoded.value {
                Err(problem) => format!("`{name}` is {}: {problem}", problem.state.name()),
                Ok(_) => format!("`{name}` is not known"),
            };
        }
        let slots = &self.stage.gate.slots;
        if slot == slots.phase_started || slot == slots.phase_elapsed {
            return match self.snapshot.phase_started() {
                Some(started) => format!("the phase starts only at {started}"),
                None => "it is not known when the phase started: give `--phase-started`".to_owned(),
            };
        }
        if slot == slots.phase_traffic {
            return format!("the phase `{}` declares no traffic", self.stage.phase.name);
        }
        "a value is not known".to_owned()
    }

    fn fill(&self, rule: &Rule, record: &mut RuleRecord, judged: Judged<'_>) {
        let Judged { finding, evidence, expression, because, case } = judged;
        let (outcome, effect) = parts(finding);
        if let Some(case) = case {
            (record.line, record.column) = (case.position.line, case.position.column);
        }
        record.outcome = outcome;
        record.effect = effect;
        record.expression = expression.map(|expression| expression.text.clone());
        if outcome == Outcome::Undetermined {
            record.cause = evidence.cause;
            record.unknown = evidence.unknown;
            record.open = evidence.open;
        }
        record.values = evidence.values;
        record.logic = evidence.logic;
        record.margin = evidence.margin;
        record.passes_if = evidence.passes_if.filter(|_| outcome != Outcome::Pass);
        record.spans = evidence.spans;
        let earlier = self.stage.onsets.as_ref();
        let now = self.snapshot.now_nanos();
        let own = case.and_then(|case| case.escalations.as_ref());
        let steps = own.unwrap_or(&rule.escalations);
        onset::fill(steps, record, &Known { since: evidence.since, earlier, now });
        if outcome != Outcome::Fail {
            return;
        }
        // Only a proven failure hands its action on: "roll back" is no answer to missing data.
        let own = case.and_then(|case| case.action.as_ref());
        record.action = own.or(rule.action.as_ref()).cloned();
        if record.spans.is_empty() {
            record.spans = evidence.standing;
        }
        record.message = because.map(|template| self.message(template));
    }

    fn message(&self, template: &Template) -> String {
        // What is said must not depend on what judging cost.
        explain::message(template, &self.bound.bindings, &Budget::new(MESSAGE_BUDGET))
    }

    fn blank(&self, rule: &Rule) -> RuleRecord {
        let file = &self.stage.gate.file;
        let mut record = RuleRecord::new(&rule.id, rule.title.as_deref(), file, rule.position);
        record.facts = rule.slots().filter_map(|slot| self.fact_name(slot)).collect();
        record.facts.sort();
        record.facts.dedup();
        record.shadow = rule.shadow;
        let is_here = |score: &&String| self.stage.rules.iter().any(|rule| rule.id == **score);
        record.counts_in = rule.counts_in.iter().filter(is_here).cloned().collect();
        record.veto = rule.veto;
        record
    }

    fn fact_name(&self, slot: Slot) -> Option<String> {
        let fact = self.stage.gate.facts.iter().find(|fact| fact.slot == slot);
        fact.map(|fact| fact.declaration.name.clone())
    }
}

/// What the condition of a rule has to come to for the rule to pass.
fn wanted(rule: &Rule, condition: &Expression) -> Option<Wanted> {
    match &rule.check {
        Check::Require { condition: own, .. } => {
            std::ptr::eq(own, condition).then_some(Wanted::True)
        }
        Check::Forbid { condition: own, .. } => {
            std::ptr::eq(own, condition).then_some(Wanted::False)
        }
        Check::Cases(cases) => {
            let is_own =
                |case: &&Case| case.when.as_ref().is_some_and(|w| std::ptr::eq(w, condition));
            let case = cases.iter().find(is_own)?;
            Some(if case.then.is_none() { Wanted::True } else { Wanted::False })
        }
        Check::Score(_) | Check::Plugin(_) => None,
    }
}
