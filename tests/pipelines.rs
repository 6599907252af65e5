//! Pipelines as users write them, by the runners themselves: GitHub's workflows by act, GitLab's by
//! gitlab-ci-local, both on this machine. The examples run as they are in `integrations`, and the
//! action from a copy of what a release has of it.
#![cfg(test)]

#[path = "pipelines/act.rs"]
mod act;
#[path = "pipelines/action.rs"]
mod action;
#[path = "pipelines/adapters.rs"]
mod adapters;
#[path = "pipelines/asking.rs"]
mod asking;
#[path = "pipelines/github.rs"]
mod github;
#[path = "pipelines/gitlab.rs"]
mod gitlab;
#[path = "pipelines/gitlab_runner.rs"]
mod gitlab_runner;
#[path = "pipelines/injection.rs"]
mod injection;
#[path = "pipelines/project.rs"]
mod project;
#[path = "pipelines/readme.rs"]
mod readme;
#[path = "support/tools.rs"]
mod tools;
