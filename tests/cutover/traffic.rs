//! Traffic: 20 minutes of it at once, then on and on each second.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use gonogo_test_services::{Prometheus, wait_until};

use crate::metrics::{Metrics, Mood};

const STEP: i64 = 15_000;
const TICK: i64 = 1_000;
/// A little more than the windows of the gate.
const HISTORY: i64 = 22 * 60_000;
/// At the end of the history samples are close, for rates that reach into it.
const CLOSE: i64 = 75_000;

/// A time of the history at which green was not well: so long before its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spell {
    pub(crate) mood: Mood,
    pub(crate) from: Duration,
    pub(crate) to: Duration,
}

pub(crate) struct Traffic {
    shared: Arc<Shared>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    prometheus: Mutex<Prometheus>,
    state: Mutex<State>,
    over: AtomicBool,
}

struct State {
    mood: Mood,
    /// The time of the first samples of another mood; milliseconds.
    shown: Option<i64>,
}

impl Traffic {
    /// With its history, which ends now.
    pub(crate) fn flowing(spell: Option<Spell>) -> Self {
        let prometheus = Prometheus::start();
        let (mut metrics, now) = (Metrics::new(), now());
        let mut at = now - HISTORY;
        while at < now {
            let step = if at < now - CLOSE { STEP } else { TICK };
            at = (at + step).min(now);
            let age = Duration::from_millis((now - at).unsigned_abs());
            let ill = spell.filter(|spell| spell.to <= age && age < spell.from);
            metrics.flow(step as f64 / 1e3, ill.map_or(Mood::Healthy, |spell| spell.mood));
            prometheus.write(&metrics.points(at));
        }
        let state = State { mood: Mood::Healthy, shown: None };
        let shared = Arc::new(Shared {
            prometheus: Mutex::new(prometheus),
            state: Mutex::new(state),
            over: AtomicBool::new(false),
        });
        let writing = shared.clone();
        let writer = thread::spawn(move || writing.go_on(metrics, now));
        Self { shared, writer: Mutex::new(Some(writer)) }
    }

    pub(crate) fn prometheus(&self) -> MutexGuard<'_, Prometheus> {
        self.shared.prometheus.lock().unwrap()
    }

    /// Gives the time, in milliseconds since 1970.
    pub(crate) fn turn(&self, mood: Mood) -> i64 {
        self.shared.state.lock().unwrap().mood = mood;
        now()
    }

    /// The time of the first samples that show it; milliseconds since 1970.
    pub(crate) fn shown(&self) -> i64 {
        self.shared.state.lock().unwrap().shown.expect("the traffic has not turned")
    }

    /// Gives the time, in milliseconds since 1970.
    pub(crate) fn kill_prometheus(&self) -> i64 {
        self.stop();
        self.prometheus().server().kill();
        now()
    }

    fn stop(&self) {
        self.shared.over.store(true, Ordering::SeqCst);
        if let Some(writer) = self.writer.lock().unwrap().take() {
            writer.join().expect("the traffic broke down");
        }
    }
}

impl Drop for Traffic {
    /// Before Prometheus goes.
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::SeqCst);
        if let Some(writer) = self.writer.get_mut().ok().and_then(Option::take) {
            let _ = writer.join();
        }
    }
}

impl Shared {
    fn go_on(&self, mut metrics: Metrics, mut last: i64) {
        loop {
            let is_over = || self.over.load(Ordering::SeqCst).then_some(());
            let pause = Duration::from_millis((last + TICK - now()).max(0).unsigned_abs());
            if wait_until(pause, Duration::from_millis(10), is_over).is_some() {
                return;
            }
            let at = now().max(last + 1);
            let mood = self.state.lock().unwrap().mood;
            metrics.flow((at - last) as f64 / 1e3, mood);
            self.prometheus.lock().unwrap().write(&metrics.points(at));
            if mood != Mood::Healthy {
                self.state.lock().unwrap().shown.get_or_insert(at);
            }
            last = at;
        }
    }
}

pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}
