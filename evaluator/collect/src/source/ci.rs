//! The job that this runs in.

mod provider;
#[cfg(test)]
mod tests;

use gonogo_sources::{Pick, Request};
use serde_json::Value;

use crate::content;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Debug)]
pub(crate) struct Ci {
    job: Result<Value, Failure>,
}

impl Ci {
    pub(crate) fn new(context: &Context<'_>) -> Self {
        let none = || {
            let known = provider::names().join(", ");
            Failure::new(format!("no CI job was recognised: known are those of {known}"))
        };
        Self { job: provider::job(context.env).ok_or_else(none) }
    }

    pub(crate) fn fetch(
        &self,
        ask: &Pick,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        content::pick(self.job.as_ref().map_err(Failure::clone)?, ask, request, (context.now)())
    }
}
