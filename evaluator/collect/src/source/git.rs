//! A working copy.

mod status;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use gonogo_sources::{Pick, Request, Template};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use self::status::Status;
use super::commands::program::{Excess, Output, Program};
use crate::content;
use crate::context::Context;
use crate::failure::Failure;

/// Nothing that the repository's own settings name is run.
const SETTINGS: [&str; 6] =
    ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"];
/// It neither asks nor writes, and says what we can read.
const VARIABLES: [(&str, &str); 3] =
    [("GIT_TERMINAL_PROMPT", "0"), ("GIT_OPTIONAL_LOCKS", "0"), ("LC_ALL", "C")];

#[derive(Debug)]
pub(crate) struct Git {
    folder: PathBuf,
    /// It is asked once for all facts.
    found: OnceCell<Value>,
}

impl Git {
    pub(crate) fn new(folder: &Template, context: &Context<'_>) -> Result<Self, Failure> {
        let resolved = folder.resolve(context.env);
        let resolved = resolved.map_err(|missing| Failure::new(missing.to_string()))?;
        let joined = context.folder.join(resolved);
        let whole = joined.canonicalize().ok().filter(|whole| whole.is_dir());
        let whole = whole.ok_or_else(|| Failure::new(format!("`{folder}` is no folder")))?;
        Ok(Self { folder: whole, found: OnceCell::new() })
    }

    pub(crate) async fn fetch(
        &self,
        ask: &Pick,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let found = self.found.get_or_try_init(|| self.look(context)).await?;
        let picked = content::pick(found, ask, request, (context.now)());
        let why = "what there is none of is left out: a detached head has no branch, most commits \
                   no tag";
        picked.map_err(|failure| failure.explained("has no key", why))
    }

    /// What there is none of has no key: no branch at a detached head, no `ahead` without an
    /// upstream branch. Nothing is fetched.
    async fn look(&self, context: &Context<'_>) -> Result<Value, Failure> {
        let asked = ["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=normal"];
        let status = Status::read(&self.run(&asked, context).await?);
        let Some(commit) = status.commit.clone() else {
            return Err(Failure::new("the repository has no commit yet"));
        };
        let asked = ["log", "-1", "--no-show-signature", "--format=%an%x00%cI", &commit, "--"];
        let author = self.run(&asked, context).await?;
        let at = format!("--points-at={commit}");
        let asked =
            ["for-each-ref", &at, "--sort=-creatordate", "--format=%(refname)", "refs/tags"];
        let tags = self.run(&asked, context).await?;
        let mut map = status.map();
        let first = tags.lines().next().and_then(|name| name.strip_prefix("refs/tags/"));
        let (author, time) = author.trim_end().split_once('\0').unwrap_or_default();
        for (key, value) in
            [("tag", first.unwrap_or_default()), ("author", author), ("committed_at", time)]
        {
            if !value.is_empty() {
                map.insert(key.to_owned(), json!(value));
            }
        }
        Ok(Value::Object(map))
    }

    async fn run(&self, arguments: &[&str], context: &Context<'_>) -> Result<String, Failure> {
        let program = Program::new("git", (&self.folder, context.env));
        let mut program = program.map_err(|_| {
            Failure::new("there is no program `git` in `PATH`: install the package `git`")
        })?;
        VARIABLES.iter().for_each(|(name, value)| program.variable(name, value));
        let words: Vec<String> =
            SETTINGS.iter().chain(arguments).map(|word| (*word).to_owned()).collect();
        program.arguments(&words);
        let Output { printed, said, failed } = program.run(Excess::IsCut).await?;
        match failed {
            None => Ok(String::from_utf8_lossy(&printed).into_owned()),
            Some(end) if said.is_empty() => Err(Failure::new(format!("`git` {end}"))),
            // It says what to do about a repository of somebody else, for example.
            Some(_) => Err(Failure::new(format!("git: {said}"))),
        }
    }
}
