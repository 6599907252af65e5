//! The examples for GitHub, as they are in `integrations/github/examples`.

use std::fs;

use crate::act::{Act, Ran};
use crate::project::Project;

fn example(project: &Project, name: &str) -> Ran {
    take(project, name);
    Act::of(project, name).run("workflow_dispatch")
}

fn take(project: &Project, name: &str) {
    let from = format!("integrations/github/examples/{name}");
    project.take(&from, &format!(".github/workflows/{name}"));
}

#[test]
fn go_deploys() {
    let project = Project::new("0.1");
    let ran = example(&project, "pre-deploy.yml");
    assert_eq!((ran.job("gate"), ran.job("deploy")), ("success", "success"), "{}", ran.log);
    assert_eq!(ran.job("told"), "skipped");
    assert_eq!(project.done(), ["deploy.sh"]);
    for (name, value) in [
        ("decision", "go"),
        ("exit-code", "0"),
        ("gate", "checkout"),
        ("phase", "pre-deploy"),
        ("failed", "0"),
        ("reports", "gonogo-out"),
        ("json", "gonogo-out/decision.json"),
        ("sarif", "gonogo-out/gonogo.sarif"),
    ] {
        assert_eq!(ran.output(&format!("gonogo.{name}")), value, "{name}");
    }
    assert!(ran.output("gonogo.gate-digest").starts_with("sha256:"));
    assert!(ran.summary.starts_with("### 🟢 GO · checkout · pre-deploy"), "{}", ran.summary);
    let notice = ["notice", ":", "gonogo", "checkout at pre-deploy: go"];
    assert_eq!(ran.annotations, [notice]);
    let reports = fs::read_dir(project.beside("artifacts").join("gonogo")).unwrap().count();
    assert!(reports >= 10, "{reports} reports were handed on");
}

#[test]
fn no_go_is_not_deployed_and_later_jobs_know_why() {
    let project = Project::new("1.5");
    let ran = example(&project, "pre-deploy.yml");
    assert_eq!((ran.job("gate"), ran.job("deploy")), ("failure", "skipped"), "{}", ran.log);
    assert_eq!(ran.job("told"), "success");
    assert!(
        ran.log.contains("because of \"no-go\": rules failed: 1, undetermined: 0"),
        "{}",
        ran.log
    );
    assert_eq!(project.done(), [""; 0]);
    assert_eq!(ran.output("gonogo.exit-code"), "10");
    assert!(ran.summary.contains("NO-GO"), "{}", ran.summary);
    let [kind, place, title, message] = &ran.annotations[0];
    let found = (kind.as_str(), place.as_str(), title.as_str());
    assert_eq!(found, ("error", "gate.yaml:14", "no-go: Few errors"));
    assert!(message.starts_with("1.5 % of the requests fail"), "{message}");
    assert!(project.beside("artifacts").join("gonogo/decision.json").is_file());
}

#[test]
fn the_caller_can_set_parameters() {
    let project = Project::new("1.5");
    take(&project, "pre-deploy.yml");
    let act = Act::of(&project, "pre-deploy.yml").with(&["--input", "max-error-rate=2%"]);
    let ran = act.run("workflow_dispatch");
    assert_eq!((ran.job("gate"), ran.job("deploy")), ("success", "success"), "{}", ran.log);
    assert!(ran.summary.contains("max\\_error\\_rate = 2%"), "{}", ran.summary);
}

#[test]
fn a_missing_fact_is_not_deployed() {
    let project = Project::new("null");
    let ran = example(&project, "pre-deploy.yml");
    assert_eq!((ran.job("gate"), ran.job("deploy")), ("failure", "skipped"), "{}", ran.log);
    assert_eq!(ran.output("gonogo.undetermined"), "3");
    assert!(
        ran.log.contains("because of \"no-go\": rules failed: 0, undetermined: 3"),
        "{}",
        ran.log
    );
}

#[test]
fn a_canary_that_stays_well_is_promoted() {
    let project = Project::new("0.1");
    let ran = example(&project, "canary.yml");
    assert_eq!((ran.job("watch"), ran.job("promote")), ("success", "success"), "{}", ran.log);
    assert_eq!(ran.job("rollback"), "skipped");
    assert_eq!(project.done(), ["deploy.sh canary", "deploy.sh production"]);
}

#[test]
fn a_canary_that_fails_is_rolled_back() {
    let project = Project::new("2.5");
    let ran = example(&project, "canary.yml");
    assert_eq!((ran.job("watch"), ran.job("promote")), ("failure", "skipped"), "{}", ran.log);
    assert_eq!(ran.job("rollback"), "success", "{}", ran.log);
    assert_eq!(project.done(), ["deploy.sh canary", "rollback.sh"]);
    assert_eq!(ran.output("gonogo.exit-code"), "20");
    assert!(ran.summary.starts_with("### 🔴 ROLLBACK · checkout · canary"), "{}", ran.summary);
}

#[test]
fn a_canary_that_is_not_good_stays_as_it_is() {
    let project = Project::new("1.5");
    let ran = example(&project, "canary.yml");
    assert_eq!((ran.job("promote"), ran.job("rollback")), ("skipped", "skipped"), "{}", ran.log);
    assert_eq!(project.done(), ["deploy.sh canary"]);
}

#[test]
fn the_reusable_workflow_hands_decisions_on() {
    let project = Project::new("0.1");
    let ran = example(&project, "reusable.yml");
    assert_eq!((ran.job("result"), ran.job("rollback")), ("success", "skipped"), "{}", ran.log);
    assert_eq!(project.done(), ["deploy.sh"]);
}

/// act ends a run where a reusable workflow fails, so that the job `result` says nothing here.
#[test]
fn the_reusable_workflow_fails_at_a_no_go() {
    let project = Project::new("1.5");
    let ran = example(&project, "reusable.yml");
    assert_eq!((ran.job("gate"), ran.job("deploy")), ("failure", "skipped"), "{}", ran.log);
    assert_eq!(project.done(), [""; 0]);
}

/// Good before, and bad as soon as it is deployed.
#[test]
fn the_reusable_workflow_starts_the_rollback() {
    let project = Project::new("0.1");
    let facts = project.path().join("facts.json");
    project.write(
        "gate.yaml",
        &read_gate(&project).replace("files: .", &format!("files: {}", project.path().display())),
    );
    project.script(
        "deploy.sh",
        &format!(
            "echo deploy.sh >>\"$GONOGO_TEST_DONE\"; echo '{{\"facts\": {{\"errors\": 2.5}}}}' >{}",
            facts.display()
        ),
    );
    let ran = example(&project, "reusable.yml");
    assert_eq!((ran.job("rollback"), ran.job("result")), ("success", "failure"), "{}", ran.log);
    assert_eq!(project.done(), ["deploy.sh", "rollback.sh"]);
    for artifact in ["gonogo-before", "gonogo-after"] {
        assert!(
            project.beside("artifacts").join(artifact).join("decision.json").is_file(),
            "{artifact}"
        );
    }
}

fn read_gate(project: &Project) -> String {
    fs::read_to_string(project.path().join("gate.yaml")).unwrap()
}

/// The change that is checked brings a gate that lets everything through.
fn required_check(reports: bool) -> Ran {
    let project = Project::new("0.1");
    project.write(
        "gate.yaml",
        "gate: checkout\nphases: {merge: {traffic: 0%}}\nfacts:\n  tests: {type: tests, junit: \"reports/*.xml\"}\n\
         rules:\n  - {id: tests, require: tests.failed == 0}\n",
    );
    take(&project, "required-check.yml");
    project.commit();
    let head = std::process::Command::new("git")
        .args(["rev-parse", "HEAD"])
        .current_dir(project.path())
        .output()
        .unwrap();
    let base = String::from_utf8(head.stdout).unwrap();
    let event = format!(
        "{{\"pull_request\": {{\"base\": {{\"sha\": \"{}\"}}, \"head\": {{\"sha\": \"main\"}}}}}}",
        base.trim()
    );
    project.write("../event.json", &event);
    project.write(
        "gate.yaml",
        "gate: mine\nphases: {merge: {traffic: 0%}}\nrules:\n  - {id: all-fine, require: 1 == 1}\n",
    );
    let report = "<testsuite name='t' tests='1' failures='1'><testcase name='a' classname='b'><failure/></testcase></testsuite>";
    let make = format!("mkdir reports; echo \"{report}\" >reports/all.xml");
    project.script("test.sh", if reports { &make } else { "mkdir reports; exit 1" });
    Act::of(&project, "required-check.yml")
        .checking_out()
        .with(&["--eventpath", "../event.json"])
        .run("pull_request")
}

#[test]
fn a_required_check_goes_by_the_gate_of_the_base() {
    let ran = required_check(true);
    assert_eq!((ran.job("test"), ran.job("gonogo")), ("success", "failure"), "{}", ran.log);
    assert!(ran.summary.starts_with("### 🟠 NO-GO · checkout · merge"), "{}", ran.summary);
    assert!(ran.summary.contains("`tests`"), "{}", ran.summary);
}

#[test]
fn a_required_check_does_not_pass_without_reports() {
    let ran = required_check(false);
    assert_eq!((ran.job("test"), ran.job("gonogo")), ("failure", "failure"), "{}", ran.log);
    assert!(ran.summary.contains("undetermined"), "{}", ran.summary);
}
