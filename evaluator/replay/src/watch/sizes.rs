//! How large the facts of a history really get, so that what expressions cost is bounded.

use gonogo_cel::{Env, Size};
use gonogo_engine::facts::Track;
use gonogo_engine::gate::Stage;

use super::feeds::{Feeds, Seen};

/// The gate's environment with the sizes of this history.
pub(super) fn known(stage: &Stage<'_>, feeds: &Feeds<'_>) -> Env {
    let mut env = stage.gate.env().clone();
    for feed in &feeds.series {
        let window = feed.cursor.rules().window;
        env.bound(feed.fact.slot(), Size::host(most(feed.track, window).div_ceil(10)));
    }
    for other in &feeds.others {
        if let (Seen::Value(value), false) = (&other.seen, other.is_moving) {
            env.bound(other.fact.slot(), Size::of(value));
        }
    }
    env
}

/// Samples that a window holds at most.
fn most(track: &Track, window: Option<i64>) -> u64 {
    let times = track.samples.times();
    let Some(window) = window else {
        return times.len() as u64;
    };
    let (mut start, mut most) = (0, 0);
    for (end, newest) in times.iter().enumerate() {
        let first = newest.saturating_sub(window);
        while times.get(start).is_some_and(|time| *time < first) {
            start += 1;
        }
        most = most.max(end + 1 - start);
    }
    most as u64
}
