//! Programs.

pub(super) mod program;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use gonogo_sources::{Content, Request, Template};
use serde_json::Value;
use tokio::task::spawn_blocking;

use self::program::{Excess, Output, Program};
use crate::content;
use crate::context::{Context, Permission};
use crate::failure::Failure;

#[derive(Debug)]
pub(crate) struct Commands {
    folder: PathBuf,
}

impl Commands {
    pub(crate) fn new(folder: &Template, context: &Context<'_>) -> Result<Self, Failure> {
        if context.commands == Permission::Denied {
            return Err(Failure::new("commands are off: pass `--allow-commands`"));
        }
        let resolved = folder.resolve(context.env);
        let resolved = resolved.map_err(|missing| Failure::new(missing.to_string()))?;
        let joined = context.folder.join(resolved);
        let whole = joined.canonicalize().ok().filter(|whole| whole.is_dir());
        let folder = whole.ok_or_else(|| Failure::new(format!("`{folder}` is no folder")))?;
        Ok(Self { folder })
    }

    pub(crate) async fn fetch(
        &self,
        (words, content): (&[String], &Content),
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let Some((name, arguments)) = words.split_first() else {
            return Err(Failure::new("the command is empty"));
        };
        let mut program = Program::new(name, (&self.folder, context.env))?;
        program.arguments(arguments);
        let output = program.run(Excess::Fails).await?;
        let text = success(name, output)?;
        let (content, request, now) = (content.clone(), request.clone(), (context.now)());
        let read = move || content::read(&text, &content, &request, now);
        let value = spawn_blocking(read).await;
        value.unwrap_or_else(|_| Err(Failure::new("reading its output was broken off")))
    }
}

fn success(name: &str, output: Output) -> Result<String, Failure> {
    if let Some(end) = output.failed {
        let last = output.said.lines().map(str::trim).rfind(|line| !line.is_empty());
        let said = last.map_or_else(String::new, |last| format!(": {last}"));
        return Err(Failure::new(format!("`{name}` {end}{said}")));
    }
    String::from_utf8(output.printed).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        Failure::new(format!("what `{name}` printed is not UTF-8: byte {}", good + 1))
    })
}
