//! Asking a policy: what it is handed, and what its answer makes of the rule.

use super::Ruling;
use super::policy::{self, Answered};
use crate::decision::bind::Asked;
use crate::decision::first_run;
use crate::decision::heard::Judged;
use crate::decision::record::{Outcome, RuleRecord};
use crate::decision::settle::if_it_applies;
use crate::explain::Evidence;
use crate::gate::{PluginCheck, Rule};
use crate::plugin::{Call, Failure};

impl Ruling<'_, '_> {
    /// With what the rule's `when` gave, if that waits for a baseline.
    pub(super) fn policy(
        &self,
        (rule, when): (&Rule, Option<&Evidence>),
        record: &mut RuleRecord,
        check: &PluginCheck,
    ) {
        let asked = self.ask(rule, check);
        let waits = asked.unknown.iter().all(|name| self.may_wait(name));
        if !asked.unknown.is_empty() && waits {
            record.unknown = asked.unknown;
            return first_run::skip(record, self.snapshot.no_baseline());
        }
        let mut finding = asked.finding;
        if let Some(when) = when {
            let Some(found) = if_it_applies(finding, rule.on_undetermined) else {
                record.unknown = when.unknown.clone();
                return first_run::skip(record, self.snapshot.no_baseline());
            };
            finding = found;
            record.notes.push(first_run::perhaps(when));
        }
        let evidence = Evidence {
            cause: asked.message.clone(),
            unknown: asked.unknown,
            values: asked.values,
            ..Evidence::default()
        };
        let because = rule.because.as_ref();
        self.fill(
            rule,
            record,
            Judged { finding, evidence, expression: None, because, case: None },
        );
        record.plugin = asked.record;
        record.notes.extend(asked.notes);
        if record.outcome == Outcome::Fail && record.message.is_none() {
            record.message = asked.message;
        }
    }

    fn ask(&self, rule: &Rule, check: &PluginCheck) -> Answered {
        let fail = |failure| policy::unanswered(failure, rule.on_undetermined);
        let Some(plugin) = check.plugin.as_deref().filter(|plugin| plugin.broken().is_none())
        else {
            let cause = check.broken().unwrap_or_default();
            return policy::unanswered(Failure::new(cause), None);
        };
        let lacking = policy::lacking(check, plugin, &self.bound.facts);
        if !lacking.is_empty() {
            let causes = lacking.iter().map(|asked| self.unknown(asked.fact.slot));
            let failure = Failure::new(causes.collect::<Vec<_>>().join("; "));
            let name = |asked: &&Asked<'_>| asked.fact.declaration.name.clone();
            return Answered { unknown: lacking.iter().map(name).collect(), ..fail(failure) };
        }
        let phase = self.stage.phase;
        let call = Call {
            phase: &phase.name,
            live: phase.live,
            traffic: phase.traffic,
            phase_started: self.snapshot.phase_started().filter(|at| *at <= self.snapshot.now()),
            now: self.snapshot.now(),
            settings: self.stage.settings(check),
            facts: policy::facts(check, &self.bound.facts),
        };
        match plugin.evaluate(&call) {
            Ok(findings) => policy::answered(plugin, &findings, rule.on_undetermined),
            Err(failure) => fail(failure),
        }
    }

    fn may_wait(&self, fact: &str) -> bool {
        let named = |asked: &&Asked<'_>| asked.fact.declaration.name == fact;
        self.bound.facts.iter().find(named).is_some_and(|asked| asked.first_run)
    }
}
