//! Logging commands of Azure Pipelines: output variables, and issues at lines of the gate file.

use gonogo_engine::decision::{Decision, RuleRecord};

use super::dotenv::plain;
use super::issues::issues;
use crate::commands;
use crate::decision::standing::{consequences, name, said, word};
use crate::decision::steps::told;
use crate::paint::{clipped, printable};

/// Characters of a message.
const MESSAGE: usize = 1000;
/// The same with what to do.
const WHOLE: usize = 2000;

pub(in crate::decision) fn render(decision: &Decision) -> String {
    let mut out =
        issues(decision, issue, |level, more| format!("##vso[task.logissue type={level}]{more}\n"));
    let counts = decision.counts;
    for (variable, value) in [
        ("failed", counts.failed.to_string()),
        ("warned", counts.warned.to_string()),
        ("undetermined", counts.undetermined.to_string()),
        ("decision", decision.decision.name().to_owned()),
    ] {
        let value = plain(&value);
        out.push_str(&format!(
            "##vso[task.setvariable variable={variable};isOutput=true]{value}\n"
        ));
    }
    out
}

fn issue(level: &str, (rule, following): (&RuleRecord, &[&RuleRecord])) -> String {
    let text = format!("{}: {}: {}", word(rule), name(rule), said(rule));
    let text = [clipped(&text, MESSAGE)].into_iter().chain(told(rule));
    let text: Vec<String> = text.chain(consequences(rule, following)).collect();
    format!(
        "##vso[task.logissue type={level};sourcepath={};linenumber={};columnnumber={}]{}\n",
        escaped(&rule.file),
        rule.line,
        rule.column,
        escaped(&clipped(&text.join("; "), WHOLE)),
    )
}

/// A command may begin anywhere in a line, and `]` ends its properties.
fn escaped(text: &str) -> String {
    let text = text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A");
    let text = commands::defused(&printable(&text));
    text.replace(';', "%3B").replace(']', "%5D")
}
