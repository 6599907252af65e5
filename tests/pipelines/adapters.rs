//! Adapters of other systems: their own commands, with the real program, for every decision, for
//! errors and for programs that are no gonogo.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::project::{GONOGO, Project, root, script};
use crate::tools::tool;

/// What an adapter is run with, and how it ended.
struct Ran {
    code: Option<i32>,
    said: String,
}

type Adapter = fn(&Project, program: &str, more: &[(&str, &str)]) -> Ran;

const ADAPTERS: [(&str, Adapter); 8] = [
    ("azure", azure),
    ("buildkite", buildkite),
    ("circleci", circleci),
    ("gitlab", gitlab),
    ("tekton", |project, program, more| {
        container(project, program, more, ("tekton/gonogo.yaml", "/spec/steps/0"))
    }),
    ("argo-workflows", |project, program, more| {
        let at = ("argo-workflows/gonogo.yaml", "/spec/templates/0/container");
        container(project, program, more, at)
    }),
    ("argo-rollouts", |project, program, more| {
        let at = "/spec/metrics/0/provider/job/spec/template/spec/containers/0";
        container(project, program, more, ("argo-rollouts/analysis.yaml", at))
    }),
    ("spinnaker", |project, program, more| {
        let at = "/manifest/spec/template/spec/containers/0";
        container(project, program, more, ("spinnaker/stage.json", at))
    }),
];

fn ended(output: Output) -> Ran {
    let said = [output.stdout, output.stderr].concat();
    Ran { code: output.status.code(), said: String::from_utf8(said).unwrap() }
}

/// The command as a runner would run it: in a shell, with what the file says as variables.
fn shell(project: &Project, command: &str, variables: &[(&str, &str)]) -> Ran {
    let mut bash = Command::new("bash");
    bash.args(["-eo", "pipefail", "-c", command]).current_dir(project.path());
    for (name, value) in
        [("GATE", "gate.yaml"), ("VERB", "eval"), ("FACTS", "facts.json"), ("PHASE", "full")]
    {
        bash.env(format!("GONOGO_INPUT_{name}"), value);
    }
    bash.env("GONOGO_TEST_DONE", project.done_file());
    ended(bash.envs(variables.iter().copied()).output().unwrap())
}

fn yaml(path: &str) -> serde_json::Value {
    serde_saphyr::from_str(&crate::project::read(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn azure(project: &Project, program: &str, more: &[(&str, &str)]) -> Ran {
    let file = yaml("integrations/azure/gonogo.yml");
    let command = file["steps"][0]["bash"].as_str().unwrap().to_owned();
    let mut variables = vec![("GONOGO_PATH", program), ("NO_GO", "fail")];
    variables.extend(more);
    shell(project, &command, &variables)
}

fn circleci(project: &Project, program: &str, more: &[(&str, &str)]) -> Ran {
    let file = yaml("integrations/circleci/orb.yml");
    let command =
        file["commands"]["decide"]["steps"][0]["run"]["command"].as_str().unwrap().to_owned();
    let mut variables = vec![("GONOGO_PATH", program)];
    variables.extend(more);
    shell(project, &command, &variables)
}

fn gitlab(project: &Project, program: &str, more: &[(&str, &str)]) -> Ran {
    let text = crate::project::read("templates/gonogo.yml");
    let (_, jobs) = text.split_once("\n---\n").unwrap();
    let jobs: serde_json::Value = serde_saphyr::from_str(jobs).unwrap();
    let script = jobs["$[[ inputs.job-name ]]"]["script"].as_array().unwrap();
    let lines: Vec<&str> = script.iter().map(|line| line.as_str().unwrap()).collect();
    let mut variables = vec![("GONOGO_PATH", program)];
    variables.extend(more);
    shell(project, &lines.join("\n"), &variables)
}

/// The command of a container, whose image has the program on its path.
fn container(
    project: &Project,
    program: &str,
    more: &[(&str, &str)],
    (file, at): (&str, &str),
) -> Ran {
    let file = yaml(&format!("integrations/{file}"));
    let container = file.pointer(at).unwrap();
    let words = container["command"].as_array().unwrap();
    let words: Vec<&str> = words.iter().map(|word| word.as_str().unwrap()).collect();
    assert!(
        container["env"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["name"] == "GONOGO_INPUT_REPORTS"),
        "{container}"
    );
    let image = project.beside("image");
    script(&image.join("gonogo"), &format!("exec '{program}' \"$@\""));
    let path = format!("{}:{}", image.display(), std::env::var("PATH").unwrap());
    let mut variables = vec![("PATH", path.as_str()), ("GONOGO_INPUT_REPORTS", "gonogo-out")];
    variables.extend(more);
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    shell(project, &format!("exec {}", quoted.join(" ")), &variables)
}

/// With an agent that writes down what it is asked.
fn buildkite(project: &Project, program: &str, more: &[(&str, &str)]) -> Ran {
    let agent = project.beside("agent");
    script(
        &agent.join("buildkite-agent"),
        "said=; [ \"$1\" != meta-data ] || said=\" $(cat)\"; echo \"$@$said\" >>\"$GONOGO_TEST_DONE\"; exit 3",
    );
    let path = format!("{}:{}", agent.display(), std::env::var("PATH").unwrap());
    let names = ["GATE", "VERB", "FACTS", "PHASE", "PARAMS", "FAIL_ON"];
    let value = |name: &str| {
        let asked =
            [("GATE", "gate.yaml"), ("VERB", "eval"), ("FACTS", "facts.json"), ("PHASE", "full")];
        let given =
            more.iter().find(|(given, _)| given.strip_prefix("GONOGO_INPUT_") == Some(name));
        let ours = || asked.iter().find(|(known, _)| *known == name);
        given.or_else(ours).map_or(String::new(), |(_, value)| (*value).to_owned())
    };
    let hook = root().join("integrations/buildkite/hooks/command");
    let mut command = Command::new(hook);
    command
        .current_dir(project.path())
        .env("PATH", path)
        .env("BUILDKITE_PLUGIN_GONOGO_PROGRAM", program);
    for name in names {
        command.env(format!("BUILDKITE_PLUGIN_GONOGO_{name}"), value(name));
    }
    ended(command.env("GONOGO_TEST_DONE", project.done_file()).output().unwrap())
}

#[test]
fn each_ends_with_the_answer() {
    for (name, adapter) in ADAPTERS {
        for (errors, code) in [("0.1", 0), ("1.5", 10), ("2.5", 20), ("null", 10)] {
            let ran = adapter(&Project::new(errors), GONOGO, &[]);
            assert_eq!(ran.code, Some(code), "{name} {errors}: {}", ran.said);
        }
        let ran = adapter(&Project::new("0.1"), GONOGO, &[("GONOGO_INPUT_GATE", "none.yaml")]);
        assert_eq!(ran.code, Some(2), "{name}: {}", ran.said);
    }
}

#[test]
fn what_is_no_gonogo_is_no_go() {
    for (name, adapter) in ADAPTERS {
        for code in [0, 1, 3, 126, 143] {
            let project = Project::new("0.1");
            let fake = project.beside("bin").join("fake");
            script(&fake, &format!("exit {code}"));
            let ran = adapter(&project, fake.to_str().unwrap(), &[]);
            assert_ne!(ran.code, Some(0), "{name} {code}: {}", ran.said);
        }
        let ran = adapter(&Project::new("0.1"), "/nowhere/gonogo", &[]);
        assert_ne!(ran.code, Some(0), "{name}: {}", ran.said);
    }
}

/// They came from an earlier job as artifacts, and would be handed on as this gate's.
#[test]
fn reports_of_an_earlier_gate_are_not_handed_on() {
    for (name, adapter) in ADAPTERS {
        for program in ["/nowhere/gonogo", "true"] {
            let project = Project::new("0.1");
            assert_eq!(adapter(&project, GONOGO, &[]).code, Some(0), "{name}");
            let ran = adapter(&project, program, &[]);
            assert_ne!(ran.code, Some(0), "{name} {program}: {}", ran.said);
            for report in ["verdict", "junit.xml", "decision.json"] {
                let path = project.path().join("gonogo-out").join(report);
                assert!(!path.exists(), "{name} {program}: {report}");
            }
            let told = fs::read_to_string(project.path().join("gonogo-out/gonogo.env"));
            if name == "gitlab" {
                assert_eq!(told.unwrap(), "GONOGO_DECISION=none\nGONOGO_EXIT_CODE=none\n");
            }
        }
    }
}

#[test]
fn values_are_values() {
    let hostile = "x$(touch made)`touch made`'; touch made; \"; touch made\n##vso[task.complete result=Succeeded;]\n";
    for (name, adapter) in ADAPTERS {
        for place in ["GATE", "PHASE", "FACTS", "PARAMS", "FAIL_ON"] {
            let project = Project::new("0.1");
            let variable = format!("GONOGO_INPUT_{place}");
            let ran = adapter(&project, GONOGO, &[(&variable, hostile)]);
            assert_eq!(ran.code, Some(2), "{name} {place}: {}", ran.said);
            assert!(!project.path().join("made").exists(), "{name} {place}");
            assert!(!ran.said.contains("##vso[task.complete"), "{name} {place}: {}", ran.said);
        }
    }
}

#[test]
fn azure_has_outputs_issues_and_warnings() {
    let ran = azure(&Project::new("1.5"), GONOGO, &[("NO_GO", "warn")]);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    for line in [
        "##vso[task.logissue type=error;sourcepath=gate.yaml;linenumber=14;columnnumber=5]no-go: Few errors: 1.5 \
         %AZP25 of the requests fail",
        "##vso[task.setvariable variable=decision;isOutput=true]no-go\n",
        "##vso[task.complete result=SucceededWithIssues;]\n",
    ] {
        assert!(ran.said.contains(line), "{line}\n{}", ran.said);
    }
    let ran = azure(&Project::new("2.5"), GONOGO, &[("NO_GO", "warn")]);
    assert_eq!(ran.code, Some(20), "{}", ran.said);
}

/// A step that warned satisfies `succeeded()`: what comes next has to know the code.
#[test]
fn azure_tells_a_clean_go_from_one_with_warnings() {
    for (fail_on, code) in [("no-go", 0), ("warn", 10)] {
        let more = [("NO_GO", "warn"), ("GONOGO_INPUT_FAIL_ON", fail_on)];
        let ran = azure(&Project::new("0.7"), GONOGO, &more);
        assert_eq!(ran.code, Some(0), "{}", ran.said);
        for (name, value) in [("decision", "go"), ("exitCode", &code.to_string())] {
            let line = format!("##vso[task.setvariable variable={name};isOutput=true]{value}\n");
            assert!(ran.said.contains(&line), "{line}{}", ran.said);
        }
    }
}

#[test]
fn buildkite_is_told_whatever_its_agent_answers() {
    for (errors, decision, code, style) in [
        ("0.1", "go", 0, "success"),
        ("0.7", "go", 10, "warning"),
        ("1.5", "no-go", 10, "warning"),
        ("2.5", "rollback", 20, "error"),
    ] {
        let project = Project::new(errors);
        buildkite(&project, GONOGO, &[("GONOGO_INPUT_FAIL_ON", "warn")]);
        let expected = [
            format!("meta-data set gonogo-decision {decision}"),
            format!("meta-data set gonogo-exit-code {code}"),
            format!("annotate --style {style} --context gonogo-"),
            "artifact upload gonogo-out/*".to_owned(),
        ];
        assert_eq!(project.done(), expected);
    }
    let project = Project::new("0.1");
    buildkite(&project, "/nowhere/gonogo", &[]);
    let expected = ["meta-data set gonogo-decision none", "meta-data set gonogo-exit-code 127"];
    assert_eq!(project.done(), expected);
}

/// The step of the shared library in real Groovy, with stand-ins for what Jenkins brings.
#[test]
fn the_step_for_jenkins_answers() {
    for (errors, asked, expected) in [
        ("0.1", "", "returned go"),
        ("1.5", "", "error gonogo: no-go"),
        ("1.5", ", noGo: 'unstable'", "unstable gonogo: no-go|returned no-go"),
        ("2.5", "", "error gonogo: rollback"),
        (
            "2.5",
            ", noGo: 'unstable', rollback: { println 'rolled back' }",
            "rolled back|error gonogo: rollback",
        ),
        ("1.5", ", params: ['max_error_rate=2%']", "returned go"),
        ("0.7", ", failOn: 'warn'", "error gonogo: no-go"),
        ("0.1", ", phase: 'none'", "error gonogo: there is no decision (exit code 2)"),
        ("0.1", ", phase: \"\\$(touch made)\"", "error gonogo: there is no decision (exit code 2)"),
        ("0.1", ", program: 'true'", "error gonogo: there is no decision"),
        ("0.1", ", program: 'false'", "error gonogo: there is no decision (exit code 1)"),
        (
            "0.1",
            ", program: '/nowhere/gonogo'",
            "error gonogo: there is no decision (exit code 127)",
        ),
    ] {
        let project = Project::new(errors);
        let call = format!(
            "verb: 'eval', facts: 'facts.json', gate: 'gate.yaml', phase: 'full', program: '{GONOGO}'{asked}"
        );
        let said = jenkins(&project, &call);
        assert_eq!(said.lines().collect::<Vec<_>>().join("|"), expected, "{errors}{asked}");
        assert!(!project.path().join("made").exists());
    }
}

fn jenkins(project: &Project, call: &str) -> String {
    let harness = include_str!("jenkins.groovy")
        .replace("STEP", root().join("integrations/jenkins/vars/gonogo.groovy").to_str().unwrap())
        .replace("CALL", call);
    let path = project.beside("groovy").join("run.groovy");
    crate::project::write(&path, &harness);
    let output = Command::new("java")
        .arg("-cp")
        .arg(groovy())
        .arg("groovy.ui.GroovyMain")
        .arg(path)
        .current_dir(project.path())
        .output()
        .expect("test needs `java`: run .ci/install");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Groovy's archives, which come with a linter for Jenkins.
fn groovy() -> String {
    let folder = tool("npm/node_modules/npm-groovy-lint/lib/java/groovy/lib");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let archives: Vec<String> = files.map(|path: PathBuf| path.display().to_string()).collect();
    archives.join(":")
}
