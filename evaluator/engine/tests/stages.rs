//! Gates at phases that they do not have, and with parameters that do not fit.
#![cfg(test)]

use gonogo_engine::gate::{Override, load};

const GATE: &str = "
gate: a
params: {share: 1%, name: blue, number: 3, flag: true, list: [1]}
phases: {one: {params: {share: 2%}}, two: , none: , shadow: }
rules:
  - {id: r, phases: [one, two], require: 'true'}
  - {id: s, phases: [shadow], require: 'true', shadow: true}
";

/// The error with its help.
fn staged(phase: Option<&str>, set: &[(&str, &str)]) -> String {
    let gate = load("gate.yaml", GATE).gate.unwrap();
    let overrides: Vec<Override> = set
        .iter()
        .map(|(name, value)| Override { name: (*name).into(), value: (*value).into() })
        .collect();
    match gate.stage(phase, &overrides) {
        Ok(_) => "it fits".to_owned(),
        Err(error) => format!("{error} ({})", error.help.as_deref().unwrap_or("no help")),
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    for (phase, set, expected) in [
        (
            None,
            &[][..],
            "the gate `a` has several phases (name one with `--phase`: `one`, `two`, `none`, `shadow`)",
        ),
        (Some("tow"), &[], "the gate `a` has no phase `tow` (did you mean `two`?)"),
        (
            Some("prod"),
            &[],
            "the gate `a` has no phase `prod` (it has `one`, `two`, `none`, `shadow`)",
        ),
        (
            Some("none"),
            &[],
            "the phase `none` has no rule that can stop it (what checks nothing, or only warns, would always say go: add a rule whose failure is no-go or rollback)",
        ),
        (
            Some("shadow"),
            &[],
            "the phase `shadow` has no rule that can stop it (what checks nothing, or only warns, would always say go: add a rule whose failure is no-go or rollback)",
        ),
        (
            Some("one"),
            &[("shares", "1%")],
            "there is no parameter `shares` (did you mean `share`?)",
        ),
        (
            Some("one"),
            &[("share", "5s")],
            "`--set share=5s`: this is a `duration`, the parameter is a `quantity(share)` (no help)",
        ),
        (
            Some("one"),
            &[("share", "1")],
            "`--set share=1`: this is a `double`, the parameter is a `quantity(share)` (write it with its unit, such as `1%`)",
        ),
        (
            Some("one"),
            &[("number", "010")],
            "`--set number=010`: `010` starts with a zero: write it without, or quote it as a text (no help)",
        ),
        (
            Some("two"),
            &[("flag", "false"), ("flag", "true")],
            "the parameter `flag` is set twice (no help)",
        ),
        (
            Some("one"),
            &[("flag", "yes")],
            "`--set flag=yes`: this is a `string`, the parameter is a `bool` (no help)",
        ),
    ] {
        assert_eq!(staged(phase, set), expected, "{phase:?} {set:?}");
    }
}
