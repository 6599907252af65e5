//! Requests over HTTP.

use gonogo_sources::{CertificateAsk, Endpoint, HttpAsk, Request};
use serde_json::Value;

use crate::context::Context;
use crate::failure::Failure;
use crate::secrets::Secrets;

#[derive(Debug)]
pub(crate) struct Http {}

impl Http {
    pub(crate) fn new(at: &Endpoint, given: (&Context<'_>, &Secrets)) -> Result<Self, Failure> {
        let _ = (at, given);
        Ok(Self {})
    }

    pub(crate) async fn fetch(
        &self,
        ask: &HttpAsk,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let _ = (ask, request, context);
        Err(Failure::new("not there yet"))
    }

    pub(crate) async fn certificate(
        &self,
        ask: &CertificateAsk,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let _ = (ask, context);
        Err(Failure::new("not there yet"))
    }
}
