//! Plans in short, and what becomes of their lines.

#![cfg(test)]

use gonogo_plan::{read, read_by};

/// Each criterion as line, effect, sense and metric; each other line with the reason's first words.
fn check(text: &str, expected: &[&str]) {
    let plan = read(text);
    let criteria = plan.criteria.iter().map(|one| {
        (one.line, format!("{} {:?} {:?} {}", one.line, one.effect, one.sense, one.metric))
    });
    let others = plan.not_taken.iter().map(|other| {
        let why: Vec<&str> = other.why.split(' ').take(4).collect();
        (other.line, format!("{} - {}", other.line, why.join(" ")))
    });
    let mut all: Vec<(usize, String)> = criteria.chain(others).collect();
    all.sort_by_key(|(line, _)| *line);
    let found: Vec<String> = all.into_iter().map(|(_, text)| text).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn titles_around_a_line_say_what_follows() {
    check(
        "# Go if\n- errors < 1 %\n# Do not go if\n- errors > 2 %\n# Roll back if\n- errors > 3 %\n\
         # Alerts\n- errors > 4 %\n# Notes\nErrors stay below 5 %.\n\nErrors above 6 % are bad.",
        &[
            "2 Require Wanted errors",
            "4 NoGoIf Feared errors",
            "6 RollbackIf Feared errors",
            "8 WarnIf Feared errors",
            "10 Require Wanted Errors",
            "12 - it reads as a",
        ],
    );
    check(
        "Roll back if errors > 1 %.\n\nAlert when errors > 2 %.\n\nIf errors > 3 %, pause.\n\n\
         Errors > 4 % → roll back\n\nDo not roll back unless errors > 5 %.",
        &[
            "1 RollbackIf Feared errors",
            "3 WarnIf Feared errors",
            "5 NoGoIf Feared errors",
            "7 RollbackIf Feared Errors",
            "9 - it reads as a",
        ],
    );
}

#[test]
fn what_is_good_is_not_taken_for_a_trigger() {
    check(
        "# Rollback triggers\n- errors < 1 %\n- no errors\n- uptime < 99 %\n# Success criteria\n\
         - errors > 1 %\n- uptime > 99 %\n- Users are happy",
        &[
            "2 - it stands among what",
            "3 - it stands among what",
            "4 RollbackIf Feared uptime",
            "6 - it stands among what",
            "7 Require Wanted uptime",
            "8 - it gives no number;",
        ],
    );
}

#[test]
fn several_conditions_at_once_are_asked_about() {
    check(
        "# Roll back if\n- errors > 1 % and latency > 3 s\n- errors > 2 % or latency > 3 s\n\
         - errors > 3 %, except at night\n# Roll back if all of these hold\n- errors > 4 %\n\
         # Go if\n- errors < 1 % or latency < 3 s",
        &[
            "2 - it trips when several",
            "3 RollbackIf Feared errors",
            "3 RollbackIf Feared latency",
            "4 - it has an exception;",
            "6 - it trips when several",
            "8 - one of several is",
        ],
    );
}

#[test]
fn what_is_taken_back_by_its_own_words_is_asked_about() {
    let lines = [
        "We do NOT roll back if error rate > 0.05 %",
        "~~Error rate > 0.08 %~~",
        "Latency > 2 s — no rollback, only watch",
        "Do not roll back for CPU > 90 %",
        "Never roll back because of memory > 95 %",
        "Error rate > 4 % is acceptable in the first 5 minutes",
        "Ignore 5xx rate > 1 % on /health",
        "TBD: disk > 95 %",
        "e.g. saturation > 80 %",
        "Latency exceeds 2 s (investigate first, do not roll back)",
        "[ ] <del>Error rate > 3 %</del>",
        "Error rate > 3 %:\n  - do not roll back",
    ];
    for line in lines {
        let plan = read(&format!("# Rollback triggers\n- {line}\n- errors > 7 %"));
        let taken: Vec<&str> = plan.criteria.iter().map(|one| one.metric.as_str()).collect();
        assert_eq!(taken, ["errors"], "{line}");
        assert_eq!(plan.not_taken.first().map(|other| other.line), Some(2), "{line}");
    }
    check(
        "# Rollback triggers\n- errors > 1 %\n\nTolerated:\n- errors > 2 %",
        &["2 RollbackIf Feared errors", "5 - it reads as if"],
    );
    check(
        "|Metric|Critical|Action|\n|-|-|-|\n|Errors|> 3 %|do not roll back|\n\
         |~~Errors~~|> 4 %|roll back|\n|Errors|> 5 %|roll back|",
        &["3 - it reads as if", "4 - it is struck through;", "5 RollbackIf Feared Errors"],
    );
}

#[test]
fn limits_of_several_levels_are_asked_about() {
    check(
        "# Rollback triggers\n- p95 > 500ms (warning) / > 1s (rollback)\n- errors > 5 % (warning)\n\
         - errors > 6 % → rollback\n# Success criteria\n- Error rate < 1 % (warning: 0.5 %)\n\
         # Alerts\n- CPU > 80 % (warning)",
        &[
            "2 - it has limits of",
            "3 - it has limits of",
            "4 RollbackIf Feared errors",
            "6 - it has limits of",
            "8 WarnIf Feared CPU",
        ],
    );
}

#[test]
fn a_tick_on_a_trigger_is_said() {
    check(
        "# Rollback triggers\n- [x] errors > 5 %\n- [ ] errors > 6 %\n# Success criteria\n- [x] errors < 1 %",
        &[
            "2 RollbackIf Feared errors",
            "2 - it is taken as",
            "3 RollbackIf Feared errors",
            "5 Require Wanted errors",
        ],
    );
}

#[test]
fn titles_of_phases_say_how_long_and_how_often() {
    let check = |text: &str, expected: &[(Option<u64>, Option<u64>)]| {
        let plan = read(text);
        let seconds = |time: Option<gonogo_plan::Time>| time.map(|time| time.seconds);
        let found: Vec<_> =
            plan.phases.iter().map(|phase| (seconds(phase.bake), seconds(phase.every))).collect();
        assert_eq!(found, expected, "{text}");
    };
    check(
        "## Phase 1: Pilot (10 % traffic), Duration: 2 hours\n\n## Phase 2: 25 % traffic — bake time 45 minutes\n\n\
         ## Phase 3: 50 % traffic, soak 1 h, every 10 min\n\n\
         ## Phase 4: 100 % traffic, watch for 2 h, check every 5 minutes",
        &[
            (Some(7_200), None),
            (Some(2_700), None),
            (Some(3_600), Some(600)),
            (Some(7_200), Some(300)),
        ],
    );
    check(
        "- Phase 1: 10 % traffic, duration 2 hours, check every 5 minutes\n\
         - Phase 2: 100 % traffic\n  - Duration: 1 hour, every 10 minutes\n",
        &[(Some(7_200), Some(300)), (Some(3_600), Some(600))],
    );
}

#[test]
fn what_looks_like_a_box_is_an_open_item() {
    let plan = read(
        "- [ ]Backup verified\n- [ X ] Tested\n-[x] Announced\n- TODO: [x] Docs\n\nBefore:\n-[ ] a\n\n- [x]Built\n",
    );
    let items: Vec<String> = plan
        .items
        .iter()
        .map(|item| format!("{} {:?} {}", item.line, item.state, item.text))
        .collect();
    assert_eq!(
        items,
        [
            "1 Open Backup verified",
            "2 Done Tested",
            "3 Open -[x] Announced",
            "4 Open TODO: [x] Docs",
            "7 Open -[ ] a",
            "9 Open [x]Built",
        ]
    );
    assert_eq!(plan.odd_boxes, [3, 4, 7, 9]);
    let said: Vec<usize> = plan.not_taken.iter().map(|other| other.line).collect();
    assert_eq!(said, plan.odd_boxes);
}

#[test]
fn forms_of_signoffs_are_no_odd_boxes() {
    let plan = read("# Sign-offs\n- [x] QA Lead: Ana\n-[ ] Security Lead: Bo\n\nSignature: [ ]\n");
    assert_eq!(plan.odd_boxes, [3]);
    assert_eq!(plan.checklist(None).unwrap().progress().open, 1);
}

#[test]
fn columns_say_what_follows() {
    check(
        "|Metric|Target|Critical|Action|\n|-|-|-|-|\n|Errors|< 1 %|> 5 %|roll back|\n\n\
         |Metric|Limit|Action|\n|-|-|-|\n|Errors|< 1 %|roll back|\n|Errors|> 5 %|pause|\n|Orders|> 5||\n\n\
         |Condition|Decision|\n|-|-|\n|Errors < 1 %|go|\n|Errors > 5 %|roll back|\n\n\
         # Results\n\n|Metric|Target|Was|\n|-|-|-|\n|Errors|< 1 %|0.2 %|",
        &[
            "3 Require Wanted Errors",
            "3 RollbackIf Feared Errors",
            "7 RollbackIf Wanted Errors",
            "8 NoGoIf Feared Errors",
            "9 - it does not say",
            "13 Require Wanted Errors",
            "14 RollbackIf Feared Errors",
            "20 - it stands in a",
        ],
    );
    check(
        "|Metric|Roll back if|Pager|Current|\n|-|-|-|-|\n|Errors|> 5 %||< 1 %|\n|CPU|> 90 %|> 80 %||\n\n\
         |Metric|Roll back|\n|-|-|\n|Errors|> 6 %|\n|CPU|> 80 % (warning), > 90 % (rollback)|\n\n\
         |Metric|No rollback|\n|-|-|\n|Errors|> 7|",
        &[
            "3 RollbackIf Feared Errors",
            "4 RollbackIf Feared CPU",
            "4 - a column of its",
            "8 RollbackIf Feared Errors",
            "9 - it has limits of",
            "13 - the columns of its",
        ],
    );
}

#[test]
fn the_line_below_a_condition_says_what_follows() {
    check(
        "```\nIf 20/20 tests pass:\n  proceed\nIf 19/20 tests pass:\n  review\nIf < 19/20 pass:\n  ROLLBACK\n```",
        &[
            "2 Require Wanted tests pass",
            "4 WarnIf Feared tests pass",
            "6 RollbackIf Feared tests pass",
        ],
    );
}

#[test]
fn code_people_results_and_drawings_are_no_criteria() {
    check(
        "```sh\n# errors < 1 %\n```\n`errors < 1 %`\n\n# Results\n\nErrors < 1 %\n\n\
         # On-call response times\n\n- Critical: 5 minutes max\n\n# Done\n\n```\n│ Errors < 1 % │\n```",
        &["8 - it reads as a", "17 - it stands in a"],
    );
}

#[test]
fn comparisons_in_lists_are_no_quotes() {
    check(
        "# Roll back if\n- > 1 % of sessions crash\n- > [ ] a",
        &["2 RollbackIf Feared sessions crash"],
    );
}

/// Whoever does the work, and whatever is left undone.
#[test]
fn the_work_can_be_shared() {
    let text = "# Release\n## Phase 1: canary (5 %)\nMonitor for 30 minutes.\n- roll back if errors > 1 %\n- [ ] a\n\
                ## Phase 2: all (100 %)\n- roll back if errors > 2 %\n";
    let expected = read(text);
    assert_eq!((expected.phases.len(), expected.criteria.len()), (2, 2));
    assert_eq!(read_by(text, |part, _| part()), expected);
    assert_eq!(read_by(text, |_, rest| rest()), expected);
    let in_turn = read_by(text, |part, rest| {
        rest();
        part();
    });
    assert_eq!(in_turn, expected);
}
