//! Waivers that do nothing, or soon will.

use gonogo_cel::Diagnostic;
use gonogo_cel::suggest;
use gonogo_cel::time::{Duration, Timestamp};
use gonogo_series::quantity::duration_rounded;

use gonogo_document::codes;
use gonogo_engine::gate::{Gate, load_waivers};

/// A week, in which somebody can still act.
const SOON: i64 = 7 * 24 * 3600 * 1_000_000_000;

/// Everything about a file of waivers, for the gates that it is used with: what cannot be read,
/// rules that no gate has, and what ends within a week of `now` or has ended.
pub fn check_waivers(text: &str, gates: &[&Gate], now: Timestamp) -> Vec<Diagnostic> {
    let mut problems = load_waivers(text).problems;
    let (nodes, _) = gonogo_document::read_waivers(text);
    let rules = || gates.iter().flat_map(|gate| &gate.rules).map(|rule| rule.id.as_str());
    for node in &nodes {
        if let Some(rule) = &node.rule
            && !gates.is_empty()
            && !rules().any(|id| id == rule.value)
        {
            let message = format!("no gate here has a rule `{}`", rule.value);
            let help = match suggest::nearest(&rule.value, rules()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "remove the waiver, or name the gate that it is for".to_owned(),
            };
            let problem = Diagnostic::warning(&codes::WAIVER_OF_NOTHING, rule.span, message);
            problems.push(problem.with_help(help));
        }
        let Some(written) = &node.until else { continue };
        let Some(until) = Timestamp::parse(written.value.trim()) else { continue };
        let left = until.since(now).unwrap_or(Duration::from_nanos(i64::MAX)).nanos;
        let message = match left {
            ..=0 => "this waiver is over: it lifts nothing any more".to_owned(),
            1..=SOON => format!("this waiver ends in {}", duration_rounded(left)),
            _ => continue,
        };
        let help = "mend what it excuses, or give it a new date and reason";
        let problem = Diagnostic::warning(&codes::WAIVER_ENDS, written.span, message);
        problems.push(problem.with_help(help));
    }
    problems.sort_by(|a, b| (a.span, a.code.id).cmp(&(b.span, b.code.id)));
    problems
}
