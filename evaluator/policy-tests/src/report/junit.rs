//! JUnit's XML: a suite for each test file, and one for its mutants.

use gonogo_junit::{Case, Outcome, Reason, Suite};

use super::{OfCase, OfFile, sentence};
use crate::mutation::Mutation;

pub(super) fn render(files: &[OfFile]) -> String {
    let suites = files.iter().flat_map(|file| {
        let mutants = file.mutation.as_ref().map(|mutation| of_mutation(file, mutation));
        std::iter::once(of_file(file)).chain(mutants)
    });
    gonogo_junit::render(&suites.collect::<Vec<Suite>>())
}

fn of_file(file: &OfFile) -> Suite {
    let cases = file.cases.iter().map(|case| of_case(file, case)).collect();
    Suite { name: file.file.clone(), cases, ..Suite::default() }
}

fn of_case(file: &OfFile, case: &OfCase) -> Case {
    let (class, name) = (file.name.clone(), case.name.clone());
    if case.differences.is_empty() {
        return Case { class, name, outcome: Outcome::Passed };
    }
    let sentences: Vec<String> = case.differences.iter().map(sentence).collect();
    let lines = case.differences.iter().flat_map(|difference| {
        let because = difference.because.iter().map(|line| format!("    {line}"));
        std::iter::once(sentence(difference)).chain(because)
    });
    let place = format!("{}:{}", file.file, case.line);
    let lines: Vec<String> = std::iter::once(place).chain(lines).collect();
    let reason = Reason {
        kind: "difference".to_owned(),
        message: sentences.join("; "),
        text: lines.join("\n"),
    };
    Case { class, name, outcome: Outcome::Failed(reason) }
}

fn of_mutation(file: &OfFile, mutation: &Mutation) -> Suite {
    let survivors = mutation.survivors().map(|(mutant, _)| {
        let reason = Reason {
            kind: "mutant".to_owned(),
            message: "no test notices this mutant".to_owned(),
            text: format!("{}:{}\n{}", file.gate, mutant.line, mutant.name()),
        };
        Case { class: file.name.clone(), name: mutant.name(), outcome: Outcome::Failed(reason) }
    });
    let noticed = mutation.score().all.saturating_sub(mutation.survivors().count());
    let output = format!("{noticed} of {} mutants were noticed", mutation.score().all);
    let name = format!("{} mutants", file.file);
    Suite { name, cases: survivors.collect(), output, ..Suite::default() }
}
