//! What systems of pipelines obey: variables, outputs, commands. Free text is escaped or left out.

mod azure;
mod dotenv;
mod github;
mod github_output;
mod issues;

pub(super) use azure::render as azure;
pub(super) use dotenv::render as dotenv;
pub(super) use github::render as github;
pub(super) use github_output::render as github_output;
