//! The examples for GitLab, as they are in `integrations/gitlab/examples`. What the runner returns
//! says little where jobs may fail: each job's own line does.

use std::fs;

use crate::gitlab_runner::{Pipeline, example, run};
use crate::project::Project;

fn expect(pipeline: &Pipeline, jobs: &[(&str, &str)]) {
    for (job, expected) in jobs {
        assert_eq!(pipeline.job(job), *expected, "{job}: {}", pipeline.log);
    }
}

#[test]
fn a_canary_that_stays_well_is_promoted() {
    let project = Project::new("0.1");
    let pipeline = example(&project, "canary", &[]);
    expect(&pipeline, &[("gonogo", "PASS"), ("promote", "PASS"), ("rollback", "not run")]);
    assert_eq!(project.done(), ["deploy.sh canary", "deploy.sh production"]);
}

#[test]
fn a_canary_that_fails_is_rolled_back() {
    let project = Project::new("2.5");
    let pipeline = example(&project, "canary", &[]);
    expect(&pipeline, &[("gonogo", "FAIL 20"), ("promote", "not run"), ("rollback", "PASS")]);
    assert_eq!(project.done(), ["deploy.sh canary", "rollback.sh"]);
    for report in ["junit.xml", "gl-code-quality.json", "gonogo.env", "decision.json"] {
        let path = project.path().join("gonogo-out").join(report);
        assert!(path.is_file(), "{report} is handed on by a job that failed");
    }
}

#[test]
fn a_canary_that_is_not_good_is_neither() {
    let project = Project::new("1.5");
    let pipeline = example(&project, "canary", &[]);
    expect(&pipeline, &[("gonogo", "FAIL 10"), ("promote", "not run"), ("rollback", "PASS")]);
    assert!(pipeline.log.contains("no rollback is asked for"), "{}", pipeline.log);
    assert_eq!(project.done(), ["deploy.sh canary"]);
}

#[test]
fn a_gate_that_cannot_be_used_rolls_nothing_back() {
    let project = Project::new("0.1");
    project.write("gate.yaml", "gate: checkout\n");
    let pipeline = example(&project, "canary", &[]);
    expect(&pipeline, &[("gonogo", "FAIL 2"), ("promote", "not run"), ("rollback", "PASS")]);
    assert_eq!(project.done(), ["deploy.sh canary"]);
}

#[test]
fn a_go_needs_nobody() {
    let project = Project::new("0.1");
    let pipeline = example(&project, "manual", &[]);
    expect(&pipeline, &[("gonogo", "PASS"), ("deploy", "PASS"), ("deploy-anyway", "not run")]);
    assert_eq!(project.done(), ["deploy.sh"]);
}

#[test]
fn a_no_go_waits_for_somebody() {
    let project = Project::new("1.5");
    let pipeline = example(&project, "manual", &[]);
    let expected = [("gonogo", "WARN 10"), ("deploy", "WARN 10"), ("deploy-anyway", "not run")];
    expect(&pipeline, &expected);
    assert_eq!(project.done(), [""; 0]);
    let pressed = example(&project, "manual", &["--manual", "deploy-anyway"]);
    expect(&pressed, &[("gonogo", "WARN 10"), ("deploy-anyway", "PASS")]);
    assert_eq!(project.done(), ["deploy.sh anyway"]);
}

/// The runner goes on where GitLab would stop, at a code that is not among those allowed: the jobs
/// that follow refuse by themselves.
#[test]
fn a_rollback_cannot_be_overruled() {
    let project = Project::new("2.5");
    project.write(
        "gate.yaml",
        &gate(&project)
            .replace("[canary, full]", "[pre-deploy]")
            .replace("pre-deploy: {traffic: 0%}", "pre-deploy: {traffic: 5%}"),
    );
    let pipeline = example(&project, "manual", &["--manual", "deploy-anyway"]);
    expect(&pipeline, &[("gonogo", "FAIL 20")]);
    assert_ne!(pipeline.job("deploy-anyway"), "PASS", "{}", pipeline.log);
    assert_eq!(project.done(), [""; 0]);
}

fn gate(project: &Project) -> String {
    fs::read_to_string(project.path().join("gate.yaml")).unwrap()
}

/// Two gates in a pipeline: what the first one said is no input of the second one.
#[test]
fn gates_of_one_pipeline_stay_apart() {
    let project = Project::new("1.5");
    let include = |name: &str, phase: &str, more: &str| {
        format!(
            "  - component: $CI_SERVER_FQDN/group/gonogo/gonogo@0123456789abcdef0123456789abcdef01234567\n    inputs: \
             {{job-name: {name}, gate: gate.yaml, environment: production, image: none, verb: eval, phase: {phase}, \
             facts: facts.json, gonogo-path: $GONOGO{more}}}\n"
        )
    };
    let first = include("first", "merge", ", no-go: warn");
    let second = include("second", "full", ", stage: deploy, params: max_error_rate=2%");
    project.write(".gitlab-ci.yml", &format!("stages: [test, deploy]\ninclude:\n{first}{second}"));
    let pipeline = run(&project, &[]);
    expect(&pipeline, &[("first", "WARN 10"), ("second", "PASS")]);
    let env = fs::read_to_string(project.path().join("gonogo-out/gonogo.env")).unwrap();
    assert!(env.contains("GONOGO_PHASE=full\n") && env.contains("GONOGO_DECISION=go\n"), "{env}");
}

/// The second gate gets the first one's folder as artifacts, and cannot start: a go of the first one
/// is not handed on in its name.
#[test]
fn a_gate_that_cannot_start_hands_on_no_decision() {
    for (path, code) in [("/nowhere/gonogo", "FAIL 127"), ("\"true\"", "FAIL 1")] {
        let project = Project::new("0.1");
        let include = |name: &str, stage: &str, path: &str| {
            format!(
                "  - component: $CI_SERVER_FQDN/group/gonogo/gonogo@0123456789abcdef0123456789abcdef01234567\n    inputs: \
                 {{job-name: {name}, stage: {stage}, gate: gate.yaml, environment: production, image: none, verb: eval, \
                 phase: full, facts: facts.json, gonogo-path: {path}}}\n"
            )
        };
        let jobs = "told:\n  stage: last\n  needs: [second]\n  when: always\n  script:\n    \
                    - echo \"told $GONOGO_DECISION/$GONOGO_EXIT_CODE\"\n";
        let (first, second) =
            (include("first", "test", "$GONOGO"), include("second", "deploy", path));
        let stages = "stages: [test, deploy, last]";
        project.write(".gitlab-ci.yml", &format!("{stages}\ninclude:\n{first}{second}{jobs}"));
        let pipeline = run(&project, &[]);
        expect(&pipeline, &[("first", "PASS"), ("second", code), ("told", "PASS")]);
        assert!(pipeline.log.contains("told none/none"), "{}", pipeline.log);
    }
}

/// `no-go: warn` lets the pipeline go on, and the decision of a go with warnings is `go`.
#[test]
fn what_fail_on_warn_stops_is_not_deployed() {
    let project = Project::new("0.7");
    let from = crate::project::read("integrations/gitlab/examples/manual.gitlab-ci.yml");
    let strict = from.replace("      no-go: warn\n", "      no-go: warn\n      fail-on: warn\n");
    assert_ne!(from, strict);
    project.write(".gitlab-ci.yml", &strict);
    let pipeline = run(&project, &[]);
    expect(&pipeline, &[("gonogo", "WARN 10"), ("deploy", "WARN 10")]);
    assert_eq!(project.done(), [""; 0]);
    let pressed = run(&project, &["--manual", "deploy-anyway"]);
    expect(&pressed, &[("gonogo", "WARN 10"), ("deploy-anyway", "PASS")]);
    assert_eq!(project.done(), ["deploy.sh anyway"]);
}

/// A resource group binds only the jobs that say it.
#[test]
fn all_jobs_of_an_environment_are_kept_apart() {
    for name in ["canary", "manual"] {
        let text =
            crate::project::read(&format!("integrations/gitlab/examples/{name}.gitlab-ci.yml"));
        let file: serde_json::Value = serde_saphyr::from_str(&text).unwrap();
        let jobs = file.as_object().unwrap().iter();
        let jobs: Vec<_> = jobs.filter(|(_, job)| job["environment"].is_object()).collect();
        assert!(jobs.len() >= 2, "{name}");
        for (job, what) in jobs {
            assert_eq!(what["resource_group"], what["environment"]["name"], "{name}: {job}");
        }
    }
}

#[test]
fn inputs_are_values() {
    let hostile = [
        "$(touch $GONOGO_TEST_DONE)",
        "`touch $GONOGO_TEST_DONE`",
        "x; touch $GONOGO_TEST_DONE",
        "'; touch $GONOGO_TEST_DONE; '",
        "\"; touch $GONOGO_TEST_DONE; \"",
        "x\ny; touch $GONOGO_TEST_DONE",
        "--help",
    ];
    let places = ["gate", "phase", "facts", "params", "plan", "waivers", "gonogo-path"];
    for (at, hostile) in hostile.into_iter().enumerate() {
        // Each text in a few of the places, and each place with several of the texts.
        for place in places.into_iter().skip(at % 3).step_by(3) {
            let project = Project::new("0.1");
            let ours = [
                ("gate", "gate.yaml"),
                ("phase", "full"),
                ("facts", "facts.json"),
                ("gonogo-path", "$GONOGO"),
            ];
            let mut inputs = String::new();
            for (name, value) in
                ours.iter().filter(|(name, _)| *name != place).chain(&[(place, hostile)])
            {
                inputs.push_str(&format!(
                    "      {name}: {}\n",
                    serde_json::to_string(value).unwrap()
                ));
            }
            project.write(".gitlab-ci.yml", &format!(
                "include:\n  - component: $CI_SERVER_FQDN/group/gonogo/gonogo@0123456789abcdef0123456789abcdef01234567\n    \
                 inputs:\n      environment: production\n      image: none\n      verb: eval\n{inputs}"
            ));
            let pipeline = run(&project, &[]);
            let what = format!("{place}: {hostile}");
            assert!(pipeline.job("gonogo").starts_with("FAIL"), "{what}: {}", pipeline.log);
            assert!(!project.done_file().exists(), "{what}: {}", pipeline.log);
        }
    }
}
