//! A folder of files.

use gonogo_sources::{FileAsk, Request, Template};

use super::Answer;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Debug)]
pub(crate) struct Folder {}

impl Folder {
    pub(crate) fn new(root: &Template, context: &Context<'_>) -> Result<Self, Failure> {
        let _ = (root, context);
        Ok(Self {})
    }

    pub(crate) fn beside(context: &Context<'_>) -> Self {
        let _ = context;
        Self {}
    }

    pub(crate) async fn fetch(
        &self,
        ask: &FileAsk,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Answer, Failure> {
        let _ = (ask, request, context);
        Err(Failure::new("not there yet"))
    }
}
