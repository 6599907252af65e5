//! GitLab's pipelines on this machine, by gitlab-ci-local: jobs run in a shell, and the component
//! comes from the place where the runner keeps what it has fetched.

use std::collections::BTreeMap;
use std::process::Command;

use crate::project::{GONOGO, Project, read};
use crate::tools::tool;

/// Where the component of the examples is kept once it is fetched.
const COMPONENT: &str = ".gitlab-ci-local/includes/gitlab.test/group/gonogo/\
                         0123456789abcdef0123456789abcdef01234567/templates/gonogo.yml";

#[derive(Debug)]
pub(crate) struct Pipeline {
    /// `PASS`, `WARN` or `FAIL` with its exit code, by job; those that did not run are missing.
    pub(crate) jobs: BTreeMap<String, String>,
    pub(crate) log: String,
}

impl Pipeline {
    pub(crate) fn job(&self, name: &str) -> &str {
        self.jobs.get(name).map_or("not run", String::as_str)
    }
}

/// The example with this name, as it is.
pub(crate) fn example(project: &Project, name: &str, arguments: &[&str]) -> Pipeline {
    let from = format!("integrations/gitlab/examples/{name}.gitlab-ci.yml");
    project.take(&from, ".gitlab-ci.yml");
    run(project, arguments)
}

pub(crate) fn run(project: &Project, arguments: &[&str]) -> Pipeline {
    let text = said(project, arguments);
    let mut jobs = BTreeMap::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            // The runner's last lines, and the line of a job that did not end with 0.
            [word @ ("PASS" | "WARN" | "FAIL"), job] => {
                jobs.entry((*job).to_owned()).or_insert_with(|| (*word).to_owned());
            }
            [job, "finished", "in", _, "ms" | "s", word @ ("WARN" | "FAIL"), code] => {
                jobs.insert((*job).to_owned(), format!("{word} {code}"));
            }
            _ => {}
        }
    }
    assert!(!jobs.is_empty(), "no job ran: {text}");
    Pipeline { jobs, log: text }
}

fn said(project: &Project, arguments: &[&str]) -> String {
    project.write(COMPONENT, &read("templates/gonogo.yml"));
    project.write(".gitignore", ".gitlab-ci-local\n");
    project.commit();
    let output = Command::new(tool("node"))
        .arg(tool("npm/node_modules/gitlab-ci-local/dist/index.js"))
        .args(["--force-shell-executor", "--shell-isolation", "--color=false"])
        .arg(format!("--variable=GONOGO={GONOGO}"))
        .arg(format!("--variable=GONOGO_TEST_DONE={}", project.done_file().display()))
        .args(arguments)
        .current_dir(project.path())
        .env("HOME", project.beside("home"))
        .output()
        .expect("node should start");
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stderr),
        String::from_utf8_lossy(&output.stdout)
    )
}
