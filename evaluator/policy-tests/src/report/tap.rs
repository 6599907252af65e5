//! TAP version 14: a line for each case, what differs below it.

use super::{OfFile, sentence};

pub(super) fn render(files: &[OfFile]) -> String {
    let cases: usize = files.iter().map(|file| file.cases.len()).sum();
    let survivors = |file: &OfFile| file.mutation.as_ref().map_or(0, |all| all.survived());
    let mutants: usize = files.iter().map(survivors).sum();
    let mut text = format!("TAP version 14\n1..{}\n", cases + mutants);
    let mut number = 0;
    for file in files {
        for case in &file.cases {
            number += 1;
            let name = described(&format!("{}: {}", file.name, case.name));
            let lines: Vec<String> = case.differences.iter().map(sentence).collect();
            text.push_str(&line(number, &name, &lines));
        }
        for (mutant, _) in file.mutation.iter().flat_map(|mutation| mutation.survivors()) {
            number += 1;
            let name = described(&format!("{}: mutant {}", file.name, mutant.name()));
            let place = format!("{}:{}", file.gate, mutant.line);
            text.push_str(&line(number, &name, &[format!("no test notices it: {place}")]));
        }
    }
    text
}

fn line(number: usize, name: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return format!("ok {number} - {name}\n");
    }
    let quoted =
        lines.iter().map(|line| format!("    - {}\n", serde_json::Value::from(line.as_str())));
    let lines: String = quoted.collect();
    format!("not ok {number} - {name}\n  ---\n  differences:\n{lines}  ...\n")
}

/// `#` begins a directive, and a line break ends the line.
fn described(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.replace('\\', "\\\\").replace('#', "\\#")
}
