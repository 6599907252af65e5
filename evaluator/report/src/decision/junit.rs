//! JUnit's XML: each rule is a case. What holds the release is a failure, what could not be judged
//! an error; warnings stand beside the cases.

use gonogo_engine::decision::{Decision, RuleRecord};
use gonogo_junit::{Case, Outcome, Reason, Suite};

use super::standing::{Standing, name, said, standing, word};

pub(super) fn render(decision: &Decision) -> String {
    let class = format!("{}.{}", decision.gate.name, decision.phase);
    let cases = decision.rules.iter().map(|rule| case(&class, rule)).collect();
    let warnings = decision.rules.iter().filter(|rule| standing(rule) == Standing::Warns);
    let warnings: Vec<String> =
        warnings.map(|rule| format!("warn {}: {}", rule.id, said(rule))).collect();
    let time = decision.now.get(..19).map(str::to_owned);
    let name =
        format!("{} at {}: {}", decision.gate.name, decision.phase, decision.decision.name());
    gonogo_junit::render(&[Suite { name, cases, time, output: warnings.join("\n") }])
}

fn case(class: &str, rule: &RuleRecord) -> Case {
    let reason = || {
        let text = [
            Some(format!("{}:{}:{}", rule.file, rule.line, rule.column)),
            Some(said(rule)),
            rule.expression.clone(),
            rule.passes_if.as_ref().map(|passes_if| format!("passes if {passes_if}")),
        ];
        let text: Vec<String> = text.into_iter().flatten().collect();
        Reason { kind: word(rule).to_owned(), message: said(rule), text: text.join("\n") }
    };
    let outcome = match standing(rule) {
        Standing::Passed | Standing::Warns => Outcome::Passed,
        Standing::Skipped => Outcome::Skipped(rule.cause.clone().unwrap_or_default()),
        Standing::Silent => Outcome::Skipped("it decides nothing by itself".to_owned()),
        Standing::Unknown => Outcome::Error(reason()),
        Standing::Fails => Outcome::Failed(reason()),
    };
    Case { class: class.to_owned(), name: name(rule).to_owned(), outcome }
}
