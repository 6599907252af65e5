//! Scores, and the rules that they count.

use super::*;
use gonogo_document::*;

/// A gate with the phases `one` and `two`, the rules `a` and `b`, and `more`.
fn scored(more: &str) -> String {
    format!(
        "gate: g\nphases: {{one: , two: }}\nrules:\n  - {{id: a, require: x}}\n  \
         - {{id: b, require: x}}\n  {more}\n"
    )
}

fn score(inside: &str) -> String {
    scored(&format!("- {{id: s, score: {{{inside}}}}}"))
}

#[test]
fn a_score_is_read_in_any_order_of_rules() {
    let text = "gate: g\nrules:\n  - id: s\n    score: {of: {a: 1, b: 2.5}, go: 90%, warn: 95 %, \
                else: rollback}\n  - {id: a, require: x, veto: true}\n  - {id: b, require: x}\n";
    let document = document(text);
    let RuleBody::Score(score) = &document.rules[0].body else { panic!("{document:?}") };
    let weights: Vec<_> =
        score.members.iter().map(|m| (m.rule.value.as_str(), m.weight.unwrap())).collect();
    let billionths: Vec<_> = weights.iter().map(|(rule, w)| (*rule, w.billionths())).collect();
    assert_eq!(billionths, [("a", 1_000_000_000), ("b", 2_500_000_000)]);
    assert_eq!(score.go.as_ref().unwrap().value.billionths(), 90_000_000_000);
    assert_eq!(score.warn.as_ref().unwrap().value.billionths(), 95_000_000_000);
    assert_eq!(score.otherwise.as_ref().unwrap().value, Effect::Rollback);
    assert!(document.rules[1].veto.as_ref().unwrap().value);
}

#[test]
fn parts_of_a_score_are_checked() {
    check(&score(""), &[("P006", "a score needs `go`"), ("P006", "a score needs `of`")]);
    check(&score("of: {}, go: 90%"), &[("P035", "the score counts no rule")]);
    check(&score("of: [a, b], go: 90%"), &[("P005", "`of` must be a mapping, found a list")]);
    check(
        &score("of: {a: 1}, go: 90%, warn: 80%"),
        &[("P035", "`warn` lies below `go`, so it would never warn")],
    );
    check(
        &score("of: {a: 1}, go: 90"),
        &[("P009", "`go` must be a share from 0% to 100%, found `90`")],
    );
    check(&score("of: {a: 1}, go: 0%"), &[("P009", "`go` must be more than nothing, found `0%`")]);
    check(
        &score("of: {a: 1}, go: 1e1%"),
        &[("P009", "`go` must be a plain number with at most 9 decimals, found `1e1%`")],
    );
    check(
        &score("of: {a: 1}, go: 90%, else: go"),
        &[("P015", "a requirement that does not hold is never go")],
    );
    check(
        &scored("- {id: s, score: {of: {a: 1}, go: 90%}, else: warn}"),
        &[("P013", "`else` goes with `require` only")],
    );
    check(&score("of: {a: 1}, go: 90%, wran: 95%"), &[("P003", "unknown key `wran`")]);
}

#[test]
fn weights_are_numbers_above_nothing() {
    for weight in ["0", "-1", "0.0", "1e3", ".inf", ".nan", "10%", "many", "10000000", "01"] {
        let found = problems(&score(&format!("of: {{a: {weight}, b: 1}}, go: 90%")));
        assert!(found.len() == 1 && found[0].contains("P009"), "{weight} {found:?}");
    }
}

#[test]
fn members_are_rules_that_can_count() {
    let text = score("of: {aa: 1, s: 1, b: 1}, go: 90%");
    check(&text, &[("P036", "unknown rule `aa`"), ("P036", "the score counts itself")]);
    assert_eq!(help(&text), "did you mean `a`?");
    let text = score("of: {zzzz: 1}, go: 90%");
    assert_eq!(help(&text), "known here: `a`, `b`");
    check(
        &scored(
            "- {id: s, score: {of: {a: 1}, go: 90%}}\n  - {id: t, score: {of: {s: 1}, go: 1%}}",
        ),
        &[("P036", "`s` is a score, and scores count no scores")],
    );
    check(
        &scored("- {id: c, require: x, shadow: true}\n  - {id: s, score: {of: {c: 1}, go: 90%}}"),
        &[("P036", "`c` is in shadow, so it cannot count")],
    );
    check(&score("of: {a: 1, a: 2}, go: 90%"), &[("P004", "duplicate key `a`")]);
}

#[test]
fn a_rule_that_cannot_be_named_causes_no_more_noise() {
    let text = scored("- {require: x}\n  - {id: s, score: {of: {c: 1}, go: 90%}}");
    check(&text, &[("P006", "a rule needs `id`")]);
}

#[test]
fn a_veto_needs_a_score() {
    let text = scored("- {id: c, require: x, veto: true}");
    check(&text, &[("P037", "`veto` is for rules that a score counts, and none counts this one")]);
}

#[test]
fn scores_and_members_meet_in_their_phases() {
    let with = |score: &str, member: &str| {
        problems(&scored(&format!(
            "- {{id: c, require: x, {member}}}\n  \
             - {{id: s, {score} score: {{of: {{c: 1}}, go: 90%}}}}"
        )))
    };
    let none: [String; 0] = [];
    assert_eq!(with("", "title: t"), none);
    assert_eq!(with("phases: [one],", "phases: [one]"), none);
    assert_eq!(with("phases: [one],", "veto: true"), none);
    assert_eq!(with("phases: [one], shadow: true,", "title: t"), none);
    let of = |found: Vec<String>, at: &str| {
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(&format!("P038 {at}")), "{found:?}");
    };
    // In `two` nothing is left to count.
    of(with("", "phases: [one]"), "{of");
    // In `two` no score counts it.
    of(with("phases: [one],", "title: t"), "c");
    // They never meet; the member is left without a score, too.
    let found = with("phases: [one],", "phases: [two]");
    assert!(found.len() == 2 && found.iter().all(|problem| problem.contains("P038")), "{found:?}");
}
