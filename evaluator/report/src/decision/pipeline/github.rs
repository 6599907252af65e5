//! Workflow commands of GitHub Actions, which become annotations of the gate file's lines.

use gonogo_engine::decision::{Decision, RuleRecord};

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
    let mut out = issues(decision, command, |level, more| format!("::{level}::{more}\n"));
    let verdict = decision.decision.name();
    let (gate, phase) = (data(&decision.gate.name), data(&decision.phase));
    out.push_str(&format!("::notice title=gonogo::{gate} at {phase}: {verdict}\n"));
    out
}

fn command(level: &str, (rule, following): (&RuleRecord, &[&RuleRecord])) -> String {
    let text = [clipped(&said(rule), MESSAGE)].into_iter().chain(told(rule));
    let text: Vec<String> = text.chain(consequences(rule, following)).collect();
    format!(
        "::{level} file={},line={},col={},title={}::{}\n",
        property(&rule.file),
        rule.line,
        rule.column,
        property(&format!("{}: {}", word(rule), name(rule))),
        // Some runners look for the last `::` of a line: between the two stands what nobody sees.
        data(&clipped(&text.join("\n"), WHOLE).replace("::", ":\u{200b}:")),
    )
}

/// Line breaks are kept; what else a terminal would obey is not.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    commands::defused(&printable(&text))
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
