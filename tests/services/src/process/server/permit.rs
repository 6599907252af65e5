//! How many servers may be starting at once. One that runs costs little, and a test may need
//! several; what they do at their start is work.

use std::sync::{Condvar, Mutex, PoisonError};

const AT_ONCE: usize = 4;

static STARTING: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

pub(super) struct Permit;

impl Permit {
    pub(super) fn wait() -> Self {
        let starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = FREED.wait_while(starting, |starting| *starting >= AT_ONCE);
        *waited.unwrap_or_else(PoisonError::into_inner) += 1;
        Self
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *STARTING.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FREED.notify_one();
    }
}
