//! The only place that sleeps: other processes say nothing when they are ready.

use std::thread;
use std::time::{Duration, Instant};

/// Asks again and again for something; nothing when the time is over.
pub fn until<T>(limit: Duration, pause: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = ask() {
            return Some(found);
        }
        if start.elapsed() >= limit {
            return None;
        }
        thread::sleep(pause);
    }
}
