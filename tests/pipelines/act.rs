//! GitHub's workflows on this machine, by act: the action and reusable workflow come from copies,
//! and artifacts, which have no server here, are folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{GONOGO, Project, commit, git, read, write};
use crate::tools::tool;

/// What examples say in the place of a release of gonogo.
const RELEASE: &str = "OWNER/gonogo@0123456789abcdef0123456789abcdef01234567";
const UPLOAD: &str = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02";
const DOWNLOAD: &str = "actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093";
const CHECKOUT: &str = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683";
/// The files of a release that its action needs.
pub(crate) const ACTION: [&str; 5] = [
    "action.yml",
    "action/run.sh",
    "action/install.sh",
    "action/checksums.txt",
    ".github/workflows/gonogo.yml",
];

/// What happened.
#[derive(Debug, Default)]
pub(crate) struct Ran {
    /// `success` or `failure`, by the id of the job; those that were skipped are missing.
    pub(crate) jobs: BTreeMap<String, String>,
    /// Outputs of steps, by `step.name`; those of the action have its step's id.
    pub(crate) outputs: BTreeMap<String, String>,
    /// `error`, `warning` and `notice`: kind, file and line, title, message.
    pub(crate) annotations: Vec<[String; 4]>,
    pub(crate) summary: String,
    /// Every name of a command that the runner obeyed.
    pub(crate) commands: Vec<String>,
    pub(crate) log: String,
}

impl Ran {
    pub(crate) fn job(&self, id: &str) -> &str {
        self.jobs.get(id).map_or("skipped", String::as_str)
    }

    pub(crate) fn output(&self, name: &str) -> &str {
        self.outputs.get(name).map_or("", String::as_str)
    }
}

pub(crate) struct Act<'p> {
    project: &'p Project,
    workflow: &'p str,
    arguments: Vec<String>,
    table: Option<String>,
}

impl<'p> Act<'p> {
    /// Of the file in `.github/workflows`.
    pub(crate) fn of(project: &'p Project, workflow: &'p str) -> Self {
        Self { project, workflow, arguments: Vec::new(), table: None }
    }

    pub(crate) fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        self
    }

    /// What the action has as its table of checksums.
    pub(crate) fn table(mut self, text: &str) -> Self {
        self.table = Some(text.to_owned());
        self
    }

    /// A checkout of another commit than the one that runs, which act does not do by itself.
    pub(crate) fn checking_out(self) -> Self {
        let stub = self.stub(
            "checkout",
            "ref",
            "git clone -q \"$GONOGO_TEST_PROJECT\" . && git checkout -q \"$A\"",
        );
        let argument = format!("{CHECKOUT}={}", stub.display());
        self.with(&["--local-repository", &argument])
    }

    pub(crate) fn run(self, event: &str) -> Ran {
        self.project.commit();
        let home = self.project.beside("home");
        let action = self.project.beside("action");
        ACTION.iter().for_each(|file| write(&action.join(file), &read(file)));
        if let Some(table) = &self.table {
            write(&action.join("action/checksums.txt"), table);
        }
        publish(&action);
        let repositories = [
            (RELEASE, action),
            (
                UPLOAD,
                self.stub("upload", "path", "mkdir -p \"$STORE\" && cp -r \"$A/.\" \"$STORE\""),
            ),
            (
                DOWNLOAD,
                self.stub(
                    "download",
                    "path",
                    "mkdir -p \"${A:-.}\" && cp -r \"$STORE/.\" \"${A:-.}\"",
                ),
            ),
        ];
        let mut act = Command::new(tool("python/bin/act"));
        act.current_dir(self.project.path()).env("HOME", &home).env_remove("XDG_CACHE_HOME");
        act.arg(event).args(["-P", "ubuntu-latest=-self-hosted", "--pull=false", "--json"]);
        act.arg("-W").arg(format!(".github/workflows/{}", self.workflow));
        for (name, folder) in repositories {
            act.arg("--local-repository").arg(format!("{name}={}", folder.display()));
        }
        for (name, value) in [
            ("GONOGO_TEST_DONE", self.project.done_file()),
            ("GONOGO_TEST_ARTIFACTS", self.project.beside("artifacts")),
            ("GONOGO_TEST_PROJECT", self.project.path()),
        ] {
            act.arg("--env").arg(format!("{name}={}", value.display()));
        }
        act.arg("--var").arg(format!("GONOGO_PATH={GONOGO}")).args(&self.arguments);
        let output = act.output().expect("act should start");
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        let mut ran = Ran { log: complaints, ..Ran::default() };
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            ran.hear(&serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")));
        }
        assert!(!ran.jobs.is_empty(), "no job ran: {}", ran.log);
        ran
    }

    /// An action that does something with one input and a folder named for another.
    fn stub(&self, name: &str, input: &str, run: &str) -> PathBuf {
        let folder = self.project.beside(name);
        let text = format!(
            "name: {name}\ndescription: for tests\ninputs:\n  name: {{default: none}}\n  {input}: {{default: ''}}\n\
             runs:\n  using: composite\n  steps:\n    - shell: bash\n      env: {{N: '${{{{ inputs.name }}}}', A: \
             '${{{{ inputs.{input} }}}}'}}\n      run: 'STORE=\"$GONOGO_TEST_ARTIFACTS/$N\"; {run}'\n"
        );
        write(&folder.join("action.yml"), &text);
        publish(&folder);
        folder
    }
}

/// As a repository that act can take actions from.
fn publish(folder: &Path) {
    git(folder, &["init", "--quiet"]);
    commit(folder);
}

impl Ran {
    fn hear(&mut self, line: &serde_json::Value) {
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        self.log.push_str(&text("msg"));
        if !text("msg").ends_with('\n') {
            self.log.push('\n');
        }
        if line["jobResult"].is_string() {
            self.jobs.insert(text("jobID"), text("jobResult"));
        }
        let command = text("command");
        match command.as_str() {
            "" => return,
            "set-output" => {
                let steps = line["stepID"].as_array().unwrap();
                let steps: Vec<&str> = steps.iter().map(|step| step.as_str().unwrap()).collect();
                self.outputs.insert(format!("{}.{}", steps.join("."), text("name")), text("arg"));
            }
            "summary" => self.summary = text("content"),
            "error" | "warning" | "notice" => {
                let pair = |name: &str| line["kvPairs"][name].as_str().unwrap_or_default();
                let place = format!("{}:{}", pair("file"), pair("line"));
                self.annotations.push([command.clone(), place, pair("title").into(), text("arg")]);
            }
            _ => {}
        }
        self.commands.push(command);
    }
}
