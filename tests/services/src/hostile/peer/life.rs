//! Until when a server lives.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

#[derive(Debug)]
pub(in crate::hostile) struct Life {
    ended: Mutex<bool>,
    changed: Condvar,
}

impl Life {
    pub(in crate::hostile) fn new() -> Self {
        Self { ended: Mutex::new(false), changed: Condvar::new() }
    }

    pub(in crate::hostile) fn end(&self) {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    pub(in crate::hostile) fn has_ended(&self) -> bool {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits, but not longer than the server lives; whether it has ended.
    pub(in crate::hostile) fn wait(&self, duration: Duration) -> bool {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(ended, duration, |ended| !*ended);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
