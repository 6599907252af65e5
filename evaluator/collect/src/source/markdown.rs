//! Checklists and sign-offs in Markdown.

use gonogo_sources::{MarkdownAsk, Request};
use serde_json::Value;

use super::files::Folder;
use crate::failure::Failure;

pub(crate) async fn fetch(
    folder: &Folder,
    ask: &MarkdownAsk,
    request: &Request,
) -> Result<Value, Failure> {
    let _ = (folder, ask, request);
    Err(Failure::new("not there yet"))
}
