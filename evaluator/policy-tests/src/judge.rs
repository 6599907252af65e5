//! Whether a decision is what a case expects of it, and what else it is.

mod outcome;

use std::collections::BTreeMap;

use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::gate::IMPLICIT_RULES;
use gonogo_engine::{Decision, Stage, Verdict, decide};

use crate::Case;
use crate::document::Wanted;
use crate::scene::Levels;
use outcome::{came_to, fits};

/// Put together from what is said of all cases, of the case, and of its row.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    decision: Option<Verdict>,
    deciding: Option<Vec<String>>,
    rules: BTreeMap<String, OfRule>,
    others: Option<Wanted>,
    message: Vec<String>,
    facts: BTreeMap<String, &'static str>,
}

#[derive(Clone, Debug, Default)]
struct OfRule {
    outcome: Option<Wanted>,
    message: Vec<String>,
}

/// Something that was wanted, and what there was instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Such as `decision`, or `rule error-rate`.
    pub of: String,
    pub want: String,
    pub got: String,
    /// What the rule says and what it saw, line by line.
    pub because: Vec<String>,
    /// In the gate, from 1.
    pub line: Option<usize>,
}

impl Expected {
    pub(crate) fn of(levels: &Levels<'_>, stage: &Stage<'_>) -> Self {
        let mut expected = Self::default();
        for expect in levels.iter().map(|level| &level.expect) {
            let texts = |texts: &[gonogo_document::Text]| -> Vec<String> {
                texts.iter().map(|text| text.value.trim().to_owned()).collect()
            };
            expected.decision = expect.decision.as_ref().map(|d| d.value).or(expected.decision);
            if let Some(deciding) = &expect.deciding {
                let mut ids = texts(&deciding.value);
                ids.sort();
                expected.deciding = Some(ids);
            }
            let here = |id: &str| {
                let implicit = IMPLICIT_RULES.contains(&id);
                implicit || stage.rules.iter().any(|rule| rule.id == id)
            };
            for rule in expect.rules.iter().filter(|rule| here(&rule.id.value)) {
                let outcome = rule.outcome.as_ref().map(|outcome| outcome.value);
                let before = expected.rules.entry(rule.id.value.clone()).or_default();
                before.outcome = outcome.or(before.outcome);
                if !rule.message.is_empty() {
                    before.message = texts(&rule.message);
                }
            }
            expected.others = expect.others.as_ref().map(|o| o.value).or(expected.others);
            expected.message.extend(texts(&expect.message));
            let facts = expect.facts.iter();
            expected.facts.extend(facts.map(|fact| (fact.name.value.clone(), fact.state.value)));
        }
        expected
    }

    /// Whether it is said what the rule comes to.
    pub fn names(&self, rule: &str) -> bool {
        self.rules.contains_key(rule)
    }

    /// Nothing where the decision is as expected.
    pub fn differences(&self, decision: &Decision) -> Vec<Difference> {
        let mut found = Vec::new();
        found.extend(self.of_decision(decision));
        found.extend(self.of_deciding(decision));
        for (id, wanted) in &self.rules {
            let record = decision.rules.iter().find(|record| record.id == *id);
            found.extend(of_rule(id, wanted, record));
        }
        found.extend(self.of_others(decision));
        found.extend(self.of_messages(decision));
        found.extend(self.of_facts(decision));
        found
    }

    fn of_decision(&self, decision: &Decision) -> Option<Difference> {
        let wanted = self.decision.filter(|wanted| *wanted != decision.decision)?;
        let deciding = decision.rules.iter().filter(|rule| decision.deciding.contains(&rule.id));
        let because: Vec<String> = deciding
            .filter(|rule| !self.rules.contains_key(&rule.id))
            .map(|rule| format!("{}: {}", rule.id, came_to(rule)) + &outcome::said(rule))
            .collect();
        Some(Difference {
            of: "decision".to_owned(),
            want: wanted.name().to_owned(),
            got: decision.decision.name().to_owned(),
            because,
            line: None,
        })
    }

    fn of_deciding(&self, decision: &Decision) -> Option<Difference> {
        let wanted = self.deciding.as_ref()?;
        let mut got = decision.deciding.clone();
        got.sort();
        (got != *wanted).then(|| Difference {
            of: "deciding".to_owned(),
            want: list(wanted),
            got: list(&got),
            because: Vec::new(),
            line: None,
        })
    }

    /// Who may be skipped may pass.
    fn of_others(&self, decision: &Decision) -> Vec<Difference> {
        let Some(wanted) = self.others else { return Vec::new() };
        let lenient = wanted == Wanted::Pass;
        let unnamed = decision.rules.iter().filter(|rule| !self.rules.contains_key(&rule.id));
        let wrong = unnamed
            .filter(|rule| !(fits(wanted, rule) || lenient && rule.outcome == Outcome::Skipped));
        wrong.map(|rule| difference(rule, wanted.name())).collect()
    }

    fn of_messages(&self, decision: &Decision) -> Vec<Difference> {
        let texts: Vec<&str> = decision.rules.iter().flat_map(outcome::texts).collect();
        let lacking = self.message.iter().filter(|part| !texts.iter().any(|t| t.contains(*part)));
        let difference = |part: &String| Difference {
            of: "message".to_owned(),
            want: format!("\"{part}\""),
            got: if texts.is_empty() { "no message" } else { "other messages" }.to_owned(),
            because: texts.iter().map(|text| (*text).to_owned()).collect(),
            line: None,
        };
        lacking.map(difference).collect()
    }

    fn of_facts(&self, decision: &Decision) -> Vec<Difference> {
        let mut found = Vec::new();
        for (name, wanted) in &self.facts {
            let Some(fact) = decision.facts.iter().find(|fact| fact.name == *name) else {
                continue;
            };
            if fact.state != *wanted {
                found.push(Difference {
                    of: format!("fact {name}"),
                    want: (*wanted).to_owned(),
                    got: fact.state.to_owned(),
                    because: fact.cause.iter().cloned().collect(),
                    line: None,
                });
            }
        }
        found
    }
}

fn of_rule(id: &str, wanted: &OfRule, record: Option<&RuleRecord>) -> Vec<Difference> {
    let Some(record) = record else {
        // `evidence` and `bake` are there only where they have something to say.
        let passes = matches!(wanted.outcome, None | Some(Wanted::Pass | Wanted::Skipped));
        let want = wanted.outcome.map_or("a message", Wanted::name);
        let difference = || Difference {
            of: format!("rule {id}"),
            want: want.to_owned(),
            got: "nothing to say".to_owned(),
            because: Vec::new(),
            line: None,
        };
        let silent = passes && wanted.message.is_empty();
        return if silent { Vec::new() } else { vec![difference()] };
    };
    let mut found = Vec::new();
    if let Some(outcome) = wanted.outcome.filter(|outcome| !fits(*outcome, record)) {
        found.push(difference(record, outcome.name()));
    }
    let texts = outcome::texts(record);
    for part in wanted.message.iter().filter(|part| !texts.iter().any(|t| t.contains(*part))) {
        let said = texts.first().map_or("no message".to_owned(), |text| format!("\"{text}\""));
        found.push(Difference {
            of: format!("message of {id}"),
            want: format!("\"{part}\""),
            got: said,
            because: Vec::new(),
            line: Some(record.line),
        });
    }
    found
}

fn difference(record: &RuleRecord, want: &str) -> Difference {
    Difference {
        of: format!("rule {}", record.id),
        want: want.to_owned(),
        got: came_to(record),
        because: outcome::because(record),
        line: Some(record.line),
    }
}

fn list(ids: &[String]) -> String {
    if ids.is_empty() { "no rule".to_owned() } else { ids.join(", ") }
}

/// What became of a case.
#[derive(Clone, Debug)]
pub struct Run {
    pub decision: Decision,
    /// Nothing where it passed.
    pub differences: Vec<Difference>,
}

impl Case {
    /// The decision of the gate that the case was made for; `None` when it has no such phase or
    /// parameters, which is found before.
    pub fn run(&self, gate: &gonogo_engine::Gate) -> Option<Run> {
        let stage = self.stage(gate).ok()?;
        let decision = decide(&stage, &self.scene);
        let differences = self.expected.differences(&decision);
        Some(Run { decision, differences })
    }
}

#[cfg(test)]
mod tests {
    use gonogo_engine::gate::load;

    use crate::{Files, cases, read};

    const GATE: &str = "
gate: g
facts: {n: {type: number}, m: {type: number, optional: true}}
rules:
  - {id: low, require: n < 5.0, because: 'n is {n}'}
  - {id: warns, warn_if: n > 3.0}
  - {id: optional, when: has(m), no_go_if: m > 3.0}
  - {id: member, require: n != 2.0}
  - {id: score, score: {of: {member: 1}, go: 100%}}
";

    /// The differences of a case as `of: want, got`.
    #[track_caller]
    fn check(facts: &str, expect: &str, expected: &[&str]) {
        let gate = load("gate.yaml", GATE).gate.unwrap();
        let text = format!(
            "cases: [{{name: c, now: 2026-01-04T00:00:00Z, facts: {facts}, expect: {expect}}}]"
        );
        let (document, problems) = read(&text);
        assert!(problems.is_empty(), "{problems:?}");
        let (cases, problems) = cases(&text, &document.unwrap(), &gate, &Files::new());
        assert!(problems.is_empty(), "{problems:?}");
        let differences = cases[0].run(&gate).unwrap().differences;
        let shown: Vec<String> =
            differences.iter().map(|d| format!("{}: {}, {}", d.of, d.want, d.got)).collect();
        assert_eq!(shown, expected, "{facts} {expect}");
    }

    #[test]
    fn decisions_and_rules_are_compared() {
        check("{n: 1}", "{decision: go, others: pass, deciding: []}", &[]);
        check("{n: 1}", "{decision: no-go}", &["decision: no-go, go"]);
        check("{n: 5}", "{rules: {low: no-go, warns: warn}, deciding: low}", &[]);
        check("{n: 5}", "{rules: {low: fail, warns: fail}}", &[]);
        check("{n: 5}", "{rules: {low: rollback}}", &["rule low: rollback, no-go"]);
        check("{n: 5}", "{deciding: [warns, low]}", &["deciding: low, warns, low"]);
        check("{n: 1}", "{deciding: low}", &["deciding: low, no rule"]);
        check("{n: 5}", "{rules: {low: no-go}, others: pass}", &["rule warns: pass, warn"]);
    }

    #[test]
    fn skipped_passes_among_others_only() {
        check("{n: 1}", "{rules: {optional: skipped}}", &[]);
        check("{n: 1}", "{rules: {optional: pass}}", &["rule optional: pass, skipped"]);
        check("{n: 1, m: 1}", "{others: pass}", &[]);
    }

    #[test]
    fn members_of_scores_fail_without_an_effect() {
        check("{n: 2}", "{rules: {member: fail, score: no-go}}", &[]);
        check("{n: 2}", "{rules: {member: no-go}}", &["rule member: no-go, fail"]);
    }

    #[test]
    fn what_is_not_known_has_states_and_causes() {
        let wanted = "{decision: no-go, rules: {low: undetermined}, facts: {n: missing}}";
        check("{m: 1}", wanted, &[]);
        check("{m: 1}", "{facts: {n: stale}}", &["fact n: stale, missing"]);
        check("{m: 1}", "{rules: {low: pass}}", &["rule low: pass, undetermined (no-go)"]);
        check("{m: 1}", "{rules: {low: {message: not in the snapshot}}}", &[]);
    }

    #[test]
    fn messages_have_their_words() {
        check("{n: 5}", "{message: n is 5, rules: {low: {message: [n is, '5']}}}", &[]);
        check("{n: 5}", "{message: n is 6}", &["message: \"n is 6\", other messages"]);
        check("{n: 1, m: 1}", "{message: n is 6}", &["message: \"n is 6\", no message"]);
        check(
            "{n: 5}",
            "{rules: {low: {message: n is 6}}}",
            &["message of low: \"n is 6\", \"n is 5\""],
        );
        check("{n: 5}", "{rules: {evidence: pass}}", &[]);
        check(
            "{n: 5}",
            "{rules: {evidence: undetermined}}",
            &["rule evidence: undetermined, nothing to say"],
        );
    }
}
