//! What the caller lends to a collection: clock, environment, folder, permissions.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use gonogo_cel::time::Timestamp;

use crate::{limits, net};

/// The clock and the environment are the caller's, so that a test can have its own.
pub struct Context<'c> {
    pub now: &'c dyn Fn() -> Timestamp,
    /// The time that all facts are asked for; the clock says when an answer was there.
    pub at: Timestamp,
    pub env: &'c dyn Fn(&str) -> Option<String>,
    /// Of the gate file; what is relative is relative to it.
    pub folder: PathBuf,
    pub commands: Permission,
    /// Whether sources may be reached over the network.
    pub network: Permission,
    /// Of a fact that has no timeout of its own.
    pub timeout: Duration,
    /// Of all together.
    pub deadline: Duration,
    pub concurrency: usize,
    /// Facts to collect; all of the plan without it.
    pub only: Option<BTreeSet<String>>,
    /// When the phase started, for what looks back to it.
    pub phase_started: Option<Timestamp>,
    pub(crate) net: Arc<net::Shared>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    Granted,
    Denied,
}

impl<'c> Context<'c> {
    pub fn new(
        now: &'c dyn Fn() -> Timestamp,
        env: &'c dyn Fn(&str) -> Option<String>,
        folder: impl Into<PathBuf>,
    ) -> Self {
        Self {
            now,
            at: now(),
            env,
            folder: folder.into(),
            commands: Permission::Denied,
            network: Permission::Granted,
            timeout: limits::TIMEOUT,
            deadline: limits::DEADLINE,
            concurrency: limits::CONCURRENCY,
            only: None,
            phase_started: None,
            net: Arc::default(),
        }
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("folder", &self.folder).finish_non_exhaustive()
    }
}
