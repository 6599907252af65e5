//! The folder that a plan is imported into, and where the plan lies, seen from it.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use gonogo_draft::{Lock, Place};

use crate::input;

const GATE: &str = "gate.yaml";
const TESTS: &str = "tests.yaml";
const LOCK: &str = "import.lock.json";
/// Of a plan that comes from standard input, or has a name that gates cannot say.
const COPY: &str = "plan.md";
/// Of a record: the draft, with quotes.
const LOCK_BYTES: u64 = 4 * input::GATE_BYTES;

#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// It need not be there yet.
    pub(super) fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// If it is not there.
    pub(super) fn make(&self) -> Result<()> {
        let path = self.path.display();
        fs::create_dir_all(&self.path).with_context(|| format!("cannot make `{path}`"))
    }

    pub(super) fn gate(&self) -> PathBuf {
        self.path.join(GATE)
    }

    pub(super) fn tests(&self) -> PathBuf {
        self.path.join(TESTS)
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.path.join(LOCK)
    }

    pub(super) fn copy(&self) -> PathBuf {
        self.path.join(COPY)
    }

    /// Nothing of an earlier import, or of somebody's own, is written over.
    pub(super) fn must_be_free(&self, copy: Option<PathBuf>) -> Result<()> {
        let paths = [self.gate(), self.tests(), self.lock()];
        let help = "bring the changes of the plan in with --update, or write it anew with --force";
        must_have_none(paths.into_iter().chain(copy), help)
    }

    /// A plan of somebody's own is no copy.
    pub(super) fn must_have_no_plan(&self) -> Result<()> {
        must_have_none([self.copy()], "name the plan itself, or move that file")
    }

    pub(super) fn read_lock(&self) -> Result<Lock> {
        let path = self.lock();
        if path.symlink_metadata().is_err() {
            bail!(
                "there is no `{}` that says what was imported before\n  help: {}",
                path.display(),
                self.without_record()
            );
        }
        let text = input::read(&path, LOCK_BYTES)?;
        let lock = Lock::parse(&text);
        lock.map_err(|problem| anyhow!("cannot use `{}`: {problem}", path.display()))
    }

    /// Without --update what is there would be in the way again.
    fn without_record(&self) -> &'static str {
        match self.gate().symlink_metadata().is_ok() {
            true => {
                "get it back from version control; without one, move `gate.yaml` and `tests.yaml` \
                 away, import without --update, and make your edits again in the new `gate.yaml`"
            }
            false => "leave out --update",
        }
    }

    /// Nothing where the plan has to be copied.
    pub(super) fn place_of(&self, plan: &Path) -> Result<Option<Place>> {
        if plan.as_os_str() == "-" {
            return Ok(None);
        }
        let name = plan.display();
        let plan = plan.canonicalize().with_context(|| format!("cannot read `{name}`"))?;
        let folder = whole(&self.path)?;
        Ok(relative(&folder, &plan).filter(Place::can_be_said))
    }

    pub(super) fn place_of_copy() -> Place {
        Place::Beside { path: COPY.to_owned() }
    }
}

fn must_have_none(paths: impl IntoIterator<Item = PathBuf>, help: &str) -> Result<()> {
    match paths.into_iter().find(|path| path.symlink_metadata().is_ok()) {
        None => Ok(()),
        Some(path) => Err(anyhow!("`{}` is there already\n  help: {help}", path.display())),
    }
}

/// From the root on, without links, as far as the folders are there.
fn whole(folder: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(folder);
    let absolute = absolute.with_context(|| format!("cannot use `{}`", folder.display()))?;
    let there = absolute.ancestors().find_map(|around| {
        let below = absolute.strip_prefix(around).ok()?;
        Some(around.canonicalize().ok()?.join(below))
    });
    Ok(there.unwrap_or(absolute))
}

/// Both are whole paths.
fn relative(folder: &Path, plan: &Path) -> Option<Place> {
    let (mut up, mut around) = (Vec::new(), folder);
    let below = loop {
        match plan.strip_prefix(around) {
            Ok(below) => break below,
            Err(_) => {
                up.push("..");
                around = around.parent()?;
            }
        }
    };
    let names = below.components().map(|part| match part {
        Component::Normal(name) => name.to_str(),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            None
        }
    });
    let mut names = names.collect::<Option<Vec<&str>>>()?;
    if up.is_empty() {
        return Some(Place::Beside { path: names.join("/") });
    }
    let name = names.pop()?.to_owned();
    up.extend(names);
    Some(Place::Folder { folder: up.join("/"), name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_seen_from_its_gate() {
        let check = |folder: &str, plan: &str, expected: &str| {
            let place = relative(Path::new(folder), Path::new(plan)).unwrap();
            let said = match place {
                Place::Beside { path } => path,
                Place::Folder { folder, name } => format!("{folder} {name}"),
            };
            assert_eq!(said, expected, "{folder} {plan}");
        };
        check("/a/gate", "/a/gate/plan.md", "plan.md");
        check("/a/gate", "/a/gate/b/plan.md", "b/plan.md");
        check("/a/gate", "/a/plan.md", ".. plan.md");
        check("/a/b/gate", "/a/docs/plan.md", "../../docs plan.md");
    }
}
