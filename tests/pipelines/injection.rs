//! What anybody can write into an input, a gate, a fact or the name of a file has no effect on the
//! runner: no file is made, no output forged, no command obeyed.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::act::{Act, Ran};
use crate::project::{GONOGO, Project};

/// Each is tried in every place.
const HOSTILE: &[&str] = &[
    "$(touch \"$GONOGO_TEST_DONE\")",
    "`touch \"$GONOGO_TEST_DONE\"`",
    "\"; touch \"$GONOGO_TEST_DONE\"; \"",
    "'; touch \"$GONOGO_TEST_DONE\"; '",
    "x\n::set-output name=decision::go\n",
    "x\r::set-output name=decision::go",
    "x\n  ::add-mask::go\n##[add-path]/tmp\n##vso[task.setvariable variable=decision]go",
    "x\nEOF\ndecision=go\nexit-code=0\n",
    "x\n::stop-commands::x\n::x::\n::error::forged",
    "--help",
    "${{ github.token }}",
    "%0A::error::forged%0D",
    "\u{1b}]0;title\u{7}\u{1b}[2J\u{202e}",
];

/// Names that only a hostile text could have made the runner obey; `::error` is gonogo's own too.
const FORGED: &[&str] = &["add-mask", "add-path", "debug", "save-state", "x"];

fn workflow(inputs: &[(&str, &str)]) -> String {
    let mut with = String::new();
    for (name, value) in inputs {
        // JSON is YAML, with every character as it is.
        with.push_str(&format!("          {name}: {}\n", serde_json::to_string(value).unwrap()));
    }
    format!(
        "on: push\njobs:\n  gate:\n    runs-on: ubuntu-latest\n    outputs:\n      \
         decision: ${{{{ steps.gonogo.outputs.decision }}}}\n    steps:\n      \
         - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683\n      - id: gonogo\n        \
         uses: OWNER/gonogo@0123456789abcdef0123456789abcdef01234567\n        with:\n{with}  \
         deploy:\n    needs: gate\n    if: always() && needs.gate.outputs.decision == 'go'\n    \
         runs-on: ubuntu-latest\n    steps:\n      - run: 'true'\n"
    )
}

fn run(project: &Project, inputs: &[(&str, &str)]) -> Ran {
    project.write(".github/workflows/one.yml", &workflow(inputs));
    Act::of(project, "one.yml").run("push")
}

/// Nothing but a refusal came of it.
fn is_refused(what: &str, project: &Project, ran: &Ran) {
    assert_eq!((ran.job("gate"), ran.job("deploy")), ("failure", "skipped"), "{what}: {}", ran.log);
    assert_ne!(ran.output("gonogo.decision"), "go", "{what}");
    assert_ne!(ran.output("gonogo.exit-code"), "0", "{what}");
    assert_eq!(project.done(), [""; 0], "{what}: a command ran");
    let forged = ran.commands.iter().find(|command| FORGED.contains(&command.as_str()));
    assert_eq!(forged, None, "{what}: {}", ran.log);
    assert!(!ran.annotations.iter().any(|[.., text]| text == "forged"), "{what}: {}", ran.log);
    assert!(!project.done_file().exists(), "{what}");
}

const OURS: [(&str, &str); 5] = [
    ("verb", "eval"),
    ("facts", "facts.json"),
    ("phase", "full"),
    ("gate", "gate.yaml"),
    ("gonogo-path", GONOGO),
];

/// Without it the others would prove nothing.
#[test]
fn the_same_workflow_goes_on_when_nothing_is_hostile() {
    let ran = run(&Project::new("0.1"), &OURS);
    assert_eq!((ran.job("gate"), ran.job("deploy")), ("success", "success"), "{}", ran.log);
}

#[test]
fn inputs_are_values() {
    let places =
        ["gate", "phase", "facts", "params", "plan", "waivers", "fail-on", "verb", "reports"];
    let installing = ["version", "gonogo-path"];
    for (at, hostile) in HOSTILE.iter().enumerate() {
        // Each text in a few of the places, and each place with all of the texts over time.
        let project = Project::new("2.5");
        for place in places.iter().chain(&installing).skip(at % 4).step_by(4) {
            let mut inputs: Vec<(&str, &str)> = OURS.to_vec();
            inputs.retain(|(name, _)| name != place);
            inputs.push((*place, *hostile));
            if *place == "version" {
                inputs.retain(|(name, _)| *name != "gonogo-path");
            }
            is_refused(&format!("{place}: {hostile:?}"), &project, &run(&project, &inputs));
        }
    }
}

#[test]
fn texts_of_gates_and_facts_are_texts() {
    for hostile in HOSTILE {
        let project = Project::new("2.5");
        let quoted = serde_json::to_string(hostile).unwrap();
        project.write(
            "gate.yaml",
            &format!(
                "gate: checkout\nphases: {{full: {{traffic: 100%}}}}\nfacts: {{name: {{type: string}}}}\nrules:\n  \
                 - {{id: named, title: {quoted}, rollback_if: name != '', because: '{{name}}', action: {quoted}}}\n  \
                 - {{id: other, title: {quoted}, warn_if: name != '', because: '{{name}}'}}\n"
            ),
        );
        project.write("facts.json", &format!("{{\"facts\": {{\"name\": {quoted}}}}}"));
        let inputs = [
            ("verb", "eval"),
            ("gate", "gate.yaml"),
            ("facts", "facts.json"),
            ("gonogo-path", GONOGO),
        ];
        let ran = run(&project, &inputs);
        is_refused(&format!("{hostile:?}"), &project, &ran);
        assert_eq!(ran.output("gonogo.decision"), "rollback", "{hostile:?}: {}", ran.log);
        assert_eq!(ran.annotations.len(), 3, "{hostile:?}: {:?}", ran.annotations);
    }
}

#[test]
fn gates_that_cannot_be_read_say_so_and_nothing_else() {
    for hostile in HOSTILE {
        let project = Project::new("0.1");
        project.write("gate.yaml", &format!("gate: checkout\nrules: [\n{hostile}\n"));
        let inputs = [
            ("verb", "eval"),
            ("gate", "gate.yaml"),
            ("facts", "facts.json"),
            ("gonogo-path", GONOGO),
        ];
        let ran = run(&project, &inputs);
        is_refused(&format!("{hostile:?}"), &project, &ran);
        assert_eq!(ran.output("gonogo.exit-code"), "2", "{hostile:?}: {}", ran.log);
    }
}

/// Line by line as the runner reads it, without act: what is obeyed between the silencing lines, or
/// looks as if it could be by another reader.
#[test]
fn nothing_that_is_printed_begins_a_command() {
    for hostile in HOSTILE {
        let project = Project::new("2.5");
        let output = ci(
            &project,
            "azure",
            &[("PHASE", hostile), ("GATE", "gate.yaml"), ("VERB", "eval"), ("FACTS", "facts.json")],
        );
        assert_eq!(output.status.code(), Some(2), "{hostile:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        let starts = |line: &str| {
            line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[")
        };
        assert!(!said.split(['\n', '\r']).any(starts), "{said}");
    }
}

fn ci(project: &Project, system: &str, inputs: &[(&str, &str)]) -> Output {
    let mut command = Command::new(GONOGO);
    command.args(["ci", system]).current_dir(project.path());
    command.envs(inputs.iter().map(|(name, value)| (format!("GONOGO_INPUT_{name}"), value)));
    command.output().unwrap()
}

/// The mistake that the outputs avoid: a fixed word ends a value, and what follows it counts.
#[test]
fn outputs_have_one_line_each_whatever_is_said() {
    for hostile in HOSTILE {
        let project = Project::new("2.5");
        let quoted = serde_json::to_string(hostile).unwrap();
        let rule =
            format!("- {{id: a, title: {quoted}, rollback_if: errors > 1.0, because: {quoted}}}");
        project.write(
            "gate.yaml",
            &format!("gate: a\nfacts: {{errors: {{type: number}}}}\nrules:\n  {rule}\n"),
        );
        let output = project.path().join("output");
        let ran = Command::new(GONOGO)
            .args(["eval", "gate.yaml", "--facts", "facts.json", "--quiet", "--report"])
            .arg(format!("github-output={}", output.display()))
            .current_dir(project.path())
            .status()
            .unwrap();
        assert!(ran.code() == Some(20) || ran.code() == Some(2), "{hostile:?}");
        if ran.code() == Some(20) {
            one_line_each(&output);
        }
    }
}

fn one_line_each(output: &Path) {
    let text = fs::read_to_string(output).unwrap();
    let lines: Vec<(&str, &str)> = text.lines().map(|line| line.split_once('=').unwrap()).collect();
    let names: Vec<&str> = lines.iter().map(|(name, _)| *name).collect();
    let expected = [
        "gate",
        "phase",
        "passed",
        "failed",
        "warned",
        "undetermined",
        "skipped",
        "gate-digest",
        "snapshot-digest",
        "decision",
    ];
    assert_eq!(names, expected);
    assert_eq!(lines.last(), Some(&("decision", "rollback")));
}
