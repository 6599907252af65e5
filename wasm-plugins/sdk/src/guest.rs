//! From the types of the contract to those of this crate and back, for [`export!`](crate::export).

pub use crate::bindings::gonogo::plugin::types::{Description, Finding, Request};

pub fn describe<P: crate::Policy>() -> Description {
    P::describe().into()
}

pub fn evaluate<P: crate::Policy>(request: Request) -> Result<Vec<Finding>, String> {
    let findings = P::evaluate(&request.into())?;
    Ok(findings.into_iter().map(Finding::from).collect())
}
