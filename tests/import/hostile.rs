//! Plans that are written to break what is made of them.

use gonogo_draft::update;
use gonogo_plan::{Comparator, Criterion, Effect, NotTaken, Phase, Time, Window, read};
use proptest::prelude::*;

use super::gates::{assert_sound, drafted};
use super::hand::{amount, criterion, limit, plan};

/// Texts that mean something in YAML, CEL, messages or comments.
const TEXTS: [&str; 28] = [
    "a: b",
    "# a",
    "- a",
    "a #b",
    "'",
    "\"",
    "it's \"so\": {a}",
    "{",
    "}",
    "{{",
    "{now}",
    "{errors.latest()}",
    "${HOME}",
    "$f $0 $b $m",
    "\\",
    "\\n \\u0041",
    "*a &b !c |d >e %f @g",
    "---",
    "...",
    "true",
    "null",
    "1e5",
    "🚀 émoji\u{200d}",
    "\u{202e}abc\u{2028}d\u{85}e\u{7}",
    "for",
    "facts",
    "a\tb",
    "?",
];

fn text() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        prop::sample::select(TEXTS.to_vec()).prop_map(str::to_owned),
        "\\PC{0,40}",
        "[a-c :#'\"{}$\\\\-]{1,12}",
        Just("long ".repeat(90)),
    ];
    prop::collection::vec(one, 1..3).prop_map(|parts| parts.join(" "))
}

fn effect() -> impl Strategy<Value = Effect> {
    prop::sample::select(vec![Effect::Require, Effect::NoGoIf, Effect::RollbackIf, Effect::WarnIf])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_only_text(
        headings in prop::collection::vec(text(), 1..5),
        items in prop::collection::vec(text(), 1..6),
        roles in prop::collection::vec(text(), 0..3),
        metrics in prop::collection::vec((text(), effect(), text()), 0..5),
        units in prop::collection::vec(prop::sample::select(vec!["%", "ms", "", "GB", "/s", "jobs", "x: y"]), 5),
        zone in prop_oneof![Just(None), text().prop_map(Some)],
    ) {
        let mut source = String::from("# Plan\n");
        for (at, item) in items.iter().enumerate() {
            let heading = headings[at % headings.len()].replace(['\n', '\r'], " ");
            source.push_str(&format!("\n## {heading}\n\n- [ ] {}\n- [ ] same\n", item.replace(['\n', '\r'], " ")));
        }
        source.push_str("\n## Sign-off\n\n| Role | Name | Approval |\n|-|-|-|\n");
        for role in &roles {
            source.push_str(&format!("| {} | | |\n", role.replace(['|', '\n', '\r'], " ")));
        }
        let mut plan = read(&source);
        for (at, (metric, effect, action)) in metrics.into_iter().enumerate() {
            let section = plan.items.get(at).and_then(|item| item.section);
            let figure = format!("{}{}", at * 3, units[at]);
            let mut one = Criterion { section, ..criterion(&metric, effect, limit(Comparator::Above, &figure)) };
            one.action = Some(action.clone());
            one.sustained = (at % 2 == 0).then_some(Time { seconds: 60 });
            one.text = action;
            plan.criteria.push(one);
        }
        plan.phases = headings.iter().enumerate().map(|(at, heading)| Phase {
            name: heading.clone(),
            title: heading.clone(),
            line: at,
            section: plan.items.get(at).and_then(|item| item.section),
            is_live: at > 0,
            traffic: Some(heading.clone()),
            bake: Some(Time { seconds: u64::MAX >> at }),
            every: Some(Time { seconds: 0 }),
            window: Some(Window { from: "02:00".to_owned(), to: "06:00".to_owned(), zone: zone.clone() }),
        }).collect();
        plan.not_taken.push(NotTaken { line: 1, text: headings[0].clone(), why: items[0].clone() });
        if !plan.items.is_empty() || !plan.criteria.is_empty() || !plan.signoffs.is_empty() {
            assert_sound(&source, &plan);
        }
    }
}

#[test]
fn figures_of_any_size_are_refused_or_taken() {
    for number in
        ["0", "00", "1.", ".5", "-1", "1e9", "999999999999", "9".repeat(400).as_str(), "٣", ""]
    {
        for unit in ["", "%", "ms", "d", "TB", "/h"] {
            let mut plan = plan(&["A"]);
            let mut figure = amount("1");
            figure.number = number.to_owned();
            figure.unit = (!unit.is_empty()).then(|| unit.to_owned());
            let comparison =
                gonogo_plan::Comparison::Limit { comparator: Comparator::Below, amount: figure };
            plan.criteria.push(criterion("latency", Effect::Require, comparison));
            assert_sound(number, &plan);
        }
    }
}

/// What somebody does to a gate, line by line.
#[derive(Clone, Debug)]
enum Edit {
    Remove(usize),
    Insert(usize, String),
    Replace(usize, String),
    Double(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let line = prop_oneof![
        text().prop_map(|text| text.replace(['\n', '\r'], " ")),
        prop::sample::select(vec!["", "rules:", "  x: 1", "  - id: y", "# gone", "    require: z"])
            .prop_map(str::to_owned),
    ];
    let at = || 0..200_usize;
    prop_oneof![
        at().prop_map(Edit::Remove),
        (at(), line.clone()).prop_map(|(at, line)| Edit::Insert(at, line)),
        (at(), line).prop_map(|(at, line)| Edit::Replace(at, line)),
        at().prop_map(Edit::Double),
    ]
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for edit in edits {
        let length = lines.len().max(1);
        match edit {
            Edit::Remove(at) if at % length < lines.len() => {
                lines.remove(at % length);
            }
            Edit::Remove(_) => {}
            Edit::Insert(at, line) => lines.insert(at % length, line.clone()),
            Edit::Replace(at, line) => lines[at % length].clone_from(line),
            Edit::Double(at) => {
                let line = lines[at % length].clone();
                lines.insert(at % length, line);
            }
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever somebody did to the gate: a plan that did not change changes nothing, and one
    /// that did never takes away a line that somebody wrote.
    #[test]
    fn no_edit_is_lost(edits in prop::collection::vec(edit(), 0..8)) {
        let source = include_str!("../cli/files/rollout.md");
        let changed = include_str!("../cli/files/rollout-changed.md");
        let (base, new) = (drafted(&read(source)).gate, drafted(&read(changed)).gate);
        let gate = edited(&base, &edits);
        let same = update(&base, &gate, &base);
        prop_assert_eq!(&same.text, &gate);
        prop_assert!(same.changes.iter().all(|change| change.was.is_none() && change.now.is_none()));
        let merged = update(&base, &gate, &new).text;
        for line in gate.lines().filter(|line| !base.lines().any(|other| other == *line)) {
            prop_assert!(merged.contains(line), "{}\n{}", line, merged);
        }
    }
}
