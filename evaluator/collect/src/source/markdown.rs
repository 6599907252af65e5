//! Checklists and sign-offs in Markdown.

use gonogo_sources::{MarkdownAsk, Request};

use super::Answer;
use super::files::Folder;
use crate::context::Context;
use crate::failure::Failure;

pub(crate) async fn fetch(
    folder: &Folder,
    ask: &MarkdownAsk,
    (request, context): (&Request, &Context<'_>),
) -> Result<Answer, Failure> {
    let _ = (folder, ask, request, context);
    Err(Failure::new("not there yet"))
}
