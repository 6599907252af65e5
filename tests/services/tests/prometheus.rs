//! What was loaded into a real Prometheus is what it answers.
#![cfg(test)]

use gonogo_test_services::{Point, Prometheus, Protection, STALE, Tls};

const START: i64 = 1_773_144_000;

/// A counter that grows by 2 a second, and a gauge, each 15 s for 20 minutes.
fn history() -> String {
    let mut text = String::from("# TYPE http_requests counter\n");
    for step in 0..80 {
        let (value, at) = (step * 30, START + step * 15);
        text += &format!("http_requests_total{{code=\"500\"}} {value} {at}\n");
    }
    text + &format!("# TYPE ready gauge\nready 0.25 {START}\n# EOF\n")
}

#[test]
fn loaded_history_is_answered() {
    let prometheus = Prometheus::with_history(&history());
    let rate = prometheus.query("rate(http_requests_total{code=\"500\"}[5m])", START + 600);
    assert!(rate.contains(r#"{"code":"500"},"value":[1773144600,"2"]"#), "{rate}");
    let gauge = prometheus.query("ready", START + 60);
    assert!(gauge.contains(r#""value":[1773144060,"0.25"]"#), "{gauge}");
    let later = prometheus.query("ready", START + 301);
    assert!(later.ends_with(r#""result":[]}}"#), "{later}");
    assert!(prometheus.url().starts_with("http://localhost:"));
}

#[test]
fn written_samples_are_answered_at_once_and_only_forward() {
    let prometheus = Prometheus::start();
    let point = |at: i64, value: f64| Point {
        name: "queue_depth",
        labels: &[("queue", "mail"), ("env", "green")],
        at: at * 1_000,
        value,
    };
    for step in 0..4 {
        prometheus.write(&[point(START + step, 1.5 + step as f64)]);
        let answer = prometheus.query("queue_depth", START + step);
        assert!(answer.contains(&format!("\"{}.5\"", step + 1)), "{answer}");
        assert!(answer.contains(r#""env":"green","queue":"mail""#), "{answer}");
    }
    prometheus.write(&[point(START + 10, STALE)]);
    let gone = prometheus.query("queue_depth", START + 11);
    assert!(gone.ends_with(r#""result":[]}}"#), "{gone}");
    let many: Vec<Point<'_>> = (11..2_000).map(|step| point(START + step, step as f64)).collect();
    prometheus.write(&many);
    let refused = prometheus.try_write(&[point(START - 86_400, 1.0)]);
    assert_eq!(refused.status, 400, "{refused:?}");
}

#[test]
fn protection_keeps_strangers_out() {
    let tls = Tls::new();
    let prometheus = Prometheus::protected(&history(), Protection::LoginAndTls(&tls));
    assert!(prometheus.url().starts_with("https://localhost:"));
    let answer = prometheus.query("ready", START);
    assert!(answer.contains("0.25"), "{answer}");

    let login = Prometheus::protected("", Protection::Login);
    let port = login.url().rsplit(':').next().unwrap().parse().unwrap();
    let stranger = gonogo_test_services::http::Client::new(port);
    assert_eq!(stranger.get("/api/v1/query?query=1").unwrap().status, 401);
    assert_eq!(login.get("/api/v1/query?query=1").status, 200);
}
