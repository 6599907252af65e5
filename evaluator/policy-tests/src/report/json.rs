//! For programs: schema `gonogo.test/v1`.

use serde_json::{Value as Json, json};

use super::{OfCase, OfFile};
use crate::coverage::{Coverage, OfBranch, OfRule, Tally, outcome_name};
use crate::judge::Difference;
use crate::mutation::{Ending, Mutation, Tried};

pub(super) fn render(files: &[OfFile]) -> String {
    let passed: usize = files.iter().map(OfFile::passed).sum();
    let failed: usize = files.iter().map(OfFile::failed).sum();
    let json = json!({
        "schema": "gonogo.test/v1",
        "passed": passed,
        "failed": failed,
        "files": files.iter().map(of_file).collect::<Vec<Json>>(),
    });
    let text = serde_json::to_string_pretty(&json).unwrap_or_default();
    text + "\n"
}

fn of_file(file: &OfFile) -> Json {
    json!({
        "file": file.file,
        "gate": {"name": file.name, "file": file.gate},
        "cases": file.cases.iter().map(of_case).collect::<Vec<Json>>(),
        "coverage": of_coverage(&file.coverage),
        "mutation": file.mutation.as_ref().map(of_mutation),
    })
}

fn of_case(case: &OfCase) -> Json {
    json!({
        "name": case.name,
        "line": case.line,
        "phase": case.phase,
        "passed": case.differences.is_empty(),
        "decision": case.decision,
        "differences": case.differences.iter().map(of_difference).collect::<Vec<Json>>(),
    })
}

fn of_difference(difference: &Difference) -> Json {
    let Difference { of, want, got, because, line } = difference;
    json!({"of": of, "want": want, "got": got, "because": because, "line": line})
}

fn tally(tally: Tally) -> Json {
    json!({"seen": tally.seen, "all": tally.all, "percent": tally.percent()})
}

fn of_coverage(coverage: &Coverage) -> Json {
    json!({
        "rules": tally(coverage.of_rules()),
        "outcomes": tally(coverage.of_outcomes()),
        "cases": tally(coverage.of_branches()),
        "by_rule": coverage.rules.iter().map(of_rule).collect::<Vec<Json>>(),
    })
}

fn of_rule(rule: &OfRule) -> Json {
    let outcomes = rule.outcomes.iter();
    let outcomes =
        outcomes.map(|(outcome, times)| (outcome_name(*outcome).to_owned(), json!(times)));
    let branch = |branch: &OfBranch| json!({"line": branch.position.line, "then": branch.then, "taken": branch.taken});
    json!({
        "id": rule.id,
        "line": rule.line,
        "judged": rule.judged,
        "outcomes": outcomes.collect::<serde_json::Map<String, Json>>(),
        "cases": rule.branches.iter().map(branch).collect::<Vec<Json>>(),
    })
}

fn of_mutation(mutation: &Mutation) -> Json {
    json!({
        "score": tally(mutation.score()),
        "accepted": mutation.accepted(),
        "mutants": mutation.tried.iter().map(of_mutant).collect::<Vec<Json>>(),
        "accepted_without_need": mutation.needless,
    })
}

fn of_mutant(tried: &Tried) -> Json {
    let (ending, by, because) = match &tried.ending {
        Ending::Noticed(case) => ("noticed", Some(case), None),
        Ending::Survived(_) => ("survived", None, None),
        Ending::Accepted(reason) => ("accepted", None, Some(reason)),
        Ending::Refused => ("refused", None, None),
    };
    let mutant = &tried.mutant;
    json!({
        "name": mutant.name(),
        "line": mutant.line,
        "column": mutant.column,
        "ending": ending,
        "by": by,
        "because": because,
    })
}
