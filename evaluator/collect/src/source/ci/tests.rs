//! Jobs as their runners describe them.

use super::*;

#[track_caller]
fn check(variables: &[(&str, &str)], expected: &str) {
    let env = |name: &str| {
        let found = variables.iter().find(|(variable, _)| *variable == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let job = provider::job(&env).map_or_else(|failure| failure.cause, |job| job.to_string());
    assert_eq!(job, expected, "{variables:?}");
}

const SHA: &str = "ffac537e6cbbf934b08745a378932722df287a53";

#[test]
fn a_push_to_a_branch_is_told_by_everybody() {
    check(
        &[
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_SHA", SHA),
            ("GITHUB_REF", "refs/heads/main"),
            ("GITHUB_ACTOR", "octocat"),
            ("GITHUB_EVENT_NAME", "push"),
            ("GITHUB_RUN_ID", "165"),
            ("GITHUB_SERVER_URL", "https://git.example.com"),
            ("GITHUB_REPOSITORY", "shop/web"),
            ("GITHUB_HEAD_REF", ""),
        ],
        &format!(
            r#"{{"provider":"github","commit":"{SHA}","branch":"main","actor":"octocat","event":"push","run":"165","url":"https://git.example.com/shop/web/actions/runs/165","repository":"shop/web"}}"#
        ),
    );
    check(
        &[
            ("GITLAB_CI", "true"),
            ("CI_COMMIT_SHA", SHA),
            ("CI_COMMIT_BRANCH", "main"),
            ("GITLAB_USER_LOGIN", "ana"),
            ("CI_PIPELINE_ID", "7"),
            ("CI_PROJECT_PATH", "shop/web"),
        ],
        &format!(
            r#"{{"provider":"gitlab","commit":"{SHA}","branch":"main","actor":"ana","run":"7","repository":"shop/web"}}"#
        ),
    );
}

#[test]
fn a_push_without_all_of_it_is_told_as_far_as_it_goes() {
    check(
        &[
            ("TF_BUILD", "True"),
            ("BUILD_SOURCEBRANCH", "refs/heads/release/2"),
            ("SYSTEM_COLLECTIONURI", "https://dev.example.com/shop/"),
            ("SYSTEM_TEAMPROJECT", "Web Shop"),
            ("BUILD_BUILDID", "9"),
        ],
        r#"{"provider":"azure","branch":"release/2","run":"9","url":"https://dev.example.com/shop/Web%20Shop/_build/results?buildId=9"}"#,
    );
    check(
        &[
            ("CIRCLECI", "true"),
            ("CIRCLE_BRANCH", "main"),
            ("CIRCLE_PROJECT_USERNAME", "shop"),
            ("CIRCLE_PROJECT_REPONAME", "web"),
        ],
        r#"{"provider":"circleci","branch":"main","repository":"shop/web"}"#,
    );
    check(
        &[
            ("BUILDKITE", "true"),
            ("BUILDKITE_COMMIT", "HEAD"),
            ("BUILDKITE_BRANCH", "main"),
            ("BUILDKITE_PULL_REQUEST", "false"),
        ],
        r#"{"provider":"buildkite","branch":"main"}"#,
    );
    check(
        &[("JENKINS_URL", "https://ci"), ("GIT_BRANCH", "origin/main"), ("BUILD_NUMBER", "3")],
        r#"{"provider":"jenkins","branch":"main","run":"3"}"#,
    );
}

#[test]
fn a_pull_request_has_no_branch_of_ours() {
    check(
        &[
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_REF", "refs/pull/12/merge"),
            ("GITHUB_HEAD_REF", "main"),
        ],
        r#"{"provider":"github","pull_request":12}"#,
    );
    check(
        &[("JENKINS_URL", "https://ci"), ("BRANCH_NAME", "PR-12"), ("CHANGE_ID", "12")],
        r#"{"provider":"jenkins","pull_request":12}"#,
    );
    check(
        &[("BUILDKITE", "true"), ("BUILDKITE_BRANCH", "main"), ("BUILDKITE_PULL_REQUEST", "12")],
        r#"{"provider":"buildkite","pull_request":12}"#,
    );
    check(
        &[
            ("CIRCLECI", "true"),
            ("CIRCLE_BRANCH", "pull/12"),
            ("CIRCLE_PULL_REQUEST", "https://git.example.com/shop/web/pull/12"),
        ],
        r#"{"provider":"circleci","pull_request":12}"#,
    );
}

#[test]
fn tags_are_no_branches() {
    check(
        &[("GITHUB_ACTIONS", "true"), ("GITHUB_REF", "refs/tags/v2")],
        r#"{"provider":"github","tag":"v2"}"#,
    );
    check(
        &[("JENKINS_URL", "https://ci"), ("BRANCH_NAME", "v2"), ("TAG_NAME", "v2")],
        r#"{"provider":"jenkins","tag":"v2"}"#,
    );
}

#[test]
fn outside_of_a_job_there_is_none() {
    let none = "no CI job was recognised: known are those of github, gitlab, azure, circleci, \
                buildkite, jenkins";
    check(&[("CI", "true"), ("GITHUB_ACTIONS", "")], none);
    check(
        &[("GITHUB_ACTIONS", "true"), ("GITLAB_CI", "true")],
        "two CI jobs at once, by `GITHUB_ACTIONS` of github and `GITLAB_CI` of gitlab: unset one",
    );
    let now = || gonogo_cel::time::Timestamp::from_epoch_nanos(0).unwrap();
    let ci = Ci::new(&Context::new(&now, &|_| None, "."));
    let cause = ci.job.unwrap_err().cause;
    assert_eq!(
        cause,
        "no CI job was recognised: known are those of github, gitlab, azure, circleci, buildkite, jenkins"
    );
}
