//! lcov's tracefile: rules are functions, outcomes and cases of tables are branches.

use std::collections::BTreeMap;

use super::OfFile;
use crate::coverage::OfRule;

pub(super) fn render(files: &[OfFile]) -> String {
    files.iter().map(of_file).collect()
}

fn of_file(file: &OfFile) -> String {
    let rules = &file.coverage.rules;
    let mut text = format!("TN:\nSF:{}\n", file.gate);
    for rule in rules {
        text.push_str(&format!("FN:{},{}\n", rule.line, rule.id));
    }
    for rule in rules {
        text.push_str(&format!("FNDA:{},{}\n", rule.judged, rule.id));
    }
    let judged = rules.iter().filter(|rule| rule.judged > 0).count();
    text.push_str(&format!("FNF:{}\nFNH:{judged}\n", rules.len()));
    let branches: Vec<(usize, usize, usize, usize)> =
        rules.iter().enumerate().flat_map(|(block, rule)| branches(block, rule)).collect();
    for (line, block, branch, taken) in &branches {
        text.push_str(&format!("BRDA:{line},{block},{branch},{taken}\n"));
    }
    let taken = branches.iter().filter(|(_, _, _, taken)| *taken > 0).count();
    text.push_str(&format!("BRF:{}\nBRH:{taken}\n", branches.len()));
    let lines = lines(rules);
    for (line, times) in &lines {
        text.push_str(&format!("DA:{line},{times}\n"));
    }
    let hit = lines.values().filter(|times| **times > 0).count();
    text.push_str(&format!("LF:{}\nLH:{hit}\nend_of_record\n", lines.len()));
    text
}

/// Line, number of the rule, number of the branch, how often.
fn branches(block: usize, rule: &OfRule) -> Vec<(usize, usize, usize, usize)> {
    let outcomes = rule.outcomes.iter().map(|(_, times)| (rule.line, *times));
    let cases = rule.branches.iter().map(|branch| (branch.position.line, branch.taken));
    let all = outcomes.chain(cases).enumerate();
    all.map(|(branch, (line, times))| (line, block, branch, times)).collect()
}

fn lines(rules: &[OfRule]) -> BTreeMap<usize, usize> {
    let mut lines: BTreeMap<usize, usize> = BTreeMap::new();
    for rule in rules {
        *lines.entry(rule.line).or_default() += rule.judged;
        for branch in &rule.branches {
            *lines.entry(branch.position.line).or_default() += branch.taken;
        }
    }
    lines
}
