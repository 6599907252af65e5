//! What a server shows of itself in a TLS handshake.

use gonogo_sources::{CertificateAsk, Server};
use serde_json::Value;

use crate::context::Context;
use crate::failure::Failure;
use crate::secrets::Secrets;

#[derive(Debug)]
pub(crate) struct Tls {}

impl Tls {
    pub(crate) fn new(at: &Server, given: (&Context<'_>, &Secrets)) -> Result<Self, Failure> {
        let _ = (at, given);
        Ok(Self {})
    }

    pub(crate) async fn fetch(
        &self,
        ask: &CertificateAsk,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let _ = (ask, context);
        Err(Failure::new("not there yet"))
    }
}
