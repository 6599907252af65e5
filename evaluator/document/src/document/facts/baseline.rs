//! Baselines: what another fact was in recorded snapshots.

use gonogo_cel::Diagnostic;

use super::{FactNode, FactType};
use crate::codes;
use crate::document::reader::{Fields, Reader, did_you_mean};
use crate::document::tree::{Node, Spanned, quoted};

/// What one fact is compared with stays small.
const MOST_RUNS: u32 = 100;

#[derive(Clone, Debug, PartialEq)]
pub struct BaselineNode {
    /// Names a declared fact that is no baseline itself.
    pub of: Spanned<String>,
    /// From how many runs samples are put together; for one series only.
    pub runs: Option<Spanned<u32>>,
    /// Without any recorded snapshot, rules that wait for this fact are skipped.
    pub skipped_on_first_run: bool,
}

pub(super) fn read(reader: &mut Reader, fields: &Fields<'_>) -> Option<BaselineNode> {
    let of = reader.required(fields, "of", |reader, key, node| reader.text(key, node));
    let runs = reader.optional(fields, "runs", Reader::count);
    let first_run = reader.optional(fields, "first_run", first_run);
    let skipped_on_first_run = first_run == Some(true);
    if let Some(entry) = fields.entry("optional").filter(|_| skipped_on_first_run) {
        let message = "`optional` and `first_run: skip` say two things about the first run";
        let problem = Diagnostic::error(&codes::BAD_BASELINE, entry.key.span, message);
        reader.report(problem.with_help(
            "keep `first_run: skip`, or remove it and test the fact with `has` in the rules",
        ));
    }
    let of = of.map(|text| Spanned { value: text.value, span: text.span })?;
    Some(BaselineNode { of, runs, skipped_on_first_run })
}

/// Whether it is `skip`.
fn first_run(reader: &mut Reader, key: &str, node: &Node) -> Option<bool> {
    let text = reader.text(key, node)?;
    match text.value.as_str() {
        "skip" => Some(true),
        "no-go" => Some(false),
        other => {
            let message = format!("`first_run` cannot be {}", quoted(other));
            let help = "write `skip`, so that rules which wait for the baseline are left out, or \
                        `no-go`, which it is without this key; for a limit that holds on the \
                        first run, add a rule without the baseline";
            reader.refuse(&codes::BAD_BASELINE, text.span, (message, help.to_owned()));
            None
        }
    }
}

/// A baseline is of a fact that snapshots hold.
pub(super) fn check(reader: &mut Reader, facts: &[FactNode]) {
    for node in facts {
        let Some(BaselineNode { of, runs, .. }) = &node.baseline else { continue };
        let is_baseline = |fact: &&FactNode| {
            fact.kind.as_ref().is_some_and(|kind| kind.value == FactType::Baseline)
        };
        let base = facts.iter().find(|fact| fact.name.value == of.value);
        let (message, help) = match base {
            Some(base) if !is_baseline(&base) => {
                check_runs(reader, base, runs.as_ref());
                continue;
            }
            Some(_) => (
                format!("{} is a baseline itself", quoted(&of.value)),
                "name the fact that snapshots hold".to_owned(),
            ),
            None => {
                let declared = facts.iter().filter(|fact| !is_baseline(fact));
                let names: Vec<&str> = declared.map(|fact| fact.name.value.as_str()).collect();
                let help = match names.is_empty() {
                    true => "declare it below `facts`".to_owned(),
                    false => did_you_mean(&of.value, &names),
                };
                (format!("unknown fact {}", quoted(&of.value)), help)
            }
        };
        reader.refuse(&codes::BAD_BASELINE, of.span, (message, help));
    }
}

/// Samples of one series can be put together; of anything else the newest run counts.
fn check_runs(reader: &mut Reader, base: &FactNode, runs: Option<&Spanned<u32>>) {
    let Some((kind, runs)) = base.kind.as_ref().zip(runs) else { return };
    let (message, help) = match runs.value {
        _ if kind.value != FactType::Series || !base.by.is_empty() => (
            format!("`runs` does not fit a baseline of {}", quoted(&base.name.value)),
            "only samples of a single series can be put together; of all else the newest run \
             counts: remove `runs`",
        ),
        0..=MOST_RUNS => return,
        given => (
            format!("{given} runs, {MOST_RUNS} are the most"),
            "older runs tell little about today: 3 to 10 are common",
        ),
    };
    reader.refuse(&codes::BAD_BASELINE, runs.span, (message, help.to_owned()));
}
