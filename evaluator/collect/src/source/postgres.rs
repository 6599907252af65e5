//! A PostgreSQL server.

use gonogo_sources::{Request, Server};
use serde_json::Value;

use crate::context::Context;
use crate::failure::Failure;
use crate::secrets::Secrets;

#[derive(Debug)]
pub(crate) struct Postgres {}

impl Postgres {
    pub(crate) fn new(at: &Server, given: (&Context<'_>, &Secrets)) -> Result<Self, Failure> {
        let _ = (at, given);
        Ok(Self {})
    }

    pub(crate) async fn fetch(
        &self,
        ask: &str,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let _ = (ask, request, context);
        Err(Failure::new("not there yet"))
    }
}
