//! JUnit's XML: a suite for each test file, and one for its mutants.

use super::{OfCase, OfFile, sentence};
use crate::mutation::Mutation;

pub(super) fn render(files: &[OfFile]) -> String {
    let suites: String = files.iter().map(of_file).collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n{suites}</testsuites>\n")
}

fn of_file(file: &OfFile) -> String {
    let cases: String = file.cases.iter().map(|case| of_case(file, case)).collect();
    let mutants = file.mutation.as_ref().map(|mutation| of_mutation(file, mutation));
    suite(&file.file, (file.cases.len(), file.failed()), &cases) + &mutants.unwrap_or_default()
}

fn suite(name: &str, (tests, failures): (usize, usize), inside: &str) -> String {
    format!(
        "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\">\n{inside}  \
         </testsuite>\n",
        escaped(name)
    )
}

fn of_case(file: &OfFile, case: &OfCase) -> String {
    let head = head(file, &case.name, (&file.file, case.line));
    if case.differences.is_empty() {
        return format!("{head}/>\n");
    }
    let sentences: Vec<String> = case.differences.iter().map(sentence).collect();
    let lines = case.differences.iter().flat_map(|difference| {
        let because = difference.because.iter().map(|line| format!("    {line}"));
        std::iter::once(sentence(difference)).chain(because)
    });
    let lines: Vec<String> = lines.collect();
    failure(&head, &sentences.join("; "), &lines.join("\n"))
}

fn of_mutation(file: &OfFile, mutation: &Mutation) -> String {
    let survivors: Vec<String> = mutation
        .survivors()
        .map(|(mutant, _)| {
            let head = head(file, &mutant.name(), (&file.gate, mutant.line));
            failure(&head, "no test notices this mutant", &mutant.name())
        })
        .collect();
    let counts = (mutation.score().all, survivors.len());
    suite(&format!("{} mutants", file.file), counts, &survivors.concat())
}

fn head(file: &OfFile, name: &str, (path, line): (&str, usize)) -> String {
    let (class, name, path) = (escaped(&file.name), escaped(name), escaped(path));
    format!("    <testcase classname=\"{class}\" name=\"{name}\" file=\"{path}\" line=\"{line}\"")
}

fn failure(head: &str, message: &str, text: &str) -> String {
    let (message, text) = (escaped(message), escaped(text));
    format!("{head}>\n      <failure message=\"{message}\">{text}</failure>\n    </testcase>\n")
}

/// XML has no way to write most control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
