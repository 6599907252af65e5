//! Checklists and sign-offs in Markdown.

#[cfg(test)]
mod tests;

use gonogo_plan::PlanError;
use gonogo_sources::{FactType, MarkdownAsk, Request};

use super::Answer;
use super::files::{Folder, Job, within};
use crate::context::Context;
use crate::failure::Failure;

/// Of the one file that is meant, as it was when it was last changed.
pub(crate) async fn fetch(
    folder: &Folder,
    ask: &MarkdownAsk,
    (request, context): (&Request, &Context<'_>),
) -> Result<Answer, Failure> {
    let (kind, section) = (request.shape.kind, ask.section.clone());
    let read = move |job: &Job| {
        let path = job.only()?;
        let (text, as_of) = job.text(&path)?;
        let plan = gonogo_plan::read(&text);
        let section = section.as_deref();
        let value = if kind == FactType::Signoffs {
            plan.signoffs(section).map(|signoffs| signoffs.to_json())
        } else {
            // A gate asks for nothing else in Markdown.
            plan.checklist(section).map(|checklist| checklist.to_json())
        };
        let value = value.map_err(|problem| within(&path, failure(&problem)))?;
        Ok(Answer { value, as_of: Some(as_of) })
    };
    folder.ask(&ask.path, (request, context), read).await
}

fn failure(problem: &PlanError) -> Failure {
    Failure::new(format!("{problem}: {}", problem.help()))
}
