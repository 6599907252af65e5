//! What would be go at a wrong hour, or for a tick that is bad news or nobody's.

use gonogo_draft::{Draft, Names, Place, draft};
use gonogo_engine::Verdict;
use gonogo_engine::gate::Gate;
use gonogo_plan::{Window, read};

use super::gates::{assert_sound, loaded, said};

const BAD_NEWS: [&str; 11] = [
    "Abort criteria",
    "No-go criteria",
    "Stop if",
    "Red flags",
    "Abort if any of these is ticked",
    "Known risks",
    "Do not deploy if",
    "Hold if",
    "Pause if",
    "Blockers",
    "Show-stoppers",
];

fn item(text: &str, section: &str, is_done: bool) -> String {
    format!(r#"{{"text": "{text}", "done": {is_done}, "section": ["Shop", "{section}"]}}"#)
}

fn facts(items: &[String]) -> String {
    format!(r#"{{"checklist": {{"items": [{}]}}, "confirmed": true}}"#, items.join(", "))
}

#[track_caller]
fn check(gate: &Gate, name: &str, items: &[String], expected: Verdict) {
    for phase in &gate.phases {
        let said = said(gate, &phase.name, &facts(items));
        assert_eq!(said, expected, "{name} at {}", phase.name);
    }
}

#[test]
fn a_tick_that_is_bad_news_is_never_asked_for() {
    for title in BAD_NEWS {
        let text = format!("# Shop\n## Before\n- [ ] Backup\n## {title}\n- [ ] data is lost\n");
        let (draft, gate) = assert_sound(title, &read(&text));
        let items =
            |backup, lost| [item("Backup", "Before", backup), item("data is lost", title, lost)];
        assert!(draft.gate.contains("no_go_if: "), "{title}\n{}", draft.gate);
        check(&gate, title, &items(true, false), Verdict::Go);
        check(&gate, title, &items(true, true), Verdict::NoGo);
        check(&gate, title, &items(false, false), Verdict::NoGo);
    }
}

/// A label in the middle of a list, and boxes outside of all headings.
#[test]
fn lists_around_bad_news_leave_it_out() {
    let text = "- [ ] Same\n- [ ] Same\n\n**Abort if:**\n\n- [ ] data is lost\n";
    let (draft, _) = assert_sound("label", &read(text));
    assert!(!draft.gate.contains("checklist.done()"), "{}", draft.gate);
    let text = "# Shop\n## Canary\n- [ ] Backup\n\n**Stop if:**\n\n- [ ] data is lost\n";
    let (draft, _) = assert_sound("label in a section", &read(text));
    assert!(!draft.gate.contains("section('Canary').done()"), "{}", draft.gate);
    assert!(draft.gate.contains("section('Canary').done('Backup')"), "{}", draft.gate);
}

/// Both halves of a choice, and boxes that cannot be told from each other.
#[test]
fn bad_news_in_odd_places_is_no_go() {
    let (_, gate) = assert_sound("choice", &read("# Shop\n## Decision\n- [ ] GO\n- [ ] NO-GO\n"));
    let items = |no_go| [item("GO", "Decision", true), item("NO-GO", "Decision", no_go)];
    check(&gate, "choice", &items(false), Verdict::Go);
    check(&gate, "choice", &items(true), Verdict::NoGo);
    let text = "# Shop\n## Before\n- [ ] Backup\n## Stop if\n- [ ] full\n- [x] full\n";
    let (draft, gate) = assert_sound("twice", &read(text));
    let items = [
        item("Backup", "Before", true),
        item("full", "Stop if", false),
        item("full", "Stop if", true),
    ];
    check(&gate, "twice", &items, Verdict::NoGo);
    let warned: Vec<&str> = draft.summary.warnings.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(warned, ["[x] full"]);
}

#[test]
fn a_window_without_a_zone_asks_somebody() {
    let mut plan = read(
        "# Shop\n## Phase 1: Canary (5 % of the traffic)\n- [ ] a\n## Phase 2: Full (100 %)\n- [ ] b\n",
    );
    let window = |zone: Option<&str>| Window {
        from: "22:00".to_owned(),
        to: "02:00".to_owned(),
        zone: zone.map(str::to_owned),
    };
    assert_eq!(plan.phases.len(), 2, "{:?}", plan.phases);
    plan.phases[0].window = Some(window(None));
    let (draft, _) = assert_sound("no zone", &plan);
    assert!(draft.gate.contains("    require: time_is_right\n"), "{}", draft.gate);
    assert!(!draft.gate.contains("'UTC'"), "{}", draft.gate);
    assert!(draft.summary.open_facts.contains(&"time_is_right".to_owned()));
    let warned: Vec<usize> = draft.summary.warnings.iter().map(|warning| warning.line).collect();
    assert_eq!(warned, [2]);
    plan.phases[0].window = Some(window(Some("Europe/Berlin")));
    let (draft, _) = assert_sound("a zone", &plan);
    let condition = "require: \"now.in_window('22:00', '02:00', 'Europe/Berlin')\"";
    let plain = "require: now.in_window('22:00', '02:00', 'Europe/Berlin')";
    assert!(draft.gate.contains(condition) || draft.gate.contains(plain), "{}", draft.gate);
    assert!(draft.summary.warnings.is_empty());
}

fn again(text: &str, known: &Names) -> Draft {
    draft(&read(text), &Place::Beside { path: "plan.md".to_owned() }, known).unwrap()
}

#[test]
fn ticks_of_a_template_are_no_evidence() {
    let text = "# Shop\n## Before\n- [x] Backup\n- [x] Frozen\n## Tests\n- [x] Smoke\n- [ ] Load\n";
    let (draft, gate) = assert_sound("ticked", &read(text));
    let warned: Vec<String> =
        draft.summary.warnings.iter().map(|one| format!("{} {}", one.text, one.why)).collect();
    let why = "ticked in the plan as it is, which is no evidence:";
    assert_eq!(warned, [format!("Before {why} lines 3, 4"), format!("Tests {why} line 6")]);
    assert!(draft.gate.contains(&format!("  # {why} lines 3, 4\n")), "{}", draft.gate);
    let items = [
        item("Backup", "Before", true),
        item("Frozen", "Before", true),
        item("Smoke", "Tests", true),
        item("Load", "Tests", true),
    ];
    check(&gate, "unconfirmed", &items, Verdict::NoGo);
    let facts = facts(&items).replace("\"confirmed\"", "\"ticks_confirmed\"");
    let gate = loaded("without ages", &draft.gate.replace("    stale_after: 1h\n", ""));
    assert_eq!(said(&gate, "pre-deploy", &facts), Verdict::Go);
    // A plan that is under way has ticks of people; what was asked for stays.
    assert!(again(text, &draft.names).gate.contains("require: ticks_confirmed"));
    let open = again(&text.replace("[x]", "[ ]"), &Names::default());
    assert!(!again(text, &open.names).gate.contains("ticks_confirmed"));
}
