//! Programs.

use gonogo_sources::{Content, Request, Template};
use serde_json::Value;

use crate::context::Context;
use crate::failure::Failure;

#[derive(Debug)]
pub(crate) struct Commands {}

impl Commands {
    pub(crate) fn new(folder: &Template, context: &Context<'_>) -> Result<Self, Failure> {
        let _ = (folder, context);
        Ok(Self {})
    }

    pub(crate) async fn fetch(
        &self,
        ask: (&[String], &Content),
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let _ = (ask, request, context);
        Err(Failure::new("not there yet"))
    }
}
