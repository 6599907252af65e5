//! Warnings that somebody allowed, in a comment beside them and with a reason:
//!
//! ```yaml
//! # gonogo: allow P043 the base is never below 50ms
//! no_go_if: canary.vs(stable).ratio() > 1.5
//! ```

use gonogo_cel::{Diagnostic, Span};
use gonogo_document::Lines;

use crate::codes;

const MARK: &str = "gonogo:";

struct Allowance<'t> {
    code: &'t str,
    /// Of the code in the text.
    span: Span,
    /// The lines that it is about, both included: its own, or the next one that is no comment with
    /// those that stand deeper below it.
    lines: (usize, usize),
    has_reason: bool,
}

/// The findings without those that are allowed, and with what is wrong with allowances: a code
/// that is none, no reason, or nothing there to allow. Errors cannot be allowed.
pub fn allow(text: &str, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let allowances = read(text);
    if allowances.is_empty() {
        return findings;
    }
    let lines = Lines::new(text);
    let mut used = vec![false; allowances.len()];
    let mut kept = Vec::new();
    for finding in findings {
        let line = lines.position(finding.span.start).line;
        let allows = |one: &Allowance<'_>| {
            one.code == finding.code.id && (one.lines.0..=one.lines.1).contains(&line)
        };
        match allowances.iter().position(allows).filter(|_| !finding.is_error()) {
            Some(at) if allowances.get(at).is_some_and(|one| one.has_reason) => {
                used.get_mut(at).into_iter().for_each(|used| *used = true);
            }
            Some(at) => {
                used.get_mut(at).into_iter().for_each(|used| *used = true);
                kept.extend(allowances.get(at).map(without_reason));
                kept.push(finding);
            }
            None => kept.push(finding),
        }
    }
    // With errors nobody knows what else there would be.
    let is_broken = kept.iter().any(Diagnostic::is_error);
    let idle = allowances.iter().zip(used).filter(|(_, used)| !used && !is_broken);
    kept.extend(idle.map(|(allowance, _)| idle_one(allowance)));
    kept.sort_by(|a, b| (a.span, a.code.id).cmp(&(b.span, b.code.id)));
    kept
}

fn without_reason(allowance: &Allowance<'_>) -> Diagnostic {
    let message = format!("`{}` is allowed without a reason, so it is not", allowance.code);
    Diagnostic::warning(&codes::BAD_ALLOWANCE, allowance.span, message)
        .with_help("say why behind the code")
}

fn idle_one(allowance: &Allowance<'_>) -> Diagnostic {
    let code = allowance.code;
    let line = allowance.lines.0;
    let message = format!("there is no warning `{code}` on line {line} to allow");
    Diagnostic::warning(&codes::BAD_ALLOWANCE, allowance.span, message)
        .with_help("remove it, or put it on the line of the warning or above it")
}

/// Comments of the form `# gonogo: allow CODE reason`.
fn read(text: &str) -> Vec<Allowance<'_>> {
    if !text.contains(MARK) {
        return Vec::new();
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut found = Vec::new();
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        if let Some((column, code, has_reason)) = comment(line) {
            let is_alone = line.trim_start().starts_with('#');
            let follows = || {
                let rest = lines.iter().enumerate().skip(at + 1);
                let mut rest = rest.filter(|(_, line)| !line.trim_start().starts_with('#'));
                rest.find(|(_, line)| !line.trim().is_empty()).map_or(at, |(next, _)| next)
            };
            let first = if is_alone { follows() } else { at };
            let last = if is_alone { below(&lines, first) } else { at };
            let from = u32::try_from(start + column).unwrap_or(u32::MAX);
            let to = from.saturating_add(u32::try_from(code.len()).unwrap_or(u32::MAX));
            let span = Span::new(from, to);
            let lines = (first + 1, last + 1);
            found.push(Allowance { code, span, lines, has_reason });
        }
        start += line.len() + 1;
    }
    found
}

/// The last line that stands deeper than that one, without a break.
fn below(lines: &[&str], first: usize) -> usize {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let own = lines.get(first).map_or(0, |line| depth(line));
    let rest = lines.iter().enumerate().skip(first + 1);
    let mut inside = rest.take_while(|(_, line)| line.trim().is_empty() || depth(line) > own);
    let mut last = first;
    inside.by_ref().for_each(|(at, _)| last = at);
    last
}

/// Where the code stands in the line, the code, and whether a reason follows.
fn comment(line: &str) -> Option<(usize, &str, bool)> {
    let (before, after) = line.split_once(MARK)?;
    let hash = before.trim_end().strip_suffix('#')?;
    if !(hash.is_empty() || hash.ends_with(char::is_whitespace)) {
        return None;
    }
    let words = after.trim_start().strip_prefix("allow")?;
    let rest = words.strip_prefix(char::is_whitespace)?.trim_start();
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (code, reason) = rest.split_at_checked(length)?;
    let column = line.len() - rest.len();
    let has_reason = reason.chars().any(char::is_alphanumeric);
    (!code.is_empty()).then_some((column, code, has_reason))
}

#[cfg(test)]
mod tests {
    use gonogo_document::codes::UNUSED;

    use super::*;

    /// The codes and lines of what is left of a warning P020 on the line that has `here`.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, usize)]) {
        let at = u32::try_from(text.find("here").unwrap()).unwrap();
        let found = Diagnostic::warning(&UNUSED, Span::new(at, at + 4), "unused");
        let lines = Lines::new(text);
        let left = allow(text, vec![found]);
        let left: Vec<_> =
            left.iter().map(|one| (one.code.id, lines.position(one.span.start).line)).collect();
        assert_eq!(left, expected, "{text}");
    }

    #[test]
    fn a_warning_is_allowed_beside_it_or_above() {
        check("a: here # gonogo: allow P020 used by another tool", &[]);
        check("# gonogo: allow P020 used by another tool\na: here", &[]);
        check("# gonogo: allow P020 - why\n# more words\n\n  a: here", &[]);
        check("# gonogo: allow P020 why\n- id: a\n  if: |\n    b\n    here\n", &[]);
        check("# gonogo: allow P020 why\n- id: a\n- if: here\n", &[("P045", 1), ("P020", 3)]);
        check("a: here", &[("P020", 1)]);
    }

    #[test]
    fn what_allows_nothing_is_said() {
        check("a: here # gonogo: allow P020", &[("P020", 1), ("P045", 1)]);
        check("a: here # gonogo: allow P021 reason", &[("P020", 1), ("P045", 1)]);
        check("b: 1 # gonogo: allow P020 reason\na: here", &[("P045", 1), ("P020", 2)]);
        check("a: here gonogo: allow P020 reason", &[("P020", 1)]);
        check("a: here#gonogo: allow P020 reason", &[("P020", 1)]);
        check("a: here # gonogo: P020 reason", &[("P020", 1)]);
    }

    #[test]
    fn errors_stay() {
        let text = "a # gonogo: allow P020 reason";
        let error = Diagnostic::error(&UNUSED, Span::new(0, 1), "unused");
        assert!(allow(text, vec![error]).iter().any(Diagnostic::is_error));
    }
}
