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
        Self { job: provider::job(context.env) }
    }

    pub(crate) fn fetch(
        &self,
        ask: &Pick,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let job = self.job.as_ref().map_err(Failure::clone)?;
        let picked = content::pick(job, ask, request, (context.now)());
        let why = "what there is none of is left out: a pull request has no branch, and few a tag";
        picked.map_err(|failure| failure.explained("has no key", why))
    }
}
