//! Each way in which a plan and a gate can change.

use super::{ChangeKind, Update, update};

const BASE: &str = "\
# Drafted
gate: shop

params:
  max_errors: 1%      # plan.md:3
  max_p95: 200ms      # plan.md:4

phases:
  canary:
    traffic: 5%
    bake: 10m
    params:
      max_errors: 2%

facts:
  # plan.md:3
  errors:
    type: series
    unit: \"%\"
    window: 15m
    step: 15s
    # query: what gives it

rules:
  # ---- Targets

  # plan.md:3  errors < 1 %
  - id: errors
    title: Errors
    require: errors.latest() < params.max_errors
    because: \"errors are {errors.latest()}\"

  # plan.md:4  p95 < 200 ms
  - id: p95
    title: P95
    require: p95.latest() < params.max_p95
    because: p95

  # ---- Afterwards

  # plan.md:9  3 boxes
  - id: list-after
    title: After
    require: checklist.done()
    because: open
";

/// The changes as lines, after the merge.
fn changes(merged: &Update) -> Vec<String> {
    let line = |change: &super::Change| {
        let key = change.key.as_deref().map_or(String::new(), |key| format!(".{key}"));
        let word = change.kind.word();
        let said = match (&change.was, &change.now) {
            (None, None) => String::new(),
            (was, now) => {
                format!(": {} -> {}", was.as_deref().unwrap_or("-"), now.as_deref().unwrap_or("-"))
            }
        };
        format!("{word} {} {}{key}{said}", change.part.one(), change.name)
    };
    merged.changes.iter().map(line).collect()
}

#[track_caller]
fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

/// The reason of the draft would not be that of somebody's own condition.
#[test]
fn a_condition_of_ones_own_keeps_its_reason() {
    let edited = replaced(BASE, "errors.latest() < params", "errors.avg() < params");
    let new = replaced(
        &replaced(BASE, "because: \"errors are {errors.latest()}\"", "because: errors for 5m"),
        "require: errors.latest() < params.max_errors",
        "require: errors.below(params.max_errors).lasting('5m')",
    );
    let merged = update(BASE, &edited, &new);
    assert_eq!(merged.text, edited);
    assert_eq!(
        changes(&merged),
        [
            "kept rule errors.require: errors.avg() < params.max_errors -> \
             errors.below(params.max_errors).lasting('5m')",
            "kept rule errors.because: \"errors are {errors.latest()}\" -> errors for 5m",
        ]
    );
}

#[test]
fn a_plan_that_did_not_change_changes_nothing() {
    let edited = format!("{}# mine", replaced(BASE, "max_p95: 200ms  ", "max_p95: 250ms"));
    for gate in [BASE, &edited, "", "rules: []\n", &BASE.replace('\n', "\r\n")] {
        let merged = update(BASE, gate, BASE);
        assert_eq!((merged.text.as_str(), merged.changes.as_slice()), (gate, &[][..]));
    }
}

#[test]
fn figures_follow_the_plan_where_they_were_left() {
    let new = replaced(BASE, "max_errors: 1%      # plan.md:3", "max_errors: 0.5%    # plan.md:5");
    let new = replaced(&new, "      max_errors: 2%", "      max_errors: 3%");
    let gate = replaced(BASE, "max_p95: 200ms      # plan.md:4", "max_p95: 250ms # agreed");
    let merged = update(BASE, &gate, &new);
    assert_eq!(
        merged.text,
        replaced(&new, "max_p95: 200ms      # plan.md:4", "max_p95: 250ms # agreed")
    );
    assert_eq!(
        changes(&merged),
        [
            "changed param max_errors: 1% -> 0.5%",
            "changed phase canary.params/max_errors: 2% -> 3%"
        ]
    );
}

#[test]
fn edits_win() {
    let new = replaced(BASE, "max_errors: 1%      # plan.md:3", "max_errors: 0.5%    # plan.md:3");
    let gate = replaced(BASE, "max_errors: 1%  ", "max_errors: 0.2%");
    let merged = update(BASE, &gate, &new);
    assert_eq!(merged.text, gate);
    assert_eq!(changes(&merged), ["kept param max_errors: 0.2% -> 0.5%"]);
    assert_eq!(merged.changes[0].kind, ChangeKind::Kept);
}

#[test]
fn comments_of_somebody_stay_behind_new_values() {
    let new = replaced(BASE, "max_errors: 1%      # plan.md:3", "max_errors: 0.5%    # plan.md:3");
    let gate = replaced(BASE, "max_errors: 1%      # plan.md:3", "max_errors: 1% # ask Ana");
    let merged = update(BASE, &gate, &new);
    assert!(merged.text.contains("  max_errors: 0.5%  # ask Ana\n"), "{}", merged.text);
}

#[test]
fn lines_of_the_plan_move_silently() {
    let new = replaced(BASE, "plan.md:4", "plan.md:14");
    let merged = update(BASE, BASE, &new);
    assert_eq!((merged.text.as_str(), merged.changes.len()), (new.as_str(), 0));
}

#[test]
fn queries_that_were_filled_in_stay() {
    let filled = "    from: metrics\n    query: sum(errors)\n";
    let gate = replaced(BASE, "    # query: what gives it\n", filled);
    let new = replaced(BASE, "    window: 15m\n", "    window: 30m\n");
    let merged = update(BASE, &gate, &new);
    assert_eq!(merged.text, replaced(&gate, "    window: 15m\n", "    window: 30m\n"));
}

const CPU: &str = "
  # plan.md:5  cpu < 80 %
  - id: cpu
    title: Cpu
    require: cpu.latest() < params.max_cpu
    because: cpu
";

#[test]
fn new_criteria_come_to_their_places() {
    let after = "    require: p95.latest() < params.max_p95\n    because: p95\n";
    let new = replaced(BASE, after, &format!("{after}{CPU}"));
    let new = replaced(
        &new,
        "max_p95: 200ms      # plan.md:4\n",
        "max_p95: 200ms      # plan.md:4\n  max_cpu: 80%\n",
    );
    let merged = update(BASE, BASE, &new);
    assert_eq!(merged.text, new);
    assert_eq!(changes(&merged), ["added param max_cpu", "added rule cpu"]);
    // Behind what somebody added there.
    let own = "\n  - id: own\n    require: a\n";
    let gate = replaced(BASE, after, &format!("{after}{own}"));
    let merged = update(BASE, &gate, &new);
    assert!(merged.text.contains(&format!("{after}{CPU}{own}")), "{}", merged.text);
}

#[test]
fn new_headings_come_with_their_first_rule() {
    let heading = "\n  # ---- Hosts\n";
    let new = replaced(
        BASE,
        "\n  # ---- Afterwards\n",
        &format!("{heading}{CPU}\n  # ---- Afterwards\n"),
    );
    assert_eq!(update(BASE, BASE, &new).text, new);
    // Rules that come first below a heading that is there.
    let two = format!("{CPU}{}", CPU.replace("cpu", "disk"));
    let new = replaced(BASE, "  # ---- Afterwards\n", &format!("  # ---- Afterwards\n{two}"));
    assert_eq!(update(BASE, BASE, &new).text, new);
}

#[test]
fn parts_that_were_not_there_come_in_order() {
    let params = "params:
  max_errors: 1%      # plan.md:3
  max_p95: 200ms      # plan.md:4

";
    let without = replaced(BASE, params, "");
    let merged = update(&without, &without, BASE);
    assert_eq!(merged.text, BASE);
    assert_eq!(changes(&merged), ["added param max_errors", "added param max_p95"]);
}

#[test]
fn what_is_gone_is_marked_once() {
    let rule =
        &BASE[BASE.find("\n  # plan.md:4").unwrap()..BASE.find("\n  # ---- Afterwards").unwrap()];
    let new = replaced(BASE, rule, "");
    let merged = update(BASE, BASE, &new);
    let marked =
        "  # gone from the plan: remove it, or keep it if it is still meant\n  - id: p95\n";
    assert_eq!(merged.text, replaced(BASE, "  - id: p95\n", marked));
    assert_eq!(changes(&merged), ["gone rule p95"]);
    let again = update(BASE, &merged.text, &new);
    assert_eq!((again.text.as_str(), again.changes.len()), (merged.text.as_str(), 0));
    // It comes back.
    let back = update(&new, &merged.text, BASE);
    assert_eq!((back.text.as_str(), changes(&back)), (BASE, vec!["back rule p95".to_owned()]));
}

#[test]
fn what_was_removed_stays_removed() {
    let rule =
        &BASE[BASE.find("\n  # plan.md:4").unwrap()..BASE.find("\n  # ---- Afterwards").unwrap()];
    let gate = replaced(&replaced(BASE, rule, ""), "  max_p95: 200ms      # plan.md:4\n", "");
    assert_eq!(update(BASE, &gate, BASE).text, gate);
    let new = replaced(BASE, "max_p95: 200ms", "max_p95: 100ms");
    let merged = update(BASE, &gate, &new);
    assert_eq!(
        (merged.text.as_str(), changes(&merged)),
        (gate.as_str(), vec!["left-out param max_p95".to_owned()])
    );
    // Unless something new needs it.
    let new = replaced(
        &new,
        "  # ---- Afterwards\n",
        &format!("  # ---- Afterwards\n{}", CPU.replace("max_cpu", "max_p95")),
    );
    let merged = update(BASE, &gate, &new);
    assert!(merged.text.contains("max_p95: 100ms"), "{}", merged.text);
}

#[test]
fn fields_come_and_go() {
    let new = replaced(BASE, "    because: p95\n", "    because: p95\n    action: call Ana\n");
    let new = replaced(&new, "    bake: 10m\n", "");
    let new = replaced(&new, "    title: P95\n", "    title: P95\n    phases: [canary]\n");
    let merged = update(BASE, BASE, &new);
    assert_eq!(merged.text, new);
    assert_eq!(
        changes(&merged),
        [
            "changed phase canary.bake: 10m -> -",
            "changed rule p95.phases: - -> [canary]",
            "changed rule p95.action: - -> call Ana"
        ]
    );
}

/// Another layout is somebody's own.
#[test]
fn other_layouts_stay() {
    let gate = replaced(
        BASE,
        "  canary:\n    traffic: 5%\n    bake: 10m\n    params:\n      max_errors: 2%\n",
        "  canary: {traffic: 5%, bake: 10m, params: {max_errors: 2%}}\n",
    );
    let new = replaced(BASE, "bake: 10m", "bake: 20m");
    let merged = update(BASE, &gate, &new);
    assert_eq!(
        (merged.text.as_str(), changes(&merged)),
        (gate.as_str(), vec!["kept phase canary.bake: - -> 20m".to_owned()])
    );
    // More space before all lines is none.
    let gate = BASE
        .replace("\n    ", "\n      ")
        .replace("\n      max_errors: 2%", "\n        max_errors: 2%");
    let merged = update(BASE, &gate, &new);
    assert_eq!(merged.text, replaced(&gate, "bake: 10m", "bake: 20m"));
}

#[test]
fn windows_line_ends_stay() {
    let new = replaced(BASE, "max_p95: 200ms", "max_p95: 100ms");
    let merged = update(BASE, &BASE.replace('\n', "\r\n"), &new);
    assert_eq!(merged.text, new.replace('\n', "\r\n"));
}

#[test]
fn names_that_somebody_took_are_kept() {
    let new = replaced(BASE, "  # ---- Afterwards\n", &format!("  # ---- Afterwards\n{CPU}"));
    let gate = format!("{BASE}\n  - {{id: cpu, require: mine}}");
    let merged = update(BASE, &gate, &new);
    assert_eq!(
        (merged.text.as_str(), changes(&merged)),
        (gate.as_str(), vec!["kept rule cpu".to_owned()])
    );
}

/// Its rules follow the plan to another phase: what is left of it must not say go.
#[test]
fn a_phase_that_is_gone_is_no_go() {
    let with_phases = |name: &str, base: &str| {
        replaced(
            &replaced(base, "    title: P95\n", &format!("    title: P95\n    phases: [{name}]\n")),
            "  canary:\n",
            &format!("  {name}:\n"),
        )
    };
    let (base, new) = (with_phases("canary", BASE), with_phases("early", BASE));
    let merged = update(&base, &base, &new);
    let closed = "    phases: [canary]\n    no_go_if: phase.name == 'canary'\n";
    assert!(merged.text.contains(closed), "{}", merged.text);
    assert!(merged.text.contains("    phases: [early]\n"), "{}", merged.text);
    assert!(changes(&merged).contains(&"gone phase canary".to_owned()));
    let again = update(&new, &merged.text, &new);
    assert_eq!((again.text.as_str(), again.changes.len()), (merged.text.as_str(), 0));
    // It comes back, and so does what its rules ask for.
    let back = update(&new, &merged.text, &base);
    assert!(!back.text.contains("gone-canary") && !back.text.contains(closed), "{}", back.text);
    assert!(back.text.contains("    phases: [canary]\n"), "{}", back.text);
    // One that was never marked, and is left in a flow of its own, is closed once as well.
    let windows = update(&base.replace('\n', "\r\n"), &base.replace('\n', "\r\n"), &new);
    assert_eq!(windows.text.matches("gone-canary").count(), 1, "{}", windows.text);
}
