//! A working copy.

use gonogo_sources::{Pick, Request, Template};
use serde_json::Value;

use crate::context::Context;
use crate::failure::Failure;

#[derive(Debug)]
pub(crate) struct Git {}

impl Git {
    pub(crate) fn new(folder: &Template, context: &Context<'_>) -> Result<Self, Failure> {
        let _ = (folder, context);
        Ok(Self {})
    }

    pub(crate) async fn fetch(&self, ask: &Pick, request: &Request) -> Result<Value, Failure> {
        let _ = (ask, request);
        Err(Failure::new("not there yet"))
    }
}
