//! What the environment says of a job, by who runs it.

use serde_json::{Map, Value, json};

use crate::failure::Failure;

type Env<'e> = &'e dyn Fn(&str) -> Option<String>;

struct Provider {
    name: &'static str,
    /// A variable that no other has.
    mark: &'static str,
    /// Keys and the variables that give them.
    keys: &'static [(&'static str, &'static str)],
    /// What takes more than a look.
    others: fn(&mut Job<'_>),
}

const PROVIDERS: [Provider; 6] = [
    Provider {
        name: "github",
        mark: "GITHUB_ACTIONS",
        keys: &[
            ("commit", "GITHUB_SHA"),
            ("actor", "GITHUB_ACTOR"),
            ("event", "GITHUB_EVENT_NAME"),
            ("run", "GITHUB_RUN_ID"),
            ("repository", "GITHUB_REPOSITORY"),
        ],
        others: github,
    },
    Provider {
        name: "gitlab",
        mark: "GITLAB_CI",
        keys: &[
            ("commit", "CI_COMMIT_SHA"),
            ("branch", "CI_COMMIT_BRANCH"),
            ("tag", "CI_COMMIT_TAG"),
            ("actor", "GITLAB_USER_LOGIN"),
            ("event", "CI_PIPELINE_SOURCE"),
            ("run", "CI_PIPELINE_ID"),
            ("url", "CI_PIPELINE_URL"),
            ("pull_request", "CI_MERGE_REQUEST_IID"),
            ("repository", "CI_PROJECT_PATH"),
        ],
        others: |_| {},
    },
    Provider {
        name: "azure",
        mark: "TF_BUILD",
        keys: &[
            ("commit", "BUILD_SOURCEVERSION"),
            ("actor", "BUILD_REQUESTEDFOR"),
            ("event", "BUILD_REASON"),
            ("run", "BUILD_BUILDID"),
            ("repository", "BUILD_REPOSITORY_NAME"),
        ],
        others: azure,
    },
    Provider {
        name: "circleci",
        mark: "CIRCLECI",
        keys: &[
            ("commit", "CIRCLE_SHA1"),
            ("branch", "CIRCLE_BRANCH"),
            ("tag", "CIRCLE_TAG"),
            ("actor", "CIRCLE_USERNAME"),
            ("run", "CIRCLE_BUILD_NUM"),
            ("url", "CIRCLE_BUILD_URL"),
        ],
        others: circleci,
    },
    Provider {
        name: "buildkite",
        mark: "BUILDKITE",
        keys: &[
            ("commit", "BUILDKITE_COMMIT"),
            ("branch", "BUILDKITE_BRANCH"),
            ("tag", "BUILDKITE_TAG"),
            ("actor", "BUILDKITE_BUILD_CREATOR"),
            ("event", "BUILDKITE_SOURCE"),
            ("run", "BUILDKITE_BUILD_NUMBER"),
            ("url", "BUILDKITE_BUILD_URL"),
            ("pull_request", "BUILDKITE_PULL_REQUEST"),
        ],
        others: |_| {},
    },
    Provider {
        name: "jenkins",
        mark: "JENKINS_URL",
        keys: &[
            ("commit", "GIT_COMMIT"),
            ("tag", "TAG_NAME"),
            ("actor", "BUILD_USER_ID"),
            ("run", "BUILD_NUMBER"),
            ("url", "BUILD_URL"),
            ("pull_request", "CHANGE_ID"),
        ],
        others: jenkins,
    },
];

pub(super) fn names() -> [&'static str; 6] {
    PROVIDERS.map(|provider| provider.name)
}

/// Keys in a fixed order; those without a value are left out. `None` outside of any job.
/// A job is of one of them: which, is not guessed.
pub(super) fn job(env: Env<'_>) -> Result<Value, Failure> {
    let is_here = |provider: &&Provider| !matches!(env(provider.mark).as_deref(), None | Some(""));
    let here: Vec<&Provider> = PROVIDERS.iter().filter(is_here).collect();
    let provider = match here.as_slice() {
        [] => {
            let known = names().join(", ");
            let cause = format!("no CI job was recognised: known are those of {known}");
            return Err(Failure::new(cause));
        }
        [only] => only,
        several => {
            let marks: Vec<String> =
                several.iter().map(|one| format!("`{}` of {}", one.mark, one.name)).collect();
            let marks = marks.join(" and ");
            return Err(Failure::new(format!("two CI jobs at once, by {marks}: unset one")));
        }
    };
    let mut job = Job { env, found: Vec::new() };
    for (key, variable) in provider.keys {
        let value = job.get(variable);
        job.put(key, value);
    }
    (provider.others)(&mut job);
    Ok(job.finish(provider.name))
}

const ORDER: [&str; 9] =
    ["commit", "branch", "tag", "actor", "event", "run", "url", "pull_request", "repository"];

struct Job<'e> {
    env: Env<'e>,
    found: Vec<(&'static str, String)>,
}

impl Job<'_> {
    fn get(&self, variable: &str) -> Option<String> {
        (self.env)(variable).filter(|value| !value.trim().is_empty())
    }

    fn put(&mut self, key: &'static str, value: Option<String>) {
        self.found.extend(value.map(|value| (key, value)));
    }

    /// From a full name of git, such as `refs/heads/main`.
    fn put_reference(&mut self, name: Option<String>) {
        let name = name.unwrap_or_default();
        for (key, prefix) in [("branch", "refs/heads/"), ("tag", "refs/tags/")] {
            self.put(key, name.strip_prefix(prefix).map(str::to_owned));
        }
    }

    fn finish(self, provider: &str) -> Value {
        let value = |key: &str| self.found.iter().find(|(found, _)| *found == key);
        let mut map = Map::new();
        map.insert("provider".to_owned(), json!(provider));
        let number = value("pull_request").and_then(|(_, number)| number.parse::<u64>().ok());
        for key in ORDER {
            let Some((_, text)) = value(key) else { continue };
            let value = match key {
                // A fork can call its branch as it likes, `main` for example.
                "branch" if number.is_some() => continue,
                "pull_request" => match number {
                    Some(number) => json!(number),
                    None => continue,
                },
                "commit" if !text.chars().all(|c| c.is_ascii_hexdigit()) => continue,
                _ => json!(text),
            };
            map.insert(key.to_owned(), value);
        }
        Value::Object(map)
    }
}

fn github(job: &mut Job<'_>) {
    let reference = job.get("GITHUB_REF");
    let number = reference.as_deref().and_then(|name| name.strip_prefix("refs/pull/"));
    let number = number.and_then(|rest| rest.split('/').next()).map(str::to_owned);
    job.put("pull_request", number);
    job.put_reference(reference);
    let parts = ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"];
    if let [Some(server), Some(repository), Some(run)] = parts.map(|name| job.get(name)) {
        job.put("url", Some(format!("{server}/{repository}/actions/runs/{run}")));
    }
}

fn azure(job: &mut Job<'_>) {
    let reference = job.get("BUILD_SOURCEBRANCH");
    job.put_reference(reference);
    let number = ["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID"];
    let number = number.into_iter().find_map(|name| job.get(name));
    job.put("pull_request", number);
    let parts = ["SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT", "BUILD_BUILDID"];
    if let [Some(server), Some(project), Some(run)] = parts.map(|name| job.get(name)) {
        let project = project.replace(' ', "%20");
        job.put("url", Some(format!("{server}{project}/_build/results?buildId={run}")));
    }
}

fn circleci(job: &mut Job<'_>) {
    let number = job.get("CIRCLE_PR_NUMBER").or_else(|| {
        let url = job.get("CIRCLE_PULL_REQUEST")?;
        Some(url.rsplit('/').next()?.to_owned())
    });
    job.put("pull_request", number);
    let parts = ["CIRCLE_PROJECT_USERNAME", "CIRCLE_PROJECT_REPONAME"];
    if let [Some(owner), Some(name)] = parts.map(|name| job.get(name)) {
        job.put("repository", Some(format!("{owner}/{name}")));
    }
}

fn jenkins(job: &mut Job<'_>) {
    // Of a build of a tag it is the tag's name.
    if job.get("TAG_NAME").is_some() {
        return;
    }
    let checked_out = || {
        let name = job.get("GIT_BRANCH")?;
        Some(name.strip_prefix("origin/").unwrap_or(&name).to_owned())
    };
    let branch = job.get("BRANCH_NAME").or_else(checked_out);
    job.put("branch", branch);
}
