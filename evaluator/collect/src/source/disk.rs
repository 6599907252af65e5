//! A file system.

use gonogo_sources::{DiskMeasure, Request, Template};
use serde_json::Value;

use crate::context::Context;
use crate::failure::Failure;

#[derive(Debug)]
pub(crate) struct Disk {}

impl Disk {
    pub(crate) fn new(path: &Template, context: &Context<'_>) -> Result<Self, Failure> {
        let _ = (path, context);
        Ok(Self {})
    }

    pub(crate) async fn fetch(
        &self,
        ask: DiskMeasure,
        request: &Request,
        context: &Context<'_>,
    ) -> Result<Value, Failure> {
        let _ = (ask, request, context);
        Err(Failure::new("not there yet"))
    }
}
