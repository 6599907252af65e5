//! JUnit's XML: each rule is a case. What holds the release is a failure, what could not be judged
//! an error; warnings stand beside the cases.

use gonogo_engine::decision::{Decision, RuleRecord};
use gonogo_junit::{Case, Outcome, Reason, Suite};

use super::standing::{Standing, follows_from, name, said, standing, unusable, word};
use super::steps::told;

pub(super) fn render(decision: &Decision) -> String {
    let class = format!("{}.{}", decision.gate.name, decision.phase);
    let cases = decision.rules.iter().map(|rule| case(&class, rule, decision)).collect();
    let warnings = decision.rules.iter().filter(|rule| standing(rule) == Standing::Warns);
    let warnings: Vec<String> =
        warnings.map(|rule| lines(format!("warn {}: {}", rule.id, said(rule)), rule)).collect();
    let time = decision.now.get(..19).map(str::to_owned);
    let name =
        format!("{} at {}: {}", decision.gate.name, decision.phase, decision.decision.name());
    gonogo_junit::render(&[Suite { name, cases, time, output: warnings.join("\n") }])
}

/// With what to do.
fn lines(first: String, rule: &RuleRecord) -> String {
    [first].into_iter().chain(told(rule)).collect::<Vec<_>>().join("\n")
}

fn case(class: &str, rule: &RuleRecord, decision: &Decision) -> Case {
    let place = || format!("{}:{}:{}", rule.file, rule.line, rule.column);
    let reason = || {
        // The implicit rule's case has the causes.
        if follows_from(rule, unusable(decision)) {
            let message = format!("it could not be judged without {}", rule.unknown.join(", "));
            return Reason { kind: word(rule).to_owned(), message, text: place() };
        }
        let text = [
            Some(place()),
            Some(lines(said(rule), rule)),
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
