//! What blue and green show of themselves, in the names that the gate asks for.

use gonogo_test_services::Point;

/// How green does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Healthy,
    /// One response in ten is a 500.
    ServerErrors,
    /// Each request takes between 2.5 and 5 seconds.
    Slow,
}

type Labels = Vec<(&'static str, &'static str)>;

struct Metric {
    name: &'static str,
    labels: Labels,
    shape: Shape,
    value: f64,
}

enum Shape {
    Gauge,
    /// So much a second; the second number is that of a green that is not well.
    Counter {
        healthy: f64,
        bad: Option<(Mood, f64)>,
    },
}

/// All series, as they are at one moment.
pub(crate) struct Metrics(Vec<Metric>);

/// Requests a second of each of the two.
const REQUESTS: f64 = 50.0;
/// The share of all responses within so many seconds.
const LATENCY: [(&str, f64); 8] = [
    ("0.05", 0.6),
    ("0.1", 0.85),
    ("0.15", 0.955),
    ("0.25", 0.98),
    ("0.5", 0.998),
    ("2.5", 1.0),
    ("5", 1.0),
    ("+Inf", 1.0),
];
const TRACKING: [(&str, f64); 8] = [
    ("0.05", 0.998),
    ("0.1", 1.0),
    ("0.15", 1.0),
    ("0.25", 1.0),
    ("0.5", 1.0),
    ("2.5", 1.0),
    ("5", 1.0),
    ("+Inf", 1.0),
];
const QUERIES: [(&str, f64); 4] = [("0.1", 0.9), ("0.25", 0.995), ("1", 1.0), ("+Inf", 1.0)];

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut metrics = Self(Vec::new());
        for env in ["green", "blue"] {
            metrics.requests(env);
            metrics.mail(env);
        }
        metrics.workers();
        metrics.hosts();
        metrics
    }

    /// All flow on for so many seconds.
    pub(crate) fn flow(&mut self, seconds: f64, mood: Mood) {
        for metric in &mut self.0 {
            if let Shape::Counter { healthy, bad } = &metric.shape {
                let bad = bad.filter(|(when, _)| *when == mood);
                metric.value += seconds * bad.map_or(*healthy, |(_, rate)| rate);
            }
        }
    }

    /// As of a time in milliseconds. Counters count whole things.
    pub(crate) fn points(&self, at: i64) -> Vec<Point<'_>> {
        let point = |metric: &'_ Metric| match metric.shape {
            Shape::Gauge => metric.value,
            Shape::Counter { .. } => metric.value.floor(),
        };
        let points = self.0.iter();
        points
            .map(|metric| Point {
                name: metric.name,
                labels: &metric.labels,
                at,
                value: point(metric),
            })
            .collect()
    }

    fn gauge(&mut self, name: &'static str, labels: &[(&'static str, &'static str)], value: f64) {
        self.0.push(Metric { name, labels: labels.to_vec(), shape: Shape::Gauge, value });
    }

    fn counter(
        &mut self,
        name: &'static str,
        labels: &[(&'static str, &'static str)],
        healthy: f64,
    ) {
        let shape = Shape::Counter { healthy, bad: None };
        self.0.push(Metric { name, labels: labels.to_vec(), shape, value: 1_000.0 });
    }

    /// Another rate in a mood, for the counter that was declared last.
    fn but(&mut self, mood: Mood, rate: f64) {
        if let Some(Metric { shape: Shape::Counter { bad, .. }, .. }) = self.0.last_mut() {
            *bad = Some((mood, rate));
        }
    }

    fn requests(&mut self, env: &'static str) {
        let label = ("env", env);
        let errors = if env == "green" { 0.1 * REQUESTS } else { 0.0 };
        self.counter("total_requests", &[label], REQUESTS);
        self.counter("total_errors", &[label], 0.0004 * REQUESTS);
        self.but(Mood::ServerErrors, errors);
        self.gauge("average_response_time_ms", &[label], 58.0);
        for (path, share, latency) in [("/api", 0.9, LATENCY), ("/track/open", 0.1, TRACKING)] {
            let all = share * REQUESTS;
            self.counter("http_responses_total", &[label, ("path", path), ("code", "200")], all);
            for code in ["404", "500"] {
                self.counter("http_responses_total", &[label, ("path", path), ("code", code)], 0.0);
                if code == "500" && path == "/api" {
                    self.but(Mood::ServerErrors, errors);
                }
            }
            for (le, within) in latency {
                let labels = [label, ("path", path), ("le", le)];
                self.counter("http_request_duration_seconds_bucket", &labels, within * all);
                if env == "green" && !matches!(le, "5" | "+Inf") {
                    self.but(Mood::Slow, 0.0);
                }
            }
        }
    }

    fn mail(&mut self, env: &'static str) {
        let label = [("env", env)];
        self.counter("emails_sent", &label, 6.5);
        self.counter("emails_delivered", &label, 6.4);
        self.counter("emails_bounced", &label, 0.07);
        self.counter("smtp_sends_total", &label, 6.5);
        self.counter("smtp_errors_total", &label, 0.008);
        self.counter("ses_throttled_total", &label, 0.0);
        self.gauge("cache_hit_rate", &label, 0.88);
    }

    fn workers(&mut self) {
        let env = ("env", "green");
        for instance in ["worker-1", "worker-2", "worker-3"] {
            let labels = [env, ("instance", instance)];
            self.gauge("up", &[env, ("instance", instance), ("job", "worker")], 1.0);
            self.gauge("worker_cpu_percent", &labels, 44.0);
            self.gauge("worker_memory_mb", &labels, 910.0);
            self.counter("worker_restarts_total", &labels, 0.0);
        }
    }

    fn hosts(&mut self) {
        let env = ("env", "green");
        self.counter("db_connection_errors_total", &[env], 0.0);
        self.gauge("db_connection_pool_usage", &[env], 52.0);
        for (le, within) in QUERIES {
            self.counter("db_query_duration_seconds_bucket", &[env, ("le", le)], 120.0 * within);
        }
        let host = [env, ("instance", "host-1")];
        self.gauge("node_memory_MemTotal_bytes", &host, 64e9);
        self.gauge("node_memory_MemAvailable_bytes", &host, 25e9);
        for cpu in ["0", "1"] {
            let labels = [env, ("instance", "host-1"), ("cpu", cpu), ("mode", "idle")];
            // Not whole seconds: the floor of it is off by one at most.
            self.counter("node_cpu_seconds_total", &labels, 0.62);
        }
    }
}
