//! For people: what failed, with the values; what is not covered; which mutants survive.

use super::paint::{Colour, paint, printable};
use super::{Cases, OfCase, OfFile, Shown, Shows, counted};
use crate::coverage::{Coverage, Tally};
use crate::judge::Difference;
use crate::mutate::{Mistake, Mutant};
use crate::mutation::Mutation;

pub(super) fn render(files: &[OfFile], shown: Shown) -> String {
    let mut text = String::new();
    for file in files {
        text.push_str(&of_file(file, shown));
        text.push('\n');
    }
    let failed: usize = files.iter().map(OfFile::failed).sum();
    let passed: usize = files.iter().map(OfFile::passed).sum();
    let verdict = match failed {
        0 => paint(Colour::Green, &format!("{} passed", counted(passed, "case"))),
        _ => {
            paint(Colour::Red, &format!("{failed} of {} failed", counted(passed + failed, "case")))
        }
    };
    text + &verdict + "\n"
}

fn of_file(file: &OfFile, shown: Shown) -> String {
    let head = paint(Colour::Bold, &printable(&file.file));
    let mut text = format!("{head}  {} · {}\n", file.name, counted(file.cases.len(), "case"));
    for case in &file.cases {
        if shown.cases == Cases::All || !case.differences.is_empty() {
            text.push_str(&of_case(file, case));
        }
    }
    if shown.coverage == Shows::Everything {
        text.push_str(&of_coverage(file, &file.coverage));
    }
    if let Some(mutation) = &file.mutation {
        text.push_str(&of_mutation(file, mutation));
    }
    text
}

fn of_case(file: &OfFile, case: &OfCase) -> String {
    let mark = match case.differences.is_empty() {
        true => paint(Colour::Green, "✓"),
        false => paint(Colour::Red, "✗"),
    };
    let place = paint(Colour::Dim, &format!("{}:{}", printable(&file.file), case.line));
    let mut text = format!("  {mark} {}  {place}\n", printable(&case.name));
    for difference in &case.differences {
        text.push_str(&of_difference(file, difference));
    }
    text
}

fn of_difference(file: &OfFile, difference: &Difference) -> String {
    let Difference { of, want, got, because, line } = difference;
    let place = line.map(|line| format!("  {}:{line}", printable(&file.gate)));
    let place = paint(Colour::Dim, &place.unwrap_or_default());
    let (want, got) = (printable(want), paint(Colour::Red, &printable(got)));
    let mut text = format!("      {}: want {want}, got {got}{place}\n", printable(of));
    for line in because {
        text.push_str(&format!("          {}\n", printable(line)));
    }
    text
}

fn share(tally: Tally) -> String {
    format!("{} of {} ({} %)", tally.seen, tally.all, tally.percent())
}

fn of_coverage(file: &OfFile, coverage: &Coverage) -> String {
    let mut parts = vec![
        format!("rules {}", share(coverage.of_rules())),
        format!("outcomes {}", share(coverage.of_outcomes())),
    ];
    if coverage.of_branches().all > 0 {
        parts.push(format!("cases of tables {}", share(coverage.of_branches())));
    }
    let mut text = format!("  coverage: {}\n", parts.join(", "));
    for rule in &coverage.rules {
        let unseen = rule.unseen();
        if unseen.is_empty() {
            continue;
        }
        let mark = paint(Colour::Yellow, "!");
        let what = match rule.judged {
            0 => "never judged".to_owned(),
            _ => format!("never seen: {}", unseen.join(", ")),
        };
        let place = paint(Colour::Dim, &format!("{}:{}", printable(&file.gate), rule.line));
        text.push_str(&format!("    {mark} {}  {what}  {place}\n", rule.id));
    }
    text
}

fn of_mutation(file: &OfFile, mutation: &Mutation) -> String {
    let score = mutation.score();
    let accepted = match mutation.accepted() {
        0 => String::new(),
        accepted => format!(", {accepted} accepted"),
    };
    let noticed = match score.all {
        0 => "none: there is nothing to change in the gate".to_owned(),
        all => format!("{} of {all} noticed ({} %)", score.seen, score.percent()),
    };
    let mut text = format!("  mutants: {noticed}{accepted}\n");
    for (mutant, looked) in mutation.survivors() {
        text.push_str(&of_survivor(file, mutant, looked));
    }
    for name in &mutation.needless {
        let mark = paint(Colour::Yellow, "!");
        let name = printable(name);
        text.push_str(&format!("    {mark} accepted without need, remove it: {name}\n"));
    }
    text
}

fn of_survivor(file: &OfFile, mutant: &Mutant, looked: usize) -> String {
    let mark = paint(Colour::Red, "✗");
    let place = format!("{}:{}:{}", printable(&file.gate), mutant.line, mutant.column);
    let line = file.text.lines().nth(mutant.line.saturating_sub(1)).unwrap_or_default();
    let (line, column) = excerpt(line, mutant.column.saturating_sub(1));
    let hint = match looked {
        0 => "no case looks at it".to_owned(),
        _ => format!("{} it and none fails: {}", looking(looked), hint(mutant)),
    };
    format!(
        "    {mark} {}  {}\n        {}\n        {:column$}{}\n        {hint}\n",
        printable(&mutant.name()),
        paint(Colour::Dim, &place),
        printable(&line),
        "",
        paint(Colour::Red, "^"),
    )
}

fn looking(cases: usize) -> String {
    match cases {
        1 => "1 case looks at".to_owned(),
        _ => format!("{cases} cases look at"),
    }
}

/// Characters of a line of the gate that are shown, and how many of them stand before a mutant.
const SHOWN: usize = 90;
const BEFORE: usize = 50;

/// The part of a line around a column, and where that column is in it; both from 0.
fn excerpt(line: &str, column: usize) -> (String, usize) {
    let indent = line.chars().take_while(|c| *c == ' ').count().min(column);
    let start = indent.max(column.saturating_sub(BEFORE));
    let (dots, shift) = if start > indent { ("…", 1) } else { ("", 0) };
    let rest = line.chars().count().saturating_sub(start);
    let shown: String = line.chars().skip(start).take(SHOWN).collect();
    let more = if rest > SHOWN { "…" } else { "" };
    (format!("{dots}{shown}{more}"), column - start + shift)
}

/// Which test would notice.
fn hint(mutant: &Mutant) -> &'static str {
    match mutant.mistake {
        Mistake::Threshold => "test what lies between the two",
        Mistake::Duration => "test a time between the two",
        Mistake::Comparison => match mutant.from.as_str() {
            "lasting" | "lasted" => "test what has lasted and is over by now",
            "==" | "!=" => "test what is equal, and what is not",
            _ => "test a value that is exactly at the limit",
        },
        Mistake::Logic => "test each condition alone",
        Mistake::Effect => "expect what the rule asks for, as in `rules: {…: no-go}`",
        Mistake::Quorum => "test just enough, and a little less",
        Mistake::Switch => "test what it turns on, and what it turns off",
        Mistake::Dropped => "test where it makes a difference",
    }
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn long_lines_are_shown_around_the_mutant() {
        assert_eq!(excerpt("    require: a < b", 15), ("require: a < b".to_owned(), 11));
        let long = format!("    {} < {}", "a".repeat(80), "b".repeat(80));
        let (shown, column) = excerpt(&long, 85);
        assert_eq!(shown.chars().nth(column), Some('<'), "{shown}");
        assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
        assert_eq!(excerpt("", 3), (String::new(), 3));
    }
}
