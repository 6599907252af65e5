//! Samples that Prometheus gives for now although they are of some minutes ago.

use std::time::{SystemTime, UNIX_EPOCH};

use gonogo_test_services::{Point, Prometheus};

use crate::gate::Gate;

#[test]
fn a_number_is_as_old_as_its_sample() {
    let prometheus = Prometheus::start();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let then = i64::try_from(now).unwrap() - 3 * 60 * 1000;
    prometheus.write(&[Point { name: "queue", labels: &[("job", "shop")], value: 5.0, at: then }]);
    let run = |query: &str, more: &str| {
        let text = format!(
            "sources: {{s: {{prometheus: 'URL'}}}}\n\
             facts: {{f: {{type: number, from: s, query: '{query}'{more}}}}}\n\
             rules: [{{id: r, require: f < 9.0}}]\n"
        );
        Gate::new(&text, prometheus.url().as_str()).run("run", &[])
    };
    let selector = "queue{job=\"shop\"}";
    run(selector, "").says(0, &[]);
    run(selector, ", stale_after: 4m").says(0, &[]);
    run(selector, ", stale_after: 1m").says(10, &["collected 3m", "ago, limit 1m"]);
    // What is calculated is of now: its author says how far back it looks.
    run("sum(queue)", ", stale_after: 1m").says(0, &[]);
}
