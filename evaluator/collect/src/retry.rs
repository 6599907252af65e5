//! Another attempt, where it may help and there is time for it.

use std::time::Duration;

use crate::failure::{Failure, Retry};
use crate::limits;

/// How long to wait before attempt number `next`, counted from 1; `None` to give up. A half of
/// it is chance, so that many who failed together do not come back together.
pub(crate) fn wait(failure: &Failure, next: u32, left: Duration) -> Option<Duration> {
    let Retry::After(asked) = failure.retry else { return None };
    if next > limits::RETRIES {
        return None;
    }
    let backoff = limits::BACKOFF.saturating_mul(1 << (next - 1).min(8));
    let backoff = backoff.mul_f64(0.5 + 0.5 * fastrand::f64());
    let wait = asked.map_or(backoff, |asked| asked.max(backoff));
    // An attempt with no time left would only end in a worse cause.
    (wait.saturating_add(limits::BACKOFF) < left).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_the_same_again_is_not_tried_again() {
        let check = |failure: Failure, next: u32, left: u64, expected: bool| {
            let wait = wait(&failure, next, Duration::from_secs(left));
            assert_eq!(wait.is_some(), expected, "{failure} {next} {left}");
        };
        check(Failure::new("no"), 1, 60, false);
        check(Failure::passing("busy"), 1, 60, true);
        check(Failure::passing("busy"), 2, 60, true);
        check(Failure::passing("busy"), 3, 60, false);
        check(Failure::passing("busy"), 1, 0, false);
        check(Failure::passing_after("busy", Duration::from_secs(5)), 1, 60, true);
        check(Failure::passing_after("busy", Duration::from_secs(90)), 1, 60, false);
    }
}
