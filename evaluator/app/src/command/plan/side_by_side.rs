//! Long plans, read by two threads.

use std::thread;

use gonogo_plan::{Plan, read_by};

/// Bytes of a plan that takes milliseconds to read; to start a thread takes a part of one.
const LONG: usize = 100_000;

pub(super) fn read(text: &str) -> Plan {
    if text.len() < LONG {
        return gonogo_plan::read(text);
    }
    read_by(text, |part, rest| {
        thread::scope(|scope| {
            // Where there is no thread to be had, it is done afterwards.
            let _ = thread::Builder::new().spawn_scoped(scope, part);
            rest();
        });
    })
}
