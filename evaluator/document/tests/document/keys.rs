//! Each reading rule on its own.

use super::*;
use gonogo_document::*;

#[test]
fn unknown_keys_are_told_with_the_nearest_one() {
    check(&rule_with("requir: a"), &[("P003", "unknown key `requir`")]);
    for (text, expected) in [
        (gate_with("fact: {}"), "did you mean `facts`?"),
        (gate_with("phases: {p: {lives: true}}"), "did you mean `live`?"),
        (gate_with("facts: {f: {type: series, windw: 5m}}"), "did you mean `window`?"),
        (gate_with("phases: {p: {z: 1}}"), "known here: `live`, `traffic`, `bake`"),
    ] {
        assert!(help(&text).starts_with(expected), "{text}: {}", help(&text));
    }
}

#[test]
fn missing_keys_are_told_once() {
    check("version: 1", &[("P006", "a gate file needs `gate`"), ("P010", "the gate has no rules")]);
    check("gate: g\nrules:", &[("P010", "the gate has no rules")]);
    check("gate: g\nrules: []", &[("P010", "the gate has no rules")]);
    check(&gate_with("facts: {f: {unit: s}}"), &[("P006", "a fact needs `type`")]);
    check("gate: g\nrules:\n  - require: a", &[("P006", "a rule needs `id`")]);
}

#[test]
fn an_empty_file_is_told() {
    for text in ["", "\n", "# nothing\n"] {
        check(text, &[("P010", "the file is empty")]);
        assert!(read(text).0.is_none());
    }
}

#[test]
fn names_are_checked() {
    for name in ["My Gate", "a_b", "-a", "a-", "é", "''", &"a".repeat(65)] {
        let found = problems(&format!("gate: {name}\nrules: [{{id: r, require: a}}]"));
        assert_eq!(found.len(), 1, "{name} {found:?}");
        assert!(found[0].contains("P007"), "{name}");
    }
    assert!(help("gate: My  Gate!\nrules: 1").ends_with("such as `my-gate`"));
    check(
        &gate_with("params: {max-rate: 1, in: 2, 2x: 3}"),
        &[
            ("P007", "`max-rate` is not a name that expressions can use"),
            ("P007", "`in` has a meaning of its own in expressions"),
            ("P007", "`2x` is not a name that expressions can use"),
        ],
    );
    check(
        &gate_with("facts: {phase: {type: number}}"),
        &[("P007", "`phase` has a meaning of its own in expressions")],
    );
}

#[test]
fn booleans_are_true_or_false() {
    for text in ["yes", "no", "on", "True", "1", "'true'", "[true]", "~", ""] {
        let found = problems(&gate_with(&format!("phases:\n  p:\n    live: {text}\n")));
        assert_eq!(found.len(), 1, "{text} {found:?}");
        assert!(found[0].contains("P005"), "{text}");
    }
}

#[test]
fn counts_are_plain_decimal_numbers() {
    for text in ["0", "010", "1_000", "0x1F", "-1", "1.5", "1e3", ".nan", "many", "99999999999"] {
        let more = format!("facts: {{f: {{type: series, min_samples: {text}}}}}");
        let found = problems(&gate_with(&more));
        assert!(found.len() == 1 && found[0].contains("P009"), "{text} {found:?}");
    }
}

#[test]
fn durations_have_units_and_length() {
    check(
        &gate_with("phases: {p: {bake: 5, every: 0s}}"),
        &[
            ("P008", "`bake` must be a duration, found `5`"),
            ("P008", "`every` must be longer than nothing"),
        ],
    );
    assert_eq!(help(&gate_with("phases: {p: {bake: 5}}")), "add a unit, such as `5s`");
}

#[test]
fn shares_have_a_percent_sign() {
    check(
        &gate_with("phases: {p: {traffic: 10}}"),
        &[("P009", "`traffic` must be a share from 0% to 100%, found `10`")],
    );
    assert_eq!(help(&gate_with("phases: {p: {traffic: 10}}")), "add the percent sign: `10%`");
}

#[test]
fn paces_say_how_long_they_last() {
    check(
        &gate_with("phases: {p: {every: [{every: 1m}, {for: 1h}]}}"),
        &[("P006", "only the last pace may leave out `for`"), ("P006", "a pace needs `every`")],
    );
}

#[test]
fn phase_params_are_declared() {
    let text = gate_with("params: {limit: 1}\nphases: {p: {params: {limti: 2}}}");
    check(&text, &[("P023", "unknown parameter `limti`")]);
    assert_eq!(help(&text), "did you mean `limit`?");
    check(
        &gate_with("params: 5\nphases: {p: {params: {x: 2}}}"),
        &[("P005", "`params` must be a mapping, found `5`")],
    );
}

#[test]
fn facts_have_a_known_type_and_fitting_options() {
    let text = gate_with("facts: {f: {type: serie, window: 5m}}");
    check(&text, &[("P021", "unknown type `serie`")]);
    assert_eq!(help(&text), "did you mean `series`?");
    check(
        &gate_with("facts: {f: {type: number, window: bad, unit: s}}"),
        &[("F001", "`window` does not fit a fact of type `number`")],
    );
    check(
        &gate_with("facts: {f: {type: series, junit: x}}"),
        &[("F001", "`junit` does not fit a fact of type `series`")],
    );
    check(&gate_with("facts: {f: {type: number, unit: ''}}"), &[("F002", "`unit` is empty")]);
}

#[test]
fn facts_come_from_declared_sources() {
    let text = gate_with("sources: {prod: {a: b}}\nfacts: {f: {type: number, from: prd}}");
    check(&text, &[("P018", "unknown source `prd`")]);
    assert_eq!(help(&text), "did you mean `prod`?");
    check(
        &gate_with("sources: [x]\nfacts: {f: {type: number, from: prd}}"),
        &[("P005", "`sources` must be a mapping, found a list")],
    );
    check(
        &gate_with("sources: {prod: {}, b: x}"),
        &[
            ("P006", "source `prod` says nothing"),
            ("P005", "a source must be a mapping, found `x`"),
        ],
    );
}

#[test]
fn the_environment_is_for_sources() {
    check(
        &gate_with("params: {a: \"x ${HOME}\"}"),
        &[("P019", "`${HOME}` is read from the environment, which only sources may do")],
    );
    let text = gate_with("facts: {f: {type: number, query: 'é ${A}'}}");
    assert_eq!(problems(&text), ["4:37 P019 ${A}"]);
    check(
        &gate_with("sources: {p: {a: '${A-b}', b: '${', c: '${OK}'}}"),
        &[("P019", "`${A-b}` is no reference"), ("P019", "`${` is no reference")],
    );
}

#[test]
fn rules_are_of_one_kind() {
    check(&rule_with("title: t"), &[("P014", "the rule checks nothing")]);
    check(
        &rule_with("require: a\n    warn_if: b"),
        &[("P013", "a rule is of one kind, and this one has both `require` and `warn_if`")],
    );
    check(
        &rule_with("no_go_if: a\n    else: warn"),
        &[("P013", "`else` goes with `require` only")],
    );
    check(&gate_with("import: [a.yaml]"), &[("P017", "`import` is not supported yet")]);
}

#[test]
fn rule_ids_are_unique() {
    let text = "gate: g\nrules:\n  - {id: r, require: a}\n  - {id: r, require: b}\n";
    assert_eq!(problems(text), ["4:10 P012 r"]);
    assert_eq!(read(text).1[0].related[0].0.text(text), "r");
}

#[test]
fn rule_phases_are_declared() {
    let text =
        gate_with("phases: {canary: }").replace("require: a", "require: a, phases: [canray]");
    check(&text, &[("P011", "unknown phase `canray`")]);
    assert_eq!(help(&text), "did you mean `canary`?");
    check(
        &rule_with("require: a\n    phases: x"),
        &[("P005", "`phases` must be a list, found `x`")],
    );
    check(&rule_with("require: a\n    phases: []"), &[("P005", "`phases` holds no phase")]);
}

#[test]
fn effects_are_known_and_never_go() {
    check(
        &rule_with("require: a\n    on_undetermined: go"),
        &[("P015", "undetermined is never go")],
    );
    check(
        &rule_with("require: a\n    else: go"),
        &[("P015", "a requirement that does not hold is never go")],
    );
    let text = rule_with("require: a\n    else: nogo");
    check(&text, &[("P015", "`else` cannot be `nogo`")]);
    assert_eq!(help(&text), "did you mean `no-go`?");
}

#[test]
fn case_tables_have_an_answer() {
    check(&rule_with("cases: []"), &[("P016", "the case table is empty")]);
    check(
        &rule_with("cases: [{when: a, then: go}]"),
        &[("P016", "the last case has a condition, so the table may have no answer")],
    );
    check(
        &rule_with("cases: [{then: go}, {when: a, then: warn}, {then: stop}]"),
        &[
            ("P016", "the cases after this one are never reached"),
            ("P015", "`then` cannot be `stop`"),
        ],
    );
    check(&rule_with("cases: [{when: a}, {then: go}]"), &[("P006", "a case needs `then`")]);
}

#[test]
fn expressions_that_yaml_took_are_told_to_be_quoted() {
    for (written, found) in [("{a: b}", "a mapping"), ("[a]", "a list")] {
        let text = rule_with(&format!("require: {written}"));
        let message = format!("`require` must be an expression, found {found}");
        check(&text, &[("P005", &message)]);
        assert!(help(&text).contains("single quotes"), "{}", help(&text));
    }
    check(&rule_with("require: ''"), &[("P005", "`require` must be an expression, found nothing")]);
    check(&rule_with("require:"), &[("P005", "`require` must be text, found nothing")]);
}

#[test]
fn details_have_their_shape() {
    check(
        &rule_with("require: a\n    action: [x]\n    escalate: [{to: x}, {after: 1, to: y}]"),
        &[
            ("P005", "`action` must be a sentence or a mapping, found a list"),
            ("P006", "an escalation needs `after`"),
            ("P008", "`after` must be a duration, found `1`"),
        ],
    );
}

#[test]
fn a_missing_space_after_a_colon_is_told() {
    assert!(read("gate:g").0.is_none());
    assert_eq!(help("gate:g"), "put a space after the `:`");
}

#[test]
fn what_is_broken_causes_no_more_noise() {
    let text = "gate: g\nsources: {p: {a: b}}\nfacts:\n  f: {type: number, from: \"p\" x}\n\
                rules:\n  - {id: r, require: \"a\" == b}\n";
    assert_eq!(problems(text), ["4:31 P001 x", "6:26 P001 ="]);
    let document = read(text).0.unwrap();
    assert_eq!(document.completeness, Completeness::Partial);
}
