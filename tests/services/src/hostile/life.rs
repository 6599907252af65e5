//! Until when a server lives.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

#[derive(Debug)]
pub(super) struct Life {
    ended: Mutex<bool>,
    changed: Condvar,
}

impl Life {
    pub(super) fn new() -> Self {
        Self { ended: Mutex::new(false), changed: Condvar::new() }
    }

    pub(super) fn end(&self) {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    pub(super) fn has_ended(&self) -> bool {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits, but not longer than the server lives; whether it has ended.
    pub(super) fn wait(&self, duration: Duration) -> bool {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(ended, duration, |ended| !*ended);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
